/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON as CollateX's Java version and its web service write it: `witnesses`, and `table` with an
 * entry a place, in it a cell a witness, each a list of tokens or null. All else is an addition:
 * what has moved, and of each place in which witnesses differ its readings and what most have.
 */
#include "collate/moved.h"
#include "edition/chapter.h"
#include "edition/edition.h"
#include "edition/sigla.h"
#include "edition/variation.h"

#include "base/json.h"

/* A token as it was cut, of those that a witness has, or had before some were made one. */
static void put_piece(al_output *output, const almost_collation *collation, size_t i,
                      uint32_t piece)
{
    const al_witness *witness = &collation->witnesses[i];
    bool pieces = witness->pieces.firsts != NULL;
    const al_word_span *json = pieces ? witness->pieces.json : witness->json;
    const uint32_t *starts = pieces ? witness->pieces.starts : witness->starts;
    const uint32_t *forms = pieces ? witness->pieces.forms : witness->forms;
    uint32_t length;
    if (json != NULL) {
        al_output_bytes(output, collation->document + json[piece].start,
                        json[piece].end - json[piece].start);
        return;
    }
    const char *form = al_spellings_bytes(&collation->spellings, forms[piece], &length);
    al_output_text(output, "{\"t\":");
    al_json_bytes(output, witness->bytes + starts[piece], starts[piece + 1] - starts[piece]);
    al_output_text(output, ",\"n\":");
    al_json_bytes(output, form, length);
    al_output_text(output, "}");
}

/* What stands in a row: a token, or the pieces of one. */
static void put_cell(al_output *output, const almost_collation *collation, size_t i, uint32_t token)
{
    const al_witness *witness = &collation->witnesses[i];
    uint32_t n = al_witness_count(witness, token);
    uint32_t first = witness->pieces.firsts != NULL ? witness->pieces.firsts[token] : token;
    for (uint32_t piece = 0; piece < n; piece++) {
        al_output_text(output, piece == 0 ? "[" : ",");
        put_piece(output, collation, i, first + piece);
    }
    al_output_text(output, "]");
}

static void put_row(al_output *output, const almost_collation *collation, uint64_t row)
{
    for (size_t i = 0; i < collation->n; i++) {
        uint32_t token = al_collation_token(collation, row, i);
        al_output_text(output, i == 0 ? "[" : ",");
        if (token == AL_NO_WORD) {
            al_output_text(output, "null");
            continue;
        }
        put_cell(output, collation, i, token);
    }
    al_output_text(output, "]");
}

/* As CollateX's Python port has it: a list a witness, in it a list of tokens or null a place. */
static void put_by_witness(al_output *output, const almost_collation *collation)
{
    for (size_t i = 0; i < collation->n; i++) {
        al_output_text(output, i == 0 ? "\n[" : ",\n[");
        for (uint64_t row = 0; row < collation->table.n; row++) {
            uint32_t token = al_collation_token(collation, row, i);
            al_output_text(output, row == 0 ? "" : ",");
            if (token == AL_NO_WORD)
                al_output_text(output, "null");
            else
                put_cell(output, collation, i, token);
        }
        al_output_text(output, "]");
    }
}

/* Passages that stand in other rows in some witnesses, with the rows that they begin in. */
static bool put_links(al_output *output, const almost_collation *collation)
{
    al_link *links;
    size_t n;
    if (!al_links_find(collation, &links, &n))
        return false;
    al_output_text(output, ",\n\"moved\":[");
    for (size_t i = 0; i < n; i++) {
        al_output_text(output, i == 0 ? "\n{" : ",\n{");
        al_json_count(output, "\"from\":", links[i].from);
        al_json_count(output, ",\"to\":", links[i].to);
        al_json_count(output, ",\"words\":", links[i].n);
        al_json_fixed(output, ",\"bits\":", links[i].bits);
        al_json_text(output, ",\"witnesses\":[", collation->witnesses[links[i].a].siglum);
        al_json_text(output, ",", collation->witnesses[links[i].b].siglum);
        al_output_text(output, "]}");
    }
    al_output_text(output, "]");
    al_release(collation->allocator, links);
    return true;
}

/* The witnesses of a reading, and with families what they are called; UINT32_MAX: the silent. */
static void put_witnesses(al_output *output, const al_variation *places, al_sigla *sigla,
                          uint32_t reading)
{
    const char *before = ",\"witnesses\":[", *siglum;
    for (uint32_t i = 0; i < places->collation->n; i++) {
        if (places->of[i] != reading)
            continue;
        al_json_text(output, before, places->collation->witnesses[i].siglum);
        before = ",";
    }
    al_output_text(output, "]");
    if (sigla->n_families > 0) {
        al_sigla_take(sigla, places->of, reading);
        before = ",\"sigla\":[";
        for (uint32_t at = 0; (siglum = al_sigla_next(sigla, &at)) != NULL; before = ",")
            al_json_text(output, before, siglum);
        al_output_text(output, "]");
    }
    al_output_text(output, "}");
}

/* What stands in a row in a reading, or null. */
static void put_text(al_output *output, const al_variation *places, uint64_t row, uint32_t reading)
{
    uint32_t length = 0;
    const char *word =
        al_variation_word(places->collation, row, places->readings[reading].leader, &length);
    if (word == NULL)
        al_output_text(output, "null");
    else
        al_json_bytes(output, word, length);
}

static void put_variant(al_output *output, const al_variation *places, al_sigla *sigla,
                        uint64_t row)
{
    uint32_t speak = 0;
    for (uint32_t r = 0; r < places->n_readings; r++)
        speak += places->readings[r].n;
    al_json_count(output, "{\"row\":", row);
    al_output_text(output, ",\"consensus\":");
    put_text(output, places, row, places->main);
    al_json_fixed(output, ",\"share\":", (double)places->readings[places->main].n / speak);
    al_output_text(output, ",\"readings\":[");
    for (uint32_t r = 0; r < places->n_readings; r++) {
        al_output_text(output, r == 0 ? "{\"text\":" : ",{\"text\":");
        put_text(output, places, row, r);
        al_json_text(output, ",\"class\":", al_reading_class_name(places->readings[r].class));
        al_json_flag(output, ",\"singular\":", places->readings[r].n == 1);
        put_witnesses(output, places, sigla, r);
    }
    if (speak < places->collation->n) {
        al_json_text(output,
                     ",{\"text\":null,\"class\":", al_reading_class_name(AL_READING_LACUNA));
        put_witnesses(output, places, sigla, UINT32_MAX);
    }
    al_output_text(output, "]}");
}

/* The places in which those who say something differ. */
static bool put_variants(al_output *output, const almost_collation *collation, al_sigla *sigla,
                         al_grain grain)
{
    al_variation places;
    bool first = true;
    if (!al_variation_init(&places, collation, grain))
        return false;
    if (!al_variation_link(&places)) {
        al_variation_release(&places);
        return false;
    }
    al_output_text(output, ",\n\"variants\":[");
    for (uint64_t row = 0; row < collation->table.n; row++) {
        al_variation_read(&places, row);
        if (!al_variation_vary(&places))
            continue;
        al_output_text(output, first ? "\n" : ",\n");
        put_variant(output, &places, sigla, row);
        first = false;
    }
    al_output_text(output, "]");
    al_variation_release(&places);
    return true;
}

/* Of each witness whether it was given as a text or as tokens, which almost_collate_options.earlier
 * must know. */
static void put_given(al_output *output, const almost_collation *collation)
{
    al_output_text(output, ",\n\"given\":[");
    for (size_t i = 0; i < collation->n; i++)
        al_json_text(output, i == 0 ? "" : ",",
                     collation->witnesses[i].json != NULL ? "tokens" : "content");
    al_output_text(output, "]");
}

/* What an editor has decided, line by line, which almost_collate_options.earlier keeps to. */
static void put_decisions(al_output *output, const al_decisions *decisions)
{
    al_output_text(output, ",\n\"decisions\":[");
    for (size_t i = 0; i < decisions->n; i++) {
        const al_decision *decision = &decisions->items[i];
        al_output_text(output, i == 0 ? "\n" : ",\n");
        al_json_bytes(output, decisions->text + decision->start, decision->end - decision->start);
    }
    al_output_text(output, "]");
}

static void put_families(al_output *output, const al_sigla *sigla)
{
    al_output_text(output, ",\n\"groups\":{");
    for (uint32_t number = 0; number < sigla->n_families; number++) {
        const char *before = "[";
        al_json_text(output, number == 0 ? "" : ",", sigla->families[number].siglum);
        al_output_text(output, ":");
        for (uint32_t i = 0; i < sigla->collation->n; i++) {
            if (sigla->family[i] != number)
                continue;
            al_json_text(output, before, sigla->collation->witnesses[i].siglum);
            before = ",";
        }
        al_output_text(output, "]");
    }
    al_output_text(output, "}");
}

bool al_edition_json(const almost_collation *collation, const almost_collation_options *options,
                     al_output *output)
{
    al_output_text(output, "{\"format\":\"almost.collation/1\",\"program\":\"almost ");
    al_output_text(output, almost_version());
    al_output_text(output, "\",\n\"witnesses\":[");
    for (size_t i = 0; i < collation->n; i++) {
        al_output_text(output, i == 0 ? "" : ",");
        al_json_string(output, collation->witnesses[i].siglum);
    }
    al_output_text(output, "],\n\"table\":[");
    if (options->by_witness)
        put_by_witness(output, collation);
    for (uint64_t row = 0; !options->by_witness && row < collation->table.n; row++) {
        al_output_text(output, row == 0 ? "\n" : ",\n");
        put_row(output, collation, row);
    }
    al_output_text(output, "]");
    al_sigla sigla;
    if (al_sigla_init(&sigla, collation, options, NULL) != ALMOST_OK)
        return false;
    put_given(output, collation);
    if (sigla.n_families > 0)
        put_families(output, &sigla);
    if (collation->chapters.n > 0)
        al_chapters_json(collation, output);
    if (collation->decisions.n > 0)
        put_decisions(output, &collation->decisions);
    bool done = put_links(output, collation) &&
                put_variants(output, collation, &sigla, al_grain_of(options)) &&
                al_edition_verdicts(collation, options, output);
    al_sigla_release(&sigla);
    al_output_text(output, "}\n");
    return done;
}
