/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The changes of several revisions in one document, each under its author. They are put in one
 * revision after the other: the base merged with the first k of them is the telling of the base
 * merged with one fewer, so that what is tracked then is the k-th author's, and earlier changes
 * stay as they are, as in any redline of a document that has some. Each step is proved by itself:
 * with the changes of an author rejected, the document is the one before.
 */
#include "almost/redline.h"

#include "base/buffer.h"
#include "base/error.h"
#include "base/options.h"
#include "merge/forms.h"

typedef struct step {
    const almost_merge *merge;
    almost_redline_options options; /* of this author */
    almost_text *telling;           /* the base merged with the sides up to this one */
    almost_comparison *comparison;
    uint64_t shapes;
} step;

static int keep(void *context, const char *bytes, size_t length)
{
    al_buffer *out = context;
    al_buffer_append(out, bytes, length);
    return out->failed;
}

/* The text of a merge with all that sides have in place of the same words, and its encoding. */
static almost_status write_union(const almost_merge *merge, al_buffer *out, const char **encoding,
                                 almost_error *error)
{
    almost_merge_write_options options;
    *encoding = al_merge_has_encoding(merge) ? almost_text_encoding(merge->text) : "UTF-8";
    almost_merge_write_options_init(&options);
    options.marks = ALMOST_MARKS_UNION;
    return almost_merge_write(merge, &options, keep, out, error);
}

/* The base with what the first `n` sides made of it. */
static almost_status merge_first(const almost_merge *merge, uint32_t n, al_buffer *out,
                                 const char **encoding, almost_error *error)
{
    const almost_text *sides[AL_MERGE_MOST_SIDES];
    almost_merge *first = NULL;
    almost_merge_options options;
    if (n == merge->n)
        return write_union(merge, out, encoding, error);
    for (uint32_t i = 0; i < n; i++)
        sides[i] = merge->sides[merge->number[i]].text;
    almost_merge_options_init(&options);
    options.environment = &merge->environment;
    almost_status status = almost_merge_new(merge->text, sides, n, &options, &first, error);
    if (status == ALMOST_OK)
        status = write_union(first, out, encoding, error);
    almost_merge_free(first);
    return status;
}

/* Read what was made, under the name of what it was made of. */
static almost_status read(const almost_merge *merge, const al_buffer *bytes,
                          almost_text_options options, almost_text **out, almost_error *error)
{
    options.environment = &merge->environment;
    return almost_text_from_memory(bytes->bytes, bytes->length, &options, out, error);
}

static almost_status tell(step *step, uint32_t number, almost_error *error)
{
    const almost_merge *merge = step->merge;
    al_buffer bytes;
    al_buffer_init(&bytes, merge->allocator);
    almost_text_options options;
    almost_text_options_init(&options);
    options.name = almost_text_name(merge->sides[merge->number[number]].text);
    options.format = "text";
    almost_status status = merge_first(merge, number + 1, &bytes, &options.encoding, error);
    if (status == ALMOST_OK)
        status = read(merge, &bytes, options, &step->telling, error);
    al_buffer_release(&bytes);
    return status;
}

/* Append `document` with the changes of the side with this number tracked. */
static almost_status track(step *step, const almost_text *document, uint32_t number, al_buffer *out,
                           almost_error *error)
{
    almost_compare_options options;
    almost_compare_options_init(&options);
    options.environment = &step->merge->environment;
    almost_status status = tell(step, number, error);
    if (status == ALMOST_OK)
        status = almost_compare(document, step->telling, &options, &step->comparison, error);
    if (status == ALMOST_OK)
        status = almost_redline(step->comparison, &step->options, keep, out, error);
    almost_comparison_free(step->comparison);
    almost_text_free(step->telling);
    step->comparison = NULL;
    step->telling = NULL;
    return status;
}

/* Put in the changes of all sides, one after the other. */
static almost_status track_all(step *step, const char *const *authors, al_buffer *out,
                               almost_error *error)
{
    const almost_merge *merge = step->merge;
    almost_text *document = NULL;
    almost_status status = ALMOST_OK;
    uint64_t *shapes = step->options.shapes, all = 0;
    step->options.shapes = &step->shapes;
    almost_text_options reading; /* of a document with the changes so far */
    almost_text_options_init(&reading);
    reading.name = almost_text_name(merge->text);
    reading.format = step->options.format;
    for (uint32_t i = 0; i < merge->n && status == ALMOST_OK; i++) {
        step->options.author = authors[i];
        out->length = 0;
        status = track(step, document != NULL ? document : merge->text, i, out, error);
        step->options.left_out = NULL; /* told once */
        all += step->shapes;
        almost_text_free(document);
        document = NULL;
        if (status == ALMOST_OK && i + 1 < merge->n)
            status = read(merge, out, reading, &document, error);
    }
    if (status == ALMOST_OK && shapes != NULL)
        *shapes = all;
    almost_text_free(document);
    return status;
}

almost_status almost_merge_redline(const almost_merge *merge, const char *const *authors,
                                   const almost_redline_options *options, almost_sink sink,
                                   void *sink_context, almost_error *error)
{
    step step = {.merge = merge};
    al_buffer out;
    almost_redline_options_init(&step.options);
    almost_status status = al_options_complete(&step.options, sizeof step.options, options,
                                               "almost_redline_options", error);
    if (status != ALMOST_OK)
        return status;
    al_buffer_init(&out, merge->allocator);
    status = track_all(&step, authors, &out, error);
    if (status == ALMOST_OK && sink(sink_context, out.bytes, out.length) != 0)
        status = al_fail(error, ALMOST_ERROR_WRITE, NULL, "the output cannot be written");
    al_buffer_release(&out);
    return status;
}
