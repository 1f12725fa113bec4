/* SPDX-License-Identifier: Apache-2.0 */
/* The names of enumerations, in one table each. */
#include "base/names.h"

/* The macro keeps the length beside the letters that it counts. */
#define NAME(letters)                                                                              \
    {                                                                                              \
        letters, sizeof(letters) - 1                                                               \
    }

const al_name al_side_names[2] = {NAME("original"), NAME("telling")};

const al_name al_answer_names[AL_N_ANSWERS] = {NAME("yes"), NAME("almost"), NAME("partly"),
                                               NAME("no")};

const al_name al_change_kind_names[AL_N_CHANGE_KINDS] = {
    [ALMOST_SAME] = NAME("same"),   [ALMOST_DIFFERENT] = NAME("different"),
    [ALMOST_ADDED] = NAME("added"), [ALMOST_MISSING] = NAME("missing"),
    [ALMOST_MOVED] = NAME("moved"),
};

const al_name al_passage_kind_names[AL_N_PASSAGE_KINDS] = {
    [ALMOST_PASSAGE_SAME] = NAME("same"),
    [ALMOST_PASSAGE_ALTERED] = NAME("altered"),
    [ALMOST_PASSAGE_REWORDED] = NAME("reworded"),
    [ALMOST_PASSAGE_SUMMARY] = NAME("summary"),
};

const al_name al_group_kind_names[AL_N_GROUP_KINDS] = {
    [AL_GROUP_WORDS] = NAME("words"),   [AL_GROUP_LETTERS] = NAME("letters"),
    [AL_GROUP_MARKS] = NAME("marks"),   [AL_GROUP_CAPITALS] = NAME("capitals"),
    [AL_GROUP_LABELS] = NAME("labels"),
};

const al_name al_chapter_kind_names[AL_N_CHAPTER_KINDS] = {
    [AL_CHAPTER_SAME] = NAME("same"),           [AL_CHAPTER_CHANGED] = NAME("changed"),
    [AL_CHAPTER_MISSING] = NAME("missing"),     [AL_CHAPTER_ADDED] = NAME("added"),
    [AL_CHAPTER_SPLIT] = NAME("split"),         [AL_CHAPTER_JOINED] = NAME("joined"),
    [AL_CHAPTER_REDIVIDED] = NAME("redivided"),
};

const al_name al_ignore_names[AL_N_IGNORES] = {
    NAME("layout"),  NAME("typography"), NAME("case"),        NAME("punctuation"),
    NAME("accents"), NAME("spelling"),   NAME("hyphenation"), NAME("numbers"),
};

const al_name al_touch_names[AL_N_TOUCHES] = {
    NAME("negation"),  NAME("number"),      NAME("name"),     NAME("modal"),
    NAME("speaker"),   NAME("unit"),        NAME("quantity"), NAME("opposite"),
    NAME("condition"), NAME("hedge"),       NAME("role"),     NAME("wording"),
    NAME("spelling"),  NAME("punctuation"), NAME("case"),     NAME("spacing"),
};

static const uint32_t touches[AL_N_TOUCHES] = {
    ALMOST_TOUCHES_NEGATION, ALMOST_TOUCHES_NUMBER,      ALMOST_TOUCHES_NAME,
    ALMOST_TOUCHES_MODAL,    ALMOST_TOUCHES_SPEAKER,     ALMOST_TOUCHES_UNIT,
    ALMOST_TOUCHES_QUANTITY, ALMOST_TOUCHES_OPPOSITE,    ALMOST_TOUCHES_CONDITION,
    ALMOST_TOUCHES_HEDGE,    ALMOST_TOUCHES_ROLE,        ALMOST_TOUCHES_WORDING,
    ALMOST_TOUCHES_SPELLING, ALMOST_TOUCHES_PUNCTUATION, ALMOST_TOUCHES_CASE,
    ALMOST_TOUCHES_SPACING,
};

const al_name al_mark_kind_names[AL_N_MARK_KINDS] = {
    [ALMOST_MARK_PAGE] = NAME("page"),           [ALMOST_MARK_CHAPTER] = NAME("chapter"),
    [ALMOST_MARK_PARAGRAPH] = NAME("paragraph"), [ALMOST_MARK_LINE] = NAME("line"),
    [ALMOST_MARK_TIMECODE] = NAME("time"),       [ALMOST_MARK_ELEMENT] = NAME("element"),
    [ALMOST_MARK_CELL] = NAME("cell"),           [ALMOST_MARK_SPEAKER] = NAME("speaker"),
    [ALMOST_MARK_PART] = NAME("part"),
};

const al_name al_revisions_names[AL_N_REVISIONS] = {
    [ALMOST_REVISIONS_ACCEPTED] = NAME("accepted"),
    [ALMOST_REVISIONS_ORIGINAL] = NAME("original"),
};

const al_name al_units_names[AL_N_UNITS] = {
    [ALMOST_CODE_POINTS] = NAME("codepoints"),
    [ALMOST_BYTES] = NAME("bytes"),
    [ALMOST_UTF16] = NAME("utf16"),
};

const al_name al_words_names[AL_N_WORDS] = {
    [ALMOST_WORDS_UNICODE] = NAME("unicode"),
    [ALMOST_WORDS_SPACE] = NAME("space"),
};

const al_name al_form_names[AL_N_FORMS] = {
    [ALMOST_FORM_INLINE] = NAME("inline"),     [ALMOST_FORM_SIDE] = NAME("side"),
    [ALMOST_FORM_BRIEF] = NAME("brief"),       [ALMOST_FORM_STAT] = NAME("stat"),
    [ALMOST_FORM_JSON] = NAME("json"),         [ALMOST_FORM_PATCH] = NAME("patch"),
    [ALMOST_FORM_PASSAGES] = NAME("passages"), [ALMOST_FORM_CHANGES] = NAME("changes"),
    [ALMOST_FORM_FINDINGS] = NAME("findings"), [ALMOST_FORM_GITHUB] = NAME("github"),
    [ALMOST_FORM_CHAPTERS] = NAME("chapters"), [ALMOST_FORM_MARKDOWN] = NAME("markdown"),
    [ALMOST_FORM_TEI] = NAME("tei"),           [ALMOST_FORM_HTML] = NAME("html"),
};

const al_name al_moves_names[AL_N_MOVES] = {
    [ALMOST_MOVES_NATIVE] = NAME("native"),
    [ALMOST_MOVES_DELETED] = NAME("deleted"),
};

const al_name al_order_names[AL_N_ORDERS] = {
    [ALMOST_ORDER_WEIGHT] = NAME("weight"),
    [ALMOST_ORDER_PLACE] = NAME("place"),
};

const al_name al_quotation_kind_names[AL_N_QUOTATION_KINDS] = {
    [ALMOST_QUOTATION_SPEECH] = NAME("speech"),
    [ALMOST_QUOTATION_MENTION] = NAME("mention"),
    [ALMOST_QUOTATION_BLOCK] = NAME("block"),
    [ALMOST_QUOTATION_THOUGHT] = NAME("thought"),
};

const al_name al_speaker_by_names[AL_N_SPEAKER_BYS] = {
    [ALMOST_SPEAKER_UNKNOWN] = NAME(""),        [ALMOST_SPEAKER_EXPLICIT] = NAME("explicit"),
    [ALMOST_SPEAKER_PRONOUN] = NAME("pronoun"), [ALMOST_SPEAKER_TURN] = NAME("turn"),
    [ALMOST_SPEAKER_SCRIPT] = NAME("script"),
};

const al_name al_quotation_status_names[AL_N_QUOTATION_STATUSES] = {
    [ALMOST_QUOTATION_NOT_CHECKED] = NAME("not checked"),
    [ALMOST_QUOTATION_VERBATIM] = NAME("verbatim"),
    [ALMOST_QUOTATION_TYPOGRAPHIC] = NAME("typographic"),
    [ALMOST_QUOTATION_ALTERED] = NAME("altered"),
    [ALMOST_QUOTATION_SPLICED] = NAME("spliced"),
    [ALMOST_QUOTATION_MISATTRIBUTED] = NAME("misattributed"),
    [ALMOST_QUOTATION_NOT_FOUND] = NAME("not found"),
};

const al_name al_indirect_status_names[AL_N_INDIRECT_STATUSES] = {
    [ALMOST_INDIRECT_NOT_CHECKED] = NAME("not checked"),
    [ALMOST_INDIRECT_SUPPORTED] = NAME("supported"),
    [ALMOST_INDIRECT_ALTERED] = NAME("altered"),
    [ALMOST_INDIRECT_NOT_FOUND] = NAME("not found"),
};

const al_name al_source_as_names[AL_N_SOURCE_AS] = {
    [ALMOST_AS_SOURCE] = NAME("source"),
    [ALMOST_AS_OCCURRENCE] = NAME("occurs in"),
    [ALMOST_AS_POSSIBLE] = NAME("possible"),
};

const al_name al_watched_kind_names[AL_N_WATCHED_KINDS] = {
    [ALMOST_WATCHED_SENTENCE] = NAME("sentence"),
    [ALMOST_WATCHED_LEFT_OUT] = NAME("left out"),
    [ALMOST_WATCHED_WITHDRAWN] = NAME("withdrawn"),
};

const al_name al_watched_as_names[AL_N_WATCHED_AS] = {
    [ALMOST_WATCHED_SAME] = NAME("same"),
    [ALMOST_WATCHED_DIFFERENT] = NAME("different"),
    [ALMOST_WATCHED_ADDED] = NAME("added"),
};

const al_name al_change_reason_names[AL_N_CHANGE_REASONS] = {
    [ALMOST_REASON_NONE] = NAME(""),
    [ALMOST_REASON_ELLIPSIS] = NAME("ellipsis"),
    [ALMOST_REASON_BRACKET] = NAME("bracket"),
    [ALMOST_REASON_NARRATION] = NAME("narration"),
    [ALMOST_REASON_CAPITAL] = NAME("capital"),
    [ALMOST_REASON_MISREADING] = NAME("misreading"),
    [ALMOST_REASON_UNMARKED] = NAME("unmarked"),
};

const al_name al_quotation_note_names[AL_N_QUOTATION_NOTES] = {
    NAME("common"),     NAME("elsewhere"), NAME("foreign"), NAME("speaker"),
    NAME("unreadable"), NAME("known"),     NAME("part")};

/* What has a name in a gate, behind what changes touch. */
static const struct {
    uint32_t bits;
    const char *name;
} gates[] = {
    {ALMOST_GATE_MISSING, "missing"}, {ALMOST_GATE_ADDED, "added"}, {ALMOST_GATE_MOVED, "moved"},
    {ALMOST_GATE_MEANING, "meaning"}, {ALMOST_GATE_ALL, "all"},
};

const al_name al_merge_note_names[AL_N_MERGE_NOTES] = {
    [ALMOST_MERGE_CONFLICT] = NAME("conflict"),
    [ALMOST_MERGE_MOVED_APART] = NAME("moved-apart"),
    [ALMOST_MERGE_BOTH_CHANGED] = NAME("both-changed"),
    [ALMOST_MERGE_MOVED_DROPPED] = NAME("moved-dropped"),
};

const al_name al_merge_marks_names[AL_N_MERGE_MARKS] = {
    [ALMOST_MARKS_GIT] = NAME("git"),
    [ALMOST_MARKS_DIFF3] = NAME("diff3"),
    [ALMOST_MARKS_ZDIFF3] = NAME("zdiff3"),
    [ALMOST_MARKS_UNION] = NAME("union"),
};

int al_name_find(const al_name *names, size_t n, const char *bytes, size_t length)
{
    for (size_t i = 0; i < n; i++)
        if (names[i].length == length && memcmp(names[i].text, bytes, length) == 0)
            return (int)i;
    return -1;
}

uint32_t al_touch_find(const char *bytes, size_t length)
{
    int rank = al_name_find(al_touch_names, AL_N_TOUCHES, bytes, length);
    return rank >= 0 ? touches[rank] : 0;
}

/* --- For callers ---------------------------------------------------------- */

/* Values come from outside, so that any number may stand in an enumeration. */
static const char *name_of(const al_name *names, size_t n, uint64_t number)
{
    return number < n ? names[number].text : NULL;
}

const char *almost_answer_name(almost_answer answer)
{
    return name_of(al_answer_names, AL_N_ANSWERS, (uint64_t)answer);
}

const char *almost_change_kind_name(almost_change_kind kind)
{
    return name_of(al_change_kind_names, AL_N_CHANGE_KINDS, (uint64_t)kind);
}

const char *almost_passage_kind_name(almost_passage_kind kind)
{
    return name_of(al_passage_kind_names, AL_N_PASSAGE_KINDS, (uint64_t)kind);
}

const char *almost_mark_kind_name(almost_mark_kind kind)
{
    return name_of(al_mark_kind_names, AL_N_MARK_KINDS, (uint64_t)kind);
}

const char *almost_revisions_name(almost_revisions revisions)
{
    return name_of(al_revisions_names, AL_N_REVISIONS, (uint64_t)revisions);
}

const char *almost_units_name(almost_units units)
{
    return name_of(al_units_names, AL_N_UNITS, (uint64_t)units);
}

const char *almost_words_name(almost_words words)
{
    return name_of(al_words_names, AL_N_WORDS, (uint64_t)words);
}

const char *almost_order_name(almost_order order)
{
    return name_of(al_order_names, AL_N_ORDERS, (uint64_t)order);
}

const char *almost_moves_name(almost_moves moves)
{
    return name_of(al_moves_names, AL_N_MOVES, (uint64_t)moves);
}

const char *almost_form_name(almost_form form)
{
    return name_of(al_form_names, AL_N_FORMS, (uint64_t)form);
}

const char *almost_quotation_kind_name(almost_quotation_kind kind)
{
    return name_of(al_quotation_kind_names, AL_N_QUOTATION_KINDS, (uint64_t)kind);
}

const char *almost_speaker_by_name(almost_speaker_by by)
{
    return by == ALMOST_SPEAKER_UNKNOWN
               ? NULL
               : name_of(al_speaker_by_names, AL_N_SPEAKER_BYS, (uint64_t)by);
}

const char *almost_quotation_status_name(almost_quotation_status status)
{
    return name_of(al_quotation_status_names, AL_N_QUOTATION_STATUSES, (uint64_t)status);
}

const char *almost_indirect_status_name(almost_indirect_status status)
{
    return name_of(al_indirect_status_names, AL_N_INDIRECT_STATUSES, (uint64_t)status);
}

const char *almost_source_as_name(almost_source_as as)
{
    return name_of(al_source_as_names, AL_N_SOURCE_AS, (uint64_t)as);
}

const char *almost_watched_kind_name(almost_watched_kind kind)
{
    return name_of(al_watched_kind_names, AL_N_WATCHED_KINDS, (uint64_t)kind);
}

const char *almost_watched_as_name(almost_watched_as as)
{
    return name_of(al_watched_as_names, AL_N_WATCHED_AS, (uint64_t)as);
}

const char *almost_change_reason_name(almost_change_reason reason)
{
    return reason == ALMOST_REASON_NONE
               ? NULL
               : name_of(al_change_reason_names, AL_N_CHANGE_REASONS, (uint64_t)reason);
}

const char *almost_quotation_note_name(almost_quotation_note note)
{
    for (size_t i = 0; i < AL_N_QUOTATION_NOTES; i++)
        if ((uint32_t)note == UINT32_C(1) << i)
            return al_quotation_note_names[i].text;
    return NULL;
}

const char *almost_merge_note_kind_name(almost_merge_note_kind kind)
{
    return name_of(al_merge_note_names, AL_N_MERGE_NOTES, (uint64_t)kind);
}

const char *almost_merge_marks_name(almost_merge_marks marks)
{
    return name_of(al_merge_marks_names, AL_N_MERGE_MARKS, (uint64_t)marks);
}

const char *almost_ignore_name(almost_ignore ignored)
{
    for (size_t i = 0; i < AL_N_IGNORES; i++)
        if ((uint32_t)ignored == UINT32_C(1) << i)
            return al_ignore_names[i].text;
    return NULL;
}

const char *almost_touch_name(almost_touch touch)
{
    for (size_t i = 0; i < AL_N_TOUCHES; i++)
        if ((uint32_t)touch == touches[i])
            return al_touch_names[i].text;
    return NULL;
}

uint32_t almost_touch_at(size_t rank)
{
    return rank < AL_N_TOUCHES ? touches[rank] : 0;
}

uint32_t almost_gate_at(size_t index)
{
    if (index < AL_N_TOUCHES)
        return touches[index];
    index -= AL_N_TOUCHES;
    return index < sizeof gates / sizeof *gates ? gates[index].bits : 0;
}

const char *almost_gate_name(uint32_t gate)
{
    for (size_t i = 0; i < sizeof gates / sizeof *gates; i++)
        if (gate == gates[i].bits)
            return gates[i].name;
    return almost_touch_name((almost_touch)gate);
}
