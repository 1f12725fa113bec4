/* SPDX-License-Identifier: Apache-2.0 */
/* The row of words, and where its words stand in their sources. */
#include "watch/ground.h"

#include "base/error.h"
#include "base/utf8.h"
#include "language/known_stem.h"
#include "text/compared.h"

#include <math.h>
#include <string.h>

/*
 * In a few pages any word is rare that stands there once, and the words of quite another telling
 * would say much: a word is worth no more than its share of ordinary prose says. In long texts it
 * has shown by itself how rare it is.
 */
static almost_status temper(al_sources *row, const almost_allocator *allocator, almost_error *error)
{
    enum { MANY_KEYS = 50000 };
    const al_language *language = row->n > 0 ? row->items[0].language : NULL;
    almost_status status = ALMOST_OK;
    if (language == NULL || row->keys.n > MANY_KEYS)
        return ALMOST_OK;
    al_stem_source stems = al_stem_source_in(language->code, allocator, NULL);
    for (uint32_t key = 0; key < row->keys.n && status == ALMOST_OK; key++) {
        al_spelling spelling = al_keys_spelling(&row->keys, key);
        al_stem stem;
        status = al_stem_of(&stems, NULL, spelling.bytes, spelling.length, &stem, error);
        if (status != ALMOST_OK || stem.share <= 0)
            continue;
        float bits = -log2f(stem.share);
        row->bits[key] = bits < row->bits[key] ? bits : row->bits[key];
    }
    al_stem_source_release(&stems);
    return status;
}

static almost_status make_row(al_ground *ground, const almost_text *const *texts, size_t n,
                              almost_error *error)
{
    almost_status status = al_sources_init(&ground->row, ground->allocator, texts, n, NULL, error);
    if (status == ALMOST_OK)
        status = temper(&ground->row, ground->allocator, error);
    ground->there = status == ALMOST_OK;
    return status;
}

almost_status al_ground_of_texts(al_ground *ground, const almost_allocator *allocator,
                                 const almost_text *const *texts, size_t n, almost_units units,
                                 almost_error *error)
{
    *ground = (al_ground){.allocator = allocator, .units = units, .n_texts = n};
    ground->texts = al_allocate(allocator, n, sizeof *ground->texts);
    if (ground->texts == NULL)
        return al_fail_memory(error);
    memcpy(ground->texts, texts, n * sizeof *texts);
    return make_row(ground, texts, n, error);
}

almost_status al_ground_of_library(al_ground *ground, const almost_library *library,
                                   const almost_environment *environment, almost_units units,
                                   almost_error *error)
{
    *ground = (al_ground){.allocator = al_allocator_of(environment), .units = units};
    return al_seeker_new(library, environment, units, &ground->seeker, error);
}

void al_ground_release(al_ground *ground)
{
    if (ground->allocator == NULL) /* never begun */
        return;
    al_sources_release(&ground->row);
    al_seeker_free(ground->seeker);
    al_release(ground->allocator, ground->texts);
    *ground = (al_ground){.there = false};
}

/* Whether a place is so far within the stretch that what comes next is in it, too. */
static bool is_within(const al_ground *ground, al_source_id id, uint64_t byte)
{
    enum { AHEAD = AL_STRETCH_BYTES / 4 };
    const al_document_part *stretch = &ground->stretch;
    uint64_t end = stretch->start + stretch->length;
    return ground->there && al_source_is(stretch->id, id) && byte >= stretch->start &&
           (byte + AHEAD <= end || end + 256 >= stretch->whole) &&
           (byte >= stretch->start + AHEAD / 2 || stretch->start == 0);
}

almost_status al_ground_move(al_ground *ground, al_source_id id, uint64_t byte, almost_error *error)
{
    bool there;
    if (ground->seeker == NULL || is_within(ground, id, byte))
        return ALMOST_OK;
    al_sources_release(&ground->row);
    ground->there = false;
    almost_status status =
        al_seeker_read(ground->seeker, id, byte, &ground->stretch, &there, error);
    if (status != ALMOST_OK || !there)
        return status;
    ground->text = (almost_text){.allocator = ground->allocator,
                                 .name = (char *)(uintptr_t)ground->stretch.name,
                                 .bytes = ground->stretch.bytes,
                                 .length = ground->stretch.length};
    const almost_text *only = &ground->text;
    return make_row(ground, &only, 1, error);
}

al_source_id al_ground_id(const al_ground *ground, uint32_t word)
{
    if (ground->seeker != NULL)
        return ground->stretch.id;
    return (al_source_id){0, (uint32_t)al_sources_of(&ground->row, word)};
}

static const al_source *source_of(const al_ground *ground, al_source_id id)
{
    return &ground->row.items[ground->seeker != NULL ? 0 : id.document];
}

al_range al_ground_words(const al_ground *ground, uint32_t word)
{
    const al_source *source = source_of(ground, al_ground_id(ground, word));
    return (al_range){source->first, source->end};
}

const char *al_ground_name(const al_ground *ground, al_source_id id)
{
    return ground->seeker != NULL ? ground->stretch.name
                                  : almost_text_name(ground->texts[id.document]);
}

uint64_t al_ground_byte(const al_ground *ground, uint32_t byte)
{
    return ground->seeker != NULL ? ground->stretch.start + byte : byte;
}

uint64_t al_ground_unit(const al_ground *ground, al_source_id id, uint32_t byte)
{
    if (ground->seeker == NULL) {
        almost_place place = almost_text_place(ground->texts[id.document], byte);
        return ground->units == ALMOST_BYTES   ? place.byte
               : ground->units == ALMOST_UTF16 ? place.utf16
                                               : place.code_point;
    }
    const al_document_part *stretch = &ground->stretch;
    uint64_t on = ground->units == ALMOST_BYTES   ? byte
                  : ground->units == ALMOST_UTF16 ? al_count_utf16(stretch->bytes, byte)
                                                  : al_count_code_points(stretch->bytes, byte);
    return stretch->units + on;
}

uint64_t al_ground_line(const al_ground *ground, al_source_id id, uint32_t byte)
{
    if (ground->seeker == NULL)
        return almost_text_place(ground->texts[id.document], byte).line;
    const al_document_part *stretch = &ground->stretch;
    uint64_t line = stretch->line;
    for (uint32_t at = 0; at < byte; at++)
        line += stretch->bytes[at] == '\n' ||
                (stretch->bytes[at] == '\r' && stretch->bytes[at + 1] != '\n');
    return line;
}

uint32_t al_ground_word_at(const al_ground *ground, al_source_id id, uint64_t byte)
{
    if (!ground->there || (ground->seeker != NULL && !al_source_is(ground->stretch.id, id)))
        return UINT32_MAX;
    uint64_t start = ground->seeker != NULL ? ground->stretch.start : 0;
    const al_source *source = source_of(ground, id);
    uint32_t low = source->first, high = source->end;
    if (byte < start)
        return UINT32_MAX;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ground->row.spans[middle].start + start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const almost_text *al_ground_text(const al_ground *ground, al_source_id id)
{
    return source_of(ground, id)->text;
}
