/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pieces of the search for reworded passages, each against a slow and
 * obvious reckoning on random texts: occurrences and chances, the best run and
 * its extension, the seeds of the grid, order bits, what explains a summary;
 * and what must hold of any answer of the search. refine.c is included, as its
 * runs are nobody else's business.
 */
#include "reword/refine.c"

#include "reword/grid.h"
#include "reword/summary.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

enum { most_words = 700, most_stems = 900, copy_words = 600, most_copies = 50 };

typedef struct made {
    uint32_t stems[2][most_words];
    uint8_t breaks[2][most_words + 1], closed[2][most_words];
    float background[most_stems];
    al_reword_pair pair;
} made;

static uint64_t state = 1;

static uint32_t below(uint32_t limit)
{
    return random_below(&state, limit);
}

/* Two texts of chance words, common ones among them; stretches of the first stand in the second. */
static void make(made *it, uint32_t n0, uint32_t n1, uint32_t n_stems, uint32_t closed_in)
{
    uint32_t n[2] = {n0, n1};
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; i < n[side]; i++) {
            it->stems[side][i] = below(3) > 0 ? below(n_stems) : below(1 + n_stems / 20);
            it->breaks[side][i] = below(12) == 0 ? (uint8_t)(1 + below(2)) : 0;
            it->closed[side][i] = closed_in > 0 && below(closed_in) == 0;
        }
        it->breaks[side][0] = it->breaks[side][n[side]] = AL_BREAK_PARAGRAPH;
    }
    for (uint32_t copies = 3; copies > 0; copies--) {
        uint32_t length = 30 + below(60), from = below(n0), to = below(n1);
        for (uint32_t i = 0; i < length && from + i < n0 && to + i < n1; i++)
            if (below(4) > 0)
                it->stems[1][to + i] = it->stems[0][(from + (i ^ (length % 4 < 2 ? 1u : 0u))) % n0];
    }
    for (uint32_t i = 0; i < n_stems; i++)
        it->background[i] = below(2) == 0 ? 0 : (float)(1 + below(1000)) * 1e-6f;
    it->pair = (al_reword_pair){
        .n_stems = n_stems, .background = it->background, .known_language = below(2) == 0};
    for (int side = 0; side < 2; side++)
        it->pair.sides[side] =
            (al_reword_side){it->stems[side], it->breaks[side], it->closed[side], n[side]};
}

static void make_any(made *it)
{
    make(it, 1 + below(most_words - 1), 1 + below(most_words - 1), 1 + below(most_stems),
         below(2) * (3 + below(60)));
    it->pair.area = (double)it->pair.sides[0].n * it->pair.sides[1].n;
}

static uint32_t count(const made *it, int side, uint32_t stem, al_range words, bool open_only)
{
    uint32_t n = 0;
    for (uint32_t i = words.start; i < words.end; i++)
        n += it->stems[side][i] == stem && !(open_only && it->closed[side][i]);
    return n;
}

static al_range all_of(const made *it, int side)
{
    return (al_range){0, it->pair.sides[side].n};
}

static void assert_near(double a, double b)
{
    if (fabs(a - b) > 1e-5 * (1 + fabs(b)))
        fail_msg("%.9g is not %.9g", a, b);
}

static void test_formulas(void **unused)
{
    (void)unused;
    for (int round = 0; round < 2000; round++) {
        double chance = pow(10, -1.0 * below(7)) * (1 + below(9)) / 10, length = 1 + below(5000);
        double none = exp(-chance * length), c = 1 - none; /* that none of the words is it */
        if (c > 1e-9)
            assert_true(fabs(al_chance_in(chance, length) - c) <= 1e-6 * c + 1e-9);
        double by_chance = al_chance_in(chance, length), q = (1 + below(98)) / 100.;
        double likelihood = (q + (1 - q) * by_chance) / by_chance;
        assert_near(al_gain(q, by_chance), log2(likelihood));
        assert_true(al_gain(q, by_chance) >= 0);
    }
}

/* What the evidence knows of a stem of the pair. Returns whether both sides have it. */
static bool check_stem(const made *it, const al_evidence *evidence, uint32_t stem)
{
    double total = (double)it->pair.sides[0].n + it->pair.sides[1].n;
    uint32_t n[2] = {count(it, 0, stem, all_of(it, 0), false),
                     count(it, 1, stem, all_of(it, 1), false)};
    bool shared = n[0] > 0 && n[1] > 0;
    uint32_t number = UINT32_MAX;
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; i < it->pair.sides[side].n; i++) {
            if (it->stems[side][i] != stem)
                continue;
            if (number == UINT32_MAX)
                number = evidence->stems[side][i];
            assert_int_equal(evidence->stems[side][i], number);
            assert_true(shared ? number >= AL_ALONE : number == (uint32_t)side);
        }
    if (!shared)
        return false;
    for (int side = 0; side < 2; side++) {
        uint32_t first = evidence->first[side][number];
        assert_int_equal(al_stem_count(evidence, side, number), n[side]);
        for (uint32_t i = first; i < first + n[side]; i++)
            assert_true(it->stems[side][evidence->at[side][i]] == stem &&
                        (i == first || evidence->at[side][i - 1] < evidence->at[side][i]));
    }
    double share = (n[0] + n[1] - 2) / total, least = it->pair.known_language ? 2e-5 : 1e-4;
    share = share > it->background[stem] ? share : it->background[stem];
    assert_near(evidence->chance[number], share > least ? share : least);
    return true;
}

static void test_evidence(void **unused)
{
    (void)unused;
    static made it;
    for (int round = 0; round < 60; round++) {
        al_evidence evidence;
        make_any(&it);
        assert_true(al_evidence_init(&evidence, &it.pair, al_allocator_default()));
        uint32_t shared = 0;
        for (uint32_t stem = 0; stem < it.pair.n_stems; stem++)
            shared += check_stem(&it, &evidence, stem);
        assert_int_equal(evidence.n_stems, AL_ALONE + shared);
        al_evidence_release(&evidence);
    }
}

/* What a range of `side` is worth against one of the other: each occurrence serves once. */
static double worth(const made *it, const al_evidence *evidence, int side, al_range words,
                    al_range other, double q)
{
    double sum = 0;
    for (uint32_t i = words.start; i < words.end; i++) {
        uint32_t stem = it->stems[side][i];
        al_range before = {words.start, i};
        uint32_t there = count(it, !side, stem, other, true);
        if (count(it, side, stem, before, false) >= there) {
            sum += log2(1 - q);
            continue;
        }
        double chance = evidence->chance[evidence->stems[side][i]];
        double c = 1 - exp(-chance * (other.end - other.start));
        sum += log2(1 + q * (1 - c) / c);
    }
    return sum;
}

static al_range any_range(const made *it, int side, uint32_t longest)
{
    uint32_t n = it->pair.sides[side].n, start = below(n);
    uint32_t length = 1 + below(longest);
    return (al_range){start, n - start > length ? start + length : n};
}

static bool is_open_range(const made *it, int side, al_range words)
{
    for (uint32_t i = words.start; i < words.end; i++)
        if (it->closed[side][i])
            return false;
    return true;
}

/*
 * The highest worth of any open range within; only where no stem stands twice is it found for sure.
 */
static double best_worth(const made *it, const al_evidence *evidence, int side, al_range within,
                         al_range other, double q)
{
    double best = 0;
    for (uint32_t start = within.start; start < within.end; start++) {
        for (uint32_t end = start + 1; end <= within.end && !it->closed[side][end - 1]; end++) {
            double value = worth(it, evidence, side, (al_range){start, end}, other, q);
            best = value > best ? value : best;
        }
    }
    return best;
}

/* Words of the range that have the stem of another one in it. */
static bool repeats(const made *it, int side, al_range words)
{
    for (uint32_t i = words.start; i < words.end; i++)
        if (count(it, side, it->stems[side][i], words, false) > 1)
            return true;
    return false;
}

static void test_runs(void **unused)
{
    (void)unused;
    static made it;
    int exact = 0, found = 0;
    for (int round = 0; round < 1500; round++) {
        al_evidence evidence;
        make_any(&it);
        assert_true(al_evidence_init(&evidence, &it.pair, al_allocator_default()));
        int side = (int)below(2);
        al_range within = any_range(&it, side, 30), other = any_range(&it, !side, 150);
        double q = .4 + below(50) / 100.;
        scan scan = {&evidence, side, log2(1 - q)};
        al_range_count(&evidence, !side, other, q);
        run run = best_run(&scan, within);
        if (!repeats(&it, side, within)) {
            assert_near(run.bits, best_worth(&it, &evidence, side, within, other, q));
            exact++;
        }
        if (run.words.start < run.words.end) {
            found++;
            assert_true(is_open_range(&it, side, run.words));
            assert_near(run.bits, worth(&it, &evidence, side, run.words, other, q));
            al_range before = run.words;
            extend_right(&scan, &run);
            extend_left(&scan, &run);
            assert_true(run.words.start <= before.start && run.words.end >= before.end);
            assert_true(is_open_range(&it, side, run.words));
            assert_near(run.bits, worth(&it, &evidence, side, run.words, other, q) +
                                      bonus(&scan, run.words.start) + bonus(&scan, run.words.end));
        }
        al_range_forget(&evidence, !side, other);
        for (uint32_t stem = 0; stem < evidence.n_stems; stem++)
            assert_int_equal(evidence.left[stem], 0);
        al_evidence_release(&evidence);
    }
    assert_true(exact > 100 && found > 200);
}

/* The grid laid out in full, by its definition. */
typedef struct naive_grid {
    float cells[most_words / al_cell_words + 4][most_words / al_cell_words + 4];
    uint32_t rows, columns;
} naive_grid;

static void fill(const made *it, const al_evidence *evidence, naive_grid *grid)
{
    memset(grid, 0, sizeof *grid);
    grid->columns = (it->pair.sides[0].n + al_cell_words - 1) / al_cell_words;
    grid->rows = (it->pair.sides[1].n + al_cell_words - 1) / al_cell_words;
    for (uint32_t j = 0; j < it->pair.sides[1].n; j++) {
        uint32_t stem = it->stems[1][j], number = evidence->stems[1][j];
        if (it->closed[1][j] || number < AL_ALONE)
            continue;
        double marks =
            (double)al_stem_count(evidence, 0, number) * al_stem_count(evidence, 1, number);
        float gain = (float)al_gain(.4, al_chance_in(evidence->chance[number], 2 * al_cell_words));
        if (marks > 1000 || gain < 1)
            continue;
        for (uint32_t column = 0; column < grid->columns; column++) {
            uint32_t start = column * al_cell_words, end = start + al_cell_words;
            end = end < it->pair.sides[0].n ? end : it->pair.sides[0].n;
            if (count(it, 0, stem, (al_range){start, end}, true) > 0)
                grid->cells[j / al_cell_words][column] += gain;
        }
    }
}

static float box_at(const naive_grid *grid, uint32_t row, uint32_t column)
{
    return grid->cells[row][column] + grid->cells[row][column + 1] + grid->cells[row + 1][column] +
           grid->cells[row + 1][column + 1];
}

static bool is_seed(const naive_grid *grid, uint32_t row, uint32_t column)
{
    float bits = box_at(grid, row, column);
    if (bits < 26)
        return false;
    for (int r = -1; r <= 1; r++)
        for (int c = -1; c <= 1; c++) {
            int64_t y = (int64_t)row + r, x = (int64_t)column + c;
            if (y < 0 || x < 0 || x >= grid->columns || (r == 0 && c == 0))
                continue;
            float other = box_at(grid, (uint32_t)y, (uint32_t)x);
            if (other > bits || (other == bits && (r < 0 || (r == 0 && c < 0))))
                return false;
        }
    return true;
}

static void test_seeds(void **unused)
{
    (void)unused;
    static made it;
    static naive_grid grid;
    size_t seeds = 0;
    for (int round = 0; round < 300; round++) {
        al_evidence evidence;
        make_any(&it);
        assert_true(al_evidence_init(&evidence, &it.pair, al_allocator_default()));
        al_box *boxes = NULL;
        size_t n = 0, wanted = 0;
        bool whole = true;
        assert_true(al_grid_seeds(&evidence, NULL, 26, &boxes, &n, &whole));
        assert_true(whole);
        fill(&it, &evidence, &grid);
        for (uint32_t row = 0; row < grid.rows; row++)
            for (uint32_t column = 0; column < grid.columns; column++)
                wanted += is_seed(&grid, row, column);
        assert_int_equal(n, wanted);
        for (size_t i = 0; i < n; i++) {
            uint32_t row = boxes[i].words.start[1] / al_cell_words;
            uint32_t column = boxes[i].words.start[0] / al_cell_words;
            assert_true(is_seed(&grid, row, column));
            assert_true(boxes[i].bits == box_at(&grid, row, column));
            assert_true(i == 0 || boxes[i - 1].bits >= boxes[i].bits);
            for (int side = 0; side < 2; side++)
                assert_true(boxes[i].words.end[side] <= it.pair.sides[side].n);
        }
        seeds += n;
        al_release(al_allocator_default(), boxes);
        al_evidence_release(&evidence);
    }
    assert_true(seeds > 100);
}

/* Every place of the range is looked at for every word. */
static double naive_order(const made *it, const al_words_range *words)
{
    al_range mine = {words->start[0], words->end[0]};
    double length = mine.end - mine.start, window = 5 / length < 1 ? 5 / length : 1, sum = 0;
    int64_t expected = mine.start, previous = words->start[1];
    for (uint32_t word = words->start[1]; word < words->end[1]; word++) {
        uint32_t stem = it->stems[1][word], n = count(it, 0, stem, mine, false);
        int64_t here = expected + (word - previous), place = -1;
        for (uint32_t i = mine.start; i < mine.end; i++)
            if (it->stems[0][i] == stem && (place < 0 || llabs(i - here) < llabs(place - here)))
                place = i;
        if (n == 0)
            continue;
        double chance = 1 - pow(1 - (window < .999 ? window : .999), n);
        bool hit = llabs(place - here) <= 2;
        sum += hit ? log2((.5 + .5 * chance) / chance) : log2(.5);
        if (hit || n == 1) {
            expected = place;
            previous = word;
        }
    }
    return sum;
}

static void test_order(void **unused)
{
    (void)unused;
    static made it;
    for (int round = 0; round < 1000; round++) {
        al_evidence evidence;
        make_any(&it);
        assert_true(al_evidence_init(&evidence, &it.pair, al_allocator_default()));
        al_range ranges[2] = {any_range(&it, 0, 200), any_range(&it, 1, 200)};
        al_words_range words = {{ranges[0].start, ranges[1].start}, {ranges[0].end, ranges[1].end}};
        assert_near(al_order_bits(&evidence, &words), naive_order(&it, &words));
        al_evidence_release(&evidence);
    }
}

/* Refined ranges hold no closed word, and what they are said to be worth. */
static void test_refine(void **unused)
{
    (void)unused;
    static made it;
    int refined = 0;
    for (int round = 0; round < 500; round++) {
        al_evidence evidence;
        make_any(&it);
        assert_true(al_evidence_init(&evidence, &it.pair, al_allocator_default()));
        al_box *boxes = NULL;
        size_t n = 0;
        bool whole = true;
        assert_true(al_grid_seeds(&evidence, NULL, 26, &boxes, &n, &whole));
        for (size_t i = 0; i < n; i++) {
            al_candidate candidate = {.box = boxes[i].words};
            if (!al_refine(&evidence, 15, &candidate))
                continue;
            refined++;
            assert_true(candidate.kept >= .4 && candidate.kept <= .95);
            for (int side = 0; side < 2; side++) {
                al_range range = {candidate.words.start[side], candidate.words.end[side]};
                assert_true(range.start < range.end && range.end <= it.pair.sides[side].n);
                assert_true(is_open_range(&it, side, range));
            }
        }
        for (uint32_t stem = 0; stem < evidence.n_stems; stem++)
            assert_int_equal(evidence.left[stem], 0);
        al_release(al_allocator_default(), boxes);
        al_evidence_release(&evidence);
    }
    assert_true(refined > 200);
}

/* Two texts, each the same so many times over, and where the alignment leads. */
typedef struct bound {
    uint32_t stems[2][most_copies * copy_words], line[most_copies * copy_words];
    uint8_t breaks[2][most_copies * copy_words + 1];
} bound;

static al_reword_pair bind(bound *it, const made *of, uint32_t copies)
{
    al_reword_pair pair = of->pair;
    uint32_t n = copies * copy_words;
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; i < n; i++) {
            it->stems[side][i] = of->stems[side][i % copy_words];
            it->breaks[side][i] = of->breaks[side][i % copy_words];
            it->line[i] = i;
        }
        it->breaks[side][n] = AL_BREAK_PARAGRAPH;
        pair.sides[side] = (al_reword_side){it->stems[side], it->breaks[side], NULL, n};
    }
    pair.area = (double)n * n;
    pair.line = it->line;
    pair.known_language = false; /* no summaries */
    return pair;
}

/* Passages of texts that repeat themselves are found where the alignment leads. */
static void test_copies(void **unused)
{
    (void)unused;
    static made it;
    static bound bound;
    static const uint32_t copies[] = {2, 5, 10, 20, most_copies};
    size_t wanted = 0, found_in_step = 0;
    for (int round = 0; round < 20; round++) {
        make(&it, copy_words, copy_words, most_stems, 0);
        for (uint32_t i = 0; i < 80; i++) /* told in another order */
            it.stems[1][200 + i] = it.stems[0][200 + (i ^ 3)] = i % 5 == 0 ? 0 : 800 + i;
        for (int k = 0; k < 5; k++) {
            al_reword_pair pair = bind(&bound, &it, copies[k]);
            al_reword_options options = {.allocator = al_allocator_default(), .expected = 1e-6};
            al_reworded *found = NULL;
            size_t n = 0, in_step = 0;
            bool whole = true;
            assert_int_equal(al_reword_find(&pair, &options, &found, &n, &whole, NULL), ALMOST_OK);
            assert_true(whole);
            for (size_t i = 0; i < n; i++)
                in_step += found[i].words.start[0] < found[i].words.end[1] &&
                           found[i].words.start[1] < found[i].words.end[0];
            wanted += copies[k];
            found_in_step += in_step < copies[k] ? in_step : copies[k];
            al_release(options.allocator, found);
        }
    }
    assert_true(found_in_step >= wanted * 97 / 100); /* refining ends where no step is better */
}

static void check_found(const made *it, const al_reworded *found, size_t n, double limit)
{
    static uint8_t used[2][most_words];
    memset(used, 0, sizeof used);
    for (size_t i = 0; i < n; i++) {
        uint32_t words = 0;
        for (int side = 0; side < 2; side++) {
            al_range range = {found[i].words.start[side], found[i].words.end[side]};
            assert_true(range.start < range.end && range.end <= it->pair.sides[side].n);
            words += range.end - range.start;
            if (found[i].summary >= 0 && found[i].summary != side)
                continue;
            assert_true(is_open_range(it, side, range));
            for (uint32_t word = range.start; word < range.end; word++)
                assert_int_equal(used[side][word]++, 0);
        }
        assert_true(i == 0 || found[i - 1].words.start[1] <= found[i].words.start[1]);
        if (found[i].summary >= 0)
            continue;
        assert_true(it->pair.area * exp2(-found[i].bits) <= limit * 1.001);
        assert_true(words >= 64 || limit >= .01); /* who asks for chance gets short ones, too */
    }
}

static void test_find(void **unused)
{
    (void)unused;
    static made it;
    size_t passages = 0;
    for (int round = 0; round < 600; round++) {
        make_any(&it);
        al_reword_options options = {
            .allocator = al_allocator_default(),
            .expected = pow(10, -1.0 * below(12)),
            .one_kind = below(2) == 0,
        };
        al_reworded *found = NULL, *again = NULL;
        size_t n = 0, n_again = 0;
        bool whole = true;
        almost_error error;
        assert_int_equal(al_reword_find(&it.pair, &options, &found, &n, &whole, &error), ALMOST_OK);
        check_found(&it, found, n, options.expected);
        assert_int_equal(al_reword_find(&it.pair, &options, &again, &n_again, &whole, &error),
                         ALMOST_OK);
        assert_int_equal(n, n_again);
        for (size_t i = 0; i < n; i++)
            assert_memory_equal(&found[i].words, &again[i].words, sizeof found[i].words);
        passages += n;
        al_release(options.allocator, found);
        al_release(options.allocator, again);
    }
    assert_true(passages > 100);
}

/* What a word says in a summary, by the definition. */
static double naive_score(const made *it, int side, uint32_t word)
{
    enum { neighbourhood = 120 };
    uint32_t stem = it->stems[side][word], n = it->pair.sides[side].n;
    uint32_t other = it->pair.sides[!side].n;
    al_range before = {word > neighbourhood ? word - neighbourhood : 0, word};
    al_range around = {before.start, word + neighbourhood < n ? word + neighbourhood + 1 : n};
    if (it->closed[side][word])
        return -25;
    if (count(it, !side, stem, all_of(it, !side), false) == 0)
        return log2(1 - .85);
    if (count(it, side, stem, before, false) > 0)
        return 0;
    double far =
        count(it, side, stem, all_of(it, side), false) - count(it, side, stem, around, false);
    double chance = fmax(fmax(far / n, it->background[stem]), 2e-5);
    double there = 1 - exp(-chance * other);
    return log2(1 + .85 * (1 - there) / there);
}

static void test_scores(void **unused)
{
    (void)unused;
    static made it;
    static float scores[most_words];
    for (int round = 0; round < 60; round++) {
        al_evidence evidence;
        al_summary summary;
        make(&it, 220 + below(480), 220 + below(480), 1 + below(most_stems),
             below(2) * (3 + below(60)));
        assert_true(al_evidence_init(&evidence, &it.pair, al_allocator_default()));
        int side = (int)below(2);
        if (al_summary_find(&evidence, side, scores, &summary)) {
            uint32_t length = summary.words.end - summary.words.start;
            assert_true(length >= 70 && length * 3 <= it.pair.sides[!side].n);
        }
        for (uint32_t i = 0; i < it.pair.sides[side].n; i++)
            assert_near(scores[i], naive_score(&it, side, i));
        al_evidence_release(&evidence);
    }
}

/* What ranges explain of a summary, word by word. */
static double naive_explained(const made *it, const al_summary *summary, int side,
                              const float *scores, const al_range *ranges, size_t n)
{
    double all = 0, explained = 0;
    for (uint32_t i = summary->words.start; i < summary->words.end; i++) {
        bool stands = false;
        for (size_t r = 0; r < n; r++) {
            al_range wide = {ranges[r].start > 10 ? ranges[r].start - 10 : 0, ranges[r].end + 10};
            wide.end = wide.end < it->pair.sides[!side].n ? wide.end : it->pair.sides[!side].n;
            stands |= count(it, !side, it->stems[side][i], wide, false) > 0;
        }
        all += scores[i] > 0 ? scores[i] : 0;
        explained += scores[i] > 0 && stands ? scores[i] : 0;
    }
    return all > 0 ? explained / all : 0;
}

static void test_explained(void **unused)
{
    (void)unused;
    static made it;
    static float scores[most_words];
    for (int round = 0; round < 500; round++) {
        al_evidence evidence;
        make_any(&it);
        assert_true(al_evidence_init(&evidence, &it.pair, al_allocator_default()));
        int side = (int)below(2);
        for (uint32_t i = 0; i < most_words; i++)
            scores[i] = (float)below(20) - 8;
        al_range ranges[3];
        size_t n = below(4);
        for (size_t i = 0; i < n; i++)
            ranges[i] = any_range(&it, !side, 60);
        al_summary summary = {.words = any_range(&it, side, 200)};
        assert_near(al_summary_explained(&evidence, side, &summary, scores, ranges, n),
                    naive_explained(&it, &summary, side, scores, ranges, n));
        al_evidence_release(&evidence);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formulas), cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_runs),     cmocka_unit_test(test_seeds),
        cmocka_unit_test(test_order),    cmocka_unit_test(test_refine),
        cmocka_unit_test(test_copies),   cmocka_unit_test(test_find),
        cmocka_unit_test(test_scores),   cmocka_unit_test(test_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
