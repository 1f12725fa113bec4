/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The forms as a table, and the first of its two builders: words that are
 * interned one by one. Words of a few bytes are looked for among recent ones
 * first; what a form folds to is interned in the same way, once they are all known.
 */
#include "words/forms.h"

#include "base/error.h"
#include "base/load.h"
#include "words/interner.h"

#include <assert.h>
#include <string.h>

enum {
    batch = 64,
    chunk_bytes = 64 * 1024,
    recent_words = 1024 /* a table that stays in the innermost cache */
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

typedef struct al_interning {
    uint64_t seed;
    uint32_t expected;
    al_interner words;
    recent *recent; /* NULL until words are added */
    al_interner folds;
    chunk *chunks;
} al_interning;

almost_status al_forms_new(const almost_allocator *allocator, uint64_t seed, al_forms **out,
                           almost_error *error)
{
    al_forms *forms = al_allocate_zero(allocator, 1, sizeof *forms);
    al_interning *intern = al_allocate_zero(allocator, 1, sizeof *intern);
    if (forms == NULL || intern == NULL) {
        al_release(allocator, forms);
        al_release(allocator, intern);
        return al_fail_memory(error);
    }
    forms->allocator = allocator;
    forms->intern = intern;
    intern->words.allocator = intern->folds.allocator = allocator;
    intern->seed = seed;
    *out = forms;
    return ALMOST_OK;
}

void al_forms_free(al_forms *forms)
{
    if (forms == NULL)
        return;
    const almost_allocator *allocator = forms->allocator;
    for (chunk *next, *each = forms->intern->chunks; each != NULL; each = next) {
        next = each->next;
        al_release(allocator, each);
    }
    al_interner_release(&forms->intern->words);
    al_interner_release(&forms->intern->folds);
    al_release(allocator, forms->intern->recent);
    al_release(allocator, forms->intern);
    al_vocable_index_release(&forms->index, allocator);
    al_release(allocator, forms->vocables); /* those of folds stand behind them */
    al_release(allocator, forms->items);
    al_release(allocator, forms->letters);
    al_release(allocator, forms->letter_counts);
    al_release(allocator, forms);
}

void al_forms_expect(al_forms *forms, uint32_t n)
{
    forms->intern->expected = n;
}

/* Before the first words: merged forms need neither of the two tables. */
static bool begin(al_forms *forms)
{
    al_interning *intern = forms->intern;
    assert(forms->vocabulary == NULL);
    if (intern->recent != NULL)
        return true;
    if (intern->words.slots == NULL &&
        !al_interner_init(&intern->words, forms->allocator, intern->seed, intern->expected))
        return false;
    intern->recent = al_allocate_zero(forms->allocator, recent_words, sizeof *intern->recent);
    return intern->recent != NULL;
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

static recent *recent_at(const al_forms *forms, al_key key)
{
    return &forms->intern->recent[key * UINT64_C(0x9E3779B97F4A7C15) >> 54];
}

/* The words of a batch that are no recent ones; their table slots are on their way. */
typedef struct seeking {
    al_sought words[batch];
    uint8_t which[batch]; /* of the batch */
    size_t n;
} seeking;

static void add_slowly(al_forms *forms, const seeking *slow, uint32_t *numbers)
{
    const al_interned interned = {form_bytes, forms};
    for (size_t k = 0; k < slow->n; k++) {
        const al_sought *word = &slow->words[k];
        al_slot *slot = al_interner_find(&forms->intern->words, word, &interned);
        if (slot->number == AL_SLOT_FREE) {
            slot->number = forms->intern->words.n++;
            forms->items[slot->number] = (al_form){.bytes = word->bytes, .length = word->length};
        }
        numbers[slow->which[k]] = slot->number;
        if (word->length <= 8)
            *recent_at(forms, word->key) = (recent){word->key, word->length, slot->number};
    }
}

/* One batch: keys first, so that the table's cache lines arrive while the next key is made. */
static void add_batch(al_forms *forms, const char *bytes, int side, const al_word_span *words,
                      size_t n, uint32_t *numbers)
{
    const al_interner *interner = &forms->intern->words;
    seeking slow; /* not cleared: most of it is room */
    slow.n = 0;
    for (size_t i = 0; i < n; i++) {
        const char *word = bytes + words[i].start;
        uint32_t length = words[i].end - words[i].start;
        al_key key = al_interner_key(interner, word, length);
        const recent *known = recent_at(forms, key);
        if (length <= 8 && known->key == key && known->length == length) {
            numbers[i] = known->number;
            continue;
        }
        size_t place = al_interner_place(interner, key, length);
        __builtin_prefetch(&interner->slots[place]);
        slow.words[slow.n] = (al_sought){word, length, key, place};
        slow.which[slow.n++] = (uint8_t)i;
    }
    add_slowly(forms, &slow, numbers);
    al_forms_copy(forms, side, numbers, n);
}

bool al_forms_add(al_forms *forms, const almost_text *text, int side, const al_word_span *words,
                  size_t n, uint32_t *numbers)
{
    if (!begin(forms))
        return false;
    for (size_t at = 0; at < n; at += batch) {
        size_t part = n - at < batch ? n - at : batch;
        if (!al_interner_reserve(&forms->intern->words, part) ||
            !al_grow(forms->allocator, (void **)&forms->items, &forms->capacity,
                     forms->intern->words.n + part, sizeof *forms->items))
            return false;
        add_batch(forms, text->bytes, side, words + at, part, numbers + at);
    }
    forms->n = forms->intern->words.n;
    return true;
}

/*
 * The spellings of vocables are looked up by way of the vocabulary; interned ones are indexed
 * already.
 */
almost_status al_forms_index(al_forms *forms, almost_error *error)
{
    al_vocable_index *index = &forms->index;
    if (forms->vocabulary == NULL || al_column_rows(index->slots) != NULL)
        return ALMOST_OK;
    if (!al_vocable_index_init(index, forms->allocator, forms->vocabulary, forms->vocables,
                               forms->n))
        return al_fail_memory(error);
    al_vocable_index_enter(index, forms->n);
    return ALMOST_OK;
}

static uint32_t find_vocable(const al_forms *forms, const char *bytes, uint32_t length)
{
    const al_vocable *vocable = al_vocabulary_find(forms->vocabulary, bytes, length);
    uint32_t found = vocable != NULL ? al_vocable_index_find(&forms->index, vocable) : 0;
    return found != 0 ? found - 1 : UINT32_MAX;
}

uint32_t al_forms_find(const al_forms *forms, const char *bytes, uint32_t length)
{
    if (forms->vocabulary != NULL)
        return find_vocable(forms, bytes, length);
    const al_interner *words = &forms->intern->words;
    if (words->slots == NULL) /* of no words */
        return UINT32_MAX;
    const al_interned interned = {form_bytes, forms};
    al_sought sought = al_interner_seek(words, bytes, length);
    return al_interner_look_up(words, &sought, &interned)->number;
}

uint32_t al_count_letters(const char *bytes, uint32_t length)
{
    const uint64_t beyond_ascii = UINT64_C(0x8080808080808080);
    uint32_t n = length < AL_MANY_LETTERS ? length : AL_MANY_LETTERS;
    if ((al_load_eight(bytes) & beyond_ascii & ((UINT64_C(1) << n * 8) - 1)) == 0)
        return n;
    n = 0;
    for (uint32_t i = 0; i < length && n < AL_MANY_LETTERS; i++)
        n += ((unsigned char)bytes[i] & 0xC0) != 0x80;
    return n;
}

/* Room for `length` bytes and the 16 that may be read behind them. */
static char *chunk_room(al_forms *forms, size_t length)
{
    size_t wanted = length + 16;
    chunk *last = forms->intern->chunks;
    if (last == NULL || last->capacity - last->used < wanted) {
        size_t capacity = wanted > chunk_bytes ? wanted : chunk_bytes;
        chunk *made = al_allocate(forms->allocator, sizeof *made + capacity, 1);
        if (made == NULL)
            return NULL;
        made->next = last;
        made->used = 0;
        made->capacity = capacity;
        forms->intern->chunks = last = made;
    }
    return last->bytes + last->used;
}

static const char *fold_bytes(const void *context, uint32_t number)
{
    const al_forms *forms = context;
    return forms->letters[number].bytes;
}

/*
 * The folded letters of a form, in the chunks where they are others than its own; *length gets
 * their length, *kept the bytes of the chunk that they take. NULL when memory ends.
 */
static const char *fold_letters(al_forms *forms, const al_form *form, uint32_t *length,
                                size_t *kept)
{
    *kept = 0;
    *length = form->length;
    if (form->length > AL_LONGEST_FOLDED)
        return form->bytes;
    size_t capacity = (size_t)form->length * 4 + 16;
    char *into = chunk_room(forms, capacity);
    if (into == NULL)
        return NULL;
    size_t n = al_fold_word(form->bytes, form->length, forms->folded_by, into, capacity);
    memset(into + n, 0, 16);
    if (n == form->length && memcmp(into, form->bytes, n) == 0)
        return form->bytes; /* as it stands: its letters lie in the text */
    *kept = n;
    *length = (uint32_t)n;
    return into;
}

/* Fold one form and number the outcome; a new spelling keeps its room. */
static bool fold_form(al_forms *forms, al_form *form)
{
    al_interner *folds = &forms->intern->folds;
    uint32_t length;
    size_t kept;
    const char *letters = fold_letters(forms, form, &length, &kept);
    if (letters == NULL)
        return false;
    const al_interned interned = {fold_bytes, forms};
    al_sought sought = al_interner_seek(folds, letters, length);
    al_slot *slot = al_interner_find(folds, &sought, &interned);
    if (slot->number == AL_SLOT_FREE) {
        slot->number = folds->n++;
        forms->letters[slot->number] = (al_letters){letters, length};
        forms->letter_counts[slot->number] = (uint8_t)al_count_letters(letters, length);
        if (kept > 0)
            forms->intern->chunks->used += kept;
    }
    form->fold = slot->number;
    return true;
}

static bool intern_folds(al_forms *forms)
{
    al_interning *intern = forms->intern;
    if (!al_interner_init(&intern->folds, forms->allocator, intern->seed, (size_t)forms->n + 1))
        return false;
    for (uint32_t i = 0; i < forms->n; i++)
        if (!fold_form(forms, &forms->items[i]))
            return false;
    forms->n_folds = intern->folds.n;
    al_interner_release(&intern->folds);
    return true;
}

/* Every form is its own fold. */
static void fold_nothing(al_forms *forms)
{
    for (uint32_t i = 0; i < forms->n; i++) {
        al_form *form = &forms->items[i];
        form->fold = i;
        forms->letters[i] = (al_letters){form->bytes, form->length};
        forms->letter_counts[i] = (uint8_t)al_count_letters(form->bytes, form->length);
    }
    forms->n_folds = forms->n;
    forms->fold_vocables = forms->vocables;
}

/* Room for as many folds as forms, in place of those that a builder found. */
static bool reserve_folds(al_forms *forms)
{
    al_release(forms->allocator, forms->letters);
    al_release(forms->allocator, forms->letter_counts);
    forms->letters = al_allocate(forms->allocator, forms->n, sizeof *forms->letters);
    forms->letter_counts = al_allocate(forms->allocator, forms->n, sizeof *forms->letter_counts);
    forms->fold_vocables = NULL;
    return forms->letters != NULL && forms->letter_counts != NULL;
}

almost_status al_forms_fold(al_forms *forms, uint32_t folds, almost_error *error)
{
    al_interner_release(&forms->intern->words); /* its strings are all known: the table may go */
    if (forms->letters != NULL && forms->folded_by == folds)
        return ALMOST_OK; /* a builder knew them */
    forms->folded_by = folds;
    if (!reserve_folds(forms))
        return al_fail_memory(error);
    if (folds == 0)
        fold_nothing(forms);
    else if (!intern_folds(forms))
        return al_fail_memory(error);
    return ALMOST_OK;
}
