/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents with separators between them, or lines of JSON: what they share is the same whatever
 * the memory, and can be written in both forms.
 */
#include "fuzz.h"

static almost_reuse *find(const uint8_t *data, size_t size, uint64_t memory)
{
    almost_reuse_options options;
    almost_reuse *reuse;
    almost_reuse_options_init(&options);
    options.memory = memory;
    options.least = 30;
    if (almost_reuse_new(&options, &reuse, NULL) != ALMOST_OK)
        return NULL;
    bool lines = size > 0 && data[0] == '{';
    for (size_t start = 0, end, number = 1; start < size; start = end + 1, number++) {
        char id[24];
        const char *bytes = (const char *)data + start;
        for (end = start; end < size && data[end] != (lines ? '\n' : 0x1E);)
            end++;
        snprintf(id, sizeof id, "%zu", number);
        almost_status status =
            lines ? almost_reuse_add_line(reuse, bytes, end - start, "lines", number, NULL)
                  : almost_reuse_add(reuse, id, bytes, end - start, NULL);
        FUZZ_CHECK(status == ALMOST_OK || status == ALMOST_ERROR_FORMAT, "status %d", status);
    }
    FUZZ_CHECK(almost_reuse_find(reuse, NULL) == ALMOST_OK, "nothing can be found");
    return reuse;
}

static fuzz_bytes written(almost_reuse *reuse, almost_reuse_form form)
{
    almost_reuse_write_options options;
    fuzz_bytes out = {0};
    almost_reuse_write_options_init(&options);
    options.form = form;
    FUZZ_CHECK(almost_reuse_write(reuse, &options, fuzz_collect, &out, NULL) == ALMOST_OK,
               "form %d cannot be written", form);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    almost_reuse *small = find(data, size, 1), *large = find(data, size, 1 << 28);
    for (int form = 0; small != NULL && large != NULL && form < 2; form++) {
        fuzz_bytes one = written(small, (almost_reuse_form)form);
        fuzz_bytes other = written(large, (almost_reuse_form)form);
        FUZZ_CHECK(one.length == other.length &&
                       (one.length == 0 || memcmp(one.at, other.at, one.length) == 0),
                   "memory changes the answer");
        free(one.at);
        free(other.at);
    }
    almost_reuse_free(small);
    almost_reuse_free(large);
    return 0;
}
