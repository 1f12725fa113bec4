/* SPDX-License-Identifier: Apache-2.0 */
/* The edit distance of forms of up to 64 letters; longer ones are equal or nothing. */
#include "collate/likeness.h"

#include "base/edits.h"

enum { CACHED = 1 << 15 };

/* The pair (a, b), a < b, that stood last in this place. */
struct al_likened {
    uint32_t a, b;
    int class;
};

bool al_likeness_init(al_likeness *likeness, const al_tradition *tradition)
{
    const almost_allocator *allocator = tradition->allocator;
    *likeness = (al_likeness){.tradition = tradition};
    likeness->places = al_allocate_zero(allocator, tradition->n_letters, sizeof(uint64_t));
    likeness->cache = al_allocate_zero(allocator, CACHED, sizeof(struct al_likened));
    if (likeness->places != NULL && likeness->cache != NULL)
        return true;
    al_likeness_release(likeness);
    return false;
}

void al_likeness_release(al_likeness *likeness)
{
    if (likeness->tradition == NULL)
        return;
    al_release(likeness->tradition->allocator, likeness->places);
    al_release(likeness->tradition->allocator, likeness->cache);
    *likeness = (al_likeness){.tradition = NULL};
}

static uint32_t distance(uint64_t *places, const al_form_letters *a, const al_form_letters *b)
{
    al_edits edits = al_edits_begin(a->n);
    for (uint32_t i = 0; i < a->n; i++)
        places[a->letters[i]] |= UINT64_C(1) << i;
    for (uint32_t j = 0; j < b->n; j++)
        al_edits_step(&edits, places[b->letters[j]]);
    for (uint32_t i = 0; i < a->n; i++)
        places[a->letters[i]] = 0;
    return edits.n;
}

/* No fewer edits than letters that only one of the two has. */
static uint32_t least_distance(const al_form_letters *a, const al_form_letters *b)
{
    uint32_t only_a = (uint32_t)__builtin_popcount(a->signature & ~b->signature);
    uint32_t only_b = (uint32_t)__builtin_popcount(b->signature & ~a->signature);
    return only_a > only_b ? only_a : only_b;
}

static bool contracts(const al_form_letters *shorter, const al_form_letters *longer)
{
    uint32_t at = 0;
    if (shorter->n < 2 || shorter->n == longer->n || shorter->letters[0] != longer->letters[0] ||
        shorter->letters[shorter->n - 1] != longer->letters[longer->n - 1])
        return false;
    for (uint32_t i = 0; i < longer->n && at < shorter->n; i++)
        at += longer->letters[i] == shorter->letters[at];
    return at == shorter->n;
}

/* `&` and `et`, or two signs for it. */
static bool are_signs(const al_form_letters *a, const al_form_letters *b)
{
    return a->joins != 0 && b->joins != 0 &&
           (a->joins == AL_JOINS_SIGN || b->joins == AL_JOINS_SIGN);
}

static int class_of(uint64_t d, uint64_t n)
{
    for (int class = AL_LIKE_80; class < AL_LIKE_REST; class ++)
        if (5 * d <= (uint64_t) class * n)
            return class;
    return AL_LIKE_REST;
}

static int work_out(al_likeness *likeness, const al_form_letters *a, const al_form_letters *b)
{
    const al_form_letters *shorter = a->n <= b->n ? a : b, *longer = shorter == a ? b : a;
    if (shorter->n == 0 || longer->n > AL_EDITS_LETTERS)
        return AL_LIKE_REST;
    int class = class_of(least_distance(a, b), longer->n);
    if (class < AL_LIKE_REST)
        class = class_of(distance(likeness->places, shorter, longer), longer->n);
    if (class > AL_LIKE_60 && (are_signs(a, b) || contracts(shorter, longer)))
        class = AL_LIKE_60;
    return class;
}

int al_likeness_class(al_likeness *likeness, uint32_t a, uint32_t b)
{
    if (a == b)
        return AL_LIKE_EQUAL;
    uint32_t low = a < b ? a : b, high = a < b ? b : a;
    uint32_t place = (low * UINT32_C(0x9E3779B9) ^ high * UINT32_C(0x85EBCA6B)) >> 17;
    struct al_likened *known = &likeness->cache[place];
    if (known->a == low && known->b == high)
        return known->class; /* never (0, 0), which an empty place has */
    const al_form_letters *forms = likeness->tradition->forms;
    *known = (struct al_likened){low, high, work_out(likeness, &forms[low], &forms[high])};
    return known->class;
}
