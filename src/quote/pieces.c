/* SPDX-License-Identifier: Apache-2.0 */
/*
 * People's fillers (`to say the least`) stand in every book: a piece of a splice must say more than
 * chance gives to a few words among a million, and more still where what is around it would fit
 * without it.
 */
#include "quote/pieces.h"

static const float least_bits = 36.F; /* of a piece */
static const float alone_bits = 64.F; /* less 5 a word: to be found by itself (whose.c) */
static const float word_bits = 5.F;
static const float between_bits = 50.F; /* the same where its neighbours fit each other */
static const uint32_t least_words = 3;

/*
 * Pieces that are held against each other: of a long quotation made of scraps there are thousands,
 * and the slight ones of so many are let go at once, whatever stands around them.
 */
static const uint32_t most_pieces = 256;

/* The words between two that a skip costs less for than a jump: (32 - 2) / .5. */
static const uint32_t farthest_fit = 60;

static bool append(al_pieces *pieces, al_piece piece)
{
    if (!al_grow(pieces->allocator, (void **)&pieces->items, &pieces->room, (size_t)pieces->n + 1,
                 sizeof piece))
        return false;
    pieces->items[pieces->n++] = piece;
    return true;
}

/* The cost of what lies between two words of one piece. */
static float between(const al_quoted *quoted, const al_path *path, uint32_t last, uint32_t next)
{
    float cost = 0;
    al_skip_cost least = al_skip_cost_before(quoted, next);
    for (uint32_t i = last + 1; i < next; i++) {
        cost += quoted->words[i].flags & AL_QUOTED_BRACKETED ? 0 : AL_COST_UNEXPLAINED;
        al_skip_cost other = al_skip_cost_before(quoted, i);
        least = other.each < least.each ? other : least;
    }
    uint32_t behind = al_place_end(&path->steps[last]), place = path->steps[next].place;
    if (place > behind)
        cost += least.once + least.each * (float)(place - behind);
    return cost;
}

/* Weigh the words of a piece; its edges lie at words that have a place. False: none has. */
static bool weigh(const al_sources *sources, const al_quoted *quoted, const al_path *path,
                  al_piece *piece)
{
    uint32_t first = al_next_placed(path, piece->words.start, piece->words.end), last = first;
    if (first == piece->words.end)
        return false;
    piece->bits = 0;
    piece->placed = 0;
    for (uint32_t i = first; i < piece->words.end;
         i = al_next_placed(path, i + 1, piece->words.end)) {
        if (i > first && path->steps[i].place != path->steps[last].place)
            piece->bits -= between(quoted, path, last, i);
        piece->bits += path->steps[i].bits;
        piece->placed++;
        last = i;
    }
    piece->words = (al_range){first, last + 1};
    piece->places = (al_range){path->steps[first].place, al_place_end(&path->steps[last])};
    piece->source = al_sources_of(sources, piece->places.start);
    return true;
}

static void let_go(al_path *path, uint32_t word)
{
    path->steps[word] = (al_step_taken){.place = AL_NO_PLACE};
}

/* Cut the path where it jumps. */
static bool cut(al_pieces *pieces, const al_sources *sources, const al_quoted *quoted,
                const al_path *path)
{
    pieces->n = 0;
    uint32_t n = path->n;
    for (uint32_t i = al_next_placed(path, 0, n); i < n;) {
        uint32_t end = i + 1;
        while (end < n && !path->steps[end].jumped)
            end++;
        al_piece piece = {.words = {i, end}};
        if (weigh(sources, quoted, path, &piece) && !append(pieces, piece))
            return false;
        i = al_next_placed(path, end, n);
    }
    return true;
}

/* Whether two pieces could be one: the second stands a little behind the first. */
static bool fit(const al_piece *first, const al_piece *second)
{
    uint32_t told = second->words.start - first->words.end;
    return first->source == second->source && second->places.start >= first->places.end &&
           second->places.start - first->places.end <= farthest_fit + told;
}

static void take_out(al_pieces *pieces, uint32_t at)
{
    for (uint32_t i = at; i + 1 < pieces->n; i++)
        pieces->items[i] = pieces->items[i + 1];
    pieces->n--;
}

/* Make one of pieces that fit, now that nothing stands between them. */
static void join(al_pieces *pieces, const al_sources *sources, const al_quoted *quoted,
                 const al_path *path)
{
    for (uint32_t i = 0; i + 1 < pieces->n;) {
        al_piece *piece = &pieces->items[i];
        if (!fit(piece, piece + 1)) {
            i++;
            continue;
        }
        piece->words.end = piece[1].words.end;
        take_out(pieces, i + 1);
        weigh(sources, quoted, path, piece);
    }
}

/* Of two pieces that want the same words of a source the poorer lets go of them. */
static void part(al_pieces *pieces, const al_sources *sources, const al_quoted *quoted,
                 al_path *path)
{
    for (uint32_t i = 0; i < pieces->n && pieces->n <= most_pieces; i++)
        for (uint32_t k = 0; k < pieces->n; k++) {
            al_piece *poor = &pieces->items[i];
            const al_piece *rich = &pieces->items[k];
            if (i == k || poor->bits > rich->bits || (poor->bits == rich->bits && i < k) ||
                poor->places.end <= rich->places.start || rich->places.end <= poor->places.start)
                continue;
            for (uint32_t w = poor->words.start; w < poor->words.end; w++)
                if (path->steps[w].place != AL_NO_PLACE &&
                    path->steps[w].place >= rich->places.start &&
                    path->steps[w].place < rich->places.end)
                    let_go(path, w);
            if (weigh(sources, quoted, path, poor))
                continue;
            take_out(pieces, i--);
            break;
        }
}

/* What a piece lacks to be one; 0 or less: nothing. */
static float lacks(const al_pieces *pieces, uint32_t i)
{
    const al_piece *piece = &pieces->items[i];
    bool inside = i > 0 && i + 1 < pieces->n && fit(piece - 1, piece + 1);
    float least = inside ? between_bits : least_bits;
    float alone = alone_bits - word_bits * (float)piece->placed;
    float wanted = (least > alone ? least : alone) - piece->bits;
    return piece->placed < least_words && wanted <= 0 ? 1.F : wanted;
}

static void forget(al_path *path, al_range words)
{
    for (uint32_t w = words.start; w < words.end; w++)
        let_go(path, w);
}

/* Let go of all pieces that are too slight at once, but for the best. */
static void sift_many(al_pieces *pieces, al_path *path)
{
    uint32_t best = 0, kept = 0;
    for (uint32_t i = 1; i < pieces->n; i++)
        if (pieces->items[i].bits > pieces->items[best].bits)
            best = i;
    for (uint32_t i = 0; i < pieces->n; i++) {
        const al_piece piece = pieces->items[i];
        if (i == best || (piece.placed >= least_words && piece.bits >= least_bits))
            pieces->items[kept++] = piece;
        else
            forget(path, piece.words);
    }
    pieces->n = kept;
}

/* Let go of pieces that are too slight, the slightest first; one is kept. */
static void sift(al_pieces *pieces, const al_sources *sources, const al_quoted *quoted,
                 al_path *path)
{
    if (pieces->n > most_pieces)
        sift_many(pieces, path);
    while (pieces->n > 1 && pieces->n <= most_pieces) {
        uint32_t worst = 0;
        for (uint32_t i = 1; i < pieces->n; i++)
            if (lacks(pieces, i) > lacks(pieces, worst))
                worst = i;
        if (lacks(pieces, worst) <= 0)
            return;
        forget(path, pieces->items[worst].words);
        take_out(pieces, worst);
        join(pieces, sources, quoted, path);
    }
}

static bool is_straight(const al_pieces *pieces, const al_path *path)
{
    if (pieces->n != 1 || pieces->unexplained > 0)
        return false;
    for (uint32_t i = 1; i < path->n; i++)
        if (path->steps[i].place != path->steps[i - 1].place + 1 ||
            path->steps[i].step != AL_STEP_MATCH)
            return false;
    return path->n > 0 && path->steps[0].step == AL_STEP_MATCH;
}

static void sum_up(al_pieces *pieces, const al_quoted *quoted, const al_path *path)
{
    pieces->words = pieces->unexplained = 0;
    pieces->bits = 0;
    float inside = 0;
    for (uint32_t i = 0; i < path->n; i++) {
        bool bracketed = quoted->words[i].flags & AL_QUOTED_BRACKETED;
        bool placed = path->steps[i].place != AL_NO_PLACE;
        pieces->words += !bracketed;
        pieces->unexplained += !bracketed && !placed;
        pieces->bits += placed ? path->steps[i].bits : 0;
    }
    float outside = AL_COST_UNEXPLAINED * (float)pieces->unexplained;
    for (uint32_t k = 0; k < pieces->n; k++) {
        const al_range words = pieces->items[k].words;
        inside += pieces->items[k].bits;
        for (uint32_t i = words.start; i < words.end; i++) /* these are in its bits */
            if (path->steps[i].place == AL_NO_PLACE &&
                !(quoted->words[i].flags & AL_QUOTED_BRACKETED))
                outside -= AL_COST_UNEXPLAINED;
    }
    pieces->score = inside - outside - (pieces->n > 1 ? AL_COST_JUMP * (float)(pieces->n - 1) : 0);
    pieces->straight = is_straight(pieces, path);
}

bool al_pieces_settle(al_pieces *pieces, const al_sources *sources, const al_quoted *quoted,
                      al_path *path)
{
    pieces->allocator = sources->allocator;
    if (!cut(pieces, sources, quoted, path))
        return false;
    join(pieces, sources, quoted, path);
    part(pieces, sources, quoted, path);
    sift(pieces, sources, quoted, path);
    sum_up(pieces, quoted, path);
    return true;
}

void al_pieces_release(al_pieces *pieces)
{
    if (pieces->items != NULL)
        al_release(pieces->allocator, pieces->items);
    pieces->items = NULL;
}
