/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decoding of any bytes in any encoding. The first byte chooses the encoding.
 * Places must grow with the byte, in every unit; a UTF-8 source must stand as
 * it is; invalid sequences count as one code point each.
 */
#include "fuzz.h"

static const char *const encodings[] = {
    NULL,        "UTF-8",    "UTF-16",       "UTF-16LE",      "UTF-16BE",
    "UTF-32",    "UTF-32LE", "windows-1252", "ISO-8859-1",    "GB18030",
    "Shift_JIS", "KOI8-R",   "ISO-2022-JP",  "no such thing",
};

#define ENCODINGS (sizeof encodings / sizeof *encodings)

static void check_step(const almost_place *before, const almost_place *after)
{
    FUZZ_CHECK(after->code_point >= before->code_point && after->utf16 >= before->utf16 &&
                   after->line >= before->line && after->source_byte >= before->source_byte,
               "places go back between bytes %llu and %llu", (unsigned long long)before->byte,
               (unsigned long long)after->byte);
    FUZZ_CHECK(after->line > before->line || after->column >= before->column,
               "columns go back at byte %llu", (unsigned long long)after->byte);
    FUZZ_CHECK(after->code_point - before->code_point <= after->byte - before->byte,
               "more code points than bytes at %llu", (unsigned long long)after->byte);
}

static void check_places(const almost_text *text, uint64_t length, size_t source)
{
    almost_place before = almost_text_place(text, 0);
    FUZZ_CHECK(before.byte == 0 && before.code_point == 0 && before.utf16 == 0 &&
                   before.line == 1 && before.column == 1,
               "the start is elsewhere");
    uint64_t step = length > 4096 ? length / 1024 : 1;
    for (uint64_t at = 0; at <= length; at += step) {
        almost_place place = almost_text_place(text, at);
        check_step(&before, &place);
        FUZZ_CHECK(place.source_byte <= source, "a place behind the end of the source");
        before = place;
    }
    almost_place end = almost_text_place(text, length);
    almost_place beyond = almost_text_place(text, UINT64_MAX);
    FUZZ_CHECK(end.source_byte == source, "the end is not the end of the source");
    FUZZ_CHECK(memcmp(&end, &beyond, sizeof end) == 0, "beyond the end is not the end");
}

static void check_utf8(const almost_text *text, const char *source, size_t size)
{
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    size_t mark = size >= 3 && memcmp(source, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    FUZZ_CHECK(length == size - mark, "%llu bytes of a UTF-8 source of %zu",
               (unsigned long long)length, size);
    FUZZ_CHECK(length == 0 || memcmp(bytes, source + mark, length) == 0,
               "a UTF-8 source does not stand as it is");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const char *encoding = encodings[data[0] % ENCODINGS];
    const char *source = (const char *)data + 1;
    almost_text *text = fuzz_open(source, size - 1, encoding);
    if (text == NULL)
        return 0;
    uint64_t length;
    almost_text_bytes(text, &length);
    if (strcmp(almost_text_encoding(text), "UTF-8") == 0)
        check_utf8(text, source, size - 1);
    FUZZ_CHECK(almost_text_invalid(text) <= size, "more invalid sequences than bytes");
    FUZZ_CHECK(strlen(almost_text_hash(text)) == 32, "a hash of another length");
    check_places(text, length, size - 1);
    almost_text_free(text);
    return 0;
}
