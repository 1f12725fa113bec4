/* SPDX-License-Identifier: Apache-2.0 */
/* Asking a source who speaks; see speakers.h. */
#include "quote/speakers.h"

#include "base/error.h"
#include "base/memory.h"

bool al_speakers_init(al_speakers *speakers, const almost_environment *environment,
                      const al_deadline *deadline, const almost_text *const *texts, size_t n)
{
    const almost_allocator *allocator = al_allocator_of(environment);
    *speakers =
        (al_speakers){.environment = environment, .deadline = deadline, .texts = texts, .n = n};
    al_buffer_init(&speakers->claimed, allocator);
    al_buffer_init(&speakers->found, allocator);
    speakers->of = al_allocate_zero(allocator, n, sizeof *speakers->of);
    speakers->bearers = al_allocate_zero(allocator, n, sizeof *speakers->bearers);
    return speakers->of != NULL && speakers->bearers != NULL;
}

void al_speakers_release(al_speakers *speakers)
{
    if (speakers->environment == NULL)
        return;
    const almost_allocator *allocator = al_allocator_of(speakers->environment);
    for (size_t i = 0; i < speakers->n; i++) {
        if (speakers->of != NULL)
            almost_quotations_free(speakers->of[i]);
        if (speakers->bearers != NULL)
            al_bearers_release(&speakers->bearers[i]);
    }
    al_release(allocator, speakers->of);
    al_release(allocator, speakers->bearers);
    al_buffer_release(&speakers->claimed);
    al_buffer_release(&speakers->found);
    *speakers = (al_speakers){.n = 0};
}

almost_quotations **al_speakers_keep(al_speakers *speakers)
{
    almost_quotations **of = speakers->of;
    speakers->of = NULL;
    return of;
}

/* Find the quotations of a source, and who speaks there. */
static almost_status listen(al_speakers *speakers, size_t index, almost_error *error)
{
    almost_environment environment = *speakers->environment;
    almost_quotations_options options;
    environment.timeout = al_deadline_left(speakers->deadline);
    almost_quotations_options_init(&options);
    options.environment = &environment;
    almost_status status =
        almost_quotations_find(speakers->texts[index], &options, &speakers->of[index], error);
    if (status != ALMOST_OK)
        return status;
    return al_bearers_init(&speakers->bearers[index], al_allocator_of(&environment),
                           speakers->of[index])
               ? ALMOST_OK
               : al_fail_memory(error);
}

static bool fold(al_buffer *buffer, const char *name)
{
    buffer->length = 0;
    al_bearers_fold(buffer, name);
    return !buffer->failed;
}

/* The quotation that most of some bytes lies in; NULL: none. */
static const almost_quotation *quotation_at(const almost_quotations *quotations, almost_span bytes)
{
    size_t low = 0, high = quotations->n;
    while (low < high) { /* the first that ends behind the start */
        size_t middle = low + (high - low) / 2;
        if (quotations->items[middle].span.end <= bytes.start)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == quotations->n)
        return NULL;
    const almost_quotation *item = &quotations->items[low];
    uint64_t start = item->span.start > bytes.start ? item->span.start : bytes.start;
    uint64_t end = item->span.end < bytes.end ? item->span.end : bytes.end;
    bool most = end > start && 5 * (end - start) >= 4 * (bytes.end - bytes.start);
    return most ? item : NULL;
}

almost_status al_speakers_ask(al_speakers *speakers, size_t index, almost_span bytes,
                              const char *claimed, al_said_by *out, almost_error *error)
{
    *out = (al_said_by){.name = NULL};
    almost_status status = speakers->of[index] == NULL ? listen(speakers, index, error) : ALMOST_OK;
    if (status != ALMOST_OK)
        return status;
    const almost_quotation *item = quotation_at(speakers->of[index], bytes);
    if (item == NULL || item->speaker == NULL || item->flags & ALMOST_QUOTATION_GUESS)
        return ALMOST_OK;
    if (!fold(&speakers->claimed, claimed) || !fold(&speakers->found, item->speaker))
        return al_fail_memory(error);
    const char *theirs = speakers->claimed.bytes, *found = speakers->found.bytes;
    out->name = item->speaker;
    out->wrong = al_bearers_sure(item) && !al_bearers_may_be_one(found, theirs) &&
                 al_bearers_have(&speakers->bearers[index], theirs, found);
    return ALMOST_OK;
}
