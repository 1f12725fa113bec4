/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is handed out has been read by the reader that everyone else's documents are read by: all
 * accepted it is the telling, letter by letter and gap by gap, and with ours rejected the original,
 * byte by byte.
 */
#include "redline/redline.h"

#include "base/error.h"

#include <string.h>

static almost_status read_again(const al_redline_job *job, const al_reader *reader,
                                const al_buffer *out, almost_revisions revisions,
                                almost_text **text, almost_error *error)
{
    al_read_options how = job->how;
    how.revisions = revisions;
    how.first_change = job->marking.first;
    al_read_source made = {job->package.source->name, NULL, out->bytes, out->length};
    return al_read_memory(reader, &made, &how, job->allocator, text, error);
}

/* The first byte that two texts do not share; UINT32_MAX where they are the same. */
static uint32_t first_unlike(const almost_text *a, const almost_text *b)
{
    uint64_t length = a->length < b->length ? a->length : b->length, at = 0;
    while (at < length && a->bytes[at] == b->bytes[at])
        at++;
    return at == a->length && at == b->length ? UINT32_MAX : (uint32_t)at;
}

/* The atom of the original that a atom of the telling is kept as, or the nearest before. */
static uint32_t nearest_kept(const al_kept *kept, uint32_t telling)
{
    uint32_t nearest = 0;
    for (uint32_t i = 0; i < kept->original.n; i++) {
        if (kept->partners[i] > telling + 1)
            break;
        if (kept->partners[i] != 0)
            nearest = i;
    }
    return nearest;
}

/* The first atom of the telling that a text does not have in its place; UINT32_MAX: none. */
static almost_status hold(const al_redline_job *job, const almost_text *text, uint32_t *unlike,
                          almost_error *error)
{
    al_kept pair = {.allocator = job->allocator, .keep_shapes = job->kept->keep_shapes};
    if (!al_atoms_make(&pair.original, job->allocator, text, NULL, 0))
        return al_fail_memory(error);
    if (!al_atoms_make(&pair.telling, job->allocator, job->kept->telling.text, NULL, 0)) {
        al_atoms_release(&pair.original);
        return al_fail_memory(error);
    }
    size_t n = pair.original.n < pair.telling.n ? pair.original.n : pair.telling.n, at = 0;
    while (at < n && al_kept_same(&pair, at, at))
        at++;
    *unlike = UINT32_MAX;
    if (at < pair.original.n || at < pair.telling.n)
        *unlike = at < pair.telling.n ? (uint32_t)al_atoms_at(&job->kept->telling,
                                                              pair.telling.items[at].bytes.start)
                                      : (uint32_t)job->kept->telling.n;
    al_atoms_release(&pair.original);
    al_atoms_release(&pair.telling);
    return ALMOST_OK;
}

almost_status al_redline_prove(const al_redline_job *job, const al_reader *reader,
                               const al_buffer *out, al_fault *fault, almost_error *error)
{
    almost_text *text = NULL;
    uint32_t unlike = UINT32_MAX;
    almost_status status = read_again(job, reader, out, ALMOST_REVISIONS_ORIGINAL, &text, error);
    if (status != ALMOST_OK)
        return status;
    unlike = first_unlike(text, job->original);
    almost_text_free(text);
    if (unlike != UINT32_MAX) {
        *fault = (al_fault){true, (uint32_t)al_atoms_at(&job->kept->original, unlike)};
        return ALMOST_OK;
    }
    status = read_again(job, reader, out, ALMOST_REVISIONS_ACCEPTED, &text, error);
    if (status != ALMOST_OK)
        return status;
    status = hold(job, text, &unlike, error);
    almost_text_free(text);
    if (status == ALMOST_OK && unlike != UINT32_MAX)
        *fault = (al_fault){true, nearest_kept(job->kept, unlike)};
    return status;
}
