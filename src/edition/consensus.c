/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a majority says, as a text: at each place the main reading (variation.h), in its commonest
 * spelling. Between two words stands what most of those who have the first let follow: nothing, a
 * blank, the end of a line or of a paragraph.
 */
#include "edition/edition.h"
#include "edition/variation.h"

/* What may follow a word, the least first. */
enum { JOINED, BLANK, LINE, PARAGRAPH, N_BETWEEN };

/* What follows the word of a witness in a row; JOINED: nothing, or it ends there. */
static int between_of(const almost_collation *collation, uint64_t row, uint32_t i)
{
    const al_witness *witness = &collation->witnesses[i];
    uint32_t token = al_collation_token(collation, row, i), lines = 0;
    uint32_t start = witness->words[token].end, end = witness->starts[token + 1];
    for (uint32_t at = start; at < end; at++)
        lines += witness->bytes[at] == '\n';
    if (start == end)
        return JOINED;
    return lines == 0 ? BLANK : lines == 1 ? LINE : PARAGRAPH;
}

/* What at least half of those who have a word in a row, and another behind it, let follow. */
static int between(const al_variation *places, uint64_t row)
{
    const almost_collation *collation = places->collation;
    uint32_t counts[N_BETWEEN] = {0}, all = 0, so_far = 0;
    for (uint32_t i = 0; i < collation->n; i++) {
        uint32_t token = al_collation_token(collation, row, i);
        if (token == AL_NO_WORD || token + 1 == collation->witnesses[i].n)
            continue;
        counts[between_of(collation, row, i)]++;
        all++;
    }
    if (all == 0)
        return BLANK;
    for (int what = PARAGRAPH; what > JOINED; what--) {
        so_far += counts[what];
        if (2 * so_far >= all)
            return what;
    }
    return JOINED;
}

bool al_edition_consensus(const almost_collation *collation,
                          const almost_collation_options *options, al_output *output)
{
    static const char *const signs[N_BETWEEN] = {"", " ", "\n", "\n\n"};
    const char *before = "";
    al_variation places;
    (void)options; /* the commonest spelling is wanted in any case */
    if (!al_variation_init(&places, collation, AL_GRAIN_WRITTEN))
        return false;
    for (uint64_t row = 0; row < collation->table.n; row++) {
        uint32_t length = 0;
        al_variation_read(&places, row);
        const al_reading *main = &places.readings[places.main];
        const char *word = al_variation_word(collation, row, main->leader, &length);
        if (main->absent)
            continue;
        al_output_text(output, before);
        al_output_bytes(output, word, length);
        before = signs[between(&places, row)];
    }
    al_output_text(output, collation->table.n > 0 ? "\n" : "");
    al_variation_release(&places);
    return true;
}
