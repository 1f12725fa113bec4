/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a change is of. Words are told by their folds, so that capitals at the start of a
 * sentence part nothing; a rule of spelling by the letters in which two words differ
 * (realise, realize and organise, organize: s, z); marks by the marks; capitals by
 * themselves.
 */
#include "compare/groups.h"

#include "base/utf8.h"
#include "language/variants.h"
#include "meaning/classes.h"
#include "text/signs.h"

#include <string.h>

enum {
    most_words = 8,   /* of a side; longer stretches are told apart */
    most_marks = 32,  /* bytes of a side */
    loud_weight = 100 /* above it something touches the meaning (weight.h) */
};

static const uint32_t of_words = ~AL_TOUCHES_SMALL;

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

static al_group_key key_of(al_group_kind kind, uint64_t hash)
{
    hash = mix(hash, UINT64_C(0xD1B54A32D192ED03) + kind);
    return (al_group_key){hash != 0 ? hash : 1, kind};
}

/* The words of the original, then those of the telling. */
static al_group_key key_of_words(const al_sides *sides, const al_range words[2], bool loud)
{
    const int order[2] = {sides->original, sides->telling};
    uint64_t hash = 1 + (uint64_t)loud; /* a not that is put back is no lost one */
    for (int i = 0; i < 2; i++) {
        al_range range = words[order[i]];
        for (uint32_t w = range.start; w < range.end; w++)
            hash = mix(hash, UINT64_C(2) + sides->folded[order[i]][w]);
        hash = mix(hash, 1);
    }
    return key_of(AL_GROUP_WORDS, hash);
}

/* Whether a word is written with a capital: of a name, and of what begins a sentence. */
static bool has_capital(const al_side *side, uint32_t word)
{
    al_word_span span = side->spans[word];
    return al_classes_capital(side->text->bytes + span.start, span.end - span.start);
}

/* Whether it is a small word of some language, that only begins a sentence. */
static bool is_small(const al_sides *sides, uint32_t fold)
{
    al_letters letters = al_forms_fold_letters(sides->forms, fold);
    if (sides->function != NULL && sides->function[fold])
        return true;
    const al_lexicon_word *word =
        al_lexicon_find(NULL, letters.bytes, letters.length,
                        al_lexicon_hash(letters.bytes, letters.length), NULL, 0);
    return word != NULL && word->classes & AL_WORD_FUNCTION;
}

/* Mix in the letters of a name; the same whether it is a genitive: LORD, LORD'S. */
static uint64_t mix_name(uint64_t hash, al_letters name)
{
    static const char *const genitives[] = {"'s", "\xE2\x80\x99s"};
    for (size_t i = 0; i < sizeof genitives / sizeof *genitives; i++) {
        uint32_t size = (uint32_t)strlen(genitives[i]);
        if (name.length > size && memcmp(name.bytes + name.length - size, genitives[i], size) == 0)
            name.length -= size;
    }
    for (uint32_t i = 0; i < name.length; i++)
        hash = mix(hash, UINT64_C(2) + (unsigned char)name.bytes[i]);
    return mix(hash, 1);
}

/*
 * Another name in the place of a name, whichever small words were told with it: `the LORD` and
 * `Yah`, `ye the LORD` and `Yah`. False where one side has no name, or they are the same.
 */
static bool key_of_names(const al_sides *sides, const al_range words[2], al_group_key *key)
{
    const int order[2] = {sides->original, sides->telling};
    uint64_t hash = 7, names[2] = {0, 0};
    for (int i = 0; i < 2; i++) {
        const al_side *side = &sides->side[order[i]];
        al_range range = words[order[i]];
        for (uint32_t w = range.start; w < range.end; w++) {
            uint32_t fold = sides->folded[order[i]][w];
            if (has_capital(side, w) && !is_small(sides, fold))
                names[i] = mix_name(names[i], al_forms_fold_letters(sides->forms, fold));
        }
        hash = mix(hash, names[i]);
    }
    *key = key_of(AL_GROUP_WORDS, hash);
    return names[0] != 0 && names[1] != 0 && names[0] != names[1];
}

/* Whether one rule of spelling parts the two words of a change: then by the letters that differ. */
static bool key_of_letters(const al_sides *sides, const al_range words[2], al_group_key *key)
{
    al_letters mine = al_forms_fold_letters(
        sides->forms, sides->folded[sides->original][words[sides->original].start]);
    al_letters theirs = al_forms_fold_letters(
        sides->forms, sides->folded[sides->telling][words[sides->telling].start]);
    uint32_t least = mine.length < theirs.length ? mine.length : theirs.length, start = 0, end = 0;
    while (start < least && mine.bytes[start] == theirs.bytes[start])
        start++;
    while (end < least - start &&
           mine.bytes[mine.length - end - 1] == theirs.bytes[theirs.length - end - 1])
        end++;
    if (mine.length == theirs.length && start == mine.length)
        return false;
    uint64_t hash = 2;
    for (uint32_t i = start; i < mine.length - end; i++)
        hash = mix(hash, UINT64_C(2) + (unsigned char)mine.bytes[i]);
    hash = mix(hash, 1);
    for (uint32_t i = start; i < theirs.length - end; i++)
        hash = mix(hash, UINT64_C(2) + (unsigned char)theirs.bytes[i]);
    *key = key_of(AL_GROUP_LETTERS, hash);
    return true;
}

/* The marks of some bytes, without blanks, each once. 0 where there are too many. */
static uint64_t hash_marks(const almost_text *text, al_range range, uint64_t hash)
{
    uint32_t seen[most_marks], n = 0, size;
    for (uint32_t at = range.start; at < range.end; at += size) {
        uint32_t c = al_decode(text->bytes, text->length, at, &size), i = 0;
        if (al_is_space(c))
            continue;
        while (i < n && seen[i] != c)
            i++;
        if (i < n)
            continue;
        if (n == most_marks)
            return 0;
        seen[n++] = c;
        hash = mix(hash, UINT64_C(2) + c);
    }
    return hash;
}

static al_group_key key_of_marks(const al_sides *sides, const al_change *change)
{
    const almost_text *original = sides->side[sides->original].text;
    const almost_text *telling = sides->side[sides->telling].text;
    if (change->original.end - change->original.start > most_marks ||
        change->telling.end - change->telling.start > most_marks)
        return (al_group_key){0, AL_GROUP_MARKS};
    uint64_t hash = hash_marks(original, change->original, 3);
    hash = hash_marks(telling, change->telling, mix(hash, 1));
    return key_of(AL_GROUP_MARKS, hash);
}

/* ASCII letters of a range, small ones and capitals. */
static void count_letters(const almost_text *text, al_range range, uint32_t *small,
                          uint32_t *capital)
{
    *small = *capital = 0;
    for (uint32_t at = range.start; at < range.end; at++) {
        *small += text->bytes[at] >= 'a' && text->bytes[at] <= 'z';
        *capital += text->bytes[at] >= 'A' && text->bytes[at] <= 'Z';
    }
}

/* Whether a word is in capitals on one side only: 1 in the telling, -1 in the original. */
static int capitals_of(const al_sides *sides, const al_change *change)
{
    uint32_t small[2], capital[2];
    count_letters(sides->side[sides->original].text, change->original, &small[0], &capital[0]);
    count_letters(sides->side[sides->telling].text, change->telling, &small[1], &capital[1]);
    if (small[0] > 0 && small[1] == 0 && capital[1] > 1)
        return 1;
    return small[1] > 0 && small[0] == 0 && capital[0] > 1 ? -1 : 0;
}

al_group_key al_group_key_of(const al_sides *sides, const al_change *change,
                             const al_range words[2])
{
    uint32_t n[2] = {words[0].end - words[0].start, words[1].end - words[1].start};
    al_group_key key = {0, AL_GROUP_WORDS};
    if (change->label)
        return key_of(AL_GROUP_LABELS, 4);
    if (n[0] > most_words || n[1] > most_words)
        return key;
    if (change->touches & (of_words | ALMOST_TOUCHES_SPELLING)) {
        bool rule = !(change->touches & of_words) && n[0] == 1 && n[1] == 1 &&
                    change->relation == AL_WORDS_SPELLING;
        bool name = (change->touches & AL_TOUCHES_MEANING) == ALMOST_TOUCHES_NAME;
        if ((rule && key_of_letters(sides, words, &key)) ||
            (name && n[0] > 0 && n[1] > 0 && key_of_names(sides, words, &key)))
            return key;
        return n[0] + n[1] > 0 ? key_of_words(sides, words, change->weight > loud_weight) : key;
    }
    if (change->touches & ALMOST_TOUCHES_CASE) {
        int capitals = capitals_of(sides, change);
        return capitals != 0 ? key_of(AL_GROUP_CAPITALS, 5u + (capitals > 0))
                             : key_of_words(sides, words, false);
    }
    return change->touches & ALMOST_TOUCHES_PUNCTUATION ? key_of_marks(sides, change) : key;
}
