/* SPDX-License-Identifier: Apache-2.0 */
/* From rows to units; only those in which somebody differs are kept. */
#include "edition/units.h"

#include <string.h>

/*
 * A place where forms differ in spelling alone counts so much of one where words differ: copyists
 * keep words and change spellings. Measured on artificial traditions: 0 loses splits, 1 makes false
 * ones.
 */
static const double weight_of_spelling = .2;

typedef struct gathering {
    al_unit_table *units;
    const almost_collation *collation;
    al_variation places;
    uint32_t *witnesses; /* one of each sequence */
    uint16_t *now;       /* of each sequence, in the unit in hand */
    uint16_t *presence;  /* the last unit of who has a word at all */
    uint32_t *forms;     /* that the row in hand has, each once */
    uint32_t *holders; /* of each form of the tradition: the last sequence that was seen with it */
    bool had_presence;
    al_likeness likeness;
} gathering;

/* Keep the unit in hand, unless all have the same. */
static bool keep(gathering *gathering, double weight)
{
    al_unit_table *units = gathering->units;
    size_t n = units->n_sequences;
    uint16_t first = AL_UNIT_SILENT;
    bool varies = false;
    for (size_t s = 0; s < n; s++) {
        if (gathering->now[s] == AL_UNIT_SILENT)
            continue;
        varies |= first != AL_UNIT_SILENT && gathering->now[s] != first;
        first = gathering->now[s];
    }
    if (!varies)
        return true;
    if (!al_grow(units->allocator, (void **)&units->groups, &units->groups_room, (units->n + 1) * n,
                 sizeof *units->groups) ||
        !al_grow(units->allocator, (void **)&units->weights, &units->weights_room, units->n + 1,
                 sizeof *units->weights))
        return false;
    memcpy(units->groups + units->n * n, gathering->now, n * sizeof *units->groups);
    units->weights[units->n++] = weight;
    return true;
}

static bool silent(const gathering *gathering, uint64_t row, uint32_t sequence)
{
    return gathering->places.silent[row * gathering->collation->n + gathering->witnesses[sequence]];
}

/* Who has a word and who has none: one unit as long as the same have none. */
static bool add_presence(gathering *gathering, uint64_t row)
{
    size_t n = gathering->units->n_sequences;
    const uint32_t *words = gathering->collation->table.words + row * n;
    for (uint32_t s = 0; s < n; s++)
        gathering->now[s] =
            silent(gathering, row, s) ? AL_UNIT_SILENT : (uint16_t)(words[s] != AL_NO_WORD);
    bool same = gathering->had_presence &&
                memcmp(gathering->now, gathering->presence, n * sizeof *gathering->now) == 0;
    memcpy(gathering->presence, gathering->now, n * sizeof *gathering->now);
    gathering->had_presence = true;
    return same || keep(gathering, 1);
}

static uint32_t form_at(const gathering *gathering, uint64_t row, uint32_t s)
{
    const al_columns *table = &gathering->collation->table;
    uint32_t word = table->words[row * table->n_members + s];
    if (word == AL_NO_WORD)
        return UINT32_MAX;
    return gathering->collation->tradition.sequences[s].forms[word];
}

/* Forms of one group are alike in a row of steps (single linkage): give all of one the other's. */
static void unite(uint16_t *groups, size_t n, uint16_t from, uint16_t to)
{
    for (size_t s = 0; s < n; s++)
        if (groups[s] == from)
            groups[s] = to;
}

/* Whether two forms are spellings of one word. */
static bool alike(gathering *gathering, uint32_t a, uint32_t b)
{
    return al_likeness_class(&gathering->likeness, a, b) <= AL_LIKE_60;
}

/* Give a new form, that of sequence `s`, the group of the first `n` ones of the row like it. */
static void unite_alike(gathering *gathering, size_t n, uint32_t s, uint32_t form)
{
    for (size_t i = 0; i < n; i++) {
        uint16_t group = gathering->now[gathering->holders[gathering->forms[i]]];
        if (group != gathering->now[s] && alike(gathering, form, gathering->forms[i]))
            unite(gathering->now, s + (size_t)1, group, (uint16_t)s);
    }
}

/* The forms of those that have a word; with `by_word` all spellings of a word as one. */
static bool add_forms(gathering *gathering, uint64_t row, bool by_word)
{
    size_t n = gathering->units->n_sequences;
    size_t n_forms = 0;
    for (uint32_t s = 0; s < n; s++) {
        uint32_t form = form_at(gathering, row, s);
        gathering->now[s] = AL_UNIT_SILENT;
        if (form == UINT32_MAX)
            continue;
        uint32_t holder = gathering->holders[form];
        bool known = holder < s && form_at(gathering, row, holder) == form; /* not of another row */
        gathering->now[s] = known ? gathering->now[holder] : (uint16_t)s;
        gathering->holders[form] = s;
        if (known)
            continue;
        if (by_word)
            unite_alike(gathering, n_forms, s, form);
        gathering->forms[n_forms++] = form;
    }
    return keep(gathering, by_word ? 1 : weight_of_spelling);
}

static bool all_same(const gathering *gathering, uint64_t row)
{
    for (uint32_t s = 1; s < gathering->units->n_sequences; s++)
        if (form_at(gathering, row, s) != form_at(gathering, row, 0))
            return false;
    return true;
}

static bool gather(gathering *gathering)
{
    for (uint64_t row = 0; row < gathering->collation->table.n; row++) {
        if (all_same(gathering, row)) {
            gathering->had_presence = false;
            continue;
        }
        if (!add_presence(gathering, row) || !add_forms(gathering, row, true) ||
            !add_forms(gathering, row, false))
            return false;
    }
    return true;
}

static bool prepare(gathering *gathering)
{
    const almost_allocator *allocator = gathering->units->allocator;
    const almost_collation *collation = gathering->collation;
    size_t n = gathering->units->n_sequences;
    gathering->witnesses = al_allocate(allocator, n, sizeof(uint32_t));
    gathering->now = al_allocate(allocator, n, sizeof(uint16_t));
    gathering->presence = al_allocate(allocator, n, sizeof(uint16_t));
    gathering->forms = al_allocate(allocator, n, sizeof(uint32_t));
    gathering->holders =
        al_allocate_zero(allocator, collation->tradition.n_forms, sizeof(uint32_t));
    if (gathering->witnesses == NULL || gathering->now == NULL || gathering->presence == NULL ||
        gathering->forms == NULL || gathering->holders == NULL)
        return false;
    for (uint32_t i = 0; i < collation->n; i++)
        gathering->witnesses[collation->tradition.of_witness[i]] = i;
    return true;
}

bool al_units_init(al_unit_table *units, const almost_collation *collation)
{
    const almost_allocator *allocator = collation->allocator;
    *units = (al_unit_table){.allocator = allocator, .n_sequences = collation->tradition.n};
    gathering gathering = {.units = units, .collation = collation};
    bool done = al_variation_init(&gathering.places, collation, AL_GRAIN_FORMS) &&
                al_likeness_init(&gathering.likeness, &collation->tradition) &&
                prepare(&gathering) && gather(&gathering);
    al_release(allocator, gathering.witnesses);
    al_release(allocator, gathering.now);
    al_release(allocator, gathering.presence);
    al_release(allocator, gathering.forms);
    al_release(allocator, gathering.holders);
    al_likeness_release(&gathering.likeness);
    al_variation_release(&gathering.places);
    if (!done)
        al_units_release(units);
    return done;
}

void al_units_release(al_unit_table *units)
{
    if (units->allocator == NULL)
        return;
    al_release(units->allocator, units->groups);
    al_release(units->allocator, units->weights);
    *units = (al_unit_table){.allocator = NULL};
}

/* Sequences that one is compared with at once: what they have in a unit lies beside each other. */
enum { COMPARED = 256 };

/* How far a sequence is from each of those from `first` to `end`. */
static void compare(const al_unit_table *units, const uint16_t *draws, uint32_t a, uint32_t first,
                    uint32_t end, double *distances)
{
    double differ[COMPARED] = {0}, all[COMPARED] = {0};
    for (size_t u = 0; u < units->n; u++) {
        const uint16_t *groups = units->groups + u * units->n_sequences;
        double weight = units->weights[u] * (draws != NULL ? draws[u] : 1);
        if (groups[a] == AL_UNIT_SILENT)
            continue;
        for (uint32_t b = first; b < end; b++) {
            all[b - first] += groups[b] != AL_UNIT_SILENT ? weight : 0;
            differ[b - first] += groups[b] != AL_UNIT_SILENT && groups[b] != groups[a] ? weight : 0;
        }
    }
    for (uint32_t b = first; b < end; b++)
        distances[b] = all[b - first] > 0 ? differ[b - first] / all[b - first] : 0;
}

void al_units_distances(const al_unit_table *units, const uint16_t *draws, double *distances)
{
    size_t n = units->n_sequences;
    for (uint32_t a = 0; a < n; a++) {
        distances[a * n + a] = 0;
        for (uint32_t first = a + 1; first < n; first += COMPARED) {
            uint32_t end = n - first < COMPARED ? (uint32_t)n : first + COMPARED;
            compare(units, draws, a, first, end, distances + a * n);
            for (uint32_t b = first; b < end; b++)
                distances[b * n + a] = distances[a * n + b];
        }
    }
}
