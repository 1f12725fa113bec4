/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See labels.h. Each label in what changed is followed to its item, the word behind it, and
 * by the item's partner to the label on the other side. A pair of which both labels
 * changed is counted when the telling's is met, any other when the one that changed is.
 */
#include "compare/labels.h"

#include "words/word_cursor.h"
#include "meaning/label.h"

#include <string.h>

enum {
    most_in_a_row = 4, /* words of labels before an item */
    most_marks = 4     /* bytes of the marks around a label */
};

typedef struct labelled {
    const al_sides *sides;
    const al_alignment *alignment;
    almost_comparison *comparison;
} labelled;

/* Whether a word is what labels are made of: figures, one letter, Roman letters. */
static bool may_count(const char *bytes, uint32_t length)
{
    enum { longest = 8 };
    if (length <= 1 || (bytes[0] >= '0' && bytes[0] <= '9'))
        return length <= 2 * longest;
    for (uint32_t i = 0; i < length; i++)
        if (length > longest || memchr("ivxlcdm", bytes[i] | 32, 7) == NULL)
            return false;
    return true;
}

/*
 * Whether a word's first two letters tell that it is no such thing, as they do of nearly all words.
 * A mark in the second place may be its end, where words are what blanks part.
 */
static inline bool surely_counts_nothing(const char *bytes, uint32_t length)
{
    const uint32_t roman = 1u << ('c' & 31) | 1u << ('d' & 31) | 1u << ('i' & 31) |
                           1u << ('l' & 31) | 1u << ('m' & 31) | 1u << ('v' & 31) |
                           1u << ('x' & 31);
    const unsigned char first = (unsigned char)bytes[0] | 32;
    return length > 1 && first >= 'a' && first <= 'z' && !(roman >> (first & 31) & 1) &&
           (unsigned char)bytes[1] >= 'A' && bytes[1] != ']';
}

/* A quick look: behind the start of a line, a bracket or the end of another label. */
static bool may_be_label(const al_side *side, uint32_t word)
{
    const char *bytes = side->text->bytes;
    uint32_t at = side->spans[word].start;
    uint32_t end = side->spans[word].end;
    if (!al_label_may_end(bytes, end))
        return false;
    while (end > at + 1 && strchr(".)]:", bytes[end - 1]) != NULL)
        end--; /* where words are what blanks part */
    if (!may_count(bytes + at, end - at))
        return false;
    at -= at > 0 && (bytes[at - 1] == '(' || bytes[at - 1] == '[');
    while (at > 0 && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t'))
        at--;
    if (at == 0 || bytes[at - 1] == '\n')
        return true;
    char before = bytes[at - 1];
    return before == '.' || before == ':' || before == ')' || before == ']' || before == '-' ||
           before == '*' || (unsigned char)before >= 0x80;
}

static bool find_label(const al_side *side, uint32_t word, al_label *label)
{
    return may_be_label(side, word) && al_label_at(side->text, side->spans[word].start, label);
}

static inline bool label_of(const al_side *side, uint32_t word, al_label *label)
{
    al_word_span span = side->spans[word];
    return !surely_counts_nothing(side->text->bytes + span.start, span.end - span.start) &&
           find_label(side, word, label);
}

/* Whether a word that begins no label is a part of one: 2.1 */
static bool is_within_label(const al_side *side, uint32_t word)
{
    al_label label;
    for (uint32_t i = word; i-- > 0 && word - i < most_in_a_row;)
        if (label_of(side, i, &label))
            return label.end >= side->spans[word].end;
    return false;
}

/* Whether a word is a label, or a part of one. */
static bool is_of_label(const al_side *side, uint32_t word)
{
    al_label label;
    if (label_of(side, word, &label))
        return label.end >= side->spans[word].end;
    return is_within_label(side, word);
}

/* Whether a line ends between a word and the one before it. */
static bool begins_line(const al_side *side, uint32_t word)
{
    uint32_t start = side->spans[word - 1].end, end = side->spans[word].start;
    return memchr(side->text->bytes + start, '\n', end - start) != NULL;
}

/* The item behind a label: the first word of its line that is of none; n_words: there is none. */
static uint32_t item_of(const al_side *side, uint32_t word)
{
    uint32_t end = word + most_in_a_row < side->n_words ? word + most_in_a_row : side->n_words;
    for (word++; word < end && !begins_line(side, word); word++)
        if (!is_of_label(side, word))
            return word;
    return side->n_words;
}

/* The last label before an item; false where there is none. */
static bool label_before(const al_side *side, uint32_t item, al_label *label, uint32_t *word)
{
    for (uint32_t i = item; i-- > 0 && item - i < most_in_a_row;)
        if (label_of(side, i, label)) {
            *word = i;
            return label->end >= side->spans[item - 1].end;
        }
    return false;
}

static bool is_kept(const labelled *labelled, int side, uint32_t word)
{
    uint32_t partner = labelled->alignment->partner[side][word];
    const uint8_t state = labelled->alignment->state[side][word];
    return partner != AL_NONE && !(state & (AL_RESPELT | AL_CHANGED));
}

/* The label of side `s` that was found in a change: what became of it. */
static void count(const labelled *labelled, int s, uint32_t word, const al_label *label)
{
    const al_side *mine = &labelled->sides->side[s], *theirs = &labelled->sides->side[1 - s];
    almost_statistics *counted = &labelled->comparison->statistics;
    uint32_t item = item_of(mine, word), last, other;
    al_label own, their;
    if (item == mine->n_words || !label_before(mine, item, &own, &last))
        return;
    uint32_t partner = labelled->alignment->partner[s][item];
    if (partner == AL_NONE || (last != word && !is_kept(labelled, s, last)))
        return; /* of several labels of one item the last one counts it */
    if (last != word || !label_before(theirs, partner, &their, &other)) {
        counted->relabelled++;
        return;
    }
    if (s == labelled->sides->original && !is_kept(labelled, 1 - s, other))
        return; /* counted from the telling */
    bool same = al_label_counts_same(label, &their);
    counted->renumbered += !same;
    counted->relabelled += same && label->form != their.form;
}

/* Follow the labels of one side of a change; whether it holds nothing else. */
static bool follow(const labelled *labelled, int s, al_range words)
{
    const al_side *side = &labelled->sides->side[s];
    bool only = true;
    for (uint32_t i = words.start; i < words.end; i++) {
        al_label label;
        if (!label_of(side, i, &label)) {
            only = only && is_within_label(side, i);
            continue;
        }
        if (!is_kept(labelled, s, i))
            count(labelled, s, i, &label);
    }
    return only;
}

/* Whether nothing but marks and blanks differ. */
static bool is_of_marks(const al_change *change)
{
    const uint32_t marks = ALMOST_TOUCHES_PUNCTUATION | ALMOST_TOUCHES_SPACING;
    return change->kind != ALMOST_SAME && change->kind != ALMOST_MOVED &&
           !(change->touches & ~marks) &&
           change->original.end - change->original.start <= most_marks &&
           change->telling.end - change->telling.start <= most_marks;
}

/* The brackets and points around a label are told as changes of their own, and belong to it. */
static void mark_around(almost_comparison *comparison, size_t at)
{
    al_change *changes = comparison->changes;
    if (at > 0 && is_of_marks(&changes[at - 1]))
        changes[at - 1].label = 1;
    if (at + 1 < comparison->n_changes && is_of_marks(&changes[at + 1]))
        changes[at + 1].label = 1;
}

void al_labels_find(const al_sides *sides, const al_alignment *alignment,
                    almost_comparison *comparison)
{
    labelled labelled = {sides, alignment, comparison};
    al_word_cursor cursors[2] = {{.side = &sides->side[0]}, {.side = &sides->side[1]}};
    for (size_t i = 0; i < comparison->n_changes; i++) {
        al_change *change = &comparison->changes[i];
        if (change->kind == ALMOST_SAME || change->kind == ALMOST_MOVED ||
            !(change->touches & ~(uint32_t)(ALMOST_TOUCHES_PUNCTUATION | ALMOST_TOUCHES_CASE |
                                            ALMOST_TOUCHES_SPACING)))
            continue;
        al_range words[2];
        words[sides->original] = al_word_cursor_range(&cursors[sides->original], change->original);
        words[sides->telling] = al_word_cursor_range(&cursors[sides->telling], change->telling);
        bool only = true;
        for (int s = 0; s < 2; s++) {
            bool labels = follow(&labelled, s, words[s]);
            only = only && labels;
        }
        bool any = words[0].start < words[0].end || words[1].start < words[1].end;
        change->label = only && any && !(change->touches & ~AL_TOUCHES_SURFACE);
        if (change->label)
            mark_around(comparison, i);
    }
}
