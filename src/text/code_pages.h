/* SPDX-License-Identifier: Apache-2.0 */
/* Encodings of a byte a character (tools/code_pages.py): the lower half of each is ASCII. */
#ifndef AL_CODE_PAGES_H
#define AL_CODE_PAGES_H

#include <stddef.h>
#include <stdint.h>

typedef struct al_code_page {
    const char *name;    /* that people know */
    uint16_t upper[128]; /* what the bytes from 0x80 on are; 0: nothing */
} al_code_page;

typedef struct al_code_page_name {
    const char *name; /* capital letters and digits only */
    uint32_t page;
} al_code_page_name;

extern const al_code_page al_code_pages[];
extern const al_code_page_name al_code_page_names[]; /* ascending */
extern const size_t al_code_page_names_count;

#endif
