/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the package document of an e-book says: which parts there are, and in which order they are
 * read (EPUB 2 and 3).
 */
#ifndef AL_EPUB_BOOK_H
#define AL_EPUB_BOOK_H

#include "read/package.h"

/* One step of the spine. */
typedef struct al_epub_step {
    uint32_t name; /* of the part, in `names`: as it is named, percent signs and all solved */
    uint32_t raw;  /* with them, as some programs name parts */
    bool outside;  /* leads through the book, and is none of its text: contents, a cover */
    bool known;    /* the manifest lists it; else `name` is what the spine calls it */
} al_epub_step;

typedef struct al_epub_book {
    const almost_allocator *allocator;
    al_buffer names; /* each ended by NUL */
    al_epub_step *steps;
    size_t n, room;
} al_epub_book;

/*
 * Read the package document `opf`. A book without a spine is read in the order of its manifest. The
 * book is made in any case. Errors: those of al_package_parse().
 */
AL_MUST_CHECK almost_status al_epub_book_read(al_epub_book *book, const al_package *package,
                                              const al_part *opf, almost_error *error);
void al_epub_book_release(al_epub_book *book);

static inline const char *al_epub_name(const al_epub_book *book, const al_epub_step *step)
{
    return book->names.bytes + step->name;
}

/* Names in order, so that books of many parts take no time that is worth speaking of. */
typedef struct al_name_key {
    const char *name; /* borrowed */
    size_t index;     /* what it is of */
} al_name_key;

void al_name_keys_sort(al_name_key *keys, size_t n);

/* The first of a name, else the first of it in other letters; NULL when there is none. */
const al_name_key *al_name_keys_find(const al_name_key *keys, size_t n, const char *name);

#endif
