/* SPDX-License-Identifier: Apache-2.0 */
/* Documents of word processors from within: where each byte comes from, failing memory, what is
 * left out. */
#include "read/docx.h"
#include "read/odt.h"
#include "text/origin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "scarce_reading.h"
#include "stored_zip.h"

static const char *const word_texts[] = {
    "<w:p><w:pPr><w:pStyle w:val='H'/></w:pPr><w:r><w:t>A heading &amp; more</w:t></w:r></w:p>"
    "<w:p><w:r><w:t xml:space='preserve'>Two   blanks, </w:t></w:r><w:r><w:t>three"
    "</w:t><w:footnoteReference w:id='1'/></w:r><w:r><w:txbxContent><w:p><w:r><w:t>In a box."
    "</w:t></w:r></w:p></w:txbxContent></w:r><mc:AlternateContent><mc:Choice/>"
    "</mc:AlternateContent><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "<w:p><w:pPr><w:numPr><w:numId "
    "w:val='2'/></w:numPr></w:pPr><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>",
    "<w:style w:styleId='H'><w:name w:val='heading 1'/></w:style>",
    "<w:footnote w:id='1'><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>",
    "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='3'/><w:lvlText "
    "w:val='%1.'/><w:numFmt w:val='decimal'/></w:lvl></w:abstractNum><w:num w:numId='2'>"
    "<w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='1'><w:lvl w:ilvl='1'/></w:lvlOverride>"
    "</w:num>"};

static const char *const odt_texts[] = {
    "<text:tracked-changes><text:changed-region text:id='d'><text:deletion><text:p>old</text:p>"
    "<text:p/></text:deletion></text:changed-region><text:changed-region text:id='i'>"
    "<text:insertion/></text:changed-region></text:tracked-changes>"
    "<text:h>Heading</text:h><text:p>a<text:change text:change-id='d'/><text:change-start "
    "text:change-id='i'/>b<text:change-end text:change-id='i'/><text:s text:c='3'/>c"
    "<office:annotation><text:p>a comment</text:p></office:annotation>"
    "<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note></text:p>"
    "<table:table><table:table-row><table:table-cell><text:list text:style-name='L'>"
    "<text:list-item><text:p>cell</text:p></text:list-item></text:list></table:table-cell>"
    "</table:table-row></table:table>",
    "<style:style style:name='x' style:family='text'/><text:list-style style:name='L'>"
    "<text:list-level-style-number text:level='1' style:num-format='i'/></text:list-style>"};

static const stored_zip *made(bool odt)
{
    static stored_zip zip;
    zip.length = zip.list_length = 0;
    zip.members = 0;
    zip.full = false;
    size_t lengths[4];
    const char *const *texts = odt ? odt_texts : word_texts;
    for (int i = 0; i < (odt ? 2 : 4); i++)
        lengths[i] = strlen(texts[i]);
    if (odt)
        stored_zip_odt(&zip, texts, lengths);
    else
        stored_zip_word(&zip, texts, lengths);
    assert_false(zip.full);
    return &zip;
}

static almost_status open_document(const stored_zip *zip, almost_revisions revisions,
                                   const almost_environment *environment, almost_text **text,
                                   almost_error *error)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.revisions = revisions;
    options.environment = environment;
    return almost_text_from_memory(zip->bytes, zip->length, &options, text, error);
}

static almost_text *opened(bool odt, almost_revisions revisions)
{
    almost_text *text = NULL;
    almost_error error;
    assert_int_equal(open_document(made(odt), revisions, NULL, &text, &error), ALMOST_OK);
    assert_string_equal(almost_text_format(text), odt ? "odt" : "docx");
    return text;
}

static void reads(bool odt, almost_revisions revisions, const char *wanted)
{
    almost_text *text = opened(odt, revisions);
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    assert_int_equal(length, strlen(wanted));
    assert_memory_equal(bytes, wanted, length);
    almost_text_free(text);
}

static void test_texts(void **unused)
{
    (void)unused;
    reads(false, ALMOST_REVISIONS_ACCEPTED,
          "A heading & more\n\nTwo   blanks, three\n\nA note.\n\nIn a box.\n\ncell\n\nnew");
    reads(false, ALMOST_REVISIONS_ORIGINAL,
          "A heading & more\n\nTwo   blanks, three\n\nA note.\n\nIn a box.\n\ncell");
    reads(true, ALMOST_REVISIONS_ACCEPTED, "Heading\n\nab   c\n\nnote\n\ncell");
    reads(true, ALMOST_REVISIONS_ORIGINAL, "Heading\n\naold\n\nc\n\nnote\n\ncell");
}

/* What a run says that it has from a part, byte for byte, stands there. */
static void check_origin(const almost_text *text)
{
    const al_origin *origin = text->origin;
    for (size_t i = 0; i < origin->n; i++) {
        uint32_t start = origin->runs[i].start,
                 end = i + 1 < origin->n ? origin->runs[i + 1].start : origin->end;
        al_range source = origin->runs[i].source;
        assert_true(source.end <= text->parts->bytes.length);
        if (source.end - source.start == end - start)
            assert_memory_equal(text->bytes + start, text->parts->bytes.bytes + source.start,
                                end - start);
    }
}

/* The part and the bytes that a word comes from. */
static void check_word(const almost_text *text, const char *word, const char *part_name)
{
    const char *at = strstr(text->bytes, word);
    const al_part *part = al_parts_find(text->parts, part_name);
    assert_non_null(at);
    assert_non_null(part);
    almost_place place = almost_text_place(text, (uint64_t)(at - text->bytes));
    assert_true(place.source_byte >= part->bytes.start && place.source_byte <= part->bytes.end);
    assert_memory_equal(text->parts->bytes.bytes + place.source_byte, word, strlen(word));
}

static void test_origin(void **unused)
{
    (void)unused;
    almost_text *text = opened(false, ALMOST_REVISIONS_ACCEPTED);
    check_origin(text);
    check_word(text, "   blanks", "word/document.xml");
    check_word(text, "note.", "word/footnotes.xml");
    check_word(text, "new", "word/document.xml");
    almost_text_free(text);
    text = opened(true, ALMOST_REVISIONS_ORIGINAL);
    check_origin(text);
    check_word(text, "old", "content.xml");
    almost_text_free(text);
}

static almost_status open_one(const void *of, const almost_environment *environment,
                              almost_text **text, almost_error *error)
{
    int kind = *(const int *)of;
    return open_document(made(kind & 1), (almost_revisions)(kind / 2), environment, text, error);
}

static void test_memory(void **unused)
{
    (void)unused;
    for (int kind = 0; kind < 4; kind++)
        read_scarcely(open_one, &kind);
}

static void test_number(void **unused)
{
    (void)unused;
    almost_text *text = opened(false, ALMOST_REVISIONS_ACCEPTED);
    almost_mark mark;
    assert_true(almost_text_mark(text, ALMOST_MARK_ELEMENT, text->length, &mark));
    assert_int_equal(mark.byte, text->length - 3);
    assert_int_equal(mark.name_length, 2);
    assert_memory_equal(mark.name, "3.", 2);
    almost_text_free(text);
}

static bool on_left_out(void *of, const char *part, const char *what)
{
    bool word = strcmp(part, "word/header1.xml") == 0 && strcmp(what, "headers") == 0,
         odt = strcmp(part, "content.xml") == 0 && strcmp(what, "comments") == 0;
    assert_true(word || odt);
    ++*(int *)of;
    return true;
}

static void test_left_out(void **unused)
{
    (void)unused;
    for (int odt = 0; odt < 2; odt++) {
        almost_text *text = opened(odt, ALMOST_REVISIONS_ACCEPTED);
        al_read_source source = {"a test", NULL, text->source, text->source_length};
        al_read_options options = {.depth = 100};
        al_package package = {&source, &options, text->parts};
        int told = 0;
        assert_int_equal(
            (odt ? al_odt_left_out : al_docx_left_out)(&package, on_left_out, &told, NULL),
            ALMOST_OK);
        assert_int_equal(told, 1);
        almost_text_free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),  cmocka_unit_test(test_origin),
        cmocka_unit_test(test_memory), cmocka_unit_test(test_left_out),
        cmocka_unit_test(test_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
