/* SPDX-License-Identifier: Apache-2.0 */
/* Names as sorted words; see bearers.h. */
#include "quote/bearers.h"

#include "speech/lists.h"
#include "words/fold.h"

#include <stdlib.h>
#include <string.h>

static const double sure_margin = 6.; /* of a turn, from which on it may accuse */

enum { MOST_NAMESAKES = 256, LONGEST = 30 /* bytes of a word that are looked at */ };

static const char between[] = " .,-'";

/* Whether a speaker has a name: a word with a capital, other than one that begins a phrase. The old
   gentleman may be anybody who has one. */
static bool is_named(const char *speaker)
{
    size_t first = strcspn(speaker, between);
    for (const char *word = speaker[first] == '\0' ? speaker : speaker + first; *word != '\0';) {
        word += strspn(word, between);
        if ((*word >= 'A' && *word <= 'Z') || (unsigned char)*word >= 0x80)
            return true;
        word += strcspn(word, between);
    }
    return false;
}

bool al_bearers_sure(const almost_quotation *item)
{
    if (item->speaker == NULL)
        return false;
    return (item->speaker_by == ALMOST_SPEAKER_EXPLICIT && is_named(item->speaker)) ||
           item->speaker_by == ALMOST_SPEAKER_SCRIPT ||
           (item->speaker_by == ALMOST_SPEAKER_TURN && item->margin >= sure_margin);
}

/* --- Words ------------------------------------------------------------------------ */

/* Titles and articles do not say who it is. */
static bool is_title(const char *word, size_t length)
{
    static const char *const titles[] = {"mr",  "mrs",  "miss", "the",  "sir",     "lady", "lord",
                                         "dr",  "herr", "frau", "von",  "de",      "van",  "madame",
                                         "old", "his",  "her",  "said", "monsieur"};
    bool title = length < 2;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        title |= strlen(titles[i]) == length && memcmp(titles[i], word, length) == 0;
    return title;
}

/* The sex that a word says, as a letter. */
static char sex_of(const char *word, size_t length)
{
    uint64_t classes = al_speech_any_classes(word, length);
    bool man = classes & (AL_SPEECH_TITLE_MAN | AL_SPEECH_NAME_MAN);
    bool woman = classes & (AL_SPEECH_TITLE_WOMAN | AL_SPEECH_NAME_WOMAN);
    return man == woman ? '-' : man ? 'm' : 'f';
}

void al_bearers_fold(al_buffer *out, const char *name)
{
    char word[4 * LONGEST + 16];
    size_t start = out->length;
    al_buffer_append(out, "-", 1);
    for (name += strspn(name, between); *name != '\0'; name += strspn(name, between)) {
        size_t length = strcspn(name, between);
        size_t n = al_fold_word(name, length < LONGEST ? length : LONGEST, AL_FOLD_EVERYTHING, word,
                                sizeof word);
        name += length;
        if (!out->failed && out->bytes[start] == '-')
            out->bytes[start] = sex_of(word, n);
        if (is_title(word, n))
            continue;
        al_buffer_append(out, word, n);
        al_buffer_append(out, " ", 1);
    }
    al_buffer_append(out, "", 1);
}

static bool is_other_sex(const char *a, const char *b)
{
    return *a != '-' && *b != '-' && *a != *b;
}

/* The word behind one of a folded name; NULL: the last one it was. */
static const char *behind(const char *word)
{
    word = strchr(word, ' ') + 1;
    return *word != '\0' ? word : NULL;
}

static const char *first_of(const char *name)
{
    return name[1] != '\0' ? name + 1 : NULL;
}

static size_t length_of(const char *word)
{
    return strcspn(word, " ");
}

/* Whether two words are one name: equal, or but for a letter that one lacks (Rachel, Rachael). */
static bool is_same(const char *a, const char *b)
{
    enum { LEAST = 5 }; /* letters of the shorter one: Ann is not Anna */
    size_t m = length_of(a), n = length_of(b), front = 0;
    if (m > n)
        return is_same(b, a);
    while (front < m && a[front] == b[front])
        front++;
    if (m == n)
        return front == m;
    return m >= LEAST && n == m + 1 && memcmp(a + front, b + front + 1, m - front) == 0;
}

static bool has_word(const char *name, const char *word)
{
    for (const char *mine = first_of(name); mine != NULL; mine = behind(mine))
        if (is_same(mine, word))
            return true;
    return false;
}

static bool has_all(const char *name, const char *words)
{
    for (const char *word = first_of(words); word != NULL; word = behind(word))
        if (!has_word(name, word))
            return false;
    return true;
}

/* Whether a name begins as another does when people call somebody by it: Tom, Thomas. */
static bool is_cut_short(const char *a, const char *b)
{
    const char *mine = first_of(a), *theirs = first_of(b);
    return mine != NULL && theirs != NULL &&
           al_speech_short_forms_join(mine, length_of(mine), theirs, length_of(theirs));
}

bool al_bearers_may_be_one(const char *a, const char *b)
{
    if (is_other_sex(a, b))
        return false;
    for (const char *mine = first_of(a); mine != NULL; mine = behind(mine))
        if (has_word(b, mine))
            return true;
    return is_cut_short(a, b);
}

/* --- The list ---------------------------------------------------------------------- */

static int compare_words(const char *a, size_t a_length, const char *b, size_t b_length)
{
    int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
    return order != 0 ? order : a_length < b_length ? -1 : a_length > b_length;
}

static int by_word(const void *a, const void *b)
{
    const al_bearer *x = a, *y = b;
    int order = compare_words(x->word, x->length, y->word, y->length);
    return order != 0 ? order : x->name < y->name ? -1 : x->name > y->name;
}

static int by_letters(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Fold each name that somebody has for sure, once. */
static void fold_names(al_bearers *bearers, const char **names, size_t n)
{
    if (n > 0)
        qsort(names, n, sizeof *names, by_letters);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(names[i - 1], names[i]) != 0)
            al_bearers_fold(&bearers->names, names[i]);
}

/* List the words of all names. False when memory ends. */
static bool list_words(al_bearers *bearers)
{
    const al_buffer *names = &bearers->names;
    size_t words = 0;
    for (size_t i = 0; i < names->length; i++)
        words += names->bytes[i] == ' ';
    bearers->list = al_allocate(names->allocator, words, sizeof *bearers->list);
    if (bearers->list == NULL)
        return false;
    for (size_t at = 0; at < names->length; at += strlen(names->bytes + at) + 1)
        for (const char *word = first_of(names->bytes + at); word != NULL; word = behind(word))
            bearers->list[bearers->n++] =
                (al_bearer){word, length_of(word), names->bytes + at, at < bearers->of_others};
    if (bearers->n > 0)
        qsort(bearers->list, bearers->n, sizeof *bearers->list, by_word);
    return true;
}

bool al_bearers_init(al_bearers *bearers, const almost_allocator *allocator,
                     const almost_quotations *quotations)
{
    *bearers = (al_bearers){.n = 0};
    al_buffer_init(&bearers->names, allocator);
    const char **names = al_allocate(allocator, quotations->n, sizeof *names);
    if (names == NULL)
        return false;
    size_t n = 0;
    for (size_t i = 0; i < quotations->n; i++)
        if (al_bearers_sure(&quotations->items[i]))
            names[n++] = quotations->items[i].speaker;
    fold_names(bearers, names, n);
    al_release(allocator, names);
    bearers->of_others = bearers->names.length;
    for (size_t at = 0; at < quotations->full_names_length;
         at += strlen(quotations->full_names + at) + 1)
        al_bearers_fold(&bearers->names, quotations->full_names + at);
    return !bearers->names.failed && list_words(bearers);
}

void al_bearers_release(al_bearers *bearers)
{
    if (bearers->names.allocator == NULL)
        return;
    al_release(bearers->names.allocator, bearers->list);
    al_buffer_release(&bearers->names);
}

/* The place of the first one with a word. */
static size_t lower(const al_bearers *bearers, const char *word, size_t length)
{
    size_t low = 0, high = bearers->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const al_bearer *at = &bearers->list[middle];
        if (compare_words(at->word, at->length, word, length) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool al_bearers_have(const al_bearers *bearers, const char *claimed, const char *other)
{
    bool have = false;
    for (const char *word = first_of(claimed); word != NULL; word = behind(word)) {
        size_t length = length_of(word), at = lower(bearers, word, length);
        for (size_t end = at + MOST_NAMESAKES; at < end && at < bearers->n; at++) {
            const al_bearer *bearer = &bearers->list[at];
            if (bearer->length != length || memcmp(bearer->word, word, length) != 0)
                break;
            if (is_other_sex(bearer->name, claimed))
                continue;
            if (has_all(bearer->name, claimed) && has_all(bearer->name, other) &&
                !is_other_sex(bearer->name, other))
                return false;
            have |= bearer->speaks && !al_bearers_may_be_one(bearer->name, other);
        }
    }
    return have;
}
