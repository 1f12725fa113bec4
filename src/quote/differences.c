/* SPDX-License-Identifier: Apache-2.0 */
/* From one word that has a place to the next: the words themselves, and what is between them. */
#include "quote/differences.h"

#include "quote/ellipsis.h"
#include "quote/marks.h"
#include "quote/misread.h"
#include "words/fold.h"
#include "words/sentences.h"

#include <string.h>

enum {
    far_words = 300, /* an ellipsis over more joins two passages */
    many_words = 10, /* left out without a mark: two passages joined */
    sentence_words = 4,
    said_words = 25,  /* of `he said`, within a paragraph */
    beside_words = 3, /* that a bracket stands for besides one that it repeats: [is] for `is not` */
    longest_word = 120
};

static const float kept_bits = 20.F; /* on either side of what is left out, to be two passages */

/* The piece that is walked along. */
typedef struct walk {
    al_differences *differences;
    const al_sources *sources;
    const al_quoted *quoted;
    const al_path *path;
    const al_pieces *pieces;
    const al_piece *piece;
    const almost_text *source;
    const almost_text *account;
    float told; /* bits of the piece so far */
    bool failed;
} walk;

static bool empty(al_range range)
{
    return range.start >= range.end;
}

static void add(walk *walk, al_range account, al_range source, al_difference how)
{
    al_differences *list = walk->differences;
    if (!al_grow(list->allocator, (void **)&list->items, &list->room, (size_t)list->n + 1,
                 sizeof *list->items)) {
        walk->failed = true;
        return;
    }
    how.account = account;
    how.source = source;
    how.piece = (uint32_t)(walk->piece - walk->pieces->items);
    how.kind = empty(account) ? ALMOST_MISSING : empty(source) ? ALMOST_ADDED : ALMOST_DIFFERENT;
    list->items[list->n++] = how;
    if (how.effect > list->effect)
        list->effect = how.effect;
}

static const al_word_span *source_span(const walk *walk, uint32_t place)
{
    return &walk->sources->spans[place];
}

static al_range bytes_between(const al_word_span *first, const al_word_span *second)
{
    return (al_range){first->end, second->start};
}

/* --- Words ------------------------------------------------------------- */

static bool agree(const almost_text *source, al_range a, const almost_text *account, al_range b,
                  uint32_t folds)
{
    char x[4 * longest_word + 16], y[4 * longest_word + 16];
    uint32_t m = a.end - a.start, n = b.end - b.start;
    const char *mine = source->bytes + a.start, *theirs = account->bytes + b.start;
    if (m > longest_word || n > longest_word || folds == 0)
        return m == n && memcmp(mine, theirs, n) == 0;
    size_t i = al_fold_word(mine, m, folds, x, sizeof x);
    size_t j = al_fold_word(theirs, n, folds, y, sizeof y);
    return i == j && memcmp(x, y, i) == 0;
}

/* Whether two words have the same letters when apostrophes are gone, accents kept. */
static bool agree_without_marks(const almost_text *source, al_range a, const almost_text *account,
                                al_range b)
{
    const uint32_t folds = AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_EDGES;
    char rooms[2][4 * longest_word + 16];
    size_t n[2] = {0, 0};
    const al_range ranges[2] = {a, b};
    const almost_text *texts[2] = {source, account};
    for (int s = 0; s < 2; s++) {
        uint32_t length = ranges[s].end - ranges[s].start;
        if (length > longest_word)
            return false;
        size_t all = al_fold_word(texts[s]->bytes + ranges[s].start, length, folds, rooms[s],
                                  sizeof rooms[s]);
        for (size_t i = 0; i < all; i++)
            if (rooms[s][i] != '\'')
                rooms[s][n[s]++] = rooms[s][i];
    }
    return n[0] == n[1] && memcmp(rooms[0], rooms[1], n[0]) == 0;
}

/* Where capitals are the writer's own: at the beginning, behind an ellipsis or a bracket. */
static bool case_is_free(const walk *walk, uint32_t word)
{
    return word == 0 || walk->quoted->words[word].flags &
                            (AL_QUOTED_GAP | AL_QUOTED_BY_BRACKET | AL_QUOTED_EDITED);
}

/* One word of the quotation and its equal. */
static void compare_word(walk *walk, uint32_t word)
{
    const al_quoted_word *quoted = &walk->quoted->words[word];
    const al_word_span *span = source_span(walk, walk->path->steps[word].place);
    al_range mine = {span->start, span->end}, theirs = {quoted->span.start, quoted->span.end};
    if (quoted->flags & AL_QUOTED_EDITED || agree(walk->source, mine, walk->account, theirs, 0))
        return;
    const uint32_t typography = AL_FOLD_TYPOGRAPHY | AL_FOLD_EDGES;
    al_difference how = {.effect = AL_EFFECT_TYPOGRAPHIC, .settled = true};
    if (agree(walk->source, mine, walk->account, theirs, typography))
        how.touches = ALMOST_TOUCHES_PUNCTUATION;
    else if (agree(walk->source, mine, walk->account, theirs, typography | AL_FOLD_CASE))
        how.touches = ALMOST_TOUCHES_CASE;
    else if (agree_without_marks(walk->source, mine, walk->account, theirs))
        how.touches = ALMOST_TOUCHES_PUNCTUATION;
    else
        how = (al_difference){.effect = AL_EFFECT_ALTERED, .touches = ALMOST_TOUCHES_SPELLING};
    if (how.touches == ALMOST_TOUCHES_CASE && case_is_free(walk, word))
        how.reason = ALMOST_REASON_CAPITAL;
    add(walk, theirs, mine, how);
}

/* A word that has other letters: another spelling, or a misreading of the source. */
static void compare_letters(walk *walk, uint32_t word)
{
    const al_quoted_word *quoted = &walk->quoted->words[word];
    const al_step_taken *step = &walk->path->steps[word];
    const al_word_span *span = source_span(walk, step->place);
    al_spelling spelling =
        al_keys_spelling(&walk->sources->keys, walk->sources->words[step->place]);
    if (quoted->flags & AL_QUOTED_EDITED && al_quoted_keeps(quoted, &spelling))
        return;
    al_difference how = {.effect = AL_EFFECT_ALTERED, .touches = ALMOST_TOUCHES_SPELLING};
    if (quoted->flags & AL_QUOTED_EDITED) { /* wake[s] for `walked`: brackets are no other word */
        how.touches = ALMOST_TOUCHES_WORDING;
        how.settled = true;
    } else if (al_is_misread(walk->sources, &walk->sources->items[walk->piece->source],
                             walk->sources->words[step->place], quoted->key)) {
        how.effect = AL_EFFECT_TYPOGRAPHIC;
        how.reason = ALMOST_REASON_MISREADING;
        how.settled = true;
    }
    add(walk, (al_range){quoted->span.start, quoted->span.end}, (al_range){span->start, span->end},
        how);
}

/* Two words against one. A hyphen at the end of a line is layout. */
static void compare_parts(walk *walk, uint32_t word, uint32_t words, uint32_t places)
{
    const al_quoted_word *quoted = &walk->quoted->words[word];
    const al_word_span *spans = source_span(walk, walk->path->steps[word].place);
    if (places == 2 && al_hyphenated(walk->source, spans[0], spans[1]))
        return;
    if (words == 2 && al_hyphenated(walk->account, quoted[0].span, quoted[1].span))
        return;
    add(walk, (al_range){quoted->span.start, quoted[words - 1].span.end},
        (al_range){spans->start, spans[places - 1].end},
        (al_difference){
            .effect = AL_EFFECT_TYPOGRAPHIC, .touches = ALMOST_TOUCHES_SPACING, .settled = true});
}

/* Tell of a word that has a place. Returns the word behind what was told. */
static uint32_t tell_word(walk *walk, uint32_t word)
{
    const al_step_taken *step = &walk->path->steps[word];
    walk->told += step->bits;
    switch (step->step) {
    case AL_STEP_LIKE: compare_letters(walk, word); return word + 1;
    case AL_STEP_JOIN:
        compare_parts(walk, word, 2, 1);
        walk->told += step->bits;
        return word + 2;
    case AL_STEP_SPLIT: compare_parts(walk, word, 1, 2); return word + 1;
    default: compare_word(walk, word); return word + 1;
    }
}

/* --- What is between ---------------------------------------------------- */

/* What lies between two words that have places. */
typedef struct site {
    uint32_t last; /* word of the quotation before it */
    uint32_t next;
    al_range words;  /* of the quotation, without a place */
    al_range places; /* of the source, skipped */
    bool gap;
    bool bracket;     /* all of its words stand in brackets, and there are some */
    al_range account; /* bytes between the two words */
    al_range source;
} site;

static site site_of(const walk *walk, uint32_t last, uint32_t next)
{
    const al_quoted_word *words = walk->quoted->words;
    site site = {.last = last,
                 .next = next,
                 .words = {last + 1, next},
                 .places = {al_place_end(&walk->path->steps[last]), walk->path->steps[next].place},
                 .bracket = last + 1 < next};
    for (uint32_t i = last + 1; i <= next; i++)
        site.gap |= (words[i].flags & AL_QUOTED_GAP) != 0;
    for (uint32_t i = last + 1; i < next; i++)
        site.bracket &= (words[i].flags & AL_QUOTED_BRACKETED) != 0;
    site.account = bytes_between(&words[last].span, &words[next].span);
    site.source =
        bytes_between(source_span(walk, site.places.start - 1), source_span(walk, site.places.end));
    return site;
}

/* The bytes of words, from the first to the last. */
static al_range word_bytes(const walk *walk, const site *site)
{
    if (empty(site->words))
        return (al_range){site->account.end, site->account.end};
    const al_quoted_word *words = walk->quoted->words;
    return (al_range){words[site->words.start].span.start, words[site->words.end - 1].span.end};
}

static al_range place_bytes(const walk *walk, const site *site)
{
    if (empty(site->places))
        return (al_range){site->source.end, site->source.end};
    return (al_range){source_span(walk, site->places.start)->start,
                      source_span(walk, site->places.end - 1)->end};
}

/* Figures alone in brackets or on their line, as pages and notes are numbered. */
static bool is_apparatus(const walk *walk, const site *site)
{
    if (site->places.end - site->places.start > 2)
        return false;
    const char *bytes = walk->source->bytes;
    bool marked = false;
    for (uint32_t at = site->source.start; at < site->source.end; at++) {
        unsigned char c = (unsigned char)bytes[at];
        marked |= c == '[' || c == '{' || c == '^';
        if ((c | 32) >= 'a' && (c | 32) <= 'z' && c != 'p' && c != 'P' && c != 'g')
            return false;
        if (c >= 0x80)
            return false;
    }
    if (marked)
        return true;
    uint32_t first = source_span(walk, site->places.start)->start;
    uint32_t last = source_span(walk, site->places.end - 1)->end;
    uint32_t before = first, behind = last;
    while (before > site->source.start && bytes[before - 1] != '\n')
        before--;
    while (behind < site->source.end && bytes[behind] != '\n')
        behind++;
    return before > site->source.start && behind < site->source.end;
}

/* Whether the words of a source before word `at` and from it on are two sentences. */
static bool parts_sentences(const walk *walk, uint32_t at)
{
    return al_ends_sentence(walk->source->bytes,
                            bytes_between(source_span(walk, at - 1), source_span(walk, at)));
}

/*
 * Whether a whole sentence is left out. Where a word comes twice ("… him. He must respect him.
 * Hence …") the path may have skipped from the first one or from the second.
 */
static bool skips_sentence(const walk *walk, const site *site)
{
    enum { farthest = 3 }; /* words that come twice */
    const uint32_t *words = walk->sources->words;
    al_range places = site->places;
    if (places.end - places.start < sentence_words)
        return false;
    for (int i = 0; i <= farthest; i++, places.start++, places.end++) {
        if (parts_sentences(walk, places.start) && parts_sentences(walk, places.end))
            return true;
        if (places.end + 1 >= walk->piece->places.end || words[places.start] != words[places.end])
            break;
    }
    return false;
}

/* Words of the narrator between two pieces of one saying, or another speaker's line. */
static bool tell_said(walk *walk, const site *site)
{
    uint32_t skipped = site->places.end - site->places.start;
    al_enclosure quoted = al_enclosure_of(walk->account, site->account);
    if (skipped > said_words || quoted.any || quoted.paragraph || !empty(site->words))
        return false;
    al_enclosure marks = al_enclosure_of(walk->source, site->source);
    al_range first = site->source, last = site->source;
    if (skipped > 0) {
        first.end = source_span(walk, site->places.start)->start;
        last.start = source_span(walk, site->places.end - 1)->end;
        al_enclosure opening = al_enclosure_of(walk->source, last);
        marks = al_enclosure_of(walk->source, first);
        bool closes = marks.closes && marks.any;
        marks.paragraph |= opening.paragraph;
        marks.opens = (opening.opens || opening.closes) && opening.any && closes;
    }
    if (!marks.closes || !marks.opens || !marks.any)
        return false;
    al_difference how = {.settled = true, .touches = ALMOST_TOUCHES_PUNCTUATION};
    how.effect = marks.paragraph ? AL_EFFECT_SPLICED : AL_EFFECT_TYPOGRAPHIC;
    how.reason = marks.paragraph ? ALMOST_REASON_UNMARKED : ALMOST_REASON_NARRATION;
    if (marks.paragraph)
        how.touches = ALMOST_TOUCHES_SPEAKER;
    else if (skipped == 0)
        return false;
    add(walk, (al_range){site->account.end, site->account.end},
        skipped > 0 ? place_bytes(walk, site) : site->source, how);
    return true;
}

/* What an ellipsis leaves out. */
static void tell_gap(walk *walk, const site *site)
{
    if (empty(site->places))
        return;
    al_skipped skipped = al_skipped_judge(walk->sources, walk->piece->source, site->places);
    bool far = site->places.end - site->places.start > far_words;
    al_difference how = {.reason = ALMOST_REASON_ELLIPSIS, .settled = true};
    how.effect = skipped.turns != 0 || far ? AL_EFFECT_SPLICED : AL_EFFECT_NONE;
    how.touches = skipped.turns != 0 ? skipped.turns : skipped.holds;
    if (how.touches == 0)
        how.touches = ALMOST_TOUCHES_WORDING;
    add(walk, (al_range){site->account.end, site->account.end}, place_bytes(walk, site), how);
}

/* Negations of a bracket, by its words. */
static uint32_t bracket_negations(const walk *walk, al_range words)
{
    const al_language *language = walk->sources->items[walk->piece->source].language;
    uint32_t n = 0;
    for (uint32_t i = words.start; i < words.end; i++) {
        const al_quoted_word *word = &walk->quoted->words[i];
        n += al_spelling_negates(language, &word->spelling, walk->account->bytes + word->span.start,
                                 word->span.end - word->span.start);
    }
    return n;
}

/* What a bracket stands for. */
static void tell_bracket(walk *walk, const site *site)
{
    uint32_t lost = al_count_negations(walk->sources, walk->piece->source, site->places);
    uint32_t gained = bracket_negations(walk, site->words);
    al_difference how = {.reason = ALMOST_REASON_BRACKET, .settled = true};
    how.touches = ALMOST_TOUCHES_WORDING;
    if (lost != gained) {
        how.touches = ALMOST_TOUCHES_NEGATION;
        how.effect = lost > gained ? AL_EFFECT_SPLICED : AL_EFFECT_ALTERED;
    }
    add(walk, word_bytes(walk, site), place_bytes(walk, site), how);
}

/*
 * A word of one or two letters, of which one was misread: `iu` for `in`. So short ones are never
 * taken for words of like letters.
 */
static bool is_short_misreading(const walk *walk, const site *site)
{
    if (site->words.end - site->words.start != 1 || site->places.end - site->places.start != 1)
        return false;
    const al_quoted_word *word = &walk->quoted->words[site->words.start];
    uint32_t key = walk->sources->words[site->places.start];
    al_spelling spelling = al_keys_spelling(&walk->sources->keys, key);
    uint32_t apart = 0, length = word->spelling.length;
    if (spelling.length != length || length > 2 || spelling.n_letters != length)
        return false;
    for (uint32_t i = 0; i < length; i++)
        apart += spelling.bytes[i] != word->spelling.bytes[i];
    return apart == 1 &&
           al_is_misread(walk->sources, &walk->sources->items[walk->piece->source], key, word->key);
}

/* Words that nothing says to be left out, put in or replaced. */
static void tell_words(walk *walk, const site *site)
{
    uint32_t skipped = site->places.end - site->places.start;
    bool apart = walk->told >= kept_bits && walk->piece->bits - walk->told >= kept_bits;
    al_difference how = {.effect = AL_EFFECT_ALTERED, .touches = ALMOST_TOUCHES_WORDING};
    if (empty(site->words) && is_apparatus(walk, site))
        return;
    if (is_short_misreading(walk, site))
        how = (al_difference){.effect = AL_EFFECT_TYPOGRAPHIC,
                              .touches = ALMOST_TOUCHES_SPELLING,
                              .reason = ALMOST_REASON_MISREADING,
                              .settled = true};
    if ((skipped >= many_words || skips_sentence(walk, site)) && apart &&
        skipped > site->words.end - site->words.start) {
        how.effect = AL_EFFECT_SPLICED;
        how.reason = ALMOST_REASON_UNMARKED;
    }
    add(walk, word_bytes(walk, site), place_bytes(walk, site), how);
}

static void tell_marks(walk *walk, const site *site)
{
    al_marks marks = al_marks_compare(walk->source, site->source, walk->account, site->account);
    if (marks == AL_MARKS_EQUAL)
        return;
    al_difference how = {
        .effect = AL_EFFECT_TYPOGRAPHIC, .touches = ALMOST_TOUCHES_PUNCTUATION, .settled = true};
    if (marks == AL_MARKS_OTHERS)
        how = (al_difference){.effect = AL_EFFECT_ALTERED, .touches = ALMOST_TOUCHES_PUNCTUATION};
    al_range account = site->account, source = site->source;
    al_marks_trim(walk->source, &source, walk->account, &account);
    add(walk, account, source, how);
}

static void tell_site(walk *walk, const site *site)
{
    uint8_t flags = walk->quoted->words[site->next].flags;
    if (tell_said(walk, site))
        return;
    if (empty(site->words) && empty(site->places)) {
        if (!site->gap && !(flags & AL_QUOTED_BY_BRACKET))
            tell_marks(walk, site);
        return;
    }
    bool beside = empty(site->words) && !site->gap && flags & AL_QUOTED_BY_BRACKET;
    if (site->bracket || (beside && site->places.end - site->places.start <= beside_words))
        tell_bracket(walk, site);
    else if (site->gap && empty(site->words))
        tell_gap(walk, site);
    else
        tell_words(walk, site);
}

/* --- Ends ---------------------------------------------------------------- */

/*
 * Words before the first place of a piece or behind its last one: against as many of the source, as
 * far as its sentence goes.
 */
static void tell_edge(walk *walk, al_range words, bool before)
{
    bool honest = true;
    for (uint32_t i = words.start; i < words.end; i++)
        honest &= (walk->quoted->words[i].flags & AL_QUOTED_BRACKETED) != 0;
    if (empty(words) || honest)
        return;
    const al_source *source = &walk->sources->items[walk->piece->source];
    uint32_t at = before ? walk->piece->places.start : walk->piece->places.end;
    al_range places = {at, at};
    for (uint32_t i = words.start; i < words.end; i++) {
        uint32_t edge = before ? places.start : places.end;
        if (edge <= source->first || edge >= source->end)
            break;
        if (al_ends_sentence(walk->source->bytes,
                             bytes_between(source_span(walk, edge - 1), source_span(walk, edge))))
            break;
        places.start -= before;
        places.end += !before;
    }
    const al_quoted_word *quoted = walk->quoted->words;
    al_range mine = {source_span(walk, at - !before)->start, 0};
    mine.start = before ? mine.start : source_span(walk, at - 1)->end;
    mine.end = mine.start;
    if (!empty(places))
        mine = (al_range){source_span(walk, places.start)->start,
                          source_span(walk, places.end - 1)->end};
    add(walk, (al_range){quoted[words.start].span.start, quoted[words.end - 1].span.end}, mine,
        (al_difference){.effect = AL_EFFECT_ALTERED, .touches = ALMOST_TOUCHES_WORDING});
}

/*
 * Marks that the quotation begins with, as of one within it: their shapes, against those that stand
 * before the same word of the source.
 */
static void tell_opening(walk *walk)
{
    al_range account = {walk->quoted->slice.start, walk->quoted->words[0].span.start};
    uint32_t place = walk->piece->places.start, length = account.end - account.start;
    const al_word_span *span = source_span(walk, place);
    bool first = place <= walk->sources->items[walk->piece->source].first;
    al_range source = {first ? 0 : span[-1].end, span->start};
    if (empty(account) || walk->piece->words.start > 0 ||
        (source.end - source.start >= length &&
         memcmp(walk->source->bytes + source.end - length, walk->account->bytes + account.start,
                length) == 0))
        return;
    al_enclosure mine = al_enclosure_of(walk->source, source);
    al_enclosure theirs = al_enclosure_of(walk->account, account);
    if ((mine.opens || mine.closes) && (theirs.opens || theirs.closes))
        add(walk, account, (al_range){source.end, source.end},
            (al_difference){.effect = AL_EFFECT_TYPOGRAPHIC,
                            .touches = ALMOST_TOUCHES_PUNCTUATION,
                            .settled = true});
}

static void tell_piece(walk *walk)
{
    const al_range words = walk->piece->words;
    walk->told = 0;
    for (uint32_t i = words.start; i < words.end;) {
        uint32_t last = i;
        i = tell_word(walk, i);
        last = i - 1;
        uint32_t next = al_next_placed(walk->path, i, words.end);
        if (next >= words.end)
            break;
        site site = site_of(walk, last, next);
        tell_site(walk, &site);
        i = next;
    }
}

bool al_differences_list(al_differences *differences, const al_sources *sources,
                         const al_quoted *quoted, const al_path *path, const al_pieces *pieces)
{
    differences->allocator = sources->allocator;
    differences->n = 0;
    differences->effect = pieces->n > 1 ? AL_EFFECT_SPLICED : AL_EFFECT_NONE;
    walk walk = {.differences = differences,
                 .sources = sources,
                 .quoted = quoted,
                 .path = path,
                 .pieces = pieces,
                 .account = quoted->slice.text};
    for (uint32_t k = 0; k < pieces->n; k++) {
        const al_piece *piece = &pieces->items[k];
        uint32_t before = k > 0 ? pieces->items[k - 1].words.end : 0;
        walk.piece = piece;
        walk.source = sources->items[piece->source].text;
        if (k == 0)
            tell_edge(&walk, (al_range){before, piece->words.start}, true);
        if (k == 0)
            tell_opening(&walk);
        tell_piece(&walk);
        uint32_t behind = k + 1 < pieces->n ? pieces->items[k + 1].words.start : quoted->n;
        tell_edge(&walk, (al_range){piece->words.end, behind}, false);
    }
    return !walk.failed;
}

void al_differences_release(al_differences *differences)
{
    if (differences->items != NULL)
        al_release(differences->allocator, differences->items);
    differences->items = NULL;
}
