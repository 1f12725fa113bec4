/* SPDX-License-Identifier: Apache-2.0 */
/* TEI from within: layers, who speaks, where each byte comes from, failing memory. */
#include "almost/almost.h"
#include "text/layers.h"
#include "text/milestones.h"
#include "text/origin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "scarce_reading.h"

static const char document[] =
    "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><listWit xml:id='all'><witness xml:id='A'>"
    "<abbr>a</abbr></witness></listWit></teiHeader><text><body><div n='1'><head>A <hi>heading</hi>"
    "</head><sp who='#who'><speaker>HAMLET.</speaker><p>To be, <q>or not</q>,<note>A note.</note> "
    "to <stage>Turns.</stage>be.</p><p>Next.</p></sp><p>The &amp; <app><lem>quick</lem>"
    "<rdg wit='#A'>slow</rdg></app> <choice><sic>foxs</sic><corr>fox</corr></choice> <del>ran</del>"
    "<delSpan spanTo='#e'/>x<anchor xml:id='e'/> and <said who='#ann'>said</said> foot-<lb "
    "break='no'"
    "/>note.</p><list><label>1</label><item>item</item></list><table><row><cell>cell</cell></row>"
    "</table></div></body></text></TEI>";

static almost_status open_document(const char *witness, const almost_environment *environment,
                                   almost_text **text, almost_error *error)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.witness = witness;
    options.environment = environment;
    return almost_text_from_memory(document, sizeof document - 1, &options, text, error);
}

static almost_text *opened(const char *witness)
{
    almost_text *text = NULL;
    almost_error error;
    assert_int_equal(open_document(witness, NULL, &text, &error), ALMOST_OK);
    assert_string_equal(almost_text_format(text), "tei");
    return text;
}

static void test_text(void **unused)
{
    (void)unused;
    static const char wanted[] = "A heading\n\nTo be, or not, to be.\n\nA "
                                 "note.\n\nTurns.\n\nNext.\n\nThe & slow fox and said "
                                 "footnote.\n\nitem\n\ncell";
    almost_text *text = opened("A");
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    assert_int_equal(length, strlen(wanted));
    assert_memory_equal(bytes, wanted, length);
    almost_text_free(text);
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
    almost_text *text = opened(NULL);
    check_layers(text, AL_LAYER_HEADING, "1: A heading|");
    check_layers(text, AL_LAYER_EMPHASIS, ": heading|");
    check_layers(text, AL_LAYER_NOTE, ": A note.|");
    check_layers(text, AL_LAYER_SPEECH,
                 "HAMLET: To be, or not, to be.|: or not|HAMLET: Next.|ann: said|");
    almost_text_free(text);
}

static void check_speaker(const almost_text *text, const char *word, const char *wanted)
{
    almost_mark mark = {.name = ""};
    const char *at = strstr(text->bytes, word);
    assert_non_null(at);
    (void)almost_text_mark(text, ALMOST_MARK_SPEAKER, (uint64_t)(at - text->bytes), &mark);
    assert_int_equal(mark.name_length, strlen(wanted));
    assert_memory_equal(mark.name, wanted, strlen(wanted));
}

static void test_speakers(void **unused)
{
    (void)unused;
    almost_text *text = opened(NULL);
    check_speaker(text, "heading", "");
    check_speaker(text, "be.", "HAMLET");
    check_speaker(text, "note.", "");
    check_speaker(text, "Turns", "");
    check_speaker(text, "Next", "HAMLET");
    check_speaker(text, "quick", "");
    check_speaker(text, "said", "ann");
    check_speaker(text, "foot", "");
    almost_text_free(text);
}

/* What a run says that it has from the source, byte for byte, stands there. */
static void test_origin(void **unused)
{
    (void)unused;
    almost_text *text = opened(NULL);
    const al_origin *origin = text->origin;
    for (size_t i = 0; i < origin->n; i++) {
        uint32_t start = origin->runs[i].start,
                 end = i + 1 < origin->n ? origin->runs[i + 1].start : origin->end;
        al_range source = origin->runs[i].source;
        assert_true(source.end <= sizeof document - 1);
        if (source.end - source.start == end - start)
            assert_memory_equal(text->bytes + start, document + source.start, end - start);
    }
    almost_text_free(text);
}

static almost_status open_one(const void *of, const almost_environment *environment,
                              almost_text **text, almost_error *error)
{
    return open_document(of, environment, text, error);
}

static void test_memory(void **unused)
{
    (void)unused;
    read_scarcely(open_one, "a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),     cmocka_unit_test(test_layers),
        cmocka_unit_test(test_speakers), cmocka_unit_test(test_origin),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
