/* SPDX-License-Identifier: Apache-2.0 */
/* The table of forms, and almost_collation_write(), which picks a row and runs it. */
#include "edition/edition.h"
#include "edition/sigla.h"

#include "base/error.h"
#include "base/options.h"

#include <string.h>

static const struct {
    almost_collation_form form;
    al_edition_function *write;
} forms[] = {
    {ALMOST_COLLATION_TABLE, al_edition_table},
    {ALMOST_COLLATION_JSON, al_edition_json},
    {ALMOST_COLLATION_CSV, al_edition_csv},
    {ALMOST_COLLATION_TSV, al_edition_tsv},
    {ALMOST_COLLATION_TEI, al_edition_tei},
    {ALMOST_COLLATION_GRAPHML, al_edition_graphml},
    {ALMOST_COLLATION_DOT, al_edition_dot},
    {ALMOST_COLLATION_APPARATUS, al_edition_apparatus},
    {ALMOST_COLLATION_LATEX, al_edition_latex},
    {ALMOST_COLLATION_NEWICK, al_edition_newick},
    {ALMOST_COLLATION_MATRIX, al_edition_matrix},
    {ALMOST_COLLATION_SUMMARY, al_edition_summary},
    {ALMOST_COLLATION_CONSENSUS, al_edition_consensus},
    {ALMOST_COLLATION_TREE, al_edition_tree},
    {ALMOST_COLLATION_TREE_SVG, al_edition_tree_svg},
    {ALMOST_COLLATION_HTML, al_edition_html},
    {ALMOST_COLLATION_DECISIONS, al_edition_decisions},
};

void almost_collation_options_init_sized(almost_collation_options *options, size_t size)
{
    const almost_collation_options defaults = {.size = sizeof defaults, .width = AL_DEFAULT_WIDTH};
    al_options_init(options, size, &defaults, sizeof defaults);
}

static almost_status complete(const almost_collation_options *given,
                              almost_collation_options *options, almost_error *error)
{
    almost_collation_options_init(options);
    almost_status status =
        al_options_complete(options, sizeof *options, given, "almost_collation_options", error);
    return status == ALMOST_OK ? al_width_complete(&options->width, error) : status;
}

static bool has_siglum(const almost_collation *collation, const char *siglum)
{
    for (uint32_t i = 0; i < collation->n; i++)
        if (strcmp(collation->witnesses[i].siglum, siglum) == 0)
            return true;
    return false;
}

almost_status almost_collation_write(const almost_collation *collation,
                                     const almost_collation_options *given, almost_sink sink,
                                     void *sink_context, almost_error *error)
{
    almost_collation_options options;
    al_edition_function *write = NULL;
    almost_status status = complete(given, &options, error);
    if (status != ALMOST_OK)
        return status;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (forms[i].form == options.form)
            write = forms[i].write;
    if (options.base != NULL && !has_siglum(collation, options.base))
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "no witness has the siglum %.64s; choose one that is collated",
                       options.base);
    if (options.form == ALMOST_COLLATION_DECISIONS && collation->chapters.n > 0)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "decisions number the words of a text as they stand in it, which a table by "
                       "chapter does not; collate the whole");
    al_sigla sigla; /* made here only to say what is wrong with the groups */
    status = al_sigla_init(&sigla, collation, &options, error);
    if (status != ALMOST_OK)
        return status;
    al_sigla_release(&sigla);
    if (write == NULL)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "unknown form %d", (int)options.form);
    al_output output;
    if (!al_output_init(&output, collation->allocator, sink, sink_context))
        return al_fail_memory(error);
    status = write(collation, &options, &output) ? al_output_finish(&output, error)
                                                 : al_fail_memory(error);
    al_output_release(&output);
    return status;
}
