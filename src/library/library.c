/* SPDX-License-Identifier: Apache-2.0 */
/* Libraries that are read: opened, listed, verified. */
#include "library/holdings.h"

#include "base/error.h"
#include "base/names.h"
#include "base/options.h"
#include "library/commit.h"

#include <string.h>

const char *almost_library_event_name(almost_library_event event)
{
    static const char *const names[] = {"added", "replaced", "unchanged", "removed", "failed"};
    return (size_t)event < sizeof names / sizeof *names ? names[event] : NULL;
}

char *al_library_file(const almost_allocator *allocator, const char *folder, const char *name)
{
    size_t length = strlen(folder), more = strlen(name) + 1;
    char *path = al_allocate(allocator, length + 1 + more, 1);
    if (path == NULL)
        return NULL;
    memcpy(path, folder, length);
    path[length] = '/';
    memcpy(path + length + 1, name, more);
    return path;
}

/* --- Opening ------------------------------------------------------------ */

typedef struct opening {
    almost_library *library;
    almost_error *error;
} opening;

/* What the catalogue says has to be what the segment says. */
static almost_status check_row(const al_segment *segment, const al_segment_row *row,
                               almost_error *error)
{
    if (segment->checksum != row->about.checksum || segment->length != row->about.length ||
        segment->words != row->about.words || segment->documents != row->about.documents)
        return al_segment_broken(segment, "it is not the one that the catalogue names", error);
    return ALMOST_OK;
}

static almost_status open_segment(void *context, const al_segment_row *row)
{
    const opening *opening = context;
    almost_library *library = opening->library;
    const almost_allocator *allocator = library->allocator;
    char name[AL_SEGMENT_NAME];
    al_segment_file_name(row->number, name);
    if (!al_grow(allocator, (void **)&library->holdings, &library->capacity, (size_t)library->n + 1,
                 sizeof *library->holdings))
        return al_fail_memory(opening->error);
    al_holding *holding = &library->holdings[library->n];
    *holding = (al_holding){.number = row->number, .removed_length = row->removed_length};
    holding->removed = al_allocate(allocator, row->removed_length, 1);
    char *path = al_library_file(allocator, library->path, name);
    almost_status status = holding->removed != NULL && path != NULL
                               ? al_segment_open(allocator, path, &holding->segment, opening->error)
                               : al_fail_memory(opening->error);
    al_release(allocator, path);
    if (status == ALMOST_OK)
        status = check_row(holding->segment, row, opening->error);
    if (row->removed_length > 0 && holding->removed != NULL)
        memcpy(holding->removed, row->removed, row->removed_length);
    library->n++;
    library->words += status == ALMOST_OK ? row->about.words : 0;
    return status;
}

/* Count documents. READ: there are packed ones, and no zstd to unpack them. */
static almost_status count_documents(almost_library *library, almost_error *error)
{
    bool can_unpack = al_packing_is_there();
    for (uint32_t i = 0; i < library->n; i++)
        for (uint32_t k = 0; k < library->holdings[i].segment->documents; k++) {
            al_document_record record;
            if (al_holding_removed(&library->holdings[i], k))
                continue;
            library->holdings[i].documents++;
            library->documents++;
            if (!can_unpack && al_segment_document(library->holdings[i].segment, k, &record) &&
                record.packed > 0)
                return al_fail(error, ALMOST_ERROR_READ, library->path,
                               "keeps texts that are packed, and reading them takes zstd, which is "
                               "not installed; install libzstd1");
        }
    return ALMOST_OK;
}

almost_status al_holdings_open(const almost_allocator *allocator, const char *path,
                               al_catalogue *catalogue, almost_library **out, almost_error *error)
{
    almost_library *library = al_allocate_zero(allocator, 1, sizeof *library);
    char *copy = al_allocate(allocator, strlen(path) + 1, 1);
    if (library == NULL || copy == NULL) {
        al_release(allocator, library);
        al_release(allocator, copy);
        return al_fail_memory(error);
    }
    memcpy(copy, path, strlen(path) + 1);
    library->allocator = allocator;
    library->path = copy;
    opening opening = {library, error};
    almost_status status = al_catalogue_segments(catalogue, open_segment, &opening, error);
    if (status == ALMOST_OK)
        status = count_documents(library, error);
    if (status == ALMOST_OK)
        *out = library;
    else
        almost_library_free(library);
    return status;
}

static almost_status add_sources(almost_library *library, almost_error *error)
{
    const almost_allocator *allocator = library->allocator;
    uint32_t *documents = al_allocate(allocator, library->n, sizeof *documents);
    if (documents == NULL)
        return al_fail_memory(error);
    for (uint32_t i = 0; i < library->n; i++)
        documents[i] = library->holdings[i].segment->documents;
    library->sources = al_sources_new(allocator, documents, library->n);
    al_release(allocator, documents);
    return library->sources != NULL ? ALMOST_OK : al_fail_memory(error);
}

/* Once. */
static almost_status try_open(const almost_allocator *allocator, const char *path,
                              almost_library **out, almost_error *error)
{
    al_catalogue *catalogue;
    almost_library *library = NULL;
    almost_status status = al_catalogue_open(allocator, path, false, &catalogue, error);
    if (status != ALMOST_OK)
        return status;
    status = al_holdings_open(allocator, path, catalogue, &library, error);
    al_catalogue_close(catalogue);
    if (status == ALMOST_OK)
        status = add_sources(library, error);
    if (status == ALMOST_OK)
        *out = library;
    else
        almost_library_free(library);
    return status;
}

almost_status al_library_open_shared(const almost_allocator *allocator, const char *path,
                                     almost_library **out, almost_error *error)
{
    /* a writer may replace segments between two looks; then the next look finds other ones */
    enum { LOOKS = 20 };
    almost_status status = ALMOST_ERROR_READ;
    for (int look = 0; look < LOOKS && status == ALMOST_ERROR_READ; look++)
        status = try_open(allocator, path, out, error);
    return status;
}

almost_status almost_library_open(const char *path, const almost_environment *given,
                                  almost_library **out, almost_error *error)
{
    almost_environment environment;
    almost_status status = al_environment_complete(&environment, given, error);
    if (status != ALMOST_OK)
        return status;
    return al_library_open_shared(al_allocator_of(&environment), path, out, error);
}

void almost_library_free(almost_library *library)
{
    if (library == NULL)
        return;
    const almost_allocator *allocator = library->allocator;
    for (uint32_t i = 0; i < library->n; i++) {
        al_segment_free(library->holdings[i].segment);
        al_release(allocator, library->holdings[i].removed);
    }
    al_sources_free(library->sources);
    al_release(allocator, library->holdings);
    al_release(allocator, library->path);
    al_release(allocator, library);
}

uint64_t almost_library_documents(const almost_library *library)
{
    return library->documents;
}

uint64_t almost_library_words(const almost_library *library)
{
    return library->words;
}

static void measure_texts(const al_holding *holding, almost_library_sizes *sizes)
{
    for (uint32_t i = 0; i < holding->segment->documents; i++) {
        al_document_record record;
        if (!al_holding_removed(holding, i) && al_segment_document(holding->segment, i, &record))
            sizes->texts += record.bytes;
    }
}

void almost_library_measure(const almost_library *library, almost_library_sizes *out)
{
    almost_library_sizes sizes = {0};
    for (uint32_t i = 0; i < library->n; i++) {
        const al_segment *segment = library->holdings[i].segment;
        measure_texts(&library->holdings[i], &sizes);
        sizes.packed += segment->sections[AL_SECTION_TEXT].length;
        sizes.index += segment->length - segment->sections[AL_SECTION_TEXT].length;
    }
    *out = sizes;
}

/* --- Sources ------------------------------------------------------------ */

static void look_at(const almost_library *library, uint32_t segment, almost_library_sources *out)
{
    const al_holding *holding = &library->holdings[segment];
    for (uint32_t i = 0; i < holding->segment->documents; i++) {
        al_document_record record;
        if (al_holding_removed(holding, i) || !al_segment_document(holding->segment, i, &record))
            continue;
        al_source_place place = {segment, i, &record};
        al_source_state state = al_sources_look(library->sources, &place);
        out->kept += record.text != NULL;
        out->same += record.text == NULL && state == AL_SOURCE_SAME;
        out->changed += state == AL_SOURCE_CHANGED;
        out->gone += state == AL_SOURCE_GONE;
    }
}

void almost_library_look(const almost_library *library, almost_library_sources *out)
{
    *out = (almost_library_sources){0};
    for (uint32_t i = 0; i < library->n; i++)
        look_at(library, i, out);
}

/* --- Texts -------------------------------------------------------------- */

/* All of the text of a document, from where it is. */
static almost_status read_text(const almost_library *library, const al_source_place *place,
                               char *out, almost_error *error)
{
    const al_document_record *record = place->record;
    al_unpacker unpacker = {0};
    if (record->text == NULL)
        return al_sources_read(library->sources, place, 0, record->bytes, out)
                   ? ALMOST_OK
                   : al_fail(error, ALMOST_ERROR_MISMATCH, record->name, "%s",
                             al_source_why(al_sources_state(library->sources, place->segment,
                                                            place->document)));
    almost_status status = al_segment_text(library->holdings[place->segment].segment, record,
                                           &unpacker, (almost_span){0, record->bytes}, out, error);
    al_unpacker_release(&unpacker);
    return status;
}

almost_status al_holdings_text(const almost_library *library, const al_source_place *place,
                               almost_text *text, char **bytes, almost_error *error)
{
    const al_document_record *record = place->record;
    char *all = al_allocate(library->allocator, record->bytes + AL_TEXT_PADDING, 1);
    if (all == NULL)
        return al_fail_memory(error);
    almost_status status = read_text(library, place, all, error);
    if (status != ALMOST_OK) {
        al_release(library->allocator, all);
        return status;
    }
    memset(all + record->bytes, ' ', AL_TEXT_PADDING);
    *text = (almost_text){.allocator = library->allocator,
                          .name = (char *)(uintptr_t)record->name,
                          .bytes = all,
                          .length = record->bytes};
    *bytes = all;
    return ALMOST_OK;
}

/* --- Verifying ---------------------------------------------------------- */

static almost_status verify_sources(const almost_library *library, uint32_t segment,
                                    const almost_library_options *options, uint64_t *changed,
                                    almost_error *error)
{
    const al_holding *holding = &library->holdings[segment];
    for (uint32_t i = 0; i < holding->segment->documents; i++) {
        al_document_record record;
        if (!al_segment_document(holding->segment, i, &record))
            return al_segment_broken(holding->segment, "a document lies where it cannot", error);
        al_source_place place = {segment, i, &record};
        if (al_holding_removed(holding, i) ||
            al_sources_look(library->sources, &place) == AL_SOURCE_SAME)
            continue;
        almost_error why;
        (void)al_fail(&why, ALMOST_ERROR_MISMATCH, record.name, "%s",
                      al_source_why(al_sources_state(library->sources, segment, i)));
        ++*changed;
        if (options->told != NULL)
            options->told(options->context, record.name, ALMOST_LIBRARY_FAILED, &why);
    }
    return ALMOST_OK;
}

static almost_status verify_catalogue(const almost_allocator *allocator, const char *path,
                                      almost_error *error)
{
    al_catalogue *catalogue;
    almost_status status = al_catalogue_open(allocator, path, false, &catalogue, error);
    if (status != ALMOST_OK)
        return status;
    status = al_catalogue_verify(catalogue, error);
    al_catalogue_close(catalogue);
    return status;
}

almost_status almost_library_verify(const char *path, const almost_library_options *given,
                                    uint64_t *changed, almost_error *error)
{
    almost_library_options options;
    almost_environment environment;
    almost_library *library;
    uint64_t others = 0;
    almost_status status = al_library_options_complete(given, &options, &environment, error);
    if (status == ALMOST_OK)
        status = verify_catalogue(al_allocator_of(&environment), path, error);
    if (status == ALMOST_OK)
        status = al_library_open_shared(al_allocator_of(&environment), path, &library, error);
    if (status != ALMOST_OK)
        return status;
    for (uint32_t i = 0; status == ALMOST_OK && i < library->n; i++) {
        status = al_segment_verify(library->holdings[i].segment, error);
        if (status == ALMOST_OK)
            status = verify_sources(library, i, &options, &others, error);
    }
    almost_library_free(library);
    if (status == ALMOST_OK && changed != NULL)
        *changed = others;
    return status;
}

const char *almost_library_changed(const almost_library *library, size_t index)
{
    for (uint32_t i = 0; i < library->n; i++) {
        const al_holding *holding = &library->holdings[i];
        for (uint32_t k = 0; k < holding->segment->documents; k++) {
            al_document_record record;
            if (al_sources_state(library->sources, i, k) > AL_SOURCE_SAME && index-- == 0)
                return al_segment_document(holding->segment, k, &record) ? record.name : "";
        }
    }
    return NULL;
}
