/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost git-merge %O %A %B [%P]: git's merge driver. git takes what is in the file of the second
 * operand afterwards, and a status that is not 0 for a conflict; so on trouble that file stays.
 */
#include "commands.h"
#include "merging.h"
#include "report.h"

static int run(settings *settings, int n_operands, char **operands)
{
    merging merging;
    target target;
    int status = EXIT_TROUBLE;
    if (n_operands != 3 && n_operands != 4) {
        report("git gives git-merge three or four operands, and here are %d; git config "
               "merge.prose.driver 'almost git-merge %%O %%A %%B %%P' has git call it",
               n_operands);
        return EXIT_TROUBLE;
    }
    const char *path = n_operands == 4 ? operands[3] : operands[1];
    bool whole = merging_init(&merging, settings, 2) &&
                 merging_read_base(&merging, operands[0], "base") &&
                 merging_read_side(&merging, operands[1], "ours") &&
                 merging_read_side(&merging, operands[2], "theirs");
    if (whole && target_open(&target, operands[1]) && merging_answer(&merging, &target)) {
        merging_say(&merging, path);
        status = merging_status(&merging);
    }
    if (status == EXIT_TROUBLE)
        report("%s: is not merged; what stands there is ours", path);
    merging_release(&merging);
    return status;
}

static const option_group *const groups[] = {&options_driving, &options_means, &options_general,
                                             NULL};

static const example examples[] = {
    {"git config merge.prose.driver 'almost git-merge %O %A %B %P'",
     "git merges what .gitattributes names: *.md merge=prose"},
    {"git config merge.prose.driver 'almost git-merge --marks diff3 %O %A %B %P'",
     "with the base shown in conflicts"},
    {"git config merge.prose.name 'prose, word by word'", "what git calls it"},
    {NULL, NULL}};

const command command_git_merge = {
    .name = "git-merge",
    .operands = "BASE OURS THEIRS [PATH]",
    .summary = "be a merge driver of git, which gives these operands",
    .description =
        "Merge two versions of a file that git knows, as almost merge does, into OURS. git\n"
        "calls this for the files whose attribute merge names the driver, and gives the\n"
        "operands.\n"
        "\n"
        "Exits with 0 when all is merged, 1 when there are conflicts, 2 on trouble, which\n"
        "git takes for a conflict; OURS is then as it was.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
