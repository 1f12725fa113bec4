/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reader of a line of pairs, which must read it or say why not, on one line
 * and with the line's number; and what is read must hold what it promises.
 * Texts that the line gives, no files that it names, are then compared. The reader of a line of
 * accounts is held to the same.
 */
#include "fuzz.h"

#include "batch/line_read.h"

static void check_source(const almost_source *source)
{
    FUZZ_CHECK((source->path != NULL) != (source->bytes != NULL), "a path, or a text, not both");
    FUZZ_CHECK(source->path == NULL || (source->path[0] != '\0' && strcmp(source->path, "-") != 0),
               "a path that is none");
}

static void check_read(const al_pair_line *line, int texts, const almost_error *error)
{
    FUZZ_CHECK(line->id != NULL && al_pair_line_is_id(line->id), "an id that is none");
    if (line->status == ALMOST_OK) {
        for (int i = 0; i < texts; i++)
            check_source(&line->texts[i].source);
        return;
    }
    FUZZ_CHECK(line->status == ALMOST_ERROR_FORMAT && error->status == line->status &&
                   error->line == 7 && error->message[0] != '\0' &&
                   strchr(error->message, '\n') == NULL,
               "refused without a line that says why");
}

static void check_batch(const char *bytes, size_t length, almost_status read)
{
    almost_batch *batch = NULL;
    almost_batch_options options;
    almost_write_options write;
    almost_environment environment;
    const almost_batch_result *result;
    almost_environment_init(&environment);
    environment.threads = 1;
    almost_write_options_init(&write);
    almost_batch_options_init(&options);
    options.environment = &environment;
    options.lines = &write;
    FUZZ_CHECK(almost_batch_new(&options, &batch, NULL) == ALMOST_OK &&
                   almost_batch_add_line(batch, bytes, length, "pairs", 7, NULL) == ALMOST_OK,
               "a line cannot be added");
    result = almost_batch_next(batch);
    if (result != NULL) {
        FUZZ_CHECK(result->status == read || read == ALMOST_OK, "reads otherwise in a batch");
        FUZZ_CHECK(result->line != NULL && result->line[result->line_length - 1] == '\n' &&
                       memchr(result->line, '\n', result->line_length - 1) == NULL,
                   "answers with no line, or with several");
    }
    almost_batch_free(batch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    almost_error error = {0};
    al_pair_line line;
    al_line_source source = {bytes, size, {"pairs", 7}};
    al_pair_line_read(&line, &source, al_allocator_default(), &error);
    almost_status status = line.status;
    check_read(&line, 2, &error);
    bool files = status == ALMOST_OK &&
                 (line.texts[0].source.path != NULL || line.texts[1].source.path != NULL);
    al_pair_line_release(&line, al_allocator_default());
    if (!files)
        check_batch(bytes, size, status);
    al_account_line_read(&line, &source, al_allocator_default(), &error);
    check_read(&line, 1, &error);
    al_pair_line_release(&line, al_allocator_default());
    return 0;
}
