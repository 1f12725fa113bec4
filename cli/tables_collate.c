/* SPDX-License-Identifier: Apache-2.0 */
/* The options of almost collate; see tables.c for the others. */
#include "values.h"

#define FIELD(name) offsetof(settings, name)

static const char *when(int index, uint32_t *number)
{
    static const char *const names[] = {"auto", "always", "never", NULL};

    *number = (uint32_t)index;
    return names[index];
}

static const char *apparatus(int index, uint32_t *number)
{
    static const char *const names[] = {"negative", "positive", NULL};

    *number = (uint32_t)index + 1;
    return names[index];
}

static const option collation[] = {
    {.name = "json",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_JSON,
     .help = "the table as CollateX writes it: witnesses, table",
     .brief = "the table as CollateX writes it"},
    {.name = "html",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_HTML,
     .help =
         "one page for a browser: the text with what varies as heat, the table, the tree, any two "
         "side by side",
     .brief = "one page for a browser"},
    {.name = "tei",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_TEI,
     .help = "TEI P5, parallel segmentation",
     .brief = "TEI P5, parallel segmentation"},
    {.name = "csv",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_CSV,
     .help = "a line a place, a column a witness",
     .brief = "a line a place, a column a witness"},
    {.name = "tsv",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_TSV,
     .help = "the same with tabs"},
    {.name = "graphml",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_GRAPHML,
     .help = "the variant graph, named as CollateX does"},
    {.name = "dot",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_DOT,
     .help = "the variant graph for Graphviz"},
    {.name = "apparatus",
     .value = "KIND",
     .choice = apparatus,
     .alone = "negative",
     .read = value_choice,
     .field = FIELD(positive),
     .help = "a critical apparatus, lemma ] reading sigla, that names those who differ, or all",
     .brief = "a critical apparatus"},
    {.name = "latex",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_LATEX,
     .help = "the same for LaTeX with reledmac"},
    {.name = "newick",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_NEWICK,
     .help = "a tree of likeness (no stemma), with its support",
     .brief = "a tree of likeness (no stemma), with its support"},
    {.name = "tree",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_TREE,
     .help = "the same tree, drawn",
     .brief = "the same tree, drawn"},
    {.name = "tree-svg",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_TREE_SVG,
     .help = "the same as a picture"},
    {.name = "matrix",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_MATRIX,
     .help = "how much each two witnesses agree"},
    {.name = "summary",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_SUMMARY,
     .help = "how far each witness is from the others",
     .brief = "how far each witness is from the others"},
    {.name = "consensus",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_CONSENSUS,
     .help = "the text that most have, place by place; who says otherwise is in --json",
     .brief = "the text that most have"},
    {.name = "by-witness",
     .read = value_flag,
     .field = FIELD(by_witness),
     .number = 1,
     .help = "JSON with a list a witness, as CollateX's Python port has it"},
    {.name = "significant",
     .read = value_flag,
     .field = FIELD(significant),
     .number = 1,
     .help = "spellings of one form count as one reading (apparatus, graph)"},
    {.name = "group",
     .value = "Y=A,B,C",
     .read = value_paths,
     .field = FIELD(groups),
     .wants = "a siglum for several, such as Y=A,B,C",
     .help = "list these witnesses as Y where they agree, and each by itself where they do not; "
             "may be given several times"},
    {.name = "invariant",
     .read = value_flag,
     .field = FIELD(invariant),
     .number = 1,
     .help = "fold long stretches in which all agree (the table for reading)"},
    {.name = "base",
     .value = "SIGLUM",
     .read = value_text,
     .field = FIELD(base),
     .wants = "the siglum of a witness",
     .help = "take its words as the lemmas of an apparatus (what most witnesses have)"},
    {.letter = 'o',
     .name = "output",
     .value = "FILE",
     .read = value_text,
     .field = FIELD(output),
     .wants = "the name of a file",
     .help = "write the answer to FILE, whole or not at all; it may be none of the witnesses",
     .brief = "write the answer to FILE"},
    {0}};

static const option witnesses[] = {
    {.name = "sigla",
     .value = "LIST",
     .read = value_text,
     .field = FIELD(sigla),
     .wants = "names with commas between them",
     .help = "call the witnesses so, in their order (by their files, without extension); of an "
             "edition in TEI, take these alone",
     .brief = "call the witnesses so, such as A,B,C"},
    {.name = "add",
     .value = "WITNESS",
     .read = value_paths,
     .field = FIELD(added),
     .wants = "the name of a file",
     .help = "add it to the earlier answer, in JSON, that is named in place of the witnesses; may "
             "be given several times"},
    {.name = "hands",
     .read = value_flag,
     .field = FIELD(hands),
     .number = 1,
     .help = "a witness that was corrected (TEI, tracked changes) is two, A* before and A1 after"},
    {.name = "collatex-json",
     .value = "FILE",
     .read = value_text,
     .field = FIELD(collatex_json),
     .wants = "the name of a file",
     .help = "read the witnesses from FILE in the JSON that CollateX reads; what tokens have "
             "beside t and n is kept",
     .brief = "read witnesses as CollateX does"},
    {0}};

static const option collating[] = {
    {.name = "width",
     .value = "COLUMNS",
     .read = value_number,
     .field = FIELD(width),
     .number = 20,
     .wants = "a whole number from 20 to 1000000",
     .help = "fill lines to so many columns (the terminal's, or 80)"},
    {.name = "color",
     .value = "WHEN",
     .choice = when,
     .alone = "always",
     .read = value_choice,
     .field = FIELD(colour),
     .help = "use colours; always without WHEN; auto is on a terminal only, and not with NO_COLOR"},
    {0}};

const option_group options_collation = {"Answer (a table for reading)", collation};
const option_group options_witnesses = {"Witnesses", witnesses};
const option_group options_collating = {"Reading", collating};
