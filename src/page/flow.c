/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Filling lines word by word. The word being read waits in `word` until a
 * place where a line may break; then it goes to the line, or the line is sent
 * and the word begins the next one.
 */
#include "page/flow.h"

#include "text/signs.h"

#include <assert.h>

void al_flow_init(al_flow *flow, const almost_allocator *allocator, uint32_t width, bool colour,
                  al_flow_sink *sink, void *context)
{
    assert(width > 0 && sink != NULL);
    *flow = (al_flow){
        .width = width, .prose = width, .widest = width, .sink = sink, .context = context};
    al_line_init(&flow->line, allocator, colour);
    al_line_init(&flow->word, allocator, false);
}

void al_flow_release(al_flow *flow)
{
    al_line_release(&flow->line);
    al_line_release(&flow->word);
}

static void send_line(al_flow *flow)
{
    al_line_end(&flow->line);
    if (flow->failed || flow->line.buffer.failed || !flow->sink(flow->context, &flow->line))
        flow->failed = true; /* and the sink is not asked again */
    al_line_clear(&flow->line);
}

/* Carry out the separator before the waiting word. */
static void separate(al_flow *flow)
{
    al_line *line = &flow->line;
    switch (flow->before_word) {
    case AL_SEPARATOR_NONE:
        if (line->cells + flow->word.cells > flow->width && line->cells > 0)
            send_line(flow);
        break;
    case AL_SEPARATOR_BLANK:
        if (line->cells == 0)
            break;
        if (line->cells + 1 + flow->word.cells > flow->width)
            send_line(flow);
        else
            al_line_put(line, flow->blank_style, " ", 1, 1);
        break;
    case AL_SEPARATOR_GAP:
    case AL_SEPARATOR_BREAK:
        if (line->cells > 0)
            send_line(flow);
        if (flow->before_word == AL_SEPARATOR_GAP && flow->begun)
            send_line(flow);
        if (flow->indent > 0)
            al_line_pad(line, flow->indent);
        break;
    }
}

/* Put the waiting word on a line: a line may break behind it. */
static void commit(al_flow *flow)
{
    if (flow->n_runs == 0)
        return;
    separate(flow);
    if (flow->line.place == AL_PLACE_NONE ||
        (flow->line.place == AL_PLACE_OTHER && flow->word_place != AL_PLACE_NONE))
        flow->line.place = flow->word_place;
    const char *bytes = flow->word.buffer.bytes;
    for (uint32_t i = 0; i < flow->n_runs && !flow->word.buffer.failed; i++) {
        const struct al_flow_run *run = &flow->runs[i];
        al_line_put(&flow->line, run->style, bytes, run->length, run->cells);
        bytes += run->length;
    }
    if (flow->word.buffer.failed)
        flow->failed = true;
    al_line_clear(&flow->word);
    flow->n_runs = 0;
    flow->before_word = AL_SEPARATOR_NONE;
    flow->begun = true;
}

static void add_to_word(al_flow *flow, al_style style, const char *bytes, uint32_t length,
                        uint32_t cells)
{
    style |= flow->apart;
    bool fresh = flow->n_runs == 0 || flow->runs[flow->n_runs - 1].style != style;
    if (flow->word.cells + cells > flow->width ||
        (fresh && flow->n_runs == sizeof flow->runs / sizeof *flow->runs)) {
        commit(flow);
        fresh = true;
    }
    if (flow->n_runs == 0) {
        flow->before_word = flow->pending;
        flow->word_place = flow->place;
        flow->indent = flow->pending_indent;
        flow->pending = AL_SEPARATOR_NONE;
        flow->pending_indent = 0;
        flow->blank_style = flow->line.style == style ? style : AL_STYLE_PLAIN;
    }
    if (fresh)
        flow->runs[flow->n_runs++] = (struct al_flow_run){.style = style};
    assert(flow->n_runs <= sizeof flow->runs / sizeof *flow->runs);
    struct al_flow_run *run = &flow->runs[flow->n_runs - 1];
    run->length += length;
    run->cells += cells;
    al_line_put(&flow->word, AL_STYLE_PLAIN, bytes, length, cells);
}

/* Letters that must not begin a line, or end one, in Chinese and Japanese. */
static bool closes(uint32_t c)
{
    return c == 0x3001 || c == 0x3002 || (c >= 0x3009 && c <= 0x3011 && c % 2 == 1) ||
           c == 0x3015 || c == 0x30FC || c == 0xFF01 || c == 0xFF09 || c == 0xFF0C || c == 0xFF0E ||
           c == 0xFF1A || c == 0xFF1B || c == 0xFF1F;
}

static bool opens(uint32_t c)
{
    return (c >= 0x3008 && c <= 0x3010 && c % 2 == 0) || c == 0x3014 || c == 0xFF08;
}

static uint32_t add_cluster(al_flow *flow, al_style style, const char *bytes, size_t length)
{
    al_cluster cluster = al_cluster_at(bytes, length, 0);
    char visible[AL_VISIBLE_BYTES];
    uint32_t cells;
    size_t size = al_visible(&cluster, bytes, visible, &cells);
    bool wide = cluster.cells == 2;
    if (wide && !flow->held && !closes(cluster.first))
        commit(flow);
    add_to_word(flow, style, visible, (uint32_t)size, cells);
    flow->held = wide && opens(cluster.first);
    return cluster.size;
}

/* How many bytes from the start are ASCII that stands alone, other than blanks. */
static size_t plain_run(const char *bytes, size_t length, size_t most)
{
    size_t count = 0;
    while (count < length && count < most && bytes[count] > 0x20 && bytes[count] < 0x7F)
        count++;
    if (count > 0 && count < length && (unsigned char)bytes[count] >= 0x80)
        count--; /* a mark may follow and join it */
    return count;
}

void al_flow_separate(al_flow *flow, al_separator separator)
{
    commit(flow);
    flow->held = false;
    flow->pending_indent = 0;
    if (separator > flow->pending)
        flow->pending = separator;
}

void al_flow_narrow(al_flow *flow, uint32_t width)
{
    flow->prose = width < flow->widest ? width : flow->widest;
    flow->width = flow->prose;
}

void al_flow_widen(al_flow *flow, bool apart)
{
    flow->width = apart ? flow->widest : flow->prose;
}

void al_flow_indent(al_flow *flow, uint32_t cells)
{
    flow->pending_indent = cells < flow->width / 4 ? cells : flow->width / 4;
}

void al_flow_text(al_flow *flow, al_style style, const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length && !flow->failed) {
        if (al_is_space_byte(bytes[at])) {
            al_flow_separate(flow, AL_SEPARATOR_BLANK);
            at++;
            continue;
        }
        uint32_t room = flow->width - (flow->word.cells < flow->width ? flow->word.cells : 0);
        size_t plain = plain_run(bytes + at, length - at, room);
        if (plain > 0) {
            add_to_word(flow, style, bytes + at, (uint32_t)plain, (uint32_t)plain);
            flow->held = false;
            at += plain;
        } else {
            at += add_cluster(flow, style, bytes + at, length - at);
        }
    }
}

void al_flow_set_apart(al_flow *flow, bool apart)
{
    if (apart)
        flow->apart_before =
            flow->apart_before == AL_STYLE_APART ? AL_STYLE_APART_TOO : AL_STYLE_APART;
    flow->apart = apart ? flow->apart_before : AL_STYLE_PLAIN;
}

void al_flow_say(al_flow *flow, al_style style, const char *text)
{
    al_flow_text(flow, style, text, strlen(text));
}

void al_flow_grouped(al_flow *flow, al_style style, uint64_t number)
{
    char digits[26];
    al_flow_text(flow, style, digits, (size_t)(al_put_grouped(digits, number) - digits));
}

void al_flow_open(al_flow *flow, al_style style, const char *mark)
{
    al_flow_say(flow, style, mark);
    flow->held = true;
}

al_separator al_flow_take_separator(al_flow *flow)
{
    al_separator pending = flow->pending;
    flow->pending = AL_SEPARATOR_NONE;
    return pending;
}

void al_flow_close(al_flow *flow, al_style style, const char *mark)
{
    al_separator pending = al_flow_take_separator(flow);
    al_flow_say(flow, style, mark);
    if (pending != AL_SEPARATOR_NONE)
        al_flow_separate(flow, pending);
}

void al_flow_finish(al_flow *flow)
{
    commit(flow);
    if (flow->line.cells > 0)
        send_line(flow);
    flow->pending = AL_SEPARATOR_NONE;
}
