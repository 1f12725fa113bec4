/* SPDX-License-Identifier: Apache-2.0 */
/* The options of almost reuse; see tables.c for the others. */
#include "rows.h"

static const char *like_choices(int index, uint32_t *number)
{
    *number = ALMOST_REUSE_PASSIM;
    return index == 0 ? "passim" : NULL;
}

static const char *format_choices(int index, uint32_t *number)
{
    static const char *const formats[] = {"jsonl", "arrow"};
    *number = (uint32_t)index;
    return index < 2 ? formats[index] : NULL;
}

static const char *json_choices(int index, uint32_t *number)
{
    *number = 0;
    return index == 0 ? "json" : NULL;
}

static const option reusing[] = {
    {.name = "clusters",
     .read = value_flag,
     .field = FIELD(shared),
     .number = ALMOST_REUSE_CLUSTERS,
     .help = "a line of JSON for each stretch that is handed on, by clusters (default)",
     .brief = "what is handed on, by clusters (default)"},
    {.name = "passages",
     .read = value_flag,
     .field = FIELD(shared),
     .number = ALMOST_REUSE_PAIRS,
     .help = "a line of JSON for each passage that two documents share, with both stretches",
     .brief = "each passage that two documents share"},
    {.name = "both",
     .read = value_flag,
     .field = FIELD(shared),
     .number = ALMOST_REUSE_BOTH,
     .help = "lines of passages, and then those of clusters"},
    {.name = "format",
     .value = "FORMAT",
     .choice = format_choices,
     .read = value_choice,
     .field = FIELD(arrow),
     .help = "arrow: --clusters or --passages as a stream of Arrow, for Parquet and tables"},
    {.name = "like",
     .value = "PROGRAM",
     .choice = like_choices,
     .read = value_choice,
     .field = FIELD(shared),
     .help =
         "passim: its members and no others, the largest clusters first; size counts documents"},
    {.name = "html",
     .read = value_flag,
     .field = FIELD(shared),
     .number = ALMOST_REUSE_HTML,
     .help = "one page for a browser, which needs nothing else: clusters, a matrix, a time line",
     .brief = "a page for a browser"},
    {.name = "date",
     .value = "MEMBER",
     .read = value_text,
     .field = FIELD(date_member),
     .wants = "the name of a member of the lines",
     .help = "the member that says when a document is from: the first one of a cluster is marked "
             "(date)",
     .brief = "the member that says when a document is from"},
    {.name = "least",
     .value = "SCORE",
     .read = value_small,
     .field = FIELD(least_score),
     .wants = "a number above 0 such as 90",
     .help = "what a passage has to score: 2 a letter, times how rare its words are (90)"},
    {.name = "cap",
     .value = "N",
     .read = value_number,
     .field = FIELD(cap),
     .number = 1,
     .wants = "a whole number from 1 to 1000000",
     .help = "align a place at most so often; what else is like it is linked (4)"},
    {ROW_UNITS("count begin and end in these")},
    {ROW_OUTPUT("write the answer to FILE, whole or not at all"),
     .brief = "write the answer to FILE"},
    {0}};

static const option room[] = {
    {ROW_THREADS},
    {.name = "memory",
     .value = "SIZE",
     .read = value_size,
     .field = FIELD(max_memory),
     .wants = "a size such as 64M, 500M or 8G",
     .help = "work in so much memory; the answer is the same (a quarter of what is free)",
     .brief = "work in so much memory"},
    {.name = "temporary",
     .value = "FOLDER",
     .read = value_text,
     .field = FIELD(temporary),
     .wants = "the name of a folder",
     .help = "the folder for temporary files, some three times the corpus (TMPDIR, or /tmp)"},
    {.name = "resume",
     .read = value_flag,
     .field = FIELD(resume),
     .number = 1,
     .help = "keep what is done in the folder of --temporary, and go on with what a run that was "
             "ended has left there",
     .brief = "go on with a run that was ended"},
    {.name = "max-bytes",
     .value = "SIZE",
     .read = value_size,
     .field = FIELD(max_bytes),
     .wants = "a size such as 500K, 100M or 2G, and at most 4095M",
     .help = "refuse documents longer than this (1G)"},
    {.name = "timeout",
     .value = "SECONDS",
     .read = value_small,
     .field = FIELD(timeout),
     .wants = "a number of seconds above 0 such as 0.5 or 60",
     .help = "give up after so long (never)"},
    {0}};

const option_group options_reusing = {"Passages", reusing};
const option_group options_room = {"Means", room};

/* --- Options of passim ---------------------------------------------------- */

#define NO_NGRAMS "there are no n-grams here: --least says what is reported"
#define NO_LINKS "what is linked to what is not written"
#define NO_ALIGNED "--passages writes pairs, without how their letters are aligned"

/* One with a value, or a flag, that cannot be asked for here, and why. */
#define FOREIGN(key, text, why)                                                                    \
    {                                                                                              \
        .letter = key, .name = text, .value = "VALUE", .read = value_foreign,                      \
        .field = FIELD(foreign), .wants = why                                                      \
    }
#define FOREIGN_FLAG(text, why)                                                                    \
    {                                                                                              \
        .name = text, .read = value_foreign, .field = FIELD(foreign), .wants = why                 \
    }

static const option passims[] = {
    /* these mean the same, or what is done anyway */
    {.name = "input-format",
     .value = "json",
     .choice = json_choices,
     .read = value_choice,
     .field = FIELD(passim_format)},
    {.name = "output-format",
     .value = "json",
     .choice = json_choices,
     .read = value_choice,
     .field = FIELD(passim_format)},
    {.name = "all-pairs", .read = value_flag, .field = FIELD(passim_format)},
    FOREIGN('i', "id", "documents are named by the member \"id\" here: rename it"),
    FOREIGN('t', "text", "texts are the member \"text\" here: rename it"),
    FOREIGN('n', "n", NO_NGRAMS),
    FOREIGN('m', "min-match", NO_NGRAMS),
    FOREIGN('l', "minDF", NO_NGRAMS),
    FOREIGN('u', "maxDF", "how often a place is aligned is bounded by --cap here"),
    FOREIGN('g', "gap", "pieces of a passage are joined by a gap of their own here"),
    FOREIGN(0, "max-offset", "an alignment is not bounded by an offset here"),
    FOREIGN('a', "min-align", "passages are asked for by --least here, a score and no length"),
    FOREIGN(0, "beam", "an alignment is not bounded by a beam here"),
    FOREIGN(0, "pcopy", "an alignment has other scores here"),
    FOREIGN(0, "fields", "all members of a line are kept here"),
    FOREIGN('f', "filterpairs", "pairs are not filtered here: filter the answer"),
    FOREIGN(0, "link-model", NO_LINKS),
    FOREIGN(0, "link-features", NO_LINKS),
    FOREIGN(0, "src-overlap", NO_LINKS),
    FOREIGN(0, "dst-overlap", NO_LINKS),
    FOREIGN_FLAG("floating-ngrams", NO_NGRAMS),
    FOREIGN_FLAG("pairwise", NO_ALIGNED),
    FOREIGN_FLAG("docwise", NO_ALIGNED),
    FOREIGN_FLAG("linewise", NO_ALIGNED),
    {0}};

const option_group options_passim = {"Options of passim", passims};
