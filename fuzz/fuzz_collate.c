/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Witnesses with separators between them, or, of what begins with a brace, those of a document in
 * CollateX's JSON. Every witness is what its cells are in a row, the table is the same when they
 * are given the other way round, and all forms can be written.
 */
#include "fuzz.h"

enum { MOST_WITNESSES = 8 };

typedef struct witnesses {
    almost_text *texts[MOST_WITNESSES];
    size_t n;
} witnesses;

static void check_rebuilt(const almost_collation *collation, size_t witness)
{
    uint64_t length, byte = 0;
    (void)almost_collation_bytes(collation, witness, &length);
    for (uint64_t row = 0; row < almost_collation_rows(collation); row++) {
        almost_span cell = almost_collation_cell(collation, row, witness);
        if (cell.start == cell.end)
            continue;
        FUZZ_CHECK(cell.start == byte && cell.end > byte, "a cell out of order");
        byte = cell.end;
    }
    FUZZ_CHECK(byte == length, "a witness is not rebuilt");
}

static void check_forms(const almost_collation *collation)
{
    for (int form = 0; form <= ALMOST_COLLATION_HTML; form++) {
        fuzz_bytes out = {0};
        almost_collation_options options;
        almost_collation_options_init(&options);
        options.form = (almost_collation_form)form;
        FUZZ_CHECK(almost_collation_write(collation, &options, fuzz_collect, &out, NULL) ==
                       ALMOST_OK,
                   "form %d cannot be written", form);
        free(out.at);
    }
}

static void check(const almost_collation *collation)
{
    for (size_t i = 0; i < almost_collation_witnesses(collation); i++) {
        double related = almost_collation_related(collation, i);
        FUZZ_CHECK(related >= 0 && related <= 1, "a share of %f", related);
        check_rebuilt(collation, i);
    }
    check_forms(collation);
}

/* The collation of the witnesses in their order or turned round; NULL: refused with a reason. */
static almost_collation *collate(const witnesses *witnesses, bool turned)
{
    static const char *const names[MOST_WITNESSES] = {"A", "B", "C", "D", "E", "F", "G", "H"};
    const almost_text *texts[MOST_WITNESSES];
    const char *sigla[MOST_WITNESSES];
    almost_collation *collation = NULL;
    almost_error error = {0};
    for (size_t i = 0; i < witnesses->n; i++) {
        size_t from = turned ? witnesses->n - 1 - i : i;
        texts[i] = witnesses->texts[from];
        sigla[i] = names[from];
    }
    almost_status status = almost_collate(texts, sigla, witnesses->n, NULL, &collation, &error);
    FUZZ_CHECK(status == ALMOST_OK || error.message[0] != '\0', "a failure without a word");
    return collation;
}

static void check_turned(const almost_collation *one, const almost_collation *other, size_t n)
{
    FUZZ_CHECK(almost_collation_rows(one) == almost_collation_rows(other),
               "turned round, there are other rows");
    for (uint64_t row = 0; row < almost_collation_rows(one); row++) {
        for (size_t i = 0; i < n; i++) {
            almost_span a = almost_collation_cell(one, row, i);
            almost_span b = almost_collation_cell(other, row, n - 1 - i);
            FUZZ_CHECK(a.start == b.start && a.end == b.end, "turned round, a cell differs");
        }
    }
}

static void check_witnesses(const witnesses *witnesses)
{
    almost_collation *collation = collate(witnesses, false);
    almost_collation *turned = collate(witnesses, true);
    FUZZ_CHECK((collation == NULL) == (turned == NULL), "refused in one order only");
    if (collation != NULL) {
        check(collation);
        check_turned(collation, turned, witnesses->n);
    }
    almost_collation_free(collation);
    almost_collation_free(turned);
}

/* What CollateX reads or, with `earlier`, what an earlier answer is. */
static void check_json(const uint8_t *data, size_t size, bool earlier)
{
    almost_collation *collation = NULL;
    almost_error error = {0};
    almost_collate_options options;
    almost_collate_options_init(&options);
    options.earlier = (const char *)data;
    options.earlier_length = size;
    options.earlier_name = "input";
    almost_status status =
        earlier ? almost_collate(NULL, NULL, 0, &options, &collation, &error)
                : almost_collate_json(options.earlier, size, "input", NULL, &collation, &error);
    FUZZ_CHECK(status == ALMOST_OK ||
                   (error.message[0] != '\0' && strchr(error.message, '\n') == NULL),
               "a failure without a line that says why");
    if (collation != NULL)
        check(collation);
    almost_collation_free(collation);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    witnesses witnesses = {.n = 0};
    fuzz_parts parts = fuzz_split(data, size);
    bool whole = true;
    if (size > 0 && data[0] == '{') {
        check_json(data, size, false);
        check_json(data, size, true);
        return 0;
    }
    while (witnesses.n < MOST_WITNESSES) {
        almost_text *text = fuzz_open(parts.first, parts.first_length, "UTF-8");
        whole &= text != NULL;
        witnesses.texts[witnesses.n++] = text;
        if (parts.first + parts.first_length == parts.second)
            break;
        parts = fuzz_split((const uint8_t *)parts.second, parts.second_length);
    }
    if (whole)
        check_witnesses(&witnesses);
    for (size_t i = 0; i < witnesses.n; i++)
        almost_text_free(witnesses.texts[i]);
    return 0;
}
