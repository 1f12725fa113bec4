/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Neighbour joining, a row left out where its least distance shows that nothing is in it (in the
 * manner of RapidNJ; Simonsen, Mailund and Pedersen 2008), and the parting that each edge makes as
 * a row of bits.
 */
#include "edition/kinship.h"

#include <float.h>
#include <string.h>

enum {
    DRAWS = 200,
    BITS = 64,
    /* steps that draws may take: some seconds; of larger traditions there are fewer draws */
    MOST_STEPS = 1000000000
};

typedef struct joining {
    uint32_t n; /* nodes that are not joined yet */
    uint32_t *nodes;
    double *distances; /* of nodes by their place in `nodes`, stride wide */
    double *sums;
    double *least; /* of each: no distance to a later place is below */
    size_t stride;
} joining;

static void add_up(joining *joining)
{
    for (uint32_t i = 0; i < joining->n; i++) {
        joining->sums[i] = 0;
        joining->least[i] = DBL_MAX;
        for (uint32_t k = 0; k < joining->n; k++) {
            double distance = joining->distances[i * joining->stride + k];
            joining->sums[i] += distance;
            joining->least[i] =
                k > i && distance < joining->least[i] ? distance : joining->least[i];
        }
    }
}

static double largest_sum(const joining *joining)
{
    double largest = joining->sums[0];
    for (uint32_t i = 1; i < joining->n; i++)
        largest = joining->sums[i] > largest ? joining->sums[i] : largest;
    return largest;
}

/* The two whose joining shortens the tree most; what cannot be among them is not looked at. */
static void find_pair(const joining *joining, uint32_t *one, uint32_t *other)
{
    double best = DBL_MAX, largest = largest_sum(joining), n = joining->n - 2.0;
    *one = 0;
    *other = 1;
    for (uint32_t i = 0; i + 1 < joining->n; i++) {
        const double *distances = joining->distances + i * joining->stride;
        if (n * joining->least[i] - joining->sums[i] - largest >= best)
            continue;
        for (uint32_t k = i + 1; k < joining->n; k++) {
            double worth = n * distances[k] - joining->sums[i] - joining->sums[k];
            if (worth < best) {
                best = worth;
                *one = i;
                *other = k;
            }
        }
    }
}

static double not_below_zero(double length)
{
    return length > 0 ? length : 0;
}

/* How far the others are from i and k as one node, which stands at i, and what that adds up to. */
static void move_distances(joining *joining, uint32_t i, uint32_t k, double apart)
{
    double *to_i = joining->distances + i * joining->stride, sum = 0;
    const double *to_k = joining->distances + k * joining->stride;
    for (uint32_t m = 0; m < joining->n; m++) {
        if (m == i || m == k)
            continue;
        double to = (to_i[m] + to_k[m] - apart) / 2;
        joining->sums[m] += to - to_i[m] - to_k[m];
        to_i[m] = joining->distances[m * joining->stride + i] = to;
        sum += to;
    }
    joining->sums[i] = sum;
}

/* After another node came to stand at a place: what is least of it, and of those before it. */
static void lower_least(joining *joining, uint32_t place)
{
    const double *distances = joining->distances + place * joining->stride;
    double *least = joining->least;
    for (uint32_t m = 0; m < place; m++)
        least[m] = distances[m] < least[m] ? distances[m] : least[m];
    least[place] = DBL_MAX;
    for (uint32_t m = place + 1; m < joining->n; m++)
        least[place] = distances[m] < least[place] ? distances[m] : least[place];
}

/* Places i and k become one node, at i; the last place moves to k. */
static void join_pair(joining *joining, al_kinship *tree, uint32_t i, uint32_t k)
{
    double *d = joining->distances;
    size_t stride = joining->stride;
    double apart = d[i * stride + k],
           tilt = (joining->sums[i] - joining->sums[k]) / (2 * (joining->n - 2.0));
    uint32_t last = joining->n - 1;
    tree->nodes[tree->n] =
        (al_kinship_node){{joining->nodes[i], joining->nodes[k], UINT32_MAX},
                          {not_below_zero(apart / 2 + tilt), not_below_zero(apart / 2 - tilt), 0},
                          -1};
    move_distances(joining, i, k, apart);
    joining->nodes[i] = tree->n++;
    joining->nodes[k] = joining->nodes[last];
    for (uint32_t m = 0; m < joining->n; m++) {
        d[k * stride + m] = d[last * stride + m];
        d[m * stride + k] = d[m * stride + last];
    }
    d[k * stride + k] = 0;
    joining->sums[k] = joining->sums[last];
    joining->n--;
    lower_least(joining, i);
    if (k < joining->n)
        lower_least(joining, k);
}

/* The last two or three nodes. */
static void join_rest(joining *joining, al_kinship *tree)
{
    const double *d = joining->distances;
    size_t stride = joining->stride;
    al_kinship_node *root = &tree->nodes[tree->n++];
    *root = (al_kinship_node){{UINT32_MAX, UINT32_MAX, UINT32_MAX}, {0, 0, 0}, -1};
    for (uint32_t i = 0; i < joining->n; i++)
        root->children[i] = joining->nodes[i];
    if (joining->n == 2)
        root->lengths[0] = root->lengths[1] = d[1] / 2;
    if (joining->n < 3)
        return;
    double ab = d[1], ac = d[2], bc = d[stride + 2];
    root->lengths[0] = not_below_zero((ab + ac - bc) / 2);
    root->lengths[1] = not_below_zero((ab + bc - ac) / 2);
    root->lengths[2] = not_below_zero((ac + bc - ab) / 2);
}

static void build(joining *joining, al_kinship *tree)
{
    uint32_t n = tree->n_leaves;
    for (uint32_t i = 0; i < n; i++) {
        tree->nodes[i] = (al_kinship_node){{UINT32_MAX, UINT32_MAX, UINT32_MAX}, {0, 0, 0}, -1};
        joining->nodes[i] = i;
    }
    joining->n = tree->n = n;
    joining->stride = n;
    add_up(joining);
    while (joining->n > 3) {
        uint32_t i, k;
        find_pair(joining, &i, &k);
        join_pair(joining, tree, i, k);
    }
    join_rest(joining, tree);
}

/* --- Support ------------------------------------------------------------------------------------
 */

/* Of each node the leaves below it, or those not below it: whichever leaf 0 is not among. */
static void find_partings(const al_kinship *tree, uint64_t *bits, size_t words)
{
    memset(bits, 0, tree->n * words * sizeof *bits);
    for (uint32_t node = 0; node < tree->n; node++) {
        uint64_t *mine = bits + node * words;
        if (node < tree->n_leaves)
            mine[node / BITS] |= UINT64_C(1) << node % BITS;
        for (int child = 0; child < 3 && tree->nodes[node].children[child] != UINT32_MAX; child++)
            for (size_t w = 0; w < words; w++)
                mine[w] |= bits[tree->nodes[node].children[child] * words + w];
    }
    for (uint32_t node = 0; node < tree->n; node++) {
        uint64_t *mine = bits + node * words;
        if ((mine[0] & 1) == 0)
            continue;
        for (uint32_t leaf = 0; leaf < tree->n_leaves; leaf++)
            mine[leaf / BITS] ^= UINT64_C(1) << leaf % BITS;
    }
}

typedef struct supporting {
    const al_unit_table *units;
    joining joining;
    al_kinship drawn;
    uint16_t *draws;
    uint64_t *partings[2]; /* of the tree, and of the one that is drawn */
    size_t words;
} supporting;

static uint64_t next_number(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static void draw(supporting *supporting, uint64_t *state)
{
    const al_unit_table *units = supporting->units;
    memset(supporting->draws, 0, units->n * sizeof *supporting->draws);
    for (size_t i = 0; i < units->n; i++)
        supporting->draws[next_number(state) % units->n]++;
    al_units_distances(units, supporting->draws, supporting->joining.distances);
    build(&supporting->joining, &supporting->drawn);
    find_partings(&supporting->drawn, supporting->partings[1], supporting->words);
}

/* Count which edges of the tree the drawn one has, too. */
static void count_shared(const supporting *supporting, al_kinship *tree)
{
    size_t words = supporting->words;
    for (uint32_t node = tree->n_leaves; node + 1 < tree->n; node++) {
        const uint64_t *mine = supporting->partings[0] + node * words;
        for (uint32_t other = tree->n_leaves; other + 1 < supporting->drawn.n; other++) {
            if (memcmp(mine, supporting->partings[1] + other * words, words * sizeof *mine) == 0) {
                tree->nodes[node].support++;
                break;
            }
        }
    }
}

static uint64_t draws_for(const al_unit_table *units)
{
    uint64_t n = units->n_sequences, steps = n * n * (units->n + n) / 2 + 1;
    uint64_t draws = MOST_STEPS / steps;
    return units->n == 0 || n < 4 ? 0 : draws < DRAWS ? draws : DRAWS;
}

static void support(supporting *supporting, al_kinship *tree)
{
    uint64_t state = 0, draws = draws_for(supporting->units);
    find_partings(tree, supporting->partings[0], supporting->words);
    for (uint32_t node = tree->n_leaves; draws > 0 && node + 1 < tree->n; node++)
        tree->nodes[node].support = 0;
    for (uint64_t i = 0; i < draws; i++) {
        draw(supporting, &state);
        count_shared(supporting, tree);
    }
    for (uint32_t node = tree->n_leaves; draws > 0 && node + 1 < tree->n; node++)
        tree->nodes[node].support /= (double)draws;
}

bool al_kinship_init(al_kinship *tree, const al_unit_table *units)
{
    const almost_allocator *allocator = units->allocator;
    size_t n = units->n_sequences, words = n / BITS + 1, nodes = 2 * n + 1;
    *tree = (al_kinship){.allocator = allocator, .n_leaves = (uint32_t)n};
    tree->nodes = al_allocate(allocator, nodes, sizeof *tree->nodes);
    supporting supporting = {
        .units = units,
        .joining = {.nodes = al_allocate(allocator, n, sizeof(uint32_t)),
                    .distances = al_allocate(allocator, n * n, sizeof(double)),
                    .sums = al_allocate(allocator, n, sizeof(double)),
                    .least = al_allocate(allocator, n, sizeof(double))},
        .drawn = {.n_leaves = (uint32_t)n,
                  .nodes = al_allocate(allocator, nodes, sizeof(al_kinship_node))},
        .draws = al_allocate(allocator, units->n, sizeof(uint16_t)),
        .partings = {al_allocate(allocator, nodes * words, sizeof(uint64_t)),
                     al_allocate(allocator, nodes * words, sizeof(uint64_t))},
        .words = words,
    };
    bool done = tree->nodes != NULL && supporting.joining.nodes != NULL &&
                supporting.joining.distances != NULL && supporting.joining.sums != NULL &&
                supporting.joining.least != NULL && supporting.drawn.nodes != NULL &&
                supporting.draws != NULL && supporting.partings[0] != NULL &&
                supporting.partings[1] != NULL;
    if (done) {
        al_units_distances(units, NULL, supporting.joining.distances);
        build(&supporting.joining, tree);
        support(&supporting, tree);
    }
    al_release(allocator, supporting.joining.nodes);
    al_release(allocator, supporting.joining.distances);
    al_release(allocator, supporting.joining.sums);
    al_release(allocator, supporting.joining.least);
    al_release(allocator, supporting.drawn.nodes);
    al_release(allocator, supporting.draws);
    al_release(allocator, supporting.partings[0]);
    al_release(allocator, supporting.partings[1]);
    if (!done)
        al_kinship_release(tree);
    return done;
}

void al_kinship_release(al_kinship *tree)
{
    if (tree->allocator == NULL)
        return;
    al_release(tree->allocator, tree->nodes);
    *tree = (al_kinship){.allocator = NULL};
}
