/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents that are packed. The first byte chooses: w for Word, o for OpenDocument, e for an
 * e-book, whose parts follow (body, styles, footnotes, numbering; package, two chapters) with a
 * separator between them and are packed here; or else all bytes are a document as it comes. Both
 * readings of it must be texts.
 */
#include "fuzz.h"
#include "stored_zip.h"

static void read_document(const char *bytes, size_t length, const char *format)
{
    for (uint32_t revisions = 0; revisions < 2; revisions++) {
        almost_text_options options;
        almost_text_options_init(&options);
        options.format = format;
        options.revisions = revisions;
        almost_error error = {0};
        almost_text *text = NULL;
        almost_status status = almost_text_from_memory(bytes, length, &options, &text, &error);
        FUZZ_CHECK(status == ALMOST_OK || error.message[0] != '\0', "a failure without a word");
        if (status != ALMOST_OK)
            continue;
        uint64_t n;
        const char *read = almost_text_bytes(text, &n);
        FUZZ_CHECK(n == 0 || (read[0] != '\n' && read[n - 1] != '\n'), "line ends at an edge");
        for (uint64_t at = 0; at <= n; at += 1 + n / 100)
            (void)almost_text_place(text, at);
        almost_text_free(text);
    }
}

static void pack(const char *bytes, size_t length, char kind)
{
    static stored_zip zip;
    zip.length = zip.list_length = 0;
    zip.members = 0;
    zip.full = false;
    const char *texts[4] = {"", "", "", ""};
    size_t lengths[4] = {0};
    for (int i = 0; i < 4; i++) {
        fuzz_parts parts = fuzz_split((const uint8_t *)bytes, length);
        texts[i] = parts.first;
        lengths[i] = parts.first_length;
        bytes = parts.second;
        length = parts.second_length;
    }
    if (kind == 'w')
        stored_zip_word(&zip, texts, lengths);
    else if (kind == 'e')
        stored_zip_epub(&zip, texts, lengths);
    else
        stored_zip_odt(&zip, texts, lengths);
    if (!zip.full)
        read_document(zip.bytes, zip.length, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    if (size == 0)
        return 0;
    if (*bytes == 'w' || *bytes == 'o' || *bytes == 'e') {
        pack(bytes + 1, size - 1, *bytes);
        return 0;
    }
    read_document(bytes, size, "docx");
    read_document(bytes, size, "odt");
    read_document(bytes, size, "epub");
    return 0;
}
