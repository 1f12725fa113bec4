/* SPDX-License-Identifier: Apache-2.0 */
/* changes ORIGINAL TELLING: each change that touches the meaning, with its line. */
#include <almost/almost.h>

#include <inttypes.h>
#include <stdio.h>

static void print_span(const almost_text *text, almost_span span)
{
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);

    printf("[%.*s]", (int)(span.end - span.start), bytes + span.start);
}

static void print_changes(const almost_text *original, const almost_text *telling,
                          const almost_comparison *comparison)
{
    uint32_t loud = ALMOST_TOUCHES_NEGATION | ALMOST_TOUCHES_NUMBER | ALMOST_TOUCHES_MODAL;
    almost_change change;

    for (size_t i = 0; almost_comparison_change(comparison, i, &change); i++) {
        if ((change.touches & loud) == 0)
            continue;
        printf("line %" PRIu64 ": ", almost_text_place(original, change.original.start).line);
        print_span(original, change.original);
        printf(" became ");
        print_span(telling, change.telling);
        printf("\n");
    }
}

int main(int argc, char **argv)
{
    almost_text *original = NULL, *telling = NULL;
    almost_comparison *comparison = NULL;
    almost_error error = {0};
    int status = 2;

    if (argc != 3)
        fprintf(stderr, "usage: changes ORIGINAL TELLING\n");
    else if (almost_text_open(argv[1], NULL, &original, &error) != ALMOST_OK ||
             almost_text_open(argv[2], NULL, &telling, &error) != ALMOST_OK ||
             almost_compare(original, telling, NULL, &comparison, &error) != ALMOST_OK)
        fprintf(stderr, "%s: %s\n", error.file, error.message);
    else {
        print_changes(original, telling, comparison);
        status = 0;
    }
    almost_comparison_free(comparison);
    almost_text_free(original);
    almost_text_free(telling);
    return status;
}
