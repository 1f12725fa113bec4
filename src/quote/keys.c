/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of words: folding, numbering, and how far two of them are apart. */
#include "quote/keys.h"

#include "base/secret.h"
#include "base/utf8.h"
#include "words/fold.h"

#include <string.h>

enum {
    expected = 1 << 14,
    behind = 16,      /* readable bytes, for the interner */
    most_letters = 64 /* of words whose letters are compared; longer ones are equal or not */
};

bool al_keys_init(al_keys *keys, const almost_allocator *allocator)
{
    *keys = (al_keys){.allocator = allocator};
    return al_interner_init(&keys->interner, allocator, *al_secret(), expected);
}

void al_keys_release(al_keys *keys)
{
    if (keys->allocator == NULL) /* never begun */
        return;
    al_interner_release(&keys->interner);
    al_release(keys->allocator, keys->store);
    al_release(keys->allocator, keys->rows);
    *keys = (al_keys){.allocator = NULL};
}

/* The bytes of an apostrophe, or of a mark that is left over at an edge; 0: a letter. */
static uint32_t mark_size(const char *bytes, size_t left)
{
    if (*bytes == '\'' || *bytes == '_')
        return 1;
    if (left >= 3 && memcmp(bytes, "\xE2\x80\x99", 3) == 0)
        return 3;
    return 0;
}

uint32_t al_key_of(const char *bytes, uint32_t length, char room[AL_KEY_ROOM])
{
    if (length > AL_KEY_LONGEST)
        length = AL_KEY_LONGEST;
    size_t n = al_fold_word(bytes, length, AL_FOLD_EVERYTHING, room, AL_KEY_ROOM - behind);
    size_t kept = 0;
    for (size_t at = 0; at < n;) {
        uint32_t mark = mark_size(room + at, n - at);
        if (mark == 0)
            room[kept++] = room[at++];
        at += mark;
    }
    kept = kept > 0 ? kept : n; /* a word of marks alone stays what it is */
    memset(room + kept, 0, behind);
    return (uint32_t)kept;
}

static const char *bytes_of(const void *context, uint32_t number)
{
    const al_keys *keys = context;
    return keys->store + keys->rows[number].place;
}

al_spelling al_spelling_of(const char *letters, uint32_t length)
{
    al_spelling spelling = {.bytes = letters, .length = length};
    for (uint32_t at = 0, size; at < length; at += size) {
        uint32_t c = al_decode(letters, length, at, &size);
        spelling.signature |= UINT32_C(1) << c % 31; /* a to z have classes of their own */
        spelling.n_letters++;
    }
    return spelling;
}

/* Room for one more key of `length` bytes. */
static bool reserve(al_keys *keys, uint32_t length)
{
    return al_interner_reserve(&keys->interner, 1) &&
           al_grow(keys->allocator, (void **)&keys->rows, &keys->rows_room, (size_t)keys->n + 1,
                   sizeof *keys->rows) &&
           al_grow(keys->allocator, (void **)&keys->store, &keys->store_room,
                   keys->stored + length + behind, 1);
}

uint32_t al_keys_add(al_keys *keys, const char *letters, uint32_t length)
{
    if (!reserve(keys, length))
        return AL_KEY_UNKNOWN;
    al_sought sought = al_interner_seek(&keys->interner, letters, length);
    const al_interned interned = {bytes_of, keys};
    al_slot *slot = al_interner_find(&keys->interner, &sought, &interned);
    if (slot->number != AL_SLOT_FREE)
        return slot->number;
    al_spelling spelling = al_spelling_of(letters, length);
    keys->rows[keys->n] = (al_key_row){.place = keys->stored,
                                       .length = length,
                                       .signature = spelling.signature,
                                       .n_letters = spelling.n_letters};
    memcpy(keys->store + keys->stored, letters, length);
    memset(keys->store + keys->stored + length, 0, behind);
    keys->stored += length;
    slot->number = keys->n;
    keys->interner.n++;
    return keys->n++;
}

uint32_t al_keys_find(const al_keys *keys, const char *letters, uint32_t length)
{
    al_sought sought = al_interner_seek(&keys->interner, letters, length);
    const al_interned interned = {bytes_of, keys};
    const al_slot *slot = al_interner_look_up(&keys->interner, &sought, &interned);
    return slot->number == AL_SLOT_FREE ? AL_KEY_UNKNOWN : slot->number;
}

/* Letters as numbers, with those that look like another one made one. Returns how many. */
static uint32_t letters_of(const al_spelling *spelling, uint32_t letters[most_letters])
{
    static const struct {
        char seen[3];
        char meant;
    } alike[] = {{"rn", 'm'}, {"cl", 'd'}, {"vv", 'w'}};
    uint32_t n = 0;
    for (uint32_t at = 0, size; at < spelling->length && n < most_letters; at += size, n++) {
        letters[n] = al_decode(spelling->bytes, spelling->length, at, &size);
        for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
            if (n > 0 && letters[n - 1] == (uint32_t)alike[i].seen[0] &&
                letters[n] == (uint32_t)alike[i].seen[1])
                letters[--n] = (uint32_t)alike[i].meant;
    }
    return n;
}

/* Edits between two rows of letters, a transposition being one, or more than `most`. */
static uint32_t edits(const uint32_t *a, uint32_t m, const uint32_t *b, uint32_t n)
{
    uint32_t rows[3][most_letters + 1];
    uint32_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (uint32_t j = 0; j <= n; j++)
        last[j] = j;
    for (uint32_t i = 1; i <= m; i++) {
        row[0] = i;
        for (uint32_t j = 1; j <= n; j++) {
            uint32_t best = last[j - 1] + (a[i - 1] != b[j - 1]);
            best = last[j] + 1 < best ? last[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            bool crossed = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (crossed && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
        uint32_t *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[n];
}

uint32_t al_spellings_apart(const al_spelling *a, const al_spelling *b)
{
    uint32_t left[most_letters], right[most_letters];
    if (a->n_letters > most_letters || b->n_letters > most_letters)
        return UINT32_MAX;
    uint32_t m = letters_of(a, left), n = letters_of(b, right), longer = m > n ? m : n;
    uint32_t apart = edits(left, m, right, n);
    if (apart == 0) /* equal but for what looks alike */
        apart = 1;
    return 3 * apart <= longer ? apart : UINT32_MAX;
}
