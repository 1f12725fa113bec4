/* SPDX-License-Identifier: Apache-2.0 */
/* What would be slow in Python, piece by piece: taking what is written, and tables of a comparison. */

/* Bytes taken so far; all 0 at first. Whoever takes them frees them by taking_free(). */
typedef struct taking {
    char *bytes;
    size_t length;
    size_t room;
} taking;

/* An almost_sink, whose context is a taking. */
int taking_sink(void *context, const char *bytes, size_t length);

void taking_free(taking *taken);

/*
 * All changes, in code points: for each 9 integers (id, passage, kind, touches, the original's span,
 * the telling's span, group) and its weight.
 */
void taking_changes(const almost_comparison *comparison, const almost_text *original,
                    const almost_text *telling, int64_t *integers, double *weights);

/* All passages: 7 integers (id, kind, moved, two spans) and 3 reals (likeness, bits, expected). */
void taking_passages(const almost_comparison *comparison, const almost_text *original,
                     const almost_text *telling, int64_t *integers, double *reals);
