/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing speakers by layers, and by the names beside quotations; see said.h. */
#include "compare/said.h"

#include "base/error.h"
#include "language/lexicon.h"
#include "speech/beside.h"
#include "text/compared.h"
#include "text/layers.h"
#include "text/signs.h"

#include <string.h>
#include <strings.h>

enum {
    NEAR = 60,     /* bytes from a change to the mark of its quotation */
    WINDOW = 1000, /* bytes of paragraphs on either side of a change */
    SHORT = 8,     /* bytes of a pronoun */
    AROUND = 64,   /* changes in which the words of a quotation are looked for */
    SHORT_WORD = 3 /* letters of a word that is no name by itself: Mr, the */
};

/* The weight of a line that another says: as that of a name that became another. */
static const uint16_t line_weight = 300;

typedef struct telling_who {
    almost_comparison *comparison;
    const char *language;
    al_buffer names;
    size_t capacity; /* of comparison->said */
    al_speech_besides beside[2];
    al_range windows[2]; /* that these are of */
} telling_who;

/* --- Names ------------------------------------------------------------------------ */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* The next word of a name: *at is moved behind it. Its length, or 0. */
static size_t next_word(const char *name, size_t length, size_t *at, size_t *start)
{
    while (*at < length && !is_letter(name[*at]))
        ++*at;
    *start = *at;
    while (*at < length && is_letter(name[*at]))
        ++*at;
    return *at - *start;
}

bool al_said_may_be_one(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t i = 0, first, n;
    if (a_length == b_length && strncasecmp(a, b, a_length) == 0)
        return true;
    while ((n = next_word(a, a_length, &i, &first)) > 0) {
        size_t k = 0, second, m;
        while (n > SHORT_WORD && (m = next_word(b, b_length, &k, &second)) > 0)
            if (n == m && strncasecmp(a + first, b + second, n) == 0)
                return true;
    }
    return false;
}

static uint32_t keep_name(telling_who *who, const char *bytes, size_t length)
{
    uint32_t place = (uint32_t)who->names.length;
    al_buffer_append(&who->names, bytes, length);
    al_buffer_append(&who->names, "", 1);
    return place;
}

static bool note(telling_who *who, size_t change, const uint32_t names[2])
{
    almost_comparison *comparison = who->comparison;
    if (!al_grow(comparison->allocator, (void **)&comparison->said, &who->capacity,
                 comparison->n_said + 1, sizeof *comparison->said))
        return false;
    comparison->said[comparison->n_said++] = (al_said){change, {names[0], names[1]}};
    return true;
}

const al_said *al_said_of(const almost_comparison *comparison, size_t change)
{
    size_t low = 0, high = comparison->n_said;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (comparison->said[middle].change < change)
            low = middle + 1;
        else
            high = middle;
    }
    return low < comparison->n_said && comparison->said[low].change == change
               ? &comparison->said[low]
               : NULL;
}

const char *al_said_name(const almost_comparison *comparison, const al_change *change, size_t index,
                         int side)
{
    const al_said *said =
        change->touches == ALMOST_TOUCHES_SPEAKER ? al_said_of(comparison, index) : NULL;
    return said != NULL ? comparison->said_names + said->names[side] : NULL;
}

/* --- Speeches that the formats know ------------------------------------------------ */

typedef struct cutting {
    telling_who *who;
    const al_layers *layers[2];
    al_change *changes;
    size_t n;
    size_t capacity;
} cutting;

static bool put(cutting *cutting, al_change change)
{
    if (!al_grow(cutting->who->comparison->allocator, (void **)&cutting->changes,
                 &cutting->capacity, cutting->n + 1, sizeof *cutting->changes))
        return false;
    cutting->changes[cutting->n++] = change;
    return true;
}

/* The speech of a side that begins at a byte or holds it, or NULL. */
static const al_layer_span *speech_at(const cutting *cutting, int side, uint32_t from, uint32_t to)
{
    al_layer_walk walk =
        al_layers_walk(cutting->layers[side], AL_LAYER_SPEECH, (al_range){from, to});
    return al_layer_next(&walk);
}

static bool differ(const cutting *cutting, const al_layer_span *const speeches[2])
{
    al_value names[2];
    for (int side = 0; side < 2; side++) {
        names[side] = al_layers_value(cutting->layers[side], speeches[side]);
        if (names[side].bytes == NULL || names[side].number == 0)
            return false;
    }
    return !al_said_may_be_one(names[0].bytes, (size_t)names[0].number, names[1].bytes,
                               (size_t)names[1].number);
}

/* A piece of a change: so many bytes from one place on, of both sides. */
static al_change piece(const al_change *change, uint32_t start, uint32_t end)
{
    al_change cut = *change;
    cut.telling = (al_range){change->telling.start + start, change->telling.start + end};
    cut.original = (al_range){change->original.start + start, change->original.start + end};
    return cut;
}

static bool put_said(cutting *cutting, const al_change *change, uint32_t start, uint32_t end,
                     const al_layer_span *const speeches[2])
{
    al_change cut = piece(change, start, end);
    uint32_t names[2];
    for (int side = 0; side < 2; side++) {
        al_value name = al_layers_value(cutting->layers[side], speeches[side]);
        names[side] = keep_name(cutting->who, name.bytes, (size_t)name.number);
    }
    cut.kind = ALMOST_DIFFERENT;
    cut.touches = ALMOST_TOUCHES_SPEAKER;
    cut.unlike = 0;
    cut.weight = line_weight;
    return note(cutting->who, cutting->n, names) && put(cutting, cut);
}

/* Cut what another says out of a stretch that is the same, byte for byte. */
static bool cut_same(cutting *cutting, const al_change *change)
{
    uint32_t length = change->telling.end - change->telling.start, done = 0;
    al_layer_walk walk =
        al_layers_walk(cutting->layers[AL_TELLING], AL_LAYER_SPEECH, change->telling);
    for (const al_layer_span *theirs; (theirs = al_layer_next(&walk)) != NULL;) {
        uint32_t start = theirs->bytes.start > change->telling.start
                             ? theirs->bytes.start - change->telling.start
                             : 0;
        uint32_t end = theirs->bytes.end - change->telling.start;
        end = end < length ? end : length;
        start = start > done ? start : done;
        if (start >= end)
            continue;
        const al_layer_span *speeches[2] = {speech_at(cutting, AL_ORIGINAL,
                                                      change->original.start + start,
                                                      change->original.start + end),
                                            theirs};
        if (speeches[AL_ORIGINAL] == NULL || !differ(cutting, speeches))
            continue;
        if ((start > done && !put(cutting, piece(change, done, start))) ||
            !put_said(cutting, change, start, end, speeches))
            return false;
        done = end;
    }
    return done == length || put(cutting, piece(change, done, length));
}

static bool is_cut(const al_change *change)
{
    return change->kind == ALMOST_SAME && change->telling.end - change->telling.start ==
                                              change->original.end - change->original.start;
}

static bool by_layers(telling_who *who)
{
    almost_comparison *comparison = who->comparison;
    cutting cutting = {.who = who,
                       .layers = {al_text_whole(comparison->original)->layers,
                                  al_text_whole(comparison->telling)->layers}};
    bool fine = true;
    for (size_t i = 0; i < comparison->n_changes && fine; i++) {
        const al_change *change = &comparison->changes[i];
        fine = is_cut(change) ? cut_same(&cutting, change) : put(&cutting, *change);
    }
    if (!fine || comparison->n_said == 0) {
        al_release(comparison->allocator, cutting.changes);
        return fine;
    }
    al_release(comparison->allocator, comparison->changes);
    comparison->changes = cutting.changes;
    comparison->n_changes = cutting.n;
    return true;
}

/* --- Names beside quotations --------------------------------------------------------- */

/* A quick look for a mark that quotes. */
static bool has_mark(const almost_text *text, al_range range)
{
    const char *bytes = text->bytes;
    uint32_t start = range.start > NEAR ? range.start - NEAR : 0;
    uint32_t end = range.end + NEAR < text->length ? range.end + NEAR : (uint32_t)text->length;
    for (uint32_t at = start; at < end; at++) {
        unsigned char c = (unsigned char)bytes[at];
        if (c == '"' || c == 0xAB || c == 0xBB || c == '`')
            return true;
        if (c == 0xE2 && (unsigned char)bytes[at + 1] == 0x80 &&
            ((unsigned char)bytes[at + 2] & 0xF8) == 0x98)
            return true;
        if (c == '\'' && (at == 0 || bytes[at - 1] == ' ' || bytes[at - 1] == '\n' ||
                          bytes[at + 1] == ' ' || bytes[at + 1] == '\n'))
            return true;
    }
    return false;
}

static uint32_t length_of(al_range range)
{
    return range.end - range.start;
}

/* Whether some bytes are a pronoun for one person, in any language that has lists. */
static bool is_pronoun(const almost_text *text, al_range range)
{
    char letters[SHORT];
    size_t length = 0;
    while (range.end > range.start && al_is_space_byte(text->bytes[range.end - 1]))
        range.end--;
    if (length_of(range) == 0 || length_of(range) > SHORT)
        return false;
    for (uint32_t at = range.start; at < range.end; at++) {
        char c = text->bytes[at];
        letters[length++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    const al_speech_word *word = al_speech_find(letters, length, al_lexicon_hash(letters, length));
    for (uint32_t i = 0; word != NULL && i < word->n_uses; i++)
        if (al_speech_uses[word->uses + i].classes & (AL_SPEECH_HE | AL_SPEECH_SHE | AL_SPEECH_I))
            return true;
    return false;
}

/* Whether a change may put another speaker: a name, or a pronoun in the place of one. */
static bool may_tell(const almost_comparison *comparison, const al_change *change)
{
    if (change->kind == ALMOST_SAME || change->kind == ALMOST_MOVED ||
        !(change->touches & (ALMOST_TOUCHES_NAME | ALMOST_TOUCHES_SPEAKER | ALMOST_TOUCHES_WORDING |
                             ALMOST_TOUCHES_ROLE)))
        return false;
    bool named = change->touches & (ALMOST_TOUCHES_NAME | ALMOST_TOUCHES_SPEAKER);
    if (!named && (!is_pronoun(comparison->original, change->original) ||
                   !is_pronoun(comparison->telling, change->telling)))
        return false;
    bool any = length_of(change->telling) > 0 || length_of(change->original) > 0;
    return any &&
           (length_of(change->telling) == 0 || has_mark(comparison->telling, change->telling)) &&
           (length_of(change->original) == 0 || has_mark(comparison->original, change->original));
}

static bool ends_paragraph(const char *bytes, uint32_t at)
{
    return bytes[at] == '\n' && (bytes[at + 1] == '\n' || bytes[at + 1] == '\r');
}

/* The paragraph of a place and the one before it, as far as they are near. */
static al_range window_at(const almost_text *text, al_range place)
{
    uint32_t start = place.start, end = place.end, parted = 0;
    while (start > 0 && place.start - start < WINDOW) {
        parted += ends_paragraph(text->bytes, start - 1);
        if (parted == 2)
            break;
        start--;
    }
    while (end < text->length && end - place.end < WINDOW && !ends_paragraph(text->bytes, end))
        end++;
    return (al_range){start, end};
}

/* Read the paragraphs around a place of a side, unless they were read for the change before. */
static bool read_window(telling_who *who, int side, al_range place)
{
    const almost_comparison *comparison = who->comparison;
    const almost_text *text = side == AL_ORIGINAL ? comparison->original : comparison->telling;
    al_range window = window_at(text, place);
    if (window.start == who->windows[side].start && window.end == who->windows[side].end)
        return true;
    who->windows[side] = window;
    who->beside[side].n = 0;
    return al_speech_beside_find(text, window, who->language, &who->beside[side]);
}

/* The turn of a side whose speaker stands in some bytes, or NULL. */
static const al_speech_beside *named_in(const telling_who *who, int side, al_range bytes)
{
    const al_speech_besides *all = &who->beside[side];
    for (size_t i = 0; i < all->n; i++)
        if (all->list[i].phrase.start < bytes.end && bytes.start < all->list[i].phrase.end)
            return &all->list[i];
    return NULL;
}

/* The turn of a side whose quotation holds a byte, or NULL. */
static const al_speech_beside *quoted_at(const telling_who *who, int side, uint32_t byte)
{
    const al_speech_besides *all = &who->beside[side];
    for (size_t i = 0; i < all->n; i++)
        if (all->list[i].quoted.start <= byte && byte < all->list[i].quoted.end)
            return &all->list[i];
    return NULL;
}

/* Where on the other side some words of a quotation stand, near a change; UINT32_MAX: nowhere. */
static uint32_t elsewhere(const almost_comparison *comparison, size_t change, int side,
                          al_range quoted)
{
    size_t first = change > AROUND ? change - AROUND : 0;
    for (size_t i = first; i < comparison->n_changes && i < change + AROUND; i++) {
        const al_change *piece = &comparison->changes[i];
        al_range mine = side == AL_ORIGINAL ? piece->original : piece->telling;
        al_range theirs = side == AL_ORIGINAL ? piece->telling : piece->original;
        if ((piece->kind != ALMOST_SAME && piece->kind != ALMOST_MOVED) ||
            mine.start >= quoted.end || quoted.start >= mine.end)
            continue;
        uint32_t at = quoted.start > mine.start ? quoted.start - mine.start : 0;
        return at < length_of(theirs) ? theirs.start + at : theirs.start;
    }
    return UINT32_MAX;
}

static const char *phrase_of(const telling_who *who, int side, const al_speech_beside *beside)
{
    const almost_comparison *comparison = who->comparison;
    const almost_text *text = side == AL_ORIGINAL ? comparison->original : comparison->telling;
    return text->bytes + beside->phrase.start;
}

/* Whether two speakers are surely two: names without a common word, or a man and a woman. */
static bool are_two(const telling_who *who, const al_speech_beside *const of[2])
{
    if (of[0]->subject == AL_SPEECH_NAMED && of[1]->subject == AL_SPEECH_NAMED)
        return !al_said_may_be_one(phrase_of(who, 0, of[0]), length_of(of[0]->phrase),
                                   phrase_of(who, 1, of[1]), length_of(of[1]->phrase));
    return of[0]->subject != AL_SPEECH_NAMED && of[1]->subject != AL_SPEECH_NAMED &&
           of[0]->subject != of[1]->subject;
}

/* Both turns that a change is of: that whose speaker it names, and the one with its words. */
static bool find_turns(telling_who *who, size_t index, const al_speech_beside *of[2])
{
    const almost_comparison *comparison = who->comparison;
    const al_change *change = &comparison->changes[index];
    const al_range places[2] = {change->original, change->telling};
    for (int side = 0; side < 2; side++)
        of[side] = named_in(who, side, places[side]);
    for (int side = 0; side < 2; side++) {
        if (of[side] != NULL || of[1 - side] == NULL)
            continue;
        uint32_t byte = elsewhere(comparison, index, 1 - side, of[1 - side]->quoted);
        of[side] = byte != UINT32_MAX ? quoted_at(who, side, byte) : NULL;
    }
    return of[0] != NULL && of[1] != NULL;
}

static bool tell_prose(telling_who *who, size_t index)
{
    al_change *change = &who->comparison->changes[index];
    const al_speech_beside *of[2];
    uint32_t names[2];
    if (!read_window(who, AL_ORIGINAL, change->original) ||
        !read_window(who, AL_TELLING, change->telling))
        return false;
    if (!find_turns(who, index, of) || !are_two(who, of))
        return true;
    for (int side = 0; side < 2; side++)
        names[side] = keep_name(who, phrase_of(who, side, of[side]), length_of(of[side]->phrase));
    change->touches |= ALMOST_TOUCHES_SPEAKER;
    if (change->weight < line_weight)
        change->weight = line_weight;
    return note(who, index, names);
}

static bool by_names(telling_who *who)
{
    const almost_comparison *comparison = who->comparison;
    bool fine = true;
    for (size_t i = 0; i < comparison->n_changes && fine; i++)
        if (may_tell(comparison, &comparison->changes[i]))
            fine = tell_prose(who, i);
    al_release(comparison->allocator, who->beside[0].list);
    al_release(comparison->allocator, who->beside[1].list);
    return fine;
}

static bool has_speeches(const almost_text *text)
{
    const almost_text *whole = al_text_whole(text);
    al_layer_walk walk =
        al_layers_walk(whole->layers, AL_LAYER_SPEECH, (al_range){0, (uint32_t)whole->length});
    return al_layer_next(&walk) != NULL;
}

almost_status al_said_find(almost_comparison *comparison, const char *language, al_clock *clock,
                           almost_error *error)
{
    const almost_allocator *allocator = comparison->allocator;
    telling_who who = {.comparison = comparison,
                       .language = language,
                       .beside = {{.allocator = allocator, .clock = clock},
                                  {.allocator = allocator, .clock = clock}}};
    al_buffer_init(&who.names, allocator);
    bool fine = has_speeches(comparison->original) && has_speeches(comparison->telling)
                    ? by_layers(&who)
                    : by_names(&who);
    comparison->said_names = who.names.bytes;
    return fine && !who.names.failed ? ALMOST_OK : al_clock_fail(clock, error);
}
