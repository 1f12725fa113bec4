/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of files that are no texts, and that a declared encoding takes them all the same. */
#include <almost/almost.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

static almost_status open_bytes(const char *bytes, size_t length, const char *encoding,
                                almost_error *error)
{
    almost_text_options options;
    almost_text *text = NULL;
    almost_text_options_init(&options);
    options.encoding = encoding;
    almost_status status = almost_text_from_memory(bytes, length, &options, &text, error);
    almost_text_free(text);
    return status;
}

#define REFUSES(bytes, mention) refuses(bytes, sizeof bytes - 1, mention)

static void refuses(const char *bytes, size_t length, const char *mention)
{
    almost_error error;
    assert_int_equal(open_bytes(bytes, length, NULL, &error), ALMOST_ERROR_FORMAT);
    assert_non_null(strstr(error.message, mention));
    assert_non_null(strstr(error.message, "; "));
    assert_int_equal(open_bytes(bytes, length, "windows-1252", &error), ALMOST_OK);
    for (size_t cut = 0; cut < length; cut++) /* shorter is as safe, whatever it is */
        (void)open_bytes(bytes, cut, NULL, &error);
}

static void test_documents(void **unused)
{
    (void)unused;
    REFUSES("850STL25.01", "a file of subtitles for broadcasting (EBU STL)");
    REFUSES("\x89PNG\r\n\x1A\n", "a picture (PNG)");
    REFUSES("RIFF\0\0\0\0WEBPVP8 ", "a picture (WebP)");
}

static void test_archives(void **unused)
{
    (void)unused;
    REFUSES("7z\xBC\xAF\x27\x1C", "an archive (7z)");
    REFUSES("PK\3\4 [Content_Types].xml word/document.xml", "a Word document");
    REFUSES("PK\3\4 mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument text");
    REFUSES("PK\3\4 mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "an OpenDocument file");
}

/* Where the name stands at the end only, in the list that an archive ends with. */
static void test_names_at_the_end(void **unused)
{
    (void)unused;
    static char bytes[20000];
    memset(bytes, 'x', sizeof bytes);
    memcpy(bytes, "PK\3\4", 4);
    memcpy(bytes + sizeof bytes - 100, "xl/workbook.xml", 15);
    almost_error error;
    assert_int_equal(open_bytes(bytes, sizeof bytes, NULL, &error), ALMOST_ERROR_FORMAT);
    assert_non_null(strstr(error.message, "an Excel document"));
}

static void test_texts_about_them(void **unused)
{
    (void)unused;
    static const char *const texts[] = {"PDF",           "A %PDF-1.7 header",
                                        "PK and others", "GIF89 is one",
                                        "ID3 tags",      "MM",
                                        "II* is Unix",   ""};
    almost_error error;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(open_bytes(texts[i], strlen(texts[i]), NULL, &error), ALMOST_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_archives),
        cmocka_unit_test(test_names_at_the_end),
        cmocka_unit_test(test_texts_about_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
