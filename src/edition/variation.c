/* SPDX-License-Identifier: Apache-2.0 */
/* Readings by what is written, or by forms; classes by what differs between two words. */
#include "edition/variation.h"

#include "base/search.h"
#include "base/secret.h"
#include "base/utf8.h"
#include "words/word_table.h"

#include <string.h>

/*
 * Words running that most witnesses have and one has not: from so many on it is a lacuna (a lost
 * leaf, a torn edge) and not an omission; a scribe who leaves out a line leaves out a dozen. At the
 * beginning and the end fewer are enough: whoever breaks off says nothing of what comes.
 */
enum { LEAST_LACUNA = 40, LEAST_AT_EDGE = 3 };

const char *al_reading_class_name(al_reading_class class)
{
    static const char *const names[AL_N_READING_CLASSES] = {
        "main",     "punctuation", "orthographic", "inflection",   "substitution",
        "omission", "addition",    "lacuna",       "transposition"};
    return names[class];
}

const char *al_variation_word(const almost_collation *collation, uint64_t row, size_t witness,
                              uint32_t *length)
{
    const al_witness *from = &collation->witnesses[witness];
    uint32_t token = al_collation_token(collation, row, witness);
    if (token == AL_NO_WORD)
        return NULL;
    *length = from->words[token].end - from->words[token].start;
    return from->bytes + from->words[token].start;
}

/* Note the rows from `start` to `end`, in `missed` of which most have a word, if they are silence.
 */
static void note_silence(al_variation *places, size_t witness, uint64_t start, uint64_t end,
                         uint64_t missed)
{
    size_t n = places->collation->n;
    bool edge = start == 0 || end == places->collation->table.n;
    if (missed < (edge ? LEAST_AT_EDGE : LEAST_LACUNA))
        return;
    for (uint64_t row = start; row < end; row++)
        places->silent[row * n + witness] = 1;
}

/* Whether more than half of the witnesses have a word in a row. */
static bool most_have(const almost_collation *collation, uint64_t row)
{
    uint32_t there = 0;
    for (size_t i = 0; i < collation->n; i++)
        there += al_collation_token(collation, row, i) != AL_NO_WORD;
    return 2 * there > collation->n;
}

static bool find_silence(al_variation *places)
{
    const almost_collation *collation = places->collation;
    uint64_t rows = collation->table.n;
    bool *most = al_allocate(places->allocator, rows, sizeof *most);
    if (most == NULL)
        return false;
    for (uint64_t row = 0; row < rows; row++)
        most[row] = most_have(collation, row);
    for (size_t i = 0; i < collation->n; i++) {
        uint64_t behind = 0, missed = 0;
        for (uint64_t row = 0; row < rows; row++) {
            if (al_collation_token(collation, row, i) == AL_NO_WORD) {
                missed += most[row];
                continue;
            }
            note_silence(places, i, behind, row, missed);
            behind = row + 1;
            missed = 0;
        }
        note_silence(places, i, behind, rows, missed);
    }
    al_release(places->allocator, most);
    return true;
}

/* The number of the letter e in this tradition; UINT32_MAX: it has none. */
static uint32_t letter_e(const almost_collation *collation)
{
    for (uint32_t form = 0; form < collation->tradition.n_forms; form++) {
        uint32_t length;
        const char *bytes = al_spellings_bytes(&collation->spellings, form, &length);
        const al_form_letters *letters = &collation->tradition.forms[form];
        if (length > 0 && letters->n > 0 && bytes[length - 1] == 'e')
            return letters->letters[letters->n - 1];
    }
    return UINT32_MAX;
}

bool al_variation_init(al_variation *places, const almost_collation *collation, al_grain grain)
{
    const almost_allocator *allocator = collation->allocator;
    size_t n = collation->n, several = grain != AL_GRAIN_WRITTEN ? n : 0;
    *places = (al_variation){
        .collation = collation,
        .allocator = allocator,
        .grain = grain,
        .silent = al_allocate_zero(allocator, (size_t)collation->table.n * n, 1),
        .readings = al_allocate(allocator, n, sizeof(al_reading)),
        .of = al_allocate(allocator, n, sizeof(uint32_t)),
        .spellings = al_allocate(allocator, several, sizeof(al_reading)),
        .of_spelling = al_allocate(allocator, several, sizeof(uint32_t)),
        .most = al_allocate(allocator, several, sizeof(uint32_t)),
        .order = al_allocate(allocator, several, sizeof(uint32_t)),
        .into = al_allocate(allocator, several, sizeof(uint32_t)),
        .of_form = al_allocate_zero(allocator, collation->tradition.n_forms, sizeof(uint32_t)),
        .letter_e = letter_e(collation),
        .n_slots = 2,
    };
    while (places->n_slots < 2 * n)
        places->n_slots *= 2;
    places->slots = al_allocate(allocator, places->n_slots, sizeof *places->slots);
    bool known = al_likeness_init(&places->likeness, &collation->tradition) &&
                 al_contrast_init(&places->contrast, collation);
    if (known && places->silent != NULL && places->readings != NULL && places->of != NULL &&
        places->slots != NULL && places->spellings != NULL && places->of_spelling != NULL &&
        places->most != NULL && places->order != NULL && places->into != NULL &&
        places->of_form != NULL && find_silence(places))
        return true;
    al_variation_release(places);
    return false;
}

void al_variation_release(al_variation *places)
{
    if (places->allocator == NULL)
        return;
    al_likeness_release(&places->likeness);
    al_contrast_release(&places->contrast);
    al_release(places->allocator, places->silent);
    al_release(places->allocator, places->readings);
    al_release(places->allocator, places->of);
    al_release(places->allocator, places->slots);
    al_release(places->allocator, places->spellings);
    al_release(places->allocator, places->of_spelling);
    al_release(places->allocator, places->most);
    al_release(places->allocator, places->order);
    al_release(places->allocator, places->into);
    al_release(places->allocator, places->of_form);
    al_release(places->allocator, places->moved);
    *places = (al_variation){.allocator = NULL};
}

/* --- Classes ------------------------------------------------------------------------------------
 */

/* The letters and digits, `&` and the Tironian et, of a word one by one; UINT32_MAX at its end. */
static uint32_t next_letter(const char *bytes, uint32_t length, uint32_t *at)
{
    while (*at < length) {
        uint32_t size, c = al_decode(bytes, length, *at, &size);
        *at += size;
        al_word_class class = al_word_class_of(c);
        if (c == AL_INVALID || c == '&' || c == 0x204A || class == AL_CLASS_LETTER ||
            class == AL_CLASS_DIGIT || class == AL_CLASS_HEBREW || class == AL_CLASS_HARD ||
            class == AL_CLASS_EXTEND)
            return c;
    }
    return UINT32_MAX;
}

static bool same_letters(const char *a, uint32_t n, const char *b, uint32_t m)
{
    uint32_t i = 0, k = 0, one, other;
    do {
        one = next_letter(a, n, &i);
        other = next_letter(b, m, &k);
    } while (one == other && one != UINT32_MAX);
    return one == other;
}

/* Whether two forms differ in their ending alone: three letters at most behind a longer stem. */
static bool other_ending(const al_form_letters *a, const al_form_letters *b)
{
    uint32_t shorter = a->n < b->n ? a->n : b->n, stem = 0;
    while (stem < shorter && a->letters[stem] == b->letters[stem])
        stem++;
    uint32_t rest = a->n - stem, other = b->n - stem;
    bool apart = rest == 0 || other == 0 || a->letters[a->n - 1] != b->letters[b->n - 1];
    return apart && stem >= 3 && rest <= 3 && other <= 3 && stem > rest && stem > other;
}

/* Whether two forms are one but for doubled letters and an e behind them: sonne and son. */
static bool other_doubling(const al_form_letters *a, const al_form_letters *b, uint32_t e)
{
    uint32_t i = 0, k = 0;
    bool doubled = false;
    while (i < a->n && k < b->n && a->letters[i] == b->letters[k]) {
        uint32_t letter = a->letters[i], first = i, other = k;
        while (i < a->n && a->letters[i] == letter)
            i++;
        while (k < b->n && b->letters[k] == letter)
            k++;
        doubled |= i - first != k - other;
    }
    i += a->n - i == 1 && a->letters[i] == e;
    k += b->n - k == 1 && b->letters[k] == e;
    return doubled && i == a->n && k == b->n;
}

/* Whether two witnesses have as many words in a row, and not `in to` where the other has `into`. */
static bool same_division(const almost_collation *collation, uint64_t row, uint32_t i, uint32_t k)
{
    return al_witness_count(&collation->witnesses[i], al_collation_token(collation, row, i)) ==
           al_witness_count(&collation->witnesses[k], al_collation_token(collation, row, k));
}

static al_reading_class class_of(al_variation *places, uint64_t row, uint32_t main,
                                 uint32_t witness)
{
    const almost_collation *collation = places->collation;
    uint32_t n = 0, m = 0;
    const char *a = al_variation_word(collation, row, main, &n);
    const char *b = al_variation_word(collation, row, witness, &m);
    if (a == NULL || b == NULL)
        return b == NULL ? AL_READING_OMISSION : AL_READING_ADDITION;
    uint32_t one = collation->witnesses[main].forms[al_collation_token(collation, row, main)];
    uint32_t other =
        collation->witnesses[witness].forms[al_collation_token(collation, row, witness)];
    const al_form_letters *forms = collation->tradition.forms;
    if (forms[one].joins == forms[other].joins && (one == other || forms[one].joins == 0) &&
        same_letters(a, n, b, m) && same_division(collation, row, main, witness))
        return AL_READING_PUNCTUATION;
    if (one == other)
        return AL_READING_ORTHOGRAPHIC;
    if (other_doubling(&forms[one], &forms[other], places->letter_e))
        return AL_READING_ORTHOGRAPHIC;
    if (other_ending(&forms[one], &forms[other]))
        return AL_READING_INFLECTION;
    bool alike = al_likeness_class(&places->likeness, one, other) <= AL_LIKE_60;
    return alike && !al_contrast_apart(&places->contrast, one, other) ? AL_READING_ORTHOGRAPHIC
                                                                      : AL_READING_SUBSTITUTION;
}

/* --- Readings -----------------------------------------------------------------------------------
 */

static bool same_reading(const al_variation *places, uint64_t row, uint32_t i, uint32_t k)
{
    const almost_collation *collation = places->collation;
    uint32_t one = al_collation_token(collation, row, i), n = 0, m = 0;
    uint32_t other = al_collation_token(collation, row, k);
    if (one == AL_NO_WORD || other == AL_NO_WORD)
        return one == other;
    if (places->by_form)
        return collation->witnesses[i].forms[one] == collation->witnesses[k].forms[other];
    const char *a = al_variation_word(collation, row, i, &n);
    const char *b = al_variation_word(collation, row, k, &m);
    return n == m && memcmp(a, b, n) == 0;
}

/* What is the same for two words of one reading; without the secret one could make it meet. */
static uint64_t hash_of(const al_variation *places, uint64_t row, uint32_t i)
{
    const almost_collation *collation = places->collation;
    uint32_t token = al_collation_token(collation, row, i), length = 0;
    uint64_t hash = al_secret()[0];
    if (token == AL_NO_WORD)
        return hash;
    if (places->by_form)
        return al_secret_place(hash ^ collation->witnesses[i].forms[token], al_secret()[1]);
    const char *word = al_variation_word(collation, row, i, &length);
    for (uint32_t k = 0; k < length; k++) {
        hash = (hash ^ (unsigned char)word[k]) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    return hash;
}

static void add_witness(al_variation *places, uint64_t row, uint32_t i)
{
    size_t place = hash_of(places, row, i) & (places->n_slots - 1);
    while (places->slots[place] != UINT32_MAX &&
           !same_reading(places, row, places->readings[places->slots[place]].leader, i))
        place = (place + 1) & (places->n_slots - 1);
    if (places->slots[place] == UINT32_MAX) {
        bool absent = al_collation_token(places->collation, row, i) == AL_NO_WORD;
        places->slots[place] = places->n_readings;
        places->readings[places->n_readings++] = (al_reading){i, 0, absent, AL_READING_MAIN};
    }
    places->readings[places->slots[place]].n++;
    places->of[i] = places->slots[place];
}

static int order_by_bytes(const al_variation *places, uint64_t row, uint32_t i, uint32_t k)
{
    uint32_t n = 0, m = 0;
    const char *a = al_variation_word(places->collation, row, i, &n);
    const char *b = al_variation_word(places->collation, row, k, &m);
    int order = memcmp(a, b, n < m ? n : m);
    return order != 0 ? order : n < m ? -1 : n > m;
}

/* Whether more witnesses write so than as the reading is written; of as many, what is first by its
 * bytes. */
static bool is_above(const al_variation *places, uint64_t row, uint32_t reading,
                     const al_reading *spelling)
{
    uint32_t most = places->most[reading];
    if (spelling->n != most || spelling->absent)
        return spelling->n > most;
    return order_by_bytes(places, row, spelling->leader, places->readings[reading].leader) < 0;
}

/* Put a way to write a form into the reading of that form, in place of those that fewer have. */
static void add_spelling(al_variation *places, uint64_t row, uint32_t number)
{
    const al_reading spelling = places->spellings[number];
    size_t place = hash_of(places, row, spelling.leader) & (places->n_slots - 1);
    while (
        places->slots[place] != UINT32_MAX &&
        !same_reading(places, row, places->readings[places->slots[place]].leader, spelling.leader))
        place = (place + 1) & (places->n_slots - 1);
    if (places->slots[place] == UINT32_MAX) {
        places->slots[place] = places->n_readings;
        places->most[places->n_readings] = 0;
        places->readings[places->n_readings++] =
            (al_reading){spelling.leader, 0, spelling.absent, AL_READING_MAIN};
    }
    uint32_t reading = places->slots[place];
    places->readings[reading].n += spelling.n;
    places->of_spelling[number] = reading;
    if (is_above(places, row, reading, &spelling)) {
        places->most[reading] = spelling.n;
        places->readings[reading].leader = spelling.leader;
    }
}

/* From readings as they are written to those by forms, each as most of its witnesses write it. */
static void join_spellings(al_variation *places, uint64_t row)
{
    uint32_t n = places->n_readings;
    memcpy(places->spellings, places->readings, n * sizeof *places->readings);
    memset(places->slots, 0xFF, places->n_slots * sizeof *places->slots);
    places->n_readings = 0;
    places->by_form = true;
    for (uint32_t number = 0; number < n; number++)
        add_spelling(places, row, number);
    places->by_form = false;
    for (uint32_t i = 0; i < places->collation->n; i++)
        if (places->of[i] != UINT32_MAX)
            places->of[i] = places->of_spelling[places->of[i]];
}

static uint32_t form_of(const al_variation *places, uint64_t row, const al_reading *reading)
{
    uint32_t token = al_collation_token(places->collation, row, reading->leader);
    return reading->absent ? UINT32_MAX
                           : places->collation->witnesses[reading->leader].forms[token];
}

/* What speaks for a reading being the main one, the strongest first. */
typedef struct standing {
    uint32_t presence; /* witnesses that have a word, or none, as it has */
    uint32_t form;     /* that have its form */
    uint32_t n;        /* that have it as it is written */
} standing;

/* Count the witnesses of each form, and of words and of nothing: here[]. */
static void count_forms(al_variation *places, uint64_t row, uint32_t here[2])
{
    here[0] = here[1] = 0;
    for (uint32_t r = 0; r < places->n_readings; r++) {
        const al_reading *reading = &places->readings[r];
        here[reading->absent] += reading->n;
        if (!reading->absent)
            places->of_form[form_of(places, row, reading)] += reading->n;
    }
}

/* Forget them again. */
static void clear_forms(al_variation *places, uint64_t row)
{
    for (uint32_t r = 0; r < places->n_readings; r++)
        if (!places->readings[r].absent)
            places->of_form[form_of(places, row, &places->readings[r])] = 0;
}

static standing standing_of(const al_variation *places, uint64_t row, const uint32_t here[2],
                            const al_reading *reading)
{
    uint32_t form = form_of(places, row, reading);
    return (standing){here[reading->absent], reading->absent ? reading->n : places->of_form[form],
                      reading->n};
}

/* Whether a reading comes first by form, then by bytes; a word before none. */
static bool written_before(const al_variation *places, uint64_t row, const al_reading *one,
                           const al_reading *other)
{
    uint32_t form = form_of(places, row, one), that = form_of(places, row, other);
    if (form != that || one->absent)
        return form < that;
    return order_by_bytes(places, row, one->leader, other->leader) < 0;
}

static void find_main(al_variation *places, uint64_t row)
{
    standing best = {0, 0, 0};
    uint32_t here[2];
    places->main = 0;
    count_forms(places, row, here);
    for (uint32_t r = 0; r < places->n_readings; r++) {
        const al_reading *reading = &places->readings[r];
        standing now = standing_of(places, row, here, reading);
        bool above = now.n > best.n;
        if (now.presence != best.presence)
            above = now.presence > best.presence;
        else if (reading->absent != places->readings[places->main].absent)
            above = !reading->absent;
        else if (now.form != best.form)
            above = now.form > best.form;
        else if (now.n == best.n)
            above = written_before(places, row, reading, &places->readings[places->main]);
        if (above) {
            places->main = r;
            best = now;
        }
    }
    clear_forms(places, row);
}

/* Whether a witness has a word in a row that is one of a form, in whatever spelling. */
static bool has_form(al_variation *places, uint64_t row, uint32_t witness, uint32_t form)
{
    const almost_collation *collation = places->collation;
    uint32_t token = al_collation_token(collation, row, witness);
    return token != AL_NO_WORD &&
           al_likeness_class(&places->likeness, form, collation->witnesses[witness].forms[token]) <=
               AL_LIKE_60;
}

/*
 * Whether all witnesses of a reading have in the other row of a link what they lack here, or lack
 * there what they have here.
 */
static bool is_transposition(al_variation *places, uint64_t row, uint32_t number)
{
    const al_reading *what = &places->readings[number];
    uint32_t form = form_of(places, row, what->absent ? &places->readings[places->main] : what);
    size_t i = AL_FIRST_FROM(al_moved_word, places->moved, 0, places->n_moved, row, (uint32_t)row);
    for (; i < places->n_moved && places->moved[i].row == row; i++) {
        bool all = true;
        for (uint32_t w = 0; w < places->collation->n && all; w++)
            if (places->of[w] == number)
                all = has_form(places, places->moved[i].other, w, form) == what->absent;
        if (all)
            return true;
    }
    return false;
}

bool al_variation_link(al_variation *places)
{
    return al_moved_words_find(places->collation, &places->moved, &places->n_moved);
}

/* Whether the first of two readings of different forms has more witnesses; of as many, by form. */
static bool stands_before(const al_variation *places, uint64_t row, uint32_t one, uint32_t other)
{
    const al_reading *a = &places->readings[one], *b = &places->readings[other];
    return a->n != b->n ? a->n > b->n : written_before(places, row, a, b);
}

/* Number the readings by how many have them, in places->order. */
static void order_readings(al_variation *places, uint64_t row)
{
    for (uint32_t r = 0; r < places->n_readings; r++) {
        uint32_t at = r;
        for (; at > 0 && stands_before(places, row, r, places->order[at - 1]); at--)
            places->order[at] = places->order[at - 1];
        places->order[at] = r;
    }
}

/* Whether what two readings say is one word, spelt in two ways. */
static bool is_respelt(al_variation *places, uint64_t row, uint32_t one, uint32_t other)
{
    const al_reading *a = &places->readings[one], *b = &places->readings[other];
    if (a->absent || b->absent)
        return false;
    return class_of(places, row, a->leader, b->leader) <= AL_READING_ORTHOGRAPHIC;
}

/* Close the gaps that readings left which are one with another now. */
static void renumber_readings(al_variation *places)
{
    uint32_t kept = 0;
    for (uint32_t r = 0; r < places->n_readings; r++)
        places->into[r] = places->into[r] == r ? kept++ : UINT32_MAX - places->into[r];
    for (uint32_t r = 0; r < places->n_readings; r++) {
        if (places->into[r] < kept)
            places->readings[places->into[r]] = places->readings[r];
        else
            places->into[r] = places->into[UINT32_MAX - places->into[r]];
    }
    places->n_readings = kept;
    for (uint32_t i = 0; i < places->collation->n; i++)
        if (places->of[i] != UINT32_MAX)
            places->of[i] = places->into[places->of[i]];
}

/* Each reading takes in those that fewer have and that differ from it in spelling alone. */
static void join_respelt(al_variation *places, uint64_t row)
{
    const uint32_t *order = places->order;
    order_readings(places, row);
    for (uint32_t r = 0; r < places->n_readings; r++)
        places->into[r] = r;
    for (uint32_t i = 0; i < places->n_readings; i++) {
        if (places->into[order[i]] != order[i])
            continue;
        for (uint32_t k = i + 1; k < places->n_readings; k++) {
            uint32_t other = order[k];
            if (places->into[other] != other || !is_respelt(places, row, order[i], other))
                continue;
            places->into[other] = order[i];
            places->readings[order[i]].n += places->readings[other].n;
        }
    }
    renumber_readings(places);
}

void al_variation_read(al_variation *places, uint64_t row)
{
    const almost_collation *collation = places->collation;
    places->n_readings = 0;
    memset(places->slots, 0xFF, places->n_slots * sizeof *places->slots);
    for (uint32_t i = 0; i < collation->n; i++) {
        places->of[i] = UINT32_MAX;
        if (!places->silent[row * collation->n + i])
            add_witness(places, row, i);
    }
    if (places->grain != AL_GRAIN_WRITTEN)
        join_spellings(places, row);
    if (places->grain == AL_GRAIN_WORDS)
        join_respelt(places, row);
    find_main(places, row);
    for (uint32_t r = 0; r < places->n_readings; r++) {
        if (r == places->main)
            continue;
        al_reading_class class = class_of(places, row, places->readings[places->main].leader,
                                          places->readings[r].leader);
        bool moved = (class == AL_READING_OMISSION || class == AL_READING_ADDITION) &&
                     is_transposition(places, row, r);
        places->readings[r].class = moved ? AL_READING_TRANSPOSITION : class;
    }
}
