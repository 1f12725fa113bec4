/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every allocation of what is done with libraries fails once. A library that could not be changed
 * is the one that it was, or the one that it was to become.
 */
#include "every_allocation.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIRST "The harbour master counted eleven lamps along the northern wall. He never trusted "
#define SECOND "the twelfth, which the widow Carrow lit for her drowned son.\n"
static const char lines[] =
    "{\"id\": \"x\", \"text\": \"Seventeen geese paraded through the chancellery\"}\n"
    "{\"id\": \"y\", \"text\": \"The magistrate forbade trumpets after midnight\"}\n";

static char folder[64], shelf[96], files[3][96];
static char untouched; /* its address stands for an output that was not written */

static bool write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    bool written = file != NULL && fputs(text, file) >= 0;
    return (file == NULL || fclose(file) == 0) && written;
}

static void remove_shelf(void)
{
    DIR *entries = opendir(shelf);
    char path[512];
    if (entries == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        snprintf(path, sizeof path, "%s/%s", shelf, entry->d_name);
        if (entry->d_name[0] != '.')
            unlink(path);
    }
    closedir(entries);
    rmdir(shelf);
}

/* With memory that does not end: a library of the first files. */
static bool make_shelf(size_t n)
{
    const char *const paths[] = {files[0], files[1], files[2]};
    remove_shelf();
    return almost_library_create(shelf, NULL, NULL) == ALMOST_OK &&
           almost_library_add(shelf, paths, n, NULL, NULL, NULL) == ALMOST_OK;
}

static almost_library_options options_of(trial *with)
{
    almost_library_options options;
    almost_library_options_init(&options);
    options.environment = &with->environment;
    return options;
}

/* What a change left behind is whole, whatever it met. */
static almost_status check_shelf(almost_status status, almost_error *error)
{
    almost_error why;
    if (almost_library_verify(shelf, NULL, NULL, &why) == ALMOST_OK)
        return status;
    *error = why;
    return ALMOST_ERROR_FORMAT;
}

/* --- Changing ------------------------------------------------------------ */

static almost_status create(trial *with, almost_error *error)
{
    const almost_library_options options = options_of(with);
    remove_shelf();
    return almost_library_create(shelf, &options, error);
}

static almost_status add(trial *with, almost_error *error)
{
    const char *const paths[] = {files[1], files[2], files[0]};
    almost_library_options options = options_of(with);
    almost_library_tally tally = {0};
    options.keep = 1;
    if (!make_shelf(1))
        return ALMOST_ERROR_ARGUMENT;
    almost_status status = almost_library_add(shelf, paths, 3, &options, &tally, error);
    hash_bytes(with, (const char *)&tally, sizeof tally);
    return check_shelf(status, error);
}

static almost_status take_out(trial *with, almost_error *error)
{
    const char *const paths[] = {files[2]};
    const almost_library_options options = options_of(with);
    if (!make_shelf(3))
        return ALMOST_ERROR_ARGUMENT;
    return check_shelf(almost_library_remove(shelf, paths, 1, &options, NULL, error), error);
}

/* Of a library with documents that were removed. */
static almost_status compact(trial *with, almost_error *error)
{
    const char *const paths[] = {files[2]};
    const almost_library_options options = options_of(with);
    if (!make_shelf(3) || almost_library_remove(shelf, paths, 1, NULL, NULL, NULL) != ALMOST_OK)
        return ALMOST_ERROR_ARGUMENT;
    return check_shelf(almost_library_compact(shelf, &options, error), error);
}

/* --- Reading ------------------------------------------------------------- */

static int see(void *context, const almost_library_document *document)
{
    return hash_bytes(context, document->name, strlen(document->name));
}

static almost_status list(trial *with, almost_error *error)
{
    return almost_library_list(shelf, &with->environment, see, with, error);
}

static almost_status verify(trial *with, almost_error *error)
{
    const almost_library_options options = options_of(with);
    return almost_library_verify(shelf, &options, NULL, error);
}

static almost_status read_text(trial *with, almost_error *error)
{
    almost_library *library = NULL;
    almost_text *text = (void *)&untouched;
    almost_text_options options;
    almost_text_options_init(&options);
    options.environment = &with->environment;
    almost_status status = almost_library_open(shelf, &with->environment, &library, error);
    for (uint64_t i = 0; status == ALMOST_OK && i < 3; i++) {
        status = almost_library_text(library, i, &options, &text, error);
        if (status == ALMOST_OK) {
            hash_bytes(with, almost_text_name(text), strlen(almost_text_name(text)));
            almost_text_free(text);
            text = (void *)&untouched;
        }
    }
    if (text != (void *)&untouched)
        status = ALMOST_ERROR_ARGUMENT;
    almost_library_free(library);
    return status;
}

/* What is done with a library that is open. */
static almost_status opened(trial *with,
                            almost_status (*use)(trial *with, const almost_library *library,
                                                 const almost_trace_options *options,
                                                 almost_error *error),
                            almost_error *error)
{
    almost_trace_options options;
    almost_trace_options_init(&options);
    options.environment = &with->environment;
    almost_library *library = (void *)&untouched;
    almost_status status = almost_library_open(shelf, &with->environment, &library, error);
    if (status != ALMOST_OK)
        return library == (void *)&untouched ? status : ALMOST_ERROR_ARGUMENT;
    status = use(with, library, &options, error);
    almost_library_free(library);
    return status;
}

static almost_status use_tracer(trial *with, const almost_library *library,
                                const almost_trace_options *options, almost_error *error)
{
    static const char quotation[] = "the twelve lamps that the widow Carow had lit for her son";
    const almost_traced *places;
    size_t n = 0;
    almost_tracer *tracer;
    almost_status status = almost_tracer_new(library, options, &tracer, error);
    if (status != ALMOST_OK)
        return status;
    status = almost_trace(tracer, quotation, sizeof quotation - 1, &places, &n, error);
    for (size_t i = 0; status == ALMOST_OK && i < n; i++)
        hash_bytes(with, (const char *)&places[i].span, sizeof places[i].span);
    almost_tracer_free(tracer);
    return status;
}

static almost_status use_passages(trial *with, const almost_library *library,
                                  const almost_trace_options *options, almost_error *error)
{
    static const char essay[] = "Cranes dance upon cold mornings. " FIRST SECOND "Cranes dance.";
    almost_text_options reading;
    almost_text *text = NULL;
    almost_tracer *tracer = NULL;
    almost_text_options_init(&reading);
    reading.environment = &with->environment;
    almost_status status = almost_text_from_memory(essay, sizeof essay - 1, &reading, &text, error);
    if (status == ALMOST_OK)
        status = almost_tracer_new(library, options, &tracer, error);
    if (status == ALMOST_OK)
        status = almost_trace_write(tracer, text, hash_bytes, with, NULL, error);
    almost_tracer_free(tracer);
    almost_text_free(text);
    return status;
}

static almost_status use_batch(trial *with, const almost_library *library,
                               const almost_trace_options *options, almost_error *error)
{
    static const char *const queries[] = {
        "{\"id\": 1, \"text\": \"eleven lamps along the northern wall\"}", "none",
        "{\"id\": \"c\", \"text\": \"seventeen geese were paraded through a chancellery\"}"};
    const almost_trace_answers *answers;
    almost_trace_batch *batch;
    almost_status status = almost_trace_batch_new(library, options, &batch, error);
    if (status != ALMOST_OK)
        return status;
    for (uint64_t i = 0; status == ALMOST_OK && i < 3; i++) {
        const almost_trace_query query = {queries[i], strlen(queries[i]), "lines", i + 1};
        status = almost_trace_batch_add(batch, &query, error);
    }
    while (status == ALMOST_OK && (answers = almost_trace_batch_next(batch)) != NULL) {
        status = answers->status;
        if (status == ALMOST_OK)
            hash_bytes(with, answers->bytes, answers->length);
        else
            *error = *answers->error;
    }
    almost_trace_batch_free(batch);
    return status;
}

static almost_status trace(trial *with, almost_error *error)
{
    return opened(with, use_tracer, error);
}

static almost_status trace_passages(trial *with, almost_error *error)
{
    return opened(with, use_passages, error);
}

static almost_status trace_batch(trial *with, almost_error *error)
{
    return opened(with, use_batch, error);
}

static bool prepare(void)
{
    strcpy(folder, "/tmp/almost-alloc-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return false;
    snprintf(shelf, sizeof shelf, "%s/shelf", folder);
    for (int i = 0; i < 3; i++)
        snprintf(files[i], sizeof files[i], "%s/%d.%s", folder, i, i == 1 ? "jsonl" : "txt");
    return write_file(files[0], FIRST SECOND) && write_file(files[1], lines) &&
           write_file(files[2], "In the orchard the children gathered quinces.\n");
}

int main(void)
{
    static trial with;
    setvbuf(stdout, NULL, _IONBF, 0); /* so that a crash shows what it was */
    trial_init(&with);
    if (!prepare())
        return complain("preparation", -1, "does not succeed");
    int wrong = every_allocation(&with, "create", create) + every_allocation(&with, "add", add) +
                every_allocation(&with, "remove", take_out) +
                every_allocation(&with, "compact", compact);
    if (!make_shelf(3))
        return complain("preparation", -1, "no library");
    wrong += every_allocation(&with, "list", list) + every_allocation(&with, "verify", verify) +
             every_allocation(&with, "read texts", read_text) +
             every_allocation(&with, "trace", trace) +
             every_allocation(&with, "trace a text", trace_passages) +
             every_allocation(&with, "trace lines", trace_batch);
    remove_shelf();
    for (int i = 0; i < 3; i++)
        unlink(files[i]);
    rmdir(folder);
    if (atomic_load(&with.book.outstanding) != 0)
        wrong += complain("the end", -1, "memory is left behind");
    return wrong != 0;
}
