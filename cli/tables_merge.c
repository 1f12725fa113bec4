/* SPDX-License-Identifier: Apache-2.0 */
/* The options of almost merge and almost git-merge; see tables.c for the others. */
#include "rows.h"

static const char *marks(int index, uint32_t *number)
{
    *number = (uint32_t)index;
    return almost_merge_marks_name((almost_merge_marks)index);
}

#define MARKS                                                                                      \
    {.name = "marks",                                                                              \
     .value = "HOW",                                                                               \
     .choice = marks,                                                                              \
     .read = value_choice,                                                                         \
     .field = FIELD(marks),                                                                        \
     .help = "mark conflicts as git does: the sides, diff3: and the base between them, zdiff3: "   \
             "the base, but no lines at either end that all sides have; union: no marks, the "     \
             "words of each side one behind the other",                                            \
     .brief = "git (default), diff3 or zdiff3: with the base; union: none"},                       \
    {                                                                                              \
        .name = "mark-size", .value = "N", .read = value_number, .field = FIELD(mark_size),        \
        .number = 1, .wants = "a whole number from 1 to 1000",                                     \
        .help = "how many signs a mark has (7)"                                                    \
    }

static const option merging[] = {
    {.name = "json",
     .read = value_flag,
     .field = FIELD(json),
     .number = 1,
     .help = "JSON: conflicts with all readings, what is to be looked at, the text in pieces",
     .brief = "JSON: conflicts, notes, the text in pieces"},
    {.name = "full",
     .read = value_flag,
     .field = FIELD(full),
     .number = 1,
     .help = "JSON with what each revision changed, too, for almost view",
     .brief = "JSON with what each changed"},
    {.name = "html",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_HTML,
     .help = "one page for a browser: what each changed, conflicts to be decided, the outcome "
             "saved from there",
     .brief = "one page to decide on, for a browser"},
    {.name = "docx",
     .read = value_form,
     .field = FIELD(forms),
     .number = FORM_DOCX,
     .help = "BASE as a Word document with the changes of each revision tracked under an author of "
             "its own",
     .brief = "a Word document, changes tracked by author"},
    {.name = "odt",
     .read = value_form,
     .field = FIELD(forms),
     .number = FORM_ODT,
     .help = "the same as an OpenDocument text"},
    MARKS,
    {ROW_OUTPUT("write the answer to FILE, whole or not at all"),
     .brief = "write the answer to FILE"},
    {0}};

static const option driving[] = {MARKS, {0}};

static const option documents[] = {
    {.name = "authors",
     .value = "NAMES",
     .read = value_text,
     .field = FIELD(authors),
     .wants = "names with commas, one for each revision",
     .help = "track the changes of each revision as this author's (the names of their files)"},
    ROWS_REDLINE,
    {0}};

const option_group options_merged_documents = {"Documents with tracked changes", documents};
const option_group options_merging = {"Merge", merging};
const option_group options_driving = {"Merge", driving};
