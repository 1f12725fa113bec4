/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Segments to one. Where they rank words alike, lists are put behind one another, key by key, and
 * no text is read. Else, and while a library is small enough to be better off with ranks of its
 * own, its documents are indexed again; where one of them cannot be read any more the segments
 * stay as they are.
 */
#include "library/commit.h"

#include "base/error.h"
#include "library/format.h"

#include <assert.h>
#include <string.h>

/* Segments beyond this are merged by their lists only: reading them again takes a minute. */
static const uint64_t most_reindexed = UINT64_C(40) << 20;

/* No segment gets larger than this by merging. */
static const uint64_t most_words = UINT64_C(512) << 20;

/* Which holdings are merged. */
typedef struct merging {
    al_writer *writer;
    const uint32_t *which; /* holdings, in the order in which they stand */
    uint32_t n;
    uint64_t words;
    double start, end; /* of the pace */
    uint64_t words_read;
    almost_error *error;
    uint32_t *offsets;  /* of each: where its documents begin in `moved` */
    uint64_t *moved;    /* of each document: its new first position; UINT64_MAX: removed */
    uint32_t *numbers;  /* of each document: its new number */
    uint32_t documents; /* of all */
} merging;

static const al_holding *holding_of(const merging *merging, uint32_t i)
{
    return &merging->writer->library->holdings[merging->which[i]];
}

/* --- Documents ---------------------------------------------------------- */

static al_document_about about_of(const al_document_record *record)
{
    al_document_about about = {.name = record->name,
                               .path = record->path,
                               .source_length = record->source_length,
                               .modified = record->modified,
                               .changed = record->changed,
                               .inode = record->inode,
                               .skip = record->skip,
                               .kept = record->text != NULL};
    memcpy(about.hash, record->hash, sizeof about.hash);
    return about;
}

static al_range outside_at(const al_segment *segment, uint32_t i)
{
    const char *at = segment->sections[AL_SECTION_OUTSIDE].bytes + (uint64_t)i * AL_OUTSIDE_SIZE;
    return (al_range){al_load_four(at), al_load_four(at + 4)};
}

static void copy_document(const al_segment *segment, const al_document_record *record,
                          al_segment_maker *maker)
{
    const char *lines = segment->sections[AL_SECTION_LINES].bytes + (uint64_t)record->lines * 4;
    if (record->text != NULL)
        al_segment_maker_kept(maker, record->text, (size_t)al_document_kept(record),
                              record->packed > 0);
    for (uint64_t word = 0; word < record->words; word += AL_CHECKPOINT) {
        uint32_t byte, continuation;
        uint64_t passed = word / AL_CHECKPOINT;
        al_segment_checkpoint(segment, (record->first + word) / AL_CHECKPOINT, &byte,
                              &continuation);
        al_segment_maker_checkpoint(maker, byte, continuation,
                                    al_load_four(lines + passed / AL_LINES_CHECKPOINT * 4));
    }
    for (uint32_t i = 0; i < record->n_outside; i++) {
        al_range outside = outside_at(segment, record->outside + i);
        al_segment_maker_outside(maker, outside.start, outside.end);
    }
    al_segment_maker_document_end(maker, record->words, record->bytes);
}

/* Called with each document of each segment. */
typedef almost_status (*visit_document)(merging *merging, void *context, uint32_t i,
                                        uint32_t document, const al_document_record *record);

static almost_status each_document(merging *merging, visit_document visit, void *context)
{
    uint32_t number = 0, all = 0;
    almost_status status = ALMOST_OK;
    for (uint32_t i = 0; status == ALMOST_OK && i < merging->n; i++) {
        const al_holding *holding = holding_of(merging, i);
        merging->offsets[i] = all;
        for (uint32_t k = 0; status == ALMOST_OK && k < holding->segment->documents; k++, all++) {
            al_document_record record;
            merging->moved[all] = UINT64_MAX;
            if (al_holding_removed(holding, k))
                continue;
            if (!al_segment_document(holding->segment, k, &record))
                return al_segment_broken(holding->segment, "a document lies where it cannot",
                                         merging->error);
            merging->numbers[all] = number++;
            status = visit(merging, context, i, k, &record);
        }
    }
    return status;
}

static almost_status take_document(merging *merging, void *context, uint32_t i, uint32_t document,
                                   const al_document_record *record)
{
    al_segment_maker *maker = context;
    al_document_about about = about_of(record);
    merging->moved[merging->offsets[i] + document] = al_segment_maker_document(maker, &about);
    copy_document(holding_of(merging, i)->segment, record, maker);
    return ALMOST_OK;
}

/* --- Lists -------------------------------------------------------------- */

/* One segment on its way through its keys. */
typedef struct reading {
    const al_holding *holding;
    uint32_t next; /* key */
    uint32_t bucket;
    uint64_t key; /* UINT64_MAX: at the end */
} reading;

/* The positions of a key that are put together. */
typedef struct gathering {
    uint32_t *positions, *room;
    size_t capacity, room_capacity;
    uint32_t n;
    uint32_t count; /* of a function word */
    uint32_t flags;
} gathering;

static void go_on(reading *reading)
{
    const al_segment *segment = reading->holding->segment;
    const char *buckets = segment->sections[AL_SECTION_BUCKETS].bytes;
    reading->key = UINT64_MAX;
    if (reading->next >= segment->keys)
        return;
    while (reading->bucket + 1 < UINT32_C(1) << segment->bucket_bits &&
           al_load_four(buckets + 4 * (uint64_t)reading->bucket + 4) <= reading->next)
        reading->bucket++;
    reading->key = al_segment_key(segment, reading->next++, reading->bucket);
}

/* Positions as they are to be, without those of what was removed. */
static void move_positions(const merging *merging, uint32_t i, gathering *gathering, uint32_t n)
{
    const al_segment *segment = holding_of(merging, i)->segment;
    uint32_t document = 0;
    al_document_record record = {0};
    uint64_t end = 0;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t position = gathering->room[k];
        if (position >= end) {
            document = al_segment_document_at(segment, position);
            if (!al_segment_document(segment, document, &record))
                return;
            end = record.first + record.words;
        }
        uint64_t moved = merging->moved[merging->offsets[i] + document];
        if (moved != UINT64_MAX && position >= record.first && position < end)
            gathering->positions[gathering->n++] = (uint32_t)(moved + position - record.first);
    }
}

static almost_status gather(const merging *merging, const reading *reading, uint32_t i,
                            gathering *gathering)
{
    const al_segment *segment = reading->holding->segment;
    const almost_allocator *allocator = merging->writer->allocator;
    al_entry entry = al_segment_entry(segment, reading->next - 1);
    gathering->flags = entry.flags;
    gathering->count += entry.count;
    if (entry.flags & AL_ENTRY_FUNCTION)
        return ALMOST_OK;
    if (entry.count == 0 || entry.count > segment->positions)
        return al_segment_broken(segment, "a key has no count that can be", merging->error);
    if (!al_grow(allocator, (void **)&gathering->room, &gathering->room_capacity, entry.count,
                 sizeof *gathering->room) ||
        !al_grow(allocator, (void **)&gathering->positions, &gathering->capacity,
                 (size_t)gathering->n + entry.count, sizeof *gathering->positions))
        return al_fail_memory(merging->error);
    if (!al_segment_positions(segment, &entry, gathering->room))
        return al_segment_broken(segment, "a list is none", merging->error);
    move_positions(merging, i, gathering, entry.count);
    return ALMOST_OK;
}

static uint64_t least_key(const reading *readings, uint32_t n)
{
    uint64_t least = UINT64_MAX;
    for (uint32_t i = 0; i < n; i++)
        least = readings[i].key < least ? readings[i].key : least;
    return least;
}

/* Tell how far the readings are, now and then. */
static almost_status tell_pace(const merging *merging, const reading *readings, uint64_t key)
{
    enum { SELDOM = 255 }; /* keys are as good as numbers by chance */
    const double until_writing = .9;
    double done = 0, all = 1;
    if ((key & SELDOM) != 0)
        return ALMOST_OK;
    for (uint32_t i = 0; i < merging->n; i++) {
        done += readings[i].next;
        all += readings[i].holding->segment->keys;
    }
    return al_pace_tell(&merging->writer->pace, until_writing * done / all, merging->error);
}

static almost_status merge_keys(const merging *merging, reading *readings, gathering *gathering,
                                al_segment_maker *maker)
{
    uint64_t key;
    for (uint32_t i = 0; i < merging->n; i++) {
        readings[i] = (reading){.holding = holding_of(merging, i)};
        go_on(&readings[i]);
    }
    while ((key = least_key(readings, merging->n)) != UINT64_MAX) {
        gathering->n = gathering->count = 0;
        for (uint32_t i = 0; i < merging->n; i++) {
            if (readings[i].key != key)
                continue;
            almost_status status = gather(merging, &readings[i], i, gathering);
            if (status != ALMOST_OK)
                return status;
            go_on(&readings[i]);
            if (readings[i].key <= key)
                return al_segment_broken(readings[i].holding->segment, "its keys are out of order",
                                         merging->error);
        }
        if (gathering->flags & AL_ENTRY_FUNCTION)
            al_segment_maker_key(maker, key, gathering->flags, NULL, gathering->count);
        else if (gathering->n > 0)
            al_segment_maker_key(maker, key, gathering->flags, gathering->positions, gathering->n);
        almost_status status = tell_pace(merging, readings, key);
        if (status != ALMOST_OK)
            return status;
    }
    return ALMOST_OK;
}

static almost_status merge_lists(const merging *merging, al_segment_maker *maker)
{
    const almost_allocator *allocator = merging->writer->allocator;
    gathering gathering = {0};
    reading *readings = al_allocate(allocator, merging->n, sizeof *readings);
    if (readings == NULL)
        return al_fail_memory(merging->error);
    almost_status status = merge_keys(merging, readings, &gathering, maker);
    al_release(allocator, readings);
    al_release(allocator, gathering.positions);
    al_release(allocator, gathering.room);
    return status;
}

/* The keys of the ranks of a segment, as numbers; NULL when memory ends. */
static uint64_t *ranks_of(const merging *merging, const al_segment *segment)
{
    uint64_t *keys = al_allocate(merging->writer->allocator, segment->paired, sizeof *keys);
    for (uint32_t i = 0; keys != NULL && i < segment->paired; i++)
        keys[i] = al_load_eight(segment->sections[AL_SECTION_COMMON].bytes + (uint64_t)i * 8);
    return keys;
}

static almost_status by_lists(merging *merging, const char *path, al_segment_about *about)
{
    al_segment_maker maker;
    al_writer *writer = merging->writer;
    const al_segment *first = holding_of(merging, 0)->segment;
    uint64_t *ranks = ranks_of(merging, first);
    if (ranks == NULL)
        return al_fail_memory(merging->error);
    al_pace_step(&writer->pace, "merging", merging->end);
    almost_status status =
        al_segment_maker_begin(&maker, writer->storage, writer->allocator, path, merging->error);
    if (status == ALMOST_OK) {
        al_segment_maker_ranks(&maker, ranks, first->functions, first->paired);
        status = each_document(merging, take_document, &maker);
        if (status == ALMOST_OK)
            status = merge_lists(merging, &maker);
        if (status == ALMOST_OK)
            status = al_segment_maker_finish(&maker, about, merging->error);
        else
            al_segment_maker_discard(&maker);
    }
    al_release(writer->allocator, ranks);
    return status;
}

/* --- Indexing again ----------------------------------------------------- */

static almost_status index_text(merging *merging, al_indexer *indexer, const al_segment *segment,
                                const al_document_record *record, const almost_text *text)
{
    const almost_allocator *allocator = merging->writer->allocator;
    al_document_about about = about_of(record);
    al_range *outside = al_allocate(allocator, record->n_outside, sizeof *outside);
    if (outside == NULL)
        return al_fail_memory(merging->error);
    for (uint32_t i = 0; i < record->n_outside; i++)
        outside[i] = outside_at(segment, record->outside + i);
    al_indexed document = {.slice = {text, 0, (uint32_t)text->length},
                           .outside = outside,
                           .n_outside = record->n_outside,
                           .keep = record->text != NULL,
                           .pace = &merging->writer->pace};
    almost_status status = al_indexer_add(indexer, &about, &document, merging->error);
    al_release(allocator, outside);
    return status;
}

static almost_status reindex_document(merging *merging, void *context, uint32_t i,
                                      uint32_t document, const al_document_record *record)
{
    almost_text text;
    char *bytes;
    al_source_place place = {merging->which[i], document, record};
    if (record->bytes > AL_TEXT_MOST_BYTES)
        return al_segment_broken(holding_of(merging, i)->segment, "a text is too long",
                                 merging->error);
    almost_status status =
        al_holdings_text(merging->writer->library, &place, &text, &bytes, merging->error);
    if (status != ALMOST_OK)
        return status;
    merging->words_read += record->words;
    const double read = (double)merging->words_read / (double)(merging->words + 1);
    al_pace_step(&merging->writer->pace, "merging",
                 merging->start + (merging->end - merging->start) * al_indexer_reading * read);
    status = index_text(merging, context, holding_of(merging, i)->segment, record, &text);
    merging->moved[merging->offsets[i] + document] = 0;
    al_release(merging->writer->allocator, bytes);
    return status;
}

static almost_status by_text(merging *merging, const char *path, al_segment_about *about)
{
    al_indexer *indexer;
    const al_writer *writer = merging->writer;
    almost_status status =
        al_indexer_new(writer->storage, writer->allocator, path, &indexer, merging->error);
    if (status != ALMOST_OK)
        return status;
    merging->start = merging->writer->pace.to;
    status = each_document(merging, reindex_document, indexer);
    al_pace_step(&merging->writer->pace, "merging", merging->end);
    if (status == ALMOST_OK)
        status = al_indexer_finish(indexer, NULL, &merging->writer->pace, about, merging->error);
    al_indexer_free(indexer);
    return status;
}

/* --- Which and how ------------------------------------------------------ */

static bool ranked_alike(const merging *merging)
{
    const al_segment *first = holding_of(merging, 0)->segment;
    for (uint32_t i = 1; i < merging->n; i++) {
        const al_segment *segment = holding_of(merging, i)->segment;
        if (segment->functions != first->functions || segment->paired != first->paired ||
            memcmp(segment->sections[AL_SECTION_COMMON].bytes,
                   first->sections[AL_SECTION_COMMON].bytes, (size_t)first->paired * 8) != 0)
            return false;
    }
    return true;
}

/* Write the new segment. MISMATCH: they cannot be merged, which is no failure. */
static almost_status write_merged(merging *merging, const char *path, al_segment_about *about)
{
    bool alike = ranked_alike(merging), small = merging->words <= most_reindexed;
    if (alike &&
        (!small || al_usual_pairs(merging->words) == holding_of(merging, 0)->segment->paired))
        return by_lists(merging, path, about);
    almost_status status =
        small ? by_text(merging, path, about) : (almost_status)ALMOST_ERROR_MISMATCH;
    return status == ALMOST_ERROR_MISMATCH && alike ? by_lists(merging, path, about) : status;
}

/* Within a transaction: the new segment for the old ones. */
static almost_status tell_merged(merging *merging, const al_new_segment *made,
                                 const al_segment_about *about)
{
    al_catalogue *catalogue = merging->writer->catalogue;
    al_segment_row row = {.number = made->number, .about = *about};
    almost_status status = al_catalogue_add_segment(catalogue, &row, merging->error);
    for (uint32_t i = 0; status == ALMOST_OK && i < merging->n; i++) {
        const al_holding *holding = holding_of(merging, i);
        status = al_catalogue_drop_segment(catalogue, holding->number, merging->error);
        for (uint32_t k = 0; status == ALMOST_OK && k < holding->segment->documents; k++) {
            uint32_t at = merging->offsets[i] + k;
            const uint64_t from[2] = {holding->number, k},
                           to[2] = {made->number, merging->numbers[at]};
            if (merging->moved[at] != UINT64_MAX)
                status = al_catalogue_move_document(catalogue, from, to, merging->error);
        }
    }
    return status;
}

static almost_status commit_merged(merging *merging, const al_new_segment *made,
                                   const al_segment_about *about)
{
    al_writer *writer = merging->writer;
    almost_status status = al_new_segment_place(writer, made, merging->error);
    if (status != ALMOST_OK)
        return status;
    status = al_catalogue_begin(writer->catalogue, merging->error);
    if (status == ALMOST_OK)
        status = tell_merged(merging, made, about);
    if (status == ALMOST_OK) /* whether a failed one holds shows when it is read again */
        return al_catalogue_commit(writer->catalogue, merging->error);
    al_new_segment_withdraw(writer, made);
    return status;
}

static almost_status merge_these(merging *merging)
{
    al_new_segment made;
    al_segment_about about;
    const almost_allocator *allocator = merging->writer->allocator;
    for (uint32_t i = 0; i < merging->n; i++)
        merging->documents += holding_of(merging, i)->segment->documents;
    merging->offsets = al_allocate(allocator, merging->n, sizeof *merging->offsets);
    merging->moved = al_allocate(allocator, merging->documents, sizeof *merging->moved);
    merging->numbers = al_allocate(allocator, merging->documents, sizeof *merging->numbers);
    bool room = merging->offsets != NULL && merging->moved != NULL && merging->numbers != NULL;
    almost_status status = room ? al_new_segment_begin(merging->writer, &made, merging->error)
                                : al_fail_memory(merging->error);
    if (status == ALMOST_OK) {
        status = write_merged(merging, made.temporary, &about);
        if (status == ALMOST_OK)
            status = commit_merged(merging, &made, &about);
        al_new_segment_release(merging->writer, &made);
    }
    al_release(allocator, merging->offsets);
    al_release(allocator, merging->moved);
    al_release(allocator, merging->numbers);
    return status;
}

/* The two smallest holdings, in their order, of which the larger has less than four times the
   words. */
static bool choose_two(const almost_library *library, uint32_t which[2])
{
    enum { RATIO = 4 };
    uint32_t small = 0, next = UINT32_MAX;
    if (library->n < 2)
        return false;
    for (uint32_t i = 1; i < library->n; i++)
        if (library->holdings[i].segment->words < library->holdings[small].segment->words)
            small = i;
    for (uint32_t i = 0; i < library->n; i++)
        if (i != small && (next == UINT32_MAX || library->holdings[i].segment->words <
                                                     library->holdings[next].segment->words))
            next = i;
    uint64_t less = library->holdings[small].segment->words,
             more = library->holdings[next].segment->words;
    which[0] = small < next ? small : next;
    which[1] = small < next ? next : small;
    return more < RATIO * (less + 1) && less + more <= most_words;
}

static almost_status merge_two(al_writer *writer, bool *merged, almost_error *error)
{
    uint32_t which[2];
    *merged = choose_two(writer->library, which);
    if (!*merged)
        return ALMOST_OK;
    const double most = .9; /* of what is left: there may be others to merge with */
    const double end = writer->pace.to + most * (1 - writer->pace.to);
    merging merging = {.writer = writer, .which = which, .n = 2, .end = end, .error = error};
    for (uint32_t i = 0; i < 2; i++)
        merging.words += holding_of(&merging, i)->segment->words;
    almost_status status = merge_these(&merging);
    *merged = status == ALMOST_OK;
    return status == ALMOST_ERROR_MISMATCH ? ALMOST_OK : status;
}

static almost_status merge_all(al_writer *writer, almost_error *error)
{
    const almost_library *library = writer->library;
    uint32_t *which = al_allocate(writer->allocator, library->n, sizeof *which);
    if (which == NULL)
        return al_fail_memory(error);
    merging merging = {.writer = writer, .which = which, .n = library->n, .end = 1, .error = error};
    for (uint32_t i = 0; i < library->n; i++) {
        which[i] = i;
        merging.words += library->holdings[i].segment->words;
    }
    almost_status status = merging.n > 0 ? merge_these(&merging) : ALMOST_OK;
    al_release(writer->allocator, which);
    return status;
}

almost_status al_writer_merge(al_writer *writer, bool all, almost_error *error)
{
    bool merged = true;
    almost_status status = all ? merge_all(writer, error) : ALMOST_OK;
    if (all && status == ALMOST_OK)
        status = al_writer_refresh(writer, error);
    while (status == ALMOST_OK && merged && !all) {
        status = merge_two(writer, &merged, error);
        if (status == ALMOST_OK && merged)
            status = al_writer_refresh(writer, error);
        if (status == ALMOST_OK && merged)
            status = al_writer_clean(writer, error);
    }
    return status != ALMOST_OK ? status : al_writer_clean(writer, error);
}
