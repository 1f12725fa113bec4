/* SPDX-License-Identifier: Apache-2.0 */
/* Texts as readers build them: their bytes, where these come from, and what is said about them. */
#include "base/error.h"
#include "text/build.h"
#include "text/origin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

#include "random.h"
#include "scarce.h"

/* A copy of some bytes as a source, with blanks behind. */
static al_bytes source_of(const almost_allocator *allocator, const char *bytes)
{
    size_t length = strlen(bytes);
    al_bytes source = {al_allocate(allocator, length + AL_TEXT_PADDING, 1), length, 0};
    assert_non_null(source.bytes);
    memset(source.bytes, ' ', length + AL_TEXT_PADDING);
    memcpy(source.bytes, bytes, length);
    return source;
}

static void begin(al_builder *builder, const char *source, uint64_t limit, almost_error *error)
{
    const almost_allocator *allocator = al_allocator_default();
    al_bytes bytes = source_of(allocator, source);
    assert_int_equal(al_builder_init(builder, allocator, "a test", &bytes, limit, error),
                     ALMOST_OK);
}

static void append(al_builder *builder, const char *bytes, uint32_t start, uint32_t end)
{
    al_builder_append(builder, bytes, strlen(bytes), (al_range){start, end});
}

static almost_text *finish(al_builder *builder)
{
    almost_text *text = NULL;
    assert_int_equal(al_builder_finish(builder, &text), ALMOST_OK);
    for (int i = 0; i < AL_TEXT_PADDING; i++)
        assert_int_equal(text->bytes[text->length + (uint64_t)i], ' ');
    return text;
}

static uint64_t source_byte(const almost_text *text, uint64_t byte)
{
    return almost_text_place(text, byte).source_byte;
}

static void test_runs(void **unused)
{
    (void)unused;
    al_builder builder;
    begin(&builder, "<b>x &amp; y</b>\n<p>z", 100, NULL);
    append(&builder, "x ", 3, 5);
    append(&builder, "&", 5, 10);
    append(&builder, " ", 10, 11);
    append(&builder, "y", 11, 12); /* goes on with the run before */
    append(&builder, "", 12, 16);
    append(&builder, "\n\n", 17, 17); /* of nothing, at a place */
    append(&builder, "z", 20, 21);
    almost_text *text = finish(&builder);
    assert_int_equal(text->length, 8);
    assert_memory_equal(text->bytes, "x & y\n\nz", 8);
    assert_true(text->ascii);
    assert_int_equal(text->origin->n, 5);
    static const uint64_t wanted[] = {3, 4, 5, 10, 11, 17, 17, 20, 21, 21};
    for (uint64_t i = 0; i < 10; i++)
        assert_int_equal(source_byte(text, i), wanted[i]);
    assert_int_equal(almost_text_place(text, 7).line, 3);
    assert_string_equal(almost_text_encoding(text), "UTF-8");
    assert_string_equal(almost_text_name(text), "a test");
    almost_text_free(text);
}

/* Notes stand behind the text that refers to them: the source is not always ascending. */
static void test_any_order(void **unused)
{
    (void)unused;
    al_builder builder;
    begin(&builder, "one [two] three", 100, NULL);
    append(&builder, "one ", 0, 4);
    append(&builder, "three", 10, 15);
    append(&builder, "two", 5, 8);
    almost_text *text = finish(&builder);
    assert_memory_equal(text->bytes, "one threetwo", 12);
    assert_int_equal(source_byte(text, 3), 3);
    assert_int_equal(source_byte(text, 4), 10);
    assert_int_equal(source_byte(text, 10), 6);
    assert_int_equal(source_byte(text, 12), 8);
    almost_text_free(text);
}

static void test_empty(void **unused)
{
    (void)unused;
    al_builder builder;
    begin(&builder, "<p></p>", 100, NULL);
    append(&builder, "", 3, 3);
    al_builder_milestone(&builder, AL_MILESTONE_PAGE, al_value_number(1));
    al_builder_layer(&builder, AL_LAYER_NOTE, (al_range){0, 0}, al_value_bytes("", 0));
    almost_text *text = finish(&builder);
    assert_int_equal(text->length, 0);
    assert_int_equal(source_byte(text, 0), 0);
    assert_int_equal(almost_text_place(text, 5).byte, 0);
    assert_non_null(al_milestones_last(text->milestones, AL_MILESTONE_PAGE, 0));
    al_layer_walk walk = al_layers_walk(text->layers, AL_LAYER_NOTE, (al_range){0, 0});
    assert_null(al_layer_next(&walk));
    almost_text_free(text);
}

static void test_not_valid(void **unused)
{
    (void)unused;
    al_builder builder;
    begin(&builder, "\xC3\xA9\xFF", 100, NULL);
    append(&builder, "\xC3\xA9", 0, 2);
    append(&builder, "\xFF", 2, 3);
    almost_text *text = finish(&builder);
    assert_false(text->ascii);
    assert_int_equal(almost_text_invalid(text), 1);
    assert_int_equal(almost_text_place(text, 3).code_point, 2);
    almost_text_free(text);
}

static void test_milestones_and_layers(void **unused)
{
    (void)unused;
    al_builder builder;
    begin(&builder, "12345", 100, NULL);
    al_builder_milestone(&builder, AL_MILESTONE_CHAPTER, al_value_bytes("I", 1));
    append(&builder, "123", 0, 3);
    al_builder_milestone(&builder, AL_MILESTONE_CHAPTER, al_value_bytes("II", 2));
    append(&builder, "45", 3, 5);
    al_builder_milestone(&builder, AL_MILESTONE_CHAPTER, al_value_bytes("III", 3));
    al_builder_layer(&builder, AL_LAYER_SPEECH, (al_range){1, 4}, al_value_bytes("ALICE", 5));
    almost_text *text = finish(&builder);
    const char *const names[] = {"I", "I", "I", "II", "II", "III"};
    for (uint64_t i = 0; i < 6; i++) {
        const al_milestone *last = al_milestones_last(text->milestones, AL_MILESTONE_CHAPTER, i);
        al_value name = al_milestones_value(text->milestones, last);
        assert_int_equal(name.number, strlen(names[i]));
        assert_memory_equal(name.bytes, names[i], name.number);
    }
    al_layer_walk walk = al_layers_walk(text->layers, AL_LAYER_SPEECH, (al_range){0, 5});
    const al_layer_span *speech = al_layer_next(&walk);
    assert_int_equal(speech->bytes.start, 1);
    assert_memory_equal(al_layers_value(text->layers, speech).bytes, "ALICE", 5);
    assert_null(al_layer_next(&walk));
    almost_text_free(text);
}

/* A text that is its source costs nothing: its bytes lie there, and it has no origin. */
static void test_taken(void **unused)
{
    (void)unused;
    al_builder builder;
    begin(&builder, "\xEF\xBB\xBFone\n\ntwo", 100, NULL);
    const char *source = builder.text->source;
    al_document document = {.allocator = builder.text->allocator,
                            .name = "a test",
                            .source = source,
                            .source_length = builder.text->source_length};
    assert_int_equal(al_document_decode(&document, NULL, 100, NULL), ALMOST_OK);
    al_builder_take(&builder, &document);
    al_document_release(&document);
    assert_int_equal(al_builder_length(&builder), 8);
    al_builder_milestone_at(&builder, AL_MILESTONE_PARAGRAPH, 0, al_value_number(1));
    al_builder_milestone_at(&builder, AL_MILESTONE_PARAGRAPH, 5, al_value_number(2));
    almost_text *text = finish(&builder);
    assert_ptr_equal(text->bytes, source + 3);
    assert_null(text->origin);
    assert_null(text->decoded);
    assert_int_equal(source_byte(text, 5), 8);
    const al_milestone *last = al_milestones_last(text->milestones, AL_MILESTONE_PARAGRAPH, 7);
    assert_int_equal(al_milestones_value(text->milestones, last).number, 2);
    almost_text_free(text);
}

/* The first failure is the one that is reported, and nothing is done behind it. */
static void test_limit(void **unused)
{
    (void)unused;
    almost_error error = {0};
    al_builder builder;
    almost_text *text = NULL;
    begin(&builder, "123456", 5, &error);
    append(&builder, "12345", 0, 5);
    assert_false(al_builder_failed(&builder));
    append(&builder, "6", 5, 6);
    assert_true(al_builder_failed(&builder));
    append(&builder, "", 5, 6);
    al_builder_milestone(&builder, AL_MILESTONE_PAGE, al_value_number(1));
    al_builder_layer(&builder, AL_LAYER_NOTE, (al_range){0, 1}, al_value_number(1));
    assert_int_equal(al_builder_finish(&builder, &text), ALMOST_ERROR_LIMIT);
    assert_null(text);
    assert_non_null(strstr(error.message, "5 bytes"));
    begin(&builder, "1", 5, &error);
    al_builder_milestone(&builder, AL_MILESTONE_PAGE, al_value_bytes("xxxiv", 5));
    assert_false(al_builder_failed(&builder));
    al_builder_milestone(&builder, AL_MILESTONE_PAGE, al_value_bytes("v", 1));
    assert_true(al_builder_failed(&builder));
    al_builder_release(&builder);
    al_builder_release(&builder);
}

static almost_status build_scarcely(const almost_allocator *allocator, almost_text **out)
{
    al_builder builder;
    al_bytes source = {al_allocate(allocator, AL_TEXT_PADDING + 9, 1), 9, 0};
    if (source.bytes == NULL)
        return ALMOST_ERROR_MEMORY;
    memcpy(source.bytes, "123456789", 9);
    almost_status status = al_builder_init(&builder, allocator, "a test", &source, 1 << 20, NULL);
    if (status != ALMOST_OK)
        return status;
    for (uint32_t i = 0; i < 200; i++) {
        al_builder_milestone(&builder, (al_milestone_kind)(i % AL_MILESTONE_KINDS),
                             al_value_bytes("a name of something", i % 20));
        append(&builder, "some words ", i % 9, i % 9);
        al_builder_layer(&builder, (al_layer_kind)(i % AL_LAYER_KINDS), (al_range){i, i * 11},
                         al_value_number(i));
    }
    return al_builder_finish(&builder, out);
}

static void test_memory(void **unused)
{
    (void)unused;
    scarce scarce = {.failed = true};
    for (long i = 0; scarce.failed; i++) {
        scarce_init(&scarce, i);
        almost_text *text = NULL;
        almost_status status = build_scarcely(&scarce.allocator, &text);
        assert_int_equal(status, scarce.failed ? ALMOST_ERROR_MEMORY : ALMOST_OK);
        assert_int_equal(text == NULL, scarce.failed);
        almost_text_free(text);
        assert_int_equal(scarce.outstanding, 0);
    }
    assert_true(scarce.calls > 30);
}

/* Random runs, each byte of the text against a note of where it came from. */
static void test_random_runs(void **unused)
{
    (void)unused;
    uint64_t state = 1;
    static char source[5000];
    static uint32_t noted[20000];
    memset(source, 'x', sizeof source - 1);
    for (int round = 0; round < 50; round++) {
        al_builder builder;
        uint64_t length = 0;
        begin(&builder, source, 1 << 20, NULL);
        for (int run = 0; run < 300; run++) {
            uint32_t start = random_below(&state, 4900), n = random_below(&state, 50);
            uint32_t taken = random_below(&state, 3) > 0 ? n : random_below(&state, 50);
            for (uint32_t i = 0; i < n; i++)
                noted[length++] = start + (taken == n ? i : 0);
            al_builder_append(&builder, source, n, (al_range){start, start + taken});
        }
        almost_text *text = finish(&builder);
        assert_int_equal(text->length, length);
        for (uint64_t i = 0; i < length; i++)
            assert_int_equal(source_byte(text, i), noted[i]);
        almost_text_free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs),        cmocka_unit_test(test_any_order),
        cmocka_unit_test(test_empty),       cmocka_unit_test(test_not_valid),
        cmocka_unit_test(test_taken),       cmocka_unit_test(test_milestones_and_layers),
        cmocka_unit_test(test_limit),       cmocka_unit_test(test_memory),
        cmocka_unit_test(test_random_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
