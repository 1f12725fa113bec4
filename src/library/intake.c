/* SPDX-License-Identifier: Apache-2.0 */
/* Sources on their way into a library: intake.h. */
#include "library/intake.h"

#include "base/error.h"
#include "base/secret.h"
#include "read/members.h"
#include "read/reader.h"
#include "text/compared.h"
#include "text/layers.h"
#include "text/milestones.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* A segment is committed when it has so many words: half a GiB of memory while it is made. */
static const uint64_t full_segment = UINT64_C(128) << 20;

/* A library below this finds its own ranks whenever segments are merged. */
static const uint64_t settled_words = UINT64_C(2) << 20;

/* A document that is indexed and not committed. Strings by where they stand. */
typedef struct al_intake_row {
    size_t path, member, name, hash;
    uint64_t bytes, words;
    uint32_t source; /* the first row of its source */
    bool kept;
    bool failed; /* it is in the segment and is not to be */
} al_intake_row;

/* A source in hand. */
typedef struct source {
    const char *path; /* absolute */
    const char *name;
    struct stat about;
    unsigned char hash[16];
    char digits[33];
} source;

void al_intake_init(al_intake *intake, al_writer *writer, const almost_library_options *options,
                    almost_library_tally *tally, almost_error *error)
{
    *intake = (al_intake){.writer = writer, .options = options, .tally = tally, .error = error};
    al_buffer_init(&intake->strings, writer->allocator);
}

static void forget_segment(al_intake *intake)
{
    if (intake->indexer == NULL)
        return;
    al_indexer_free(intake->indexer);
    al_new_segment_release(intake->writer, &intake->made);
    intake->indexer = NULL;
    intake->n = 0;
    intake->strings.length = 0;
    intake->n_pending = 0;
    if (intake->n_slots > 0)
        memset(intake->pending, 0xFF, intake->n_slots * sizeof *intake->pending);
}

void al_intake_release(al_intake *intake)
{
    forget_segment(intake);
    al_release(intake->writer->allocator, intake->rows);
    al_release(intake->writer->allocator, intake->pending);
    al_buffer_release(&intake->strings);
}

void al_intake_tell(al_intake *intake, const char *name, almost_library_event event,
                    const almost_error *error)
{
    uint64_t *const counts[] = {&intake->tally->added, &intake->tally->replaced,
                                &intake->tally->unchanged, &intake->tally->removed,
                                &intake->tally->failed};
    ++*counts[event];
    if (intake->options->told != NULL)
        intake->options->told(intake->options->context, name, event, error);
}

/* --- Documents ---------------------------------------------------------- */

static size_t keep_string(al_intake *intake, const char *bytes, size_t length)
{
    size_t at = intake->strings.length;
    al_buffer_append(&intake->strings, bytes, length);
    al_buffer_append(&intake->strings, "", 1);
    return at;
}

/* Index a document. What is wrong with it alone marks its row. */
static almost_status add_document(al_intake *intake, const al_document_about *about,
                                  const al_indexed *document, al_intake_row *row)
{
    almost_error why;
    uint64_t before = al_indexer_words(intake->indexer);
    if (!al_grow(intake->writer->allocator, (void **)&intake->rows, &intake->capacity,
                 (size_t)intake->n + 1, sizeof *intake->rows))
        return al_fail_memory(intake->error);
    almost_status status = al_indexer_add(intake->indexer, about, document, &why);
    row->words = al_indexer_words(intake->indexer) - before;
    row->bytes = al_slice_length(&document->slice);
    row->failed = status != ALMOST_OK;
    intake->rows[intake->n++] = *row;
    if (status != ALMOST_OK && status != ALMOST_ERROR_ENCODING) {
        if (intake->error != NULL)
            *intake->error = why;
        return status;
    }
    if (status != ALMOST_OK)
        al_intake_tell(intake, about->name, ALMOST_LIBRARY_FAILED, &why);
    return intake->strings.failed ? al_fail_memory(intake->error) : ALMOST_OK;
}

/* What lies outside of the telling and holds more than a mark: where no words are counted. */
static almost_status find_outside(const al_intake *intake, const almost_text *text,
                                  al_range **ranges, uint32_t *n)
{
    enum { MARK = 4 }; /* bytes of the longest mark of emphasis */
    size_t capacity = 0;
    const al_layer_span *span;
    al_layer_walk walk =
        al_layers_walk(text->layers, AL_LAYER_OUTSIDE, (al_range){0, (uint32_t)text->length});
    *ranges = NULL;
    *n = 0;
    while ((span = al_layer_next(&walk)) != NULL) {
        bool beyond = *n == 0 || span->bytes.end > (*ranges)[*n - 1].end;
        if (span->bytes.end - span->bytes.start <= MARK || !beyond)
            continue;
        if (!al_grow(intake->writer->allocator, (void **)ranges, &capacity, (size_t)*n + 1,
                     sizeof **ranges))
            return al_fail_memory(intake->error);
        (*ranges)[(*n)++] = span->bytes;
    }
    return ALMOST_OK;
}

/* Whether the text is what stands in its file, byte for byte. */
static bool is_plain(const almost_text *text)
{
    return strcmp(text->format, al_reader_plain.name) == 0 && text->decoded == NULL &&
           text->origin == NULL && text->parts == NULL;
}

static al_document_about about_source(const source *source, bool kept)
{
    /* within two seconds a file may change and have the same times, on the coarsest of disks */
    const time_t settled = time(NULL) - 2;
    al_document_about about = {.name = source->name,
                               .path = source->path,
                               .source_length = (uint64_t)source->about.st_size,
                               .kept = kept};
    memcpy(about.hash, source->hash, sizeof about.hash);
    if (source->about.st_ctime < settled && source->about.st_mtime < settled) {
        about.modified = al_stat_modified(&source->about);
        about.changed = al_stat_changed(&source->about);
        about.inode = (uint64_t)source->about.st_ino;
    }
    return about;
}

static al_intake_row row_of(al_intake *intake, const source *source, bool kept)
{
    return (al_intake_row){.path = keep_string(intake, source->path, strlen(source->path)),
                           .member = keep_string(intake, "", 0),
                           .name = keep_string(intake, source->name, strlen(source->name)),
                           .hash = keep_string(intake, source->digits, 32),
                           .source = intake->n,
                           .kept = kept};
}

/* A source that is one document. */
static almost_status add_whole(al_intake *intake, const source *source, const almost_text *text)
{
    bool kept = intake->options->keep != 0 || !is_plain(text);
    const almost_text *indexed = kept ? al_text_compared(text) : text;
    al_document_about about = about_source(source, kept);
    al_indexed document = {
        .slice = al_slice_of(indexed), .keep = kept, .pace = &intake->writer->pace};
    al_range *outside = NULL;
    almost_status status = ALMOST_OK;
    if (!kept) {
        about.skip = (uint32_t)(text->bytes - text->source);
        status = find_outside(intake, text, &outside, &document.n_outside);
        document.outside = outside;
    }
    al_intake_row row = row_of(intake, source, kept);
    if (status == ALMOST_OK)
        status = add_document(intake, &about, &document, &row);
    al_release(intake->writer->allocator, outside);
    return status;
}

/* One member of an archive, or a line of JSON Lines: NAME#MEMBER. */
static almost_status add_member(al_intake *intake, const source *source, const al_indexed *member,
                                al_value value, const al_intake_row *first)
{
    al_intake_row row = *first;
    al_document_about about = about_source(source, true);
    char number[32];
    const char *bytes = value.bytes;
    size_t length = (size_t)value.number;
    if (bytes == NULL) {
        length = (size_t)snprintf(number, sizeof number, "%llu", (unsigned long long)value.number);
        bytes = number;
    }
    row.member = keep_string(intake, bytes, length);
    row.name = keep_string(intake, source->name, strlen(source->name));
    intake->strings.length -= !intake->strings.failed; /* the NUL */
    al_buffer_append(&intake->strings, "#", 1);
    keep_string(intake, bytes, length);
    if (intake->strings.failed)
        return al_fail_memory(intake->error);
    about.name = intake->strings.bytes + row.name;
    return add_document(intake, &about, member, &row);
}

static almost_status add_members(al_intake *intake, const source *source, const almost_text *text,
                                 const al_milestone *parts, size_t n)
{
    const almost_text *compared = al_text_compared(text);
    al_intake_row first = row_of(intake, source, true);
    almost_status status = ALMOST_OK;
    for (size_t i = 0; status == ALMOST_OK && i < n; i++) {
        uint32_t end = i + 1 < n ? parts[i + 1].at : (uint32_t)text->length;
        al_indexed member = {
            .slice = {compared, parts[i].at, end}, .keep = true, .pace = &intake->writer->pace};
        if (end > parts[i].at)
            status = add_member(intake, source, &member,
                                al_milestones_value(text->milestones, &parts[i]), &first);
    }
    return status;
}

/* --- Sources ------------------------------------------------------------ */

/* What the catalogue has of a source. */
typedef struct known {
    const source *source;
    bool there, same, kept;
} known;

static almost_status look_up(void *context, const al_document_row *row)
{
    known *known = context;
    known->there = true;
    known->same = strcmp(row->hash, known->source->digits) == 0;
    known->kept = row->kept;
    return ALMOST_OK;
}

/* The slot of a source that is not committed yet, or the free one where it belongs. */
static uint32_t *pending_slot(const al_intake *intake, const char *path)
{
    size_t at = (size_t)XXH3_64bits_withSeed(path, strlen(path), al_secret()[0]);
    for (;; at++) {
        uint32_t *slot = &intake->pending[at & (intake->n_slots - 1)];
        if (*slot == UINT32_MAX ||
            strcmp(intake->strings.bytes + intake->rows[*slot].path, path) == 0)
            return slot;
    }
}

/* Whether the source was added in this transaction already. */
static bool is_pending(const al_intake *intake, const source *source)
{
    return intake->n_pending > 0 && *pending_slot(intake, source->path) != UINT32_MAX;
}

static bool grow_pending(al_intake *intake)
{
    const almost_allocator *allocator = intake->writer->allocator;
    uint32_t *before = intake->pending;
    size_t n_before = intake->n_slots, n = n_before > 0 ? 2 * n_before : 64;
    uint32_t *grown = al_allocate(allocator, n, sizeof *grown);
    if (grown == NULL)
        return false;
    memset(grown, 0xFF, n * sizeof *grown);
    intake->pending = grown;
    intake->n_slots = n;
    for (size_t i = 0; i < n_before; i++)
        if (before[i] != UINT32_MAX)
            *pending_slot(intake, intake->strings.bytes + intake->rows[before[i]].path) = before[i];
    al_release(allocator, before);
    return true;
}

/* Note a source whose rows begin at `row`, if it has any. */
static almost_status note_pending(al_intake *intake, const source *source, uint32_t row)
{
    if (row == intake->n)
        return ALMOST_OK;
    if (2 * (intake->n_pending + 1) > intake->n_slots && !grow_pending(intake))
        return al_fail_memory(intake->error);
    *pending_slot(intake, source->path) = row;
    intake->n_pending++;
    return ALMOST_OK;
}

static void to_digits(source *source)
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < 16; i++) {
        source->digits[2 * i] = digits[source->hash[i] >> 4];
        source->digits[2 * i + 1] = digits[source->hash[i] & 15];
    }
    source->digits[32] = '\0';
}

/* What the file holds, before anybody parses it. */
static almost_status hash_source(source *source, almost_error *error)
{
    int descriptor = open(source->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    int code = descriptor < 0 || fstat(descriptor, &source->about) != 0 ? errno : 0;
    bool regular = code == 0 && S_ISREG(source->about.st_mode);
    bool read = regular && al_source_hash(descriptor, source->hash);
    if (descriptor >= 0)
        close(descriptor);
    if (code == 0 && !regular)
        return al_fail(error, ALMOST_ERROR_READ, source->name,
                       "is no file, and could not be read again: save it as one");
    if (!read)
        return al_fail(error, ALMOST_ERROR_READ, source->name,
                       "cannot be read: system error %d; see who may read it", code);
    to_digits(source);
    return ALMOST_OK;
}

static almost_status begin_segment(al_intake *intake)
{
    if (intake->indexer != NULL)
        return ALMOST_OK;
    almost_status status = al_new_segment_begin(intake->writer, &intake->made, intake->error);
    if (status != ALMOST_OK)
        return status;
    status = al_indexer_new(intake->writer->storage, intake->writer->allocator,
                            intake->made.temporary, &intake->indexer, intake->error);
    if (status != ALMOST_OK)
        al_new_segment_release(intake->writer, &intake->made);
    return status;
}

/* Read a source and index it. The first failure is the source's own. */
static almost_status read_source(al_intake *intake, const source *source, bool replaced)
{
    almost_text *text;
    almost_error why;
    almost_text_options options;
    almost_text_options_init(&options);
    if (intake->options->reading != NULL)
        options = *intake->options->reading;
    options.environment = intake->options->environment;
    options.name = source->name;
    almost_status status = almost_text_open(source->path, &options, &text, &why);
    if (status == ALMOST_ERROR_MEMORY)
        return al_fail_memory(intake->error);
    if (status == ALMOST_OK && memcmp(text->hash, source->digits, 32) != 0) {
        almost_text_free(text);
        status = al_fail(&why, ALMOST_ERROR_READ, source->name,
                         "changed while it was read; add it again when it is complete");
    }
    if (status != ALMOST_OK) {
        al_intake_tell(intake, source->name, ALMOST_LIBRARY_FAILED, &why);
        return ALMOST_OK;
    }
    uint64_t failures = intake->tally->failed;
    uint32_t first = intake->n;
    size_t n;
    const al_milestone *members = al_members_of(text, &n);
    status = begin_segment(intake);
    if (status == ALMOST_OK)
        status = members != NULL ? add_members(intake, source, text, members, n)
                                 : add_whole(intake, source, text);
    almost_text_free(text);
    if (status == ALMOST_OK)
        status = note_pending(intake, source, first);
    if (status == ALMOST_OK && intake->tally->failed == failures)
        al_intake_tell(intake, source->name,
                       replaced ? ALMOST_LIBRARY_REPLACED : ALMOST_LIBRARY_ADDED, NULL);
    return status;
}

static almost_status take(al_intake *intake, source *source)
{
    almost_error why;
    known known = {.source = source};
    if (hash_source(source, &why) != ALMOST_OK) {
        al_intake_tell(intake, source->name, ALMOST_LIBRARY_FAILED, &why);
        return ALMOST_OK;
    }
    almost_status status = al_catalogue_documents(intake->writer->catalogue, source->path, look_up,
                                                  &known, intake->error);
    if (status != ALMOST_OK)
        return status;
    bool enough = known.kept || intake->options->keep == 0;
    if ((known.there && known.same && enough) || is_pending(intake, source)) {
        al_intake_tell(intake, source->name, ALMOST_LIBRARY_UNCHANGED, NULL);
        return ALMOST_OK;
    }
    status = read_source(intake, source, known.there);
    if (status == ALMOST_OK && intake->indexer != NULL &&
        al_indexer_words(intake->indexer) >= full_segment)
        status = al_intake_commit(intake);
    return status;
}

almost_status al_intake_file(al_intake *intake, const char *path, const char *name)
{
    almost_error why;
    char absolute[PATH_MAX];
    source source = {.path = absolute, .name = name};
    if (realpath(path, absolute) != NULL)
        return take(intake, &source);
    (void)al_fail(&why, ALMOST_ERROR_READ, name, "%s",
                  errno == ENOENT ? "cannot be read: there is no such file"
                                  : "cannot be read: see who may read it");
    al_intake_tell(intake, name, ALMOST_LIBRARY_FAILED, &why);
    return ALMOST_OK;
}

/* --- The commit --------------------------------------------------------- */

/* What a source had before goes. */
typedef struct replacing {
    al_intake *intake;
    uint64_t *places; /* segment and document, in turn */
    size_t n, capacity;
} replacing;

static almost_status note_old(void *context, const al_document_row *row)
{
    replacing *replacing = context;
    if (!al_grow(replacing->intake->writer->allocator, (void **)&replacing->places,
                 &replacing->capacity, replacing->n + 2, sizeof *replacing->places))
        return al_fail_memory(replacing->intake->error);
    replacing->places[replacing->n++] = row->segment;
    replacing->places[replacing->n++] = row->document;
    return ALMOST_OK;
}

static almost_status drop_old(al_intake *intake, const char *path)
{
    al_writer *writer = intake->writer;
    replacing old = {.intake = intake};
    almost_status status =
        al_catalogue_documents(writer->catalogue, path, note_old, &old, intake->error);
    for (size_t i = 0; status == ALMOST_OK && i < old.n; i += 2) {
        status = al_writer_mark_removed(writer, old.places[i], old.places[i + 1], intake->error);
        if (status == ALMOST_OK)
            status = al_catalogue_drop_document(writer->catalogue, old.places[i], old.places[i + 1],
                                                intake->error);
    }
    al_release(writer->allocator, old.places);
    return status;
}

/* Documents that were not indexed whole are removed ones. */
static almost_status tell_segment(al_intake *intake, const al_segment_about *about)
{
    const almost_allocator *allocator = intake->writer->allocator;
    size_t length = intake->n / 8 + 1;
    char *removed = al_allocate_zero(allocator, length, 1);
    bool any = false;
    if (removed == NULL)
        return al_fail_memory(intake->error);
    for (uint32_t i = 0; i < intake->n; i++) {
        removed[i / 8] |= (char)((int)intake->rows[i].failed << i % 8);
        any |= intake->rows[i].failed;
    }
    al_segment_row row = {intake->made.number, *about, removed, any ? length : 0};
    almost_status status = al_catalogue_add_segment(intake->writer->catalogue, &row, intake->error);
    al_release(allocator, removed);
    return status;
}

static almost_status tell_documents(al_intake *intake)
{
    almost_status status = ALMOST_OK;
    const char *strings = intake->strings.bytes;
    for (uint32_t i = 0; status == ALMOST_OK && i < intake->n; i++) {
        const al_intake_row *row = &intake->rows[i];
        al_document_row document = {strings + row->path,
                                    strings + row->member,
                                    strings + row->name,
                                    strings + row->hash,
                                    intake->made.number,
                                    i,
                                    row->bytes,
                                    row->words,
                                    row->kept};
        if (i == row->source)
            status = drop_old(intake, document.path);
        if (status == ALMOST_OK && !row->failed)
            status = al_catalogue_add_document(intake->writer->catalogue, &document, intake->error);
    }
    return status;
}

static almost_status tell_all(al_intake *intake, const al_segment_about *about)
{
    almost_status status = al_catalogue_begin(intake->writer->catalogue, intake->error);
    if (status == ALMOST_OK)
        status = tell_segment(intake, about);
    if (status == ALMOST_OK)
        status = tell_documents(intake);
    if (status == ALMOST_OK)
        status = al_writer_tell_removed(intake->writer, intake->error);
    return status;
}

/* The ranks of the largest segment, if that is large enough to know. NULL in `keys` if not. */
static almost_status choose_ranks(const al_intake *intake, al_ranks *ranks, uint64_t **keys)
{
    const almost_library *library = intake->writer->library;
    const al_segment *largest = NULL;
    for (uint32_t i = 0; i < library->n; i++)
        if (largest == NULL || library->holdings[i].segment->words > largest->words)
            largest = library->holdings[i].segment;
    *ranks = (al_ranks){0};
    *keys = NULL;
    if (largest == NULL || largest->words < settled_words ||
        largest->words < al_indexer_words(intake->indexer))
        return ALMOST_OK;
    *keys = al_allocate(intake->writer->allocator, largest->paired, sizeof **keys);
    if (*keys == NULL)
        return al_fail_memory(intake->error);
    const char *common = largest->sections[AL_SECTION_COMMON].bytes;
    for (uint32_t i = 0; i < largest->paired; i++)
        (*keys)[i] = al_load_eight(common + (uint64_t)i * 8);
    *ranks = (al_ranks){*keys, largest->functions, largest->paired};
    return ALMOST_OK;
}

static double share_of(const al_intake *intake, uint64_t bytes)
{
    return intake->bytes > 0 ? intake->adding * (double)bytes / (double)intake->bytes : 0;
}

void al_intake_step(al_intake *intake, uint64_t bytes)
{
    al_pace *pace = &intake->writer->pace;
    intake->bytes_read += bytes;
    al_pace_step(pace, "reading", pace->to + al_indexer_reading * share_of(intake, bytes));
}

static almost_status finish_segment(al_intake *intake, al_segment_about *about)
{
    al_ranks ranks;
    uint64_t *keys;
    al_pace *pace = &intake->writer->pace;
    double lists = share_of(intake, intake->bytes_read - intake->bytes_listed);
    al_pace_step(pace, "indexing", pace->to + (1 - al_indexer_reading) * lists);
    intake->bytes_listed = intake->bytes_read;
    almost_status status = choose_ranks(intake, &ranks, &keys);
    if (status == ALMOST_OK)
        status = al_indexer_finish(intake->indexer, &ranks, pace, about, intake->error);
    al_release(intake->writer->allocator, keys);
    if (status == ALMOST_OK)
        status = al_new_segment_place(intake->writer, &intake->made, intake->error);
    return status;
}

almost_status al_intake_commit(al_intake *intake)
{
    al_segment_about about;
    al_writer *writer = intake->writer;
    if (intake->indexer == NULL)
        return ALMOST_OK;
    almost_status status = finish_segment(intake, &about);
    if (status == ALMOST_OK) {
        status = tell_all(intake, &about);
        if (status != ALMOST_OK)
            al_new_segment_withdraw(writer, &intake->made);
        else /* whether a failed one holds shows when it is read again */
            status = al_catalogue_commit(writer->catalogue, intake->error);
    }
    forget_segment(intake);
    if (status == ALMOST_OK)
        status = al_writer_refresh(writer, intake->error);
    return status;
}
