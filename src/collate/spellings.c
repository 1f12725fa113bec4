/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forms, and their numbers. A word is folded once for each way in which it is written, which is a
 * few thousand times in a million words.
 */
#include "collate/spellings.h"

#include "base/secret.h"
#include "base/utf8.h"
#include "text/signs.h"
#include "words/fold.h"
#include "words/word_table.h"

#include <stdlib.h>
#include <string.h>

enum { EXPECTED = 1024, PADDING = 16 };

static const char *raw_bytes(const void *context, uint32_t number)
{
    return ((const al_spellings *)context)->raw_bytes[number];
}

static const char *form_bytes(const void *context, uint32_t number)
{
    const al_spellings *spellings = context;
    return spellings->pool + spellings->items[number].start;
}

bool al_spellings_init(al_spellings *spellings, const almost_allocator *allocator)
{
    uint64_t seed = al_secret()[0];
    *spellings = (al_spellings){.allocator = allocator};
    spellings->raw.allocator = spellings->forms.allocator = allocator;
    return al_interner_init(&spellings->raw, allocator, seed, EXPECTED) &&
           al_interner_init(&spellings->forms, allocator, seed, EXPECTED);
}

void al_spellings_release(al_spellings *spellings)
{
    const almost_allocator *allocator = spellings->allocator;
    if (allocator == NULL)
        return;
    al_interner_release(&spellings->raw);
    al_interner_release(&spellings->forms);
    al_release(allocator, spellings->raw_bytes);
    al_release(allocator, spellings->raw_forms);
    al_release(allocator, spellings->items);
    al_release(allocator, spellings->pool);
    *spellings = (al_spellings){.allocator = NULL};
}

/* Marks for any letter; those of scripts whose vowels are marks are letters to us. */
static bool is_mark(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
           (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
           (c >= 0xFE20 && c <= 0xFE2F) || al_is_invisible(c);
}

/* Whether a character says something of which word it is. */
static bool counts(uint32_t c)
{
    switch (al_word_class_of(c)) {
    case AL_CLASS_LETTER:
    case AL_CLASS_DIGIT:
    case AL_CLASS_HEBREW:
    case AL_CLASS_SYMBOL: return true;
    case AL_CLASS_HARD: return !is_mark(c);
    case AL_CLASS_EXTEND: return !is_mark(c);
    default: return c == '&' || c == 0x204A; /* Tironian et */
    }
}

/* What is written for letters that scribes did not tell apart; NULL: itself. */
static const char *plain_letter(uint32_t c)
{
    switch (c) {
    case 'v': return "u";
    case 'j': return "i";
    case 0xE6: return "ae";
    case 0x153: return "oe";
    case 0xF8: return "o";
    case 0xFE: return "th";
    case 0xF0: return "d";
    case 0x3C2:
    case 0x3F2: return "\xCF\x83"; /* sigma */
    default: return NULL;
    }
}

/*
 * Take from a folded word what does not count, in place. A letter may become two, of which the
 * first takes no more bytes than it did itself (they have two).
 */
static size_t reduce(char *bytes, size_t length)
{
    size_t to = 0;
    for (size_t at = 0; at < length;) {
        uint32_t size, c = al_decode(bytes, length, at, &size);
        const char *plain = c != AL_INVALID ? plain_letter(c) : NULL;
        if (plain != NULL) {
            size_t n = strlen(plain);
            memcpy(bytes + to, plain, n);
            to += n;
        } else if (c == AL_INVALID || counts(c)) {
            memmove(bytes + to, bytes + at, size);
            to += size;
        }
        at += size;
    }
    return to;
}

/* Write the form of a word at the end of the pool, which has room for it; its length. */
static uint32_t put_form(al_spellings *spellings, const char *word, uint32_t length, size_t room)
{
    char *form = spellings->pool + spellings->pool_length;
    size_t folded = length, reduced;
    if (length <= AL_LONGEST_FOLDED)
        folded = al_fold_word(word, length, AL_FOLD_EVERYTHING, form, room);
    else
        memcpy(form, word, length);
    reduced = reduce(form, folded);
    if (reduced == 0) { /* signs only: they stand for themselves */
        memcpy(form, word, length);
        reduced = length;
    }
    memset(form + reduced, 0, PADDING);
    return (uint32_t)reduced;
}

/* Room in the pool and the list for one form more. */
static bool reserve_form(al_spellings *spellings, size_t room)
{
    return al_interner_reserve(&spellings->forms, 1) &&
           al_grow(spellings->allocator, (void **)&spellings->pool, &spellings->pool_room,
                   spellings->pool_length + room + PADDING, 1) &&
           al_grow(spellings->allocator, (void **)&spellings->items, &spellings->room,
                   (size_t)spellings->forms.n + 1, sizeof *spellings->items);
}

/* The number of the form that stands behind the pool, which takes it in if it is new. */
static uint32_t number_form(al_spellings *spellings, uint32_t length)
{
    const al_interned interned = {form_bytes, spellings};
    al_sought sought =
        al_interner_seek(&spellings->forms, spellings->pool + spellings->pool_length, length);
    al_slot *slot = al_interner_find(&spellings->forms, &sought, &interned);
    if (slot->number == AL_SLOT_FREE) {
        slot->number = spellings->forms.n++;
        spellings->items[slot->number] = (al_spelling){spellings->pool_length, length};
        spellings->pool_length += (size_t)length + PADDING;
    }
    return slot->number;
}

static bool add_form(al_spellings *spellings, const char *word, uint32_t length, uint32_t *number)
{
    size_t room = 4 * (size_t)length + PADDING;
    if (!reserve_form(spellings, room))
        return false;
    *number = number_form(spellings, put_form(spellings, word, length, room));
    return true;
}

bool al_spellings_find(al_spellings *spellings, const char *word, uint32_t length, uint32_t *form)
{
    const al_interned interned = {form_bytes, spellings};
    size_t room = 4 * (size_t)length + PADDING;
    if (!reserve_form(spellings, room))
        return false;
    uint32_t folded = put_form(spellings, word, length, room);
    al_sought sought =
        al_interner_seek(&spellings->forms, spellings->pool + spellings->pool_length, folded);
    *form = al_interner_look_up(&spellings->forms, &sought, &interned)->number;
    return true;
}

bool al_spellings_add(al_spellings *spellings, const char *word, uint32_t length, uint32_t *form)
{
    const al_interned interned = {raw_bytes, spellings};
    size_t n = (size_t)spellings->raw.n + 1;
    if (!al_interner_reserve(&spellings->raw, 1) ||
        !al_grow(spellings->allocator, (void **)&spellings->raw_bytes, &spellings->raw_room[0], n,
                 sizeof *spellings->raw_bytes) ||
        !al_grow(spellings->allocator, (void **)&spellings->raw_forms, &spellings->raw_room[1], n,
                 sizeof *spellings->raw_forms))
        return false;
    al_sought sought = al_interner_seek(&spellings->raw, word, length);
    const al_slot *known = al_interner_look_up(&spellings->raw, &sought, &interned);
    if (known->number != AL_SLOT_FREE) {
        *form = spellings->raw_forms[known->number];
        return true;
    }
    if (!add_form(spellings, word, length, form))
        return false;
    al_slot *slot = al_interner_find(&spellings->raw, &sought, &interned);
    slot->number = spellings->raw.n++;
    spellings->raw_bytes[slot->number] = word;
    spellings->raw_forms[slot->number] = *form;
    return true;
}

bool al_spellings_join(al_spellings *spellings, const uint32_t *forms, uint32_t n, uint32_t *form)
{
    size_t length = 0;
    for (uint32_t i = 0; i < n; i++)
        length += spellings->items[forms[i]].length;
    if (length > UINT32_MAX || !reserve_form(spellings, length))
        return false;
    char *at = spellings->pool + spellings->pool_length;
    for (uint32_t i = 0; i < n; i++) {
        const al_spelling *item = &spellings->items[forms[i]];
        memcpy(at, spellings->pool + item->start, item->length);
        at += item->length;
    }
    memset(at, 0, PADDING);
    *form = number_form(spellings, (uint32_t)length);
    return true;
}

/* --- The order of their bytes ------------------------------------------------------------------
 */

typedef struct sorted {
    const char *bytes;
    al_spelling item;
    uint32_t number;
} sorted;

static int by_bytes(const void *one, const void *other)
{
    const sorted *a = one, *b = other;
    uint32_t shorter = a->item.length < b->item.length ? a->item.length : b->item.length;
    int order = memcmp(a->bytes, b->bytes, shorter);
    if (order != 0)
        return order;
    return (a->item.length > b->item.length) - (a->item.length < b->item.length);
}

bool al_spellings_sort(al_spellings *spellings, uint32_t *renumber)
{
    uint32_t n = spellings->forms.n;
    sorted *forms = al_allocate(spellings->allocator, n, sizeof *forms);
    if (forms == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++)
        forms[i] = (sorted){form_bytes(spellings, i), spellings->items[i], i};
    qsort(forms, n, sizeof *forms, by_bytes);
    for (uint32_t i = 0; i < n; i++) {
        spellings->items[i] = forms[i].item;
        renumber[forms[i].number] = i;
    }
    for (size_t slot = 0; slot < spellings->forms.n_slots; slot++)
        if (spellings->forms.slots[slot].number != AL_SLOT_FREE)
            spellings->forms.slots[slot].number = renumber[spellings->forms.slots[slot].number];
    al_release(spellings->allocator, forms);
    return true;
}
