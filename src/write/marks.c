/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One change as marked text; see marks.h.
 *
 * Letters are marked inside a word only where that reads better than both
 * words whole: in small changes, with one or two places that differ. In a
 * change of other kinds that is small the letters that differ are set off
 * within the two words, which needs colour.
 */
#include "write/marks.h"

#include "text/place.h"
#include "write/phrase.h"
#include "write/retold.h"
#include "text/signs.h"

enum {
    MOST_LETTERS = 96, /* bytes of a change whose letters are looked at */
    MOST_PIECES = 16,
    MOST_MARKED = 2,    /* places marked inside one word */
    LONG = 150,         /* words of a stretch that is summed up */
    SHOWN_OF_LONG = 50, /* words at either end of it */
    LONG_SUMMED = 40,   /* the same where a summary tells it */
    SHOWN_OF_SUMMED = 12
};

#define SMALL_TOUCHES                                                                              \
    (ALMOST_TOUCHES_SPELLING | ALMOST_TOUCHES_PUNCTUATION | ALMOST_TOUCHES_CASE |                  \
     ALMOST_TOUCHES_SPACING)

static almost_span original_span(const al_change *change)
{
    return (almost_span){change->original.start, change->original.end};
}

static almost_span telling_span(const al_change *change)
{
    return (almost_span){change->telling.start, change->telling.end};
}

/* White space that is all there is of a change, made visible. */
static void feed_blanks(const al_reading *reading, almost_span span, al_style style, al_flow *flow)
{
    for (uint64_t at = span.start; at < span.end; at++) {
        char byte = reading->bytes[at];
        al_flow_say(flow, style, byte == '\n' ? "⏎" : byte == '\t' ? "⇥" : "␣");
    }
}

/* The summary that tells the stretch shortly, or NULL. */
static const almost_passage *summary_of(const al_page *page, const al_reading *reading,
                                        almost_span span)
{
    int side = reading == &page->original ? AL_ORIGINAL : AL_TELLING;
    return page->retold != NULL ? al_retold_summary(page->retold, side, span) : NULL;
}

static const almost_text *text_of(const al_page *page, const al_reading *reading)
{
    return reading == &page->original ? page->comparison->original : page->comparison->telling;
}

/* What became of a long stretch, between its ends. */
static void feed_fate(const al_page *page, const al_reading *reading, const almost_passage *summary,
                      al_flow *flow)
{
    bool old = reading == &page->original;
    if (summary == NULL) {
        al_flow_say(flow, AL_STYLE_DIM, old ? " more words missing (" : " more words added (");
        return;
    }
    uint64_t line = old ? al_place_at(page->comparison->telling, summary->telling.start).line
                        : al_place_at(page->comparison->original, summary->original.start).line;
    al_flow_say(flow, AL_STYLE_DIM,
                old ? " more words, summed up in line " : " more words, which spell out line ");
    al_flow_grouped(flow, AL_STYLE_DIM, line);
    al_flow_say(flow, AL_STYLE_DIM, old ? " (" : " of the original (");
}

/* A long stretch: its ends, and between them how much there is of its `words`. */
static void feed_long(const al_page *page, const al_reading *reading, almost_span span,
                      al_style style, uint64_t words, al_flow *flow)
{
    const almost_text *text = text_of(page, reading);
    const almost_passage *summary = summary_of(page, reading, span);
    uint32_t shown = summary != NULL ? SHOWN_OF_SUMMED : SHOWN_OF_LONG;
    almost_span head = {span.start, al_reading_forward(reading, span, shown)};
    almost_span tail = {al_reading_backward(reading, span, shown), span.end};
    al_phrase lines = al_phrase_of_lines(text, head.end, tail.start);
    al_reading_feed(reading, head, style, flow);
    al_flow_separate(flow, AL_SEPARATOR_BREAK);
    al_flow_say(flow, AL_STYLE_DIM, "… ");
    al_flow_grouped(flow, AL_STYLE_DIM, words - 2 * shown);
    feed_fate(page, reading, summary, flow);
    al_phrase_flow(&lines, flow, AL_STYLE_DIM);
    al_flow_say(flow, AL_STYLE_DIM, reading == &page->original ? " of the original) …" : ") …");
    al_flow_separate(flow, AL_SEPARATOR_BREAK);
    al_reading_feed(reading, tail, style, flow);
}

static void feed_content(const al_page *page, const al_reading *reading, almost_span span,
                         al_style style, al_flow *flow)
{
    uint32_t most = summary_of(page, reading, span) != NULL ? LONG_SUMMED : LONG;
    uint64_t words = span.end - span.start > 2 * most ? al_reading_words(reading, span) : 0;
    if (words > most && !page->options->full)
        feed_long(page, reading, span, style, words, flow);
    else
        al_reading_feed(reading, span, style, flow);
}

/* Letters of a word that is split or joined: the blanks among them are what it is about. */
static void feed_joint(const al_page *page, const al_reading *reading, almost_span span,
                       al_style style, al_flow *flow)
{
    bool old = style == AL_STYLE_OLD_LETTER;
    if (span.start == span.end)
        return;
    if (!page->colour)
        al_flow_open(flow, style, old ? "[-" : "{+");
    for (uint64_t at = span.start; at < span.end;) {
        uint64_t start = at;
        while (at < span.end && al_is_space_byte(reading->bytes[at]))
            at++;
        feed_blanks(reading, (almost_span){start, at}, style, flow);
        start = at;
        while (at < span.end && !al_is_space_byte(reading->bytes[at]))
            at++;
        al_reading_feed(reading, (almost_span){start, at}, style, flow);
    }
    if (!page->colour)
        al_flow_close(flow, style, old ? "-]" : "+}");
}

/* A marked stretch; white space at its ends stays outside of the marks. */
static void feed_marked(const al_page *page, const al_reading *reading, almost_span span,
                        al_style style, al_flow *flow)
{
    if (span.start == span.end)
        return;
    bool old = style == AL_STYLE_OLD || style == AL_STYLE_OLD_LETTER;
    almost_span inner = al_reading_trim(reading, span);
    bool blank = inner.start == inner.end;
    if (!blank)
        al_reading_feed(reading, (almost_span){span.start, inner.start}, style, flow);
    if (!page->colour)
        al_flow_open(flow, style, old ? "[-" : "{+");
    if (blank)
        feed_blanks(reading, span, style, flow);
    else
        feed_content(page, reading, inner, style, flow);
    if (!page->colour)
        al_flow_close(flow, style, old ? "-]" : "+}");
    if (!blank)
        al_reading_feed(reading, (almost_span){inner.end, span.end}, style, flow);
}

/* The letters of a small change, or 0 pieces where they are better not marked. */
static size_t letters_of(const al_page *page, al_flow *flow, const al_change *compact,
                         almost_change *pieces)
{
    uint32_t longest = compact->original.end - compact->original.start;
    uint32_t other = compact->telling.end - compact->telling.start;
    if ((compact->touches & ~SMALL_TOUCHES) != 0 || compact->kind != ALMOST_DIFFERENT ||
        longest > MOST_LETTERS || other > MOST_LETTERS)
        return 0;
    almost_change change = {
        .kind = ALMOST_DIFFERENT,
        .original = original_span(compact),
        .telling = telling_span(compact),
    };
    size_t count = almost_comparison_letters(page->comparison, &change, pieces, MOST_PIECES);
    if (count == 0)
        flow->failed = true;
    return count <= MOST_PIECES ? count : 0;
}

/* Whether a piece would look like its own marks: [---] for a lost hyphen. */
static bool looks_like_a_mark(const al_reading *reading, almost_span span)
{
    if (span.end - span.start != 1)
        return false;
    char byte = reading->bytes[span.start];
    return byte == '-' || byte == '+';
}

/* Whether marks inside the word are read more easily than the two words. */
static bool reads_well(const al_page *page, const almost_change *pieces, size_t count)
{
    uint64_t same = 0;
    uint64_t changed = 0;
    size_t marked = 0;
    for (size_t i = 0; i < count; i++) {
        const almost_change *piece = &pieces[i];
        uint64_t old = piece->original.end - piece->original.start;
        uint64_t new = piece->telling.end - piece->telling.start;
        if (piece->kind != ALMOST_SAME) {
            changed += old > new ? old : new;
            marked++;
            if (!page->colour && (looks_like_a_mark(&page->original, piece->original) ||
                                  looks_like_a_mark(&page->telling, piece->telling)))
                return false;
            continue;
        }
        for (uint64_t at = piece->telling.start; at < piece->telling.end; at++)
            same += !al_is_space_byte(page->telling.bytes[at]);
    }
    return marked <= MOST_MARKED && same >= changed;
}

static void feed_inside(const al_page *page, al_flow *flow, const almost_change *pieces,
                        size_t count, bool spacing)
{
    void (*feed)(const al_page *, const al_reading *, almost_span, al_style, al_flow *) =
        spacing ? feed_joint : feed_marked;
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].kind == ALMOST_SAME) {
            al_reading_feed(&page->telling, pieces[i].telling, AL_STYLE_PLAIN, flow);
            continue;
        }
        feed(page, &page->original, pieces[i].original, AL_STYLE_OLD_LETTER, flow);
        feed(page, &page->telling, pieces[i].telling, AL_STYLE_NEW_LETTER, flow);
    }
}

/* One side whole, the letters that differ set off. */
static void feed_lettered(const al_page *page, al_flow *flow, const almost_change *pieces,
                          size_t count, bool original)
{
    const al_reading *reading = original ? &page->original : &page->telling;
    al_style style = original ? AL_STYLE_OLD : AL_STYLE_NEW;
    al_style letter = original ? AL_STYLE_OLD_LETTER : AL_STYLE_NEW_LETTER;
    for (size_t i = 0; i < count; i++) {
        al_reading_feed(reading, original ? pieces[i].original : pieces[i].telling,
                        pieces[i].kind == ALMOST_SAME ? style : letter, flow);
    }
}

void al_marks_side(const al_page *page, al_flow *flow, const al_change *change, bool original)
{
    const al_reading *reading = original ? &page->original : &page->telling;
    almost_span span = original ? original_span(change) : telling_span(change);
    almost_change pieces[MOST_PIECES];
    size_t count = page->colour ? letters_of(page, flow, change, pieces) : 0;
    if (count > 1)
        feed_lettered(page, flow, pieces, count, original);
    else
        feed_marked(page, reading, span, original ? AL_STYLE_OLD : AL_STYLE_NEW, flow);
}

/*
 * What is missing stood behind a word or a blank of the original, whatever the telling has there:
 * a lost comma stays with its word, and a lost word apart from the one before.
 */
static void feed_missing(const al_page *page, al_flow *flow, almost_span span)
{
    const al_reading *original = &page->original;
    bool blank = span.start == 0 || al_is_space_byte(original->bytes[span.start - 1]);
    al_separator pending = AL_SEPARATOR_NONE;
    if (blank)
        al_flow_separate(flow, AL_SEPARATOR_BLANK);
    else
        pending = al_flow_take_separator(flow);
    feed_marked(page, original, span, AL_STYLE_OLD, flow);
    if (pending != AL_SEPARATOR_NONE)
        al_flow_separate(flow, pending);
}

/* Whether a letter or a digit, rather than punctuation, stands at this end of both sides. */
static bool is_wordy(const al_reading *reading, almost_span span)
{
    span = al_reading_trim(reading, span);
    for (uint64_t at = span.start; at < span.end; at++) {
        if (al_reading_is_wordy(reading->bytes[at]))
            return true;
    }
    return false;
}

void al_marks_change(const al_page *page, al_flow *flow, const al_change *change)
{
    almost_change pieces[MOST_PIECES];
    size_t count = letters_of(page, flow, change, pieces);
    if (count > 1 && reads_well(page, pieces, count)) {
        feed_inside(page, flow, pieces, count, (change->touches & ALMOST_TOUCHES_SPACING) != 0);
        return;
    }
    almost_span old = original_span(change);
    almost_span new = telling_span(change);
    if (change->kind == ALMOST_MISSING) {
        feed_missing(page, flow, old);
        return;
    }
    bool both = old.start < old.end && new.start < new.end;
    if (both)
        old = al_reading_trim(&page->original, old);
    feed_marked(page, &page->original, old, AL_STYLE_OLD, flow);
    if (both && is_wordy(&page->original, old) && is_wordy(&page->telling, new))
        al_flow_separate(flow, AL_SEPARATOR_BLANK);
    feed_marked(page, &page->telling, new, AL_STYLE_NEW, flow);
}
