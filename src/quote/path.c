/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dynamic programming, a row for each word of the quotation. A[i][j] is the best score with i words
 * told and column j of the windows next; B[i][j] the same after any skip or jump. Behind each
 * window stands a column that nothing matches, so that no path runs into the next one for nothing.
 */
#include "quote/path.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static const float nowhere = -1e30F;
static const float cost_join = 6.F;   /* gained by what is split or joined, besides half its bits */
static const float cost_letter = 3.F; /* of one letter in another's place */

enum {
    lanes = 16, /* columns that are looked at together: hardly any has what is looked for */
    NO_HEAD = UINT8_MAX + 1,
    origin_mask = 7,     /* al_step by which A was reached */
    from_skip = 1 << 3,  /* B is from a skip */
    from_jump = 1 << 4,  /* or a jump */
    skip_begins = 1 << 5 /* the skip that ends here has one word */
};

/* The windows of a chunk as columns, and behind them such as no path comes to, up to whole lanes.
 */
typedef struct columns {
    uint32_t *keys;
    uint32_t *places;
    float *apart; /* words from the column before, in one source; HUGE_VALF between two */
    al_spelling *spellings;
    uint32_t *lengths; /* of words, in bytes; 0 where none is, and one more behind */
    uint32_t *heads;   /* of words: the first byte; NO_HEAD where none is */
    uint32_t n;
    uint32_t width; /* of rows: more than n; whole lanes */
} columns;

/* Some words of the quotation with their windows. */
typedef struct chunk {
    al_range words;
    columns columns;
    uint8_t *trace;  /* of each row and column, one more of each than there are */
    uint32_t *jumps; /* of each row: the column that a jump comes from */
    uint32_t *entry; /* of each column: that of the chunk before */
    bool *entered_by_jump;
} chunk;

typedef struct work {
    const al_sources *sources;
    const al_quoted *quoted;
    const almost_allocator *allocator;
    const uint8_t *alike; /* of each word: whether it is looked for among like letters */
    bool near;            /* all words are looked at, not only windows that were voted for */
    bool joined[2]; /* two words were taken for one into the next row, and into the one behind */
    chunk *chunks;
    uint32_t n_chunks;
    float *rows[4]; /* A of this row and the next two, B */
    size_t row_room;
} work;

al_skip_cost al_skip_cost_before(const al_quoted *quoted, uint32_t i)
{
    static const al_skip_cost usual = {2.F, .5F}, gap = {1.F, .02F}, bracket = {1.F, .4F};
    uint8_t flags = i < quoted->n ? quoted->words[i].flags : 0;
    if (flags & AL_QUOTED_GAP)
        return gap;
    return flags & AL_QUOTED_BY_BRACKET ? bracket : usual;
}

static void fill_column(const al_sources *sources, uint32_t key, uint32_t j, columns *to)
{
    to->keys[j] = key;
    to->spellings[j] = key != AL_KEY_UNKNOWN ? al_keys_spelling(&sources->keys, key)
                                             : (al_spelling){.n_letters = 0};
    to->lengths[j] = to->spellings[j].length;
    to->heads[j] = to->lengths[j] > 0 ? (unsigned char)to->spellings[j].bytes[0] : NO_HEAD;
}

static void fill_columns(const al_sources *sources, const al_places *places, columns *to)
{
    uint32_t n = 0;
    for (uint32_t w = 0; w < places->n; w++) {
        const al_range window = places->windows[w];
        for (uint32_t at = window.start; at <= window.end; at++, n++) {
            fill_column(sources, at < window.end ? sources->words[at] : AL_KEY_UNKNOWN, n, to);
            to->places[n] = at;
            bool beside = n > 0 && al_sources_of(sources, window.start) ==
                                       al_sources_of(sources, to->places[n - 1] - 1);
            to->apart[n] = at > window.start ? 1.F
                           : beside          ? (float)(at - to->places[n - 1])
                                             : HUGE_VALF;
        }
    }
    for (; n < to->width; n++) {
        fill_column(sources, AL_KEY_UNKNOWN, n, to);
        to->apart[n] = HUGE_VALF;
    }
    to->lengths[n] = 0;
}

/* One block for all that a chunk needs. */
static bool make_chunk(work *work, const al_places *places, al_range words, chunk *out)
{
    uint32_t n = 0, rows = words.end - words.start + 1;
    for (uint32_t w = 0; w < places->n; w++)
        n += places->windows[w].end - places->windows[w].start + 1;
    uint32_t width = (n / lanes + 1) * lanes;
    size_t size = 0;
    char *block = NULL;
    for (int pass = 0; pass < 2; pass++) {
        size_t used = 0;
        columns *to = &out->columns;
        to->spellings = al_carve(block, &used, width, sizeof *to->spellings);
        to->keys = al_carve(block, &used, width, sizeof *to->keys);
        to->places = al_carve(block, &used, n, sizeof *to->places);
        to->apart = al_carve(block, &used, width, sizeof *to->apart);
        to->lengths = al_carve(block, &used, width + 1, sizeof *to->lengths);
        to->heads = al_carve(block, &used, width, sizeof *to->heads);
        out->entry = al_carve(block, &used, n + 1, sizeof *out->entry);
        out->entered_by_jump = al_carve(block, &used, n + 1, sizeof *out->entered_by_jump);
        out->jumps = al_carve(block, &used, rows, sizeof *out->jumps);
        out->trace = al_carve(block, &used, (uint64_t)rows * width, 1);
        size = used;
        if (pass == 0 && (block = al_allocate(work->allocator, size, 1)) == NULL)
            return false;
    }
    out->words = words;
    out->columns.n = n;
    out->columns.width = width;
    fill_columns(work->sources, places, &out->columns);
    return true;
}

static bool make_rows(work *work, uint32_t width)
{
    if (work->row_room >= width)
        return true;
    for (int i = 0; i < 4; i++) {
        float *row =
            al_reallocate(work->allocator, work->rows[i], work->row_room, width, sizeof *row);
        if (row == NULL)
            return false;
        work->rows[i] = row;
    }
    work->row_room = width;
    return true;
}

/* The same value in all columns that paths come to. */
static void fill(float *row, const columns *columns, float value)
{
    for (uint32_t j = 0; j < columns->width; j++)
        row[j] = j <= columns->n ? value : nowhere;
}

/* The first of the greatest. */
static uint32_t best_of(const float *row, const columns *columns)
{
    float most[lanes], best = row[0];
    for (uint32_t lane = 0; lane < lanes; lane++)
        most[lane] = row[lane];
    for (uint32_t j = lanes; j < columns->width; j += lanes)
        for (uint32_t lane = 0; lane < lanes; lane++)
            most[lane] = row[j + lane] > most[lane] ? row[j + lane] : most[lane];
    for (uint32_t lane = 0; lane < lanes; lane++)
        best = most[lane] > best ? most[lane] : best;
    uint32_t first = 0;
    while (row[first] < best)
        first++;
    return first;
}

/* How B of a row comes from A. */
typedef struct departure {
    const columns *columns;
    const float *a;
    float *b;
    uint8_t *trace;
    al_skip_cost cost;
    float jump; /* what any column has by a jump from the best */
    float skip; /* the best that is skipping into the next column */
} departure;

/* What skips into each of some columns: the best before it, or one that begins there. */
typedef struct skips {
    float begun[lanes];
    float going[lanes]; /* from before */
    float skip[lanes];
} skips;

static void find_skips(departure *with, uint32_t from, skips *out)
{
    const float *a = with->a + from, *apart = with->columns->apart + from;
    out->begun[0] = from > 0 ? a[-1] - with->cost.once : nowhere;
    for (uint32_t lane = 1; lane < lanes; lane++)
        out->begun[lane] = a[lane - 1] - with->cost.once;
    float skip = with->skip;
    for (uint32_t lane = 0; lane < lanes; lane++) {
        out->going[lane] = skip;
        skip = (out->begun[lane] >= skip ? out->begun[lane] : skip) - with->cost.each * apart[lane];
        out->skip[lane] = skip;
    }
    with->skip = skip;
}

/* Stay, skip or jump, without branches, which nobody could foresee. */
static void depart_by_skips(departure *with, uint32_t from)
{
    skips skips;
    find_skips(with, from, &skips);
    const float *a = with->a + from, jump = with->jump;
    float *b = with->b + from;
    uint8_t *trace = with->trace + from;
    for (uint32_t lane = 0; lane < lanes; lane++) {
        bool begins = skips.begun[lane] >= skips.going[lane], skip = skips.skip[lane] > a[lane];
        float value = skip ? skips.skip[lane] : a[lane];
        bool jumps = jump > value;
        b[lane] = jumps ? jump : value;
        trace[lane] |=
            (uint8_t)(begins * skip_begins | (skip & !jumps) * from_skip | jumps * from_jump);
    }
}

/* Whether a skip that begins at one of the columns can be as good as a jump. */
static bool skips_count(const departure *with, const float *a)
{
    bool any = false;
    for (uint32_t lane = 0; lane < lanes; lane++)
        any |= a[lane] - with->cost.once >= with->jump;
    return any;
}

/* Stay or jump. */
static void depart_by_jumps(departure *with, uint32_t from)
{
    const float *a = with->a + from, jump = with->jump;
    float *b = with->b + from;
    uint8_t *trace = with->trace + from;
    for (uint32_t lane = 0; lane < lanes; lane++) {
        trace[lane] |= (uint8_t)((jump > a[lane]) * from_jump);
        b[lane] = jump > a[lane] ? jump : a[lane];
    }
}

/*
 * B from A before word i, which is row r of the chunk. Most columns are far behind the best, and
 * what skips from them is behind any jump, wherever it ends.
 */
static void depart(work *work, chunk *chunk, uint32_t r)
{
    const columns *columns = &chunk->columns;
    uint32_t n = columns->n, best = best_of(work->rows[0], columns);
    departure with = {.columns = columns,
                      .a = work->rows[0],
                      .b = work->rows[3],
                      .trace = chunk->trace + (size_t)r * columns->width,
                      .cost = al_skip_cost_before(work->quoted, chunk->words.start + r),
                      .jump = work->rows[0][best] - AL_COST_JUMP,
                      .skip = nowhere};
    chunk->jumps[r] = best;
    for (uint32_t j = 0; j < columns->width; j += lanes) {
        if (j == 0 || with.skip >= with.jump || skips_count(&with, with.a + j - 1)) {
            depart_by_skips(&with, j);
            continue;
        }
        depart_by_jumps(&with, j);
        with.skip = nowhere;
    }
    with.b[n] = with.a[n];
    for (uint32_t j = n + 1; j < columns->width; j++)
        with.b[j] = nowhere;
}

/* Take a step to row r, column j, if it is better than what led there before. */
static inline void arrive(float *row, uint8_t *trace, uint32_t j, float score, al_step step)
{
    if (score <= row[j])
        return;
    row[j] = score;
    trace[j] = (uint8_t)((trace[j] & ~origin_mask) | step);
}

/* What is gained by taking a word for one of like letters; 0: it is not like. */
static float likeness(const al_sources *sources, const al_quoted_word *word, uint32_t key,
                      const al_spelling *spelling)
{
    enum { least_kept = 3, least_letters = 3 };
    if (word->flags & AL_QUOTED_EDITED && word->head + word->tail >= least_kept &&
        al_quoted_keeps(word, spelling))
        return .7F * sources->bits[key]; /* the writer says that the ending is another */
    if (word->flags & AL_QUOTED_BRACKETED || word->spelling.n_letters < least_letters ||
        spelling->n_letters < least_letters || !al_spellings_may_meet(&word->spelling, spelling))
        return 0;
    uint32_t apart = al_spellings_apart(&word->spelling, spelling);
    if (apart == UINT32_MAX)
        return 0;
    uint32_t n = word->spelling.n_letters > spelling->n_letters ? word->spelling.n_letters
                                                                : spelling->n_letters;
    return sources->bits[key] * (1 - (float)apart / (float)n) - cost_letter * (float)apart;
}

static bool starts_with(const al_spelling *word, const al_spelling *start)
{
    return start->length < word->length && memcmp(word->bytes, start->bytes, start->length) == 0;
}

static bool ends_with(const al_spelling *word, const al_spelling *end)
{
    return end->length < word->length &&
           memcmp(word->bytes + word->length - end->length, end->bytes, end->length) == 0;
}

/* Whether two words run together are a third one. */
static bool makes(const al_spelling *first, const al_spelling *second, const al_spelling *whole)
{
    return first->length + second->length == whole->length && first->length > 0 &&
           starts_with(whole, first) && ends_with(whole, second);
}

/* What an equal word gains: half where it is the writer's own, in brackets, and may be by chance.
 */
static float worth(const al_quoted_word *word)
{
    return word->flags & AL_QUOTED_BRACKETED ? .5F * word->bits : word->bits;
}

static bool any_equal(const uint32_t *keys, uint32_t key)
{
    bool any = false;
    for (uint32_t lane = 0; lane < lanes; lane++)
        any |= keys[lane] == key;
    return any;
}

/* The columns of a word's equals. */
static void step_equal(work *work, const columns *columns, const al_quoted_word *word,
                       uint8_t *trace)
{
    const float *b = work->rows[3];
    for (uint32_t from = 0; from < columns->n; from += lanes)
        if (any_equal(columns->keys + from, word->key))
            for (uint32_t j = from; j < from + lanes; j++)
                if (columns->keys[j] == word->key)
                    arrive(work->rows[1], trace, j + 1, b[j] + worth(word), AL_STEP_MATCH);
}

/* Words that are equal, and those that are not found in a source: one row at a time. */
static void step_alone(work *work, chunk *chunk, uint32_t r)
{
    const columns *columns = &chunk->columns;
    const al_quoted_word *word = &work->quoted->words[chunk->words.start + r];
    const float *b = work->rows[3];
    float *a = work->rows[1];
    uint8_t *trace = chunk->trace + (size_t)(r + 1) * columns->width;
    float cost = word->flags & AL_QUOTED_BRACKETED ? 0 : AL_COST_UNEXPLAINED;
    if (work->joined[0])
        for (uint32_t j = 0; j <= columns->n; j++)
            arrive(a, trace, j, b[j] - cost, AL_STEP_NONE);
    else
        for (uint32_t j = 0; j < columns->width; j++)
            a[j] = b[j] - cost;
    if (word->key != AL_KEY_UNKNOWN)
        step_equal(work, columns, word, trace);
}

/* Words of like letters. */
static void step_alike(work *work, chunk *chunk, uint32_t r)
{
    const columns *columns = &chunk->columns;
    const al_quoted_word *word = &work->quoted->words[chunk->words.start + r];
    uint8_t *trace = chunk->trace + (size_t)(r + 1) * columns->width;
    for (uint32_t j = 0; j < columns->n; j++) {
        if (columns->keys[j] == AL_KEY_UNKNOWN || columns->keys[j] == word->key)
            continue;
        float gain = likeness(work->sources, word, columns->keys[j], &columns->spellings[j]);
        if (gain != 0)
            arrive(work->rows[1], trace, j + 1, work->rows[3][j] + gain, AL_STEP_LIKE);
    }
}

/* A word and the next one, which may be split or joined. */
typedef struct together {
    const al_quoted_word *word;
    uint32_t head;   /* of the word, and of whatever it is split into or joined to */
    uint32_t length; /* of the word */
    uint32_t joined; /* of both; UINT32_MAX: there is no next */
    uint8_t *trace;  /* of the row behind it; the one behind the next follows */
} together;

static bool any_as_long(const columns *columns, uint32_t from, const together *with)
{
    const uint32_t *lengths = columns->lengths + from, *heads = columns->heads + from;
    const uint32_t length = with->length, joined = with->joined, head = with->head;
    bool any = false;
    for (uint32_t lane = 0; lane < lanes; lane++)
        any |= (heads[lane] == head) &
               ((lengths[lane] + lengths[lane + 1] == length) | (lengths[lane] == joined));
    return any;
}

static void step_together_at(work *work, const columns *columns, const together *with, uint32_t j)
{
    const al_quoted_word *word = with->word;
    const al_spelling *spelling = &columns->spellings[j];
    const float *b = work->rows[3], *bits = work->sources->bits;
    if (columns->lengths[j] + columns->lengths[j + 1] == with->length &&
        makes(spelling, spelling + 1, &word->spelling))
        arrive(work->rows[1], with->trace, j + 2,
               b[j] + cost_join + .5F * (bits[columns->keys[j]] + bits[columns->keys[j + 1]]),
               AL_STEP_SPLIT);
    if (columns->lengths[j] == with->joined &&
        makes(&word->spelling, &word[1].spelling, spelling)) {
        arrive(work->rows[2], with->trace + columns->width, j + 1,
               b[j] + cost_join + .5F * (word->bits + word[1].bits), AL_STEP_JOIN);
        work->joined[1] = true;
    }
}

/* Words that are split or joined. */
static void step_together(work *work, chunk *chunk, uint32_t r, bool has_next)
{
    const columns *columns = &chunk->columns;
    const al_quoted_word *word = &work->quoted->words[chunk->words.start + r];
    const al_spelling *spelling = &word->spelling;
    if (spelling->length == 0)
        return;
    together with = {.word = word,
                     .head = (unsigned char)spelling->bytes[0],
                     .length = spelling->length,
                     .joined = has_next ? spelling->length + word[1].spelling.length : UINT32_MAX,
                     .trace = chunk->trace + (size_t)(r + 1) * columns->width};
    for (uint32_t from = 0; from < columns->n; from += lanes) {
        if (!any_as_long(columns, from, &with))
            continue;
        for (uint32_t j = from; j < from + lanes; j++)
            if (columns->heads[j] == with.head)
                step_together_at(work, columns, &with, j);
    }
}

static void run_chunk(work *work, chunk *chunk)
{
    const columns *columns = &chunk->columns;
    uint32_t words = chunk->words.end - chunk->words.start;
    memset(chunk->trace, 0, (size_t)(words + 1) * columns->width);
    fill(work->rows[1], columns, nowhere);
    fill(work->rows[2], columns, nowhere);
    work->joined[0] = work->joined[1] = false;
    for (uint32_t r = 0; r < words; r++) {
        depart(work, chunk, r);
        step_alone(work, chunk, r);
        if (work->alike != NULL && work->alike[chunk->words.start + r])
            step_alike(work, chunk, r);
        step_together(work, chunk, r, r + 1 < words);
        work->joined[0] = work->joined[1];
        work->joined[1] = false;
        float *told = work->rows[0];
        work->rows[0] = work->rows[1];
        work->rows[1] = work->rows[2];
        work->rows[2] = told;
        fill(told, columns, nowhere);
    }
}

/* Where the columns of a chunk are in the one before: the same place, or by a jump. */
static void enter(work *work, const chunk *before, chunk *chunk)
{
    const columns *old = &before->columns, *columns = &chunk->columns;
    float *from = work->rows[0], *to = work->rows[3];
    uint32_t best = best_of(from, old), at = 0;
    for (uint32_t j = 0; j <= columns->n; j++) {
        uint32_t place = j < columns->n ? columns->places[j] : AL_NO_PLACE;
        while (at < old->n && old->places[at] < place)
            at++;
        bool there = j < columns->n && at < old->n && old->places[at] == place &&
                     from[at] >= from[best] - AL_COST_JUMP;
        to[j] = there ? from[at] : from[best] - AL_COST_JUMP;
        chunk->entry[j] = there ? at : best;
        chunk->entered_by_jump[j] = !there;
    }
    for (uint32_t j = columns->n + 1; j < columns->width; j++)
        to[j] = nowhere;
    work->rows[0] = to;
    work->rows[3] = from;
}

/* A path that is followed back from its end. */
typedef struct walk {
    const chunk *chunk;
    uint32_t row;
    uint32_t column;
} walk;

/* Undo the skip or jump that led to a departure. Returns whether it was a jump. */
static bool undo_departure(walk *walk)
{
    const columns *columns = &walk->chunk->columns;
    const uint8_t *trace = walk->chunk->trace + (size_t)walk->row * columns->width;
    uint8_t mark = walk->column < columns->n ? trace[walk->column] : 0;
    if (mark & from_jump) {
        walk->column = walk->chunk->jumps[walk->row];
        return true;
    }
    if (mark & from_skip) {
        while (!(trace[walk->column] & skip_begins))
            walk->column--;
        walk->column--;
    }
    return false;
}

/* Undo the step that led to (row, column); tell it to the words that it took. */
static void undo_step(walk *walk, const work *work, al_step_taken *steps)
{
    const columns *columns = &walk->chunk->columns;
    al_step step =
        walk->chunk->trace[(size_t)walk->row * columns->width + walk->column] & origin_mask;
    uint32_t words = step == AL_STEP_JOIN ? 2 : 1;
    uint32_t taken = step == AL_STEP_NONE ? 0 : step == AL_STEP_SPLIT ? 2 : 1;
    walk->row -= words;
    walk->column -= taken;
    uint32_t first = walk->chunk->words.start + walk->row;
    const al_quoted_word *word = &work->quoted->words[first];
    const float *bits = work->sources->bits;
    const uint32_t *keys = columns->keys + walk->column;
    float gain = 0;
    if (step == AL_STEP_MATCH)
        gain = worth(word);
    else if (step == AL_STEP_LIKE)
        gain = likeness(work->sources, word, *keys, &columns->spellings[walk->column]);
    else if (step == AL_STEP_SPLIT)
        gain = cost_join + .5F * (bits[keys[0]] + bits[keys[1]]);
    else if (step == AL_STEP_JOIN)
        gain = cost_join + .5F * (word->bits + word[1].bits);
    for (uint32_t i = 0; i < words; i++)
        steps[first + i] =
            (al_step_taken){.place = taken > 0 ? columns->places[walk->column] : AL_NO_PLACE,
                            .step = (uint8_t)step,
                            .bits = gain / (float)words};
    bool jumped = undo_departure(walk);
    steps[first].jumped = jumped;
}

static void follow(const work *work, uint32_t column, al_step_taken *steps)
{
    bool jumps = false;
    for (uint32_t c = work->n_chunks; c-- > 0;) {
        walk walk = {&work->chunks[c], 0, column};
        walk.row = walk.chunk->words.end - walk.chunk->words.start;
        if (jumps) /* into the chunk that was followed before */
            steps[walk.chunk->words.end].jumped = true;
        while (walk.row > 0)
            undo_step(&walk, work, steps);
        if (c == 0)
            return;
        jumps = walk.chunk->entered_by_jump[walk.column];
        column = walk.chunk->entry[walk.column];
    }
}

/* Run through all chunks. */
static void run_all(work *work)
{
    for (uint32_t c = 0; c < work->n_chunks; c++) {
        if (c == 0)
            fill(work->rows[0], &work->chunks[0].columns, 0);
        else
            enter(work, &work->chunks[c - 1], &work->chunks[c]);
        run_chunk(work, &work->chunks[c]);
    }
}

/* Cut the quotation into chunks and find the windows of each. */
static bool make_chunks(work *work, al_places *places, al_range within)
{
    uint32_t n = work->quoted->n, count = n / AL_PLACES_CHUNK > 0 ? n / AL_PLACES_CHUNK : 1;
    work->chunks = al_allocate_zero(work->allocator, count, sizeof *work->chunks);
    if (work->chunks == NULL)
        return false;
    for (uint32_t c = 0; c < count; c++) {
        al_range words = {c * AL_PLACES_CHUNK, c + 1 == count ? n : (c + 1) * AL_PLACES_CHUNK};
        if (work->near)
            al_places_take(places, within);
        else if (!al_places_find(places, work->sources, work->quoted, words, within))
            return false;
        if (!make_chunk(work, places, words, &work->chunks[c]))
            return false;
        work->n_chunks = c + 1;
        if (!make_rows(work, work->chunks[c].columns.width))
            return false;
    }
    return true;
}

/*
 * Which words to look for among like letters: those that found no equal. It takes longer than all
 * else, and where hardly any word found one the quotation is not there.
 */
static bool choose_alike(work *work, const al_path *path, uint8_t *alike)
{
    uint32_t n = 0, edited = 0;
    for (uint32_t i = 0; i < path->n; i++) {
        uint8_t flags = work->quoted->words[i].flags;
        alike[i] = path->steps[i].place == AL_NO_PLACE && !(flags & AL_QUOTED_BRACKETED);
        n += alike[i];
        edited += alike[i] && flags & AL_QUOTED_EDITED;
    }
    work->alike = alike;
    return n > 0 && (4 * n <= 3 * path->n || edited > 0);
}

static void take_best(work *work, al_path *path)
{
    uint32_t best = best_of(work->rows[0], &work->chunks[work->n_chunks - 1].columns);
    path->score = work->rows[0][best];
    follow(work, best, path->steps);
}

static void release(work *work)
{
    for (uint32_t c = 0; c < work->n_chunks; c++)
        al_release(work->allocator, work->chunks[c].columns.spellings);
    al_release(work->allocator, work->chunks);
    for (int i = 0; i < 4; i++)
        al_release(work->allocator, work->rows[i]);
}

static bool make_steps(al_path *path, uint32_t n, const almost_allocator *allocator)
{
    path->allocator = allocator;
    path->n = n;
    return al_grow(allocator, (void **)&path->steps, &path->room, (size_t)n + 1,
                   sizeof *path->steps);
}

static bool find(al_path *path, al_places *places, const al_sources *sources,
                 const al_quoted *quoted, al_range within, bool near)
{
    work work = {
        .sources = sources, .quoted = quoted, .allocator = sources->allocator, .near = near};
    uint8_t *alike = al_allocate(sources->allocator, quoted->n, 1);
    bool whole = alike != NULL && make_steps(path, quoted->n, sources->allocator) &&
                 make_chunks(&work, places, within);
    if (whole) {
        run_all(&work);
        take_best(&work, path);
        if (choose_alike(&work, path, alike)) {
            run_all(&work);
            take_best(&work, path);
        }
    }
    release(&work);
    al_release(sources->allocator, alike);
    return whole;
}

bool al_path_find(al_path *path, al_places *places, const al_sources *sources,
                  const al_quoted *quoted, al_range within)
{
    return find(path, places, sources, quoted, within, false);
}

bool al_path_near(al_path *path, al_places *places, const al_sources *sources,
                  const al_quoted *quoted, al_range within)
{
    assert(within.end - within.start <= AL_PATH_NEAR_MOST);
    return find(path, places, sources, quoted, within, true);
}

bool al_path_straight(al_path *path, const al_quoted *quoted, uint32_t place,
                      const almost_allocator *allocator)
{
    if (!make_steps(path, quoted->n, allocator))
        return false;
    path->score = quoted->bits;
    for (uint32_t i = 0; i < quoted->n; i++)
        path->steps[i] = (al_step_taken){
            .place = place + i, .step = AL_STEP_MATCH, .bits = quoted->words[i].bits};
    return true;
}

void al_path_release(al_path *path)
{
    if (path->steps != NULL)
        al_release(path->allocator, path->steps);
    path->steps = NULL;
}
