/* SPDX-License-Identifier: Apache-2.0 */
/* Redlines from within: failing memory, a sink that refuses, options that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "scarce.h"
#include "stored_zip.h"

/* clang-format off */
#define RUN(text) "<w:r><w:t xml:space='preserve'>" text "</w:t></w:r>"
#define WORD_P(text) "<w:p>" RUN(text) "</w:p>"
#define CELL(text) "<w:tc>" WORD_P(text) "</w:tc>"
#define ODT_P(text) "<text:p text:style-name='P'>" text "</text:p>"

static const char *const bodies[2][2] = {
    {"<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>" RUN("The seller delivers forty barrels of herring.")
     "<w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
     WORD_P("The buyer pays two hundred crowns in silver at the quay of the harbour.")
     WORD_P("Disputes are settled by the court of Lubeck, whose judgement is final.")
     "<w:tbl><w:tr>" CELL("a") CELL("b") "</w:tr><w:tr>" CELL("c") CELL("d") "</w:tr></w:tbl>"
     WORD_P("What is paid for.") "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>"
     CELL("forty barrels") CELL("nine crowns") "</w:tr></w:tbl>",
     WORD_P("Disputes are settled by the court of Lubeck, whose judgement is final.")
     WORD_P("The seller delivers fifty barrels") WORD_P("of herring.")
     WORD_P("The buyer pays two hundred crowns in silver at the quay of the harbour.")
     "<w:tbl><w:tr>" CELL("a") CELL("e") "</w:tr><w:tr>" CELL("f") CELL("g") "</w:tr><w:tr>"
     CELL("c") CELL("d") "</w:tr></w:tbl>"
     WORD_P("What is paid for.") "<w:tbl><w:tr>" CELL("forty barrels") CELL("of salt")
     CELL("nine crowns") "</w:tr></w:tbl>"},
    {ODT_P("The seller delivers <text:span>forty</text:span> barrels of herring.")
     ODT_P("The buyer pays two hundred crowns.") ODT_P("Disputes are settled by the court."),
     ODT_P("The seller delivers fifty barrels")
     ODT_P("of herring.<text:note><text:note-body>" ODT_P("new") "</text:note-body></text:note>")
     ODT_P("Disputes are settled by the court.")}};
/* clang-format on */

static almost_text *opened(bool odt, int which, const almost_environment *environment)
{
    static stored_zip zip;
    zip.length = zip.list_length = 0;
    zip.members = 0;
    zip.full = false;
    const char *texts[4] = {bodies[odt][which], "",
                            odt ? "" : "<w:footnote w:id='1'>" WORD_P("A note.") "</w:footnote>",
                            ""};
    size_t lengths[4];
    for (int i = 0; i < 4; i++)
        lengths[i] = strlen(texts[i]);
    if (odt)
        stored_zip_odt(&zip, texts, lengths);
    else
        stored_zip_word(&zip, texts, lengths);
    almost_text_options options;
    almost_text_options_init(&options);
    options.environment = environment;
    almost_text *text = NULL;
    assert_int_equal(almost_text_from_memory(zip.bytes, zip.length, &options, &text, NULL),
                     ALMOST_OK);
    return text;
}

static int count_bytes(void *context, const char *bytes, size_t length)
{
    (void)bytes;
    *(size_t *)context += length;
    return 0;
}

static int refuse(void *context, const char *bytes, size_t length)
{
    (void)context;
    (void)bytes;
    return length > 0;
}

/* Everything is in a comparison whose memory is scarce from some call on. */
static void check_memory(bool odt, const char *format)
{
    scarce scarce;
    scarce_init(&scarce, -1);
    almost_environment environment;
    almost_environment_init(&environment);
    environment.allocator = &scarce.allocator;
    almost_text *original = opened(odt, 0, NULL), *telling = opened(odt, 1, NULL);
    almost_compare_options comparing;
    almost_compare_options_init(&comparing);
    comparing.environment = &environment;
    almost_comparison *comparison = NULL;
    assert_int_equal(almost_compare(original, telling, &comparing, &comparison, NULL), ALMOST_OK);
    almost_redline_options options;
    almost_redline_options_init(&options);
    options.format = format;
    long before = scarce.outstanding;
    for (long call = 0; scarce.failed || call == 0; call++) {
        size_t length = 0;
        scarce.calls = 0;
        scarce.failed = false;
        scarce.fails = call;
        almost_status status = almost_redline(comparison, &options, count_bytes, &length, NULL);
        assert_int_equal(status, scarce.failed ? ALMOST_ERROR_MEMORY : ALMOST_OK);
        assert_true((length > 0) == (status == ALMOST_OK));
        assert_int_equal(scarce.outstanding, before);
    }
    scarce.fails = -1;
    almost_comparison_free(comparison);
    almost_text_free(original);
    almost_text_free(telling);
}

static void test_memory(void **unused)
{
    (void)unused;
    check_memory(false, "docx");
    check_memory(true, "odt");
    check_memory(false, "odt");
    check_memory(true, "docx");
}

static void test_options(void **unused)
{
    (void)unused;
    almost_text *original = opened(false, 0, NULL), *telling = opened(false, 1, NULL);
    almost_comparison *comparison = NULL;
    almost_error error;
    assert_int_equal(almost_compare(original, telling, NULL, &comparison, NULL), ALMOST_OK);
    almost_redline_options options;
    almost_redline_options_init(&options);
    assert_int_equal(almost_redline(comparison, &options, refuse, NULL, &error),
                     ALMOST_ERROR_WRITE);
    options.format = "pdf";
    assert_int_equal(almost_redline(comparison, &options, refuse, NULL, &error),
                     ALMOST_ERROR_ARGUMENT);
    options.format = NULL;
    assert_int_equal(almost_redline(comparison, &options, refuse, NULL, &error),
                     ALMOST_ERROR_ARGUMENT);
    almost_redline_options_init(&options);
    options.date = INT64_MAX;
    assert_int_equal(almost_redline(comparison, &options, refuse, NULL, &error),
                     ALMOST_ERROR_ARGUMENT);
    options.date = 0;
    options.moves = (almost_moves)7;
    assert_int_equal(almost_redline(comparison, &options, refuse, NULL, &error),
                     ALMOST_ERROR_ARGUMENT);
    almost_comparison_free(comparison);
    almost_text_free(original);
    almost_text_free(telling);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
