/* SPDX-License-Identifier: Apache-2.0 */
/* Groups and signs in their order; see rtf_walk.h. */
#include "read/rtf_text.h"

#include "base/error.h"
#include "read/rtf_walk.h"

#include <string.h>

/* Of the groups within \upr the one that begins with \ud, which is in Unicode. */
static bool is_other_branch(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    if (walk->n_states < 2 || !walk->states[walk->n_states - 2].either)
        return false;
    return sign->kind != AL_RTF_WORD || strcmp(sign->word, "ud") != 0;
}

static void open_group(al_rtf_walk *walk)
{
    if (!al_grow(walk->telling.allocator, (void **)&walk->states, &walk->states_room,
                 walk->n_states + 1, sizeof *walk->states)) {
        walk->failed = true;
        return;
    }
    al_rtf_state state = {.font = walk->default_font, .fallback = 1, .level = -1};
    if (walk->n_states > 0)
        state = *al_rtf_now(walk);
    state.apart = AL_RTF_APART_NONE;
    state.either = false;
    walk->states[walk->n_states++] = state;
}

static void close_group(al_rtf_walk *walk)
{
    if (al_rtf_now(walk)->apart != AL_RTF_APART_NONE)
        al_rtf_end_apart(walk, (al_rtf_apart)al_rtf_now(walk)->apart);
    walk->n_states--;
}

/* Within a group that is passed over. */
static void pass_over(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    if (sign->kind == AL_RTF_OPEN)
        walk->skipping++;
    else if (sign->kind == AL_RTF_CLOSE && --walk->skipping == 0)
        close_group(walk);
}

/* --- Signs -------------------------------------------------------------- */

static void symbol(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    switch (sign->number) {
    case '{':
    case '}':
    case '\\': al_rtf_tell(walk, walk->scan.bytes + sign->source.start + 1, 1, sign->source); break;
    case '~': al_rtf_tell(walk, "\xC2\xA0", 2, sign->source); break;
    case '_': al_rtf_tell(walk, "\xE2\x80\x91", 3, sign->source); break;
    case '-': al_rtf_tell(walk, "\xC2\xAD", 2, sign->source); break;
    case '\t': al_rtf_part(walk, AL_PARTING_TAB); break;
    case '\r':
    case '\n': al_rtf_word(walk, &(al_rtf_sign){.word = "par"}, false); break;
    default: break;
    }
}

/* What stands for a \u that was told: false where the sign is none of it, or only at its front. */
static bool pass(al_rtf_walk *walk, al_rtf_sign *sign)
{
    if (walk->passing == 0)
        return false;
    if (sign->kind == AL_RTF_OPEN || sign->kind == AL_RTF_CLOSE) {
        walk->passing = 0;
        return false;
    }
    if (sign->kind == AL_RTF_WORD && strcmp(sign->word, "u") == 0) {
        walk->passing = 0;
        return false;
    }
    uint32_t length = 1;
    if (sign->kind == AL_RTF_TEXT)
        length = sign->source.end - sign->source.start;
    if ((uint32_t)walk->passing >= length) {
        walk->passing -= (int32_t)length;
        return true;
    }
    sign->source.start += (uint32_t)walk->passing;
    walk->passing = 0;
    return false;
}

static void in_text(al_rtf_walk *walk, const al_rtf_sign *sign, bool starred)
{
    bool character = sign->kind == AL_RTF_TEXT || sign->kind == AL_RTF_BYTE;
    bool unicode = sign->kind == AL_RTF_WORD && strcmp(sign->word, "u") == 0;
    if ((!character || walk->lead != 0) && !unicode)
        al_rtf_end_character(walk);
    switch (sign->kind) {
    case AL_RTF_TEXT: al_rtf_text(walk, sign); break;
    case AL_RTF_BYTE: al_rtf_tell_byte(walk, (uint8_t)sign->number, sign->source); break;
    case AL_RTF_WORD: al_rtf_word(walk, sign, starred); break;
    case AL_RTF_SYMBOL: symbol(walk, sign); break;
    default: break;
    }
}

/* A sign that opens or closes no group. */
static void take_inner(al_rtf_walk *walk, al_rtf_sign *sign)
{
    bool first = walk->begins, starred = walk->starred;
    walk->begins = walk->starred = false;
    if (first && sign->kind == AL_RTF_SYMBOL && sign->number == '*') {
        walk->begins = walk->starred = true;
        return;
    }
    if (first && is_other_branch(walk, sign)) {
        al_rtf_skip(walk);
        return;
    }
    al_rtf_state *state = al_rtf_now(walk);
    if (state->destination == AL_RTF_TO_FONTS)
        al_rtf_fonts_sign(&walk->known, walk->scan.bytes, sign);
    else if (state->destination == AL_RTF_TO_STYLES)
        al_rtf_styles_sign(&walk->known, walk->scan.bytes, sign);
    if (state->destination == AL_RTF_TO_TEXT)
        in_text(walk, sign, starred);
    else if (starred)
        al_rtf_skip(walk);
}

static void take(al_rtf_walk *walk, al_rtf_sign *sign)
{
    if (walk->skipping > 0) {
        pass_over(walk, sign);
        return;
    }
    if (pass(walk, sign))
        return;
    if (sign->kind != AL_RTF_OPEN && sign->kind != AL_RTF_CLOSE) {
        take_inner(walk, sign);
        return;
    }
    al_rtf_end_character(walk);
    if (walk->n_states > 0 && al_rtf_now(walk)->destination == AL_RTF_TO_STYLES)
        al_rtf_styles_sign(&walk->known, walk->scan.bytes, sign);
    walk->begins = sign->kind == AL_RTF_OPEN;
    walk->starred = false;
    if (sign->kind == AL_RTF_OPEN)
        open_group(walk);
    else
        close_group(walk);
}

/* --- Reading ------------------------------------------------------------ */

static bool failed(const al_rtf_walk *walk)
{
    return walk->failed || walk->known.failed || walk->bytes.status != ALMOST_OK ||
           al_telling_failed(&walk->telling);
}

static almost_status walk_all(al_rtf_walk *walk, almost_error *error)
{
    al_rtf_sign sign;
    do {
        al_rtf_next(&walk->scan, &sign);
        if (sign.kind == AL_RTF_END || sign.kind == AL_RTF_CUT)
            return al_fail_at(error, ALMOST_ERROR_FORMAT, walk->source->name, sign.source.start, 0,
                              0, "ends before its last group does: the file is cut off");
        if (sign.kind == AL_RTF_OPEN && walk->n_states + walk->skipping >= walk->options->depth)
            return al_fail_at(error, ALMOST_ERROR_LIMIT, walk->source->name, sign.source.start, 0,
                              0, "groups nest deeper than the limit of %u; raise max_depth",
                              walk->options->depth);
        take(walk, &sign);
    } while (walk->n_states > 0 && !failed(walk));
    if (walk->n_states == 0 && !failed(walk)) {
        open_group(walk); /* one that the last paragraph stands in */
        al_rtf_end_paragraph(walk);
        al_rtf_open_tables(walk, 0);
    }
    if (walk->bytes.status != ALMOST_OK)
        return walk->bytes.status;
    return walk->failed || walk->known.failed ? al_fail_memory(error) : ALMOST_OK;
}

almost_status al_rtf_read_text(const al_read_source *source, uint32_t at,
                               const al_read_options *options, al_builder *builder,
                               almost_error *error)
{
    al_rtf_walk walk = {.source = source, .options = options};
    const almost_allocator *allocator = builder->text->allocator;
    walk.scan = (al_rtf_scan){source->bytes, (uint32_t)source->length, at};
    al_rtf_tables_init(&walk.known, allocator);
    al_rtf_bytes_init(&walk.bytes, source->name, error);
    almost_status status = ALMOST_ERROR_MEMORY, told;
    if (al_telling_init(&walk.telling, builder) && al_rtf_push_paragraph(&walk))
        status = walk_all(&walk, error);
    told = al_telling_finish(&walk.telling, error);
    al_rtf_tables_release(&walk.known);
    al_rtf_bytes_release(&walk.bytes);
    al_release(allocator, walk.states);
    al_release(allocator, walk.tables);
    al_release(allocator, walk.paragraphs);
    return status == ALMOST_OK ? told : status;
}
