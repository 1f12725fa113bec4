/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A collation as a page: how many witnesses differ in how many places, as a sentence; and as data
 * the JSON of the table, the tree of likeness and how much any two agree, from which the script
 * (web/src/collation.ts) draws the rest.
 */
#include "html/page.h"
#include "edition/edition.h"
#include "edition/variation.h"
#include "html/stream.h"
#include "html/text.h"

enum { NAMED = 8 /* witnesses in the title */ };

static void put_sigla(const almost_collation *collation, const char *before, const char *behind,
                      al_output *output)
{
    for (uint32_t i = 0; i < collation->n && i < NAMED; i++) {
        al_output_text(output, i > 0 ? ", " : "");
        al_output_text(output, before);
        al_html_string(output, collation->witnesses[i].siglum);
        al_output_text(output, behind);
    }
    al_output_text(output, collation->n > NAMED ? " and others" : "");
}

/* In how many places those who say something differ. False when memory ends. */
static bool count_variants(const almost_collation *collation, al_grain grain, uint64_t *n)
{
    al_variation places;
    if (!al_variation_init(&places, collation, grain))
        return false;
    *n = 0;
    for (uint64_t row = 0; row < collation->table.n; row++) {
        al_variation_read(&places, row);
        *n += al_variation_vary(&places);
    }
    al_variation_release(&places);
    return true;
}

static void put_head(const almost_collation *collation, uint64_t rows, uint64_t variants,
                     al_output *output)
{
    al_html_begin(output, "collation", 0);
    al_output_text(output, "Collation of ");
    put_sigla(collation, "", "", output);
    al_html_body(output);
    al_output_text(output, "<header id=\"verdict\">\n<p>");
    put_sigla(collation, "<bdi>", "</bdi>", output);
    al_output_text(output, "</p>\n<h1><b>");
    al_output_grouped(output, collation->n);
    al_output_text(output, collation->n == 1 ? " witness:</b> of " : " witnesses:</b> of ");
    al_output_grouped(output, rows);
    al_output_text(output, " places they differ in ");
    al_output_grouped(output, variants);
    al_output_text(output, ".</h1>\n</header>\n");
    al_html_main(output);
    al_html_main_end(output);
}

/* What one form of the collation writes, as data of the page. False when memory ends. */
static bool put_data(const almost_collation *collation, const almost_collation_options *options,
                     const char *name, al_edition_function *form, al_output *output)
{
    al_html_stream stream;
    al_output packed;
    if (!al_html_stream_begin(&stream, collation->allocator, name, output))
        return false;
    bool there = al_output_init(&packed, collation->allocator, al_html_stream_sink, &stream);
    if (there) {
        there = form(collation, options, &packed);
        al_output_flush(&packed);
        al_output_release(&packed);
    }
    al_html_stream_end(&stream);
    return there;
}

/* The same of JSON that was written earlier. */
static bool put_given(const almost_collation *collation, const al_edition_given *given,
                      al_output *output)
{
    al_html_stream stream;
    if (!al_html_stream_begin(&stream, collation->allocator, "collation", output))
        return false;
    al_html_stream_bytes(&stream, given->json, given->length);
    al_html_stream_end(&stream);
    return true;
}

/* Of a table that was changed nothing is known here that says who is like whom. */
static bool no_form(const almost_collation *collation, const almost_collation_options *options,
                    al_output *output)
{
    (void)collation;
    (void)options;
    (void)output;
    return true;
}

bool al_edition_html_given(const almost_collation *collation, const al_edition_given *given,
                           al_output *output)
{
    almost_collation_options options;
    almost_collation_options_init(&options);
    put_head(collation, given->rows, given->variants, output);
    if (!put_given(collation, given, output) ||
        !put_data(collation, &options, "tree", given->as_made ? al_edition_newick : no_form,
                  output) ||
        !put_data(collation, &options, "agreement", given->as_made ? al_edition_matrix : no_form,
                  output))
        return false;
    al_html_end(output);
    return true;
}

bool al_edition_html(const almost_collation *collation, const almost_collation_options *options,
                     al_output *output)
{
    almost_collation_options plain = *options;
    uint64_t variants;
    plain.by_witness = 0;
    if (!count_variants(collation, al_grain_of(options), &variants))
        return false;
    put_head(collation, collation->table.n, variants, output);
    if (!put_data(collation, &plain, "collation", al_edition_json, output) ||
        !put_data(collation, &plain, "tree", al_edition_newick, output) ||
        !put_data(collation, &plain, "agreement", al_edition_matrix, output))
        return false;
    al_html_end(output);
    return true;
}
