/* SPDX-License-Identifier: Apache-2.0 */
#include "apply/outcome.h"

#include "base/error.h"

static const char byte_order_mark[] = "\xEF\xBB\xBF";

bool al_outcome_init(al_outcome *outcome, const almost_allocator *allocator,
                     const almost_text *like, bool mark, almost_sink sink, void *context)
{
    *outcome = (al_outcome){.like = like, .mark = mark};
    outcome->foreign = strcmp(like->encoding, "UTF-8") != 0;
    al_buffer_init(&outcome->collected, allocator);
    if (!al_output_init(&outcome->output, allocator, sink, context))
        return false;
    if (mark)
        al_outcome_put(outcome, byte_order_mark, sizeof byte_order_mark - 1);
    return true;
}

void al_outcome_put(al_outcome *outcome, const char *bytes, uint64_t length)
{
    if (outcome->foreign)
        al_buffer_append(&outcome->collected, bytes, length);
    else
        al_output_bytes(&outcome->output, bytes, length);
}

static almost_status al_encode_text(const almost_text *like, const char *bytes, size_t length,
                                    al_buffer *out, almost_error *error)
{
    (void)bytes;
    (void)length;
    (void)out;
    return al_fail(error, ALMOST_ERROR_ENCODING, like->name, "is in %s: convert it to UTF-8 first",
                   like->encoding);
}

/* Turn what was collected into the encoding of the text in hand. */
static almost_status put_encoded(al_outcome *outcome, almost_error *error)
{
    if (outcome->collected.failed)
        return al_fail_memory(error);
    al_buffer encoded;
    al_buffer_init(&encoded, outcome->collected.allocator);
    almost_status status = al_encode_text(outcome->like, outcome->collected.bytes,
                                          outcome->collected.length, &encoded, error);
    if (status == ALMOST_OK)
        al_output_bytes(&outcome->output, encoded.bytes, encoded.length);
    al_buffer_release(&encoded);
    return status;
}

almost_status al_outcome_finish(al_outcome *outcome, almost_error *error)
{
    almost_status status = outcome->foreign ? put_encoded(outcome, error) : ALMOST_OK;
    return status == ALMOST_OK ? al_output_finish(&outcome->output, error) : status;
}

void al_outcome_release(al_outcome *outcome)
{
    al_output_release(&outcome->output);
    al_buffer_release(&outcome->collected);
}
