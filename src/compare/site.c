/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A site: all that stands behind a link on either side, up to the next link
 * there. In most sites the next links are partners, too, and the open words
 * between are one change. Where they are not, a passage has moved: what is
 * missing then stands behind the link it followed in the original or, when that
 * has moved, before the one it preceded.
 *
 * What is told of a site, and in which order, is a table of cases. Which trail of
 * the one side faces which of the other is worked out where only one side has
 * words, so that two trails face one.
 */
#include "compare/walk.h"

#include "compare/seam.h"
#include "compare/trail.h"

#include <assert.h>

/* What a site holds. */
enum {
    open_o = 1 << 0, /* words of the original that have no partner */
    open_t = 1 << 1, /* words of the telling that have none */
    late = 1 << 2,   /* words of the original before the telling's next link, which follow a move */
    astray = 1 << 3, /* the link has moved, and its neighbours are others on either side */
    all = open_o | open_t | late | astray
};

typedef struct site {
    const al_link *link;
    bool joined; /* the next links are partners, or both texts end: the site is one gap */
    al_range o_words;
    al_range t_words;
    al_range late; /* words of the original */
    al_range o_trail;
    al_range t_trail;
    uint32_t t_next; /* the telling's next link */
} site;

/* Bytes or words of one side that have no counterpart where the walk stands on the other. */
static al_range nothing(uint32_t place)
{
    return (al_range){place, place};
}

static bool is_empty(al_range range)
{
    return range.start == range.end;
}

/* Words on one side only, with the white space and marks that end them. */
static void emit_lonely(al_walk *walk, bool missing, al_range words, al_range bytes,
                        uint32_t elsewhere)
{
    al_walk_enter_reworded(walk, missing ? words : nothing(0), missing ? nothing(0) : words);
    if (missing)
        al_emit_words(&walk->emitter, words, nothing(0), bytes, nothing(elsewhere));
    else
        al_emit_words(&walk->emitter, nothing(0), words, nothing(elsewhere), bytes);
}

/* Whether nothing that counts differs between two rows of as many words. */
static bool equal_words(const al_walk *walk, al_range o_words, al_range t_words)
{
    const al_slice texts[2] = {walk->o.side->slice, walk->t.side->slice};
    if (o_words.end - o_words.start != t_words.end - t_words.start)
        return false;
    for (uint32_t k = 0; k < o_words.end - o_words.start; k++) {
        uint32_t i = o_words.start + k, j = t_words.start + k;
        if (walk->o.side->forms[i] != walk->t.side->forms[j])
            return false;
        if (i + 1 == o_words.end)
            return true;
        al_range trails[2] = {al_trail_behind(&walk->o, i), al_trail_behind(&walk->t, j)};
        al_trail_difference found = al_trail_compare(texts, trails, walk->emitter.settings->ignore);
        if (!is_empty(found.middle[0]) || !is_empty(found.middle[1]))
            return false;
    }
    return true;
}

/*
 * Words that were let go with a passage too slight to be one, but stand alone
 * against each other after all. True when they are equal and paired again.
 */
static bool pair_equal(al_walk *walk, al_range o_words, al_range t_words, al_range o, al_range t)
{
    if (!equal_words(walk, o_words, t_words) ||
        !al_grow(walk->allocator, (void **)&walk->found, &walk->found_capacity, walk->n_found + 1,
                 sizeof *walk->found))
        return false;
    walk->found[walk->n_found++] = (al_link){.o = o_words, .t = t_words};
    al_emit_same(&walk->emitter, o, t, true);
    return true;
}

/* Open words on both sides, with the trails that end them: what the trails share comes after. */
static void emit_different(al_walk *walk, al_range o_words, al_range t_words)
{
    al_range o = al_words_bytes(&walk->o, o_words), t = al_words_bytes(&walk->t, t_words);
    al_range o_tail = al_trail_from(&walk->o, o_words.end, o.end);
    al_range t_tail = al_trail_from(&walk->t, t_words.end, t.end);
    al_walk_enter_reworded(walk, o_words, t_words);
    if (!pair_equal(walk, o_words, t_words, o, t)) {
        al_walk_take_blanks(walk, &o, &t, o_tail, t_tail);
        o_tail.start = o.end;
        t_tail.start = t.end;
        al_emit_words(&walk->emitter, o_words, t_words, o, t);
    }
    al_emit_trails(&walk->emitter, o_tail, t_tail);
}

/* Open words on one side only, so that two trails there face one on the other. */
typedef struct one_sided {
    bool missing; /* the words are the original's */
    const al_walk_side *side;
    const al_walk_side *other;
    al_range words;
    al_range bytes;  /* of the words */
    al_range before; /* the trail before them, as far as it was not told */
    al_range behind; /* the trail behind them */
    al_range single; /* the one trail of the other side */
} one_sided;

static one_sided one_sided_of(const al_walk *walk, const site *site, bool missing)
{
    const al_walk_side *side = missing ? &walk->o : &walk->t;
    al_range words = missing ? site->o_words : site->t_words;
    al_range bytes = al_words_bytes(side, words);
    return (one_sided){
        .missing = missing,
        .side = side,
        .other = missing ? &walk->t : &walk->o,
        .words = words,
        .bytes = bytes,
        .before = {walk->told[missing ? 0 : 1], bytes.start},
        .behind = al_trail_from(side, words.end, bytes.end),
        .single = missing ? site->t_trail : site->o_trail,
    };
}

/* How alike a trail of the words' side and the single one are: see al_trail_likeness(). */
static int likeness(const one_sided *own, al_range trail)
{
    const al_slice texts[2] = {own->side->side->slice, own->other->side->slice};
    return al_trail_likeness(texts, (al_range[2]){trail, own->single});
}

/* The marks between two of the words that are those of the single trail; n: none. */
static uint32_t inner_trail(const one_sided *own)
{
    enum { farthest = 256 };
    al_range words = own->words;
    if (al_blank(own->other->side->text, own->single))
        return own->side->n;
    for (uint32_t i = words.start; i + 1 < words.end && i - words.start < farthest; i++)
        if (likeness(own, al_trail_behind(own->side, i)) == 2)
            return i;
    return own->side->n;
}

static void emit_trails(al_walk *walk, const one_sided *own, al_range trail, al_range other)
{
    al_emit_trails(&walk->emitter, own->missing ? trail : other, own->missing ? other : trail);
}

/* The single trail ends word `inner` of them: a sentence or phrase ends there as over there. */
static void emit_around_inner(al_walk *walk, const one_sided *own, uint32_t inner)
{
    al_range end = al_trail_behind(own->side, inner), words = own->words;
    emit_trails(walk, own, own->before, nothing(own->single.start));
    al_walk_leave(walk);
    emit_lonely(walk, own->missing, (al_range){words.start, inner + 1},
                (al_range){own->bytes.start, end.start}, own->single.start);
    emit_trails(walk, own, end, own->single);
    emit_lonely(walk, own->missing, (al_range){inner + 1, words.end},
                (al_range){end.end, own->behind.end}, own->single.end);
}

/* The single trail stands before the words. */
static void emit_behind_trail(al_walk *walk, const one_sided *own)
{
    emit_trails(walk, own, own->before, own->single);
    al_walk_leave(walk);
    emit_lonely(walk, own->missing, own->words, (al_range){own->bytes.start, own->behind.end},
                own->single.end);
}

/* The single trail stands behind the words, which begin with the marks before them. */
static void emit_before_trail(al_walk *walk, const one_sided *own)
{
    uint32_t blank = al_skip_blanks(own->side->side->text, own->before);
    al_range bytes = {blank, own->bytes.end}, behind = own->behind;
    emit_trails(walk, own, (al_range){own->before.start, blank}, nothing(own->single.start));
    al_walk_leave(walk);
    if (al_blank(own->other->side->text, own->single)) /* an aside: both ends' marks are its own */
        bytes.end = behind.start = al_last_blanks(own->side->side->text, behind);
    emit_lonely(walk, own->missing, own->words, bytes, own->single.start);
    emit_trails(walk, own, behind, own->single);
}

/*
 * Where both of the words' trails and the single one have marks of the words behind, or may have
 * them, the words take theirs along and leave those of their neighbours: `* x y.` in a list. False
 * where the trails are not alike in this way.
 */
static bool emit_between_cuts(al_walk *walk, const one_sided *own)
{
    uint32_t before = al_seam_cut(own->side, own->before),
             behind = al_seam_cut(own->side, own->behind);
    uint32_t single = al_seam_cut(own->other, own->single);
    const al_slice texts[2] = {own->side->side->slice, own->other->side->slice};
    al_range head = {own->single.start, single}, tail = {single, own->single.end};
    al_range before_head = {own->before.start, before}, behind_tail = {behind, own->behind.end};
    if (before == own->before.end && behind == own->behind.end && single == own->single.end)
        return false;
    if (!is_empty(own->single) && al_blank(texts[1].text, own->single) &&
        (single == own->single.start || texts[1].text->bytes[single - 1] != '\n'))
        return false; /* an aside: A (x y) B */
    if (al_trail_likeness(texts, (al_range[2]){before_head, head}) < 2 ||
        al_trail_likeness(texts, (al_range[2]){behind_tail, tail}) < 2)
        return false;
    emit_trails(walk, own, before_head, head);
    al_walk_leave(walk);
    emit_lonely(walk, own->missing, own->words, (al_range){before, behind}, single);
    emit_trails(walk, own, behind_tail, tail);
    return true;
}

/*
 * Of the trails before and behind the words, the single one is that before
 * them: `A, x y B` and `A, B`. But in one gap it may be more like the one
 * behind, and then the words begin with a mark: `A, x y. B` and `A. B`. Where it
 * is blank and both of the others are marks, the words are an aside:
 * `A (x y) B` and `A B`. And where it is like neither, marks among the
 * words may be it: `A x. Y B` and `A. B`.
 */
static void emit_one_sided(al_walk *walk, const site *site, bool missing)
{
    one_sided own = one_sided_of(walk, site, missing);
    if (!site->joined) {
        emit_behind_trail(walk, &own);
        return;
    }
    if (emit_between_cuts(walk, &own))
        return;
    int at_before = likeness(&own, own.before), at_behind = likeness(&own, own.behind);
    bool blank = al_blank(own.other->side->text, own.single);
    bool aside = blank && at_before == 0 && at_behind == 0;
    bool apart = is_empty(own.before) || al_blank(own.side->side->text, own.before);
    uint32_t inner = apart && at_before < 2 && at_behind < 2 ? inner_trail(&own) : own.side->n;
    if (inner < own.side->n)
        emit_around_inner(walk, &own, inner);
    else if (at_before >= at_behind && !aside)
        emit_behind_trail(walk, &own);
    else
        emit_before_trail(walk, &own);
}

/* A step of telling a site. */
typedef enum step {
    DONE = 0,
    TRAILS,        /* the marks behind the link, on both sides; then its passage is left */
    MISSING,       /* the original's open words */
    ADDED,         /* the telling's */
    DIFFERENT,     /* both, as one change */
    MISSING_ALONE, /* the original's, and no others: two trails there face one */
    ADDED_ALONE,   /* the telling's, the same */
    LATE,          /* the original's before the next link */
    LATE_CHANGED   /* these and the telling's, as one change */
} step;

typedef struct site_case {
    uint8_t asked; /* of what a site may hold */
    uint8_t held;  /* what it does hold */
    uint8_t steps[3];
} site_case;

/*
 * What is told of a site, by what it holds; the first row that fits counts, and
 * there is one for each. In the examples (original / telling) capitals are
 * links, M and N moved ones, small letters open words; the site is that behind
 * the link in brackets.
 */
static const site_case cases[] = {
    /* [A] B / [A] B */
    {open_o | open_t | late, 0, {TRAILS}},
    /* [A] x B / [A] B */
    {open_o | open_t | late, open_o, {MISSING_ALONE}},
    /* [A] B / [A] x B */
    {open_o | open_t | late, open_t, {ADDED_ALONE}},
    /* [A] x B / [A] y B */
    {all, open_o | open_t, {TRAILS, DIFFERENT}},
    /* A B [M] x / [M] y A B: what is added at the new place is not told instead of x */
    {all, open_o | open_t | astray, {TRAILS, MISSING, ADDED}},
    /* [A] M x B / [A] B M: x has followed a move, and stands before the link it preceded */
    {open_o | open_t | late, late, {TRAILS, LATE}},
    /* [A] x M y B / [A] B M */
    {open_o | open_t | late, open_o | late, {MISSING_ALONE, LATE}},
    /* [A] M x B / [A] y B M: y follows A and x a move, so that they are no one change */
    {all, open_t | late, {TRAILS, ADDED, LATE}},
    /* A N x B C [M] / A [M] y B C N: both follow a move, seen from either side */
    {all, open_t | late | astray, {TRAILS, LATE_CHANGED}},
    /* [A] x M y B / [A] z B M */
    {all, open_o | open_t | late, {TRAILS, DIFFERENT, LATE}},
    /* A N x B C [M] y / A [M] z B C N */
    {all, open_o | open_t | late | astray, {TRAILS, MISSING, LATE_CHANGED}},
};

static const site_case *case_of(const site *site)
{
    uint8_t held = 0;
    held |= is_empty(site->o_words) ? 0 : open_o;
    held |= is_empty(site->t_words) ? 0 : open_t;
    held |= is_empty(site->late) ? 0 : late;
    held |= !site->joined && site->link->moved ? astray : 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if ((held & cases[i].asked) == cases[i].held)
            return &cases[i];
    assert(false);
    return cases;
}

/* All bytes of words and of the trails behind them. */
static al_range bytes_taken(const al_walk_side *side, al_range words)
{
    return (al_range){al_word_start(side, words.start), al_word_start(side, words.end)};
}

/* The words of one side that have no counterpart, at a place of the other. */
static void emit_rest(al_walk *walk, bool missing, al_range words, uint32_t elsewhere)
{
    emit_lonely(walk, missing, words, bytes_taken(missing ? &walk->o : &walk->t, words), elsewhere);
}

/*
 * Where a text begins or ends, a word or two that face a page are not told as that page: as many of
 * its words as they are stand against them, and the rest of it is missing, or new.
 */
static void emit_facing(al_walk *walk, al_range o_words, al_range t_words)
{
    enum { few = 3, many = 40 };
    uint32_t o_size = o_words.end - o_words.start, t_size = t_words.end - t_words.start;
    bool missing = o_size > t_size;
    uint32_t size = missing ? t_size : o_size;
    bool begins = o_words.start == 0 && t_words.start == 0;
    bool ends = o_words.end == walk->o.n && t_words.end == walk->t.n;
    if (size > few || o_size + t_size - size < many || begins == ends) {
        emit_different(walk, o_words, t_words);
        return;
    }
    al_range *page = missing ? &o_words : &t_words, rest = *page;
    if (begins)
        rest.end = page->start = page->end - size;
    else
        rest.start = page->end = page->start + size;
    uint32_t place = missing ? al_word_start(&walk->t, begins ? t_words.start : t_words.end)
                             : al_word_start(&walk->o, begins ? o_words.start : o_words.end);
    if (begins)
        emit_rest(walk, missing, rest, place);
    emit_different(walk, o_words, t_words);
    if (!begins)
        emit_rest(walk, missing, rest, place);
}

static void take_step(al_walk *walk, const site *site, step step)
{
    switch (step) {
    case DONE: return;
    case TRAILS:
        al_emit_trails(&walk->emitter, site->o_trail, site->t_trail);
        al_walk_leave(walk);
        return;
    case MISSING:
        emit_lonely(walk, true, site->o_words, bytes_taken(&walk->o, site->o_words),
                    site->t_trail.end);
        return;
    case ADDED:
        emit_lonely(walk, false, site->t_words, bytes_taken(&walk->t, site->t_words),
                    site->o_trail.end);
        return;
    case DIFFERENT: emit_facing(walk, site->o_words, site->t_words); return;
    case MISSING_ALONE: emit_one_sided(walk, site, true); return;
    case ADDED_ALONE: emit_one_sided(walk, site, false); return;
    case LATE:
        emit_lonely(walk, true, site->late, bytes_taken(&walk->o, site->late),
                    al_word_start(&walk->t, site->t_next));
        return;
    case LATE_CHANGED: emit_different(walk, site->late, site->t_words); return;
    }
}

/* The open words before a link of the main line that no other site shows: they follow a move. */
static al_range left_before(const al_walk *walk, uint32_t word, const al_link *link)
{
    if (walk->o.state[word] & AL_ELSEWHERE)
        return nothing(word);
    uint32_t start = al_partner_last(walk->o.partner, 0, word);
    if (start == 0 || start == link->o.end || !(walk->o.state[start - 1] & AL_ELSEWHERE))
        return nothing(word);
    return (al_range){start, word};
}

void al_walk_emit_site(al_walk *walk, const al_link *link)
{
    uint32_t o_next = al_next_link(&walk->o, link->o.end);
    uint32_t t_next = al_next_link(&walk->t, link->t.end);
    bool o_ends = o_next == walk->o.n, t_ends = t_next == walk->t.n;
    site site = {
        .link = link,
        .joined = o_ends || t_ends ? o_ends && t_ends : walk->t.partner[t_next] == o_next,
        .o_words = {link->o.end, o_next},
        .t_words = {link->t.end, t_next},
        .o_trail = al_trail_from(&walk->o, link->o.end, walk->told[0]),
        .t_trail = al_trail_from(&walk->t, link->t.end, walk->told[1]),
        .t_next = t_next,
    };
    if (!site.joined && link->moved && !o_ends && !(walk->o.state[o_next] & AL_ELSEWHERE))
        site.o_words.end = site.o_words.start; /* left to the site before the next link */
    if (!site.joined && !t_ends)
        site.late = left_before(walk, walk->t.partner[t_next], link);
    walk->parted = !site.joined && t_next == link->t.end && al_seam_parts(walk, t_next);
    if (walk->parted) {
        site.o_trail.end = al_seam_tail(&walk->o, link->o.end).start;
        site.t_trail.end = al_seam_tail(&walk->t, link->t.end).start;
        assert(site.o_trail.start <= site.o_trail.end && site.t_trail.start <= site.t_trail.end);
    }
    walk->emitter.apart = !site.joined;
    walk->stays = site.joined && al_walk_in_passage(walk, o_next, t_next);
    const site_case *found = case_of(&site);
    for (size_t i = 0; i < sizeof found->steps && found->steps[i] != DONE; i++)
        take_step(walk, &site, found->steps[i]);
}
