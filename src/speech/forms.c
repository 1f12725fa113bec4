/* SPDX-License-Identifier: Apache-2.0 */
/* Words by their letters, in a table that is at most half full; see forms.h. */
#include "speech/forms.h"

#include "base/secret.h"
#include "language/lexicon.h"
#include "words/fold.h"

#include <string.h>

enum { FIRST_SLOTS = 1024, MOST_LANGUAGES = 16 };

bool al_speech_forms_init(al_speech_forms *forms, const almost_allocator *allocator)
{
    *forms = (al_speech_forms){.mask = FIRST_SLOTS - 1, .key = al_secret()[0]};
    al_buffer_init(&forms->letters, allocator);
    forms->slots = al_allocate_zero(allocator, FIRST_SLOTS, sizeof *forms->slots);
    return forms->slots != NULL;
}

void al_speech_forms_release(al_speech_forms *forms)
{
    const almost_allocator *allocator = forms->letters.allocator;
    al_release(allocator, forms->list);
    al_release(allocator, forms->slots);
    al_buffer_release(&forms->letters);
}

/* The slot where a word stands, or the free one where it belongs. */
static uint32_t slot_of(const al_speech_forms *forms, const char *letters, size_t length,
                        uint32_t hash)
{
    uint32_t at = al_secret_place(hash, forms->key) & forms->mask;
    for (; forms->slots[at] != 0; at = (at + 1) & forms->mask) {
        const al_speech_form *form = &forms->list[forms->slots[at] - 1];
        if (form->hash == hash && form->length == length &&
            memcmp(forms->letters.bytes + form->letters, letters, length) == 0)
            break;
    }
    return at;
}

/* Twice as many slots. False when memory ends. */
static bool grow_slots(al_speech_forms *forms)
{
    const almost_allocator *allocator = forms->letters.allocator;
    uint32_t mask = 2 * forms->mask + 1;
    uint32_t *slots = al_allocate_zero(allocator, (size_t)mask + 1, sizeof *slots);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < forms->n; i++) {
        uint32_t at = al_secret_place(forms->list[i].hash, forms->key) & mask;
        while (slots[at] != 0)
            at = (at + 1) & mask;
        slots[at] = (uint32_t)i + 1;
    }
    al_release(allocator, forms->slots);
    forms->slots = slots;
    forms->mask = mask;
    return true;
}

static uint32_t add_new(al_speech_forms *forms, const char *letters, size_t length, uint32_t hash)
{
    const almost_allocator *allocator = forms->letters.allocator;
    if (2 * (forms->n + 1) > forms->mask && !grow_slots(forms))
        return UINT32_MAX;
    uint32_t at = slot_of(forms, letters, length, hash);
    uint32_t place = (uint32_t)forms->letters.length;
    al_buffer_append(&forms->letters, letters, length);
    if (forms->letters.failed || !al_grow(allocator, (void **)&forms->list, &forms->capacity,
                                          forms->n + 1, sizeof *forms->list))
        return UINT32_MAX;
    forms->list[forms->n] = (al_speech_form){
        .letters = place,
        .hash = hash,
        .count = 1,
        .length = (uint16_t)length,
        .listed = al_speech_find(letters, length, hash),
    };
    forms->slots[at] = (uint32_t)++forms->n;
    return (uint32_t)forms->n - 1;
}

/* Small letters of at most AL_SPEECH_LONGEST bytes into `out`; returns how many. */
static size_t lower(const char *bytes, size_t length, char *out)
{
    unsigned char all = 0;
    if (length > AL_SPEECH_LONGEST)
        length = AL_SPEECH_LONGEST;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)bytes[i];
        all |= c;
        out[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    if (all < 0x80)
        return length;
    return al_fold_word(bytes, length, AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE, out,
                        4 * AL_SPEECH_LONGEST + 16);
}

bool al_speech_forms_is_listed(const char *bytes, size_t length)
{
    char letters[4 * AL_SPEECH_LONGEST + 16];
    length = lower(bytes, length, letters);
    return al_speech_find(letters, length, al_lexicon_hash(letters, length)) != NULL;
}

uint32_t al_speech_forms_add(al_speech_forms *forms, const char *bytes, size_t length)
{
    char letters[4 * AL_SPEECH_LONGEST + 16];
    length = lower(bytes, length, letters);
    uint32_t hash = al_lexicon_hash(letters, length);
    uint32_t known = forms->slots[slot_of(forms, letters, length, hash)];
    if (known == 0)
        return add_new(forms, letters, length, hash);
    forms->list[known - 1].count++;
    return known - 1;
}

uint32_t al_speech_forms_known(const al_speech_forms *forms, const char *bytes, size_t length)
{
    char letters[4 * AL_SPEECH_LONGEST + 16];
    length = lower(bytes, length, letters);
    uint32_t known =
        forms->slots[slot_of(forms, letters, length, al_lexicon_hash(letters, length))];
    return known == 0 ? UINT32_MAX : known - 1;
}

uint32_t al_speech_forms_settle(al_speech_forms *forms, uint32_t preset)
{
    uint64_t counts[MOST_LANGUAGES] = {0};
    uint32_t best = 0;
    for (size_t i = 0; i < forms->n; i++) {
        const al_speech_word *word = forms->list[i].listed;
        for (uint32_t use = 0; word != NULL && use < word->n_uses; use++) {
            const al_speech_use *of = &al_speech_uses[word->uses + use];
            if (of->classes & AL_SPEECH_FUNCTION && of->language < MOST_LANGUAGES)
                counts[of->language] += forms->list[i].count;
        }
    }
    for (uint32_t i = 1; i < al_speech_languages_count && i < MOST_LANGUAGES; i++)
        if (counts[i] > counts[best])
            best = i;
    if (preset < al_speech_languages_count)
        best = preset;
    for (size_t i = 0; i < forms->n; i++)
        forms->list[i].classes = al_speech_classes(forms->list[i].listed, best);
    return best;
}
