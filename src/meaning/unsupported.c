/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a summary claims is listed and looked up in the items of all of the
 * other text, which are read a few pages at a time. Time is n log m for a
 * source of n words and m claims.
 */
#include "meaning/unsupported.h"

#include "base/memory.h"

#include <stdlib.h>

enum {
    words_at_once = 4096,            /* of the source, read together */
    words_again = 16,                /* read twice: an item may lie across the border */
    class_of_words = AL_ITEM_CLASSES /* the class of a word that is no item */
};

/* What is looked for: an item, or the word of a name wherever it stands. */
typedef struct wanted {
    uint64_t key;
    uint32_t claim;
    uint32_t class;
} wanted;

/* A number, name or unit that the summary has. */
typedef struct claim {
    al_range bytes;
    uint32_t touches;
    uint32_t summary;
    bool supported;
    bool amount; /* a number with its unit: told only where the number alone is supported */
} claim;

typedef struct claims {
    const almost_allocator *allocator;
    claim *list;
    size_t n;
    size_t capacity;
    wanted *wanted; /* by key */
    size_t n_wanted;
    size_t wanted_capacity;
} claims;

/* Some words of a side, read. */
typedef struct reading {
    al_item_reader *reader;
    int side;
    al_tokens tokens;
    al_items items;
} reading;

static bool want(claims *claims, uint64_t key, uint32_t class)
{
    if (!al_grow(claims->allocator, (void **)&claims->wanted, &claims->wanted_capacity,
                 claims->n_wanted + 1, sizeof *claims->wanted))
        return false;
    claims->wanted[claims->n_wanted++] = (wanted){key, (uint32_t)claims->n - 1, class};
    return true;
}

static bool add_claim(claims *claims, claim claim)
{
    if (!al_grow(claims->allocator, (void **)&claims->list, &claims->capacity, claims->n + 1,
                 sizeof *claims->list))
        return false;
    claims->list[claims->n++] = claim;
    return true;
}

/* The bytes of items, from the first one's first token to the last one's last. */
static al_range bytes_of(const al_tokens *tokens, const al_item *first, const al_item *last)
{
    return (al_range){tokens->list[first->first].bytes.start,
                      tokens->list[last->first + last->n - 1].bytes.end};
}

/* The key of a number with the unit that follows it. */
static uint64_t amount_key(const al_item *number, const al_item *unit)
{
    return (number->key ^ (number->key >> 29)) * UINT64_C(0x9E3779B97F4A7C15) + unit->key;
}

/* The unit that follows a number at once or behind a hyphen, or NULL. */
static const al_item *unit_behind(const reading *reading, size_t at)
{
    const al_item *number = &reading->items.list[at], *next = number + 1;
    if (number->class != AL_ITEM_NUMBER || at + 1 >= reading->items.n ||
        next->class != AL_ITEM_UNIT)
        return NULL;
    uint32_t behind = number->first + number->n;
    return next->first == behind + al_token_is(&reading->tokens, behind, '-') ? next : NULL;
}

/*
 * What a word begins with, as a key; its own key where it is short. A name is that of another form
 * of it, too: Alaska, Alaskan, Goethe, Goethes.
 */
static uint64_t stem_key(const reading *reading, const al_token *token)
{
    enum { beginning = 5, longest_short = 5 };
    const char *bytes = reading->reader->maker->sides[reading->side].text->bytes;
    uint64_t key = UINT64_C(0xCBF29CE484222325);
    if (token->bytes.end - token->bytes.start <= longest_short)
        return token->key;
    for (uint32_t at = token->bytes.start; at < token->bytes.start + beginning; at++) {
        unsigned char byte = (unsigned char)bytes[at];
        key = (key ^ (byte >= 'A' && byte <= 'Z' ? byte + 32u : byte)) * UINT64_C(0x100000001B3);
    }
    return key;
}

static bool is_claim(const al_item *item)
{
    return (item->class == AL_ITEM_NUMBER || item->class == AL_ITEM_NAME) &&
           !(item->flags & (AL_ITEM_FAINT | AL_ITEM_LABEL));
}

/* What is claimed at an item of a summary, and where that may be found. */
static bool add_claims_at(claims *claims, const reading *reading, size_t at, uint32_t summary)
{
    const al_tokens *tokens = &reading->tokens;
    const al_item *item = &reading->items.list[at], *unit = unit_behind(reading, at);
    bool name = item->class == AL_ITEM_NAME;
    if (!is_claim(item))
        return true;
    claim own = {.bytes = bytes_of(tokens, item, item),
                 .touches = name ? ALMOST_TOUCHES_NAME : ALMOST_TOUCHES_NUMBER,
                 .summary = summary};
    if (!add_claim(claims, own) || !want(claims, item->key, item->class) ||
        (item->other != 0 && !want(claims, item->other, item->class)) ||
        (name && !want(claims, stem_key(reading, &tokens->list[item->first]), class_of_words)))
        return false;
    if (unit == NULL)
        return true;
    claim amount = {.bytes = bytes_of(tokens, item, unit),
                    .touches = ALMOST_TOUCHES_NUMBER | ALMOST_TOUCHES_UNIT,
                    .summary = summary,
                    .amount = true};
    return add_claim(claims, amount) && want(claims, amount_key(item, unit), AL_ITEM_UNIT);
}

/* --- Looking them up -------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
    const wanted *left = a, *right = b;
    return left->key < right->key ? -1 : left->key > right->key;
}

static void support(claims *claims, uint64_t key, uint32_t class)
{
    size_t low = 0, high = claims->n_wanted;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (claims->wanted[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < claims->n_wanted && claims->wanted[low].key == key; low++)
        if (claims->wanted[low].class == class)
            claims->list[claims->wanted[low].claim].supported = true;
}

static void support_by(claims *claims, const reading *reading)
{
    for (size_t i = 0; i < reading->tokens.n; i++)
        if (reading->tokens.list[i].sign == 0)
            support(claims, stem_key(reading, &reading->tokens.list[i]), class_of_words);
    for (size_t i = 0; i < reading->items.n; i++) {
        const al_item *item = &reading->items.list[i], *unit = unit_behind(reading, i);
        support(claims, item->key, item->class);
        if (item->other != 0)
            support(claims, item->other, item->class);
        if (unit != NULL)
            support(claims, amount_key(item, unit), AL_ITEM_UNIT);
    }
}

static reading begin(al_item_reader *reader, int side, const almost_allocator *allocator)
{
    return (reading){.reader = reader,
                     .side = side,
                     .tokens = {.allocator = allocator},
                     .items = {.allocator = allocator}};
}

static void end(reading *reading)
{
    al_tokens_release(&reading->tokens);
    al_items_release(&reading->items);
}

/* Read the tokens and items of some words, one at least. */
static bool read_words(reading *reading, al_range words)
{
    al_token_maker *maker = reading->reader->maker;
    const al_word_span *spans = maker->sides[reading->side].spans;
    al_range bytes = {spans[words.start].start, spans[words.end - 1].end};
    reading->tokens.n = reading->items.n = 0;
    return al_tokens_add(maker, &reading->tokens, reading->side, bytes, words, 0, true) &&
           al_items_read(reading->reader, reading->side, &reading->tokens, &reading->items);
}

/* Look all claims up in a side. */
static bool look_through(al_item_reader *reader, int side, claims *claims)
{
    const uint32_t n = reader->maker->sides[side].n_words;
    const uint32_t together = words_at_once + words_again;
    reading reading = begin(reader, side, claims->allocator);
    bool whole = true;
    for (uint32_t start = 0; start < n && whole; start += words_at_once) {
        whole =
            read_words(&reading, (al_range){start, n - start > together ? start + together : n});
        if (whole)
            support_by(claims, &reading);
    }
    end(&reading);
    return whole;
}

static bool list_unsupported(const claims *claims, al_unsupported_list *found)
{
    for (size_t i = 0; i < claims->n; i++) {
        const claim *claim = &claims->list[i];
        if (claim->supported || (claim->amount && i > 0 && !claim[-1].supported))
            continue;
        if (!al_grow(found->allocator, (void **)&found->list, &found->capacity, found->n + 1,
                     sizeof *found->list))
            return false;
        found->list[found->n++] = (al_unsupported){claim->bytes, claim->touches, claim->summary};
    }
    return true;
}

/* What all summaries claim. */
static bool list_claims(al_item_reader *reader, int side, const al_range *summaries, size_t n,
                        claims *claims)
{
    reading reading = begin(reader, side, claims->allocator);
    bool whole = true;
    for (size_t i = 0; i < n && whole; i++) {
        if (summaries[i].start == summaries[i].end)
            continue;
        whole = read_words(&reading, summaries[i]);
        for (size_t at = 0; at < reading.items.n && whole; at++)
            whole = add_claims_at(claims, &reading, at, (uint32_t)i);
    }
    end(&reading);
    return whole;
}

bool al_unsupported_find(al_item_reader *reader, int side, const al_range *summaries, size_t n,
                         al_unsupported_list *found)
{
    claims claims = {.allocator = found->allocator};
    bool whole = list_claims(reader, side, summaries, n, &claims);
    if (whole && claims.n > 0) {
        qsort(claims.wanted, claims.n_wanted, sizeof *claims.wanted, by_key);
        whole = look_through(reader, 1 - side, &claims) && list_unsupported(&claims, found);
    }
    al_release(found->allocator, claims.list);
    al_release(found->allocator, claims.wanted);
    return whole;
}

void al_unsupported_release(al_unsupported_list *found)
{
    al_release(found->allocator, found->list);
    found->list = NULL;
    found->n = found->capacity = 0;
}
