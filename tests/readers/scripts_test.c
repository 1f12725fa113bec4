/* SPDX-License-Identifier: Apache-2.0 */
/* Scripts from within: layers, where each byte comes from, failing memory. */
#include "almost/almost.h"
#include "text/layers.h"
#include "text/origin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "scarce_reading.h"

static const char script[] =
    "Title: A title\nAuthor: Ann\n\nINT. HOUSE #1#\n\nAction /* no */ and *more* [[a\n"
    "note]].\n\nANN (V.O.)\n(softly)\nYes \\*so\\*.\nNo.\n\n[[Alone.]]\n\nEnd.";

static almost_status open_script(const char *format, const almost_environment *environment,
                                 almost_text **text, almost_error *error)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.format = format;
    options.environment = environment;
    return almost_text_from_memory(script, sizeof script - 1, &options, text, error);
}

static almost_text *opened(void)
{
    almost_text *text = NULL;
    almost_error error;
    assert_int_equal(open_script("fountain", NULL, &text, &error), ALMOST_OK);
    return text;
}

/* The spans of a kind, one a line with its value. */
static void check_layers(const almost_text *text, al_layer_kind kind, const char *wanted)
{
    char found[400] = "";
    size_t length = 0;
    al_layer_walk walk = al_layers_walk(text->layers, kind, (al_range){0, UINT32_MAX});
    for (const al_layer_span *span; (span = al_layer_next(&walk)) != NULL;) {
        al_value value = al_layers_value(text->layers, span);
        length += (size_t)snprintf(found + length, sizeof found - length, "%.*s: %.*s|",
                                   (int)value.number, value.bytes != NULL ? value.bytes : "",
                                   (int)(span->bytes.end - span->bytes.start),
                                   text->bytes + span->bytes.start);
    }
    assert_string_equal(found, wanted);
}

static void test_layers(void **unused)
{
    (void)unused;
    almost_text *text = opened();
    check_layers(text, AL_LAYER_HEADING, "1: A title|1: INT. HOUSE|");
    check_layers(text, AL_LAYER_OUTSIDE, "data of the title page: Ann|");
    check_layers(text, AL_LAYER_EMPHASIS, ": more|");
    check_layers(text, AL_LAYER_NOTE, ": a note|: Alone.|");
    check_layers(text, AL_LAYER_SPEECH, "ANN: Yes *so*.\nNo.|");
    almost_text_free(text);
}

/* What a run says that it has from the source, byte for byte, stands there. */
static void test_origin(void **unused)
{
    (void)unused;
    almost_text *text = opened();
    const al_origin *origin = text->origin;
    for (size_t i = 0; i < origin->n; i++) {
        uint32_t start = origin->runs[i].start,
                 end = i + 1 < origin->n ? origin->runs[i + 1].start : origin->end;
        al_range source = origin->runs[i].source;
        assert_true(source.end <= sizeof script - 1);
        if (source.end - source.start == end - start)
            assert_memory_equal(text->bytes + start, script + source.start, end - start);
    }
    almost_text_free(text);
}

static almost_status open_one(const void *of, const almost_environment *environment,
                              almost_text **text, almost_error *error)
{
    return open_script(of, environment, text, error);
}

static void test_memory(void **unused)
{
    (void)unused;
    static const char *const formats[] = {"fountain", "screenplay", "play"};
    for (int i = 0; i < 3; i++)
        read_scarcely(open_one, formats[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layers),
        cmocka_unit_test(test_origin),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
