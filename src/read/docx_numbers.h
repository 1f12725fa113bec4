/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The numbers of a Word document's lists and headings, which are not in its text: what stands
 * before a paragraph, such as "2.1" or "(c)", is worked out by counting.
 */
#ifndef AL_DOCX_NUMBERS_H
#define AL_DOCX_NUMBERS_H

#include "read/package.h"

enum { AL_DOCX_LEVELS = 9, AL_DOCX_NUMBER = 64 /* room for one, as it is shown */ };

typedef struct al_docx_level {
    char format; /* '1', '0' (01), 'a', 'A', 'i', 'I'; '-': a bullet or nothing; 0: not said */
    uint32_t start;
    bool legal;     /* all of its numbers are shown in digits */
    bool goes_on;   /* it begins anew after some levels only, those up to `after` */
    int after;      /* from 1 on; 0: never */
    char text[32];  /* what is shown: %1 for the number of the first level, and so on */
    char style[64]; /* whose paragraphs are of this level, or "" */
} al_docx_level;

/* How lists are numbered, and how far: lists that are of one kind go on counting. */
typedef struct al_docx_numbering {
    long id;
    al_docx_level levels[AL_DOCX_LEVELS];
    uint32_t counted[AL_DOCX_LEVELS]; /* the last number; 0: none */
} al_docx_numbering;

typedef struct al_docx_list {
    long id;
    long numbering;
    long own; /* id of a numbering whose levels are said here, instead; 0: none */
    uint32_t starts[AL_DOCX_LEVELS]; /* of its own, plus 1; 0: as the numbering has it */
    bool begun;
} al_docx_list;

typedef struct al_docx_numbers {
    const almost_allocator *allocator;
    al_docx_numbering *numberings; /* by id */
    size_t n_numberings, numberings_room;
    al_docx_list *lists; /* by id */
    size_t n_lists, lists_room;
} al_docx_numbers;

/*
 * Read a part, which may be NULL. al_docx_numbers_release() is called in any case. Errors: those of
 * al_xml_parse().
 */
AL_MUST_CHECK almost_status al_docx_numbers_read(al_docx_numbers *numbers,
                                                 const al_package *package, const al_part *part,
                                                 almost_error *error);
void al_docx_numbers_release(al_docx_numbers *numbers);

/*
 * A paragraph of a list begins: count it, and say how it is numbered, or "" where it is not.
 * `level` counts from 0; below 0: the one that paragraphs of `style` have, else the first.
 */
void al_docx_numbers_count(al_docx_numbers *numbers, long list, int level, const char *style,
                           char shown[static AL_DOCX_NUMBER]);

#endif
