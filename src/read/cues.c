/* SPDX-License-Identifier: Apache-2.0 */
/* Gathering cues; cues_prose.c puts them into the text. */
#include "read/cues.h"

#include <string.h>

void al_cues_init(al_cues *cues, const almost_allocator *allocator)
{
    *cues = (al_cues){.allocator = allocator, .speaker = AL_NO_SPEAKER};
    al_buffer_init(&cues->letters, allocator);
    al_buffer_init(&cues->names, allocator);
}

void al_cues_release(al_cues *cues)
{
    al_buffer_release(&cues->letters);
    al_buffer_release(&cues->names);
    al_release(cues->allocator, cues->pieces);
    al_release(cues->allocator, cues->lines);
    al_release(cues->allocator, cues->cues);
}

static bool room(al_cues *cues, void **items, size_t *room, size_t n, size_t size)
{
    if (!cues->failed && al_grow(cues->allocator, items, room, n + 1, size))
        return true;
    cues->failed = true;
    return false;
}

void al_cues_line(al_cues *cues)
{
    if (cues->n_cues == 0 || !room(cues, (void **)&cues->lines, &cues->room_of_lines, cues->n_lines,
                                   sizeof *cues->lines))
        return;
    uint32_t piece = (uint32_t)cues->n_pieces, letter = (uint32_t)cues->letters.length;
    cues->lines[cues->n_lines++] = (al_cue_line){piece, piece, letter, letter, cues->speaker};
    cues->cues[cues->n_cues - 1].stop = (uint32_t)cues->n_lines;
}

void al_cues_begin(al_cues *cues, uint64_t start, uint64_t end)
{
    if (!room(cues, (void **)&cues->cues, &cues->room_of_cues, cues->n_cues, sizeof *cues->cues))
        return;
    uint32_t line = (uint32_t)cues->n_lines;
    cues->cues[cues->n_cues++] = (al_cue){start, end, line, line};
    cues->speaker = AL_NO_SPEAKER;
    cues->aside = false;
    al_cues_line(cues);
}

void al_cues_text(al_cues *cues, const char *bytes, uint32_t length, al_range source)
{
    if (cues->n_cues == 0 || length == 0 || cues->aside ||
        !room(cues, (void **)&cues->pieces, &cues->room_of_pieces, cues->n_pieces,
              sizeof *cues->pieces))
        return;
    uint32_t at = (uint32_t)cues->letters.length;
    al_buffer_append(&cues->letters, bytes, length);
    cues->failed |= cues->letters.failed;
    cues->pieces[cues->n_pieces++] = (al_cue_piece){at, length, source};
    al_cue_line *line = &cues->lines[cues->n_lines - 1];
    line->end = (uint32_t)cues->n_pieces;
    line->stop = at + length;
}

void al_cues_speaker(al_cues *cues, const char *name, uint32_t length)
{
    if (cues->n_cues == 0 || cues->failed)
        return;
    cues->speaker = length > 0 ? (uint32_t)cues->names.length : AL_NO_SPEAKER;
    if (length > 0) {
        al_buffer_append(&cues->names, name, length);
        al_buffer_append(&cues->names, "", 1);
        cues->failed |= cues->names.failed;
    }
    al_cue_line *line = &cues->lines[cues->n_lines - 1];
    if (line->start == cues->letters.length)
        line->speaker = cues->speaker; /* nothing of the line was said by another */
    else
        al_cues_line(cues);
}
