/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A charset of Windows names a code page. ANSI, charset 0, is 1252, but in files of Word for the
 * Mac, which say that their code page is one of Mac OS and write their bytes in it.
 */
#include "read/rtf_fonts.h"

#include <string.h>
#include <strings.h>

enum {
    MOST_NUMBER = 65535,
    ANSI = 1252,
    MAC = 10000 /* the first of the code pages of Mac OS */
};

const char *const al_rtf_symbol_fonts[] = {"", "Symbol", "Wingdings"};

typedef struct charset {
    int32_t number;
    uint16_t code_page;
} charset;

static const charset charsets[] = {
    {0, ANSI},   {77, 10000}, {78, 10001}, {79, 10003}, {80, 10008}, {81, 10002},
    {83, 10005}, {84, 10004}, {85, 10006}, {86, 10081}, {87, 10021}, {88, 10029},
    {89, 10007}, {128, 932},  {129, 949},  {130, 1361}, {134, 936},  {136, 950},
    {161, 1253}, {162, 1254}, {163, 1258}, {177, 1255}, {178, 1256}, {186, 1257},
    {204, 1251}, {222, 874},  {238, 1250}, {254, 437},  {255, 850},
};

static uint16_t page_of_charset(const al_rtf_tables *tables, int32_t number)
{
    bool mac = tables->default_page >= MAC && tables->default_page < MAC + 100;
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        if (charsets[i].number == number)
            return number == 0 && mac ? 0 : charsets[i].code_page;
    return 0;
}

void al_rtf_tables_init(al_rtf_tables *tables, const almost_allocator *allocator)
{
    *tables = (al_rtf_tables){.allocator = allocator, .number = -1, .default_page = ANSI};
}

void al_rtf_tables_release(al_rtf_tables *tables)
{
    al_release(tables->allocator, tables->fonts);
    al_release(tables->allocator, tables->levels);
}

/* Text of an entry: its name, of which "" is left where it is longer than any that is looked for.
 */
static void add_to_name(al_rtf_tables *tables, const char *bytes, uint32_t length)
{
    if (length >= sizeof tables->name - tables->name_length) {
        tables->name_length = 0;
        return;
    }
    memcpy(tables->name + tables->name_length, bytes, length);
    tables->name_length += length;
}

static void begin_entry(al_rtf_tables *tables, int32_t number)
{
    tables->number = number >= 0 && number <= MOST_NUMBER ? number : -1;
    tables->name_length = 0;
    tables->level = 0;
}

/* --- Fonts -------------------------------------------------------------- */

/* The font that is read, or NULL. */
static al_rtf_font *font_now(al_rtf_tables *tables)
{
    size_t wanted = (size_t)(tables->number + 1);
    if (tables->number < 0 || tables->failed)
        return NULL;
    if (wanted > tables->n_fonts) {
        if (!al_grow(tables->allocator, (void **)&tables->fonts, &tables->fonts_room, wanted,
                     sizeof *tables->fonts)) {
            tables->failed = true;
            return NULL;
        }
        memset(tables->fonts + tables->n_fonts, 0,
               (wanted - tables->n_fonts) * sizeof *tables->fonts);
        tables->n_fonts = wanted;
    }
    return &tables->fonts[tables->number];
}

static void end_font(al_rtf_tables *tables)
{
    al_rtf_font *font = font_now(tables);
    tables->name[tables->name_length] = '\0';
    for (uint8_t i = 1; font != NULL && i <= 2; i++)
        if (strcasecmp(tables->name, al_rtf_symbol_fonts[i]) == 0)
            font->symbols = i;
    tables->name_length = 0;
}

static void font_word(al_rtf_tables *tables, const al_rtf_sign *sign)
{
    if (strcmp(sign->word, "f") == 0)
        begin_entry(tables, sign->number);
    al_rtf_font *font = font_now(tables);
    if (font == NULL)
        return;
    if (strcmp(sign->word, "fcharset") == 0)
        font->code_page = page_of_charset(tables, sign->number);
    else if (strcmp(sign->word, "cpg") == 0 && sign->number > 0 && sign->number <= UINT16_MAX)
        font->code_page = (uint16_t)sign->number;
}

void al_rtf_fonts_sign(al_rtf_tables *tables, const char *bytes, const al_rtf_sign *sign)
{
    uint32_t length = sign->source.end - sign->source.start;
    const char *text = bytes + sign->source.start;
    if (sign->kind == AL_RTF_WORD)
        font_word(tables, sign);
    if (sign->kind != AL_RTF_TEXT)
        return;
    const char *end = memchr(text, ';', length);
    add_to_name(tables, text, end != NULL ? (uint32_t)(end - text) : length);
    if (end != NULL)
        end_font(tables);
}

al_rtf_font al_rtf_font_of(const al_rtf_tables *tables, int32_t number)
{
    al_rtf_font font = {0};
    if (number >= 0 && (size_t)number < tables->n_fonts)
        font = tables->fonts[number];
    if (font.code_page == 0)
        font.code_page = tables->default_page;
    return font;
}

/* --- Styles ------------------------------------------------------------- */

/* Word's own names are the same in every language, and others write them, too. */
static int level_by_name(const char *name)
{
    if (strcasecmp(name, "title") == 0)
        return 1;
    bool heading = strncasecmp(name, "heading ", 8) == 0 && name[8] >= '1' && name[8] <= '9' &&
                   name[9] == '\0';
    return heading ? name[8] - '0' : 0;
}

static void end_style(al_rtf_tables *tables)
{
    size_t wanted = (size_t)(tables->number + 1);
    const char *name = tables->name;
    tables->name[tables->name_length] = '\0';
    int level = level_by_name(name + strspn(name, " "));
    if (level == 0)
        level = tables->level;
    tables->name_length = 0;
    if (level == 0 || tables->number < 0 || tables->failed)
        return;
    if (wanted > tables->n_levels) {
        if (!al_grow(tables->allocator, (void **)&tables->levels, &tables->levels_room, wanted,
                     1)) {
            tables->failed = true;
            return;
        }
        memset(tables->levels + tables->n_levels, 0, wanted - tables->n_levels);
        tables->n_levels = wanted;
    }
    tables->levels[tables->number] = (uint8_t)level;
}

void al_rtf_styles_sign(al_rtf_tables *tables, const char *bytes, const al_rtf_sign *sign)
{
    uint32_t length = sign->source.end - sign->source.start;
    const char *text = bytes + sign->source.start;
    if (sign->kind == AL_RTF_OPEN)
        begin_entry(tables, 0);
    else if (sign->kind == AL_RTF_WORD && strcmp(sign->word, "s") == 0)
        begin_entry(tables, sign->number);
    else if (sign->kind == AL_RTF_WORD && strcmp(sign->word, "outlinelevel") == 0)
        tables->level = sign->number >= 0 && sign->number <= 8 ? sign->number + 1 : 0;
    if (sign->kind != AL_RTF_TEXT)
        return;
    const char *end = memchr(text, ';', length);
    add_to_name(tables, text, end != NULL ? (uint32_t)(end - text) : length);
    if (end != NULL)
        end_style(tables);
}

int al_rtf_level_of(const al_rtf_tables *tables, int32_t style)
{
    return style >= 0 && (size_t)style < tables->n_levels ? tables->levels[style] : 0;
}
