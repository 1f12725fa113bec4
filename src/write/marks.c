/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One edit as marked text; see marks.h.
 *
 * Letters are marked inside a word only where that reads better than both
 * words whole: in small changes, with one or two places that differ. In a
 * change of other kinds that is small the letters that differ are set off
 * within the two words, which needs colour. Where a word lost more than it kept, and where a letter
 * became a digit (others, 0thers), the two words whole are easier to read.
 */
#include "compare/said.h"
#include "write/marks.h"

#include "page/isolate.h"
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
    SHOWN_OF_SUMMED = 12,
    ellipsis = 0x2026
};

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
    const almost_text *other = old ? page->comparison->telling : page->comparison->original;
    uint64_t byte = old ? summary->telling.start : summary->original.start;
    al_where where = al_where_of(other, byte);
    al_flow_say(flow, AL_STYLE_DIM,
                old ? " more words, summed up " : " more words, which spell out ");
    al_flow_say(flow, AL_STYLE_DIM, old ? al_where_preposition(other, byte) : "");
    al_flow_say(flow, AL_STYLE_DIM, old ? " " : "");
    al_where_flow(&where, flow, AL_STYLE_DIM);
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
    al_reading_feed_apart(reading, head, style, flow);
    al_flow_separate(flow, AL_SEPARATOR_BREAK);
    al_flow_say(flow, AL_STYLE_DIM, "… ");
    al_flow_grouped(flow, AL_STYLE_DIM, words - 2 * shown);
    feed_fate(page, reading, summary, flow);
    al_phrase_flow(&lines, flow, AL_STYLE_DIM);
    al_flow_say(flow, AL_STYLE_DIM, reading == &page->original ? " of the original) …" : ") …");
    al_flow_separate(flow, AL_SEPARATOR_BREAK);
    al_reading_feed_apart(reading, tail, style, flow);
}

static void feed_content(const al_page *page, const al_reading *reading, almost_span span,
                         al_style style, al_flow *flow)
{
    uint32_t most = summary_of(page, reading, span) != NULL ? LONG_SUMMED : LONG;
    uint64_t words = span.end - span.start > 2 * most ? al_reading_words(reading, span) : 0;
    if (words > most && !page->options->full)
        feed_long(page, reading, span, style, words, flow);
    else if (style == AL_STYLE_OLD_LETTER || style == AL_STYLE_NEW_LETTER)
        al_reading_feed(reading, span, style, flow); /* of one word with what stands around it */
    else
        al_reading_feed_apart(reading, span, style, flow);
}

/* What the next mark is called, right before it. */
static void say_label(al_flow *flow)
{
    if (flow->label != NULL)
        al_flow_open(flow, AL_STYLE_DIM, flow->label);
    flow->label = NULL;
}

/* Letters of a word that is split or joined: the blanks among them are what it is about. */
static void feed_joint(const al_page *page, const al_reading *reading, almost_span span,
                       al_style style, al_flow *flow)
{
    bool old = style == AL_STYLE_OLD_LETTER;
    if (span.start == span.end)
        return;
    say_label(flow);
    if (page->marked)
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
    if (page->marked)
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
    say_label(flow);
    if (page->marked)
        al_flow_open(flow, style, old ? "[-" : "{+");
    if (blank)
        feed_blanks(reading, span, style, flow);
    else
        feed_content(page, reading, inner, style, flow);
    if (page->marked)
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
    if ((compact->touches & ~AL_TOUCHES_SMALL) != 0 || compact->kind != ALMOST_DIFFERENT ||
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

static bool has_digit(const al_reading *reading, almost_span span)
{
    for (uint64_t at = span.start; at < span.end; at++)
        if (reading->bytes[at] >= '0' && reading->bytes[at] <= '9')
            return true;
    return false;
}

/* Whether a digit stands for a letter, or the other way round, as where a page was misread. */
static bool mixes_digits(const al_page *page, const almost_change *piece)
{
    return piece->original.start < piece->original.end &&
           piece->telling.start < piece->telling.end &&
           has_digit(&page->original, piece->original) != has_digit(&page->telling, piece->telling);
}

/* Whether every word kept at least as much as it lost: bytes of `pieces` between blanks. */
static bool keeps_words(const al_page *page, const almost_change *pieces, size_t count)
{
    uint64_t same = 0, changed = 0;
    for (size_t i = 0; i < count; i++) {
        const almost_change *piece = &pieces[i];
        uint64_t old = piece->original.end - piece->original.start;
        uint64_t new = piece->telling.end - piece->telling.start;
        if (piece->kind != ALMOST_SAME) {
            changed += old > new ? old : new;
            if (mixes_digits(page, piece))
                return false;
            continue;
        }
        for (uint64_t at = piece->telling.start; at < piece->telling.end; at++) {
            same++;
            if (!al_is_space_byte(page->telling.bytes[at]))
                continue;
            if (--same < changed)
                return false;
            same = changed = 0;
        }
    }
    return same >= changed;
}

/* Whether marks inside the word are read more easily than the two words. */
static bool reads_well(const al_page *page, const almost_change *pieces, size_t count)
{
    size_t marked = 0;
    for (size_t i = 0; i < count; i++) {
        const almost_change *piece = &pieces[i];
        if (piece->kind == ALMOST_SAME)
            continue;
        marked++;
        if (page->marked && (looks_like_a_mark(&page->original, piece->original) ||
                             looks_like_a_mark(&page->telling, piece->telling)))
            return false;
    }
    return marked <= MOST_MARKED && keeps_words(page, pieces, count);
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
    say_label(flow);
    bool turns = false;
    for (size_t i = 0; i < count; i++) {
        almost_span span = original ? pieces[i].original : pieces[i].telling;
        turns = turns || al_turns(reading->bytes + span.start, span.end - span.start);
    }
    al_flow_set_apart(flow, turns);
    for (size_t i = 0; i < count; i++) {
        al_reading_feed(reading, original ? pieces[i].original : pieces[i].telling,
                        pieces[i].kind == ALMOST_SAME ? style : letter, flow);
    }
    al_flow_set_apart(flow, false);
}

/* --- Ids ----------------------------------------------------------------------- */

enum { LABEL_BYTES = 24 * AL_EDIT_PIECES };

/* The ids that are asked for, as #12,14: in `label`, or NULL where there are none. */
static const char *label_of(const al_page *page, const uint64_t *ids, size_t n, char *label)
{
    char *to = label;
    if ((page->options->show & ALMOST_SHOW_IDS) == 0)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        if (ids[i] == 0)
            continue;
        *to = to == label ? '#' : ',';
        to++;
        to = al_put_number(to, ids[i]);
    }
    if (to == label)
        return NULL;
    *to++ = ':';
    *to = '\0';
    return label;
}

/* Who says it on a side, as `NAME:` in `label`, where that is all that differs; NULL where it is
   not, or the name is none for a terminal. */
static const char *speaker_of(const al_page *page, const al_edit *edit, int side, char *label)
{
    if (edit->n_pieces != 1 || edit->ids[0] == 0)
        return NULL;
    const char *name =
        al_said_name(page->comparison, &edit->pieces[0], (size_t)edit->ids[0] - 1, side);
    size_t length = name != NULL ? strlen(name) : 0;
    if (length == 0 || length > LABEL_BYTES - 2)
        return NULL;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)name[i] < ' ' || (unsigned char)name[i] >= 0x7F)
            return NULL;
    memcpy(label, name, length);
    memcpy(label + length, ":", 2);
    return label;
}

void al_marks_side(const al_page *page, al_flow *flow, const al_edit *edit, bool original)
{
    char label[LABEL_BYTES];
    const al_reading *reading = original ? &page->original : &page->telling;
    const al_change *whole = &edit->whole;
    almost_span span = original ? original_span(whole) : telling_span(whole);
    almost_change pieces[MOST_PIECES];
    size_t count = !page->marked && edit->n_pieces == 1 ? letters_of(page, flow, whole, pieces) : 0;
    flow->label = label_of(page, edit->ids, edit->n_pieces, label);
    if (flow->label == NULL)
        flow->label = speaker_of(page, edit, original ? AL_ORIGINAL : AL_TELLING, label);
    if (count > 1 && keeps_words(page, pieces, count))
        feed_lettered(page, flow, pieces, count, original);
    else
        feed_marked(page, reading, span, original ? AL_STYLE_OLD : AL_STYLE_NEW, flow);
    flow->label = NULL;
}

static bool blank_before(const al_reading *reading, uint64_t at)
{
    return at == 0 || al_is_space_byte(reading->bytes[at - 1]);
}

/*
 * What is missing stood behind a word or a blank of the original, whatever the telling has there:
 * a lost comma stays with its word, and a lost word apart from the one before. Returns what is to
 * separate it from what follows.
 */
static al_separator feed_old(const al_page *page, al_flow *flow, almost_span span)
{
    const al_reading *original = &page->original;
    almost_span seen = al_reading_trim(original, span);
    uint64_t start = seen.start < seen.end ? seen.start : span.start;
    al_separator pending = AL_SEPARATOR_NONE;
    if (blank_before(original, start))
        al_flow_separate(flow, AL_SEPARATOR_BLANK);
    else
        pending = al_flow_take_separator(flow);
    feed_marked(page, original, span, AL_STYLE_OLD, flow);
    return pending;
}

/* Whether a code point is of a word, rather than a mark or white space. */
static bool is_wordy_at(const al_reading *reading, uint64_t at)
{
    uint32_t c = al_cluster_at(reading->bytes, reading->length, at).first;
    if (c < 0x80)
        return al_reading_is_wordy((char)c);
    return !al_is_quotation_mark(c) && !al_is_dash(c) && !al_is_space(c) && c != ellipsis;
}

static bool is_wordy(const al_reading *reading, almost_span span)
{
    for (uint64_t at = span.start; at < span.end; at++)
        if (al_reading_is_wordy(reading->bytes[at]))
            return true;
    return false;
}

/*
 * Whether a blank has to stand between what was and what is told. Marks part two words from one
 * another, but no letter shall stand beside a letter of another word; in colour, where there
 * are no marks, words are parted whatever they end with.
 */
static bool runs_together(const al_page *page, almost_span old, almost_span new)
{
    const al_reading *original = &page->original, *telling = &page->telling;
    old = al_reading_trim(original, old);
    new = al_reading_trim(telling, new);
    if (!page->marked || old.start == old.end || new.start == new.end)
        return is_wordy(original, old) && is_wordy(telling, new);
    uint64_t last = old.end - 1;
    while (last > old.start && ((unsigned char)original->bytes[last] & 0xC0) == 0x80)
        last--;
    return is_wordy_at(original, last) && is_wordy_at(telling, new.start);
}

/* A change whole: what was, then what is told. */
static void feed_pair(const al_page *page, al_flow *flow, const al_change *change)
{
    almost_span old = original_span(change);
    almost_span new = telling_span(change);
    bool told = new.start < new.end;
    if (old.start < old.end) {
        if (told)
            old = al_reading_trim(&page->original, old);
        al_separator pending = feed_old(page, flow, old);
        if (pending != AL_SEPARATOR_NONE)
            al_flow_separate(flow, pending);
        else if (told && runs_together(page, old, new))
            al_flow_separate(flow, AL_SEPARATOR_BLANK);
    }
    feed_marked(page, &page->telling, new, AL_STYLE_NEW, flow);
}

/* Whether a piece of letters is kept and seen. */
static bool keeps_letters(const al_page *page, const almost_change *piece)
{
    almost_span seen = al_reading_trim(&page->telling, piece->telling);
    return piece->kind == ALMOST_SAME && seen.start < seen.end;
}

/*
 * The letters of a change, where it reads better by them; 0 where it is to be shown whole. Beside
 * other changes (`before`, `behind`) it must keep letters.
 */
static size_t choose_letters(const al_page *page, al_flow *flow, const al_change *change,
                             bool before, bool behind, almost_change *pieces)
{
    size_t count = letters_of(page, flow, change, pieces);
    bool chosen = count > 1 && reads_well(page, pieces, count) &&
                  (!before || keeps_letters(page, &pieces[0])) &&
                  (!behind || keeps_letters(page, &pieces[count - 1]));
    return chosen ? count : 0;
}

/* Changes of an edit that are shown as one pair, as far as they were not; empty at first. */
typedef struct open_pair {
    al_change whole;
    bool any;
    uint64_t ids[AL_EDIT_PIECES];
    size_t n;
} open_pair;

static void close_pair(const al_page *page, al_flow *flow, open_pair *pair)
{
    char label[LABEL_BYTES];
    flow->label = label_of(page, pair->ids, pair->n, label);
    if (pair->any)
        feed_pair(page, flow, &pair->whole);
    flow->label = NULL;
    pair->any = false;
    pair->n = 0;
}

static void add_to_pair(open_pair *pair, const al_change *piece, uint64_t id)
{
    if (!pair->any)
        pair->whole = *piece;
    pair->ids[pair->n++] = id;
    pair->whole.original.end = piece->original.end;
    pair->whole.telling.end = piece->telling.end;
    pair->any = true;
}

/* A line that another says: the same words twice, each behind who says them. */
static bool feed_said(const al_page *page, al_flow *flow, const al_edit *edit)
{
    char labels[2][LABEL_BYTES];
    const char *old = speaker_of(page, edit, AL_ORIGINAL, labels[AL_ORIGINAL]);
    const char *new = speaker_of(page, edit, AL_TELLING, labels[AL_TELLING]);
    if (old == NULL || new == NULL || page->options->show & ALMOST_SHOW_IDS)
        return false;
    flow->label = old;
    al_separator pending =
        feed_old(page, flow, al_reading_trim(&page->original, original_span(&edit->whole)));
    al_flow_separate(flow, pending != AL_SEPARATOR_NONE ? pending : AL_SEPARATOR_BLANK);
    flow->label = new;
    feed_marked(page, &page->telling, telling_span(&edit->whole), AL_STYLE_NEW, flow);
    flow->label = NULL;
    return true;
}

void al_marks_edit(const al_page *page, al_flow *flow, const al_edit *edit)
{
    if (feed_said(page, flow, edit))
        return;
    open_pair pair = {.any = false};
    char label[LABEL_BYTES];
    almost_change letters[MOST_PIECES];
    almost_span blank = {0, 0}; /* that was kept behind the last change */
    if (edit->n_pieces == 0)
        add_to_pair(&pair, &edit->whole, 0);
    for (size_t i = 0; i < edit->n_pieces; i++) {
        const al_change *piece = &edit->pieces[i];
        if (al_retold_is_same(piece)) {
            blank = telling_span(piece);
            continue;
        }
        size_t count = choose_letters(page, flow, piece, i > 0, i + 1 < edit->n_pieces, letters);
        if (count > 0)
            close_pair(page, flow, &pair);
        if (!pair.any)
            al_reading_feed(&page->telling, blank, AL_STYLE_PLAIN, flow);
        flow->label = count > 0 ? label_of(page, &edit->ids[i], 1, label) : NULL;
        if (count > 0)
            feed_inside(page, flow, letters, count, (piece->touches & ALMOST_TOUCHES_SPACING) != 0);
        else
            add_to_pair(&pair, piece, edit->ids[i]);
        blank.start = blank.end;
    }
    close_pair(page, flow, &pair);
}
