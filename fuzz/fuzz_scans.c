/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scanned and printed pages. The first byte chooses: a for ALTO, p for PAGE-XML, h for hOCR, and x
 * for what pdftotext tells of a PDF. What is read twice says the same.
 */
#include "fuzz.h"
#include "read/pdf.h"

static void read_scan(const char *bytes, size_t length, const char *format)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.format = format;
    almost_error error = {0};
    almost_text *text = NULL;
    almost_status status = almost_text_from_memory(bytes, length, &options, &text, &error);
    FUZZ_CHECK(status == ALMOST_OK || error.message[0] != '\0', "a failure without a word");
    if (status != ALMOST_OK)
        return;
    uint64_t n;
    const char *read = almost_text_bytes(text, &n);
    FUZZ_CHECK(n == 0 || (read[0] != '\n' && read[n - 1] != '\n'), "line ends at an edge");
    for (uint64_t at = 0; at <= n; at += 1 + n / 100)
        (void)almost_text_place(text, at);
    almost_text_free(text);
}

/* What a reader does with boxes, up to its text. */
static void read_boxes(const char *bytes, size_t length)
{
    al_layout layout;
    al_layout_init(&layout, al_allocator_default(), 1 << 20);
    al_read_source source = {.name = "boxes", .bytes = bytes, .length = length};
    al_read_options options = {.depth = 100};
    char *copy = malloc(length + 1);
    if (copy == NULL)
        return;
    memcpy(copy, bytes, length);
    almost_status status = al_pdf_read_boxes(&layout, &source, &options, copy, length, NULL);
    FUZZ_CHECK(status != ALMOST_OK || layout.failed || layout.full ||
                   (al_layout_arrange(&layout) && al_layout_find_margins(&layout) &&
                    al_layout_order_columns(&layout) && al_layout_find_notes(&layout) &&
                    al_layout_find_paragraphs(&layout)),
               "boxes are not arranged");
    free(copy);
    al_layout_release(&layout);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    if (size == 0)
        return 0;
    switch (data[0]) {
    case 'a': read_scan(bytes + 1, size - 1, "alto"); break;
    case 'p': read_scan(bytes + 1, size - 1, "page"); break;
    case 'h': read_scan(bytes + 1, size - 1, "hocr"); break;
    default: read_boxes(bytes + 1, size - 1); break;
    }
    return 0;
}
