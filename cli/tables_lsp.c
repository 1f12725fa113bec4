/* SPDX-License-Identifier: Apache-2.0 */
/* The options of almost lsp; see tables.c for the others. */
#include "values.h"

#define FIELD(name) offsetof(settings, name)

static const char *statuses(int index, uint32_t *number)
{
    static const char *const names[] = {"not-checked", "verbatim",      "typographic", "altered",
                                        "spliced",     "misattributed", "not-found"};
    if (index >= (int)(sizeof names / sizeof *names))
        return NULL;
    *number = UINT32_C(1) << index; /* as almost_quotation_status has them */
    return names[index];
}

static const option editing[] = {
    {.name = "against",
     .value = "SOURCE",
     .read = value_paths,
     .field = FIELD(against),
     .wants = "the name of a file or folder",
     .help = "hold every quotation against SOURCE, a file, a folder or a library; may be given "
             "several times, and the editor may name more (initializationOptions.against)",
     .brief = "hold every quotation against these files"},
    {.name = "mark",
     .value = "LIST",
     .choice = statuses,
     .read = value_names,
     .field = FIELD(marked_statuses),
     .help = "mark quotations that have one of these statuses (altered, spliced, misattributed, "
             "not-found)",
     .brief = "mark quotations that have one of these statuses"},
    {.name = "language",
     .value = "CODE",
     .read = value_text,
     .field = FIELD(language),
     .wants = "a language code such as en, de or fr",
     .help = "take what is written to be in this language (found out)"},
    {.name = "timeout",
     .value = "SECONDS",
     .read = value_small,
     .field = FIELD(timeout),
     .wants = "a number of seconds above 0 such as 0.5 or 60",
     .help = "give up a check, or reading a source, after so long (60)",
     .brief = "give up a check after so long"},
    {.name = "max-message",
     .value = "SIZE",
     .read = value_size,
     .field = FIELD(max_message),
     .wants = "a size such as 500K, 16M or 1G",
     .help = "refuse messages, and let go of documents, that are longer than this (16M)"},
    {.name = "max-bytes",
     .value = "SIZE",
     .read = value_text_size,
     .field = FIELD(max_bytes),
     .wants = "a size such as 500K, 100M or 2G, and at most 4095M",
     .help = "refuse sources that are longer than this, each (64M)"},
    {0}};

const option_group options_editing = {"Editors", editing};
