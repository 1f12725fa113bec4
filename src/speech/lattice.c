/* SPDX-License-Identifier: Apache-2.0 */
/* Forwards and backwards over pairs of neighbouring candidates; see lattice.h. */
#include "speech/lattice.h"

enum { M = AL_SPEECH_CANDIDATES };

static const float never = -1e30f;

typedef float pairs[M][M]; /* by the candidate of the step before, and of the step */

struct al_speech_lattice {
    al_speech_step steps[AL_SPEECH_SCENE_TURNS];
    pairs forward[AL_SPEECH_SCENE_TURNS];  /* the best row up to here, this step included */
    pairs backward[AL_SPEECH_SCENE_TURNS]; /* the best row from here on, this step left out */
};

al_speech_lattice *al_speech_lattice_new(const almost_allocator *allocator)
{
    return al_allocate(allocator, 1, sizeof(al_speech_lattice));
}

void al_speech_lattice_free(const almost_allocator *allocator, al_speech_lattice *lattice)
{
    al_release(allocator, lattice);
}

al_speech_step *al_speech_lattice_steps(al_speech_lattice *lattice)
{
    return lattice->steps;
}

/* What candidate c of a step is worth behind b, and a before that; either may be none. */
static float worth(const al_speech_step *steps, size_t at, uint32_t a, uint32_t b, uint32_t c)
{
    const al_speech_step *step = &steps[at];
    const al_speech_candidate *candidate = &step->list[c];
    float score = candidate->score;
    if (candidate->who == UINT32_MAX)
        return score; /* nobody in particular */
    if (at > 0 && steps[at - 1].list[b].who == candidate->who)
        score += step->same;
    else if (at > 1 && steps[at - 2].list[a].who == candidate->who)
        score += step->again;
    return score;
}

static uint32_t width(const al_speech_step *steps, size_t at)
{
    return steps[at].n;
}

static void go_forward(al_speech_lattice *lattice, size_t at)
{
    const al_speech_step *steps = lattice->steps;
    for (uint32_t c = 0; c < width(steps, at); c++) {
        if (at == 0) {
            lattice->forward[0][0][c] = worth(steps, 0, 0, 0, c);
            continue;
        }
        for (uint32_t b = 0; b < width(steps, at - 1); b++) {
            float best = never;
            uint32_t n = at > 1 ? width(steps, at - 2) : 1;
            for (uint32_t a = 0; a < n; a++) {
                float here = lattice->forward[at - 1][a][b] + worth(steps, at, a, b, c);
                best = here > best ? here : best;
            }
            lattice->forward[at][b][c] = best;
        }
    }
}

static void go_backward(al_speech_lattice *lattice, size_t at, size_t n)
{
    const al_speech_step *steps = lattice->steps;
    uint32_t before = at > 0 ? width(steps, at - 1) : 1;
    for (uint32_t b = 0; b < before; b++)
        for (uint32_t c = 0; c < width(steps, at); c++) {
            float best = at + 1 < n ? never : 0;
            for (uint32_t d = 0; at + 1 < n && d < width(steps, at + 1); d++) {
                float here = lattice->backward[at + 1][c][d] + worth(steps, at + 1, b, c, d);
                best = here > best ? here : best;
            }
            lattice->backward[at][b][c] = best;
        }
}

/* The best row through candidate c of a step. */
static float through(const al_speech_lattice *lattice, size_t at, uint32_t c)
{
    uint32_t before = at > 0 ? width(lattice->steps, at - 1) : 1;
    float best = never;
    for (uint32_t b = 0; b < before; b++) {
        float here = lattice->forward[at][b][c] + lattice->backward[at][b][c];
        best = here > best ? here : best;
    }
    return best;
}

static void solve_step(const al_speech_lattice *lattice, size_t at, float alone, uint32_t *best,
                       float *margin)
{
    float first = never, second = never;
    *best = M;
    for (uint32_t c = 0; c < width(lattice->steps, at); c++) {
        float here = through(lattice, at, c);
        if (here > first) {
            second = first;
            first = here;
            *best = c;
        } else if (here > second) {
            second = here;
        }
    }
    *margin = second > never ? first - second : alone;
}

void al_speech_lattice_solve(al_speech_lattice *lattice, size_t n, float alone, uint32_t *best,
                             float *margins)
{
    for (size_t at = 0; at < n; at++)
        go_forward(lattice, at);
    for (size_t at = n; at-- > 0;)
        go_backward(lattice, at, n);
    for (size_t at = 0; at < n; at++)
        solve_step(lattice, at, alone, &best[at], &margins[at]);
}
