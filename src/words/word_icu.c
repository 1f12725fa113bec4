/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words by the segmenter, which is ICU where there is one, from a character that is HARD up to the
 * next barrier.
 *
 * What has no barrier in CHUNK bytes is cut: behind punctuation that is not
 * ASCII where there is some, else at a border of words at least MARGIN bytes
 * before the end, so that the dictionaries see what follows. A word of more
 * than CHUNK bytes is cut where the chunk ends. So memory is bounded, and time
 * is linear.
 *
 * ICU is shown composed characters: its dictionaries know no others, and a text
 * has the same words in either form. For what versions of ICU decide in different
 * ways it is shown what stands in the table's class in all of them, so that a
 * text has the same words whatever ICU there is.
 */
#include "base/error.h"
#include "words/normal.h"
#include "words/segmenter.h"
#include "words/stand_in.h"
#include "words/word_scan.h"

enum { CHUNK = AL_SEGMENTER_MOST, MARGIN = 512 };

struct al_icu_words {
    al_segmenter *segmenter;
    uint64_t start;   /* of the chunk in the text */
    uint32_t n_units; /* 0: no chunk is loaded */
    int32_t at;       /* unit up to which words were given */
    int32_t last;     /* unit from which on borders are not trusted */
    bool whole;       /* the chunk ends with a barrier, or the text */
    uint16_t units[CHUNK + 1];
    uint16_t bytes[CHUNK + 1]; /* where each unit lies in the chunk */
};

void al_icu_words_free(const almost_allocator *allocator, struct al_icu_words *icu)
{
    if (icu == NULL)
        return;
    al_segmenter_free(icu->segmenter);
    al_release(allocator, icu);
}

static almost_status prepare(al_word_scanner *scanner, almost_error *error)
{
    const almost_text *text = scanner->text;
    if (scanner->icu != NULL)
        return ALMOST_OK;
    struct al_icu_words *words = al_allocate(text->allocator, 1, sizeof *words);
    if (words == NULL)
        return al_fail_memory(error);
    words->n_units = 0;
    almost_status status = al_segmenter_new(text->allocator, text->name, &words->segmenter, error);
    if (status == ALMOST_OK)
        scanner->icu = words;
    else
        al_release(text->allocator, words);
    return status;
}

/*
 * What ICU is shown for a character, so that it sees what the other ways see. An @ joins as a
 * letter does in ICU 72 and 73 only; q is one that no mark composes with. Of what the table has as
 * OTHER, colons joined letters before; quotation marks have rules of their own beside Hebrew. What
 * came late, as each version has new letters, is shown as one of its kind that all know.
 */
static uint32_t shown(const char *bytes, uint32_t point, uint32_t size)
{
    if (point == '@')
        return 'q';
    if (point == 0x202F)
        return 0xA0;
    if (point != AL_INVALID)
        return point != '"' && al_word_class_of(point) == AL_CLASS_OTHER ? '!'
                                                                         : al_stand_in_of(point);
    al_word_class class = size > 1 ? AL_CLASS_LETTER : al_stray_class((uint8_t)*bytes);
    return class == AL_CLASS_LETTER ? 'a' : class == AL_CLASS_MID_BOTH ? 0x2019 : '!';
}

/* Whether a character makes one with the one before it, which then stands for both. */
static bool compose(struct al_icu_words *words, uint32_t n, uint32_t point)
{
    if (n == 0 || point < 0x300 || point > 0xFFFF)
        return false;
    uint32_t both = al_normal_pair(words->units[n - 1], point);
    if (both == 0 || both > 0xFFFF)
        return false;
    words->units[n - 1] = (uint16_t)both;
    return true;
}

/* The chunk from scanner->at as units, up to and with a barrier, or as much as there is room. */
static void load(al_word_scanner *scanner)
{
    struct al_icu_words *words = scanner->icu;
    const almost_text *text = scanner->text;
    uint32_t n = 0, parting = 0;
    uint64_t at = scanner->at;
    words->start = at;
    words->whole = true;
    while (at < scanner->end) {
        uint32_t size, point = al_decode(text->bytes, text->length, at, &size);
        if (at + size - words->start > CHUNK) {
            words->whole = false;
            break;
        }
        point = shown(text->bytes + at, point, size);
        uint16_t place = (uint16_t)(at - words->start);
        if (compose(words, n, point)) {
            at += size;
            continue;
        }
        words->bytes[n] = place;
        if (point > 0xFFFF) {
            words->units[n++] = (uint16_t)(0xD7C0 + (point >> 10));
            words->bytes[n] = place;
            words->units[n++] = (uint16_t)(0xDC00 | (point & 0x3FF));
        } else {
            words->units[n++] = (uint16_t)point;
        }
        al_word_class class = al_word_class_of(point);
        if (class != AL_CLASS_EXTEND && class != AL_CLASS_JOINER && n > 1 &&
            words->units[n - 2] != '"' && al_word_class_of(words->units[n - 2]) <= AL_CLASS_SPACE)
            parting = n - 1;
        at += size;
        if (at - 1 > words->start && al_is_barrier((uint8_t)text->bytes[at - 1]))
            break;
    }
    words->bytes[n] = (uint16_t)(at - words->start);
    words->n_units = n;
    words->at = 0;
    words->last = (int32_t)n;
    if (words->whole)
        return;
    if (parting > n / 2) {
        words->n_units = parting;
        words->last = (int32_t)parting;
        return;
    }
    while (words->last > 1 && words->bytes[words->last] + MARGIN > CHUNK)
        words->last--;
}

/* Whether a segment holds what makes it a word; `bytes` are those of the chunk. */
static bool holds_word(const struct al_icu_words *words, const char *bytes, int32_t start,
                       int32_t end)
{
    for (int32_t at = start; at < end;) {
        bool joins_only = bytes[words->bytes[at]] == '@';
        uint32_t point = words->units[at++];
        if (point - 0xD800 < 0x400 && at < end)
            point = 0x10000 + ((point - 0xD800) << 10 | (words->units[at++] & 0x3FFU));
        if (joins_only)
            continue;
        al_word_class class = al_word_class_of(point);
        if (class == AL_CLASS_LETTER || class == AL_CLASS_DIGIT || class == AL_CLASS_HEBREW ||
            class == AL_CLASS_SYMBOL)
            return true;
        if (class != AL_CLASS_HARD)
            continue;
        if (al_normal_makes_word(point))
            return true;
    }
    return false;
}

/* Marks may stand on white space, which is in no word even so. */
static int32_t behind_spaces(const struct al_icu_words *words, int32_t start, int32_t end)
{
    while (start < end && al_word_class_of(words->units[start]) == AL_CLASS_SPACE)
        start++;
    return start;
}

/*
 * The chunk is used up: go on behind what was given. Not by a run before the
 * character that ended the last one is passed, which would find it again.
 */
static void leave(al_word_scanner *scanner)
{
    struct al_icu_words *words = scanner->icu;
    scanner->at = words->start + words->bytes[words->at];
    words->n_units = 0;
    if (al_is_barrier((uint8_t)scanner->text->bytes[scanner->at - 1]))
        scanner->way = AL_SCAN_BLOCKS;
    else if (scanner->at > scanner->hard_at)
        scanner->way = AL_SCAN_RUN;
}

almost_status al_scan_icu(al_word_scanner *scanner, al_word_sink *sink, almost_error *error)
{
    almost_status status = prepare(scanner, error);
    if (status != ALMOST_OK)
        return status;
    struct al_icu_words *words = scanner->icu;
    if (words->n_units == 0) {
        load(scanner);
        status = al_segmenter_begin(words->segmenter, words->units, words->n_units, error);
        if (status != ALMOST_OK)
            return status;
    }
    while (sink->next < sink->end) {
        int32_t next = al_segmenter_next(words->segmenter);
        bool untrusted = next > words->last && words->at > 0;
        if (next < 0 || untrusted) {
            leave(scanner);
            break;
        }
        int32_t start = behind_spaces(words, words->at, next);
        if (holds_word(words, scanner->text->bytes + words->start, start, next))
            al_put_word(sink, words->start + words->bytes[start],
                        words->start + words->bytes[next]);
        words->at = next;
    }
    return ALMOST_OK;
}
