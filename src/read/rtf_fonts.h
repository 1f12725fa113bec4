/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an RTF file says beforehand: which code page a font has, and which style is of headings.
 * Both are told sign by sign, as they come.
 */
#ifndef AL_RTF_FONTS_H
#define AL_RTF_FONTS_H

#include "base/memory.h"
#include "read/rtf_scan.h"

enum { AL_RTF_NAME = 40 };

typedef struct al_rtf_font {
    uint16_t code_page; /* 0: that of the file */
    uint8_t symbols;    /* index of al_rtf_symbol_fonts; 0: its letters are letters */
} al_rtf_font;

typedef struct al_rtf_tables {
    const almost_allocator *allocator;
    al_rtf_font *fonts; /* by number */
    size_t n_fonts, fonts_room;
    uint8_t *levels; /* of styles, by number; 0: no heading */
    size_t n_levels, levels_room;
    char name[AL_RTF_NAME]; /* of the entry that is read */
    uint32_t name_length;
    int32_t number;        /* of the entry */
    int level;             /* that it says */
    uint16_t default_page; /* the file's */
    bool failed;           /* memory has ended */
} al_rtf_tables;

/* Fonts of signs, by their names; the first is none. */
extern const char *const al_rtf_symbol_fonts[];

void al_rtf_tables_init(al_rtf_tables *tables, const almost_allocator *allocator);
void al_rtf_tables_release(al_rtf_tables *tables);

/* A sign of the table of fonts, or of that of styles, opening and closing groups included. */
void al_rtf_fonts_sign(al_rtf_tables *tables, const char *bytes, const al_rtf_sign *sign);
void al_rtf_styles_sign(al_rtf_tables *tables, const char *bytes, const al_rtf_sign *sign);

/* The font of a number; one that is not there has the code page of the file. */
al_rtf_font al_rtf_font_of(const al_rtf_tables *tables, int32_t number);

/* The level of headings of a style; 0: none. */
int al_rtf_level_of(const al_rtf_tables *tables, int32_t style);

#endif
