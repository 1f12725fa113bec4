/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forms and folds, in two ways. Words that are added are interned: a small table
 * of words seen not long ago answers for seven in ten, the rest go through the
 * interner in batches whose memory is asked for ahead. Two word lists are merged:
 * they share a vocabulary, so that equal words are equal addresses, and no letter
 * is read. Either way numbers follow the order of first occurrence and with it no
 * hash, no address and no thread.
 */
#include "words/forms.h"

#include "base/error.h"
#include "words/interner.h"
#include "words/merge.h"
#include "words/vocable_index.h"

#include <string.h>

enum {
    batch = 64,
    chunk_bytes = 64 * 1024,
    recent_words = 1024,  /* a table that stays in the innermost cache */
    longest_folded = 4096 /* bytes; what is longer is no word, and folding it would cost its room */
};

/* Folded letters live in chunks, so that they never move. */
typedef struct chunk {
    struct chunk *next;
    size_t used;
    size_t capacity;
    char bytes[];
} chunk;

/* A word of up to 8 bytes that was seen not long ago: seven words in ten are found here. */
typedef struct recent {
    al_key key;
    uint32_t length; /* 0: none */
    uint32_t number;
} recent;

struct al_forms {
    const almost_allocator *allocator;
    uint64_t seed;
    al_interner interner;
    recent *recent; /* NULL until words are added */
    al_form *items;
    uint32_t n;
    uint32_t expected;
    size_t capacity;
    al_interner fold_interner;
    al_letters *folds; /* NULL while folds are forms */
    uint32_t n_folds;
    chunk *chunks;
    size_t chunk_total;
    const al_word_list *lists[2]; /* of merged forms; NULL: the interner numbers them */
    al_merge merge;
    al_vocable **vocables; /* of each merged form, and behind them those of each fold */
    al_vocable **fold_vocables;
    uint16_t *fold_functions; /* of each merged fold; a block with what follows */
    uint8_t *fold_letters;
    al_vocable_index index; /* of merged forms, for looking them up */
};

almost_status al_forms_new(const almost_allocator *allocator, uint64_t seed, al_forms **out,
                           almost_error *error)
{
    al_forms *forms = al_allocate_zero(allocator, 1, sizeof *forms);
    if (forms == NULL)
        return al_fail_memory(error);
    forms->allocator = allocator;
    forms->seed = seed;
    *out = forms;
    return ALMOST_OK;
}

void al_forms_free(al_forms *forms)
{
    if (forms == NULL)
        return;
    const almost_allocator *allocator = forms->allocator;
    for (chunk *next, *each = forms->chunks; each != NULL; each = next) {
        next = each->next;
        al_release(allocator, each);
    }
    al_interner_release(&forms->interner);
    al_interner_release(&forms->fold_interner);
    al_merge_release(&forms->merge, allocator);
    al_vocable_index_release(&forms->index, allocator);
    al_release(allocator, forms->recent);
    al_release(allocator, forms->vocables);
    al_release(allocator, forms->fold_functions);
    al_release(allocator, forms->items);
    al_release(allocator, forms->folds);
    al_release(allocator, forms);
}

void al_forms_expect(al_forms *forms, uint32_t n)
{
    forms->expected = n;
}

/* Before the first words: merged forms need neither of the two tables. */
static bool begin(al_forms *forms)
{
    if (forms->recent != NULL)
        return true;
    if (forms->interner.slots == NULL &&
        !al_interner_init(&forms->interner, forms->allocator, forms->seed, forms->expected))
        return false;
    forms->recent = al_allocate_zero(forms->allocator, recent_words, sizeof *forms->recent);
    return forms->recent != NULL;
}

static const char *form_bytes(const void *context, uint32_t number)
{
    const al_forms *forms = context;
    return forms->items[number].bytes;
}

void al_forms_copy(al_forms *forms, int side, const uint32_t *numbers, size_t n)
{
    for (size_t i = 0; i < n; i++)
        forms->items[numbers[i]].count[side]++;
}

static recent *recent_at(al_forms *forms, al_key key)
{
    return &forms->recent[key * UINT64_C(0x9E3779B97F4A7C15) >> 54];
}

/* Number the words of a batch that are no recent ones: their table slots are on their way. */
static void add_slowly(al_forms *forms, const char *bytes, const al_word_span *words,
                       const uint8_t *slow, size_t n_slow, const al_key *keys, const size_t *places,
                       uint32_t *numbers)
{
    for (size_t k = 0; k < n_slow; k++) {
        size_t i = slow[k];
        const char *word = bytes + words[i].start;
        uint32_t length = words[i].end - words[i].start;
        al_slot *slot =
            al_interner_find(&forms->interner, keys[k], word, length, places[k], form_bytes, forms);
        if (slot->number == AL_SLOT_FREE) {
            slot->number = forms->interner.n++;
            forms->items[slot->number] = (al_form){.bytes = word, .length = length};
        }
        numbers[i] = slot->number;
        if (length <= 8)
            *recent_at(forms, keys[k]) = (recent){keys[k], length, slot->number};
    }
}

/* One batch: keys first, so that the table's cache lines arrive while the next key is made. */
static void add_batch(al_forms *forms, const char *bytes, int side, const al_word_span *words,
                      size_t n, uint32_t *numbers)
{
    al_key keys[batch];
    size_t places[batch], n_slow = 0;
    uint8_t slow[batch];
    for (size_t i = 0; i < n; i++) {
        uint32_t length = words[i].end - words[i].start;
        al_key key = al_interner_key(&forms->interner, bytes + words[i].start, length);
        const recent *known = recent_at(forms, key);
        if (length <= 8 && known->key == key && known->length == length) {
            numbers[i] = known->number;
            continue;
        }
        keys[n_slow] = key;
        places[n_slow] = al_interner_place(&forms->interner, key, length);
        __builtin_prefetch(&forms->interner.slots[places[n_slow]]);
        slow[n_slow++] = (uint8_t)i;
    }
    add_slowly(forms, bytes, words, slow, n_slow, keys, places, numbers);
    al_forms_copy(forms, side, numbers, n);
}

almost_status al_forms_add(al_forms *forms, const almost_text *text, int side,
                           const al_word_span *words, size_t n, uint32_t *numbers,
                           almost_error *error)
{
    if (!begin(forms))
        return al_fail_memory(error);
    for (size_t at = 0; at < n; at += batch) {
        size_t part = n - at < batch ? n - at : batch;
        if (!al_interner_reserve(&forms->interner, part) ||
            !al_grow(forms->allocator, (void **)&forms->items, &forms->capacity,
                     forms->interner.n + part, sizeof *forms->items))
            return al_fail_memory(error);
        add_batch(forms, text->bytes, side, words + at, part, numbers + at);
    }
    forms->n = forms->interner.n;
    return ALMOST_OK;
}

/* The forms of the distinct words of a list; `numbers` of those of the first list is NULL. */
static void take_distinct(al_forms *forms, int side, const uint32_t *numbers, const uint32_t *folds)
{
    const al_word_list *list = forms->lists[side];
    const uint32_t n = list->n_distinct, known = side > 0 ? forms->lists[0]->n_distinct : 0;
    const uint16_t *counts = list->counts, *own_folds = list->folds;
    al_vocable *const *from = list->vocables, **vocables = forms->vocables;
    al_form *items = forms->items;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t number = numbers != NULL ? numbers[i] : i;
        al_form *form = &items[number];
        if (number < known) {
            form->count[side] = counts[i];
            continue;
        }
        vocables[number] = from[i];
        __builtin_prefetch(from[i]); /* nearly all of them will be asked for something */
        *form = (al_form){.bytes = al_vocable_bytes(from[i]),
                          .length = al_word_list_length(list, i),
                          .fold = folds != NULL ? folds[own_folds[i]] : own_folds[i]};
        form->count[side] = counts[i];
    }
}

static void number_words(const al_word_list *list, const uint32_t *forms, uint32_t *numbers)
{
    const uint16_t *words = list->words;
    if (forms == NULL)
        for (uint32_t i = 0; i < list->n_words; i++)
            numbers[i] = words[i];
    else
        for (uint32_t i = 0; i < list->n_words; i++)
            numbers[i] = forms[words[i]];
}

almost_status al_forms_merge(al_forms *forms, const al_word_list *const lists[2],
                             uint32_t *const numbers[2], almost_error *error)
{
    const almost_allocator *allocator = forms->allocator;
    al_merge *merge = &forms->merge;
    if (!al_merge_init(merge, allocator, lists))
        return al_fail_memory(error);
    forms->vocables =
        al_allocate(allocator, (size_t)merge->n_forms + merge->n_folds, sizeof *forms->vocables);
    forms->items = al_allocate(allocator, merge->n_forms, sizeof *forms->items);
    if (forms->vocables == NULL || forms->items == NULL)
        return al_fail_memory(error);
    forms->n = merge->n_forms;
    forms->capacity = forms->n;
    for (int side = 0; side < 2; side++)
        forms->lists[side] = lists[side];
    take_distinct(forms, 0, NULL, NULL);
    take_distinct(forms, 1, merge->forms, merge->folds);
    number_words(lists[0], NULL, numbers[0]);
    number_words(lists[1], merge->forms, numbers[1]);
    return ALMOST_OK;
}

almost_status al_forms_index(al_forms *forms, almost_error *error)
{
    al_vocable_index *index = &forms->index;
    if (forms->lists[0] == NULL || index->slots != NULL)
        return ALMOST_OK;
    if (!al_vocable_index_init(index, forms->allocator, forms->lists[0]->vocabulary,
                               forms->vocables, forms->n))
        return al_fail_memory(error);
    al_vocable_index_enter(index, forms->n);
    return ALMOST_OK;
}

static uint32_t find_vocable(const al_forms *forms, const char *bytes, uint32_t length)
{
    const al_vocable *vocable = al_vocabulary_find(forms->lists[0]->vocabulary, bytes, length);
    uint32_t found = vocable != NULL ? *al_vocable_index_at(&forms->index, vocable) : 0;
    return found != 0 ? found - 1 : UINT32_MAX;
}

uint32_t al_forms_find(const al_forms *forms, const char *bytes, uint32_t length)
{
    if (forms->lists[0] != NULL)
        return find_vocable(forms, bytes, length);
    al_key key = al_interner_key(&forms->interner, bytes, length);
    size_t place = al_interner_place(&forms->interner, key, length);
    const al_slot *slot =
        al_interner_look_up(&forms->interner, key, bytes, length, place, form_bytes, forms);
    return slot->number;
}

/* Room for `length` bytes and the 16 that may be read behind them. */
static char *chunk_room(al_forms *forms, size_t length)
{
    size_t wanted = length + 16;
    chunk *last = forms->chunks;
    if (last == NULL || last->capacity - last->used < wanted) {
        size_t capacity = wanted > chunk_bytes ? wanted : chunk_bytes;
        chunk *made = al_allocate(forms->allocator, sizeof *made + capacity, 1);
        if (made == NULL)
            return NULL;
        made->next = last;
        made->used = 0;
        made->capacity = capacity;
        forms->chunks = last = made;
        forms->chunk_total += capacity;
    }
    return last->bytes + last->used;
}

static const char *fold_bytes(const void *context, uint32_t number)
{
    const al_forms *forms = context;
    return forms->folds[number].bytes;
}

/* Fold one form into the chunks and number the outcome; a new spelling keeps its room. */
static bool fold_form(al_forms *forms, al_form *form, uint32_t folds)
{
    bool folded = form->length <= longest_folded;
    size_t capacity = folded ? (size_t)form->length * 4 + 16 : 0;
    const char *room = form->bytes;
    size_t length = form->length;
    if (folded) {
        char *into = chunk_room(forms, capacity);
        if (into == NULL)
            return false;
        length = al_fold_word(form->bytes, form->length, folds, into, capacity);
        memset(into + length, 0, 16);
        if (length != form->length || memcmp(into, form->bytes, length) != 0)
            room = into;
        else
            folded = false; /* as it stands: its letters lie in the text */
    }
    al_key key = al_interner_key(&forms->fold_interner, room, (uint32_t)length);
    size_t place = al_interner_place(&forms->fold_interner, key, (uint32_t)length);
    al_slot *slot = al_interner_find(&forms->fold_interner, key, room, (uint32_t)length, place,
                                     fold_bytes, forms);
    if (slot->number == AL_SLOT_FREE) {
        slot->number = forms->fold_interner.n++;
        forms->folds[slot->number] = (al_letters){room, (uint32_t)length};
        if (folded)
            forms->chunks->used += length;
    }
    form->fold = slot->number;
    return true;
}

/* The folds of a list; `numbers` of those of the first list is NULL. */
static void take_folds(al_forms *forms, int side, const uint32_t *numbers)
{
    const al_word_list *list = forms->lists[side];
    const uint32_t n = list->n_folds, known = side > 0 ? forms->lists[0]->n_folds : 0;
    const uint16_t *spellings = list->fold_spellings, *from = list->fold_functions;
    const uint8_t *counts = list->fold_letters;
    al_vocable **vocables = forms->fold_vocables;
    al_letters *letters = forms->folds;
    uint16_t *functions = forms->fold_functions;
    uint8_t *letter_counts = forms->fold_letters;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t number = numbers != NULL ? numbers[i] : i;
        if (number < known)
            continue;
        vocables[number] = list->vocables[spellings[i]];
        letters[number] =
            (al_letters){al_vocable_bytes(vocables[number]), al_word_list_fold_length(list, i)};
        functions[number] = from[i];
        letter_counts[number] = counts[i];
    }
}

/* The folds of merged forms are known and numbered. */
static bool fold_merged(al_forms *forms)
{
    uint32_t n = forms->merge.n_folds;
    forms->folds = al_allocate(forms->allocator, n, sizeof *forms->folds);
    forms->fold_functions = al_allocate(forms->allocator, n, sizeof(uint16_t) + sizeof(uint8_t));
    if (forms->folds == NULL || forms->fold_functions == NULL)
        return false;
    forms->fold_letters = (uint8_t *)(forms->fold_functions + n);
    forms->fold_vocables = forms->vocables + forms->n;
    forms->n_folds = n;
    take_folds(forms, 0, NULL);
    take_folds(forms, 1, forms->merge.folds);
    return true;
}

almost_status al_forms_fold(al_forms *forms, uint32_t folds, almost_error *error)
{
    uint32_t n = forms->n;
    al_interner_release(&forms->interner); /* its strings are all known: the table may go */
    if (forms->lists[0] != NULL && folds == AL_FOLD_EVERYTHING)
        return fold_merged(forms) ? ALMOST_OK : al_fail_memory(error);
    if (folds == 0) {
        for (uint32_t i = 0; i < n; i++)
            forms->items[i].fold = i;
        forms->n_folds = n;
        return ALMOST_OK;
    }
    forms->folds = al_allocate(forms->allocator, n, sizeof *forms->folds);
    if (forms->folds == NULL ||
        !al_interner_init(&forms->fold_interner, forms->allocator, forms->seed, n + 1))
        return al_fail_memory(error);
    for (uint32_t i = 0; i < n; i++)
        if (!fold_form(forms, &forms->items[i], folds))
            return al_fail_memory(error);
    al_interner_release(&forms->fold_interner);
    forms->n_folds = forms->fold_interner.n;
    return ALMOST_OK;
}

uint32_t al_forms_count(const al_forms *forms)
{
    return forms->n;
}

const al_form *al_forms_get(const al_forms *forms, uint32_t form)
{
    return &forms->items[form];
}

uint32_t al_forms_folds(const al_forms *forms)
{
    return forms->n_folds;
}

al_letters al_forms_fold_letters(const al_forms *forms, uint32_t fold)
{
    if (forms->folds == NULL)
        return (al_letters){forms->items[fold].bytes, forms->items[fold].length};
    return forms->folds[fold];
}

al_vocabulary *al_forms_vocabulary(const al_forms *forms)
{
    return forms->lists[0] != NULL ? forms->lists[0]->vocabulary : NULL;
}

al_vocable *al_forms_vocable(const al_forms *forms, uint32_t form)
{
    return forms->vocables != NULL ? forms->vocables[form] : NULL;
}

al_vocable *al_forms_fold_vocable(const al_forms *forms, uint32_t fold)
{
    if (forms->folds == NULL)
        return al_forms_vocable(forms, fold);
    return forms->fold_vocables != NULL ? forms->fold_vocables[fold] : NULL;
}

al_letters al_forms_letters(const al_forms *forms, uint32_t form)
{
    return al_forms_fold_letters(forms, forms->items[form].fold);
}

const al_letters *al_forms_all_letters(const al_forms *forms)
{
    return forms->folds;
}

al_vocable *const *al_forms_all_vocables(const al_forms *forms)
{
    return forms->fold_vocables;
}

const uint16_t *al_forms_all_functions(const al_forms *forms)
{
    return forms->fold_functions;
}

const uint8_t *al_forms_all_letter_counts(const al_forms *forms)
{
    return forms->fold_letters;
}

const al_word_list *al_forms_list(const al_forms *forms, int side)
{
    return forms->lists[side];
}

const uint32_t *al_forms_second(const al_forms *forms)
{
    return forms->merge.forms;
}
