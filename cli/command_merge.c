/* SPDX-License-Identifier: Apache-2.0 */
/* almost merge BASE MINE THEIRS...: several revisions of one text in one. */
#include "commands.h"
#include "inputs.h"
#include "merging.h"
#include "report.h"

#include <string.h>

enum { LEAST_TEXTS = 3, MOST_TEXTS = 65 };

/* Whether the operands can be merged; what cannot is said. */
static bool makes_sense(const settings *settings, int n_operands, char **operands)
{
    int standard = 0;
    if (n_operands < LEAST_TEXTS || n_operands > MOST_TEXTS) {
        report("here are %d texts; name the base and two revisions of it, up to 64: "
               "almost merge BASE MINE THEIRS...",
               n_operands);
        return false;
    }
    for (int i = 0; i < n_operands; i++) {
        standard += strcmp(operands[i], "-") == 0;
        if (!inputs_spared(settings, operands[i]))
            return false;
    }
    if (standard > 1)
        report("standard input can be only one of the texts; name files for the others");
    return standard <= 1;
}

static int run(settings *settings, int n_operands, char **operands)
{
    merging merging;
    target target;
    int status = EXIT_TROUBLE;
    int form = merging_form(settings);
    if (form < 0 || !makes_sense(settings, n_operands, operands) ||
        !target_open(&target, settings->output))
        return EXIT_TROUBLE;
    bool whole = merging_init(&merging, settings, (size_t)n_operands);
    merging.form = form;
    whole = whole && merging_read_base(&merging, operands[0], NULL);
    for (int i = 1; i < n_operands && whole; i++)
        whole = merging_read_side(&merging, operands[i], NULL);
    if (!whole) {
        target_discard(&target);
    } else if (merging_answer(&merging, &target)) {
        merging_say(&merging, almost_text_name(merging.base));
        status = merging_status(&merging);
    }
    merging_release(&merging);
    return status;
}

static const option_group *const groups[] = {&options_merging, &options_merged_documents,
                                             &options_means, &options_general, NULL};

static const example examples[] = {
    {"almost merge -o merged.txt base.txt mine.txt theirs.txt", "two revisions of one text"},
    {"almost merge --marks diff3 base.txt mine.txt theirs.txt third.txt",
     "three, and what the base has between the marks"},
    {"almost merge -o reviewed.docx draft.docx ann.docx ben.docx",
     "what two reviewers changed, tracked under their names"},
    {"almost merge --html -o page.html base.txt mine.txt theirs.txt",
     "to look at what each changed, decide, and save the outcome"},
    {"almost merge --json base.txt mine.txt theirs.txt", "for a program to decide"},
    {NULL, NULL}};

const command command_merge = {
    .name = "merge",
    .operands = "BASE MINE THEIRS...",
    .summary = "bring several revisions of one text together, word by word",
    .description =
        "Make in BASE what each revision of it changed, by words and passages: what was\n"
        "wrapped anew is no conflict, and a change goes along with a passage that another\n"
        "revision moved. Different changes of the same words are a conflict, between marks\n"
        "as git writes them. Different changes to one sentence are merged, and named on\n"
        "standard error, so that one may look. The files are merged as they are, with\n"
        "their mark-up; with --docx or --odt documents of any format are read, and the answer\n"
        "is BASE with the changes of each revision tracked under an author of its own.\n"
        "--html makes a page on which conflicts are decided and the outcome is saved.\n"
        "\n"
        "Exits with 0 when all is merged, 1 when there are conflicts, 2 on trouble.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
