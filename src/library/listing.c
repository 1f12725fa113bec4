/* SPDX-License-Identifier: Apache-2.0 */
/* What a library holds, as its catalogue says: told one by one, or as JSON Lines. */
#include "base/error.h"
#include "base/json.h"
#include "base/options.h"
#include "library/catalogue.h"

typedef struct listing {
    int (*visit)(void *context, const almost_library_document *document);
    void *context;
    bool ended;
} listing;

static almost_status list_one(void *context, const al_document_row *row)
{
    listing *listing = context;
    almost_library_document document = {row->name,  row->path,  row->hash,
                                        row->bytes, row->words, row->kept};
    listing->ended = listing->visit(listing->context, &document) != 0;
    return listing->ended ? ALMOST_ERROR_CANCELLED : ALMOST_OK;
}

almost_status almost_library_list(const char *path, const almost_environment *given,
                                  int (*visit)(void *context,
                                               const almost_library_document *document),
                                  void *context, almost_error *error)
{
    almost_environment environment;
    al_catalogue *catalogue;
    listing listing = {visit, context, false};
    almost_status status = al_environment_complete(&environment, given, error);
    if (status == ALMOST_OK)
        status = al_catalogue_open(al_allocator_of(&environment), path, false, &catalogue, error);
    if (status != ALMOST_OK)
        return status;
    status = al_catalogue_documents(catalogue, NULL, list_one, &listing, error);
    al_catalogue_close(catalogue);
    return listing.ended ? ALMOST_OK : status;
}

/* --- As JSON ------------------------------------------------------------ */

static int put_document(void *context, const almost_library_document *document)
{
    al_output *output = context;
    al_output_text(output, "{\"name\":");
    al_json_string(output, document->name);
    al_json_text(output, ",\"path\":", document->path);
    al_json_text(output, ",\"hash\":", document->hash);
    al_json_count(output, ",\"bytes\":", document->bytes);
    al_json_count(output, ",\"words\":", document->words);
    al_json_flag(output, ",\"kept\":", document->kept != 0);
    al_output_text(output, "}\n");
    return output->failed;
}

almost_status almost_library_list_write(const char *path, const almost_environment *environment,
                                        almost_sink sink, void *sink_context, almost_error *error)
{
    al_output output;
    if (!al_output_init(&output, al_allocator_of(environment), sink, sink_context))
        return al_fail_memory(error);
    almost_status status = almost_library_list(path, environment, put_document, &output, error);
    if (status == ALMOST_OK)
        status = al_output_finish(&output, error);
    al_output_release(&output);
    return status;
}
