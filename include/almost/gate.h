/* SPDX-License-Identifier: Apache-2.0 */
/* Gates: whether a telling changed anything that it was not to change. */
#ifndef ALMOST_GATE_H
#define ALMOST_GATE_H

#include <almost/comparison.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Gates ------------------------------------------------------------- */

/*
 * A gate is made of two sets of bits: what it fails on, and what it allows, which is taken away
 * from the former. Where nothing is said to be failed on, but something is allowed, all else is
 * failed on. The bits are almost_touch bits and these.
 *
 * A change belongs to all that it touches. From eight words up (a sentence, as a rule) one that is
 * only missing, or only new, belongs to that as well, and where that is allowed, so is whatever it
 * touches; a shorter one is wording. A passage that moved belongs to that alone, and what changed
 * in it is judged as elsewhere; words in another order within a passage are wording.
 */
typedef enum almost_gate {
    ALMOST_GATE_MISSING = 1 << 24,
    ALMOST_GATE_ADDED = 1 << 25,
    ALMOST_GATE_MOVED = 1 << 26,
    ALMOST_GATE_MEANING = ALMOST_TOUCHES_NEGATION | ALMOST_TOUCHES_NUMBER | ALMOST_TOUCHES_NAME |
                          ALMOST_TOUCHES_MODAL | ALMOST_TOUCHES_SPEAKER | ALMOST_TOUCHES_UNIT |
                          ALMOST_TOUCHES_QUANTITY | ALMOST_TOUCHES_OPPOSITE |
                          ALMOST_TOUCHES_CONDITION | ALMOST_TOUCHES_HEDGE | ALMOST_TOUCHES_ROLE,
    ALMOST_GATE_ALL = ALMOST_GATE_MEANING | ALMOST_TOUCHES_WORDING | ALMOST_TOUCHES_SPELLING |
                      ALMOST_TOUCHES_PUNCTUATION | ALMOST_TOUCHES_CASE | ALMOST_TOUCHES_SPACING |
                      ALMOST_GATE_MISSING | ALMOST_GATE_ADDED | ALMOST_GATE_MOVED
} almost_gate;

/*
 * What has a name in a gate, number `index` from 0: what changes touch, loudest first, then
 * missing, added, moved, meaning and all. 0 behind the last.
 */
ALMOST_PUBLIC uint32_t almost_gate_at(size_t index);

/* The name of one of these, such as "negation" or "meaning". NULL when it is none. Borrowed,
 * forever. */
ALMOST_PUBLIC const char *almost_gate_name(uint32_t gate);

/*
 * What change number `index`, from 0, fails by: bits of `fail_on` that `allow` does not take away.
 * 0: it passes, or there is none. Of text that moved in several pieces only the first fails.
 */
ALMOST_PUBLIC uint32_t almost_comparison_fails(const almost_comparison *comparison, size_t index,
                                               uint32_t fail_on, uint32_t allow);

/* How many changes fail. */
ALMOST_PUBLIC uint64_t almost_comparison_findings(const almost_comparison *comparison,
                                                  uint32_t fail_on, uint32_t allow);

#ifdef __cplusplus
}
#endif

#endif
