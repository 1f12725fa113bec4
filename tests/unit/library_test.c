/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Libraries that meet with accidents: a writer that dies at each of its operations, a disk that is
 * full at each of them, segments that are cut off at each byte or have one changed. What was
 * committed opens, or is refused in so many words; and nothing is read that is not there.
 */
#include "almost/almost.h"
#include "library/intake.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char first_text[] =
    "The harbour master counted eleven lamps along the northern wall. He had never trusted the "
    "twelfth, which the widow Carrow lit for her drowned son.\n\nNobody rowed out that evening, "
    "because the fog had swallowed the breakwater.\n";
static const char second_text[] =
    "In the orchard behind the mill the children gathered fallen quinces.\nTheir grandmother "
    "boiled them with honey and a splinter of cinnamon bark.\n";

static char folder[64], shelf[96], first[96], second[96];

static void write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static void remove_shelf(void)
{
    DIR *entries = opendir(shelf);
    if (entries == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", shelf, entry->d_name);
        if (entry->d_name[0] != '.')
            unlink(path);
    }
    closedir(entries);
    rmdir(shelf);
}

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/almost-library-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(shelf, sizeof shelf, "%s/shelf", folder);
    snprintf(first, sizeof first, "%s/first.txt", folder);
    snprintf(second, sizeof second, "%s/second.txt", folder);
    write_file(first, first_text, sizeof first_text - 1);
    write_file(second, second_text, sizeof second_text - 1);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    remove_shelf();
    unlink(first);
    unlink(second);
    rmdir(folder);
    return 0;
}

/* A shelf with the first text. */
static void make_shelf(void)
{
    almost_error error;
    const char *const paths[] = {first};
    remove_shelf();
    assert_int_equal(almost_library_create(shelf, NULL, &error), ALMOST_OK);
    assert_int_equal(almost_library_add(shelf, paths, 1, NULL, NULL, &error), ALMOST_OK);
}

/* How many places a quotation has; -1: the library cannot be opened, which *error says. */
static int count_places(const char *quotation, almost_error *error)
{
    almost_library *library;
    almost_tracer *tracer;
    const almost_traced *places;
    size_t n = 0;
    if (almost_library_open(shelf, NULL, &library, error) != ALMOST_OK)
        return -1;
    assert_int_equal(almost_tracer_new(library, NULL, &tracer, error), ALMOST_OK);
    if (almost_trace(tracer, quotation, strlen(quotation), &places, &n, error) != ALMOST_OK)
        n = 0;
    almost_tracer_free(tracer);
    almost_library_free(library);
    return (int)n;
}

/* --- Accidents of the writer --------------------------------------------- */

/* The disk, up to some operation. */
typedef struct accident {
    int at;    /* which operation fails, from 0 */
    int count; /* of operations so far */
    bool dies; /* and all that follow do, too, as if the process had ended */
    int code;
} accident;

static bool fails(accident *accident)
{
    int now = accident->count++;
    return accident->dies ? now >= accident->at : now == accident->at;
}

#define DISK al_storage_system

static int create(void *context, const char *path)
{
    accident *accident = context;
    return fails(accident) ? -accident->code : DISK.create(NULL, path);
}

/* Of what fails half is written. */
static int write_some(void *context, int descriptor, const char *bytes, size_t length, uint64_t at)
{
    accident *accident = context;
    if (!fails(accident))
        return DISK.write(NULL, descriptor, bytes, length, at);
    if (accident->count - 1 == accident->at)
        (void)DISK.write(NULL, descriptor, bytes, length / 2, at);
    return accident->code;
}

static int sync_file(void *context, int descriptor)
{
    accident *accident = context;
    return fails(accident) ? accident->code : DISK.sync(NULL, descriptor);
}

static int rename_file(void *context, const char *from, const char *to)
{
    accident *accident = context;
    return fails(accident) ? accident->code : DISK.rename(NULL, from, to);
}

static int sync_folder(void *context, const char *path)
{
    accident *accident = context;
    return fails(accident) ? accident->code : DISK.sync_folder(NULL, path);
}

static int remove_file(void *context, const char *path)
{
    accident *accident = context;
    return fails(accident) ? accident->code : DISK.remove(NULL, path);
}

/* The library is whole, has the first text, and the second can still be added. */
static void check_shelf(void)
{
    almost_error error;
    const char *const paths[] = {second};
    assert_int_equal(almost_library_verify(shelf, NULL, NULL, &error), ALMOST_OK);
    assert_int_equal(count_places("which the widow Carrow lit for her drowned son", &error), 1);
    assert_int_equal(almost_library_add(shelf, paths, 1, NULL, NULL, &error), ALMOST_OK);
    assert_int_equal(almost_library_verify(shelf, NULL, NULL, &error), ALMOST_OK);
    assert_int_equal(count_places("the children gathered fallen quinces", &error), 1);
    assert_int_equal(count_places("which the widow Carrow lit for her drowned son", &error), 1);
}

static void every_operation(bool dies, int code)
{
    const char *const paths[] = {second};
    bool failed = true;
    for (int at = 0; failed && at < 200; at++) {
        almost_error error;
        accident accident = {at, 0, dies, code};
        const al_storage storage = {create,      write_some,  sync_file, rename_file,
                                    sync_folder, remove_file, &accident};
        make_shelf();
        almost_status status = al_library_add(&storage, shelf, paths, 1, NULL, &error);
        failed = accident.count > at;
        if (failed && status != ALMOST_OK)
            assert_int_equal(status, ALMOST_ERROR_WRITE);
        if (status != ALMOST_OK)
            assert_non_null(strstr(error.message, code == ENOSPC ? "full" : "written"));
        check_shelf();
    }
    assert_false(failed);
}

static void a_writer_that_dies_leaves_the_last_commit(void **state)
{
    (void)state;
    every_operation(true, EIO);
}

static void a_full_disk_leaves_the_last_commit(void **state)
{
    (void)state;
    every_operation(false, ENOSPC);
}

/* --- Segments that are broken -------------------------------------------- */

static char *segment_path(void)
{
    static char path[512];
    DIR *entries = opendir(shelf);
    path[0] = '\0';
    assert_non_null(entries);
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;)
        if (strncmp(entry->d_name, "segment-", 8) == 0)
            snprintf(path, sizeof path, "%s/%s", shelf, entry->d_name);
    closedir(entries);
    assert_true(path[0] != '\0');
    return path;
}

static char *read_file(const char *path, size_t *length)
{
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    char *bytes = malloc((size_t)about.st_size);
    FILE *file = fopen(path, "rb");
    assert_true(bytes != NULL && file != NULL);
    *length = fread(bytes, 1, (size_t)about.st_size, file);
    fclose(file);
    return bytes;
}

static char *read_segment(size_t *length)
{
    return read_file(segment_path(), length);
}

static almost_status open_and_verify(const char *bytes, size_t length, almost_error *error)
{
    al_segment *segment = NULL;
    almost_status status =
        al_segment_open_bytes(al_allocator_default(), "a segment", bytes, length, &segment, error);
    if (status == ALMOST_OK)
        status = al_segment_verify(segment, error);
    al_segment_free(segment);
    return status;
}

static void a_segment_that_is_cut_off_is_refused(void **state)
{
    (void)state;
    size_t length;
    almost_error error;
    make_shelf();
    char *bytes = read_segment(&length);
    assert_int_equal(open_and_verify(bytes, length, &error), ALMOST_OK);
    for (size_t n = 0; n < length; n++) {
        char *copy = malloc(n + 1); /* so that what is read beyond it shows */
        memcpy(copy, bytes, n);
        assert_int_equal(open_and_verify(copy, n, &error), ALMOST_ERROR_FORMAT);
        assert_non_null(strstr(error.message, "segment"));
        free(copy);
    }
    for (size_t n = 0; n < length; n += 131) {
        write_file(segment_path(), bytes, n);
        assert_int_equal(count_places("the widow Carrow", &error), -1);
        assert_non_null(strstr(error.file, "segment-"));
    }
    free(bytes);
}

/* Whether a byte is of a section, the header or the trailer: others mean nothing. */
static bool means_something(const char *bytes, size_t length, size_t at)
{
    bool means = at < AL_SEGMENT_HEADER || at >= length - AL_SEGMENT_TRAILER;
    for (int kind = 0; kind < AL_SECTIONS; kind++) {
        const char *row = bytes + AL_SEGMENT_FRONT + (size_t)kind * AL_SECTION_ENTRY;
        uint64_t start = al_load_eight(row + 8), size = al_load_eight(row + 16);
        means |= at >= start && at - start < size;
    }
    return means;
}

static void a_byte_that_is_changed_shows(void **state)
{
    (void)state;
    size_t length;
    almost_error error;
    make_shelf();
    char *bytes = read_segment(&length);
    for (size_t at = 0; at < length; at++) {
        bool means = means_something(bytes, length, at);
        bytes[at] ^= (char)(1 << at % 8);
        almost_status status = open_and_verify(bytes, length, &error);
        assert_int_equal(status, means ? ALMOST_ERROR_FORMAT : ALMOST_OK);
        bytes[at] ^= (char)(1 << at % 8);
    }
    free(bytes);
}

/* Checksums are not looked at when a quotation is traced: what is read has to be checked. */
static void a_changed_byte_does_no_harm_to_whoever_traces(void **state)
{
    (void)state;
    size_t length;
    almost_error error;
    make_shelf();
    char *bytes = read_segment(&length);
    for (size_t at = AL_SEGMENT_HEADER; at < length; at += 5) {
        char before = bytes[at];
        bytes[at] = (char)(at % 3 == 0 ? 0xFF : at % 3 == 1 ? before ^ 0x10 : 0x7F);
        write_file(segment_path(), bytes, length);
        (void)count_places("He had never trusted the twelfth, which the widow Carrow lit", &error);
        bytes[at] = before;
    }
    free(bytes);
}

/* --- A catalogue that is broken ------------------------------------------- */

static const char catalogue_words[] = "which the widow Carrow lit for her drowned son";

/* The library opens with what it has, or is refused in a line; it is never written to. */
static void check_catalogue(const char *path, const char *bytes, size_t length)
{
    almost_error error = {0};
    write_file(path, bytes, length);
    int places = count_places(catalogue_words, &error);
    assert_true(places == -1 || places == 0 || places == 1);
    if (places == -1) {
        assert_true(error.status != ALMOST_OK && error.message[0] != '\0');
        assert_null(strchr(error.message, '\n'));
    }
}

static void a_catalogue_that_is_broken_is_refused(void **state)
{
    (void)state;
    char path[512];
    almost_error error;
    make_shelf();
    snprintf(path, sizeof path, "%s/catalogue.sqlite", shelf);
    size_t length;
    char *bytes = read_file(path, &length);
    for (size_t n = 0; n < length; n += 61)
        check_catalogue(path, bytes, n);
    for (size_t at = 0; at < length; at += at < 1024 ? 1 : 7) {
        bytes[at] ^= (char)(1 << at % 8);
        check_catalogue(path, bytes, length);
        bytes[at] ^= (char)(1 << at % 8);
    }
    write_file(path, bytes, length);
    assert_int_equal(count_places(catalogue_words, &error), 1);
    free(bytes);
}

static void a_segment_may_lie_anywhere(void **state)
{
    (void)state;
    size_t length;
    almost_error error;
    make_shelf();
    char *bytes = read_segment(&length), *copy = malloc(length + 1);
    memcpy(copy + 1, bytes, length);
    assert_int_equal(open_and_verify(copy + 1, length, &error), ALMOST_OK);
    free(copy);
    free(bytes);
}

static void a_newer_segment_is_refused(void **state)
{
    (void)state;
    size_t length;
    almost_error error;
    make_shelf();
    char *bytes = read_segment(&length);
    bytes[8] = AL_SEGMENT_VERSION + 1;
    assert_int_equal(open_and_verify(bytes, length, &error), ALMOST_ERROR_FORMAT);
    assert_non_null(strstr(error.message, "newer"));
    free(bytes);
}

/* --- Two at a time -------------------------------------------------------- */

static void a_second_writer_is_told_who_is_first(void **state)
{
    (void)state;
    almost_error error;
    al_writer writer;
    const char *const paths[] = {second};
    char who[32];
    make_shelf();
    snprintf(who, sizeof who, "process %ld", (long)getpid());
    assert_int_equal(
        al_writer_open(al_allocator_default(), &al_storage_system, shelf, &writer, &error),
        ALMOST_OK);
    assert_int_equal(almost_library_add(shelf, paths, 1, NULL, NULL, &error), ALMOST_ERROR_READ);
    assert_non_null(strstr(error.message, who));
    assert_int_equal(count_places("which the widow Carrow lit for her drowned son", &error), 1);
    al_writer_close(&writer);
    assert_int_equal(almost_library_add(shelf, paths, 1, NULL, NULL, &error), ALMOST_OK);
}

/* Stops when all is read. */
static int stop_at_lists(void *context, const char *stage, double share)
{
    double *last = context;
    assert_true(share >= *last && share <= 1);
    *last = share;
    return strcmp(stage, "indexing") == 0;
}

static void who_watches_may_cancel(void **state)
{
    (void)state;
    double last = 0;
    almost_error error;
    almost_environment environment;
    almost_library_options options;
    const char *const paths[] = {second};
    make_shelf();
    almost_environment_init(&environment);
    almost_library_options_init(&options);
    environment.progress = stop_at_lists;
    environment.progress_context = &last;
    options.environment = &environment;
    assert_int_equal(almost_library_add(shelf, paths, 1, &options, NULL, &error),
                     ALMOST_ERROR_CANCELLED);
    assert_true(last > .1);
    assert_int_equal(count_places("which the widow Carrow lit for her drowned son", &error), 1);
    assert_int_equal(almost_library_add(shelf, paths, 1, NULL, NULL, &error), ALMOST_OK);
}

/* What was told last of each stage, and the largest step. */
typedef struct watched {
    double last, step;
    int calls[3]; /* reading, indexing, merging */
    const char *stop;
} watched;

static int note_progress(void *context, const char *stage, double share)
{
    watched *watched = context;
    static const char *const stages[] = {"reading", "indexing", "merging"};
    for (int i = 0; i < 3; i++)
        watched->calls[i] += strcmp(stage, stages[i]) == 0;
    assert_true(share >= watched->last && share <= 1);
    watched->step = share - watched->last > watched->step ? share - watched->last : watched->step;
    watched->last = share;
    return watched->stop != NULL && strcmp(stage, watched->stop) == 0;
}

/* A text of so many words, few of which recur. */
static void make_long_text(const char *path, uint32_t words)
{
    FILE *file = fopen(path, "w");
    uint32_t number = 1;
    assert_non_null(file);
    for (uint32_t i = 0; i < words; i++) {
        number = number * 1664525U + 1013904223U;
        fprintf(file, "w%u ", number >> 16);
    }
    fclose(file);
}

static almost_status add_watched(const char *path, watched *watched)
{
    almost_error error;
    almost_environment environment;
    almost_library_options options;
    almost_environment_init(&environment);
    almost_library_options_init(&options);
    environment.progress = note_progress;
    environment.progress_context = watched;
    options.environment = &environment;
    return almost_library_add(shelf, &path, 1, &options, NULL, &error);
}

/* One long file is told of as it goes, to the end; then one of the same size, and they merge. */
static void who_watches_sees_it_go_on(void **state)
{
    (void)state;
    char paths[2][128];
    almost_error error;
    watched alone = {0}, second_one = {0}, stopped = {.stop = "merging"};
    for (int i = 0; i < 2; i++) {
        snprintf(paths[i], sizeof paths[i], "%s/long%d.txt", folder, i);
        make_long_text(paths[i], 300000 + 1000 * (uint32_t)i);
    }
    remove_shelf();
    assert_int_equal(almost_library_create(shelf, NULL, &error), ALMOST_OK);
    assert_int_equal(add_watched(paths[0], &alone), ALMOST_OK);
    assert_true(alone.calls[0] > 20 && alone.calls[1] > 5 && alone.calls[2] == 0);
    assert_true(alone.last > .9 && alone.step < .15);
    assert_int_equal(add_watched(paths[1], &second_one), ALMOST_OK);
    assert_true(second_one.calls[0] > 5 && second_one.calls[2] > 5);
    assert_true(second_one.last > .9 && second_one.step < .15);
    make_long_text(paths[0], 310000);
    assert_int_equal(add_watched(paths[0], &stopped), ALMOST_OK);
    assert_int_equal(stopped.calls[2], 1);
    for (int i = 0; i < 2; i++)
        unlink(paths[i]);
}

/* Nothing is quoted from a source that is written over while the library is open. */
static void a_source_that_changes_meanwhile_is_not_quoted(void **state)
{
    (void)state;
    almost_error error;
    almost_library *library;
    almost_tracer *tracer;
    const almost_traced *places;
    size_t n;
    const char words[] = "which the widow Carrow lit for her drowned son";
    char other[sizeof first_text];
    make_shelf();
    assert_int_equal(almost_library_open(shelf, NULL, &library, &error), ALMOST_OK);
    assert_int_equal(almost_tracer_new(library, NULL, &tracer, &error), ALMOST_OK);
    assert_int_equal(almost_trace(tracer, words, sizeof words - 1, &places, &n, &error), ALMOST_OK);
    assert_int_equal(n, 1);
    assert_null(almost_library_changed(library, 0));
    memcpy(other, first_text, sizeof other);
    other[0] = '~'; /* of the same length, in the same file */
    usleep(20000);
    write_file(first, other, sizeof other - 1);
    assert_int_equal(almost_trace(tracer, words, sizeof words - 1, &places, &n, &error), ALMOST_OK);
    assert_int_equal(n, 0);
    assert_string_equal(almost_library_changed(library, 0), first);
    almost_tracer_free(tracer);
    almost_library_free(library);
    write_file(first, first_text, sizeof first_text - 1);
}

static void a_reader_keeps_what_it_opened(void **state)
{
    (void)state;
    almost_error error;
    almost_library *library;
    almost_tracer *tracer;
    const almost_traced *places;
    size_t n;
    const char *const paths[] = {first, second};
    const char words[] = "which the widow Carrow lit for her drowned son";
    make_shelf();
    assert_int_equal(almost_library_open(shelf, NULL, &library, &error), ALMOST_OK);
    assert_int_equal(almost_tracer_new(library, NULL, &tracer, &error), ALMOST_OK);
    assert_int_equal(almost_library_add(shelf, paths + 1, 1, NULL, NULL, &error), ALMOST_OK);
    assert_int_equal(almost_library_remove(shelf, paths, 1, NULL, NULL, &error), ALMOST_OK);
    assert_int_equal(almost_trace(tracer, words, sizeof words - 1, &places, &n, &error), ALMOST_OK);
    assert_int_equal(n, 1);
    almost_tracer_free(tracer);
    almost_library_free(library);
    assert_int_equal(count_places(words, &error), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_writer_that_dies_leaves_the_last_commit),
        cmocka_unit_test(a_full_disk_leaves_the_last_commit),
        cmocka_unit_test(a_segment_that_is_cut_off_is_refused),
        cmocka_unit_test(a_byte_that_is_changed_shows),
        cmocka_unit_test(a_changed_byte_does_no_harm_to_whoever_traces),
        cmocka_unit_test(a_catalogue_that_is_broken_is_refused),
        cmocka_unit_test(a_segment_may_lie_anywhere),
        cmocka_unit_test(a_newer_segment_is_refused),
        cmocka_unit_test(a_second_writer_is_told_who_is_first),
        cmocka_unit_test(who_watches_may_cancel),
        cmocka_unit_test(who_watches_sees_it_go_on),
        cmocka_unit_test(a_source_that_changes_meanwhile_is_not_quoted),
        cmocka_unit_test(a_reader_keeps_what_it_opened),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
