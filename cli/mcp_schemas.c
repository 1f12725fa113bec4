/* SPDX-License-Identifier: Apache-2.0 */
/* The tools as clients are told of them: schemas of what goes in and what comes out. */
#include "mcp.h"

/* A text, as mcp_texts.c takes it. Parts are repeated, as not every client follows references. */
#define TEXT(what)                                                                                 \
    "{\"type\":\"object\",\"description\":\"" what                                                 \
    ": one of text (the words themselves), path (of a file below a root) and library with "        \
    "document\",\"properties\":{\"text\":{\"type\":\"string\"},"                                   \
    "\"name\":{\"type\":\"string\",\"description\":\"what to call a text that is handed in\"},"    \
    "\"format\":{\"type\":\"string\",\"description\":\"of a text that is handed in, such as "      \
    "markdown or html; default text\"},"                                                           \
    "\"path\":{\"type\":\"string\"},\"root\":{\"type\":\"string\",\"description\":\"which root, "  \
    "where there are several\"},\"library\":{\"type\":\"string\"},"                                \
    "\"document\":{\"type\":\"string\"}},\"additionalProperties\":false}"

#define PAGING                                                                                     \
    "\"limit\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":200,\"default\":20},"               \
    "\"cursor\":{\"type\":\"string\",\"description\":\"nextCursor of the page before\"}"

#define PAGED                                                                                      \
    "\"total\":{\"type\":\"integer\",\"description\":\"items of all pages\"},"                     \
    "\"nextCursor\":{\"type\":\"string\"}"

#define LANGUAGE                                                                                   \
    "\"language\":{\"type\":\"string\",\"description\":\"such as en; default: detected\"}"

#define NAMES "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"
#define SHARE "{\"type\":\"number\",\"minimum\":0,\"maximum\":1}"
#define COUNT "{\"type\":\"integer\",\"minimum\":0}"

#define PLACE                                                                                      \
    "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"},"                         \
    "\"line\":{\"type\":\"integer\",\"minimum\":1}},\"required\":[\"text\",\"line\"]}"

static const char compare_input[] =
    "{\"type\":\"object\",\"properties\":{\"original\":" TEXT("what happened") ",\"telling\":" TEXT(
        "what was told") ",\"ignore\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":["
                         "\"layout\",\"typography\",\"case\",\"punctuation\",\"accents\","
                         "\"spelling\",\"hyphenation\",\"numbers\"]},\"description\":\"differences "
                         "that count as none; default layout and "
                         "typography\"},\"touching\":{\"type\":\"array\",\"items\":{\"type\":"
                         "\"string\"},\"description\":\"list only changes that touch these: "
                         "meaning, or one of negation, number, name, modal, speaker, unit, "
                         "quantity, opposite, condition, hedge, role, wording, spelling, "
                         "punctuation, case, spacing, missing, added, moved\"}," LANGUAGE "," PAGING
                         "},\"required\":[\"original\",\"telling\"],\"additionalProperties\":"
                         "false}";

static const char compare_output[] =
    "{\"type\":\"object\",\"properties\":{\"verdict\":{\"type\":\"string\",\"enum\":[\"yes\","
    "\"almost\",\"partly\",\"no\"]},\"sentence\":{\"type\":\"string\"},\"kept\":" SHARE
    ",\"kept_verbatim\":" SHARE ",\"told\":" SHARE ",\"told_verbatim\":" SHARE ",\"summed\":" SHARE
    ",\"passages\":{\"type\":\"object\",\"additionalProperties\":" COUNT
    "},\"unsupported\":{\"type\":\"object\",\"properties\":{\"total\":" COUNT
    ",\"items\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"text\":{"
    "\"type\":\"string\"},\"line\":{\"type\":\"integer\"},\"side\":{\"type\":\"string\",\"enum\":["
    "\"original\",\"telling\"]},\"touches\":" NAMES
    "},\"required\":[\"text\",\"line\",\"side\",\"touches\"]}}},\"required\":[\"total\",\"items\"]}"
    ",\"approximate\":{\"type\":\"boolean\",\"description\":\"a limit made the answer less "
    "exact\"},\"changes\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
    "\"id\":" COUNT ",\"kind\":{\"type\":\"string\"},\"touches\":" NAMES
    ",\"weight\":{\"type\":\"number\"},\"original\":" PLACE ",\"telling\":" PLACE
    ",\"near\":{\"type\":\"string\",\"description\":\"the words around "
    "it\"}},\"required\":[\"id\",\"kind\",\"touches\",\"weight\",\"original\",\"telling\",\"near\"]"
    "}}," PAGED
    "},\"required\":[\"verdict\",\"sentence\",\"kept\",\"kept_verbatim\",\"told\",\"told_"
    "verbatim\",\"summed\",\"passages\",\"unsupported\",\"approximate\",\"changes\",\"total\"]}";

static const char check_input[] = "{\"type\":\"object\",\"properties\":{\"account\":" TEXT(
    "what quotes") ",\"sources\":{\"type\":\"array\",\"minItems\":1,\"maxItems\":1000,"
                   "\"items\":" TEXT("what is quoted; a library without document is all of "
                                     "it") "},\"statuses\":{\"type\":\"array\",\"items\":{"
                                           "\"type\":\"string\",\"enum\":[\"verbatim\","
                                           "\"typographic\",\"altered\",\"spliced\","
                                           "\"misattributed\",\"not found\",\"not "
                                           "checked\"]},\"description\":\"list only these; "
                                           "default all\"}," LANGUAGE "," PAGING
                                           "},\"required\":[\"account\",\"sources\"],"
                                           "\"additionalProperties\":false}";

static const char check_output[] =
    "{\"type\":\"object\",\"properties\":{\"verdict\":{\"type\":\"string\",\"enum\":[\"yes\","
    "\"no\"]},\"failing\":" COUNT ",\"counts\":{\"type\":\"object\",\"additionalProperties\":" COUNT
    "},\"quotations\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
    "\"status\":{\"type\":\"string\"},\"kind\":{\"type\":\"string\"},\"text\":{\"type\":\"string\"}"
    ",\"line\":{\"type\":\"integer\"},\"notes\":" NAMES
    ",\"speaker\":{\"type\":\"string\"},\"speaker_is_guess\":{\"type\":\"boolean\"},\"source\":{"
    "\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},\"as\":{\"type\":"
    "\"string\"},\"text\":{\"type\":\"string\"},\"line\":{\"type\":\"integer\"},\"speaker\":{"
    "\"type\":\"string\"}},\"required\":[\"name\",\"as\",\"text\",\"line\"]},\"differences\":" COUNT
    ",\"changes\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"kind\":{"
    "\"type\":\"string\"},\"touches\":" NAMES ",\"honest\":{\"type\":\"boolean\"},\"reason\":{"
    "\"type\":[\"string\",\"null\"]},\"source\":" PLACE ",\"quotation\":" PLACE
    "},\"required\":[\"kind\",\"touches\",\"honest\",\"reason\",\"source\",\"quotation\"]}}},"
    "\"required\":[\"status\",\"kind\",\"text\",\"line\",\"notes\"]}}," PAGED
    "},\"required\":[\"verdict\",\"failing\",\"counts\",\"quotations\",\"total\"]}";

static const char trace_input[] =
    "{\"type\":\"object\",\"properties\":{\"quote\":{\"type\":\"string\",\"description\":\"the "
    "quotation; or give text\"},\"text\":" TEXT(
        "a text whose passages are traced") ",\"library\":{\"type\":\"string\",\"description\":"
                                            "\"which library, where there are several\"}," PAGING
                                            "},\"additionalProperties\":false}";

static const char trace_output[] =
    "{\"type\":\"object\",\"properties\":{\"found\":{\"type\":\"boolean\"},\"places\":{\"type\":"
    "\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"as\":{\"type\":\"string\"},"
    "\"document\":{\"type\":\"string\"},\"line\":{\"type\":\"integer\"},\"text\":{\"type\":"
    "\"string\",\"description\":\"what stands there; of the best "
    "places\"},\"likeness\":{\"type\":\"number\"},\"bits\":{\"type\":\"number\"},\"expected\":{"
    "\"type\":\"number\",\"description\":\"places this good by chance\"},\"passage\":" PLACE
    "},\"required\":[\"as\",\"document\",\"line\",\"likeness\",\"bits\",\"expected\"]}}," PAGED
    "},\"required\":[\"found\",\"places\",\"total\"]}";

static const char collate_input[] =
    "{\"type\":\"object\",\"properties\":{\"witnesses\":{\"type\":\"array\",\"minItems\":2,"
    "\"maxItems\":64,\"items\":" TEXT(
        "a version") "},\"sigla\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},"
                     "\"description\":\"what to call them; default their names\"},"
                     "\"expand\":{\"type\":\"boolean\",\"description\":\"take an abbreviation "
                     "and its word in full for one\"}," PAGING
                     "},\"required\":[\"witnesses\"],\"additionalProperties\":false}";

static const char collate_output[] =
    "{\"type\":\"object\",\"properties\":{\"witnesses\":{\"type\":\"array\",\"items\":{\"type\":"
    "\"object\",\"properties\":{\"siglum\":{\"type\":\"string\"},\"related\":" SHARE
    "},\"required\":[\"siglum\",\"related\"]}},\"rows\":" COUNT
    ",\"places\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"row\":" COUNT
    ",\"line\":{\"type\":\"integer\",\"description\":\"of the first "
    "version\"},\"readings\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
    "\"text\":{\"type\":\"string\"},\"witnesses\":" NAMES
    "},\"required\":[\"text\",\"witnesses\"]}}},\"required\":[\"row\",\"line\",\"readings\"]}}"
    "," PAGED "},\"required\":[\"witnesses\",\"rows\",\"places\",\"total\"]}";

static const struct {
    const char *name, *title, *description, *input, *output;
} tools[] = {
    {"compare", "Compare two tellings",
     "Is that what happened? Compares a telling (summary, revision, retelling) with its original: "
     "verdict (yes, almost, partly, no), shares of words kept (of the original) and told (of the "
     "telling), the changes that matter most first with what they touch, and unsupported: numbers "
     "and names of summaries that the other text has nowhere.",
     compare_input, compare_output},
    {"check", "Check quotations",
     "Holds every quotation of an account against its sources: verbatim, typographic (marks, "
     "capitals or spacing differ), altered, spliced, misattributed, not found, or not checked (in "
     "another language). The worst come first, with line, speaker, what stands in the source and "
     "where. verdict is yes when none is altered, spliced, misattributed or not found.",
     check_input, check_output},
    {"trace", "Trace a quotation",
     "Where in a library does a quotation come from, or which passages of a text does the library "
     "have? Finds altered and misread ones too. as is source (chance is out of the question), "
     "occurs in (it stands there, and in many places) or possible.",
     trace_input, trace_output},
    {"collate", "Collate versions",
     "Puts 2 to 64 versions of one text in one table, none of them the base, and lists the places "
     "where they differ with who has which reading; an empty text means that a version has nothing "
     "there.",
     collate_input, collate_output},
};

/* One of them. Nothing is written, and the same question has the same answer. */
static json_t *describe(size_t index)
{
    return json_pack("{s:s, s:s, s:s, s:{s:b, s:b, s:b}, s:o, s:o}", "name", tools[index].name,
                     "title", tools[index].title, "description", tools[index].description,
                     "annotations", "readOnlyHint", 1, "idempotentHint", 1, "openWorldHint", 0,
                     "inputSchema", json_loads(tools[index].input, 0, NULL), "outputSchema",
                     json_loads(tools[index].output, 0, NULL));
}

json_t *mcp_schemas(void)
{
    json_t *list = json_array();
    for (size_t i = 0; i < sizeof tools / sizeof *tools; i++) {
        if (json_array_append_new(list, describe(i)) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return json_pack("{s:o}", "tools", list);
}
