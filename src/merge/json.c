/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost.merge/1: sides, conflicts, notes, and the text in pieces. A piece is text, or the number
 * of a conflict; what a side has there, white space on either side included, stands in its place.
 */
#include "base/json.h"
#include "merge/forms.h"

static void put_span(al_output *output, const almost_text *text, almost_span span)
{
    almost_place start = almost_text_place(text, span.start);
    al_json_count(output, "{\"start\":", start.code_point);
    al_json_count(output, ",\"end\":", almost_text_place(text, span.end).code_point);
    al_json_count(output, ",\"line\":", start.line);
    al_output_text(output, ",\"text\":");
    al_json_bytes(output, text->bytes + span.start, (size_t)(span.end - span.start));
    al_output_text(output, "}");
}

void al_merge_put_sides(al_output *output, const char *key, uint64_t sides)
{
    const char *before = "[";
    al_output_text(output, key);
    for (uint32_t i = 0; i < AL_MERGE_MOST_SIDES; i++) {
        if ((sides >> i & 1) == 0)
            continue;
        al_json_count(output, before, i);
        before = ",";
    }
    al_output_text(output, before[0] == '[' ? "[]" : "]");
}

/* --- Conflicts ---------------------------------------------------------------------------------
 */

/* The conflicts in turn: what stands before the next one in the text of each side and the base. */
typedef struct telling_conflicts {
    const almost_merge *merge;
    al_output *output;
    size_t index; /* of the conflict at hand */
    al_merge_token last[AL_MERGE_MOST_SIDES + 1];
} telling_conflicts;

static bool is_at_same_place(const almost_merge *merge, size_t index)
{
    return index > 0 && index < merge->n_conflicts &&
           merge->conflicts[index].at == merge->conflicts[index - 1].at;
}

/*
 * What a side has in place of a conflict, with the white space before it and, unless another
 * conflict follows at once, behind it. `last` is number `side` of them.
 */
static bool put_reading(const telling_conflicts *told, al_merge_token last, uint32_t side)
{
    const almost_merge *merge = told->merge;
    const al_merge_conflict *conflict = &merge->conflicts[told->index];
    al_merge_line line = {.last = last};
    size_t word = 0;
    al_buffer_init(&line.out, merge->allocator);
    al_merge_line_add_reading(merge, &line, conflict, side);
    if (!is_at_same_place(merge, told->index + 1)) {
        al_merge_token behind = merge->tokens[conflict->at];
        word = al_merge_atoms_length(al_merge_atoms_of(merge, behind.source), behind.atom);
        al_merge_line_add(merge, &line, behind);
    }
    bool whole = !line.out.failed;
    if (whole)
        al_json_bytes(told->output, line.out.length > 0 ? line.out.bytes : "",
                      line.out.length - word);
    al_buffer_release(&line.out);
    return whole;
}

/* Go on to what stands at the end of a side's text after the conflict at hand. */
static void pass(telling_conflicts *told, uint32_t number, uint32_t side)
{
    const almost_merge *merge = told->merge;
    const al_merge_conflict *conflict = &merge->conflicts[told->index];
    const al_merge_reading *reading = al_merge_reading_of(merge, conflict, side);
    if (reading == NULL && conflict->end > conflict->start)
        told->last[number] = (al_merge_token){AL_FROM_BASE, conflict->end - 1};
    if (reading != NULL && reading->end > reading->start)
        told->last[number] = merge->readings[reading->end - 1];
}

static void begin_conflict(telling_conflicts *told, size_t index)
{
    const almost_merge *merge = told->merge;
    told->index = index;
    if (!is_at_same_place(merge, index))
        for (uint32_t i = 0; i <= merge->n; i++)
            told->last[i] = merge->tokens[merge->conflicts[index].at - 1];
}

static bool put_conflict(telling_conflicts *told)
{
    const almost_merge *merge = told->merge;
    const al_merge_conflict *conflict = &merge->conflicts[told->index];
    al_output *output = told->output;
    al_json_count(output, "{\"id\":", told->index + 1);
    al_output_text(output, ",\"base\":");
    put_span(output, merge->text, merge->notes[told->index].base); /* conflicts are noted first */
    al_output_text(output, ",\"unchanged\":");
    bool whole = put_reading(told, told->last[merge->n], AL_FROM_BASE);
    al_output_text(output, ",\"readings\":[");
    for (size_t i = 0; whole && i < conflict->n; i++) {
        const al_merge_reading *reading = &merge->alternatives[conflict->first + i];
        uint32_t side = (uint32_t)__builtin_ctzll(reading->sides);
        al_merge_put_sides(output, i == 0 ? "{\"sides\":" : ",{\"sides\":",
                           al_merge_sides_given(merge, reading->sides));
        al_output_text(output, ",\"text\":");
        whole = put_reading(told, told->last[side], side);
        al_output_text(output, "}");
    }
    al_output_text(output, "]}");
    for (uint32_t i = 0; i < merge->n; i++)
        pass(told, i, i);
    pass(told, merge->n, AL_FROM_BASE);
    return whole;
}

static bool put_conflicts(const almost_merge *merge, al_output *output)
{
    telling_conflicts told = {.merge = merge, .output = output};
    bool whole = true;
    al_output_text(output, ",\"conflicts\":[");
    for (size_t i = 0; whole && i < merge->n_conflicts; i++) {
        al_output_text(output, i == 0 ? "\n" : ",\n");
        begin_conflict(&told, i);
        whole = put_conflict(&told);
    }
    return whole;
}

/* --- Notes and the whole ------------------------------------------------------------------------
 */

static void put_note(const almost_merge *merge, const almost_merge_note *note, al_output *output)
{
    bool first = true;
    al_json_name(output, "{\"kind\":", &al_merge_note_names[note->kind]);
    al_merge_put_sides(output, ",\"sides\":", note->sides);
    al_output_text(output, ",\"base\":");
    put_span(output, merge->text, note->base);
    if (note->kind == ALMOST_MERGE_MOVED_APART) {
        al_json_count(
            output, ",\"behind\":", almost_text_place(merge->text, note->targets.start).code_point);
        al_json_count(output, ",\"not_behind\":",
                      almost_text_place(merge->text, note->targets.end).code_point);
    }
    al_output_text(output, ",\"touches\":[");
    for (size_t rank = 0; almost_touch_at(rank) != 0; rank++) {
        if ((note->touches & almost_touch_at(rank)) == 0)
            continue;
        al_json_name(output, first ? "" : ",", &al_touch_names[rank]);
        first = false;
    }
    al_output_text(output, "]}");
}

bool al_merge_put_json(const almost_merge *merge, bool full, al_output *output)
{
    bool whole = true;
    al_output_text(output, "{\"format\":\"almost.merge/1\"");
    al_json_flag(output, ",\"merged\":", almost_merge_conflicts(merge) == 0);
    al_json_text(output, ",\"base\":{\"name\":", almost_text_name(merge->text));
    al_output_text(output, "},\"sides\":[");
    for (uint32_t i = 0; i < merge->n; i++) {
        al_json_text(output, i == 0 ? "{\"name\":" : ",{\"name\":",
                     almost_text_name(merge->sides[merge->number[i]].text));
        al_output_text(output, "}");
    }
    al_output_text(output, "]");
    whole = put_conflicts(merge, output);
    al_output_text(output, "],\"notes\":[");
    for (size_t i = merge->n_conflicts; whole && i < merge->n_notes; i++) {
        al_output_text(output, i == merge->n_conflicts ? "\n" : ",\n");
        put_note(merge, &merge->notes[i], output);
    }
    al_output_text(output, "],\n\"pieces\":[");
    whole = whole && al_merge_put_pieces(merge, full, output);
    al_output_text(output, "]}\n");
    return whole;
}
