/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Applying: all of a patch both ways to the byte on texts of every shape, some
 * of it by the rules of doc/patch-format.md, and the places that fuzzy finds.
 */
#include "applying.h"

#include "compare/comparison.h"
#include "text/text.h"

#include <stdio.h>

/* --- Both ways ------------------------------------------------------------ */

static collected apply_to(const almost_patch *patch, const char *bytes, size_t length,
                          const almost_apply_options *options, almost_applied *applied)
{
    collected outcome = {0};
    almost_error error = {0};
    almost_text *text = text_of(bytes, length);
    almost_status status = apply_into(patch, text, options, &outcome, applied, &error);
    if (status != ALMOST_OK)
        fail_msg("%s", error.message);
    almost_text_free(text);
    return outcome;
}

static void expect_bytes(collected outcome, const char *bytes, size_t length)
{
    assert_int_equal(outcome.length, length);
    if (length > 0)
        assert_memory_equal(outcome.bytes, bytes, length);
    free(outcome.bytes);
}

static void replay(const char *original, size_t original_length, const char *telling,
                   size_t telling_length, almost_form form, almost_units units)
{
    collected written =
        patch_between(original, original_length, telling, telling_length, form, units);
    almost_patch *patch = read_patch(&written);
    almost_apply_options options;
    almost_apply_options_init(&options);
    expect_bytes(apply_to(patch, original, original_length, &options, NULL), telling,
                 telling_length);
    options.reverse = 1;
    expect_bytes(apply_to(patch, telling, telling_length, &options, NULL), original,
                 original_length);
    almost_patch_free(patch);
    free(written.bytes);
}

static void replay_all_forms(const char *original, size_t original_length, const char *telling,
                             size_t telling_length, bool valid)
{
    replay(original, original_length, telling, telling_length, ALMOST_FORM_PATCH, 0);
    for (int units = ALMOST_CODE_POINTS; valid && units <= ALMOST_UTF16; units++)
        replay(original, original_length, telling, telling_length, ALMOST_FORM_JSON,
               (almost_units)units);
}

#define TEXT(literal) literal, sizeof(literal) - 1

static const struct {
    const char *original;
    size_t original_length;
    const char *telling;
    size_t telling_length;
    bool valid;
} pairs[] = {
    {TEXT(""), TEXT(""), true},
    {TEXT(""), TEXT("All of it is new.\n"), true},
    {TEXT("All of it is gone.\n"), TEXT(""), true},
    {TEXT("Not a thing differs.\n"), TEXT("Not a thing differs.\n"), true},
    {TEXT("One line\r\nand another\r\n"), TEXT("One line\nand one other\r\n"), true},
    {TEXT("\xEF\xBB\xBFMarked, it was.\n"), TEXT("Marked, it is not.\n"), true},
    {TEXT("Marked, it was not.\n"), TEXT("\xEF\xBB\xBFMarked, it is.\n"), true},
    {TEXT("A NUL\0 stands here, \x01 and more.\n"), TEXT("A NUL\0 stood here, \x7F no more.\n"),
     true},
    {TEXT("Bytes \xFF\xFE that are \xE2\x80 no text.\n"),
     TEXT("Bytes \xFE that are \xC3 no text\n"), false},
    {TEXT("“Ja”, sagte er – „nein“.\u2028 Back\\slash\t.\n"),
     TEXT("\"Ja\", sagte sie - \"nein\".\u2029 Back\\slash .\n"), true},
    {TEXT("日本語の文章です。猫が寝ていた。\n"), TEXT("日本語の文章だ。犬が寝ていた。😀\n"), true},
    {TEXT("The first line ends \n and blanks  stay "),
     TEXT("The first line ends \n\n and  blanks stay  "), true},
};

static void turns_each_into_the_other(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        replay_all_forms(pairs[i].original, pairs[i].original_length, pairs[i].telling,
                         pairs[i].telling_length, pairs[i].valid);
        replay_all_forms(pairs[i].telling, pairs[i].telling_length, pairs[i].original,
                         pairs[i].original_length, pairs[i].valid);
    }
}

static const char story[] =
    "It was late when Mara came to the ferry, and the lamp was already lit.\n"
    "“There will be no boat to-night,” said the old man; “the river is too high.”\n"
    "She had walked eleven miles, and she did not mean to walk them back.\n\n"
    "So she sat down on an upturned crate, and looked at the water, and waited.\n"
    "By and by the rain stopped. A dog came out of the dark and lay at her feet.\n"
    "“He likes you,” said the old man, “and he likes nobody. Perhaps there is a boat.”\n\n"
    "They crossed at midnight, the three of them, and nobody spoke.\n"
    "On the far side there was a light in a window, and a door that stood open.\n";

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* A copy of the story with a few edits of every kind, some of which move text or break bytes. */
static size_t edit(uint32_t *seed, char *out, bool *valid)
{
    static const struct {
        const char *bytes;
        bool valid;
    } inserts[] = {{" not", true}, {"\r\n", true},     {"\n", true}, {"  ", true},
                   {"”", true},    {"\xE9", false},    {"12", true}, {" never ", true},
                   {"é", true},    {"\xEF\xBB", false}};
    size_t length = sizeof story - 1;
    memcpy(out, story, length);
    *valid = true;
    for (int i = next_random(seed) % 8; i > 0; i--) {
        size_t at = next_random(seed) % length, kind = next_random(seed) % 4;
        while (at > 0 && ((unsigned char)out[at] & 0xC0) == 0x80)
            at--;
        if (kind == 0) { /* half is moved before the other half */
            char rest[2048];
            memcpy(rest, out, at);
            memmove(out, out + at, length - at);
            memcpy(out + length - at, rest, at);
            continue;
        }
        if (kind == 1 && at + 30 < length) {
            size_t end = at + 1 + next_random(seed) % 25;
            while (((unsigned char)out[end] & 0xC0) == 0x80)
                end++;
            memmove(out + at, out + end, length - end);
            length -= end - at;
            continue;
        }
        size_t which = next_random(seed) % (sizeof inserts / sizeof *inserts);
        size_t size = strlen(inserts[which].bytes);
        memmove(out + at + size, out + at, length - at);
        memcpy(out + at, inserts[which].bytes, size);
        length += size;
        *valid = *valid && inserts[which].valid;
    }
    return length;
}

/* UTF-16 with a mark, of ASCII; `~` becomes a lone surrogate. */
static size_t to_utf16(const char *text, bool big, char *out)
{
    size_t length = 0;
    uint16_t unit = 0xFEFF;
    for (const char *at = text; unit != 0; at++) {
        out[length + big] = (char)(unit & 0xFF);
        out[length + !big] = (char)(unit >> 8);
        length += 2;
        unit = *at == '~' ? 0xD800 : (uint16_t)*at;
    }
    return length;
}

static void keeps_the_encoding(void **state)
{
    (void)state;
    for (int big = 0; big < 2; big++) {
        char original[512], telling[512];
        size_t lengths[2] = {to_utf16("It ~was dark, and it was~ late.\r\nSo.\n", big, original),
                             to_utf16("It was ~dark, and it was not late.\nSo~.\n", big, telling)};
        replay(original, lengths[0], telling, lengths[1], ALMOST_FORM_PATCH, 0);
    }
}

/* A text that was saved in another encoding is the same text, and keeps its own. */
static void applies_to_another_encoding(void **state)
{
    (void)state;
    static const char original[] = "It was dark, and it was late.\n";
    static const char telling[] = "It was dark, and it was not late.\n";
    char given[256], wanted[256];
    size_t given_length = to_utf16(original, false, given);
    size_t wanted_length = to_utf16(telling, false, wanted);
    collected written = patch_between(original, sizeof original - 1, telling, sizeof telling - 1,
                                      ALMOST_FORM_PATCH, 0);
    almost_patch *patch = read_patch(&written);
    expect_bytes(apply_to(patch, given, given_length, NULL, NULL), wanted, wanted_length);
    almost_patch_free(patch);
    free(written.bytes);
}

static void turns_random_edits_both_ways(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 400; round++) {
        char texts[2][2048];
        bool valid[2];
        size_t lengths[2] = {edit(&seed, texts[0], &valid[0]), edit(&seed, texts[1], &valid[1])};
        replay_all_forms(texts[0], lengths[0], texts[1], lengths[1], valid[0] && valid[1]);
    }
}

/* --- Some of the changes -------------------------------------------------- */

/*
 * A patch made from changes by hand. Every change is KIND:ORIGINAL:TELLING:PASSAGE, in the
 * telling's order, its texts looked up from where the sides stand.
 */
typedef struct hand_change {
    almost_change_kind kind;
    uint32_t original; /* where it begins there */
    uint32_t original_length;
    uint32_t telling_length;
    uint32_t passage;
    uint16_t touches;
} hand_change;

static almost_patch *patch_by_hand(const char *original, const char *telling,
                                   const hand_change *changes, size_t count)
{
    almost_text *texts[2] = {text_of(original, strlen(original)),
                             text_of(telling, strlen(telling))};
    al_change list[16];
    uint32_t place = 0;
    for (size_t i = 0; i < count; i++) {
        const hand_change *change = &changes[i];
        list[i] = (al_change){
            .original = {change->original, change->original + change->original_length},
            .telling = {place, place + change->telling_length},
            .passage = change->passage,
            .kind = (uint8_t)change->kind,
            .touches = change->touches,
        };
        list[i].unlike =
            change->original_length != change->telling_length ||
            memcmp(original + change->original, telling + place, change->telling_length) != 0;
        place += change->telling_length;
    }
    almost_comparison comparison = {.allocator = al_allocator_default(),
                                    .original = texts[0],
                                    .telling = texts[1],
                                    .changes = list,
                                    .n_changes = count};
    collected written = write_comparison(&comparison, ALMOST_FORM_PATCH, ALMOST_CODE_POINTS);
    almost_patch *patch = read_patch(&written);
    free(written.bytes);
    almost_text_free(texts[0]);
    almost_text_free(texts[1]);
    return patch;
}

/* "one two three four " to "four! one  TWO new three ": four moved to the front, with an edit
 * inside. */
static const char in_order[] = "one two three four ", turned[] = "four! one  TWO new three ";
static const hand_change turning[] = {
    {ALMOST_MOVED, 14, 4, 4, 1, 0},                          /* 1 four */
    {ALMOST_ADDED, 18, 0, 1, 1, ALMOST_TOUCHES_PUNCTUATION}, /* 2 ! */
    {ALMOST_MOVED, 18, 1, 1, 1, 0},                          /* 3 */
    {ALMOST_SAME, 0, 4, 5, 2, 0},                            /* 4 one, layout differs */
    {ALMOST_DIFFERENT, 4, 4, 4, 2, ALMOST_TOUCHES_CASE},     /* 5 two */
    {ALMOST_ADDED, 8, 0, 4, 2, ALMOST_TOUCHES_WORDING},      /* 6 new */
    {ALMOST_SAME, 8, 6, 6, 2, 0},                            /* 7 three */
};

typedef struct picked {
    int reverse;
    uint64_t only[3];
    uint64_t except[3];
    uint32_t touching;
    const char *outcome;
    uint64_t applied;
} picked;

static const picked picks[] = {
    {0, {0}, {0}, 0, "four! one  TWO new three ", 5},
    {1, {0}, {0}, 0, "one two three four ", 5},
    {0, {5}, {0}, 0, "one TWO three four ", 1},
    {0, {6}, {0}, 0, "one two new three four ", 1},
    {0, {2}, {0}, 0, "one two three four! ", 1},
    {0, {1}, {0}, 0, "four one two three ", 2},
    {0, {3}, {0}, 0, "four one two three ", 2},
    {0, {3, 2}, {0}, 0, "four! one two three ", 3},
    {0, {4}, {0}, 0, "one two three four ", 0},
    {0, {0}, {1}, 0, "one TWO new three four! ", 3},
    {0, {0}, {2}, 0, "four one TWO new three ", 4},
    {0, {0}, {0}, ALMOST_TOUCHES_CASE, "one TWO three four ", 1},
    {0, {0}, {0}, ALMOST_TOUCHES_CASE | ALMOST_TOUCHES_PUNCTUATION, "one TWO three four! ", 2},
    {0, {5, 6}, {6}, 0, "one TWO three four ", 1},
    {1, {5}, {0}, 0, "four! one  two new three ", 1},
    {1, {6}, {0}, 0, "four! one  TWO three ", 1},
    {1, {1}, {0}, 0, "one  TWO new three four! ", 2},
    {1, {2}, {0}, 0, "four one  TWO new three ", 1},
    {1, {0}, {3}, 0, "four one  two three ", 3},
};

static void makes_the_chosen_changes(void **state)
{
    (void)state;
    almost_patch *patch = patch_by_hand(in_order, turned, turning, 7);
    for (size_t i = 0; i < sizeof picks / sizeof *picks; i++) {
        const picked *pick = &picks[i];
        almost_applied applied = {0};
        almost_apply_options options;
        almost_apply_options_init(&options);
        options.reverse = pick->reverse;
        options.touching = pick->touching;
        while (options.n_only < 3 && pick->only[options.n_only] != 0)
            options.n_only++;
        while (options.n_except < 3 && pick->except[options.n_except] != 0)
            options.n_except++;
        options.only = options.n_only > 0 ? pick->only : NULL;
        options.except = pick->except;
        const char *given = pick->reverse ? turned : in_order;
        collected outcome = apply_to(patch, given, strlen(given), &options, &applied);
        if (strcmp(outcome.bytes, pick->outcome) != 0)
            fail_msg("pick %zu gives \"%s\"", i, outcome.bytes);
        assert_int_equal(applied.applied, pick->applied);
        assert_int_equal(applied.skipped, 5 - pick->applied);
        assert_int_equal(applied.unplaced, 0);
        free(outcome.bytes);
    }
    almost_patch_free(patch);
}

static void refuses_unknown_ids_and_bits(void **state)
{
    (void)state;
    static const uint64_t unknown[] = {5, 88};
    almost_patch *patch = patch_by_hand(in_order, turned, turning, 7);
    almost_text *text = text_of(in_order, sizeof in_order - 1);
    for (int variant = 0; variant < 3; variant++) {
        almost_error error = {0};
        collected outcome = {0};
        almost_apply_options options;
        almost_apply_options_init(&options);
        options.only = variant == 0 ? unknown : NULL;
        options.n_only = variant == 0 ? 2 : 0;
        options.except = unknown;
        options.n_except = variant == 1 ? 2 : 0;
        options.touching = variant == 2 ? 1u << 20 : 0;
        assert_int_equal(apply_into(patch, text, &options, &outcome, NULL, &error),
                         ALMOST_ERROR_ARGUMENT);
        assert_true(variant == 2 || strstr(error.message, "88") != NULL);
        assert_int_equal(outcome.length, 0);
    }
    almost_text_free(text);
    almost_patch_free(patch);
}

/* --- Another text --------------------------------------------------------- */

static almost_error refuse(const almost_patch *patch, const char *bytes, size_t length, int reverse)
{
    almost_error error = {0};
    collected outcome = {0};
    almost_apply_options options;
    almost_apply_options_init(&options);
    options.reverse = reverse;
    almost_text *text = text_of(bytes, length);
    assert_int_equal(apply_into(patch, text, &options, &outcome, NULL, &error),
                     ALMOST_ERROR_MISMATCH);
    assert_int_equal(outcome.length, 0);
    almost_text_free(text);
    return error;
}

static void names_the_first_difference(void **state)
{
    (void)state;
    static const char original[] = "One.\nTwo, three.\nFour.\n",
                      telling[] = "One.\nTwo, three.\nFive.\n";
    for (int form = ALMOST_FORM_JSON; form <= ALMOST_FORM_PATCH; form++) {
        collected written = patch_between(TEXT("One.\nTwo, three.\nFour.\n"),
                                          TEXT("One.\nTwo, three.\nFive.\n"), (almost_form)form, 0);
        almost_patch *patch = read_patch(&written);
        almost_error error = refuse(patch, TEXT("One.\nTwo; three.\nFour.\n"), 0);
        assert_int_equal(error.line, 2);
        assert_int_equal(error.column, 4);
        error = refuse(patch, TEXT("One.\nTwo, three.\nFour.\nMore.\n"), 0);
        assert_int_equal(error.line, 4);
        assert_int_equal(error.column, 1);
        error = refuse(patch, TEXT("One.\nTwo"), 0);
        assert_int_equal(error.line, 2);
        assert_int_equal(error.column, 4);
        error = refuse(patch, telling, sizeof telling - 1, 0);
        assert_non_null(strstr(error.message, "in reverse"));
        error = refuse(patch, original, sizeof original - 1, 1);
        assert_non_null(strstr(error.message, "forward"));
        almost_patch_free(patch);
        free(written.bytes);
    }
}

typedef struct given_up {
    size_t count;
    uint64_t ids[8];
    char text[200];
} given_up;

static void give_up(void *context, uint64_t id, const char *text, size_t length)
{
    given_up *to = context;
    if (to->count < 8)
        to->ids[to->count] = id;
    to->count++;
    snprintf(to->text, sizeof to->text, "%.*s", (int)length, text);
}

static collected apply_fuzzily(const almost_patch *patch, const char *bytes, int reverse,
                               given_up *unplaced, almost_applied *applied)
{
    collected outcome = {0};
    almost_apply_options options;
    almost_apply_options_init(&options);
    options.fuzzy = 1;
    options.reverse = reverse;
    options.unplaced = give_up;
    options.unplaced_context = unplaced;
    *unplaced = (given_up){0};
    almost_text *text = text_of(bytes, strlen(bytes));
    assert_int_equal(apply_into(patch, text, &options, &outcome, applied, NULL), ALMOST_OK);
    almost_text_free(text);
    assert_int_equal(applied->unplaced, unplaced->count);
    return outcome;
}

/* A copy of `text` with the first `from` replaced. */
static char *replaced(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    assert_non_null(at);
    char *out = malloc(strlen(text) + strlen(to) + 1);
    sprintf(out, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    return out;
}

static void finds_places_by_content(void **state)
{
    (void)state;
    char *told = replaced(story, "eleven miles", "seven miles");
    char *told_more = replaced(told, "a door that stood open", "a door that stood ajar");
    collected written =
        patch_between(story, sizeof story - 1, told_more, strlen(told_more), ALMOST_FORM_PATCH, 0);
    almost_patch *patch = read_patch(&written);
    given_up unplaced;
    almost_applied applied;

    char *edited = replaced(story, "It was late", "A foreword.\n\nIt was very late");
    char *wanted = replaced(told_more, "It was late", "A foreword.\n\nIt was very late");
    collected outcome = apply_fuzzily(patch, edited, 0, &unplaced, &applied);
    assert_string_equal(outcome.bytes, wanted);
    assert_int_equal(applied.applied, 2);
    free(outcome.bytes);
    outcome = apply_fuzzily(patch, wanted, 1, &unplaced, &applied);
    assert_string_equal(outcome.bytes, edited);
    free(outcome.bytes);
    free(edited);
    free(wanted);

    edited = replaced(story, "eleven miles", "twenty miles"); /* what was to be changed is gone */
    wanted = replaced(told_more, "seven miles", "twenty miles");
    outcome = apply_fuzzily(patch, edited, 0, &unplaced, &applied);
    assert_string_equal(outcome.bytes, wanted);
    assert_int_equal(unplaced.count, 1);
    assert_non_null(strstr(unplaced.text, "eleven"));
    free(outcome.bytes);
    free(edited);
    free(wanted);
    almost_patch_free(patch);
    free(written.bytes);
    free(told);
    free(told_more);
}

static void gives_up_what_has_two_places(void **state)
{
    (void)state;
    static const char verse[] = "And the evening and the morning were the first day of all.\n";
    char *sung = replaced(verse, "first", "last");
    char edited[1024];
    snprintf(edited, sizeof edited, "%.140s%s%s", story, verse, verse);
    collected written =
        patch_between(verse, sizeof verse - 1, sung, strlen(sung), ALMOST_FORM_PATCH, 0);
    almost_patch *patch = read_patch(&written);
    given_up unplaced;
    almost_applied applied;
    collected outcome = apply_fuzzily(patch, edited, 0, &unplaced, &applied);
    assert_string_equal(outcome.bytes, edited);
    assert_int_equal(applied.unplaced, 1);
    free(outcome.bytes);
    almost_patch_free(patch);
    free(written.bytes);
    free(sung);
}

/* Three paragraphs, of which the first moves to the end, with an edit inside. */
static void moves_passages_in_another_text(void **state)
{
    (void)state;
    static const char a[] = "The kettle sang on the black iron stove all the winter morning.\n";
    static const char b[] = "Outside, two crows argued over a crust of bread in the snow.\n";
    static const char c[] = "Nobody in the house had slept since the letter had arrived.\n";
    char original[512], telling[512], edited[512], wanted[512];
    uint32_t la = sizeof a - 1, lb = sizeof b - 1, lc = sizeof c - 1;
    snprintf(original, sizeof original, "%s%s%s", a, b, c);
    char *a_told = replaced(a, "black", "old");
    snprintf(telling, sizeof telling, "%s%s%s", b, c, a_told);
    uint32_t at = (uint32_t)(strstr(a, "black") - a);
    const hand_change changes[] = {
        {ALMOST_SAME, la, lb + lc, lb + lc, 1, 0},
        {ALMOST_MOVED, 0, at, at, 2, 0},
        {ALMOST_DIFFERENT, at, 5, 3, 2, ALMOST_TOUCHES_WORDING},
        {ALMOST_MOVED, at + 5, la - at - 5, la - at - 5, 2, 0},
    };
    almost_patch *patch = patch_by_hand(original, telling, changes, 4);
    given_up unplaced;
    almost_applied applied;
    char *a_edited = replaced(a, "winter", "long winter"),
         *both = replaced(a_edited, "black", "old");
    snprintf(edited, sizeof edited, "New.\n%s%s%s", a_edited, b, c);
    snprintf(wanted, sizeof wanted, "New.\n%s%s%s", b, c, both);
    collected outcome = apply_fuzzily(patch, edited, 0, &unplaced, &applied);
    assert_string_equal(outcome.bytes, wanted);
    assert_int_equal(applied.applied, 3);
    free(outcome.bytes);
    outcome = apply_fuzzily(patch, wanted, 1, &unplaced, &applied);
    assert_string_equal(outcome.bytes, edited);
    free(outcome.bytes);

    snprintf(edited, sizeof edited, "%s%sAnd that is all.\n", a, b); /* the new place is gone */
    snprintf(wanted, sizeof wanted, "%s%sAnd that is all.\n", a_told, b);
    outcome = apply_fuzzily(patch, edited, 0, &unplaced, &applied);
    assert_string_equal(outcome.bytes, wanted);
    assert_int_equal(unplaced.count, 2);
    free(outcome.bytes);
    almost_patch_free(patch);
    free(a_told);
    free(a_edited);
    free(both);
}

/* Whatever is edited where: every chosen change is made, or left and told, and no text is lost. */
static void accounts_for_every_change(void **state)
{
    (void)state;
    uint32_t seed = 11;
    for (int round = 0; round < 300; round++) {
        char texts[3][2048];
        size_t lengths[3];
        bool valid;
        for (int i = 0; i < 3; i++) {
            lengths[i] = edit(&seed, texts[i], &valid);
            texts[i][lengths[i]] = '\0';
        }
        collected written =
            patch_between(texts[0], lengths[0], texts[1], lengths[1], ALMOST_FORM_PATCH, 0);
        almost_patch *patch = read_patch(&written);
        given_up unplaced;
        almost_applied applied;
        collected outcome = apply_fuzzily(patch, texts[2], round & 1, &unplaced, &applied);
        if (unplaced.count > 0 && applied.applied == 0)
            expect_bytes(outcome, texts[2], strlen(texts[2]));
        else
            free(outcome.bytes);
        almost_patch_free(patch);
        free(written.bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turns_each_into_the_other),
        cmocka_unit_test(keeps_the_encoding),
        cmocka_unit_test(applies_to_another_encoding),
        cmocka_unit_test(turns_random_edits_both_ways),
        cmocka_unit_test(makes_the_chosen_changes),
        cmocka_unit_test(refuses_unknown_ids_and_bits),
        cmocka_unit_test(names_the_first_difference),
        cmocka_unit_test(finds_places_by_content),
        cmocka_unit_test(gives_up_what_has_two_places),
        cmocka_unit_test(moves_passages_in_another_text),
        cmocka_unit_test(accounts_for_every_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
