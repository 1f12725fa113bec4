/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Building a text. A reader of src/read hands over bytes of UTF-8, each stretch with the bytes of
 * the source that it comes from, and says what begins where. What it was read from, the text does
 * not know.
 *
 * The first failure is kept: all further calls do nothing, and al_builder_finish() reports it, so
 * that a reader may ask al_builder_failed() now and then, or not at all.
 */
#ifndef AL_BUILD_H
#define AL_BUILD_H

#include "base/must_check.h"
#include "base/buffer.h"
#include "text/document.h"
#include "text/layers.h"
#include "text/milestones.h"
#include "text/parts.h"
#include "text/source.h"

typedef struct al_builder {
    almost_text *text; /* what is built; bytes and length are set at the end */
    uint64_t limit;    /* of its decoded bytes, and of all values */
    al_buffer out;     /* what was appended */
    bool taken;        /* the text is a document as a whole */
    bool mended;       /* it was looked through for damage: src/read/repair.h */
    almost_status status;
    almost_error *error;
} al_builder;

/*
 * Begin a text. Takes over source->bytes, also on failure. `limit` is at most AL_TEXT_MOST_BYTES.
 * On failure, which is MEMORY, there is nothing to release.
 */
AL_MUST_CHECK almost_status al_builder_init(al_builder *builder, const almost_allocator *allocator,
                                            const char *name, al_bytes *source, uint64_t limit,
                                            almost_error *error);

/* Release what no text came of. After al_builder_finish() there is nothing to do. */
void al_builder_release(al_builder *builder);

bool al_builder_failed(const al_builder *builder);

/* Bytes of the text so far. */
uint64_t al_builder_length(const al_builder *builder);

/*
 * The source is packed and these are its parts: what is appended comes from their bytes, not from
 * those of the source as it came. Takes over `parts`; nothing is appended before.
 */
void al_builder_parts(al_builder *builder, struct al_parts *parts);

/* The encoding that the source says it has, of at most AL_ENCODING_NAME - 1 bytes. */
void al_builder_encoding(al_builder *builder, const char *encoding);

/*
 * Append `length` bytes that come from those of the source. They are copied. A source of more or
 * fewer bytes is what all of them come from: origin.h. Nothing is appended when `length` is 0.
 */
void al_builder_append(al_builder *builder, const char *bytes, uint64_t length, al_range source);

/*
 * Let the text be the decoded source as a whole: nothing is copied, and what the document owned is
 * the text's. Nothing else is appended before or after.
 */
void al_builder_take(al_builder *builder, al_document *document);

/* Something begins with what is appended next, or, in a text that was taken, at a byte of it. */
void al_builder_milestone(al_builder *builder, al_milestone_kind kind, al_value value);
void al_builder_milestone_at(al_builder *builder, al_milestone_kind kind, uint64_t at,
                             al_value value);

/* Bytes of the text so far are of a kind. `value` may be al_value_bytes("", 0). */
void al_builder_layer(al_builder *builder, al_layer_kind kind, al_range bytes, al_value value);

/* Something of the source is none of the text: src/text/left_out.h. `what` is static. */
void al_builder_leave_out(al_builder *builder, const char *what, uint64_t words);

/* The text, which is the caller's, or the first failure: LIMIT, MEMORY. Ends the builder anyhow. */
AL_MUST_CHECK almost_status al_builder_finish(al_builder *builder, almost_text **out);

#endif
