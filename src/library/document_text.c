/* SPDX-License-Identifier: Apache-2.0 */
/* Documents of a library as texts: a plain file is opened again, a kept text is read as one. */
#include "base/error.h"
#include "library/holdings.h"

#include <string.h>

/* The document number `index` of a segment among those that are not removed, of which it has more.
 */
static uint32_t nth_kept(const al_holding *holding, uint32_t index)
{
    uint32_t document = 0;
    for (size_t i = 0; i < holding->removed_length; i++) { /* eight at once */
        uint32_t kept = 8 - (uint32_t)__builtin_popcount(holding->removed[i]);
        if (index < kept)
            break;
        index -= kept;
        document += 8;
    }
    for (;; document++)
        if (!al_holding_removed(holding, document) && index-- == 0)
            return document;
}

/* The document number `index` among those that count. False when there are fewer, or it is broken.
 */
static bool find(const almost_library *library, uint64_t index, al_source_place *place,
                 al_document_record *record)
{
    for (uint32_t i = 0; i < library->n; i++) {
        const al_holding *holding = &library->holdings[i];
        if (index >= holding->documents) {
            index -= holding->documents;
            continue;
        }
        uint32_t document = nth_kept(holding, (uint32_t)index);
        *place = (al_source_place){i, document, record};
        return al_segment_document(holding->segment, document, record);
    }
    return false;
}

const char *almost_library_name(const almost_library *library, uint64_t index)
{
    al_document_record record;
    al_source_place place;
    return find(library, index, &place, &record) ? record.name : NULL;
}

almost_status almost_library_text(const almost_library *library, uint64_t index,
                                  const almost_text_options *given, almost_text **out,
                                  almost_error *error)
{
    al_document_record record;
    al_source_place place;
    almost_text_options options;
    if (!find(library, index, &place, &record))
        return al_fail(error, ALMOST_ERROR_ARGUMENT, library->path,
                       "has no document number %llu that is whole; almost library verify checks it",
                       (unsigned long long)index);
    almost_text_options_init(&options);
    options.environment = given != NULL ? given->environment : NULL;
    options.name = record.name;
    if (record.text == NULL) {
        const al_source_state state = al_sources_look(library->sources, &place);
        if (state != AL_SOURCE_SAME)
            return al_fail(error, ALMOST_ERROR_MISMATCH, record.name, "%s", al_source_why(state));
        return almost_text_open(record.path, &options, out, error);
    }
    almost_text kept;
    char *bytes;
    almost_status status = al_holdings_text(library, &place, &kept, &bytes, error);
    if (status != ALMOST_OK)
        return status;
    options.encoding = "UTF-8";
    options.format = "text";
    status = almost_text_from_memory(bytes, (size_t)record.bytes, &options, out, error);
    al_release(library->allocator, bytes);
    return status;
}
