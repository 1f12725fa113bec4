/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A segment that somebody made. The first byte says how many edits there are, and by its highest
 * bit whether the checksums are made to fit them; then come the edits, each three bytes: where, and
 * what stands there then; then a text and a quotation with a separator between them. The text is
 * indexed and kept, the edits are made, and the segment is refused with a line that says why, or
 * the quotation is looked for in it, and all of the text, which ends in places that lie where they
 * may.
 */
#include "fuzz.h"
#include "library/holdings.h"
#include "library/indexer.h"

#include <fcntl.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { EDIT = 3, SUMS = 0x80, MOST_EDITS = 16 };

/* --- The segment, in memory ------------------------------------------------ */

static int create(void *context, const char *path)
{
    (void)context;
    (void)path;
    return open("/dev/null", O_WRONLY); /* whoever writes a file closes it */
}

static int write_bytes(void *context, int descriptor, const char *bytes, size_t length, uint64_t at)
{
    fuzz_bytes *segment = context;
    (void)descriptor;
    if (at == segment->length)
        return fuzz_collect(segment, bytes, length);
    FUZZ_CHECK(at + length <= segment->length, "a segment is written with a hole");
    memcpy(segment->at + at, bytes, length);
    return 0;
}

static int sync_file(void *context, int descriptor)
{
    (void)context;
    (void)descriptor;
    return 0;
}

static int remove_file(void *context, const char *path)
{
    (void)context;
    (void)path;
    return 0;
}

/* The text as a segment; false: it cannot be indexed, such as one that needs ICU where none is. */
static bool make(const almost_text *text, fuzz_bytes *out)
{
    const al_storage storage = {create, write_bytes, sync_file, NULL, NULL, remove_file, out};
    const al_document_about about = {.name = "a text", .path = "", .kept = true};
    const al_indexed document = {.slice = al_slice_of(text), .keep = true};
    const al_ranks ranks = {0};
    al_segment_about made;
    al_indexer *indexer = NULL;
    if (al_indexer_new(&storage, al_allocator_default(), "segment", &indexer, NULL) != ALMOST_OK)
        return false;
    almost_status status = al_indexer_add(indexer, &about, &document, NULL);
    if (status == ALMOST_OK)
        status = al_indexer_finish(indexer, &ranks, NULL, &made, NULL);
    al_indexer_free(indexer);
    return status == ALMOST_OK;
}

/* Checksums of what stands there now: of sections that lie in the segment, and of the header. */
static void mend_sums(fuzz_bytes *segment)
{
    char *bytes = segment->at;
    for (size_t kind = 0; kind < AL_SECTIONS; kind++) {
        char *row = bytes + AL_SEGMENT_FRONT + kind * AL_SECTION_ENTRY;
        uint64_t start = al_load_eight(row + 8), length = al_load_eight(row + 16);
        if (start <= segment->length && length <= segment->length - start)
            al_store_eight(XXH3_64bits(bytes + start, length), row + 24);
    }
    al_store_eight(XXH3_64bits(bytes, AL_SEGMENT_HEADER - 8), bytes + AL_SEGMENT_HEADER - 8);
}

static void edit(fuzz_bytes *segment, const uint8_t *edits, size_t n)
{
    for (size_t i = 0; i < n; i++, edits += EDIT)
        segment->at[(edits[0] << 8 | edits[1]) % segment->length] = (char)edits[2];
}

/* --- What is found in it --------------------------------------------------- */

/* Code points are counted from what the segment says, true or not. */
static void check_place(const almost_traced *place, uint64_t length, bool whole)
{
    FUZZ_CHECK(place->span.start <= place->span.end && place->span.end <= length,
               "a place lies outside");
    FUZZ_CHECK(!whole || place->code_points.start <= place->code_points.end, "code points go back");
    FUZZ_CHECK(place->likeness >= 0 && place->likeness <= 1, "a likeness of %f", place->likeness);
    FUZZ_CHECK(place->name != NULL && almost_traced_as_name(place->as) != NULL,
               "a place of nothing");
}

static void check_status(almost_status status, const almost_error *error)
{
    FUZZ_CHECK(status == ALMOST_OK || status == ALMOST_ERROR_FORMAT ||
                   status == ALMOST_ERROR_ENCODING || status == ALMOST_ERROR_LIMIT,
               "answers %d: %s", (int)status, error->message);
    FUZZ_CHECK(status == ALMOST_OK || (error->status == status && error->message[0] != '\0' &&
                                       strchr(error->message, '\n') == NULL),
               "a failure without a line that says why");
}

/* The longest text that a segment has, as far as it can be told. */
static uint64_t longest_text(const al_segment *segment)
{
    uint64_t longest = 0;
    for (uint32_t i = 0; i < segment->documents; i++) {
        al_document_record record;
        if (al_segment_document(segment, i, &record) && record.bytes > longest)
            longest = record.bytes;
    }
    return longest;
}

/* Look for the quotation, and for all of the text. */
static void trace(const almost_library *library, const almost_text *text, const fuzz_parts *parts,
                  bool whole)
{
    const uint64_t length = longest_text(library->holdings->segment);
    almost_trace_options options;
    almost_trace_options_init(&options);
    options.units = ALMOST_UTF16;
    almost_tracer *tracer = NULL;
    almost_error error = {0};
    FUZZ_CHECK(almost_tracer_new(library, &options, &tracer, &error) == ALMOST_OK, "no tracer: %s",
               error.message);
    const almost_traced *places;
    const almost_traced_passage *passages;
    size_t n = 0;
    almost_status status =
        almost_trace(tracer, parts->second, parts->second_length, &places, &n, &error);
    check_status(status, &error);
    for (size_t i = 0; status == ALMOST_OK && i < n; i++)
        check_place(&places[i], length, whole);
    status = almost_trace_passages(tracer, text, &passages, &n, &error);
    check_status(status, &error);
    for (size_t i = 0; status == ALMOST_OK && i < n; i++)
        check_place(&passages[i].place, length, whole);
    almost_tracer_free(tracer);
}

/* A library of one segment, which it takes over. */
static almost_library *shelve(al_segment *segment)
{
    const almost_allocator *allocator = al_allocator_default();
    almost_library *library = al_allocate_zero(allocator, 1, sizeof *library);
    al_holding *holding = al_allocate_zero(allocator, 1, sizeof *holding);
    al_sources *sources = al_sources_new(allocator, &segment->documents, 1);
    FUZZ_CHECK(library != NULL && holding != NULL && sources != NULL, "no memory");
    holding->segment = segment;
    *library = (almost_library){.allocator = allocator,
                                .holdings = holding,
                                .n = 1,
                                .words = segment->words,
                                .documents = segment->documents,
                                .sources = sources};
    return library;
}

static void check(const fuzz_bytes *bytes, bool whole, const almost_text *text,
                  const fuzz_parts *parts)
{
    al_segment *segment = NULL;
    almost_error error = {0};
    almost_status status = al_segment_open_bytes(al_allocator_default(), "segment", bytes->at,
                                                 bytes->length, &segment, &error);
    check_status(status, &error);
    FUZZ_CHECK(status == ALMOST_OK || !whole, "what was written is refused: %s", error.message);
    if (status != ALMOST_OK)
        return;
    status = al_segment_verify(segment, &error);
    check_status(status, &error);
    FUZZ_CHECK(status == ALMOST_OK || !whole, "what was written is broken: %s", error.message);
    almost_library *library = shelve(segment);
    trace(library, text, parts, whole);
    almost_library_free(library);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t n = size > 0 ? data[0] % MOST_EDITS : 0;
    if (size < 1 + EDIT * n)
        return 0;
    fuzz_parts parts = fuzz_split(data + 1 + EDIT * n, size - 1 - EDIT * n);
    almost_text *text = fuzz_open(parts.first, parts.first_length, "UTF-8");
    fuzz_bytes segment = {0};
    if (text != NULL && make(text, &segment)) {
        char *exact = malloc(segment.length); /* no room behind, for the sanitizers to see */
        FUZZ_CHECK(exact != NULL, "no memory");
        memcpy(exact, segment.at, segment.length);
        fuzz_bytes bytes = {exact, segment.length, segment.length};
        edit(&bytes, data + 1, n);
        if (data[0] & SUMS)
            mend_sums(&bytes);
        check(&bytes, n == 0, text, &parts);
        free(exact);
    }
    free(segment.at);
    almost_text_free(text);
    return 0;
}
