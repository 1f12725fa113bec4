/* SPDX-License-Identifier: Apache-2.0 */
/* Web pages, Markdown and e-books from within: where each byte comes from, failing memory. */
#include "text/layers.h"
#include "text/origin.h"
#include "text/parts.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "scarce_reading.h"
#include "stored_zip.h"

static const char page[] =
    "<!DOCTYPE html><title>no</title><h1 id=a>A &amp; <em>b</em></h1><p>One\n  two <q>x</q><br>y"
    "<table><caption>C<tr><td>c<td colspan=2><p>d</table><pre>\n e\n\n\n  f &lt; g\n</pre>"
    "<p hidden>no<ul><li>h<li>i</ul><aside role=doc-footnote>note <aside role=doc-footnote>in it"
    "</aside></aside><del>old</del><ins>new</ins>";

static const char marked[] = "---\na: b\n---\n# A &amp; *b*\n\n1. [c](d) `e`\n   > "
                             "f\n\n|g|h|\n|---|---|\n|i|j|\n\n```\n\tk\n\n\n"
                             " l\n```\n\n<div>\n<b>m</b>\n</div>\n\nn  \no ![p](q)";

static const char part[] = "<body><p>One<aside epub:type='footnote'>note"
                           "</aside> and<span epub:type='pagebreak' title='5'/> two.</p></body>";

static const char package[] =
    "<manifest><item id='a' href='a%20b.xhtml'/><item id='n' href='c.xhtml' "
    "properties='nav'/></manifest><spine><itemref idref='n'/><itemref idref='a'/></spine><guide>"
    "<reference type='cover' href='c.xhtml'/></guide>";

static const stored_zip *book(void)
{
    static stored_zip zip;
    zip.length = zip.list_length = 0;
    zip.members = 0;
    zip.full = false;
    const char *const texts[] = {package, part, ""};
    const size_t lengths[] = {sizeof package - 1, sizeof part - 1, 0};
    stored_zip_epub(&zip, texts, lengths);
    assert_false(zip.full);
    return &zip;
}

enum { PAGE, ARTICLE, MARKDOWN, BOOK, KINDS };

static almost_status open_kind(int kind, const almost_environment *environment, almost_text **text,
                               almost_error *error)
{
    static const char *const formats[KINDS] = {"html", "html", "markdown", "epub"};
    const char *bytes = kind == MARKDOWN ? marked : kind == BOOK ? book()->bytes : page;
    size_t length = kind == MARKDOWN ? sizeof marked - 1
                    : kind == BOOK   ? book()->length
                                     : sizeof page - 1;
    almost_text_options options;
    almost_text_options_init(&options);
    options.format = formats[kind];
    options.main_only = kind == ARTICLE;
    options.environment = environment;
    return almost_text_from_memory(bytes, length, &options, text, error);
}

static almost_text *opened(int kind)
{
    almost_text *text = NULL;
    almost_error error;
    assert_int_equal(open_kind(kind, NULL, &text, &error), ALMOST_OK);
    return text;
}

static void check_read(int kind, const char *expected)
{
    almost_text *text = opened(kind);
    assert_int_equal(text->length, strlen(expected));
    assert_memory_equal(text->bytes, expected, text->length);
    almost_text_free(text);
}

static void test_texts(void **unused)
{
    (void)unused;
    static const char read[] = "A & b\n\nOne two “x”\ny\n\nC\nc\td\n\n e\n\n\n  f < g\n\nh\n\ni\n\n"
                               "note\n\nin it\n\nnew";
    check_read(PAGE, read);
    check_read(MARKDOWN,
               "---\na: b\n---\n\nA & b\n\nc e\n\nf\n\ng\th\ni\tj\n\n    k\n\n\n l\n\nm\n\n"
               "n\no p");
    check_read(BOOK, "One and two.\n\nnote");
}

/* What a run says that it has from the source, byte for byte, stands there. */
static void test_origin(void **unused)
{
    (void)unused;
    for (int kind = 0; kind < KINDS; kind++) {
        almost_text *text = opened(kind);
        const char *source = text->parts != NULL ? text->parts->bytes.bytes : text->source;
        const al_origin *origin = text->origin;
        uint64_t same = 0;
        for (size_t i = 0; i < origin->n; i++) {
            uint32_t start = origin->runs[i].start,
                     end = i + 1 < origin->n ? origin->runs[i + 1].start : origin->end;
            al_range from = origin->runs[i].source;
            if (from.end - from.start != end - start)
                continue;
            assert_memory_equal(text->bytes + start, source + from.start, end - start);
            same += end - start;
        }
        assert_true(same > 0);
        almost_text_free(text);
    }
}

/* The bytes of a layer's first span. */
static void check_layer(const almost_text *text, al_layer_kind kind, const char *expected)
{
    al_layer_walk walk = al_layers_walk(text->layers, kind, (al_range){0, (uint32_t)text->length});
    const al_layer_span *span = al_layer_next(&walk);
    assert_non_null(span);
    assert_int_equal(span->bytes.end - span->bytes.start, strlen(expected));
    assert_memory_equal(text->bytes + span->bytes.start, expected, strlen(expected));
}

static void test_layers(void **unused)
{
    (void)unused;
    almost_text *text = opened(PAGE);
    check_layer(text, AL_LAYER_HEADING, "A & b");
    check_layer(text, AL_LAYER_EMPHASIS, "b");
    check_layer(text, AL_LAYER_NOTE, "note\n\nin it");
    almost_text_free(text);
    text = opened(MARKDOWN);
    check_layer(text, AL_LAYER_OUTSIDE, "---\na: b\n---");
    check_layer(text, AL_LAYER_HEADING, "A & b");
    almost_text_free(text);
    text = opened(BOOK);
    check_layer(text, AL_LAYER_NOTE, "note");
    almost_text_free(text);
}

static almost_status open_one(const void *of, const almost_environment *environment,
                              almost_text **text, almost_error *error)
{
    return open_kind(*(const int *)of, environment, text, error);
}

static void test_memory(void **unused)
{
    (void)unused;
    for (int kind = 0; kind < KINDS; kind++)
        read_scarcely(open_one, &kind);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_origin),
        cmocka_unit_test(test_layers),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
