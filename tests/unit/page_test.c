/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page of text for a terminal: lines of cells, flows of words, and a text as
 * a reader sees it, at their edges: pages of one cell, words longer than a line,
 * letters of two cells, marks that hold on to a word, texts of nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "page/context.h"
#include "page/flow.h"
#include "page/reading.h"

#include <stdio.h>
#include <string.h>

/* --- Help ----------------------------------------------------------------- */

/* Lines that were sent, each with a | behind it. */
typedef struct sent {
    al_buffer lines;
    uint32_t widest;
    size_t refuse; /* lines from this one on are refused; 0: none */
    size_t count;
} sent;

static bool keep(void *context, al_line *line)
{
    sent *sent = context;
    sent->count++;
    if (sent->refuse > 0 && sent->count >= sent->refuse)
        return false;
    if (line->buffer.length > 0)
        al_buffer_append(&sent->lines, line->buffer.bytes, line->buffer.length);
    al_buffer_append_text(&sent->lines, "|");
    sent->widest = line->cells > sent->widest ? line->cells : sent->widest;
    return true;
}

typedef struct fixture {
    sent sent;
    al_flow flow;
} fixture;

static void begin(fixture *fixture, uint32_t width)
{
    *fixture = (struct fixture){.sent = {.count = 0}};
    al_buffer_init(&fixture->sent.lines, al_allocator_default());
    al_flow_init(&fixture->flow, al_allocator_default(), width, false, keep, &fixture->sent);
}

static void assert_sent(fixture *fixture, const char *expected)
{
    al_flow_finish(&fixture->flow);
    assert_false(fixture->flow.failed);
    assert_true(fixture->sent.widest <= fixture->flow.width);
    al_buffer_append(&fixture->sent.lines, "", 1);
    assert_string_equal(fixture->sent.lines.bytes, expected);
    al_flow_release(&fixture->flow);
    al_buffer_release(&fixture->sent.lines);
}

static void assert_flows(const char *text, uint32_t width, const char *expected)
{
    fixture fixture;
    begin(&fixture, width);
    al_flow_say(&fixture.flow, AL_STYLE_PLAIN, text);
    assert_sent(&fixture, expected);
}

/* A text of these bytes, and how a reader sees it. */
static almost_text *read_text(const char *bytes, size_t length, al_reading *reading)
{
    almost_text_options options;
    almost_text *text = NULL;
    almost_text_options_init(&options);
    options.encoding = "UTF-8";
    assert_int_equal(almost_text_from_memory(bytes, length, &options, &text, NULL), ALMOST_OK);
    al_reading_init(reading, text);
    return text;
}

/* --- Lines ---------------------------------------------------------------- */

static void a_line_ends_in_plain_style(void **state)
{
    (void)state;
    al_line line;
    al_line_init(&line, al_allocator_default(), true);
    al_line_text(&line, AL_STYLE_OLD, "was");
    al_line_text(&line, AL_STYLE_OLD, " here");
    al_line_text(&line, AL_STYLE_REWORDED, "x");
    al_line_grouped(&line, AL_STYLE_DIM, 1204);
    al_line_end(&line);
    al_line_end(&line);
    al_buffer_append(&line.buffer, "", 1);
    assert_string_equal(line.buffer.bytes, "\033[31;9mwas here\033[0mx\033[0m\033[2m1,204\033[0m");
    assert_int_equal(line.cells, 14);
    assert_int_equal(line.styles,
                     1u << AL_STYLE_OLD | 1u << AL_STYLE_REWORDED | 1u << AL_STYLE_DIM);
    al_line_clear(&line);
    assert_int_equal(line.cells + line.styles + line.buffer.length, 0);
    al_line_release(&line);
}

static void a_line_is_padded_up_to_a_cell(void **state)
{
    (void)state;
    al_line line;
    al_line_init(&line, al_allocator_default(), false);
    al_line_text(&line, AL_STYLE_PLAIN, "ab");
    al_line_pad(&line, 1);
    assert_int_equal(line.buffer.length, 2);
    al_line_pad(&line, 100); /* more than it has blanks in store */
    assert_int_equal(line.cells, 100);
    assert_int_equal(line.buffer.length, 100);
    al_line_release(&line);
}

static void assert_clipped(const char *bytes, size_t length, uint32_t most, const char *expected,
                           size_t stop)
{
    al_line line;
    uint32_t counted = 0, cells = 0;
    al_line_init(&line, al_allocator_default(), false);
    assert_int_equal(al_line_clipped(&line, AL_STYLE_PLAIN, bytes, length, most, &cells), stop);
    assert_int_equal(al_line_clipped(NULL, AL_STYLE_PLAIN, bytes, length, most, &counted), stop);
    assert_int_equal(counted, cells);
    assert_int_equal(line.cells, cells);
    assert_true(cells <= most);
    al_buffer_append(&line.buffer, "", 1);
    assert_string_equal(line.buffer.bytes, expected);
    al_line_release(&line);
}

static void clipping_cuts_no_letter(void **state)
{
    (void)state;
    assert_clipped("", 0, 5, "", 0);
    assert_clipped("abc", 3, 0, "", 0);
    assert_clipped("a \t\n b", 6, 80, "a b", 6);
    assert_clipped("e\xCC\x81"
                   "f",
                   4, 1, "e\xCC\x81", 3);                                /* e with its accent */
    assert_clipped("\xE6\xBC\xA2\xE5\xAD\x97", 6, 3, "\xE6\xBC\xA2", 3); /* two cells each */
    assert_clipped("\xFF"
                   "b",
                   2, 3, "", 0); /* \xff needs four */
    assert_clipped("\xFF"
                   "b",
                   2, 5, "\\xffb", 2);
}

/* --- Flows ---------------------------------------------------------------- */

static void words_are_wrapped(void **state)
{
    (void)state;
    assert_flows("", 10, "");
    assert_flows(" \n\t ", 10, "");
    assert_flows("one two three", 7, "one two|three|");
    assert_flows("  one   two ", 80, "one two|");
    assert_flows("one two", 3, "one|two|");
    assert_flows("a b", 1, "a|b|");
}

static void long_words_are_cut(void **state)
{
    (void)state;
    assert_flows("abcdefgh", 3, "abc|def|gh|");
    assert_flows("xy abcdefgh", 4, "xy|abcd|efgh|");
    assert_flows("abcde\xCC\x81"
                 "fg",
                 5, "abcde\xCC\x81|fg|"); /* the accent stays with its letter */
}

static void wide_letters_may_part(void **state)
{
    (void)state;
    /* four letters of two cells, the last a full stop, which begins no line */
    assert_flows("\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE3\x80\x82", 5,
                 "\xE6\xBC\xA2\xE5\xAD\x97|\xE6\xBC\xA2\xE3\x80\x82|");
    /* an opening bracket ends none */
    assert_flows("\xE6\xBC\xA2\xE3\x80\x8C\xE5\xAD\x97", 5,
                 "\xE6\xBC\xA2|\xE3\x80\x8C\xE5\xAD\x97|");
}

static void the_strongest_separator_wins(void **state)
{
    (void)state;
    fixture fixture;
    begin(&fixture, 20);
    al_flow_separate(&fixture.flow, AL_SEPARATOR_GAP); /* nothing stands before it */
    al_flow_say(&fixture.flow, AL_STYLE_PLAIN, "one");
    al_flow_separate(&fixture.flow, AL_SEPARATOR_GAP);
    al_flow_separate(&fixture.flow, AL_SEPARATOR_BLANK);
    al_flow_say(&fixture.flow, AL_STYLE_PLAIN, "two");
    al_flow_separate(&fixture.flow, AL_SEPARATOR_BREAK);
    al_flow_grouped(&fixture.flow, AL_STYLE_PLAIN, 1000000);
    assert_sent(&fixture, "one||two|1,000,000|");
}

static void a_separator_can_be_taken_back(void **state)
{
    (void)state;
    fixture fixture;
    begin(&fixture, 20);
    al_flow_say(&fixture.flow, AL_STYLE_PLAIN, "one ");
    assert_int_equal(al_flow_take_separator(&fixture.flow), AL_SEPARATOR_BLANK);
    assert_int_equal(al_flow_take_separator(&fixture.flow), AL_SEPARATOR_NONE);
    al_flow_say(&fixture.flow, AL_STYLE_PLAIN, ", two");
    assert_sent(&fixture, "one, two|");
}

static void marks_hold_on_to_their_word(void **state)
{
    (void)state;
    fixture fixture;
    begin(&fixture, 8);
    al_flow_say(&fixture.flow, AL_STYLE_PLAIN, "abcd ");
    al_flow_open(&fixture.flow, AL_STYLE_OLD, "[-");
    al_flow_say(&fixture.flow, AL_STYLE_OLD, "ef ");
    al_flow_close(&fixture.flow, AL_STYLE_OLD, "-]");
    al_flow_say(&fixture.flow, AL_STYLE_PLAIN, "gh"); /* the blank comes behind the mark */
    assert_sent(&fixture, "abcd|[-ef-]|gh|");
}

/* More styles within a word than a flow has runs: the word may be cut, no letter is lost. */
static void a_word_of_many_styles_is_whole(void **state)
{
    (void)state;
    fixture fixture;
    char expected[101 + 1];
    begin(&fixture, 200);
    for (int i = 0; i < 100; i++) {
        al_flow_text(&fixture.flow, i % 2 ? AL_STYLE_OLD : AL_STYLE_NEW, "x", 1);
        expected[i] = 'x';
    }
    memcpy(expected + 100, "|", 2);
    assert_sent(&fixture, expected);
}

static void a_refused_line_ends_the_flow(void **state)
{
    (void)state;
    fixture fixture;
    begin(&fixture, 3);
    fixture.sent.refuse = 2;
    al_flow_say(&fixture.flow, AL_STYLE_PLAIN, "one two three four five six");
    al_flow_finish(&fixture.flow);
    assert_true(fixture.flow.failed);
    assert_int_equal(fixture.sent.count, 2);
    al_flow_release(&fixture.flow);
    al_buffer_release(&fixture.sent.lines);
}

/* --- Readings ------------------------------------------------------------- */

static const char prose[] = "It was a dark and stormy night, and the rain fell in\n"
                            "torrents, except at occasional intervals, when it was\n"
                            "checked by a violent gust of wind which swept up the\n"
                            "streets.\n"
                            "It is in London that our scene lies.\n";

static void prose_is_wrapped_anew_and_verse_is_not(void **state)
{
    (void)state;
    static const char verse[] = "Tyger Tyger, burning bright,\nIn the forests of the night;\n";
    const struct {
        const char *text, *expected;
    } cases[] = {
        {prose, "It was a dark and stormy night, and the rain fell in torrents, except at "
                "occasional intervals, when it was checked by a violent gust of wind which swept "
                "up the streets.|It is in London that our scene lies.|"},
        {verse, "Tyger Tyger, burning bright,|In the forests of the night;|"},
        {"One.\n\n\nTwo.\n", "One.||Two.|"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        al_reading reading;
        fixture fixture;
        almost_text *text = read_text(cases[i].text, strlen(cases[i].text), &reading);
        begin(&fixture, 1000);
        al_reading_feed(&reading, (almost_span){0, reading.length}, AL_STYLE_PLAIN, &fixture.flow);
        assert_sent(&fixture, cases[i].expected);
        almost_text_free(text);
    }
}

/* Quotations, tables, items, code: their lines stay, and so do the blanks that code begins with. */
static void what_is_no_prose_keeps_its_lines(void **state)
{
    (void)state;
    const struct {
        const char *behind, *expected;
    } cases[] = {
        {"> It was a dark and stormy night, and the rain fell\n> in torrents.\n",
         "> It was a dark and stormy night, and the rain fell|> in torrents.|"},
        {"    It was a dark and stormy night and rain fell\n    in torrents.\n",
         "    It was a dark and stormy night and rain fell|    in torrents.|"},
        {"* It was a dark and stormy night, and the rain fell\n* in torrents.\n",
         "* It was a dark and stormy night, and the rain fell|* in torrents.|"},
        {"  It was a dark and stormy night, and the rain fell\nin torrents.\n",
         "It was a dark and stormy night, and the rain fell in torrents.|"}, /* of a paragraph */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char bytes[800];
        al_reading reading;
        fixture fixture;
        int length = snprintf(bytes, sizeof bytes, "%s\n%s", prose, cases[i].behind);
        almost_text *text = read_text(bytes, (size_t)length, &reading);
        begin(&fixture, 1000);
        al_reading_feed(&reading, (almost_span){strlen(prose) - 1, reading.length}, AL_STYLE_PLAIN,
                        &fixture.flow);
        assert_sent(&fixture, cases[i].expected);
        almost_text_free(text);
    }
}

/* Prose is filled to its own width, lines that stand take all of the page. */
static void prose_is_narrower_than_the_page(void **state)
{
    (void)state;
    fixture fixture;
    begin(&fixture, 20);
    al_flow_narrow(&fixture.flow, 10);
    al_flow_say(&fixture.flow, AL_STYLE_PLAIN, "one two three");
    al_flow_separate(&fixture.flow, AL_SEPARATOR_BREAK);
    al_flow_widen(&fixture.flow, true);
    al_flow_indent(&fixture.flow, 3);
    al_flow_say(&fixture.flow, AL_STYLE_PLAIN, "one two three");
    assert_sent(&fixture, "one two|three|   one two three|");
}

/* The context of six words from the end of "He" on, or up to the start of "Pohl". */
static void context_ends_with_its_sentence(void **state)
{
    (void)state;
    static const char bytes[] =
        "Nobody came. Then he met Mr. Pohl there. He lit the lantern. And so on and on.";
    al_reading reading;
    almost_text *text = read_text(bytes, sizeof bytes - 1, &reading);
    uint64_t he = (uint64_t)(strstr(bytes, "He lit") - bytes), end = reading.length;
    almost_span behind = {he + 2, end}, before = {0, (uint64_t)(strstr(bytes, "Pohl") - bytes)};
    assert_ptr_equal(reading.bytes + al_context_behind(&reading, behind, 6),
                     strstr(reading.bytes, "And so"));
    assert_ptr_equal(reading.bytes + al_context_before(&reading, before, 6),
                     strstr(reading.bytes, "Then he"));
    /* none ends near: as many words as were asked for */
    behind.start = (uint64_t)(strstr(bytes, "And so") - bytes);
    assert_ptr_equal(reading.bytes + al_context_behind(&reading, behind, 2),
                     strstr(reading.bytes, "on and on."));
    assert_int_equal(al_context_behind(&reading, (almost_span){4, 4}, 6), 4);
    almost_text_free(text);
}

static void spans_are_trimmed(void **state)
{
    (void)state;
    al_reading reading;
    almost_text *text = read_text(" \n ab c\t \n", 10, &reading);
    almost_span inner = al_reading_trim(&reading, (almost_span){0, 10});
    assert_int_equal(inner.start, 3);
    assert_int_equal(inner.end, 7);
    inner = al_reading_trim(&reading, (almost_span){0, 3}); /* nothing but blanks */
    assert_int_equal(inner.start, inner.end);
    almost_text_free(text);
}

static void words_are_counted(void **state)
{
    (void)state;
    al_reading reading;
    almost_text *text = read_text(" one, two\n three ", 17, &reading);
    assert_int_equal(al_reading_words(&reading, (almost_span){0, 17}), 3);
    assert_int_equal(al_reading_words(&reading, (almost_span){2, 8}), 2);
    assert_int_equal(al_reading_words(&reading, (almost_span){4, 4}), 0);
    almost_text_free(text);
    char wide[60 * 3];
    for (size_t i = 0; i < sizeof wide; i += 3)
        memcpy(wide + i, "\xE6\xBC\xA2", 3);
    text = read_text(wide, sizeof wide, &reading);
    assert_int_equal(al_reading_words(&reading, (almost_span){0, sizeof wide}), 0);
    almost_text_free(text);
}

static void some_words_from_either_end(void **state)
{
    (void)state;
    al_reading reading;
    almost_text *text = read_text("one two three four", 18, &reading);
    almost_span all = {0, 18};
    assert_int_equal(al_reading_forward(&reading, all, 2), 8);
    assert_int_equal(al_reading_backward(&reading, all, 2), 8);
    assert_int_equal(al_reading_forward(&reading, all, 9), 18);
    assert_int_equal(al_reading_backward(&reading, all, 9), 0);
    assert_int_equal(al_reading_forward(&reading, (almost_span){5, 5}, 1), 5);
    almost_text_free(text);
}

/* Words that nothing parts are taken by cells, and no letter is cut. */
static void unparted_words_are_taken_by_cells(void **state)
{
    (void)state;
    char bytes[40 * 3];
    al_reading reading;
    for (size_t i = 0; i < sizeof bytes; i += 3)
        memcpy(bytes + i, "\xE6\xBC\xA2", 3);
    almost_text *text = read_text(bytes, sizeof bytes, &reading);
    almost_span all = {0, sizeof bytes};
    for (uint64_t words = 1; words < 12; words++) {
        uint64_t head = al_reading_forward(&reading, all, words);
        uint64_t tail = al_reading_backward(&reading, all, words);
        assert_int_equal(head % 3, 0);
        assert_int_equal(tail % 3, 0);
        assert_true(head > 0 && tail < sizeof bytes);
    }
    almost_text_free(text);
}

static void whole_words_of_a_beginning(void **state)
{
    (void)state;
    assert_int_equal(al_reading_whole_words("one two th", 10), 7);
    assert_int_equal(al_reading_whole_words("one abcdefgh", 12), 12); /* else most would go */
    assert_int_equal(al_reading_whole_words("", 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_ends_in_plain_style),
        cmocka_unit_test(a_line_is_padded_up_to_a_cell),
        cmocka_unit_test(clipping_cuts_no_letter),
        cmocka_unit_test(words_are_wrapped),
        cmocka_unit_test(long_words_are_cut),
        cmocka_unit_test(wide_letters_may_part),
        cmocka_unit_test(the_strongest_separator_wins),
        cmocka_unit_test(a_separator_can_be_taken_back),
        cmocka_unit_test(marks_hold_on_to_their_word),
        cmocka_unit_test(a_word_of_many_styles_is_whole),
        cmocka_unit_test(a_refused_line_ends_the_flow),
        cmocka_unit_test(prose_is_wrapped_anew_and_verse_is_not),
        cmocka_unit_test(what_is_no_prose_keeps_its_lines),
        cmocka_unit_test(prose_is_narrower_than_the_page),
        cmocka_unit_test(context_ends_with_its_sentence),
        cmocka_unit_test(spans_are_trimmed),
        cmocka_unit_test(words_are_counted),
        cmocka_unit_test(some_words_from_either_end),
        cmocka_unit_test(unparted_words_are_taken_by_cells),
        cmocka_unit_test(whole_words_of_a_beginning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
