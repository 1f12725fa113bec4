/* SPDX-License-Identifier: Apache-2.0 */
/* Who speaks is marked anew with each block of a speech, since directions between are nobody's. */
#include "read/script.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/signs.h"

#include <string.h>

bool al_script_init(al_script *script, al_builder *builder)
{
    *script = (al_script){0};
    return al_telling_init(&script->telling, builder);
}

bool al_script_failed(const al_script *script)
{
    return al_telling_failed(&script->telling);
}

almost_status al_script_finish(al_script *script, almost_error *error)
{
    if (!al_script_failed(script))
        al_script_end(script);
    return al_telling_finish(&script->telling, error);
}

/* The layer that a block is. */
static al_layer_kind layer_of(al_script_kind kind)
{
    return kind == AL_SCRIPT_HEADING  ? AL_LAYER_HEADING
           : kind == AL_SCRIPT_SPEECH ? AL_LAYER_SPEECH
                                      : AL_LAYER_OUTSIDE;
}

static bool is_layer(al_script_kind kind)
{
    return kind != AL_SCRIPT_NONE && kind != AL_SCRIPT_DIRECTION;
}

void al_script_begin(al_script *script, al_script_kind kind, uint32_t level)
{
    al_telling *telling = &script->telling;
    if (al_script_failed(script))
        return;
    al_script_end(script);
    script->kind = kind;
    al_telling_block_begin(telling);
    bool speech = kind == AL_SCRIPT_SPEECH;
    if (speech || script->spoken)
        al_telling_mark(telling, AL_MILESTONE_SPEAKER, speech ? script->speaker : "");
    script->spoken = speech && script->speaker[0] != '\0';
    if (speech)
        al_telling_begin_named(telling, AL_LAYER_SPEECH, script->speaker);
    else if (kind == AL_SCRIPT_OUTSIDE)
        al_telling_begin_named(telling, AL_LAYER_OUTSIDE, "data of the title page");
    else if (is_layer(kind))
        al_telling_begin(telling, layer_of(kind), kind == AL_SCRIPT_HEADING ? level : 0);
}

void al_script_end(al_script *script)
{
    if (script->kind == AL_SCRIPT_NONE || al_script_failed(script))
        return;
    if (is_layer(script->kind))
        al_telling_end(&script->telling, layer_of(script->kind));
    script->kind = AL_SCRIPT_NONE;
    al_telling_block_end(&script->telling);
}

void al_script_line(al_script *script)
{
    al_telling_part(&script->telling, AL_PARTING_LINE);
}

void al_script_wrap(al_script *script)
{
    al_telling_part(&script->telling, AL_PARTING_BLANK);
}

void al_script_cue(al_script *script, const char *name, size_t length)
{
    al_script_end(script);
    size_t n = 0, i = 0;
    for (; i < length && n < sizeof script->speaker - 1; i++)
        if ((unsigned char)name[i] >= ' ')
            script->speaker[n++] = name[i];
    while (i < length && n > 0 && (script->speaker[n - 1] & 0x80) != 0)
        n--; /* where it is cut off, no letter is cut in two */
    script->speaker[n] = '\0';
}

void al_script_aside(al_script *script, bool note)
{
    al_telling *telling = &script->telling;
    if (al_script_failed(script))
        return;
    al_telling_story_begin(telling);
    al_telling_part(telling, AL_PARTING_BLOCK);
    if (script->spoken)
        al_telling_mark(telling, AL_MILESTONE_SPEAKER, "");
    if (note)
        al_telling_begin(telling, AL_LAYER_NOTE, 0);
}

void al_script_aside_end(al_script *script, bool note)
{
    al_telling *telling = &script->telling;
    al_story story;
    if (al_script_failed(script))
        return;
    if (note)
        al_telling_end(telling, AL_LAYER_NOTE);
    al_telling_part(telling, AL_PARTING_BLOCK);
    al_telling_story_end(telling, &story, NULL);
    al_telling_tell_behind(telling, &story);
    if (script->kind == AL_SCRIPT_NONE)
        al_telling_block_end(telling);
}

/* --- Letters ------------------------------------------------------------ */

typedef enum letter { NO_LETTER, SMALL, CAPITAL } letter;

/* Where small letters and capitals take turns, capitals are the even ones. */
static letter by_turns(uint32_t c, bool odd)
{
    return (c & 1) == odd ? CAPITAL : SMALL;
}

/* Of the alphabets that have capitals and in which scripts are written. */
static letter case_of(uint32_t c)
{
    if (c < 0x80)
        return c >= 'a' && c <= 'z' ? SMALL : c >= 'A' && c <= 'Z' ? CAPITAL : NO_LETTER;
    if (c < 0xC0 || c == 0xD7 || c == 0xF7)
        return NO_LETTER;
    if (c < 0x100)
        return c < 0xDF ? CAPITAL : SMALL;
    if (c < 0x180)
        return by_turns(c, (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E));
    if (c >= 0x386 && c <= 0x3CE)
        return c < 0x3AC && c != 0x390 ? CAPITAL : SMALL;
    if (c >= 0x400 && c <= 0x45F)
        return c < 0x430 ? CAPITAL : SMALL;
    if ((c >= 0x460 && c <= 0x52F) || (c >= 0x1E00 && c <= 0x1EFF))
        return by_turns(c, false);
    if (c >= 0x531 && c <= 0x587)
        return c < 0x560 ? CAPITAL : SMALL;
    return NO_LETTER;
}

bool al_script_in_capitals(const char *bytes, size_t length)
{
    bool any = false;
    uint32_t size;
    for (size_t at = 0; at < length; at += size) {
        letter found = case_of(al_decode(bytes, length, at, &size));
        if (found == SMALL)
            return false;
        any |= found == CAPITAL;
    }
    return any;
}

size_t al_script_trim(const char **start, size_t length)
{
    while (length > 0 && al_is_space_byte(**start)) {
        ++*start;
        length--;
    }
    while (length > 0 && al_is_space_byte((*start)[length - 1]))
        length--;
    return length;
}
