/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Redlines of any two documents. The first byte chooses: w for Word, o for OpenDocument; the second
 * how; then come the parts of the original (body, styles, footnotes, numbering; body, styles) and
 * the body of the telling, with a separator between them. Each redline is written or refused with a
 * line that says why, and what is written reads as both texts: the library has proved it, and here
 * it is asked again.
 */
#include "fuzz.h"
#include "stored_zip.h"

static almost_text *open_document(const char *bytes, size_t length, uint32_t revisions)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.revisions = revisions;
    almost_text *text = NULL;
    return almost_text_from_memory(bytes, length, &options, &text, NULL) == ALMOST_OK ? text : NULL;
}

static almost_text *pack(const char *const *texts, const size_t *lengths, bool odt)
{
    static stored_zip zip;
    zip.length = zip.list_length = 0;
    zip.members = 0;
    zip.full = false;
    if (odt)
        stored_zip_odt(&zip, texts, lengths);
    else
        stored_zip_word(&zip, texts, lengths);
    return zip.full ? NULL : open_document(zip.bytes, zip.length, ALMOST_REVISIONS_ACCEPTED);
}

static void check_same(const almost_text *text, const almost_text *wanted)
{
    uint64_t length, wanted_length;
    const char *bytes = almost_text_bytes(text, &length),
               *wanted_bytes = almost_text_bytes(wanted, &wanted_length);
    FUZZ_CHECK(length == wanted_length && memcmp(bytes, wanted_bytes, length) == 0,
               "the redline reads as something else");
}

static void check(const almost_text *original, const almost_text *telling, uint8_t how, bool odt)
{
    almost_comparison *comparison = NULL;
    if (almost_compare(original, telling, NULL, &comparison, NULL) != ALMOST_OK)
        return; /* a script that needs ICU, and no ICU */
    almost_redline_options options;
    almost_redline_options_init(&options);
    options.format = odt ? "odt" : "docx";
    options.moves = how & 1 ? ALMOST_MOVES_DELETED : ALMOST_MOVES_NATIVE;
    options.keep_shapes = how >> 1 & 1;
    options.date = 1000000000;
    fuzz_bytes out = {0};
    almost_error error = {0};
    almost_status status = almost_redline(comparison, &options, fuzz_collect, &out, &error);
    FUZZ_CHECK(status == ALMOST_OK || (error.message[0] != '\0' && out.length == 0 &&
                                       strchr(error.message, '\n') == NULL),
               "refused without a line that says why, or with a part of it");
    almost_text *accepted =
        status == ALMOST_OK ? open_document(out.at, out.length, ALMOST_REVISIONS_ACCEPTED) : NULL;
    if (status == ALMOST_OK) {
        FUZZ_CHECK(accepted != NULL, "the redline cannot be read");
        if (!options.keep_shapes)
            check_same(accepted, telling);
    }
    almost_text_free(accepted);
    almost_comparison_free(comparison);
    free(out.at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || (data[0] != 'w' && data[0] != 'o'))
        return 0;
    bool odt = data[0] == 'o';
    const char *texts[5] = {"", "", "", "", ""};
    size_t lengths[5] = {0};
    const uint8_t *bytes = data + 2;
    size_t left = size - 2;
    for (int i = 0; i < (odt ? 3 : 5); i++) {
        fuzz_parts parts = fuzz_split(bytes, left);
        texts[i] = parts.first;
        lengths[i] = parts.first_length;
        bytes = (const uint8_t *)parts.second;
        left = parts.second_length;
    }
    almost_text *original = pack(texts, lengths, odt);
    texts[0] = texts[odt ? 2 : 4];
    lengths[0] = lengths[odt ? 2 : 4];
    almost_text *telling = pack(texts, lengths, odt);
    if (original != NULL && telling != NULL)
        check(original, telling, data[1], odt);
    almost_text_free(original);
    almost_text_free(telling);
    return 0;
}
