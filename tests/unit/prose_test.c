/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks, white space, marks and layers, as readers hand them over. */
#include "read/prose.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#define SOURCE "<p>One  <b>two</b>\n three </p><h1> Four</h1> <p>&amp;</p>"

static almost_environment environment;

static al_builder begin(al_prose *prose, al_builder *builder)
{
    almost_environment_init(&environment);
    const almost_allocator *allocator = al_allocator_default();
    size_t length = strlen(SOURCE);
    char *bytes = al_allocate(allocator, length + AL_TEXT_PADDING, 1);
    assert_non_null(bytes);
    memcpy(bytes, SOURCE, length);
    memset(bytes + length, ' ', AL_TEXT_PADDING);
    al_bytes source = {bytes, length, 0};
    almost_error error;
    assert_int_equal(al_builder_init(builder, allocator, "a test", &source, 1 << 20, &error),
                     ALMOST_OK);
    al_prose_init(prose, builder);
    return *builder;
}

static almost_text *end(al_prose *prose, al_builder *builder)
{
    almost_error error;
    almost_text *text;
    assert_int_equal(al_prose_finish(prose, &error), ALMOST_OK);
    assert_int_equal(al_builder_finish(builder, &text), ALMOST_OK);
    return text;
}

/* Append what stands in the source, found by its first occurrence. */
static void say(al_prose *prose, const char *piece)
{
    const char *source = prose->builder->text->source;
    uint32_t start = (uint32_t)(strstr(source, piece) - source);
    uint32_t length = (uint32_t)strlen(piece);
    al_prose_text(prose, piece, length, (al_range){start, start + length});
}

static void test_blocks(void **unused)
{
    (void)unused;
    al_prose prose;
    al_builder builder;
    begin(&prose, &builder);
    al_prose_part(&prose, AL_PARTING_BLOCK);
    say(&prose, "One  ");
    al_prose_begin(&prose, AL_LAYER_EMPHASIS, "");
    say(&prose, "two");
    al_prose_end(&prose, AL_LAYER_EMPHASIS);
    say(&prose, "\n three ");
    al_prose_part(&prose, AL_PARTING_BLOCK);
    al_prose_begin(&prose, AL_LAYER_HEADING, "1");
    al_prose_mark_name(&prose, AL_MILESTONE_CHAPTER, "Four");
    say(&prose, " Four");
    al_prose_end(&prose, AL_LAYER_HEADING);
    al_prose_part(&prose, AL_PARTING_BLOCK);
    const char *entity = strstr(builder.text->source, "&amp;");
    uint32_t at = (uint32_t)(entity - builder.text->source);
    al_prose_text(&prose, "&", 1, (al_range){at, at + 5});
    al_prose_text(&prose, "  ", 2, (al_range){at, at + 2}); /* nothing follows: it is not there */
    almost_text *text = end(&prose, &builder);
    assert_int_equal(text->length, strlen("One two three\n\nFour\n\n&"));
    assert_memory_equal(text->bytes, "One two three\n\nFour\n\n&", text->length);

    almost_mark mark;
    assert_true(almost_text_mark(text, ALMOST_MARK_PARAGRAPH, 16, &mark));
    assert_int_equal(mark.number, 2);
    assert_int_equal(mark.byte, 15);
    assert_true(almost_text_mark(text, ALMOST_MARK_CHAPTER, 21, &mark));
    assert_memory_equal(mark.name, "Four", 4);
    assert_false(almost_text_mark(text, ALMOST_MARK_CHAPTER, 14, &mark));
    al_layer_walk walk = al_layers_walk(text->layers, AL_LAYER_EMPHASIS, (al_range){0, 15});
    const al_layer_span *span = al_layer_next(&walk);
    assert_int_equal(span->bytes.start, 4);
    assert_int_equal(span->bytes.end, 7);
    assert_int_equal(almost_text_place(text, 21).source_byte, at);
    assert_int_equal(SOURCE[almost_text_place(text, 8).source_byte], 't');
    almost_text_free(text);
}

/* An empty name ends a mark; a layer around nothing holds nothing. */
static void test_ends(void **unused)
{
    (void)unused;
    al_prose prose;
    al_builder builder;
    begin(&prose, &builder);
    al_prose_mark_name(&prose, AL_MILESTONE_CELL, "1.1");
    say(&prose, "One");
    al_prose_begin(&prose, AL_LAYER_NOTE, "");
    al_prose_end(&prose, AL_LAYER_NOTE);
    al_prose_mark_name(&prose, AL_MILESTONE_CELL, "");
    al_prose_part(&prose, AL_PARTING_LINE);
    al_prose_verbatim(&prose, "a  b", 4, (al_range){0, 4});
    almost_text *text = end(&prose, &builder);
    almost_mark mark;
    assert_memory_equal(text->bytes, "One\na  b", 8);
    assert_true(almost_text_mark(text, ALMOST_MARK_CELL, 3, &mark));
    assert_false(almost_text_mark(text, ALMOST_MARK_CELL, 4, &mark));
    al_layer_walk walk = al_layers_walk(text->layers, AL_LAYER_NOTE, (al_range){0, 8});
    assert_null(al_layer_next(&walk));
    almost_text_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_blocks), cmocka_unit_test(test_ends)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
