/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Saving what was accepted: the original with the changes that the page names, as almost apply
 * makes them, or the patch that makes it. Into the folder where the command was started and no
 * other, and over no file that the user did not say may be replaced.
 */
#include "contents.h"
#include "inputs.h"
#include "live.h"
#include "report.h"
#include "values.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- Where to ------------------------------------------------------------ */

/* Whether it is the name of a file in this folder, and nothing else. */
static bool is_name(const char *name)
{
    if (name == NULL || name[0] == '\0' || name[0] == '.' || name[0] == '-' ||
        strlen(name) > NAME_MAX)
        return false;
    for (const char *at = name; *at != '\0'; at++)
        if (*at == '/' || (unsigned char)*at < 0x20 || *at == 0x7F)
            return false;
    return true;
}

/* Which of the texts a file is: "the original", "the telling", or NULL. */
static const char *input_of(const comparing *shown, const char *name)
{
    if (inputs_hold(name, almost_text_name(shown->original)))
        return "the original";
    return inputs_hold(name, almost_text_name(shown->telling)) ? "the telling" : NULL;
}

/* Whether the name may be taken; else the answer says why not. */
static bool may_take(const comparing *shown, const server_request *request, const char *name,
                     server_answer *answer)
{
    const char *replace = server_argument(request, "replace");
    const char *input;
    struct stat status;
    if (!is_name(name)) {
        live_say(answer, 400,
                 "Choose the name of a file, without a folder; it may not begin with . or -.");
        return false;
    }
    input = input_of(shown, name);
    if (input != NULL && (replace == NULL || strcmp(replace, "input") != 0)) {
        live_say(answer, 409, "input %s is %s itself.", name, input);
        return false;
    }
    if (input == NULL && lstat(name, &status) == 0 &&
        (replace == NULL || strcmp(replace, "file") != 0)) {
        live_say(answer, 409, "file %s is there already.", name);
        return false;
    }
    return true;
}

/* --- What ---------------------------------------------------------------- */

/* The comparison as a patch to take changes from. NULL after saying what is wrong. */
static almost_patch *make_patch(const comparing *shown)
{
    almost_write_options options;
    almost_patch *patch = NULL;
    contents json = {0};
    almost_error error;
    almost_write_options_init(&options);
    options.form = ALMOST_FORM_JSON;
    options.full = 1;
    if (almost_write(shown->comparison, &options, contents_sink, &json, &error) != ALMOST_OK ||
        almost_patch_read(json.bytes, json.length, "the comparison", &shown->environment, &patch,
                          &error) != ALMOST_OK)
        report_error(&error);
    contents_release(&json);
    return patch;
}

/* The original with these changes. False after saying what is wrong. */
static bool make_outcome(const comparing *shown, const id_list *chosen, contents *outcome)
{
    static const uint64_t none;
    almost_patch *patch = make_patch(shown);
    almost_apply_options options;
    almost_error error;
    bool done;
    if (patch == NULL)
        return false;
    almost_apply_options_init(&options);
    options.environment = &shown->environment;
    options.only = chosen->ids != NULL ? chosen->ids : &none;
    options.n_only = chosen->count;
    options.documents = strcmp(almost_text_format(shown->original), "text") != 0;
    options.sink = contents_sink;
    options.sink_context = outcome;
    done = almost_apply(patch, shown->original, &options, NULL, &error) == ALMOST_OK;
    almost_patch_free(patch);
    if (!done)
        report_error(&error);
    return done;
}

/* The patch from the original to the outcome. False after saying what is wrong. */
static bool put_patch(const comparing *shown, const contents *outcome, target *target)
{
    almost_text_options options;
    almost_error error;
    comparing between;
    bool done = false;
    comparing_init(&between, shown->settings);
    almost_text_options_init(&options);
    options.environment = &between.environment;
    options.name = "the outcome";
    options.format = "text";
    options.encoding = almost_text_encoding(shown->original);
    between.original = shown->original;
    if (almost_text_from_memory(outcome->bytes, outcome->length, &options, &between.telling,
                                &error) != ALMOST_OK) {
        report_error(&error);
    } else if (comparing_compare(&between)) {
        almost_write_options writing;

        almost_write_options_init(&writing);
        writing.form = ALMOST_FORM_PATCH;
        done = comparing_write(&between, &writing, target);
    }
    progress_end(&between.progress);
    between.original = NULL; /* it is not ours */
    comparing_release(&between);
    return done;
}

/* False after saying what is wrong, and then no file has changed. */
static bool save(const comparing *shown, const id_list *chosen, bool as_patch, const char *name)
{
    contents outcome = {0};
    target target;
    bool done = make_outcome(shown, chosen, &outcome) && target_open(&target, name);
    if (done) {
        done = as_patch ? put_patch(shown, &outcome, &target)
                        : target_sink(&target, outcome.bytes, outcome.length) == 0;
        if (done || target.error != 0)
            done = target_close(&target) && done;
        else
            target_discard(&target);
    }
    contents_release(&outcome);
    return done;
}

/* The ids in a request's body. False when they are none. */
static bool read_ids(const server_request *request, id_list *ids)
{
    char *text = strndup(request->body, request->length);
    bool read = text != NULL && strlen(text) == request->length &&
                (request->length == 0 || value_ids(NULL, text, ids));
    free(text);
    return read;
}

void live_save(const comparing *shown, const server_request *request, server_answer *answer)
{
    const char *name = server_argument(request, "name"), *as = server_argument(request, "as");
    char trouble[LIVE_LINE] = "", folder[PATH_MAX];
    id_list chosen = {0};
    if (as == NULL || (strcmp(as, "text") != 0 && strcmp(as, "patch") != 0)) {
        live_say(answer, 400, "A text or a patch can be saved.");
    } else if (!read_ids(request, &chosen)) {
        live_say(answer, 400, "These are no ids of changes.");
    } else if (may_take(shown, request, name, answer)) {
        report_copy(trouble, sizeof trouble);
        bool saved = save(shown, &chosen, strcmp(as, "patch") == 0, name);
        report_copy(NULL, 0);
        if (saved)
            live_say(answer, 200, "%s/%s", getcwd(folder, sizeof folder) != NULL ? folder : ".",
                     name);
        else
            live_say(answer, 500, "%s", trouble);
    }
    free(chosen.ids);
}
