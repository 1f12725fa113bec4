/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparing any two texts. The first byte chooses the modes, the second what
 * is ignored; then come the two texts with a separator between them. All laws
 * of tests/property must hold: cover, counts, letters, the mirror image, the
 * same answer with more threads, replay both ways; and every form is written.
 */
#include "fuzz.h"
#include "invariants.h"

/* Beyond this many bytes the second and third comparison would only slow the fuzzing down. */
#define SMALL 4096

typedef struct choice {
    int exact, minimal;
    almost_words words;
    uint32_t ignore;
    almost_units units;
} choice;

static almost_comparison *compare(const choice *by, const almost_text *original,
                                  const almost_text *telling, uint32_t threads)
{
    almost_environment environment;
    almost_environment_init(&environment);
    environment.threads = threads;
    almost_compare_options options;
    almost_compare_options_init(&options);
    options.environment = &environment;
    options.exact = by->exact;
    options.minimal = by->minimal;
    options.words = by->words;
    options.ignore = by->ignore;
    almost_error error = {0};
    almost_comparison *comparison = NULL;
    almost_status status = almost_compare(original, telling, &options, &comparison, &error);
    FUZZ_CHECK(status == ALMOST_OK || status == ALMOST_ERROR_ENCODING, "comparing answers %d: %s",
               (int)status, error.message);
    return comparison;
}

static void check_turned(const choice *by, const compared *it)
{
    char message[INVARIANT_MESSAGE];
    almost_comparison *made = compare(by, it->telling, it->original, 1);
    compared turned = {it->telling, it->original, made};
    FUZZ_CHECK(invariant_mirror(it, &turned, message), "%s", message);
    almost_comparison_free(made);
}

static void check_again(const choice *by, const compared *it)
{
    char message[INVARIANT_MESSAGE];
    almost_comparison *made = compare(by, it->original, it->telling, 3);
    compared again = {it->original, it->telling, made};
    FUZZ_CHECK(invariant_equal(it, &again, message), "%s", message);
    almost_comparison_free(made);
}

static void write_all(const choice *by, const almost_comparison *comparison)
{
    for (int form = ALMOST_FORM_INLINE; form <= ALMOST_FORM_JSON; form++) {
        almost_write_options options;
        almost_write_options_init(&options);
        options.form = (almost_form)form;
        options.units = by->units;
        options.full = by->exact;
        options.colour = by->minimal;
        options.width = by->words == ALMOST_WORDS_SPACE ? 20 : 0;
        fuzz_bytes out = {0};
        almost_error error = {0};
        FUZZ_CHECK(almost_write(comparison, &options, fuzz_collect, &out, &error) == ALMOST_OK,
                   "form %d: %s", form, error.message);
        FUZZ_CHECK(out.length > 0, "form %d is empty", form);
        free(out.at);
    }
}

static void check(const choice *by, const fuzz_parts *parts, const almost_text *original,
                  const almost_text *telling)
{
    char message[INVARIANT_MESSAGE];
    const char *const source[2] = {parts->first, parts->second};
    const size_t length[2] = {parts->first_length, parts->second_length};
    almost_comparison *made = compare(by, original, telling, 1);
    if (made == NULL)
        return; /* a script that needs ICU, and no ICU */
    compared it = {original, telling, made};
    FUZZ_CHECK(invariant_all(&it, message), "%s", message);
    FUZZ_CHECK(invariant_replay(&it, source, length, message), "%s", message);
    if (length[0] + length[1] <= SMALL) {
        check_turned(by, &it);
        check_again(by, &it);
        write_all(by, made);
    }
    almost_comparison_free(made);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    choice by = {.minimal = data[0] & 1,
                 .exact = data[0] >> 1 & 1,
                 .words = data[0] & 4 ? ALMOST_WORDS_SPACE : ALMOST_WORDS_UNICODE,
                 .units = (almost_units)((data[0] >> 3) % 3),
                 .ignore = data[1]};
    fuzz_parts parts = fuzz_split(data + 2, size - 2);
    almost_text *original = fuzz_open(parts.first, parts.first_length, "UTF-8");
    almost_text *telling = fuzz_open(parts.second, parts.second_length, "UTF-8");
    if (original != NULL && telling != NULL)
        check(&by, &parts, original, telling);
    almost_text_free(original);
    almost_text_free(telling);
    return 0;
}
