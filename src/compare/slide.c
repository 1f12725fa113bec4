/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where words were put in, or left out, between two that are neighbours on the
 * other side, equal words at the two ends leave open which of them are the new
 * ones: `He came. [He saw.] He slept`, or `He came. He [saw. He] slept`. As git
 * does with lines of code, such a stretch is slid to the place where it begins
 * and ends as a unit does: a paragraph, a line, a sentence. Nothing but the place
 * changes: the words that are paired instead are spelt alike.
 *
 * Stretches go no farther than to the next one, so that all of it is linear.
 */
#include "compare/later_pairs.h"

#include "compare/partner.h"
#include "compare/unit.h"
#include "meaning/label.h"

enum {
    farthest = 4096,    /* words that one stretch is slid at most, either way */
    most_of_a_label = 4 /* words */
};

/* A stretch of open words of a side, and the pairs around it. */
typedef struct stretch {
    const al_side *side;
    uint32_t *partner; /* of the side */
    uint32_t *back;    /* of the other side */
    uint8_t *state;
    uint8_t *back_state;
    al_range words;
    uint32_t n;       /* words of the side */
    uint32_t n_other; /* and of the other */
    uint32_t place;   /* the word of the other side before which it stands */
    uint8_t usual;    /* the state of the pairs around it */
} stretch;

/*
 * What a place for the stretch is worth: both ends count, and the worse one of them most. Where it
 * does not begin or not end as a unit does, nothing speaks for one place against another.
 */
static uint32_t worth(const stretch *own, uint32_t start)
{
    uint32_t size = own->words.end - own->words.start;
    uint32_t first = al_unit_before(own->side, start);
    uint32_t last = first >= AL_UNIT_LINE ? al_unit_before(own->side, start + size) : 0;
    return last >= AL_UNIT_LINE ? first + last + 2 * (first < last ? first : last) : 0;
}

/* Whether word i of the side is a plain pair with word j of the other. */
static bool is_plain_pair(const stretch *own, uint32_t i, uint32_t j)
{
    return i < own->n && own->partner[i] == j && own->state[i] == own->usual;
}

/* Whether words i and k are spelt alike, and what is open of them is of the same line. */
static bool are_alike(const stretch *own, uint32_t i, uint32_t k)
{
    const uint32_t *forms = own->side->forms;
    return forms[i] == forms[k] && own->state[i] == own->usual && own->state[k] == own->usual;
}

/* How far it could be slid towards the start; of what has moved the outermost pair stays. */
static uint32_t least_start(const stretch *own)
{
    uint32_t start = own->words.start, size = own->words.end - start, place = own->place;
    for (uint32_t steps = 0; steps < farthest && start > 0 && place > 0; steps++) {
        if (!is_plain_pair(own, start - 1, place - 1) ||
            !are_alike(own, start - 1, start - 1 + size))
            break;
        if (own->usual != 0 && (start < 2 || !is_plain_pair(own, start - 2, place - 2)))
            break;
        start--;
        place--;
    }
    return start;
}

static uint32_t greatest_start(const stretch *own)
{
    uint32_t start = own->words.start, size = own->words.end - start, place = own->place;
    for (uint32_t steps = 0; steps < farthest; steps++) {
        if (!is_plain_pair(own, start + size, place) || !are_alike(own, start, start + size))
            break;
        if (own->usual != 0 && !is_plain_pair(own, start + size + 1, place + 1))
            break;
        start++;
        place++;
    }
    return start;
}

/* The best place; of equal ones that where it stands, or else the nearest. */
static uint32_t best_start(const stretch *own, uint32_t least, uint32_t greatest)
{
    uint32_t best = own->words.start, most = worth(own, best);
    for (uint32_t start = own->words.start; start-- > least;) {
        uint32_t found = worth(own, start);
        if (found > most) {
            most = found;
            best = start;
        }
    }
    for (uint32_t start = own->words.start + 1; start <= greatest; start++) {
        uint32_t found = worth(own, start);
        if (found > most) {
            most = found;
            best = start;
        }
    }
    return best;
}

/*
 * How many words the label is made of that ends before word `end` and stands at the start of its
 * line; 0: none does. Its form in *label.
 */
static uint32_t label_before(const al_side *side, uint32_t end, al_label *label)
{
    uint32_t least = end > most_of_a_label ? end - most_of_a_label : 0;
    if (end == side->n_words || !al_label_may_end(side->text->bytes, side->spans[end - 1].end))
        return 0;
    for (uint32_t start = end; start-- > least;)
        if (al_unit_before(side, start) >= AL_UNIT_LINE)
            return al_label_at(side->text, side->spans[start].start, label) &&
                           label->behind > side->spans[end - 1].start &&
                           label->behind <= side->spans[end].start
                       ? end - start
                       : 0;
    return 0;
}

/*
 * How many words make up the labels of the same form before the stretch and at its end, of which
 * the former only was kept; else 0. An item was put in before another one then, took its number
 * and leaves it the next one, as with `2. [x. 3.] y` for `2. y`: its own is `[2. x.] 3. y`.
 */
static uint32_t label_words(const stretch *own)
{
    al_label before, last;
    al_range words = own->words;
    if (words.start == 0 || words.end == own->n)
        return 0;
    uint32_t n = label_before(own->side, words.end, &last);
    if (n == 0 || n >= words.end - words.start ||
        label_before(own->side, words.start, &before) != n || before.form != last.form)
        return 0;
    for (uint32_t i = 1; i <= n; i++)
        if (own->place < i || !is_plain_pair(own, words.start - i, own->place - i))
            return 0;
    return n;
}

static void pair(const stretch *own, uint32_t from, uint32_t to)
{
    own->partner[to] = own->partner[from];
    own->back[own->partner[to]] = to;
    own->partner[from] = AL_NONE;
}

static void slide_to(const stretch *own, uint32_t start)
{
    uint32_t size = own->words.end - own->words.start;
    for (uint32_t i = own->words.start; i > start; i--)
        pair(own, i - 1, i - 1 + size);
    for (uint32_t i = own->words.start; i < start; i++)
        pair(own, i + size, i);
}

/* The item that was put in gets the label before it; what it left stands for that in its place. */
static void take_label(const stretch *own, uint32_t n)
{
    uint32_t size = own->words.end - own->words.start;
    for (uint32_t to = own->words.end; to-- > own->words.end - n;) {
        uint32_t other = own->partner[to - size];
        if (own->side->forms[to] != own->side->forms[to - size]) {
            own->state[to] |= AL_RESPELT;
            own->back_state[other] |= AL_RESPELT;
        }
        pair(own, to - size, to);
    }
}

/* Whether the words around the stretch are plain pairs with neighbours; notes where they are. */
static bool is_alone(stretch *own)
{
    al_range words = own->words;
    bool first = words.start == 0, last = words.end == own->n;
    if (first && last)
        return false;
    own->usual = own->state[first ? words.end : words.start - 1];
    if (own->usual & ~AL_OUT_OF_LINE)
        return false;
    own->place = first ? 0 : own->partner[words.start - 1] + 1;
    return last ? own->place == own->n_other : is_plain_pair(own, words.end, own->place);
}

/* Slide it to the best place. */
static void slide(stretch *own)
{
    uint32_t least = least_start(own), greatest = greatest_start(own);
    uint32_t size = own->words.end - own->words.start, labels;
    if (least < greatest) {
        uint32_t start = best_start(own, least, greatest);
        slide_to(own, start);
        own->words = (al_range){start, start + size};
    } else if ((labels = label_words(own)) > 0) {
        take_label(own, labels);
    }
}

void al_slide(const al_sides *sides, al_alignment *alignment)
{
    for (int side = 0; side < 2; side++) {
        stretch own = {.side = &sides->side[side],
                       .partner = alignment->partner[side],
                       .back = alignment->partner[!side],
                       .state = alignment->state[side],
                       .back_state = alignment->state[!side],
                       .n = alignment->n[side],
                       .n_other = alignment->n[!side]};
        for (uint32_t i = al_partner_open(own.partner, 0, own.n); i < own.n;
             i = al_partner_open(own.partner, i, own.n)) {
            own.words = (al_range){i, al_partner_next(own.partner, i, own.n)};
            i = own.words.end;
            if (!is_alone(&own))
                continue;
            slide(&own);
            i = own.words.end > i ? own.words.end : i;
        }
    }
}
