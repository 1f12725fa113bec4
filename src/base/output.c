/* SPDX-License-Identifier: Apache-2.0 */
/* The buffer in front of the sink. */
#include "base/output.h"

#include "base/checksum.h"
#include "base/deadline.h"
#include "base/error.h"

bool al_output_init(al_output *output, const almost_allocator *allocator, almost_sink sink,
                    void *context)
{
    *output = (al_output){.allocator = allocator, .sink = sink, .context = context};
    output->bytes = al_allocate(allocator, AL_OUTPUT_CAPACITY, 1);
    return output->bytes != NULL;
}

void al_output_release(al_output *output)
{
    al_release(output->allocator, output->bytes);
    output->bytes = NULL;
}

/* False when the sink refused it. */
static bool hand_on(al_output *output)
{
    al_clock *clock = output->clock;
    if (clock == NULL)
        return output->sink(output->context, output->bytes, output->length) == 0;
    double left = al_deadline_left(&clock->deadline);
    bool taken = output->sink(output->context, output->bytes, output->length) == 0;
    clock->deadline = al_deadline_in(left);
    return taken;
}

void al_output_flush(al_output *output)
{
    if (output->sum != NULL)
        al_checksum_bytes(output->sum, output->bytes, output->length);
    output->failed = output->failed || al_clock_look(output->clock);
    if (output->length > 0 && !output->failed && !hand_on(output))
        output->failed = true;
    output->length = 0;
}

almost_status al_output_finish(al_output *output, almost_error *error)
{
    al_output_flush(output);
    if (output->failed && output->clock != NULL && output->clock->late)
        return al_fail(error, ALMOST_ERROR_TIMEOUT, NULL,
                       "writing was not done in time; raise the timeout or ask for less");
    if (output->failed)
        return al_fail(error, ALMOST_ERROR_WRITE, NULL, "the output cannot be written");
    return ALMOST_OK;
}

void al_output_large(al_output *output, const char *bytes, size_t length)
{
    while (length > 0 && !output->failed) {
        size_t room = AL_OUTPUT_CAPACITY - output->length;
        size_t part = length < room ? length : room;
        memcpy(output->bytes + output->length, bytes, part);
        output->length += part;
        bytes += part;
        length -= part;
        if (length > 0)
            al_output_flush(output);
    }
}

void al_output_bytes(al_output *output, const char *bytes, size_t length)
{
    if (length > AL_OUTPUT_CAPACITY - output->length) {
        al_output_large(output, bytes, length);
        return;
    }
    if (length > 0) /* of nothing there may be no address */
        memcpy(output->bytes + output->length, bytes, length);
    output->length += length;
}

void al_output_number(al_output *output, uint64_t number)
{
    al_output_wrote(output, al_put_number(al_output_room(output, 20), number));
}

void al_output_grouped(al_output *output, uint64_t number)
{
    al_output_wrote(output, al_put_grouped(al_output_room(output, 26), number));
}

void al_output_fixed(al_output *output, double number, int decimals)
{
    al_output_wrote(output, al_put_fixed(al_output_room(output, 48), number, decimals));
}

void al_output_scientific(al_output *output, double number)
{
    al_output_wrote(output, al_put_scientific(al_output_room(output, 48), number));
}
