/* SPDX-License-Identifier: Apache-2.0 */
/* The scanner as callers see it; its parts are told in word_scan.h. */
#include "words/words.h"

#include "base/error.h"
#include "words/word_scan.h"

almost_status al_word_scanner_new(const al_slice *slice, almost_words words, uint32_t start,
                                  uint32_t end, al_word_scanner **out, almost_error *error)
{
    const almost_text *text = slice->text;
    assert(slice->start <= start && start <= end && end <= slice->end);
    assert(slice->end <= text->length);
    al_word_scanner *scanner = al_allocate_zero(text->allocator, 1, sizeof *scanner);
    if (scanner == NULL)
        return al_fail_memory(error);
    scanner->text = text;
    scanner->words = words;
    scanner->at = start;
    scanner->first = slice->start;
    scanner->end = end;
    *out = scanner;
    return ALMOST_OK;
}

static almost_status step(al_word_scanner *scanner, al_word_sink *sink, almost_error *error)
{
    if (scanner->words == ALMOST_WORDS_SPACE) {
        al_scan_space(scanner, sink);
        return ALMOST_OK;
    }
    switch (scanner->way) {
    case AL_SCAN_BLOCKS: al_scan_block(scanner, sink); break;
    case AL_SCAN_RUN: al_scan_run(scanner, sink); break;
    case AL_SCAN_ICU: return al_scan_icu(scanner, sink, error);
    }
    return ALMOST_OK;
}

almost_status al_word_scanner_next(al_word_scanner *scanner, al_word_span *words, size_t capacity,
                                   size_t *count, almost_error *error)
{
    al_word_sink sink = {words, words + capacity};
    while (scanner->at < scanner->end && sink.end - sink.next >= AL_WORDS_A_STEP) {
        almost_status status = step(scanner, &sink, error);
        if (status != ALMOST_OK)
            return status;
    }
    *count = (size_t)(sink.next - words);
    return ALMOST_OK;
}

void al_word_scanner_free(al_word_scanner *scanner)
{
    if (scanner == NULL)
        return;
    al_icu_words_free(scanner->text->allocator, scanner->icu);
    al_release(scanner->text->allocator, scanner);
}
