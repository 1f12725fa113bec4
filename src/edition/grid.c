/* SPDX-License-Identifier: Apache-2.0 */
/* A line a place, a column a witness: for spreadsheets (RFC 4180) and for scripts (tabs). */
#include "edition/chapter.h"
#include "edition/edition.h"
#include "edition/spelt.h"

#include "text/signs.h"

#include <string.h>

/* A cell of CSV: in quotation marks where it holds what would end it. */
static void put_comma_cell(al_output *output, const char *bytes, size_t length)
{
    bool quoted = false;
    for (size_t i = 0; i < length; i++)
        quoted |= strchr(",\"\r\n", bytes[i]) != NULL;
    if (!quoted) {
        al_output_bytes(output, bytes, length);
        return;
    }
    al_output_text(output, "\"");
    for (size_t i = 0; i < length; i++)
        al_output_bytes(output, bytes[i] == '"' ? "\"\"" : bytes + i, bytes[i] == '"' ? 2 : 1);
    al_output_text(output, "\"");
}

/* A cell between tabs: white space in it is a blank. */
static void put_tab_cell(al_output *output, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        al_output_bytes(output, al_is_space_byte(bytes[i]) ? " " : bytes + i, 1);
}

/* The number of the chapter that a row is in. */
static void put_chapter(al_chapter_walk *walk, uint64_t row, const char *between, al_output *output)
{
    (void)al_chapter_begins(walk, row);
    if (walk->collation->chapters.n == 0)
        return;
    al_output_number(output, walk->chapter + 1);
    al_output_text(output, between);
}

/* False when memory ended. */
static bool put_grid(const almost_collation *collation, bool significant, al_output *output,
                     bool tabs)
{
    void (*put)(al_output *, const char *, size_t) = tabs ? put_tab_cell : put_comma_cell;
    const char *between = tabs ? "\t" : ",", *end = tabs ? "\n" : "\r\n";
    al_spelt spelt;
    if (!al_spelt_init(&spelt, collation, significant))
        return false;
    al_output_text(output, collation->chapters.n > 0 ? "chapter" : "");
    al_output_text(output, collation->chapters.n > 0 ? between : "");
    for (size_t i = 0; i < collation->n; i++) {
        const char *siglum = collation->witnesses[i].siglum;
        al_output_text(output, i > 0 ? between : "");
        put(output, siglum, strlen(siglum));
    }
    al_output_text(output, end);
    al_chapter_walk walk = {collation, 0};
    for (uint64_t row = 0; row < collation->table.n; row++) {
        put_chapter(&walk, row, between, output);
        for (size_t i = 0; i < collation->n; i++) {
            uint32_t length;
            const char *word = al_spelt_word(&spelt, row, i, &length);
            al_output_text(output, i > 0 ? between : "");
            if (word != NULL)
                put(output, word, length);
        }
        al_output_text(output, end);
    }
    al_spelt_release(&spelt);
    return true;
}

bool al_edition_csv(const almost_collation *collation, const almost_collation_options *options,
                    al_output *output)
{
    return put_grid(collation, options->significant != 0, output, false);
}

bool al_edition_tsv(const almost_collation *collation, const almost_collation_options *options,
                    al_output *output)
{
    return put_grid(collation, options->significant != 0, output, true);
}
