/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Options. The first byte chooses: even, a command line, its arguments with line feeds between
 * them, which must be read or refused with one line; odd, the structures of the library, filled
 * from the bytes, which must be taken or refused, also when they come from another version.
 */
#include "fuzz.h"

#include "../cli/options.h"
#include "../cli/report.h"

#include <stdarg.h>

enum { MOST_ARGUMENTS = 64 };

static unsigned reports;

/* In place of the command's own, which prints. */
void report(const char *format, ...)
{
    char line[8192];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    FUZZ_CHECK(length > 0, "says nothing");
    reports++;
}

static const option_group *const of_compare[] = {
    &options_form,      &options_answer,  &options_gates,
    &options_comparing, &options_reading, &options_pairs,
    &options_texts,     &options_general, NULL};
static const option_group *const of_apply[] = {&options_applying, &options_means, &options_general,
                                               NULL};

/* What was read is within what it may be. */
static void check_settings(const settings *settings)
{
    almost_environment environment;
    settings_environment(settings, &environment);
    FUZZ_CHECK(environment.max_bytes <= ALMOST_MOST_BYTES, "a text too long");
    FUZZ_CHECK(environment.timeout >= 0, "a timeout below nothing");
    FUZZ_CHECK(settings->width == 0 || (settings->width >= 20 && settings->width <= 1000000),
               "width %u", settings->width);
    FUZZ_CHECK(settings->fail_under <= 1 && settings->min_bits >= 0 && settings->expected >= 0,
               "a share, bits or a number that are none");
    for (size_t i = 0; i < settings->only.count; i++)
        FUZZ_CHECK(settings->only.ids[i] > 0, "change 0");
}

static void parse(const char *bytes, size_t length)
{
    char *copy = malloc(length + 1), *arguments[MOST_ARGUMENTS];
    if (copy == NULL)
        return;
    memcpy(copy, bytes, length);
    copy[length] = '\0';
    for (int turn = 0; turn < 2; turn++) {
        const command command = {.name = "compare", .groups = turn == 0 ? of_compare : of_apply};
        int n = 0;
        settings settings;
        for (char *at = copy; n < MOST_ARGUMENTS && at <= copy + length; at += strlen(at) + 1) {
            if (turn == 0)
                at[strcspn(at, "\n")] = '\0';
            arguments[n++] = at;
        }
        settings_init(&settings);
        reports = 0;
        int operands = options_parse(&command, n, arguments, &settings);
        FUZZ_CHECK(operands >= -1 && operands <= n, "%d operands of %d", operands, n);
        FUZZ_CHECK((reports == 1) == (operands < 0) && reports <= 1, "%d operands, %u lines",
                   operands, reports);
        if (operands >= 0)
            check_settings(&settings);
        settings_release(&settings);
    }
    free(copy);
}

/* As many of the bytes as there are over a structure that was filled by its _init. */
static void take(void *structure, size_t size, const uint8_t **data, size_t *left)
{
    size_t length = *left < size ? *left : size;
    if (length > 0)
        memcpy(structure, *data, length);
    *data += length;
    *left -= length;
}

static void expect_taken(almost_status status, const almost_error *error)
{
    FUZZ_CHECK(status == ALMOST_OK || status == ALMOST_ERROR_ARGUMENT ||
                   status == ALMOST_ERROR_MEMORY || status == ALMOST_ERROR_TIMEOUT,
               "answers %d: %s", (int)status, error->message);
    FUZZ_CHECK(status == ALMOST_OK || (error->status == status && error->message[0] != '\0' &&
                                       strchr(error->message, '\n') == NULL),
               "refused without a line that says why");
}

/* The numbers of the structures are the input's, their pointers ours. */
static void fill(const uint8_t *data, size_t left, almost_environment *environment,
                 almost_compare_options *comparing, almost_write_options *writing)
{
    almost_environment_init(environment);
    almost_compare_options_init(comparing);
    almost_write_options_init(writing);
    take(&environment->threads, sizeof environment->threads, &data, &left);
    take(&environment->max_bytes, sizeof environment->max_bytes, &data, &left);
    take(&environment->max_cells, sizeof environment->max_cells, &data, &left);
    environment->max_cells %= UINT64_C(1) << 26; /* what is allowed is taken */
    take(&environment->timeout, sizeof environment->timeout, &data, &left);
    take(&environment->max_memory, sizeof environment->max_memory, &data, &left);
    take(writing, sizeof *writing, &data, &left);
    take(comparing, sizeof *comparing, &data, &left);
    if (writing->size > sizeof *writing) /* there is nothing behind ours that may be read */
        writing->size = sizeof *writing;
    if (comparing->size > sizeof *comparing)
        comparing->size = sizeof *comparing;
    comparing->environment = environment;
    if (comparing->language != NULL)
        comparing->language = "de";
}

static void call(const uint8_t *data, size_t size)
{
    static const char first[] = "He came at seven and was not glad.",
                      second[] = "He came at 8 and was glad, \xD7\xA9\xD7\x9C.";
    almost_environment environment;
    almost_compare_options comparing;
    almost_write_options writing;
    almost_comparison *comparison = NULL;
    almost_error error = {0};
    almost_text *original = fuzz_open(first, sizeof first - 1, NULL);
    almost_text *telling = fuzz_open(second, sizeof second - 1, NULL);
    fill(data, size, &environment, &comparing, &writing);
    almost_status status = almost_compare(original, telling, &comparing, &comparison, &error);
    expect_taken(status, &error);
    FUZZ_CHECK((status == ALMOST_OK) == (comparison != NULL), "status %d", (int)status);
    if (comparison == NULL)
        FUZZ_CHECK(almost_compare(original, telling, NULL, &comparison, &error) == ALMOST_OK,
                   "cannot be compared");
    fuzz_bytes out = {0};
    status = almost_write(comparison, &writing, fuzz_collect, &out, &error);
    expect_taken(status, &error);
    FUZZ_CHECK(status == ALMOST_OK || out.length == 0, "refused after %zu bytes", out.length);
    free(out.at);
    almost_comparison_free(comparison);
    almost_text_free(original);
    almost_text_free(telling);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    if ((data[0] & 1) == 0)
        parse((const char *)data + 1, size - 1);
    else
        call(data + 1, size - 1);
    return 0;
}
