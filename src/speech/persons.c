/* SPDX-License-Identifier: Apache-2.0 */
/* Grouping names by their first and last words; see persons.h. */
#include "speech/persons.h"

#include "speech/cast.h"
#include "speech/spans.h"

#include <stdlib.h>

/* A sex is known by its pronouns where one is so many times as frequent as the other. */
static const double clear = 2, clear_of_few = 1.6;

#define TITLES (AL_SPEECH_TITLE_MAN | AL_SPEECH_TITLE_WOMAN | AL_SPEECH_TITLE)

enum {
    FEW = 3,
    SURE_MENTIONS = 8,
    PLACES_PERCENT = 12,
    DOMINATES = 3,
    OFTEN_CALLED = 2,
    CALLED_SHARE = 4 /* one mention in so many addresses him */
};

/* Namesakes that are looked at: a text made of nothing else costs no more than n log n. */
enum { MOST_NAMESAKES = 256 };

/* A name by the words that others may share with it. */
typedef struct entry {
    uint32_t name;
    uint32_t first; /* forms; NONE: it has none such */
    uint32_t last;
} entry;

typedef struct grouping {
    al_speech_names *names;
    al_speech_persons *persons;
    entry *by_first; /* of full names: John Smith */
    size_t n_by_first;
    entry *by_last; /* of full and titled names */
    size_t n_by_last;
    entry *by_title; /* of titled names; `first` is the title */
    size_t n_by_title;
} grouping;

static uint8_t sex_by_pronouns(uint32_t he, uint32_t she)
{
    double ratio = he >= FEW || she >= FEW ? clear_of_few : clear;
    if (he > ratio * she)
        return AL_SPEECH_MALE;
    return she > ratio * he ? AL_SPEECH_FEMALE : AL_SPEECH_ANY;
}

static uint8_t sex_of(const al_speech_name *name)
{
    return name->sex != AL_SPEECH_ANY ? name->sex : sex_by_pronouns(name->he, name->she);
}

static bool is_full(const al_speech_name *name)
{
    return name->n_words - name->n_titles >= 2;
}

static bool is_titled(const al_speech_name *name)
{
    return name->n_titles > 0;
}

static const al_speech_form *form_of(const grouping *grouping, uint32_t form)
{
    return &grouping->names->tokens->forms.list[form];
}

static bool is_first_name(const grouping *grouping, uint32_t form)
{
    return form_of(grouping, form)->classes & (AL_SPEECH_NAME_MAN | AL_SPEECH_NAME_WOMAN);
}

/* --- Who is a person ---------------------------------------------------------- */

static bool is_plural(const grouping *grouping, const al_speech_name *name)
{
    const al_speech_form *last = form_of(grouping, name->words[name->n_words - 1]);
    const char *letters = grouping->names->tokens->forms.letters.bytes + last->letters;
    return last->length > 3 && letters[last->length - 1] == 's' && 2 * name->the > name->count;
}

static bool is_person(const grouping *grouping, const al_speech_name *name)
{
    uint32_t given = name->words[name->n_titles < name->n_words ? name->n_titles : 0];
    if (is_titled(name))
        return true;
    bool placed = 100 * (uint64_t)name->at_places > PLACES_PERCENT * (uint64_t)name->count;
    if (is_first_name(grouping, given) && !placed)
        return true;
    if (placed || is_plural(grouping, name))
        return false;
    if (name->called >= OFTEN_CALLED && CALLED_SHARE * (uint64_t)name->called >= name->count)
        return true;
    return name->verbs > 0 ||
           (name->count >= SURE_MENTIONS && sex_by_pronouns(name->he, name->she) != AL_SPEECH_ANY);
}

/* Count a name by the age that its title says, or keep the title. */
static void count_age(const al_speech_names *names, const al_speech_name *name,
                      al_speech_person *person)
{
    uint64_t classes = names->tokens->forms.list[name->words[0]].classes;
    if (name->n_titles > 0) {
        if (!(classes & (AL_SPEECH_ELDER | AL_SPEECH_YOUNGER)))
            person->title = name->words[0];
        person->elder += classes & AL_SPEECH_ELDER ? name->count : 0;
        person->younger += classes & AL_SPEECH_YOUNGER ? name->count : 0;
    } else if (name->n_words == 1 && classes & (AL_SPEECH_NAME_MAN | AL_SPEECH_NAME_WOMAN)) {
        person->younger += name->count;
    }
}

/* --- Who is whom -------------------------------------------------------------- */

uint32_t al_speech_persons_add(al_speech_persons *persons, al_speech_names *names, uint32_t name)
{
    if (names->list[name].who != AL_SPEECH_NONE)
        return names->list[name].who;
    if (!al_grow(persons->allocator, (void **)&persons->list, &persons->capacity, persons->n + 1,
                 sizeof *persons->list))
        return AL_SPEECH_NONE;
    const al_speech_name *of = &names->list[name];
    persons->list[persons->n] = (al_speech_person){.name = name,
                                                   .count = of->count,
                                                   .verbs = of->verbs,
                                                   .called = of->called,
                                                   .narrated = of->narrated,
                                                   .title = AL_SPEECH_NONE,
                                                   .sex = sex_of(of),
                                                   .he = of->he,
                                                   .she = of->she,
                                                   .by_name = of->sex != AL_SPEECH_ANY,
                                                   .common = of->common};
    count_age(names, of, &persons->list[persons->n]);
    names->list[name].who = (uint32_t)persons->n;
    names->list[name].person = true;
    return (uint32_t)persons->n++;
}

void al_speech_persons_join(al_speech_persons *persons, al_speech_names *names, uint32_t name,
                            uint32_t who)
{
    al_speech_name *of = &names->list[name];
    al_speech_person *person = &persons->list[who];
    of->who = who;
    if (of->count > names->list[person->name].count)
        person->name = name;
    of->person = true;
    person->count += of->count;
    person->verbs += of->verbs;
    person->called += of->called;
    person->narrated += of->narrated;
    count_age(names, of, person);
    person->he += of->he;
    person->she += of->she;
    if (!person->by_name) /* by the pronouns of all names: few stand behind the fullest */
        person->sex = of->sex != AL_SPEECH_ANY ? of->sex : sex_by_pronouns(person->he, person->she);
    person->by_name = person->by_name || of->sex != AL_SPEECH_ANY;
}

static int by_first(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->last != y->last)
        return x->last < y->last ? -1 : 1;
    return x->name < y->name ? -1 : x->name > y->name;
}

static int by_last(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->last != y->last)
        return x->last < y->last ? -1 : 1;
    return x->name < y->name ? -1 : x->name > y->name;
}

/* Where in a sorted list those with a word begin. */
static size_t lower(const entry *list, size_t n, uint32_t form, bool last)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((last ? list[middle].last : list[middle].first) < form)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The person whose full names begin with a word: the only last name, or one that dominates. */
static uint32_t dominating(const grouping *grouping, const entry *list, size_t n, uint32_t form,
                           uint8_t sex)
{
    const al_speech_names *names = grouping->names;
    uint64_t all = 0, most = 0, run = 0;
    uint32_t best = AL_SPEECH_NONE, before = AL_SPEECH_NONE;
    size_t start = lower(list, n, form, false);
    for (size_t i = start; i < n && list[i].first == form && i - start < MOST_NAMESAKES; i++) {
        const al_speech_name *name = &names->list[list[i].name];
        if (sex != AL_SPEECH_ANY && sex_of(name) != AL_SPEECH_ANY && sex_of(name) != sex)
            continue;
        run = name->who == before ? run + name->count : name->count;
        before = name->who;
        all += name->count;
        if (run > most) {
            most = run;
            best = name->who;
        }
    }
    return all > 0 && most >= DOMINATES * (all - most) ? best : AL_SPEECH_NONE;
}

static uint32_t with_first(const grouping *grouping, uint32_t form, uint8_t sex)
{
    return dominating(grouping, grouping->by_first, grouping->n_by_first, form, sex);
}

/*
 * The person with a last name and a sex: who is called Mr. so, else the only one. `titled`: of
 * names with a title; else of full names. NONE where there are several.
 */
static uint32_t with_last(const grouping *grouping, uint32_t form, uint8_t sex, bool titled)
{
    const al_speech_names *names = grouping->names;
    uint32_t found = AL_SPEECH_NONE;
    size_t start = lower(grouping->by_last, grouping->n_by_last, form, true);
    for (size_t i = start;
         i < grouping->n_by_last && grouping->by_last[i].last == form && i - start < MOST_NAMESAKES;
         i++) {
        const al_speech_name *name = &names->list[grouping->by_last[i].name];
        if (name->who == AL_SPEECH_NONE || name->who == found ||
            (is_titled(name) && !is_full(name)) != titled)
            continue;
        uint8_t of = grouping->persons->list[name->who].sex;
        if (sex != AL_SPEECH_ANY && of != AL_SPEECH_ANY && of != sex)
            continue;
        if (found != AL_SPEECH_NONE)
            return AL_SPEECH_NONE;
        found = name->who;
    }
    return found;
}

/* Full names: those with the same first and last words are one. */
static bool group_full(const grouping *grouping)
{
    const entry *list = grouping->by_first;
    const al_speech_names *names = grouping->names;
    for (size_t i = 0; i < grouping->n_by_first; i++) {
        bool same = i > 0 && list[i - 1].first == list[i].first && list[i - 1].last == list[i].last;
        if (names->list[list[i].name].who != AL_SPEECH_NONE)
            continue;
        if (same)
            al_speech_persons_join(grouping->persons, grouping->names, list[i].name,
                                   grouping->names->list[list[i - 1].name].who);
        else if (al_speech_persons_add(grouping->persons, grouping->names, list[i].name) ==
                 AL_SPEECH_NONE)
            return false;
    }
    return true;
}

/* Miss Daisy, Mr. Darcy: the person with that first or last name, if there is one alone. */
static uint32_t whose_titled(const grouping *grouping, const al_speech_name *name)
{
    uint32_t word = name->words[name->n_words - 1];
    uint32_t who = AL_SPEECH_NONE;
    if (is_first_name(grouping, word))
        who = with_first(grouping, word, name->sex);
    if (who == AL_SPEECH_NONE)
        who = with_last(grouping, word, name->sex, false);
    return who;
}

/* A name by itself: of whom it is the first name, or of the man whose last name it is. */
static uint32_t whose_bare(const grouping *grouping, const al_speech_name *name)
{
    uint32_t word = name->words[0];
    uint32_t who = with_first(grouping, word, AL_SPEECH_ANY);
    if (who == AL_SPEECH_NONE)
        who = with_last(grouping, word, AL_SPEECH_MALE, true);
    if (who == AL_SPEECH_NONE)
        who = with_last(grouping, word, AL_SPEECH_MALE, false);
    if (who == AL_SPEECH_NONE && form_of(grouping, word)->classes & TITLES)
        who = dominating(grouping, grouping->by_title, grouping->n_by_title, word, AL_SPEECH_ANY);
    if (who != AL_SPEECH_NONE && sex_by_pronouns(name->he, name->she) == AL_SPEECH_FEMALE &&
        grouping->persons->list[who].sex == AL_SPEECH_MALE)
        return AL_SPEECH_NONE;
    return who;
}

typedef uint32_t whose(const grouping *grouping, const al_speech_name *name);

/* All names of a sort that have no one yet. */
static bool group_others(const grouping *grouping, bool titled, whose *whose)
{
    al_speech_names *names = grouping->names;
    for (size_t i = 0; i < names->n; i++) {
        al_speech_name *name = &names->list[i];
        if (!name->person || name->who != AL_SPEECH_NONE || is_full(name) ||
            is_titled(name) != titled)
            continue;
        uint32_t who = whose(grouping, name);
        if (who != AL_SPEECH_NONE)
            al_speech_persons_join(grouping->persons, grouping->names, (uint32_t)i, who);
        else if (al_speech_persons_add(grouping->persons, names, (uint32_t)i) == AL_SPEECH_NONE)
            return false;
    }
    return true;
}

/* The two lists by which names are found. False when memory ends. */
static bool list_names(grouping *grouping)
{
    al_speech_names *names = grouping->names;
    const almost_allocator *allocator = grouping->persons->allocator;
    grouping->by_first = al_allocate(allocator, names->n, sizeof(entry));
    grouping->by_last = al_allocate(allocator, names->n, sizeof(entry));
    grouping->by_title = al_allocate(allocator, names->n, sizeof(entry));
    if (grouping->by_first == NULL || grouping->by_last == NULL || grouping->by_title == NULL)
        return false;
    for (size_t i = 0; i < names->n; i++) {
        al_speech_name *name = &names->list[i];
        name->person = name->who != AL_SPEECH_NONE || (!name->common && is_person(grouping, name));
        const entry entry = {(uint32_t)i, name->words[is_titled(name) ? name->n_titles : 0],
                             name->words[name->n_words - 1]};
        if (name->common)
            continue;
        if (name->person && is_full(name))
            grouping->by_first[grouping->n_by_first++] = entry;
        if (name->person && (is_full(name) || is_titled(name)))
            grouping->by_last[grouping->n_by_last++] = entry;
        if (name->person && is_titled(name))
            grouping->by_title[grouping->n_by_title++] =
                (struct entry){(uint32_t)i, name->words[0], name->words[name->n_words - 1]};
    }
    qsort(grouping->by_title, grouping->n_by_title, sizeof(entry), by_first);
    qsort(grouping->by_first, grouping->n_by_first, sizeof(entry), by_first);
    qsort(grouping->by_last, grouping->n_by_last, sizeof(entry), by_last);
    return true;
}

bool al_speech_persons_init(al_speech_persons *persons, al_speech_names *names,
                            const almost_text *cast)
{
    const almost_allocator *allocator = names->tokens->allocator;
    grouping grouping = {.names = names, .persons = persons};
    *persons = (al_speech_persons){.allocator = allocator};
    bool fine = al_speech_cast_take(cast, names, persons) && list_names(&grouping) &&
                group_full(&grouping) && group_others(&grouping, true, whose_titled) &&
                group_others(&grouping, false, whose_bare);
    al_release(allocator, grouping.by_first);
    al_release(allocator, grouping.by_last);
    al_release(allocator, grouping.by_title);
    if (!fine)
        al_speech_persons_release(persons);
    return fine;
}

void al_speech_persons_release(al_speech_persons *persons)
{
    al_release(persons->allocator, persons->list);
}
