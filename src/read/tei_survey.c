/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Readings are weighed as they come. A witness has the reading that names it, of several the one of
 * its last or first hand (@varSeq); one that no reading names agrees with the lemma, as apparatuses
 * name those that differ. Without a lemma it has nothing there, unless the entry only says where a
 * witness begins or ends: then what stands in it is everyone's.
 */
#include "read/tei_survey.h"

#include "base/error.h"

#include <stdlib.h>

enum {
    NOTHING = -1, /* is no reading of the witness */
    ANY = 1,      /* a reading, where there is no lemma */
    LEMMA = 2,
    NAMED = 4, /* and the place among its hands */
    HANDS = 1000
};

/* An app or a choice that is open. */
typedef struct frame {
    size_t pick;
    uint32_t depth;
    uint32_t n; /* readings or branches so far */
    int best;
    bool app;
    bool event; /* a witness begins or ends in it */
    bool named; /* the reading that is open names the witness */
} frame;

typedef struct target {
    uint64_t hash; /* of an id */
    uint32_t element;
} target;

typedef struct walk {
    al_tei_survey *survey;
    frame *frames;
    size_t n_frames, frames_room;
    target *ids;
    size_t n_ids, ids_room;
    uint64_t *wanted; /* hash of what each span points to */
    size_t wanted_room;
    uint32_t depth, element;
    uint32_t apart; /* the depth of a list of apparatus entries that is open, or 0 */
    bool event_seen;
    bool failed;
} walk;

static bool is(const al_xml_element *element, const char *name)
{
    return strcmp(element->name, name) == 0;
}

bool al_tei_event(const char *name, bool *present)
{
    static const struct {
        const char *name;
        bool present;
    } events[] = {
        {"lacunaEnd", true}, {"lacunaStart", false}, {"witEnd", false}, {"witStart", true}};
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        if (strcmp(name, events[i].name) != 0)
            continue;
        *present = events[i].present;
        return true;
    }
    return false;
}

/* --- Readings and branches ---------------------------------------------- */

static void open_frame(walk *walk, bool app)
{
    al_tei_survey *survey = walk->survey;
    if (!al_grow(survey->allocator, (void **)&survey->picks, &survey->picks_room,
                 survey->n_picks + 1, sizeof *survey->picks) ||
        !al_grow(survey->allocator, (void **)&walk->frames, &walk->frames_room, walk->n_frames + 1,
                 sizeof *walk->frames)) {
        walk->failed = true;
        return;
    }
    walk->frames[walk->n_frames++] =
        (frame){.pick = survey->n_picks, .depth = walk->depth, .best = NOTHING, .app = app};
    survey->picks[survey->n_picks++] =
        (al_tei_pick){.element = walk->element, .chosen = AL_TEI_NONE};
}

static void close_frame(walk *walk)
{
    const frame *frame = &walk->frames[--walk->n_frames];
    al_tei_pick *pick = &walk->survey->picks[frame->pick];
    bool anyone = walk->survey->witness == NULL || frame->event || !frame->app;
    if ((frame->best < LEMMA && !anyone) || walk->apart > 0)
        pick->chosen = AL_TEI_NONE;
}

static void weigh(walk *walk, int weight, bool named)
{
    frame *frame = &walk->frames[walk->n_frames - 1];
    al_tei_pick *pick = &walk->survey->picks[frame->pick];
    if (weight > frame->best) {
        frame->best = weight;
        pick->chosen = frame->n;
        pick->named = named;
    }
    frame->n++;
    frame->named = named;
}

static void see_reading(walk *walk, const al_xml_element *element)
{
    const al_tei_survey *survey = walk->survey;
    int weight = is(element, "lem") ? LEMMA : ANY;
    bool named = survey->witness != NULL &&
                 al_tei_witness_named(survey->witness, al_tei_attribute(element, "wit"));
    if (named) {
        const char *sequence = al_tei_attribute(element, "varSeq");
        int hand = sequence != NULL ? atoi(sequence) : 0;
        hand = hand < 0 ? 0 : hand > HANDS ? HANDS : hand;
        weight = NAMED + (survey->revisions == ALMOST_REVISIONS_ORIGINAL ? HANDS - hand : hand);
    }
    weigh(walk, weight, named);
}

/* What an editor made of it is one branch of a choice, what stands there the other. */
static void see_branch(walk *walk, const al_xml_element *element)
{
    static const char *const regular[] = {"corr", "ex", "expan", "reg"}, *const written[] = {
                                                                             "abbr", "am", "orig",
                                                                             "sic"};
    int weight = 1;
    for (int i = 0; i < 4; i++) {
        if (is(element, regular[i]))
            weight = walk->survey->original ? 0 : 2;
        if (is(element, written[i]))
            weight = walk->survey->original ? 2 : 0;
    }
    weigh(walk, weight, false);
}

static void see_event(walk *walk, const al_xml_element *element, bool present)
{
    al_tei_survey *survey = walk->survey;
    frame *app = NULL;
    for (size_t i = walk->n_frames; i-- > 0 && app == NULL;)
        if (walk->frames[i].app)
            app = &walk->frames[i];
    if (app != NULL)
        app->event = true;
    if (survey->witness == NULL || walk->event_seen)
        return;
    const char *list = al_tei_attribute(element, "wit");
    if (list != NULL ? !al_tei_witness_named(survey->witness, list) : app == NULL || !app->named)
        return;
    walk->event_seen = true;
    survey->begins_absent = present;
}

/* --- Spans -------------------------------------------------------------- */

/* FNV-1a: whoever makes two ids the same by it ends a span elsewhere, and gains nothing. */
static uint64_t hash_of(const char *id)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (; *id != '\0'; id++)
        hash = (hash ^ (unsigned char)*id) * UINT64_C(0x100000001B3);
    return hash;
}

static void see_span(walk *walk, const al_xml_element *element)
{
    al_tei_survey *survey = walk->survey;
    const char *pointer = al_tei_attribute(element, "spanTo");
    size_t n = survey->n_spans;
    if (!al_grow(survey->allocator, (void **)&survey->spans, &survey->spans_room, n + 1,
                 sizeof *survey->spans) ||
        !al_grow(survey->allocator, (void **)&walk->wanted, &walk->wanted_room, n + 1,
                 sizeof *walk->wanted)) {
        walk->failed = true;
        return;
    }
    walk->wanted[n] = hash_of(pointer != NULL ? al_tei_target(pointer) : "");
    survey->spans[n] = (al_tei_span){walk->element, AL_TEI_NONE};
    survey->n_spans++;
}

static void see_id(walk *walk, const char *id)
{
    if (id == NULL || walk->survey->n_spans == 0)
        return;
    if (!al_grow(walk->survey->allocator, (void **)&walk->ids, &walk->ids_room, walk->n_ids + 1,
                 sizeof *walk->ids)) {
        walk->failed = true;
        return;
    }
    walk->ids[walk->n_ids++] = (target){hash_of(id), walk->element};
}

static int by_id(const void *left, const void *right)
{
    const target *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->element > b->element) - (a->element < b->element);
}

/* The first element of that id behind another. */
static uint32_t find_end(const walk *walk, uint64_t hash, uint32_t behind)
{
    target key = {hash, behind};
    size_t low = 0, high = walk->n_ids;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_id(&walk->ids[middle], &key) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < walk->n_ids && walk->ids[low].hash == hash ? walk->ids[low].element : AL_TEI_NONE;
}

static void find_ends(walk *walk)
{
    al_tei_survey *survey = walk->survey;
    if (walk->n_ids == 0)
        return;
    qsort(walk->ids, walk->n_ids, sizeof *walk->ids, by_id);
    for (size_t i = 0; i < survey->n_spans; i++)
        survey->spans[i].end = find_end(walk, walk->wanted[i], survey->spans[i].element);
}

/* --- The walk ----------------------------------------------------------- */

static void see_apparatus(walk *walk, const al_xml_element *element)
{
    const char *method = al_tei_attribute(element, "method"),
               *location = al_tei_attribute(element, "location");
    walk->survey->apparatus_apart =
        (method != NULL && strcmp(method, "parallel-segmentation") != 0) ||
        (location != NULL && strcmp(location, "external") == 0);
}

static void see_rest(walk *walk, const al_xml_element *element)
{
    bool present;
    if (is(element, "text"))
        walk->survey->has_text = true;
    else if (is(element, "sourceDoc"))
        walk->survey->has_source = true;
    else if (is(element, "delSpan") || is(element, "addSpan"))
        see_span(walk, element);
    else if (is(element, "variantEncoding"))
        see_apparatus(walk, element);
    else if (is(element, "listApp") && walk->apart == 0)
        walk->apart = walk->depth;
    else if (al_tei_event(element->name, &present))
        see_event(walk, element, present);
}

static bool on_start(void *of, const al_xml_element *element)
{
    walk *walk = of;
    walk->depth++;
    walk->element++;
    walk->survey->has_witnesses |= al_tei_attribute(element, "wit") != NULL;
    see_id(walk, al_tei_id(element));
    const frame *top = walk->n_frames > 0 ? &walk->frames[walk->n_frames - 1] : NULL;
    if (top != NULL && !top->app && walk->depth == top->depth + 1)
        see_branch(walk, element);
    else if (top != NULL && top->app && (is(element, "lem") || is(element, "rdg")))
        see_reading(walk, element);
    if (al_tei_is(element)) {
        if (is(element, "app") || is(element, "choice"))
            open_frame(walk, is(element, "app"));
        else
            see_rest(walk, element);
    }
    return !walk->failed;
}

static bool on_end(void *of, const al_xml_element *element)
{
    walk *walk = of;
    (void)element;
    if (walk->n_frames > 0 && walk->frames[walk->n_frames - 1].depth == walk->depth)
        close_frame(walk);
    if (walk->apart == walk->depth)
        walk->apart = 0;
    walk->depth--;
    return true;
}

almost_status al_tei_survey_read(al_tei_survey *survey, const al_xml_source *source,
                                 const al_read_options *options, almost_error *error)
{
    walk walk = {.survey = survey};
    al_xml_listener listener = {&walk, on_start, on_end, NULL, NULL};
    almost_status status = al_xml_parse(source, options, &listener, error);
    if (status == ALMOST_OK && walk.failed)
        status = al_fail_memory(error);
    if (status == ALMOST_OK)
        find_ends(&walk);
    al_release(survey->allocator, walk.frames);
    al_release(survey->allocator, walk.ids);
    al_release(survey->allocator, walk.wanted);
    return status;
}

void al_tei_survey_release(al_tei_survey *survey)
{
    al_release(survey->allocator, survey->picks);
    al_release(survey->allocator, survey->spans);
}
