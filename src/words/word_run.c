/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words of runs without a barrier, of any length, one character at a time.
 * Each character is looked at twice at most.
 */
#include "words/word_scan.h"

static bool is_letter(al_word_class class)
{
    return class == AL_CLASS_LETTER || class == AL_CLASS_HEBREW || class == AL_CLASS_AT;
}

static bool is_mark(al_word_class class)
{
    return class == AL_CLASS_EXTEND || class == AL_CLASS_JOINER;
}

/* Behind marks; *class gets what stands there, *joined whether a joiner stands before it. */
static uint64_t skip_marks(const al_word_scanner *scanner, uint64_t at, al_word_class *class,
                           bool *joined)
{
    uint32_t size;
    *joined = false;
    while (is_mark(*class = al_class_within(scanner, at, &size))) {
        *joined = *class == AL_CLASS_JOINER;
        at += size;
    }
    return at;
}

/* A word that begins at scanner->at. */
static void scan_word(al_word_scanner *scanner, al_word_sink *sink)
{
    const almost_text *text = scanner->text;
    uint64_t at = scanner->at;
    al_word_class last = AL_CLASS_OTHER;
    bool holds = false, joined = false;
    for (;;) {
        uint32_t size;
        al_word_class class = al_class_within(scanner, at, &size);
        if (is_letter(class) || class == AL_CLASS_DIGIT || class == AL_CLASS_CONNECTOR) {
            last = class;
            holds |= class != AL_CLASS_AT && class != AL_CLASS_CONNECTOR;
            at = skip_marks(scanner, at + size, &class, &joined);
            continue;
        }
        bool quote = at < scanner->end && (text->bytes[at] == '"' || text->bytes[at] == '\'');
        if (class == AL_CLASS_HARD || (class == AL_CLASS_SYMBOL && joined) ||
            (last == AL_CLASS_HEBREW && quote)) {
            al_leave_to_icu(scanner, scanner->at, at);
            return;
        }
        al_word_class next;
        uint64_t behind = skip_marks(scanner, at + size, &next, &joined);
        bool letters = is_letter(last) && is_letter(next) &&
                       (class == AL_CLASS_MID_LETTER || class == AL_CLASS_MID_BOTH);
        bool digits = last == AL_CLASS_DIGIT && next == AL_CLASS_DIGIT &&
                      (class == AL_CLASS_MID_NUMBER || class == AL_CLASS_MID_BOTH);
        bool mid = class >= AL_CLASS_MID_LETTER && class <= AL_CLASS_MID_BOTH;
        if (mid && next == AL_CLASS_HARD) {
            al_leave_to_icu(scanner, scanner->at, behind);
            return;
        }
        if (!letters && !digits)
            break;
        at = behind;
    }
    if (holds)
        al_put_word(sink, scanner->at, at);
    scanner->at = at;
}

static void scan_symbol(al_word_scanner *scanner, al_word_sink *sink, uint32_t size)
{
    al_word_class next;
    bool joined;
    uint64_t end = skip_marks(scanner, scanner->at + size, &next, &joined);
    if (next == AL_CLASS_HARD || (joined && next == AL_CLASS_SYMBOL)) {
        al_leave_to_icu(scanner, scanner->at, end);
        return;
    }
    al_put_word(sink, scanner->at, end);
    scanner->at = end;
}

/* Where a segment that marks at `at` go on with begins. */
static uint64_t segment_start(const al_word_scanner *scanner)
{
    uint64_t at = scanner->at;
    return at > scanner->first && al_is_barrier((uint8_t)scanner->text->bytes[at - 1]) ? at - 1
                                                                                       : at;
}

void al_scan_run(al_word_scanner *scanner, al_word_sink *sink)
{
    const almost_text *text = scanner->text;
    uint64_t segment = segment_start(scanner);
    bool joined = false;
    while (scanner->at < scanner->end) {
        uint32_t size;
        al_word_class class = al_class_at(text, scanner->at, &size);
        if (class == AL_CLASS_HARD || (joined && class == AL_CLASS_SYMBOL)) {
            al_leave_to_icu(scanner, joined ? segment : scanner->at, scanner->at);
            return;
        }
        if (is_letter(class) || class == AL_CLASS_DIGIT || class == AL_CLASS_CONNECTOR) {
            scan_word(scanner, sink);
            return;
        }
        if (class == AL_CLASS_SYMBOL) {
            scan_symbol(scanner, sink, size);
            return;
        }
        joined = class == AL_CLASS_JOINER;
        if (!is_mark(class))
            segment = scanner->at;
        scanner->at += size;
        if (al_is_barrier((uint8_t)text->bytes[scanner->at - 1])) {
            scanner->way = AL_SCAN_BLOCKS;
            return;
        }
    }
}
