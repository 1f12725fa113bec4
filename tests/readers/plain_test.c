/* SPDX-License-Identifier: Apache-2.0 */
/* Plain text from within: what belongs to the file, what is mended, and failing memory. */
#include "almost/almost.h"
#include "text/layers.h"
#include "text/origin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "scarce_reading.h"

#define BROKEN "caf\xC3\x83\xC2\xA9" /* café, whose UTF-8 was read as Latin-1 */

static const char book[] =
    "The Project Gutenberg EBook of Letters\n\n*** START OF THE PROJECT GUTENBERG EBOOK ***\n\n"
    "A _word_ in a " BROKEN " and =one= more, d&amp;eacute;j\xC3\x83\xC2\xA0 vu.\n\n"
    "*** END OF THE PROJECT GUTENBERG EBOOK ***\n";
static const char page[] = "<h1>The " BROKEN "</h1><p id='x'>A <em>" BROKEN "</em> in the town.";

typedef struct source {
    const char *bytes, *format;
    bool repair;
} source;

static const source sources[] = {
    {book, "text", false}, {book, "text", true}, {page, "html", false}, {page, "html", true}};

static almost_status open_source(const void *of, const almost_environment *environment,
                                 almost_text **text, almost_error *error)
{
    const source *source = of;
    almost_text_options options;
    almost_text_options_init(&options);
    options.format = source->format;
    options.repair = source->repair;
    options.environment = environment;
    return almost_text_from_memory(source->bytes, strlen(source->bytes), &options, text, error);
}

static almost_text *opened(size_t index)
{
    almost_text *text = NULL;
    almost_error error;
    assert_int_equal(open_source(&sources[index], NULL, &text, &error), ALMOST_OK);
    return text;
}

static size_t count(const almost_text *text, al_layer_kind kind)
{
    size_t n = 0;
    al_layer_walk walk = al_layers_walk(text->layers, kind, (al_range){0, (uint32_t)text->length});
    while (al_layer_next(&walk) != NULL)
        n++;
    return n;
}

static void test_layers(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < 2; i++) {
        almost_text *text = opened(i);
        assert_true(count(text, AL_LAYER_OUTSIDE) >= 2);
        assert_int_equal(count(text, AL_LAYER_EMPHASIS), 2);
        almost_text_free(text);
    }
}

/* What lies where, and where it comes from, goes along with the bytes that are mended. */
static void test_mended(void **unused)
{
    (void)unused;
    almost_text *text = opened(3);
    assert_int_equal(almost_text_repaired(text), 2);
    assert_int_equal(text->length, strlen("The caf\xC3\xA9\n\nA caf\xC3\xA9 in the town."));
    assert_memory_equal(text->bytes, "The caf\xC3\xA9\n\nA caf\xC3\xA9 in the town.", text->length);
    al_layer_walk walk =
        al_layers_walk(text->layers, AL_LAYER_HEADING, (al_range){0, (uint32_t)text->length});
    const al_layer_span *heading = al_layer_next(&walk);
    assert_non_null(heading);
    assert_int_equal(heading->bytes.end, strlen("The caf\xC3\xA9"));
    const char *town = strstr(text->bytes, "town");
    almost_place place = almost_text_place(text, (uint64_t)(town - text->bytes));
    assert_memory_equal(page + place.source_byte, "town", 4);
    almost_mark mark;
    assert_true(almost_text_mark(text, ALMOST_MARK_ELEMENT, place.byte, &mark));
    assert_int_equal(mark.byte, strlen("The caf\xC3\xA9\n\n"));
    assert_int_equal(text->origin->end, text->length);
    almost_text_free(text);
}

static void test_memory(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
        read_scarcely(open_source, &sources[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layers),
        cmocka_unit_test(test_mended),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
