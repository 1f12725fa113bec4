/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A hyphen at the end of a piece waits until it is known what follows: where that is a line end
 * within a word it was put there for the line end alone. Who speaks is told with the first text of
 * a block that is said, so that a stage direction before it is nobody's.
 */
#include "read/tei_flow.h"

#include "base/error.h"
#include "text/signs.h"

#include <stdio.h>
#include <string.h>

enum { LAID_OUT = 2 }; /* bytes of white space that stand for the layout of a file */

static al_tei_scope *now(al_tei_flow *flow)
{
    return &flow->scopes[flow->n_scopes - 1];
}

static bool push_scope(al_tei_flow *flow)
{
    if (!al_grow(flow->telling.allocator, (void **)&flow->scopes, &flow->scopes_room,
                 flow->n_scopes + 1, sizeof *flow->scopes)) {
        flow->failed = true;
        return false;
    }
    flow->scopes[flow->n_scopes++] = (al_tei_scope){0};
    return true;
}

bool al_tei_flow_init(al_tei_flow *flow, al_builder *builder)
{
    *flow = (al_tei_flow){0};
    bool made = al_telling_init(&flow->telling, builder);
    return push_scope(flow) && made;
}

bool al_tei_flow_failed(const al_tei_flow *flow)
{
    return flow->failed || al_telling_failed(&flow->telling);
}

/* --- Text --------------------------------------------------------------- */

static void tell_hyphen(al_tei_flow *flow)
{
    uint32_t length = flow->hyphen_length;
    if (length == 0)
        return;
    flow->hyphen_length = 0;
    al_telling_collapsed(&flow->telling, flow->hyphen, length, flow->hyphen_source);
    if (flow->hyphen_spaced)
        al_telling_collapsed(&flow->telling, " ", 1,
                             (al_range){flow->hyphen_source.end, flow->hyphen_source.end});
}

almost_status al_tei_flow_finish(al_tei_flow *flow, almost_error *error)
{
    if (!al_tei_flow_failed(flow)) {
        tell_hyphen(flow);
        al_telling_block_end(&flow->telling);
    }
    al_release(flow->telling.allocator, flow->scopes);
    almost_status status = al_telling_finish(&flow->telling, error);
    return status == ALMOST_OK && flow->failed ? al_fail_memory(error) : status;
}

/* How long the hyphen at the end is, or 0: also the soft one, that of Fraktur, and U+00AC. */
static uint32_t hyphen_at_end(const char *bytes, uint32_t length)
{
    static const char *const hyphens[] = {
        "-", "\xC2\xAC", "\xC2\xAD", "\xE2\x80\x90", "\xE2\xB8\x97", "\xE2\xB8\xBA"};
    for (size_t i = 0; i < sizeof hyphens / sizeof *hyphens; i++) {
        uint32_t own = (uint32_t)strlen(hyphens[i]);
        if (length >= own && memcmp(bytes + length - own, hyphens[i], own) == 0)
            return own;
    }
    return 0;
}

/* The end of the text without white space. */
static uint32_t trimmed(const char *bytes, uint32_t length)
{
    while (length > 0 && al_is_space_byte(bytes[length - 1]))
        length--;
    return length;
}

/* Punctuation that no blank stands before. */
static bool is_closing(const char *bytes, uint32_t length)
{
    static const char *const signs[] = {",",
                                        ".",
                                        ";",
                                        ":",
                                        "!",
                                        "?",
                                        ")",
                                        "]",
                                        "}",
                                        "\xC2\xBB",
                                        "\xC2\xB7",
                                        "\xCD\xBE",
                                        "\xCE\x87",
                                        "\xD8\x8C",
                                        "\xE2\x80\x99",
                                        "\xE2\x80\x9D",
                                        "\xE2\x80\xA6"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t own = strlen(signs[i]);
        if (length >= own && memcmp(bytes, signs[i], own) == 0)
            return true;
    }
    return false;
}

/* What is said begins, in a block of a speech. */
static void begin_saying(al_tei_flow *flow)
{
    al_tei_scope *scope = now(flow);
    if (flow->n_scopes > 1 || flow->speeches == 0 || scope->speaks || scope->asides > 0 ||
        scope->blocks == 0)
        return;
    if (flow->speaker_waits)
        al_telling_mark(&flow->telling, AL_MILESTONE_SPEAKER, flow->speaker);
    flow->speaker_waits = false;
    al_telling_begin_named(&flow->telling, AL_LAYER_SPEECH, flow->speaker);
    scope->speaks = true;
}

static void end_saying(al_tei_flow *flow)
{
    al_tei_scope *scope = now(flow);
    if (!scope->speaks)
        return;
    al_telling_end(&flow->telling, AL_LAYER_SPEECH);
    scope->speaks = false;
    flow->speaker_waits = true; /* whatever is told behind the block */
}

/* White space behind the last text, which may come in pieces. */
static void see_blank(al_tei_flow *flow, const char *bytes, uint32_t length)
{
    for (uint32_t i = 0; i < length && flow->blanks < LAID_OUT; i++)
        flow->blanks += bytes[i] == ' ' ? 1 : LAID_OUT;
}

/* A line end behind a reading, or one blank, as before a French semicolon; more is layout. */
static bool has_own_blank(const al_tei_flow *flow)
{
    return flow->after_reading && (flow->blanks == 1 || flow->broken);
}

/* Before text that is more than white space. */
static void begin_text(al_tei_flow *flow, const char *bytes, uint32_t length)
{
    al_tei_scope *scope = now(flow);
    tell_hyphen(flow);
    if (flow->closing && flow->after_word && !has_own_blank(flow) && is_closing(bytes, length))
        al_telling_join(&flow->telling);
    flow->closing = flow->after_word = flow->after_reading = flow->joined = flow->broken = false;
    if (scope->ended) {
        al_telling_block_end(&flow->telling);
        al_telling_block_begin(&flow->telling);
        scope->ended = scope->line = false;
    }
    begin_saying(flow);
    scope->filled = true;
}

/* Tell all but a hyphen at the end, which waits. */
static void tell_but_hyphen(al_tei_flow *flow, const char *bytes, uint32_t length, uint32_t end,
                            al_range source)
{
    uint32_t own = flow->keeps_hyphens ? 0 : hyphen_at_end(bytes, end);
    bool each = source.end - source.start == length;
    if (own == 0 || !each) {
        al_telling_collapsed(&flow->telling, bytes, length, source);
        return;
    }
    uint32_t front = end - own;
    if (front > 0)
        al_telling_collapsed(&flow->telling, bytes, front,
                             (al_range){source.start, source.start + front});
    memcpy(flow->hyphen, bytes + front, own);
    flow->hyphen_length = own;
    flow->hyphen_source = (al_range){source.start + front, source.start + end};
    flow->hyphen_spaced = end < length;
}

void al_tei_text(al_tei_flow *flow, const char *bytes, uint32_t length, al_range source)
{
    uint32_t end = trimmed(bytes, length), start = 0;
    if (al_tei_flow_failed(flow))
        return;
    while (start < length && al_is_space_byte(bytes[start]))
        start++;
    see_blank(flow, bytes, start);
    if (end > 0) {
        if (start > 0 && flow->hyphen_length > 0)
            flow->hyphen_spaced = true;
        begin_text(flow, bytes + start, length - start);
        tell_but_hyphen(flow, bytes, length, end, source);
        flow->blanks = 0;
        see_blank(flow, bytes + end, length - end);
    } else if (flow->hyphen_length > 0) {
        flow->hyphen_spaced = true;
    } else if (!now(flow)->ended) {
        al_telling_collapsed(&flow->telling, bytes, length, source);
    }
}

/* --- Blocks ------------------------------------------------------------- */

/* Whatever was open as text ends. */
static void end_text(al_tei_flow *flow)
{
    al_tei_scope *scope = now(flow);
    tell_hyphen(flow);
    end_saying(flow);
    flow->joined = flow->after_word = flow->closing = false;
    scope->line = scope->ended = scope->filled = false;
}

void al_tei_block(al_tei_flow *flow, bool running)
{
    if (al_tei_flow_failed(flow))
        return;
    end_text(flow);
    al_telling_block_end(&flow->telling);
    al_telling_block_begin(&flow->telling);
    now(flow)->blocks += running;
}

void al_tei_block_end(al_tei_flow *flow, bool running)
{
    if (al_tei_flow_failed(flow))
        return;
    end_text(flow);
    now(flow)->ended = true;
    now(flow)->blocks -= running && now(flow)->blocks > 0;
    al_telling_block_end(&flow->telling);
}

bool al_tei_running(const al_tei_flow *flow)
{
    return flow->scopes[flow->n_scopes - 1].blocks > 0;
}

bool al_tei_filled(const al_tei_flow *flow)
{
    return flow->scopes[flow->n_scopes - 1].filled;
}

void al_tei_line(al_tei_flow *flow)
{
    al_tei_scope *scope = now(flow);
    if (al_tei_flow_failed(flow))
        return;
    bool follows = scope->line;
    end_text(flow);
    if (follows) {
        al_telling_part(&flow->telling, AL_PARTING_LINE);
    } else {
        al_telling_block_end(&flow->telling);
        al_telling_block_begin(&flow->telling);
    }
    scope->blocks++;
}

void al_tei_line_end(al_tei_flow *flow)
{
    al_tei_scope *scope = now(flow);
    if (al_tei_flow_failed(flow))
        return;
    end_text(flow);
    scope->blocks -= scope->blocks > 0;
    scope->line = scope->ended = true;
}

void al_tei_cell(al_tei_flow *flow, uint32_t columns)
{
    if (al_tei_flow_failed(flow))
        return;
    if (flow->telling.frames[flow->telling.n_frames - 1].n_tables == 0) {
        al_tei_block(flow, true); /* of no table */
        return;
    }
    end_text(flow);
    al_telling_cell(&flow->telling);
    al_telling_cell_spans(&flow->telling, columns);
    now(flow)->blocks++;
}

void al_tei_cell_end(al_tei_flow *flow)
{
    al_tei_block_end(flow, true);
}

/* --- Breaks and words --------------------------------------------------- */

/* A word goes on behind a break; the hyphen that waits was that of the break. */
static void join(al_tei_flow *flow)
{
    flow->hyphen_length = 0;
    al_telling_join(&flow->telling);
    flow->joined = true;
}

void al_tei_line_break(al_tei_flow *flow, const char *breaks)
{
    if (breaks != NULL && strcmp(breaks, "no") == 0) {
        join(flow);
    } else if (breaks != NULL && strcmp(breaks, "maybe") == 0) {
        flow->hyphen_spaced = false;
        tell_hyphen(flow);
        al_telling_join(&flow->telling);
    } else if (!flow->joined) {
        tell_hyphen(flow);
        flow->broken = true;
        if (!now(flow)->ended)
            al_telling_part(&flow->telling, AL_PARTING_LINE);
    }
}

void al_tei_other_break(al_tei_flow *flow, const char *breaks, uint32_t at)
{
    if (breaks != NULL && strcmp(breaks, "no") == 0)
        return;
    al_tei_text(flow, " ", 1, (al_range){at, at});
    flow->broken = true;
}

void al_tei_paragraph_break(al_tei_flow *flow)
{
    if (al_tei_flow_failed(flow))
        return;
    tell_hyphen(flow);
    flow->broken = true;
    if (!now(flow)->ended)
        al_telling_part(&flow->telling, AL_PARTING_BLOCK);
}

void al_tei_absent(al_tei_flow *flow, const char *bytes, uint32_t length, al_range source)
{
    for (uint32_t i = 0; i < length; i++) {
        if (!al_is_space_byte(bytes[i]))
            continue;
        al_tei_text(flow, " ", 1, (al_range){source.start, source.start});
        return;
    }
}

void al_tei_page_break(al_tei_flow *flow, const char *breaks)
{
    if (breaks != NULL && strcmp(breaks, "no") == 0)
        join(flow);
}

void al_tei_word(al_tei_flow *flow, bool joined, al_range source)
{
    if (flow->after_word && !joined && !al_tei_flow_failed(flow)) {
        tell_hyphen(flow);
        al_telling_collapsed(&flow->telling, " ", 1, (al_range){source.start, source.start});
    }
}

void al_tei_reading_end(al_tei_flow *flow)
{
    flow->after_word = flow->after_reading = flow->closing = true;
}

void al_tei_word_end(al_tei_flow *flow)
{
    flow->after_word = true;
    flow->after_reading = false;
}

/* --- Speech ------------------------------------------------------------- */

void al_tei_speaker(al_tei_flow *flow, const char *name)
{
    snprintf(flow->speaker, sizeof flow->speaker, "%s", name);
    flow->speaker_waits = true;
}

void al_tei_speech(al_tei_flow *flow, const char *who)
{
    al_tei_block(flow, false);
    flow->speeches++;
    al_tei_speaker(flow, who);
}

/* What follows is nobody's, or of who speaks once more. */
static void leave_speaker(al_tei_flow *flow)
{
    if (flow->speeches == 0)
        return;
    al_telling_mark(&flow->telling, AL_MILESTONE_SPEAKER, "");
    flow->speaker_waits |= !al_tei_running(flow);
}

void al_tei_speech_end(al_tei_flow *flow)
{
    al_tei_block_end(flow, false);
    leave_speaker(flow);
    flow->speeches -= flow->speeches > 0;
}

void al_tei_aside(al_tei_flow *flow)
{
    al_tei_block(flow, true);
    leave_speaker(flow);
    now(flow)->asides++;
}

void al_tei_aside_end(al_tei_flow *flow)
{
    al_tei_block_end(flow, true);
    now(flow)->asides -= now(flow)->asides > 0;
}

void al_tei_quoted(al_tei_flow *flow, const char *who)
{
    if (al_tei_flow_failed(flow))
        return;
    tell_hyphen(flow);
    if (al_tei_running(flow))
        begin_saying(flow);
    if (who[0] != '\0')
        al_telling_mark(&flow->telling, AL_MILESTONE_SPEAKER, who);
    al_telling_begin_named(&flow->telling, AL_LAYER_SPEECH, who);
}

void al_tei_quoted_end(al_tei_flow *flow, bool named)
{
    if (al_tei_flow_failed(flow))
        return;
    tell_hyphen(flow);
    al_telling_end(&flow->telling, AL_LAYER_SPEECH);
    if (named)
        al_telling_mark(&flow->telling, AL_MILESTONE_SPEAKER,
                        flow->speeches > 0 ? flow->speaker : "");
}

void al_tei_heading_end(al_tei_flow *flow)
{
    tell_hyphen(flow);
    al_telling_end(&flow->telling, AL_LAYER_HEADING);
}

/* --- Stories ------------------------------------------------------------ */

void al_tei_story(al_tei_flow *flow)
{
    if (al_tei_flow_failed(flow))
        return;
    tell_hyphen(flow);
    al_telling_story_begin(&flow->telling);
    al_telling_part(&flow->telling, AL_PARTING_BLOCK);
    leave_speaker(flow);
    if (push_scope(flow))
        now(flow)->blocks = 1;
}

/* False when memory has ended. */
static bool end_story(al_tei_flow *flow, al_story *story)
{
    if (al_tei_flow_failed(flow) || flow->n_scopes == 1)
        return false;
    end_text(flow);
    flow->n_scopes--;
    al_telling_part(&flow->telling, AL_PARTING_BLOCK);
    al_telling_story_end(&flow->telling, story, NULL);
    return true;
}

void al_tei_story_end(al_tei_flow *flow)
{
    al_story story;
    if (!end_story(flow, &story))
        return;
    al_telling_tell_behind(&flow->telling, &story);
    if (now(flow)->blocks == 0 && !now(flow)->line)
        al_telling_block_end(&flow->telling);
}

void al_tei_note(al_tei_flow *flow)
{
    al_tei_story(flow);
    al_telling_begin(&flow->telling, AL_LAYER_NOTE, 0);
}

void al_tei_note_end(al_tei_flow *flow)
{
    tell_hyphen(flow);
    al_telling_end(&flow->telling, AL_LAYER_NOTE);
    al_tei_story_end(flow);
}

/* Digits, a letter, a Roman number or a sign, with whatever punctuation. */
static bool is_number(const char *bytes, size_t length)
{
    size_t digits = 0, letters = 0, roman = 0, wide = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
        digits += byte >= '0' && byte <= '9';
        letters += letter;
        roman += letter && strchr("ivxlcdm", byte | 0x20) != NULL;
        wide += byte >= 0xC0;
    }
    return length <= 16 && wide <= 1 && (letters <= 1 || (letters == roman && digits == 0));
}

void al_tei_label_end(al_tei_flow *flow)
{
    al_story story;
    if (!end_story(flow, &story))
        return;
    if (is_number(story.bytes.bytes, story.bytes.length))
        al_story_release(&story, flow->telling.allocator);
    else
        al_telling_tell(&flow->telling, &story);
}
