/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One walk through the text: what is chosen of an apparatus entry or a choice, where spans end,
 * where a witness begins and ends; what each element does stands in its rule.
 */
#include "read/tei_text.h"

#include "base/error.h"
#include "read/tei_walk.h"

static al_telling *telling(al_tei_walk *walk)
{
    return &walk->flow->telling;
}

/* --- Apparatus and choices ---------------------------------------------- */

static void open_frame(al_tei_walk *walk, bool app)
{
    const al_tei_survey *survey = walk->survey;
    while (walk->next_pick < survey->n_picks &&
           survey->picks[walk->next_pick].element < walk->element)
        walk->next_pick++;
    if (walk->next_pick == survey->n_picks ||
        !al_grow(survey->allocator, (void **)&walk->frames, &walk->frames_room, walk->n_frames + 1,
                 sizeof *walk->frames)) {
        walk->failed = true;
        return;
    }
    walk->frames[walk->n_frames++] =
        (al_tei_frame){.pick = &survey->picks[walk->next_pick], .depth = walk->depth, .app = app};
}

static al_tei_frame *top_frame(al_tei_walk *walk)
{
    return walk->n_frames > 0 ? &walk->frames[walk->n_frames - 1] : NULL;
}

/* What is chosen is read; a witness is there in what is said to be its own reading. */
static void reading_start(al_tei_walk *walk, al_tei_frame *frame)
{
    if (frame->n++ != frame->pick->chosen) {
        walk->skipping = 1;
        return;
    }
    frame->named = frame->pick->named;
    frame->was_absent = walk->absent;
    frame->event = false;
    if (frame->named)
        walk->absent = false;
}

static void reading_end(al_tei_walk *walk)
{
    al_tei_frame *frame = top_frame(walk);
    if (frame == NULL || !frame->app)
        return;
    if (frame->named && !frame->event)
        walk->absent = frame->was_absent;
    frame->named = false;
}

/* Whether an element of an app or a choice is read at all. */
static void choose(al_tei_walk *walk, const al_tei_rule *rule)
{
    al_tei_frame *frame = top_frame(walk);
    bool reading = rule != NULL && (rule->is & AL_TEI_READING),
         group = rule != NULL && rule->is == AL_TEI_ONLY_ELEMENTS;
    if (frame == NULL)
        return;
    if (frame->app) {
        if (reading)
            reading_start(walk, frame);
        else if (walk->depth == frame->depth + 1 && !group)
            walk->skipping = 1; /* a note of the apparatus */
    } else if (walk->depth == frame->depth + 1 && frame->n++ != frame->pick->chosen) {
        walk->skipping = 1;
    }
}

/* The witness that is read begins or ends here. */
static void see_event(al_tei_walk *walk, const al_xml_element *element)
{
    bool present;
    if (walk->survey->witness == NULL || !al_tei_event(element->name, &present))
        return;
    al_tei_frame *app = NULL;
    for (size_t i = walk->n_frames; i-- > 0 && app == NULL;)
        if (walk->frames[i].app)
            app = &walk->frames[i];
    const char *list = al_tei_attribute(element, "wit");
    bool own = list != NULL ? al_tei_witness_named(walk->survey->witness, list)
                            : app != NULL && app->named;
    if (!own)
        return;
    walk->absent = !present;
    if (app != NULL)
        app->event = true;
}

/* --- The walk ----------------------------------------------------------- */

static bool goes_on(const al_tei_walk *walk)
{
    return !walk->failed && !al_tei_flow_failed(walk->flow);
}

static void identify(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    const char *id = al_tei_id(element);
    if (id == NULL || walk->skipping > 0)
        return;
    open->identified = true;
    al_telling_mark(telling(walk), AL_MILESTONE_ELEMENT, id);
}

static void begin_element(al_tei_walk *walk, const al_xml_element *element, const al_tei_rule *rule)
{
    al_tei_open *open = &walk->opened[walk->n_opened - 1];
    choose(walk, rule);
    if (walk->skipping > 0 || rule == NULL)
        return;
    if (rule->is == AL_TEI_ONLY_ELEMENTS && (rule->name[0] == 'a' || rule->name[0] == 'c'))
        open_frame(walk, rule->name[0] == 'a');
    if (rule->start != NULL)
        rule->start(walk, element, open);
    if (rule->is & AL_TEI_PLACE)
        identify(walk, element, open);
}

static bool on_start(void *of, const al_xml_element *element)
{
    al_tei_walk *walk = of;
    walk->element++;
    walk->depth++;
    if (walk->span_end == walk->element && walk->skipping == 0)
        walk->span_depth = walk->depth;
    else if (walk->span_end == walk->element)
        walk->span_end = 0;
    if (walk->skipping > 0) {
        walk->skipping++;
        return true;
    }
    if (!al_grow(walk->survey->allocator, (void **)&walk->opened, &walk->opened_room,
                 walk->n_opened + 1, sizeof *walk->opened)) {
        walk->failed = true;
        return false;
    }
    const al_tei_rule *rule = al_tei_is(element) ? al_tei_rule_of(element->name) : NULL;
    walk->opened[walk->n_opened++] = (al_tei_open){.rule = rule};
    see_event(walk, element);
    begin_element(walk, element, rule);
    return goes_on(walk);
}

static void end_element(al_tei_walk *walk)
{
    al_tei_open *open = &walk->opened[walk->n_opened - 1];
    const al_tei_rule *rule = open->rule;
    if (rule != NULL && rule->end != NULL)
        rule->end(walk, open);
    if (rule != NULL && (rule->is & AL_TEI_READING))
        reading_end(walk);
    if (open->identified)
        al_telling_mark(telling(walk), AL_MILESTONE_ELEMENT, walk->milestone);
    if (walk->n_frames > 0 && top_frame(walk)->depth == walk->depth) {
        walk->n_frames--;
        al_tei_reading_end(walk->flow);
    }
    walk->muted -= open->muted;
    walk->n_opened--;
}

static bool on_end(void *of, const al_xml_element *element)
{
    al_tei_walk *walk = of;
    (void)element;
    if (walk->skipping == 0)
        end_element(walk);
    else if (--walk->skipping == 0)
        walk->n_opened--;
    if (walk->span_end > 0 && walk->span_depth == walk->depth)
        walk->span_end = walk->span_depth = 0;
    walk->depth--;
    return goes_on(walk);
}

static bool on_text(void *of, const char *bytes, uint32_t length, al_range source)
{
    al_tei_walk *walk = of;
    const al_tei_rule *rule = walk->n_opened > 0 ? walk->opened[walk->n_opened - 1].rule : NULL;
    if (walk->skipping > 0 || (rule != NULL && rule->is == AL_TEI_ONLY_ELEMENTS))
        return true;
    if (al_tei_muted(walk)) {
        if (walk->absent)
            al_tei_absent(walk->flow, bytes, length, source);
    } else if (walk->capturing) {
        al_tei_capture(walk, bytes, length);
    } else {
        al_tei_text(walk->flow, bytes, length, source);
    }
    return goes_on(walk);
}

almost_status al_tei_read_text(const al_xml_source *source, const al_read_options *options,
                               const al_tei_survey *survey, al_builder *builder,
                               almost_error *error)
{
    al_tei_flow flow;
    al_tei_walk walk = {.flow = &flow,
                        .survey = survey,
                        .original = options->revisions == ALMOST_REVISIONS_ORIGINAL,
                        .absent = survey->begins_absent};
    al_xml_listener listener = {&walk, on_start, on_end, on_text, NULL};
    bool made = al_tei_flow_init(&flow, builder);
    almost_status status =
        made ? al_xml_parse(source, options, &listener, error) : al_fail_memory(error);
    if (status == ALMOST_OK && walk.failed)
        status = al_fail_memory(error);
    al_release(survey->allocator, walk.opened);
    al_release(survey->allocator, walk.frames);
    almost_status finished = al_tei_flow_finish(&flow, status == ALMOST_OK ? error : NULL);
    return status != ALMOST_OK ? status : finished;
}
