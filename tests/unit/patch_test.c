/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The format: what is written, what is read back, and what is refused. A patch
 * that is cut off anywhere, or has any byte turned, is refused, or the outcome
 * is right all the same.
 */
#include "applying.h"

#include "base/checksum.h"
#include "base/memory.h"
#include "write/unlike.h"

#include <stdio.h>

static const char happened[] =
    "I will not be there.\nThe \"grey\" cat slept\non the mat, and dreamed.\n";
static const char told[] =
    "I shall be there to-day,\nThe “grey” cat slept on the mat, and dreamt.\n";

static collected example_patch(void)
{
    return patch_between(happened, sizeof happened - 1, told, sizeof told - 1, ALMOST_FORM_PATCH,
                         ALMOST_CODE_POINTS);
}

static void shows_what_differs(void **state)
{
    (void)state;
    static const char original[] = "I will not be there.\n",
                      telling[] = "I shall be there to-day,\n";
    collected patch = patch_between(original, sizeof original - 1, telling, sizeof telling - 1,
                                    ALMOST_FORM_PATCH, ALMOST_CODE_POINTS);
    assert_memory_equal(patch.bytes, "almost.patch/1\nprogram almost ", 30);
    assert_non_null(strstr(patch.bytes, "\noriginal-length 21\noriginal-encoding UTF-8\n"));
    assert_non_null(strstr(patch.bytes, "negation,modal\n- will not"));
    assert_non_null(strstr(patch.bytes, "\n+ to-day\n"));
    assert_non_null(strstr(patch.bytes, "\nend "));
    free(patch.bytes);
}

/* --- Damage --------------------------------------------------------------- */

/* Read and apply what may be damaged: refused with one line, or right. */
static void try_damaged(const char *bytes, size_t length, const almost_text *original, int fuzzy)
{
    almost_apply_options options;
    almost_apply_options_init(&options);
    options.fuzzy = fuzzy;
    almost_patch *patch = NULL;
    almost_error error = {0};
    almost_status status = almost_patch_read(bytes, length, "patch", NULL, &patch, &error);
    if (status == ALMOST_OK) {
        collected outcome = {0};
        status = apply_into(patch, original, &options, &outcome, NULL, &error);
        if (status == ALMOST_OK) {
            assert_int_equal(outcome.length, sizeof told - 1);
            assert_memory_equal(outcome.bytes, told, sizeof told - 1);
        } else {
            assert_int_equal(outcome.length, 0);
        }
        free(outcome.bytes);
    } else {
        assert_null(patch);
    }
    if (status != ALMOST_OK) {
        assert_true(status == ALMOST_ERROR_FORMAT || status == ALMOST_ERROR_MISMATCH);
        assert_int_equal(error.status, status);
        assert_int_not_equal(error.message[0], '\0');
        assert_null(strchr(error.message, '\n'));
    }
    almost_patch_free(patch);
}

/* What jansson quotes may hold a line end, and other bytes that are no matter of a message. */
static void says_in_one_line_what_is_no_json(void **state)
{
    (void)state;
    static const char *const quoted[] = {"\n", "\r", "\x7F", "\xC2\x85", "\xE2\x80\xA8", "\x1B["};
    for (size_t i = 0; i < sizeof quoted / sizeof *quoted; i++) {
        char json[100];
        almost_patch *patch = NULL;
        almost_error error = {0};
        snprintf(json, sizeof json, "{\"format\":\"almost.comparison/1\",\"x\":\"a%s\\%s.\"}",
                 quoted[i], quoted[i]);
        assert_int_equal(almost_patch_read(json, strlen(json), "patch", NULL, &patch, &error),
                         ALMOST_ERROR_FORMAT);
        assert_null(patch);
        assert_non_null(strstr(error.message, "is no JSON"));
        assert_null(strstr(error.message, quoted[i]));
    }
}

static void refuses_every_cut(void **state)
{
    (void)state;
    collected patch = example_patch();
    size_t last = patch.length - 1 - AL_CHECKSUM_SIZE;
    for (size_t length = 0; length + 1 < patch.length; length++) {
        almost_patch *read = NULL;
        almost_error error = {0};
        char *cut = malloc(length + 1); /* so that reading behind the end is seen */
        memcpy(cut, patch.bytes, length);
        bool whole = length == last; /* all but the checksum, as of a patch that never had one */
        assert_int_equal(almost_patch_read(cut, length, "patch", NULL, &read, &error),
                         whole ? ALMOST_OK : ALMOST_ERROR_FORMAT);
        assert_true(whole == (read != NULL));
        almost_patch_free(read);
        free(cut);
    }
    free(patch.bytes);
}

static void survives_every_turned_byte(void **state)
{
    (void)state;
    static const unsigned char turns[] = {1, 2, 4, 0x10, 0x20, 0x80, 0xFF};
    almost_text *original = text_of(happened, sizeof happened - 1);
    for (int form = ALMOST_FORM_JSON; form <= ALMOST_FORM_PATCH; form++) {
        collected patch = patch_between(happened, sizeof happened - 1, told, sizeof told - 1,
                                        (almost_form)form, ALMOST_CODE_POINTS);
        for (size_t i = 0; i < patch.length; i++) {
            for (size_t turn = 0; turn < sizeof turns; turn++) {
                patch.bytes[i] ^= (char)turns[turn];
                try_damaged(patch.bytes, patch.length, original, (int)turn % 2);
                patch.bytes[i] ^= (char)turns[turn];
            }
        }
        free(patch.bytes);
    }
    almost_text_free(original);
}

/*
 * In a third text no hash tells what the outcome is to be: with any byte turned the patch is
 * refused, or does what it did before.
 */
static void survives_every_turned_byte_fuzzily(void **state)
{
    (void)state;
    static const char third[] =
        "Dear all,\nI will not be there.\nThe \"grey\" cat slept\non the mat, and dreamed.\nBye.\n";
    almost_text *text = text_of(third, sizeof third - 1);
    almost_apply_options options;
    almost_apply_options_init(&options);
    options.fuzzy = 1;
    for (int form = ALMOST_FORM_JSON; form <= ALMOST_FORM_PATCH; form++) {
        collected written = patch_between(happened, sizeof happened - 1, told, sizeof told - 1,
                                          (almost_form)form, ALMOST_CODE_POINTS);
        collected whole = {0};
        almost_patch *patch = read_patch(&written);
        assert_int_equal(apply_into(patch, text, &options, &whole, NULL, NULL), ALMOST_OK);
        almost_patch_free(patch);
        for (size_t i = 0; i < written.length * 8; i++) {
            collected outcome = {0};
            written.bytes[i / 8] ^= (char)(1 << i % 8);
            if (almost_patch_read(written.bytes, written.length, "patch", NULL, &patch, NULL) ==
                ALMOST_OK) {
                assert_int_equal(apply_into(patch, text, &options, &outcome, NULL, NULL),
                                 ALMOST_OK);
                assert_string_equal(outcome.bytes, whole.bytes);
                almost_patch_free(patch);
            }
            written.bytes[i / 8] ^= (char)(1 << i % 8);
            free(outcome.bytes);
        }
        free(written.bytes);
        free(whole.bytes);
    }
    almost_text_free(text);
}

/* What was written before there were checksums is read, and so is what was laid out anew. */
static void reads_what_has_no_checksum(void **state)
{
    (void)state;
    collected patch = example_patch();
    char *end = strstr(patch.bytes, "\nend ");
    char *sum = strchr(end + 5, ' ');
    assert_non_null(sum);
    assert_int_equal(strlen(sum), 1 + 32 + 1);
    memcpy(sum, "\n", 2);
    patch.length = (size_t)(sum + 1 - patch.bytes);
    almost_patch_free(read_patch(&patch));
    free(patch.bytes);
    collected json = patch_between(happened, sizeof happened - 1, told, sizeof told - 1,
                                   ALMOST_FORM_JSON, ALMOST_UTF16);
    for (size_t i = 0; i < json.length; i++)
        json.bytes[i] = (char)(json.bytes[i] == '\n' ? '\t' : json.bytes[i]);
    almost_patch_free(read_patch(&json));
    free(json.bytes);
}

/* Which changes there are to choose from is not for who turned a letter of it. */
static void says_what_changes_touch(void **state)
{
    (void)state;
    static const char *const keys[] = {"\"touches\"", "\"negation\"", "\"passage\""};
    collected json = patch_between(happened, sizeof happened - 1, told, sizeof told - 1,
                                   ALMOST_FORM_JSON, ALMOST_BYTES);
    memcpy(strstr(json.bytes, "\"checksum\""), "\"checksux\"", 10);
    almost_patch_free(read_patch(&json));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        almost_patch *patch = NULL;
        char *key = strstr(strstr(json.bytes, "\"changes\":["), keys[i]);
        assert_non_null(key);
        key[3] ^= 1;
        assert_int_equal(almost_patch_read(json.bytes, json.length, "patch", NULL, &patch, NULL),
                         ALMOST_ERROR_FORMAT);
        key[3] ^= 1;
    }
    free(json.bytes);
}

static void survives_mail(void **state)
{
    (void)state;
    collected patch = example_patch(), mailed = {0};
    for (size_t i = 0; i < patch.length; i++) {
        if (patch.bytes[i] == '\n')
            collect(&mailed, "\r", 1);
        collect(&mailed, patch.bytes + i, 1);
        assert_false(patch.bytes[i] == ' ' && patch.bytes[i + 1] == '\n');
    }
    collect(&mailed, "\r\n\r\n", 4);
    almost_patch *read = read_patch(&mailed);
    almost_patch_free(read);
    free(patch.bytes);
    free(mailed.bytes);
}

/* --- Lies ----------------------------------------------------------------- */

#define SIDE(name, length)                                                                         \
    name "-name x\n" name "-length " length "\n" name "-encoding UTF-8\n" name "-mark no\n" name   \
         "-hash 00000000000000000000000000000000\n" name "-blocks 1024\n# 0000000000000000\n"
#define HEAD "almost.patch/1\n" SIDE("original", "5") SIDE("telling", "5")

static const struct {
    const char *patch;
    uint64_t line;
} lies[] = {
    {"", 0},
    {"almost.patch/2\n", 1},
    {"hello\n", 1},
    {"almost.patch/1\nend 0\n", 2},
    {"almost.patch/1\noriginal-length 5\noriginal-length 5\n", 3},
    {"almost.patch/1\noriginal-length 99999999999999999999999\n", 2},
    {"almost.patch/1\noriginal-length 05\n", 2},
    {"almost.patch/1\noriginal-blocks 0\n", 2},
    {"almost.patch/1\n# 0000000000000000\n", 2},
    {HEAD "same 1 1 0-5 0-5\n= abcde\n", 17},
    {HEAD "same 1 1 0-5 0-5\n= abcde\nend 2\n", 18},
    {HEAD "same 1 1 0-5 0-5\n= abcde\nend 1\nmore\n", 19},
    {HEAD "same 0 1 0-5 0-5\n= abcde\nend 1\n", 16},
    {HEAD "same 1 1 0-6 0-5\n= abcdef\nend 1\n", 16},
    {HEAD "same 1 1 5-0 0-5\n= abcde\nend 1\n", 16},
    {HEAD "same 1 1 0-5 0-5\n= abcd\nend 1\n", 16},
    {HEAD "same 1 1 0-5 0-5\n: 18446744073709551615\nend 1\n", 17},
    {HEAD "same 1 1 0-5 0-5\n: 4293918719\n: 4293918719\nend 1\n", 16},
    {HEAD "same 1 1 0-5 0-5\n: 0\nend 1\n", 17},
    {HEAD "same 1 1 0-5 0-5\n= abc\\q\nend 1\n", 17},
    {HEAD "same 1 1 0-5 0-5\n= abc\\x4\nend 1\n", 17},
    {HEAD "same 1 1 0-5 0-5\n= abc\xff\nend 1\n", 17},
    {HEAD "same 1 1 0-5 0-5\n* abcde\nend 1\n", 17},
    {HEAD "= abcde\nend 1\n", 17},
    {HEAD "same 1 1 0-3 0-3\n= abc\nend 1\n", 0},
    {HEAD "same 1 1 0-3 0-3\n= abc\nsame 2 1 2-5 3-5\n- abc\n+ de\nend 2\n", 18},
    {HEAD "same 1 1 0-3 0-3\n= abc\nsame 1 1 3-5 3-5\n= de\nend 2\n", 18},
    {HEAD "same 1 1 0-3 0-3\n= abc\nsame 2 1 3-5 4-5\n- de\n+ e\nend 2\n", 18},
    {HEAD "moved 1 0 0-5 0-5\n= abcde\nend 1\n", 16},
    {HEAD "added 1 0 0-5 0-5\n= abcde\nend 1\n", 16},
    {HEAD "same 1 1 0-5 0-5 wording,sound\n= abcde\nend 1\n", 16},
    {"{", 1},
    {"{\"format\": \"almost.quotations/1\"}", 0},
    {"{\"format\": \"almost.comparison/1\", \"original\": {\"length\": 1}, "
     "\"telling\": {\"length\": 1}, \"changes\": [{\"id\": 1, \"passage\": null, \"kind\": "
     "\"same\", \"touches\": [], \"original\": {\"start\": 0, \"end\": 1}, \"telling\": "
     "{\"start\": 0, \"end\": 1}}]}",
     0},
};

static void refuses_lies(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        almost_patch *patch = NULL;
        almost_error error = {0};
        almost_status status =
            almost_patch_read(lies[i].patch, strlen(lies[i].patch), "lie", NULL, &patch, &error);
        if (status != ALMOST_ERROR_FORMAT || (lies[i].line != 0 && error.line != lies[i].line))
            fail_msg("lie %zu: status %d, line %llu: %s", i, (int)status,
                     (unsigned long long)error.line, error.message);
        assert_null(patch);
    }
}

/* --- Memory --------------------------------------------------------------- */

typedef struct scarce {
    size_t left; /* allocations that succeed */
    size_t held;
} scarce;

static void *scarce_allocate(void *context, size_t size)
{
    scarce *memory = context;
    if (memory->left == 0)
        return NULL;
    memory->left--;
    memory->held++;
    return malloc(size);
}

static void *scarce_reallocate(void *context, void *pointer, size_t old_size, size_t size)
{
    scarce *memory = context;
    (void)old_size;
    if (memory->left == 0)
        return NULL;
    memory->left--;
    return realloc(pointer, size);
}

static void scarce_release(void *context, void *pointer)
{
    ((scarce *)context)->held--;
    free(pointer);
}

/* Read and apply with the first `left` allocations; ALMOST_OK when they were enough. */
static almost_status use_scarce(const collected *written, const almost_text *text, size_t left,
                                int fuzzy, int some)
{
    static const uint64_t except[] = {2};
    scarce memory = {.left = left};
    almost_allocator allocator = {scarce_allocate, scarce_reallocate, scarce_release, &memory};
    almost_environment environment;
    almost_environment_init(&environment);
    environment.allocator = &allocator;
    almost_apply_options options;
    almost_apply_options_init(&options);
    options.environment = &environment;
    options.fuzzy = fuzzy;
    options.except = except;
    options.n_except = (size_t)some;
    almost_patch *patch = NULL;
    almost_status status =
        almost_patch_read(written->bytes, written->length, "patch", &environment, &patch, NULL);
    if (status == ALMOST_OK) {
        collected outcome = {0};
        status = apply_into(patch, text, &options, &outcome, NULL, NULL);
        free(outcome.bytes);
    } else {
        assert_null(patch);
    }
    almost_patch_free(patch);
    assert_int_equal(memory.held, 0);
    return status;
}

static void survives_every_failed_allocation(void **state)
{
    (void)state;
    static const char edited[] =
        "So: I will not be there.\nThe \"grey\" cat slept\non the mat, and dreamed.\n";
    for (int form = ALMOST_FORM_JSON; form <= ALMOST_FORM_PATCH; form++) {
        collected written = patch_between(happened, sizeof happened - 1, told, sizeof told - 1,
                                          (almost_form)form, ALMOST_UTF16);
        for (int variant = 0; variant < 4; variant++) {
            almost_text *text = variant & 1 ? text_of(edited, sizeof edited - 1)
                                            : text_of(happened, sizeof happened - 1);
            almost_status status = ALMOST_ERROR_MEMORY;
            size_t left = 0;
            for (; status != ALMOST_OK; left++) {
                status = use_scarce(&written, text, left, variant & 1, variant >> 1);
                assert_true(status == ALMOST_OK || status == ALMOST_ERROR_MEMORY);
            }
            assert_true(left > 5);
            almost_text_free(text);
        }
        free(written.bytes);
    }
}

/* --- Pieces of what is the same ------------------------------------------- */

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* Pieces cover both runs, those that are equal are, and no piece cuts a character. */
static void check_unlike(const char *a, size_t a_length, const char *b, size_t b_length)
{
    al_unlike unlike;
    al_unlike_piece piece;
    bool failed = false;
    uint64_t at[2] = {0, 0};
    al_unlike_init(&unlike, al_allocator_default());
    al_unlike_begin(&unlike, a, a_length, b, b_length);
    while (al_unlike_next(&unlike, &piece, &failed)) {
        assert_int_equal(piece.start[0], at[0]);
        assert_int_equal(piece.start[1], at[1]);
        assert_true(piece.end[0] > at[0] || piece.end[1] > at[1]);
        at[0] = piece.end[0];
        at[1] = piece.end[1];
        assert_true(at[0] <= a_length && at[1] <= b_length);
        assert_true(at[0] == a_length || ((unsigned char)a[at[0]] & 0xC0) != 0x80);
        assert_true(at[1] == b_length || ((unsigned char)b[at[1]] & 0xC0) != 0x80);
        if (piece.equal) {
            assert_int_equal(piece.end[0] - piece.start[0], piece.end[1] - piece.start[1]);
            assert_memory_equal(a + piece.start[0], b + piece.start[1],
                                piece.end[0] - piece.start[0]);
        }
    }
    assert_false(failed);
    assert_int_equal(at[0], a_length);
    assert_int_equal(at[1], b_length);
    al_unlike_release(&unlike);
}

static void pieces_cover_both_runs(void **state)
{
    (void)state;
    static const char *const parts[] = {"a", "b", " ", "\n", "“", "”", "é", "word ", "  "};
    uint32_t seed = 1;
    for (int round = 0; round < 4000; round++) {
        char runs[2][400];
        size_t lengths[2] = {0, 0};
        for (int i = next_random(&seed) % 40; i > 0; i--) {
            const char *part = parts[next_random(&seed) % 9];
            bool differs = next_random(&seed) % 5 == 0;
            for (int side = 0; side < 2; side++) {
                const char *own = differs ? parts[next_random(&seed) % 9] : part;
                memcpy(runs[side] + lengths[side], own, strlen(own));
                lengths[side] += strlen(own);
            }
        }
        check_unlike(runs[0], lengths[0], runs[1], lengths[1]);
    }
}

/* The nearest places that go on alike for four bytes, by trying all; false when there are none. */
static bool nearest(const char *a, const char *b, size_t length, uint64_t found[2])
{
    for (size_t sum = 1; sum + 8 <= 2 * length; sum++) {
        for (size_t x = 0; x <= sum; x++) {
            size_t y = sum - x;
            if (x + 4 <= length && y + 4 <= length && memcmp(a + x, b + y, 4) == 0) {
                found[0] = x;
                found[1] = y;
                return true;
            }
        }
    }
    return false;
}

/* What a piece steps over is no matter of chance, which the table of groups once made it. */
static void pieces_end_where_both_go_on(void **state)
{
    (void)state;
    enum { LENGTH = 16 };
    uint32_t seed = 7, met = 0;
    for (int round = 0; round < 4000; round++) {
        char runs[2][LENGTH];
        for (int i = 0; i < 2 * LENGTH; i++)
            runs[i / LENGTH][i % LENGTH] = (char)('a' + next_random(&seed) % 26);
        size_t from = 1 + next_random(&seed) % (LENGTH - 6);
        memcpy(runs[1] + from, runs[0] + 1 + next_random(&seed) % (LENGTH - 6), 5);
        runs[0][0] = 'A';
        uint64_t place[2];
        if (!nearest(runs[0], runs[1], LENGTH, place))
            continue;
        al_unlike unlike;
        al_unlike_piece piece;
        bool failed = false;
        al_unlike_init(&unlike, al_allocator_default());
        al_unlike_begin(&unlike, runs[0], LENGTH, runs[1], LENGTH);
        assert_true(al_unlike_next(&unlike, &piece, &failed));
        assert_int_equal(piece.end[0], place[0]);
        assert_int_equal(piece.end[1], place[1]);
        al_unlike_release(&unlike);
        met++;
    }
    assert_true(met > 3000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_what_differs),
        cmocka_unit_test(says_in_one_line_what_is_no_json),
        cmocka_unit_test(refuses_every_cut),
        cmocka_unit_test(survives_every_turned_byte),
        cmocka_unit_test(survives_every_turned_byte_fuzzily),
        cmocka_unit_test(reads_what_has_no_checksum),
        cmocka_unit_test(says_what_changes_touch),
        cmocka_unit_test(survives_mail),
        cmocka_unit_test(refuses_lies),
        cmocka_unit_test(survives_every_failed_allocation),
        cmocka_unit_test(pieces_cover_both_runs),
        cmocka_unit_test(pieces_end_where_both_go_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
