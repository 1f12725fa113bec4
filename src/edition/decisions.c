/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The places where witnesses differ as an editor's decisions, one a line, which almost_collate()
 * reads: those that are right as they are can be kept, and the others be put right.
 */
#include "edition/edition.h"
#include "edition/variation.h"

#include "text/signs.h"

#include <string.h>

/* Whether a field has to stand in quotation marks. */
static bool is_quoted(const char *bytes, size_t length)
{
    bool quoted = length == 0 || bytes[0] == '"' || bytes[0] == '#';
    for (size_t i = 0; i < length; i++)
        quoted |= al_is_space_byte(bytes[i]);
    return quoted;
}

static void put_field(al_output *output, const char *bytes, size_t length)
{
    bool quoted = is_quoted(bytes, length);
    al_output_text(output, quoted ? " \"" : " ");
    for (size_t i = 0; i < length; i++) {
        al_output_text(output, quoted && bytes[i] == '"' ? "\"" : "");
        al_output_bytes(output, bytes[i] == '\n' ? " " : bytes + i, 1);
    }
    al_output_text(output, quoted ? "\"" : "");
}

static void put_word(al_output *output, const al_witness *witness, uint32_t number)
{
    bool pieces = witness->pieces.firsts != NULL;
    const uint32_t *starts = pieces ? witness->pieces.starts : witness->starts;
    const char *from = witness->bytes + starts[number], *to = witness->bytes + starts[number + 1];
    while (from < to && al_is_space_byte(*from))
        from++;
    while (to > from && al_is_space_byte(to[-1]))
        to--;
    put_field(output, from, (size_t)(to - from));
}

/* The words of a witness in a row, each with its number. */
static void put_words(al_output *output, const al_witness *witness, uint32_t token)
{
    const al_witness_pieces *pieces = &witness->pieces;
    uint32_t first = pieces->firsts != NULL ? pieces->firsts[token] : token;
    for (uint32_t i = first; i < first + al_witness_count(witness, token); i++) {
        al_output_text(output, " ");
        put_field(output, witness->siglum, strlen(witness->siglum));
        al_output_text(output, " ");
        al_output_number(output, (uint64_t)i + 1);
        put_word(output, witness, i);
    }
}

/* How many words there are in a row, of all witnesses. */
static uint32_t count_words(const almost_collation *collation, uint64_t row)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < collation->n; i++) {
        uint32_t token = al_collation_token(collation, row, i);
        n += token != AL_NO_WORD ? al_witness_count(&collation->witnesses[i], token) : 0;
    }
    return n;
}

static void put_place(al_output *output, const almost_collation *collation, uint64_t row)
{
    al_output_text(output, "together");
    for (uint32_t i = 0; i < collation->n; i++) {
        uint32_t token = al_collation_token(collation, row, i);
        if (token != AL_NO_WORD)
            put_words(output, &collation->witnesses[i], token);
    }
    al_output_text(output, "\n");
}

bool al_edition_decisions(const almost_collation *collation,
                          const almost_collation_options *options, al_output *output)
{
    al_variation places;
    (void)options;
    if (!al_variation_init(&places, collation, AL_GRAIN_WRITTEN))
        return false;
    for (uint64_t row = 0; row < collation->table.n; row++) {
        al_variation_read(&places, row);
        if (al_variation_vary(&places) && count_words(collation, row) > 1)
            put_place(output, collation, row);
    }
    al_variation_release(&places);
    return true;
}
