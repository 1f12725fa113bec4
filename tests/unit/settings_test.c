/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Options on their way in, of callers of this, a past and a future version,
 * and out again, as the answer tells them.
 */
#include "applying.h"

#include "base/names.h"
#include "base/options.h"
#include "compare/settings.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

/* --- What the answer tells ------------------------------------------------ */

/* The value of `key` in the options of the JSON is `value`. */
static void assert_echo(const almost_compare_options *options, const char *key, const char *value)
{
    almost_text *texts[2] = {text_of("He went home.\n", 14), text_of("She went home!\n", 15)};
    almost_comparison *comparison = NULL;
    assert_int_equal(almost_compare(texts[0], texts[1], options, &comparison, NULL), ALMOST_OK);
    collected json = write_comparison(comparison, ALMOST_FORM_JSON, ALMOST_BYTES);
    char member[80];
    snprintf(member, sizeof member, "\"%s\":%s", key, value);
    const char *start = strstr(json.bytes, "\"options\":{");
    assert_non_null(start);
    const char *found = strstr(start, member);
    if (found == NULL || found > strchr(start, '}'))
        fail_msg("no %s in %.200s", member, start);
    free(json.bytes);
    almost_comparison_free(comparison);
    almost_text_free(texts[0]);
    almost_text_free(texts[1]);
}

static void each_option_is_told(void **state)
{
    (void)state;
    static const struct {
        almost_compare_options options;
        const char *key, *value;
    } cases[] = {
        {{.exact = 1}, "exact", "true"},
        {{.exact = 0}, "exact", "false"},
        {{.minimal = 1}, "minimal", "true"},
        {{.minimal = 0}, "minimal", "false"},
        {{.words = ALMOST_WORDS_SPACE}, "words", "\"space\""},
        {{.words = ALMOST_WORDS_UNICODE}, "words", "\"unicode\""},
        {{.language = "de"}, "language", "\"de\""},
        {{.ignore = 0}, "ignore", "[]"},
        {{.ignore = ALMOST_IGNORE_CASE | ALMOST_IGNORE_NUMBERS},
         "ignore",
         "[\"case\",\"numbers\"]"},
        {{.exact = 1, .ignore = ALMOST_IGNORE_CASE}, "ignore", "[]"},
        {{.min_bits = 12.5}, "min_bits", "12.5"},
        {{.expected = 1e-3}, "expected", "0.001"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        almost_compare_options options = cases[i].options;
        options.size = sizeof options;
        assert_echo(&options, cases[i].key, cases[i].value);
    }
    assert_echo(NULL, "ignore", "[\"layout\",\"typography\"]");
}

static void settings_outlive_what_was_given(void **state)
{
    (void)state;
    char language[] = "fr";
    almost_compare_options options;
    al_settings settings;
    almost_environment environment;
    almost_compare_options_init(&options);
    options.language = language;
    assert_int_equal(al_settings_take(&options, &settings, &environment, NULL), ALMOST_OK);
    memset(language, '?', sizeof language);
    assert_string_equal(settings.language, "fr");
}

static void an_unknown_language_is_told_the_known(void **state)
{
    (void)state;
    almost_compare_options options;
    al_settings settings;
    almost_environment environment;
    almost_error error;
    almost_compare_options_init(&options);
    options.language = "xx";
    assert_int_equal(al_settings_take(&options, &settings, &environment, &error),
                     ALMOST_ERROR_ARGUMENT);
    assert_string_equal(error.message,
                        "no word list for language \"xx\"; there are en, de, fr, es, it and la");
    for (size_t i = 0; (options.language = almost_language_code(i)) != NULL; i++) {
        assert_int_equal(al_settings_take(&options, &settings, &environment, &error), ALMOST_OK);
        assert_string_equal(settings.language, options.language);
    }
}

/* What is tried out comes by the environment, and is known by name. */
static void experiments_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *names;
        almost_status status;
        bool one_kind;
    } cases[] = {
        {NULL, ALMOST_OK, false},
        {"", ALMOST_OK, false},
        {"one-kind", ALMOST_OK, true},
        {"one-kind,one-kind", ALMOST_OK, true},
        {"one-kin", ALMOST_ERROR_ARGUMENT, false},
        {"one-kind,another", ALMOST_ERROR_ARGUMENT, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        almost_environment given, environment;
        almost_compare_options options;
        al_settings settings;
        almost_error error;
        almost_environment_init(&given);
        given.experimental = cases[i].names;
        almost_compare_options_init(&options);
        options.environment = &given;
        assert_int_equal(al_settings_take(&options, &settings, &environment, &error),
                         cases[i].status);
        if (cases[i].status == ALMOST_OK)
            assert_true(settings.one_kind == cases[i].one_kind);
        else
            assert_non_null(strstr(error.message, "no experiment"));
    }
}

/* What a later version may ignore is not passed over in silence. */
static void unknown_bits_are_refused(void **state)
{
    (void)state;
    for (int bit = 0; bit < 32; bit++) {
        almost_environment environment;
        almost_compare_options options;
        al_settings settings;
        almost_error error;
        almost_compare_options_init(&options);
        options.ignore = UINT32_C(1) << bit;
        assert_int_equal(al_settings_take(&options, &settings, &environment, &error),
                         bit < AL_N_IGNORES ? ALMOST_OK : ALMOST_ERROR_ARGUMENT);
    }
}

/* --- Structures of other versions ----------------------------------------- */

/* A past version had no `expected`, and what lies behind its structure is not ours. */
static void a_smaller_structure_has_defaults(void **state)
{
    (void)state;
    almost_compare_options options;
    al_settings settings;
    almost_environment environment;
    memset(&options, 0xAA, sizeof options);
    options.size = offsetof(almost_compare_options, ignore);
    options.environment = NULL;
    assert_int_equal(al_settings_take(&options, &settings, &environment, NULL), ALMOST_OK);
    assert_int_equal(settings.ignore, ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_TYPOGRAPHY);
    assert_false(settings.exact || settings.minimal || settings.one_kind);
    assert_true(settings.min_bits == 0 && settings.expected == 0);
    assert_string_equal(settings.language, "");

    almost_compare_options_init(&options);
    options.min_bits = 3;
    options.language = (const char *)16; /* must not be read */
    options.size = offsetof(almost_compare_options, language);
    assert_int_equal(al_settings_take(&options, &settings, &environment, NULL), ALMOST_OK);
    assert_true(settings.min_bits == 3);
    assert_string_equal(settings.language, "");
}

typedef struct future_options {
    almost_compare_options known;
    uint64_t unheard_of;
    const char *more;
} future_options;

static void a_larger_structure_may_set_nothing_unknown(void **state)
{
    (void)state;
    future_options future = {0};
    al_settings settings;
    almost_environment environment;
    almost_error error;
    almost_compare_options_init(&future.known);
    future.known.size = sizeof future;
    future.known.minimal = 1;
    assert_int_equal(al_settings_take(&future.known, &settings, &environment, &error), ALMOST_OK);
    assert_true(settings.minimal);
    future.more = "news";
    memset(&settings, 0x55, sizeof settings);
    al_settings before = settings;
    assert_int_equal(al_settings_take(&future.known, &settings, &environment, &error),
                     ALMOST_ERROR_ARGUMENT);
    assert_non_null(strstr(error.message, "almost_compare_options sets a field"));
    assert_memory_equal(&settings, &before, sizeof settings);
}

/* --- Every function that takes options ------------------------------------ */

static almost_status open_with(void *options, almost_error *error)
{
    almost_text *text = NULL;
    almost_status status = almost_text_from_memory("a", 1, options, &text, error);
    almost_text_free(text);
    return status;
}

static almost_status open_path_with(void *options, almost_error *error)
{
    almost_text *text = NULL;
    almost_status status = almost_text_open("/dev/null", options, &text, error);
    almost_text_free(text);
    return status;
}

static almost_status compare_with(void *options, almost_error *error)
{
    almost_text *text = text_of("a", 1);
    almost_comparison *comparison = NULL;
    almost_status status = almost_compare(text, text, options, &comparison, error);
    almost_comparison_free(comparison);
    almost_text_free(text);
    return status;
}

static almost_status write_with(void *options, almost_error *error)
{
    almost_text *text = text_of("a", 1);
    almost_comparison *comparison = NULL;
    collected written = {0};
    assert_int_equal(almost_compare(text, text, NULL, &comparison, NULL), ALMOST_OK);
    almost_status status = almost_write(comparison, options, collect, &written, error);
    free(written.bytes);
    almost_comparison_free(comparison);
    almost_text_free(text);
    return status;
}

static almost_status batch_with(void *options, almost_error *error)
{
    almost_batch *batch = NULL;
    almost_status status = almost_batch_new(options, &batch, error);
    almost_batch_free(batch);
    return status;
}

static almost_status apply_with(void *options, almost_error *error)
{
    collected patch_bytes = patch_between("a", 1, "b", 1, ALMOST_FORM_PATCH, ALMOST_BYTES);
    almost_patch *patch = read_patch(&patch_bytes);
    almost_text *text = text_of("a", 1);
    collected written = {0};
    bool sinks =
        *(const size_t *)options >= sizeof(almost_apply_options) && *(const size_t *)options < 5000;
    if (sinks) {
        almost_apply_options *own = options;
        own->sink = collect;
        own->sink_context = &written;
    }
    almost_status status = almost_apply(patch, text, options, NULL, error);
    if (!sinks && status != ALMOST_OK && strstr(error->message, "options.sink") != NULL)
        status = ALMOST_OK; /* all that it lacks */
    free(written.bytes);
    free(patch_bytes.bytes);
    almost_patch_free(patch);
    almost_text_free(text);
    return status;
}

static almost_status read_with(void *environment, almost_error *error)
{
    collected bytes = patch_between("a", 1, "b", 1, ALMOST_FORM_PATCH, ALMOST_BYTES);
    almost_patch *patch = NULL;
    almost_status status =
        almost_patch_read(bytes.bytes, bytes.length, "patch", environment, &patch, error);
    almost_patch_free(patch);
    free(bytes.bytes);
    return status;
}

/* An environment within options, which compare passes on. */
static almost_status compare_in(void *environment, almost_error *error)
{
    almost_compare_options options;
    almost_compare_options_init(&options);
    options.environment = environment;
    return compare_with(&options, error);
}

static almost_status batch_in(void *environment, almost_error *error)
{
    almost_batch_options options;
    almost_batch_options_init(&options);
    options.environment = environment;
    return batch_with(&options, error);
}

static almost_status batch_comparing(void *compare, almost_error *error)
{
    almost_batch_options options;
    almost_batch_options_init(&options);
    options.compare = compare;
    return batch_with(&options, error);
}

static almost_status batch_writing(void *lines, almost_error *error)
{
    almost_batch_options options;
    almost_batch_options_init(&options);
    options.lines = lines;
    return batch_with(&options, error);
}

/* Room for any structure of this or a future version. */
typedef union some_options {
    size_t size;
    unsigned char bytes[8192];
    almost_environment environment;
    almost_text_options text;
    almost_compare_options compare;
    almost_write_options write;
    almost_batch_options batch;
    almost_apply_options apply;
} some_options;

static void defaults(some_options *options, size_t size)
{
    memset(options, 0, sizeof *options);
    options->size = size;
}

static void every_entry_point_looks_at_the_size(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        size_t size;
        almost_status (*call)(void *options, almost_error *error);
    } entries[] = {
        {"almost_text_options", sizeof(almost_text_options), open_with},
        {"almost_text_options", sizeof(almost_text_options), open_path_with},
        {"almost_compare_options", sizeof(almost_compare_options), compare_with},
        {"almost_write_options", sizeof(almost_write_options), write_with},
        {"almost_batch_options", sizeof(almost_batch_options), batch_with},
        {"almost_apply_options", sizeof(almost_apply_options), apply_with},
        {"almost_environment", sizeof(almost_environment), read_with},
        {"almost_environment", sizeof(almost_environment), compare_in},
        {"almost_environment", sizeof(almost_environment), batch_in},
        {"almost_compare_options", sizeof(almost_compare_options), batch_comparing},
        {"almost_write_options", sizeof(almost_write_options), batch_writing},
    };
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        static some_options options;
        almost_error error;
        size_t size = entries[i].size;
        size_t bad[] = {0, 1, sizeof(size_t) - 1, size - 1, size + 1, 5000, SIZE_MAX};
        for (size_t j = 0; j < sizeof bad / sizeof *bad; j++) {
            defaults(&options, bad[j]);
            assert_int_equal(entries[i].call(&options, &error), ALMOST_ERROR_ARGUMENT);
            assert_int_equal(error.status, ALMOST_ERROR_ARGUMENT);
            assert_memory_equal(error.message, entries[i].type, strlen(entries[i].type));
            assert_non_null(strstr(error.message, "_init()"));
        }
        defaults(&options, size);
        assert_int_equal(entries[i].call(&options, &error), ALMOST_OK);
        defaults(&options, sizeof(size_t)); /* nothing but the size, and rubbish behind it */
        memset(options.bytes + sizeof(size_t), 0xAA, size - sizeof(size_t));
        assert_int_equal(entries[i].call(&options, &error), ALMOST_OK);
        defaults(&options, size + 64);
        assert_int_equal(entries[i].call(&options, &error), ALMOST_OK);
        options.bytes[size + 63] = 1;
        assert_int_equal(entries[i].call(&options, &error), ALMOST_ERROR_ARGUMENT);
        assert_non_null(strstr(error.message, "does not know"));
    }
}

/* Comparing two short texts in an environment. */
static almost_status compare_within(const almost_environment *environment, almost_error *error)
{
    almost_text *texts[2] = {text_of("He went home.\n", 14), text_of("She went home!\n", 15)};
    almost_compare_options options;
    almost_compare_options_init(&options);
    options.environment = environment;
    almost_comparison *comparison = NULL;
    almost_status status = almost_compare(texts[0], texts[1], &options, &comparison, error);
    assert_int_equal(status == ALMOST_OK, comparison != NULL);
    almost_comparison_free(comparison);
    almost_text_free(texts[0]);
    almost_text_free(texts[1]);
    return status;
}

static void time_and_memory_have_bounds(void **state)
{
    (void)state;
    static const struct {
        double timeout;
        uint64_t max_memory, max_bytes;
        almost_status status;
    } cases[] = {
        {0, 0, 0, ALMOST_OK},
        {1e-12, 0, 0, ALMOST_ERROR_TIMEOUT},
        {3600, 0, 0, ALMOST_OK},
        {1e300, 0, 0, ALMOST_OK},
        {INFINITY, 0, 0, ALMOST_OK},
        {-1, 0, 0, ALMOST_ERROR_ARGUMENT},
        {NAN, 0, 0, ALMOST_ERROR_ARGUMENT},
        {0, 1, 0, ALMOST_ERROR_MEMORY},
        {0, 1 << 20, 0, ALMOST_OK},
        {0, UINT64_MAX, 0, ALMOST_OK},
        {0, 0, ALMOST_MOST_BYTES, ALMOST_OK},
        {0, 0, ALMOST_MOST_BYTES + 1, ALMOST_ERROR_ARGUMENT},
        {0, 0, UINT64_MAX, ALMOST_ERROR_ARGUMENT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        almost_environment environment;
        almost_error error;
        almost_environment_init(&environment);
        environment.timeout = cases[i].timeout;
        environment.max_memory = cases[i].max_memory;
        environment.max_bytes = cases[i].max_bytes;
        assert_int_equal(compare_within(&environment, &error), cases[i].status);
        if (cases[i].status != ALMOST_OK)
            assert_true(error.status == cases[i].status && strlen(error.message) > 20);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_and_memory_have_bounds),
        cmocka_unit_test(unknown_bits_are_refused),
        cmocka_unit_test(each_option_is_told),
        cmocka_unit_test(settings_outlive_what_was_given),
        cmocka_unit_test(an_unknown_language_is_told_the_known),
        cmocka_unit_test(experiments_are_named),
        cmocka_unit_test(a_smaller_structure_has_defaults),
        cmocka_unit_test(a_larger_structure_may_set_nothing_unknown),
        cmocka_unit_test(every_entry_point_looks_at_the_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
