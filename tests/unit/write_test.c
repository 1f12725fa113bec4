/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The forms of output, on comparisons made by hand: numbers, JSON strings,
 * letters, lines for a terminal, and what every form says of a few changes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/json.h"
#include "compare/sentence.h"
#include "page/line.h"
#include "write/phrase.h"
#include "write/units.h"
#include "write/writer.h"

#include <stdio.h>
#include <string.h>

/* --- Help ----------------------------------------------------------------- */

/* One change as the test tells it; texts are ended by NUL, NULL is nothing. */
typedef struct told {
    almost_change_kind kind;
    const char *original;
    const char *telling;
    unsigned touches;
    uint32_t passage;
} told;

static almost_text *text_of(const char *name, const al_buffer *buffer)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.name = name;
    almost_text *text = NULL;
    assert_int_equal(almost_text_from_memory(buffer->bytes, buffer->length, &options, &text, NULL),
                     ALMOST_OK);
    return text;
}

static almost_comparison *comparison_of(const told *changes, size_t count)
{
    const almost_allocator *allocator = al_allocator_default();
    almost_comparison *comparison = al_allocate_zero(allocator, 1, sizeof *comparison);
    al_buffer original, telling;
    al_buffer_init(&original, allocator);
    al_buffer_init(&telling, allocator);
    comparison->allocator = allocator;
    comparison->changes = al_allocate_zero(allocator, count, sizeof *comparison->changes);
    comparison->n_changes = count;
    comparison->settings.ignore = ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_TYPOGRAPHY;
    for (size_t i = 0; i < count; i++) {
        al_change *change = &comparison->changes[i];
        change->kind = (uint8_t)changes[i].kind;
        change->touches = changes[i].touches;
        change->passage = changes[i].passage;
        change->original.start = (uint32_t)original.length;
        change->telling.start = (uint32_t)telling.length;
        if (changes[i].original != NULL)
            al_buffer_append_text(&original, changes[i].original);
        if (changes[i].telling != NULL)
            al_buffer_append_text(&telling, changes[i].telling);
        change->original.end = (uint32_t)original.length;
        change->telling.end = (uint32_t)telling.length;
        bool counts = changes[i].kind != ALMOST_SAME && changes[i].kind != ALMOST_MOVED;
        comparison->statistics.changes += counts;
        for (unsigned bit = 0; bit < 10; bit++)
            comparison->statistics.touching[bit] += changes[i].touches >> bit & 1;
    }
    comparison->original = text_of("happened.txt", &original);
    comparison->telling = text_of("told.txt", &telling);
    comparison->slices[0] = al_slice_of(comparison->original);
    comparison->slices[1] = al_slice_of(comparison->telling);
    comparison->verdict = (almost_verdict){
        .answer = ALMOST_ALMOST,
        .kept = 0.975,
        .told = 1,
        .order = 1,
        .same_ending = 1,
        .original_parting = original.length,
        .telling_parting = telling.length,
    };
    strcpy(comparison->language, "en");
    comparison->passages = al_allocate_zero(allocator, 1, sizeof *comparison->passages);
    comparison->passages[0] = (almost_passage){
        .id = 1, .likeness = 0.9, .original = {0, original.length}, .telling = {0, telling.length}};
    comparison->n_passages = 1;
    al_buffer_release(&original);
    al_buffer_release(&telling);
    al_sentence(comparison);
    return comparison;
}

static void comparison_free(almost_comparison *comparison)
{
    const almost_text *original = comparison->original;
    const almost_text *telling = comparison->telling;
    almost_comparison_free(comparison);
    almost_text_free((almost_text *)original);
    almost_text_free((almost_text *)telling);
}

static int collect(void *context, const char *bytes, size_t length)
{
    al_buffer_append(context, bytes, length);
    return 0;
}

static int refuse(void *context, const char *bytes, size_t length)
{
    (void)context;
    (void)bytes;
    (void)length;
    return 1;
}

/* What a form writes, ended by NUL; the caller frees. */
static char *written(const almost_comparison *comparison, almost_form form, int colour,
                     uint32_t width)
{
    almost_write_options options;
    almost_write_options_init(&options);
    options.form = form;
    options.colour = colour;
    options.width = width;
    al_buffer buffer;
    al_buffer_init(&buffer, al_allocator_default());
    assert_int_equal(almost_write(comparison, &options, collect, &buffer, NULL), ALMOST_OK);
    al_buffer_append(&buffer, "", 1);
    assert_false(buffer.failed);
    return buffer.bytes;
}

static void assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("“%s” is not in:\n%s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part) != NULL)
        fail_msg("“%s” is in:\n%s", part, text);
}

#define COMPARISON(...)                                                                            \
    comparison_of((const told[]){__VA_ARGS__}, sizeof((const told[]){__VA_ARGS__}) / sizeof(told))

/* --- Numbers and strings -------------------------------------------------- */

static void numbers_are_written(void **state)
{
    (void)state;
    static const struct {
        uint64_t number;
        const char *plain;
        const char *grouped;
    } rows[] = {
        {0, "0", "0"},
        {9, "9", "9"},
        {10, "10", "10"},
        {999, "999", "999"},
        {1000, "1000", "1,000"},
        {1234567, "1234567", "1,234,567"},
        {UINT64_MAX, "18446744073709551615", "18,446,744,073,709,551,615"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[32];
        *al_put_number(text, rows[i].number) = '\0';
        assert_string_equal(text, rows[i].plain);
        *al_put_grouped(text, rows[i].number) = '\0';
        assert_string_equal(text, rows[i].grouped);
    }
}

static void fractions_are_written(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *fixed;
        const char *scientific;
    } rows[] = {
        {0, "0", "0"},
        {1, "1", "1"},
        {0.5, "0.5", "0.5"},
        {0.123456789, "0.123457", "0.123457"},
        {12.25, "12.25", "12.25"},
        {1e-300, "0", "1e-300"},
        {9.9999e-10, "0", "1e-9"},
        {1.5e30, "9000000000000", "1.5e30"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[64];
        *al_put_fixed(text, rows[i].number, 6) = '\0';
        assert_string_equal(text, rows[i].fixed);
        *al_put_scientific(text, rows[i].number) = '\0';
        assert_string_equal(text, rows[i].scientific);
    }
}

static void percentages_are_honest(void **state)
{
    (void)state;
    static const struct {
        double share;
        const char *text;
    } rows[] = {
        {0, "0 %"},      {0.00001, "0.1 %"}, {0.004, "0.4 %"}, {0.5, "50 %"},
        {0.974, "97 %"}, {0.9999, "99.9 %"}, {1, "100 %"},     {0.9949, "99.4 %"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[64];
        *al_put_percent(text, rows[i].share) = '\0';
        assert_string_equal(text, rows[i].text);
    }
}

static void assert_json(const char *bytes, size_t length, const char *expected)
{
    al_buffer buffer;
    al_output output;
    al_buffer_init(&buffer, al_allocator_default());
    assert_true(al_output_init(&output, al_allocator_default(), collect, &buffer));
    al_json_bytes(&output, bytes, length);
    assert_int_equal(al_output_finish(&output, NULL), ALMOST_OK);
    al_output_release(&output);
    al_buffer_append(&buffer, "", 1);
    assert_string_equal(buffer.bytes, expected);
    al_buffer_release(&buffer);
}

static void json_strings_are_escaped(void **state)
{
    (void)state;
    assert_json("", 0, "\"\"");
    assert_json("a\"b\\c\n\t\r\b\f\x01\x7F", 12, "\"a\\\"b\\\\c\\n\\t\\r\\b\\f\\u0001\\u007f\"");
    assert_json("\v\x1B[2J", 5, "\"\\u000b\\u001b[2J\"");
    assert_json("0123456789abcdef\x7F", 17, "\"0123456789abcdef\\u007f\"");
    assert_json("\xC2\x9B"
                "a\u00A0\u061C",
                7, "\"\\u009ba\u00A0\\u061c\"");
    assert_json("\u202E\u2066x\u2069\u2028\u206A", 16, "\"\\u202e\\u2066x\\u2069\\u2028\u206A\"");
    assert_json("x\0y", 3, "\"x\\u0000y\"");
    assert_json("sixteen letters and more \xC3\xA9 still", 33,
                "\"sixteen letters and more \xC3\xA9 still\"");
    assert_json("\xFF", 1, "\"\xEF\xBF\xBD\"");
    assert_json("a\xE2\x82", 3, "\"a\xEF\xBF\xBD\"");
    assert_json("\xED\xA0\x80", 3, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
    assert_json("0123456789abcde\"f", 17, "\"0123456789abcde\\\"f\"");
}

/* Strings around every block size, each with one byte that needs care at each place. */
static void json_strings_of_all_lengths(void **state)
{
    (void)state;
    char bytes[80];
    for (size_t length = 1; length < 70; length++) {
        for (size_t at = 0; at < length; at++) {
            char expected[90];
            memset(bytes, 'a', sizeof bytes);
            bytes[at] = '"';
            snprintf(expected, sizeof expected, "\"%.*s\\\"%.*s\"", (int)at, bytes,
                     (int)(length - at - 1), bytes + at + 1);
            assert_json(bytes, length, expected);
        }
    }
}

/* --- Letters -------------------------------------------------------------- */

static const char *letters_of(const char *original, const char *telling, char *answer)
{
    almost_comparison *comparison = COMPARISON({ALMOST_DIFFERENT, original, telling, 64, 1});
    almost_change change;
    almost_change pieces[64];
    assert_int_equal(almost_comparison_change(comparison, 0, &change), 1);
    size_t count = almost_comparison_letters(comparison, &change, pieces, 64);
    assert_true(count <= 64);
    *answer = '\0';
    uint64_t at[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        const almost_change *piece = &pieces[i];
        assert_int_equal(piece->original.start, at[0]);
        assert_int_equal(piece->telling.start, at[1]);
        at[0] = piece->original.end;
        at[1] = piece->telling.end;
        int old = (int)(piece->original.end - piece->original.start);
        int new = (int)(piece->telling.end - piece->telling.start);
        const char *a = original + piece->original.start;
        const char *b = telling + piece->telling.start;
        if (piece->kind == ALMOST_SAME)
            sprintf(answer + strlen(answer), "%.*s", old, a);
        else
            sprintf(answer + strlen(answer), "(%.*s/%.*s)", old, a, new, b);
    }
    assert_int_equal(at[0], strlen(original));
    assert_int_equal(at[1], strlen(telling));
    comparison_free(comparison);
    return answer;
}

static void letters_are_aligned(void **state)
{
    (void)state;
    char answer[512];
    assert_string_equal(letters_of("colour", "color", answer), "colo(u/)r");
    assert_string_equal(letters_of("tbe", "the", answer), "t(b/h)e");
    assert_string_equal(letters_of("to day", "today", answer), "to( /)day");
    assert_string_equal(letters_of("connexion", "connection", answer), "conne(x/ct)ion");
    assert_string_equal(letters_of("wbicb", "which", answer), "w(b/h)ic(b/h)");
    assert_string_equal(letters_of("same", "same", answer), "same");
    assert_string_equal(letters_of("", "new", answer), "(/new)");
    assert_string_equal(letters_of("aaa", "aa", answer), "aa(a/)");
    /* One letter equal by chance does not hold two changes apart. */
    assert_string_equal(letters_of("xay", "paq", answer), "(xay/paq)");
}

static void letters_keep_marks_with_their_base(void **state)
{
    (void)state;
    char answer[512];
    assert_string_equal(letters_of("cafe\xCC\x81s", "cafes", answer), "caf(e\xCC\x81/e)s");
    assert_string_equal(letters_of("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC", /* scientist */
                                   "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x8C\xBE", answer),
                        "(\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC/"
                        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x8C\xBE)");
    assert_string_equal(letters_of("e\xCC\x81", "a\xCC\x81", answer), "(e\xCC\x81/a\xCC\x81)");
}

static void letters_of_long_changes_stay_linear(void **state)
{
    (void)state;
    enum { LENGTH = 200000 };
    char *a = malloc(LENGTH + 1);
    char *b = malloc(LENGTH + 1);
    memset(a, 'x', LENGTH);
    memset(b, 'y', LENGTH);
    a[0] = b[0] = '(';
    a[LENGTH - 1] = b[LENGTH - 1] = ')';
    a[LENGTH] = b[LENGTH] = '\0';
    almost_comparison *comparison = COMPARISON({ALMOST_DIFFERENT, a, b, 64, 1});
    almost_change change;
    almost_change pieces[4];
    almost_comparison_change(comparison, 0, &change);
    assert_int_equal(almost_comparison_letters(comparison, &change, pieces, 4), 3);
    assert_int_equal(pieces[1].original.end, LENGTH - 1);
    assert_int_equal(almost_comparison_letters(comparison, &change, NULL, 0), 3);
    comparison_free(comparison);
    free(a);
    free(b);
}

/* --- Clusters and cells --------------------------------------------------- */

static void clusters_are_cut(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        uint32_t size;
        uint32_t cells;
        bool control;
    } rows[] = {
        {"a", 1, 1, false},
        {"e\xCC\x81x", 3, 1, false},
        {"\xE4\xB8\xAD", 3, 2, false},                                     /* a Chinese character */
        {"\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB", 8, 2, false}, /* flag, half a flag */
        {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 9, 2, false},             /* Hangul letters */
        {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC", 11, 2, false},
        {"\x1b[31m", 1, 1, true},
        {"\xE2\x80\xAE", 3, 1, true}, /* right-to-left override */
        {"\xFFz", 1, 0, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        al_cluster cluster = al_cluster_at(rows[i].bytes, strlen(rows[i].bytes), 0);
        assert_int_equal(cluster.size, rows[i].size);
        assert_int_equal(cluster.control, rows[i].control);
        if (!rows[i].control)
            assert_int_equal(cluster.cells, rows[i].cells);
    }
}

/* --- Forms ---------------------------------------------------------------- */

#define LOST_NOT                                                                                   \
    {ALMOST_SAME, "I would ", "I would ", 0, 1},                                                   \
        {ALMOST_MISSING, "not ", NULL, ALMOST_TOUCHES_NEGATION, 1},                                \
        {ALMOST_SAME, "go to the ", "go to the ", 0, 1},                                           \
        {ALMOST_DIFFERENT, "colour", "color", ALMOST_TOUCHES_SPELLING, 1},                         \
    {                                                                                              \
        ALMOST_SAME, " shop.\n", " shop.\n", 0, 1                                                  \
    }

static void inline_marks_changes(void **state)
{
    (void)state;
    almost_comparison *comparison = COMPARISON(LOST_NOT);
    char *text = written(comparison, ALMOST_FORM_INLINE, 0, 200);
    assert_has(text, "Almost: ");
    assert_has(text, "a lost “not” in line 1");
    assert_has(text, "negation");
    assert_has(text, "I would [-not-] go to the colo[-u-]r shop.");
    free(text);
    text = written(comparison, ALMOST_FORM_INLINE, 1, 80);
    assert_has(text, "\033[31;9mnot\033[0m");
    assert_lacks(text, "[-");
    free(text);
    comparison_free(comparison);
}

static void every_form_is_written(void **state)
{
    (void)state;
    almost_comparison *comparison = COMPARISON(LOST_NOT);
    char *text = written(comparison, ALMOST_FORM_BRIEF, 0, 80);
    assert_string_equal(strchr(text, '\n'), "\n");
    assert_memory_equal(text, comparison->sentence, strlen(comparison->sentence));
    free(text);
    text = written(comparison, ALMOST_FORM_STAT, 0, 80);
    assert_has(text, "\n  negation");
    assert_has(text, "\ndeleted 0\ninserted 0\n");
    free(text);
    text = written(comparison, ALMOST_FORM_SIDE, 0, 60);
    assert_has(text, "happened.txt");
    assert_has(text, "[-not-]");
    free(text);
    comparison_free(comparison);
}

static void json_has_every_change(void **state)
{
    (void)state;
    almost_comparison *comparison = COMPARISON(LOST_NOT);
    char *text = written(comparison, ALMOST_FORM_JSON, 0, 80);
    assert_has(text, "{\"format\":\"almost.comparison/1\",\"program\":\"almost ");
    assert_has(text, "\n{\"id\":2,\"passage\":1,\"kind\":\"missing\","
                     "\"original\":{\"start\":8,\"end\":12},\"telling\":null,"
                     "\"touches\":[\"negation\"],\"weight\":0,\"group\":null,"
                     "\"text\":{\"original\":\"not \",\"telling\":null}},\n");
    assert_has(text, "\n{\"id\":3,\"passage\":1,\"kind\":\"same\","
                     "\"original\":{\"start\":12,\"end\":22},\"telling\":{\"start\":8,\"end\":18},"
                     "\"touches\":[],\"weight\":0,\"group\":null},\n");
    free(text);
    comparison_free(comparison);
}

static void offsets_follow_units(void **state)
{
    (void)state;
    almost_comparison *comparison =
        COMPARISON({ALMOST_SAME, "\xC3\xA9\xF0\x9F\x99\x82 ", "\xC3\xA9\xF0\x9F\x99\x82 ", 0, 1},
                   {ALMOST_ADDED, NULL, "\xE2\x82\xAC", ALMOST_TOUCHES_WORDING, 1});
    static const struct {
        almost_units units;
        uint64_t start;
        uint64_t end;
    } rows[] = {{ALMOST_BYTES, 7, 10}, {ALMOST_CODE_POINTS, 3, 4}, {ALMOST_UTF16, 4, 5}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        al_unit_walker walker;
        al_unit_walker_init(&walker, comparison->telling, rows[i].units);
        assert_int_equal(al_unit_at(&walker, 10), rows[i].end);
        assert_int_equal(al_unit_at(&walker, 7), rows[i].start);
        assert_int_equal(al_unit_at(&walker, 0), 0);
        assert_int_equal(al_unit_at(&walker, 10), rows[i].end);
    }
    comparison_free(comparison);
}

/* No control character of a text reaches the terminal, in any form for reading. */
static void hostile_texts_are_shown_as_escapes(void **state)
{
    (void)state;
    almost_comparison *comparison = COMPARISON({ALMOST_SAME, "ring \a and ", "ring \a and ", 0, 1},
                                               {ALMOST_DIFFERENT, "\033[2Jnot",
                                                "\xE2\x80\xAE"
                                                "\xC2\x9B"
                                                "5\xFF",
                                                ALMOST_TOUCHES_NEGATION, 1},
                                               {ALMOST_SAME, " end\r\n", " end\r\n", 0, 1});
    static const almost_form forms[] = {ALMOST_FORM_INLINE,   ALMOST_FORM_SIDE,
                                        ALMOST_FORM_BRIEF,    ALMOST_FORM_STAT,
                                        ALMOST_FORM_PASSAGES, ALMOST_FORM_CHANGES};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char *text = written(comparison, forms[i], 0, 100);
        for (const char *at = text; *at != '\0'; at++)
            assert_true((unsigned char)*at >= 0x20 || *at == '\n');
        assert_lacks(text, "\xE2\x80\xAE");
        assert_lacks(text, "\xC2\x9B");
        assert_lacks(text, "\xFF");
        if (forms[i] == ALMOST_FORM_INLINE)
            assert_has(text, "\\x1b[2Jnot");
        free(text);
    }
    comparison_free(comparison);
}

/* Cells of a line, escape sequences of colour apart. */
static uint32_t cells_of(const char *line, size_t length)
{
    uint32_t cells = 0;
    size_t at = 0;
    while (at < length) {
        if (line[at] == '\033') {
            while (line[at] != 'm')
                at++;
            at++;
            continue;
        }
        al_cluster cluster = al_cluster_at(line, length, at);
        cells += cluster.cells;
        at += cluster.size;
    }
    return cells;
}

static void lines_keep_the_width(void **state)
{
    (void)state;
    almost_comparison *comparison = COMPARISON(
        {ALMOST_SAME, "It was a dark and stormy night, and the rain fell in torrents, except at ",
         "It was a dark and stormy night, and the rain fell in torrents, except at ", 0, 1},
        {ALMOST_DIFFERENT, "occasional intervals ",
         "\xE4\xB8\xAD\xE6\x96\x87\xE4\xB8\xAD\xE6\x96\x87"
         "\xE4\xB8\xAD\xE6\x96\x87\xE4\xB8\xAD\xE6\x96\x87\xE4\xB8\xAD\xE6\x96\x87 ",
         ALMOST_TOUCHES_NUMBER, 1},
        {ALMOST_ADDED, NULL,
         "averyverylongwordthatdoesnotfitonanylineofthispagebecauseitgoesonandonandonandonandon ",
         ALMOST_TOUCHES_WORDING, 1},
        {ALMOST_SAME, "when it was checked.", "when it was checked.", 0, 1},
        {ALMOST_MISSING, "never ", NULL,
         ALMOST_TOUCHES_NEGATION | ALMOST_TOUCHES_NUMBER | ALMOST_TOUCHES_NAME |
             ALMOST_TOUCHES_MODAL,
         1});
    static const almost_form forms[] = {ALMOST_FORM_INLINE, ALMOST_FORM_SIDE};
    for (uint32_t width = 60; width < 100; width += 7) {
        for (size_t i = 0; i < 4; i++) {
            char *text = written(comparison, forms[i / 2], (int)(i % 2), width);
            for (char *line = text; *line != '\0';) {
                char *end = strchr(line, '\n');
                if (cells_of(line, (size_t)(end - line)) > width)
                    fail_msg("wider than %u: %.*s", width, (int)(end - line), line);
                line = end + 1;
            }
            free(text);
        }
    }
    comparison_free(comparison);
}

static void long_same_stretches_are_summed_up(void **state)
{
    (void)state;
    char same[4000] = "";
    for (int i = 0; i < 150; i++)
        strcat(same, i % 10 == 9 ? "one two three.\n\n" : "four five six seven ");
    almost_comparison *comparison = COMPARISON(
        {ALMOST_SAME, same, same, 0, 1}, {ALMOST_ADDED, NULL, "twice ", ALMOST_TOUCHES_NUMBER, 1},
        {ALMOST_SAME, same, same, 0, 1});
    char *text = written(comparison, ALMOST_FORM_INLINE, 0, 80);
    assert_has(text, "words the same (lines 1–");
    assert_has(text, "{+twice+}");
    assert_true(strlen(text) < 1500);
    free(text);
    comparison_free(comparison);
}

static void a_sink_that_refuses_is_told(void **state)
{
    (void)state;
    almost_comparison *comparison = COMPARISON(LOST_NOT);
    for (int form = ALMOST_FORM_INLINE; form <= ALMOST_FORM_GITHUB; form++) {
        almost_write_options options;
        almost_write_options_init(&options);
        options.form = (almost_form)form;
        almost_error error;
        assert_int_equal(almost_write(comparison, &options, refuse, NULL, &error),
                         ALMOST_ERROR_WRITE);
        assert_int_equal(error.status, ALMOST_ERROR_WRITE);
    }
    comparison_free(comparison);
}

static void unknown_forms_are_refused(void **state)
{
    (void)state;
    almost_comparison *comparison = COMPARISON(LOST_NOT);
    almost_write_options options;
    almost_write_options_init(&options);
    options.form = (almost_form)99;
    assert_int_equal(almost_write(comparison, &options, refuse, NULL, NULL), ALMOST_ERROR_ARGUMENT);
    options.form = ALMOST_FORM_JSON;
    options.units = (almost_units)7;
    assert_int_equal(almost_write(comparison, &options, refuse, NULL, NULL), ALMOST_ERROR_ARGUMENT);
    options.size = 1;
    assert_int_equal(almost_write(comparison, &options, refuse, NULL, NULL), ALMOST_ERROR_ARGUMENT);
    options.form = ALMOST_FORM_CHANGES;
    options.order = (almost_order)99;
    assert_int_equal(almost_write(comparison, &options, refuse, NULL, NULL), ALMOST_ERROR_ARGUMENT);
    comparison_free(comparison);
}

/* --- The sentence ---------------------------------------------------------- */

static void sentences_say_the_loudest(void **state)
{
    (void)state;
    almost_comparison *comparison = COMPARISON(LOST_NOT);
    assert_string_equal(
        comparison->sentence,
        "Almost: 98 % of it is there in some wording, nothing word for word, all in "
        "order, but 1 change touches the meaning: a lost “not” in line 1.");
    comparison->verdict.kept_verbatim = .694;
    comparison->verdict.order = .84;
    al_sentence(comparison);
    assert_non_null(strstr(comparison->sentence,
                           "98 % of it is there in some wording, 69 % word for word, and 84 % of "
                           "what is there in order, but"));
    comparison->verdict.kept_verbatim = .979; /* what sounds the same is said once */
    al_sentence(comparison);
    assert_non_null(strstr(comparison->sentence,
                           "98 % of it is there word for word, 84 % of that in order, but"));
    comparison->verdict.answer = ALMOST_YES;
    al_sentence(comparison);
    assert_string_equal(comparison->sentence, "Yes: the two are the same to the letter.");
    comparison->verdict.answer = ALMOST_NO;
    comparison->verdict.kept = comparison->verdict.told = 0;
    al_sentence(comparison);
    assert_string_equal(comparison->sentence, "No: the two have nothing in common.");
    comparison->verdict.answer = ALMOST_PARTLY;
    comparison->verdict.kept = 0.5;
    comparison->verdict.same_ending = 0;
    comparison->verdict.original_parting = 4;
    al_sentence(comparison);
    assert_has(comparison->sentence, "; it stops at line 1 of the original.");
    comparison_free(comparison);
}

static void assert_phrase(const al_phrase *phrase, const char *expected, uint32_t cells)
{
    assert_int_equal(phrase->length, strlen(expected));
    assert_memory_equal(phrase->bytes, expected, phrase->length);
    assert_int_equal(phrase->cells, cells);
}

static void phrases_know_their_cells(void **state)
{
    (void)state;
    al_buffer lines;
    al_buffer_init(&lines, al_allocator_default());
    for (int i = 0; i < 1200; i++)
        al_buffer_append_text(&lines, "\n");
    almost_text *text = text_of("lines.txt", &lines);
    al_phrase phrase = {.length = 0};
    assert_phrase(&phrase, "", 0);
    al_phrase_add(&phrase, "… ");
    al_phrase_add_number(&phrase, UINT64_MAX);
    assert_phrase(&phrase, "… 18,446,744,073,709,551,615", 28);
    phrase = al_phrase_of_lines(text, 0, 0);
    assert_phrase(&phrase, "line 1", 6);
    phrase = al_phrase_of_lines(text, 2, 1200);
    assert_phrase(&phrase, "lines 3–1,201", 13);
    phrase = al_phrase_of_span(text, (almost_span){2, 1200});
    assert_phrase(&phrase, "lines 3–1,200", 13);
    phrase = al_phrase_of_span(text, (almost_span){5, 5});
    assert_phrase(&phrase, "line 6", 6);
    almost_text_free(text);
    al_buffer_release(&lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written),
        cmocka_unit_test(fractions_are_written),
        cmocka_unit_test(percentages_are_honest),
        cmocka_unit_test(json_strings_are_escaped),
        cmocka_unit_test(json_strings_of_all_lengths),
        cmocka_unit_test(letters_are_aligned),
        cmocka_unit_test(letters_keep_marks_with_their_base),
        cmocka_unit_test(letters_of_long_changes_stay_linear),
        cmocka_unit_test(clusters_are_cut),
        cmocka_unit_test(inline_marks_changes),
        cmocka_unit_test(every_form_is_written),
        cmocka_unit_test(json_has_every_change),
        cmocka_unit_test(offsets_follow_units),
        cmocka_unit_test(hostile_texts_are_shown_as_escapes),
        cmocka_unit_test(lines_keep_the_width),
        cmocka_unit_test(long_same_stretches_are_summed_up),
        cmocka_unit_test(a_sink_that_refuses_is_told),
        cmocka_unit_test(unknown_forms_are_refused),
        cmocka_unit_test(sentences_say_the_loudest),
        cmocka_unit_test(phrases_know_their_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
