/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A telling as it comes: bytes that were fed, of which the beginning was judged. What was judged is
 * kept as long as there is room, since it is compared as a whole in the end. And where the next
 * sentence ends: at a full stop, a blank line, a pause, or after so many words that none is to be
 * expected.
 */
#ifndef AL_WATCH_HEARD_H
#define AL_WATCH_HEARD_H

#include "base/buffer.h"
#include "base/range.h"
#include "quote/cut.h"

enum { AL_MARK_BYTES = 64 };

/* What the telling says of itself from a byte on. */
typedef struct al_told_mark {
    uint64_t at; /* byte of the telling */
    bool ends;   /* a sentence ends there */
    char time[AL_MARK_BYTES];
    char speaker[AL_MARK_BYTES];
} al_told_mark;

typedef struct al_heard {
    const almost_allocator *allocator;
    char *bytes; /* with AL_TEXT_PADDING behind */
    size_t length;
    size_t room;
    uint64_t most;    /* bytes that are kept */
    uint64_t base;    /* bytes that were let go before */
    uint32_t at;      /* of `bytes`: the next sentence begins here */
    uint32_t flushed; /* of `bytes`: a sentence ends here at the latest; 0: none */
    bool ended;
    uint32_t longest;    /* words of a sentence */
    uint64_t without;    /* words since the last full stop */
    al_told_mark *marks; /* ascending; the first is the one that holds for `at` */
    size_t n_marks, marks_room;
    al_cut cut; /* words of what is looked at */
    /* Units before byte `counted` of `bytes`. */
    uint32_t counted;
    uint64_t code_points, utf16;
} al_heard;

void al_heard_init(al_heard *heard, const almost_allocator *allocator, uint64_t most,
                   uint32_t longest);
void al_heard_release(al_heard *heard);

/* Add bytes; what was judged may be let go for them. MEMORY, ENCODING, ARGUMENT, LIMIT. */
AL_MUST_CHECK almost_status al_heard_feed(al_heard *heard, const char *bytes, size_t length,
                                          almost_error *error);
AL_MUST_CHECK bool al_heard_mark(al_heard *heard, const al_told_mark *mark);

/* A sentence with its words, in bytes of heard->bytes. */
typedef struct al_heard_sentence {
    al_range bytes; /* without white space around it */
    uint32_t end;   /* where the next begins */
} al_heard_sentence;

/*
 * The next sentence that is complete; heard->cut has its words. *found is false when there is none
 * yet. MEMORY, ENCODING.
 */
AL_MUST_CHECK almost_status al_heard_next(al_heard *heard, al_heard_sentence *out, bool *found,
                                          almost_error *error);

/* The sentence was judged. */
void al_heard_pass(al_heard *heard, const al_heard_sentence *sentence);

/* Forget bytes from `to` on, which is a byte of `bytes`. */
void al_heard_cut_back(al_heard *heard, uint32_t to);

/* Byte of `bytes` in units, of all that was told. */
uint64_t al_heard_unit(al_heard *heard, uint32_t byte, almost_units units);

/* What holds at a byte of `bytes`; NULL: nothing was said. */
const al_told_mark *al_heard_mark_at(const al_heard *heard, uint32_t byte);

/* What was fed and is kept, as a text that is valid until the next call. */
almost_text al_heard_text(const al_heard *heard);

#endif
