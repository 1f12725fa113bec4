/* SPDX-License-Identifier: Apache-2.0 */
/* What is refused, and how the rest is read. */
#include "batch/given.h"

#include "base/error.h"
#include "base/json.h"
#include "read/container.h"

#include <string.h>
#include <unistd.h>

static al_file_identity identify(const char *path)
{
    al_file_identity file = {0};
    file.known = path != NULL && (strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &file.about)
                                                         : stat(path, &file.about)) == 0;
    return file;
}

al_spared al_spared_of(const char *listed, const char *list, const char *output)
{
    return (al_spared){listed, identify(list), identify(output)};
}

/* Whether a path leads to a file, or to a folder of which it is read. */
static bool is_file(const al_file_identity *file, const char *path)
{
    struct stat about;
    if (!file->known || path == NULL || stat(path, &about) != 0)
        return false;
    if (S_ISDIR(about.st_mode) && S_ISREG(file->about.st_mode))
        return al_folder_holds(path, &file->about);
    return about.st_dev == file->about.st_dev && about.st_ino == file->about.st_ino;
}

almost_status al_given_check(const al_given_text *given, const al_spared *spared, bool *mute,
                             almost_error *error)
{
    const char *path = given->source.path;
    const char *name = given->options.name != NULL ? given->options.name : path;
    if (is_file(&spared->list, path))
        return al_fail(error, ALMOST_ERROR_READ, name,
                       "is where the %s are read from; name another file, or give the text",
                       spared->listed);
    if (!is_file(&spared->output, path))
        return ALMOST_OK;
    *mute = true;
    return al_fail(error, ALMOST_ERROR_ARGUMENT, name,
                   "is a text that is read; write the results to another file");
}

almost_text_options al_given_reading(const al_given_text *given, const almost_text_options *all)
{
    almost_text_options reading = given->options;
    const char **const names[] = {&reading.encoding, &reading.format, &reading.witness};
    const char *const usual[] = {all->encoding, all->format, all->witness};
    uint32_t *const numbers[] = {&reading.revisions,  &reading.main_only,  &reading.repair,
                                 &reading.as_written, &reading.max_depth,  &reading.max_members,
                                 &reading.max_ratio,  &reading.max_seconds};
    const uint32_t usual_numbers[] = {all->revisions,  all->main_only,  all->repair,
                                      all->as_written, all->max_depth,  all->max_members,
                                      all->max_ratio,  all->max_seconds};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (*names[i] == NULL)
            *names[i] = usual[i];
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (*numbers[i] == 0)
            *numbers[i] = usual_numbers[i];
    return reading;
}

void al_write_error_line(const char *id, const almost_error *why, al_output *output)
{
    al_output_text(output, "{\"id\":");
    al_output_text(output, id);
    al_json_error(output, ",\"error\":", why);
    al_output_text(output, "}\n");
}
