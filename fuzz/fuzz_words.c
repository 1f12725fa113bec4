/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The word scanner on any bytes, in both modes. The first byte chooses the
 * mode and the size of the batches. Words must be in order and in range, hold
 * no white space, leave no ASCII letter out, and be the same when the scan
 * begins again behind a blank.
 */
#include "fuzz.h"

#include "words/words.h"

typedef struct word_list {
    al_word_span *words;
    size_t count;
} word_list;

static bool is_blank(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_alphanumeric(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Append the words of one range; false when ICU is needed and missing. */
static bool scan(const almost_text *text, almost_words mode, uint64_t start, uint64_t end,
                 size_t batch, word_list *out)
{
    al_word_scanner *scanner = NULL;
    almost_error error = {0};
    al_slice slice = al_slice_of(text);
    almost_status status =
        al_word_scanner_new(&slice, mode, (uint32_t)start, (uint32_t)end, &scanner, &error);
    size_t count = 1;
    while (status == ALMOST_OK && count > 0) {
        status = al_word_scanner_next(scanner, out->words + out->count, batch, &count, &error);
        if (status == ALMOST_OK)
            out->count += count;
    }
    FUZZ_CHECK(status == ALMOST_OK || status == ALMOST_ERROR_ENCODING, "scanning answers %d: %s",
               (int)status, error.message);
    al_word_scanner_free(scanner);
    return status == ALMOST_OK;
}

static void check_gap(const unsigned char *bytes, uint64_t start, uint64_t end, almost_words mode)
{
    for (uint64_t at = start; at < end; at++)
        FUZZ_CHECK(mode == ALMOST_WORDS_SPACE ? bytes[at] >= 0x80 || is_blank(bytes[at])
                                              : !is_alphanumeric(bytes[at]),
                   "byte %llu is in no word", (unsigned long long)at);
}

static void check_words(const almost_text *text, uint64_t length, almost_words mode,
                        const word_list *list)
{
    const unsigned char *bytes = (const unsigned char *)almost_text_bytes(text, &length);
    uint64_t before = 0;
    for (size_t i = 0; i < list->count; i++) {
        al_word_span word = list->words[i];
        FUZZ_CHECK(word.start >= before && word.end > word.start && word.end <= length,
                   "word %zu is %u to %u", i, word.start, word.end);
        check_gap(bytes, before, word.start, mode);
        for (uint32_t at = word.start; at < word.end; at++)
            FUZZ_CHECK(!is_blank(bytes[at]), "white space in the word at %u", word.start);
        before = word.end;
    }
    check_gap(bytes, before, length, mode);
}

/* The same words when the text is scanned in two parts. */
static void check_parts(const almost_text *text, uint64_t length, almost_words mode,
                        const word_list *whole)
{
    const unsigned char *bytes = (const unsigned char *)almost_text_bytes(text, &length);
    uint64_t cut = length / 2;
    while (cut > 0 && !is_blank(bytes[cut - 1]))
        cut--;
    word_list parts = {malloc((length + 256) * sizeof *parts.words), 0};
    if (parts.words == NULL)
        return;
    if (scan(text, mode, 0, cut, 64, &parts) && scan(text, mode, cut, length, 64, &parts))
        FUZZ_CHECK(parts.count == whole->count &&
                       (parts.count == 0 ||
                        memcmp(parts.words, whole->words, parts.count * sizeof *parts.words) == 0),
                   "%zu words, in two parts %zu, cut at byte %llu", whole->count, parts.count,
                   (unsigned long long)cut);
    free(parts.words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    almost_words mode = data[0] & 1 ? ALMOST_WORDS_SPACE : ALMOST_WORDS_UNICODE;
    size_t batch = 64 + (data[0] >> 1);
    almost_text *text = fuzz_open((const char *)data + 1, size - 1, "UTF-8");
    if (text == NULL)
        return 0;
    uint64_t length;
    almost_text_bytes(text, &length);
    word_list list = {malloc((length + 256) * sizeof *list.words), 0};
    if (list.words != NULL && scan(text, mode, 0, length, batch, &list)) {
        check_words(text, length, mode, &list);
        check_parts(text, length, mode, &list);
    }
    free(list.words);
    almost_text_free(text);
    return 0;
}
