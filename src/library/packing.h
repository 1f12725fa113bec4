/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts that a library keeps, packed by zstd in blocks of 16 KiB, so that some words of a text are
 * read for the price of one block or two. Behind the blocks stands a number of 32 bits for each,
 * where it ends, counted from the first; a block as long as its text is not packed. Of novels .46
 * is left: smaller blocks cost space (4 KiB: .51), larger ones time.
 */
#ifndef AL_PACKING_H
#define AL_PACKING_H

#include "base/buffer.h"
#include "base/must_check.h"

enum { AL_PACKED_BLOCK = 1 << 14, AL_PACKED_END = 4 /* bytes of the end of a block */ };

/* Whether zstd is installed. Without it texts are kept as they are, and packed ones not read. */
bool al_packing_is_there(void);

/*
 * Append a text, packed. *packed is false, and nothing is appended, where that would be no shorter.
 * False when memory ends.
 */
AL_MUST_CHECK bool al_pack(al_buffer *out, const char *bytes, size_t length, bool *packed);

/* A packed text, that somebody may have made: `packed` bytes at `bytes`. */
typedef struct al_packed_text {
    const char *bytes;
    uint64_t packed;
    uint64_t length; /* of the text */
} al_packed_text;

/* How many blocks a text has. */
static inline uint64_t al_packed_blocks(uint64_t length)
{
    return length / AL_PACKED_BLOCK + (length % AL_PACKED_BLOCK != 0);
}

/* What unpacking takes, for one thread. All zero at the start. */
typedef struct al_unpacker {
    const almost_allocator *allocator; /* set by al_unpack() */
    void *context;                     /* of zstd */
    char *block;                       /* that was unpacked last */
    const char *from;                  /* where it stands; NULL: none */
} al_unpacker;

void al_unpacker_release(al_unpacker *unpacker);

typedef enum al_unpacked { AL_UNPACKED, AL_UNPACKED_BROKEN, AL_UNPACKED_NO_MEMORY } al_unpacked;

/* Some bytes of a text, which has them, into `out`. */
AL_MUST_CHECK al_unpacked al_unpack(al_unpacker *unpacker, const almost_allocator *allocator,
                                    const al_packed_text *text, almost_span span, char *out);

#endif
