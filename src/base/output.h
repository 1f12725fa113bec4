/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes on their way to the caller's sink, through one buffer of fixed size.
 *
 * After the first failure of the sink later calls do nothing; al_output_finish
 * tells. So no call in between needs a check.
 */
#ifndef AL_OUTPUT_H
#define AL_OUTPUT_H

#include "base/memory.h"
#include "base/number.h"
#include "base/must_check.h"

#include <string.h>

/* Size of the buffer, and the most that al_output_room() can promise. */
#define AL_OUTPUT_CAPACITY 65536
#define AL_OUTPUT_MOST_ROOM 4096

typedef struct al_output {
    const almost_allocator *allocator;
    almost_sink sink;
    void *context;
    char *bytes;
    size_t length;
    bool failed;
    struct al_clock *clock;  /* what the sink takes is not of its time; NULL: none */
    struct al_checksum *sum; /* of all that went through; NULL: none is wanted */
} al_output;

/* False when there is no memory for the buffer. */
AL_MUST_CHECK bool al_output_init(al_output *output, const almost_allocator *allocator,
                                  almost_sink sink, void *context);
void al_output_release(al_output *output);

/* Hand on what is in the buffer. */
void al_output_flush(al_output *output);

/* Hand on the rest; WRITE when the sink refused anything, TIMEOUT when it was late before that. */
AL_MUST_CHECK almost_status al_output_finish(al_output *output, almost_error *error);

void al_output_bytes(al_output *output, const char *bytes, size_t length);

/* What would not fit: for al_output_bytes() only. */
void al_output_large(al_output *output, const char *bytes, size_t length);

/*
 * Room for `wanted` bytes (at most AL_OUTPUT_MOST_ROOM) at the returned place,
 * for code that writes many small things; tell what was written by
 * al_output_wrote() with the place behind it.
 */
static inline char *al_output_room(al_output *output, size_t wanted)
{
    if (AL_OUTPUT_CAPACITY - output->length < wanted)
        al_output_flush(output);
    return output->bytes + output->length;
}

static inline void al_output_wrote(al_output *output, const char *behind)
{
    output->length = (size_t)(behind - output->bytes);
}

/* Text ended by NUL; a literal costs one memcpy. */
static inline void al_output_text(al_output *output, const char *text)
{
    al_output_bytes(output, text, strlen(text));
}

void al_output_number(al_output *output, uint64_t number);
void al_output_grouped(al_output *output, uint64_t number);
void al_output_fixed(al_output *output, double number, int decimals);
void al_output_scientific(al_output *output, double number);

#endif
