/* SPDX-License-Identifier: Apache-2.0 */
/* What is being written, as the editor tells it change by change. */
#include "lsp.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_DOCUMENTS = 1000 };

void lsp_document_free(lsp_document *document)
{
    if (document == NULL)
        return;
    lsp_checked_release(&document->checked);
    free(document->bytes);
    free(document->uri);
    free(document);
}

lsp_document *lsp_document_find(lsp_server *server, const char *uri)
{
    lsp_document *document = server->documents;
    while (document != NULL && (document->closed || strcmp(document->uri, uri) != 0))
        document = document->next;
    return document;
}

/* --- Places ----------------------------------------------------------------- */

static bool read_count(const json_t *object, const char *key, uint64_t *count)
{
    const json_t *number = json_object_get(object, key);
    if (!json_is_integer(number) || json_integer_value(number) < 0)
        return false;
    *count = (uint64_t)json_integer_value(number);
    return true;
}

bool lsp_position_read(const json_t *json, lsp_position *position)
{
    return read_count(json, "line", &position->line) &&
           read_count(json, "character", &position->character);
}

/* Bytes of the character that begins with this one. */
static size_t bytes_of(char first)
{
    unsigned char byte = (unsigned char)first;
    return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

size_t lsp_byte_in_line(const char *bytes, size_t end, uint64_t character, bool utf8)
{
    size_t at = 0;
    if (utf8) {
        at = character < end ? (size_t)character : end;
        while (at > 0 && at < end && ((unsigned char)bytes[at] & 0xC0) == 0x80)
            at--;
        return at;
    }
    for (uint64_t units = 0; at < end && units < character;) {
        size_t n = bytes_of(bytes[at]);

        units += n == 4 ? 2 : 1;
        at += n < end - at ? n : end - at;
    }
    return at;
}

/* The byte behind the end of a line that begins at `at`, and where its text ends. */
static size_t line_end(const char *bytes, size_t length, size_t at, size_t *text_end)
{
    while (at < length && bytes[at] != '\n' && bytes[at] != '\r')
        at++;
    *text_end = at;
    if (at + 1 < length && bytes[at] == '\r' && bytes[at + 1] == '\n')
        return at + 2;
    return at < length ? at + 1 : at;
}

/* The byte of a position; the end of the text where that has fewer lines. */
static size_t byte_of(const lsp_server *server, const lsp_document *document, lsp_position position)
{
    size_t at = 0, text_end = 0, next = 0;
    uint64_t line = 0;
    for (;; line++) {
        next = line_end(document->bytes, document->length, at, &text_end);
        if (line == position.line)
            return at + lsp_byte_in_line(document->bytes + at, text_end - at, position.character,
                                         server->utf8);
        if (next == text_end)
            return document->length; /* no line follows */
        at = next;
    }
}

/* --- Changes ------------------------------------------------------------------ */

/* Put text in place of some bytes. False when memory ends, or the text would become too long. */
static bool replace(const lsp_server *server, lsp_document *document, almost_span span,
                    const json_t *text)
{
    size_t length = json_string_length(text), start = (size_t)span.start, end = (size_t)span.end;
    size_t kept = document->length - (end - start);
    if (length > server->settings->max_message || kept > server->settings->max_message - length)
        return false;
    if (kept + length > document->room) {
        size_t room = kept + length + (kept + length) / 2 + 64;
        char *bytes = realloc(document->bytes, room);

        if (bytes == NULL)
            return false;
        document->bytes = bytes;
        document->room = room;
    }
    memmove(document->bytes + start + length, document->bytes + end, document->length - end);
    memcpy(document->bytes + start, json_string_value(text), length);
    document->length = kept + length;
    return true;
}

/* Follow one change: of a range, or of the whole. */
static bool follow(const lsp_server *server, lsp_document *document, const json_t *change)
{
    const json_t *range = json_object_get(change, "range"), *text = json_object_get(change, "text");
    almost_span span = {0, document->length};
    lsp_position start, end;
    if (!json_is_string(text))
        return false;
    if (range != NULL) {
        if (!lsp_position_read(json_object_get(range, "start"), &start) ||
            !lsp_position_read(json_object_get(range, "end"), &end))
            return false;
        span.start = byte_of(server, document, start);
        span.end = byte_of(server, document, end);
        if (span.end < span.start)
            return false;
    }
    return replace(server, document, span, text);
}

/* The document of params.textDocument, or NULL. */
static lsp_document *document_of(lsp_server *server, const json_t *params)
{
    const json_t *named = json_object_get(params, "textDocument");
    const char *uri = json_string_value(json_object_get(named, "uri"));
    return uri != NULL ? lsp_document_find(server, uri) : NULL;
}

/* Have no part in a document any more. The server is locked. */
static void let_go(lsp_server *server, lsp_document *document)
{
    document->closed = true;
    server->n_documents--;
    if (server->checking == document)
        atomic_store(&server->superseded, true);
}

static bool follow_all(lsp_server *server, lsp_document *document, const json_t *params)
{
    const json_t *changes = json_object_get(params, "contentChanges");
    const json_t *version = json_object_get(json_object_get(params, "textDocument"), "version");
    for (size_t i = 0; i < json_array_size(changes); i++)
        if (!follow(server, document, json_array_get(changes, i)))
            return false;
    document->version = json_integer_value(version);
    document->revision++;
    if (server->checking == document && !server->patient)
        atomic_store(&server->superseded, true);
    return true;
}

void lsp_document_change(lsp_server *server, const json_t *params)
{
    bool fine = true;
    pthread_mutex_lock(&server->lock);
    lsp_document *document = document_of(server, params);
    if (document != NULL && !follow_all(server, document, params)) {
        fine = false; /* what the editor has is not known any more */
        let_go(server, document);
    }
    pthread_mutex_unlock(&server->lock);
    if (!fine)
        lsp_show(server, 1,
                 "almost: a change made no sense, or the text is too long (--max-message); its "
                 "quotations are marked again when it is opened anew");
}

void lsp_document_close(lsp_server *server, const json_t *params)
{
    pthread_mutex_lock(&server->lock);
    lsp_document *document = document_of(server, params);
    if (document != NULL)
        let_go(server, document);
    pthread_mutex_unlock(&server->lock);
}

static lsp_document *make(const lsp_server *server, const json_t *item)
{
    const char *uri = json_string_value(json_object_get(item, "uri"));
    const char *language = json_string_value(json_object_get(item, "languageId"));
    const json_t *text = json_object_get(item, "text");
    lsp_document *document = calloc(1, sizeof *document);
    if (document == NULL)
        return NULL;
    document->uri = strdup(uri);
    document->markdown =
        language != NULL && (strcmp(language, "markdown") == 0 || strcmp(language, "quarto") == 0 ||
                             strcmp(language, "rmd") == 0);
    document->version = json_integer_value(json_object_get(item, "version"));
    document->revision = 1;
    if (document->uri == NULL || !replace(server, document, (almost_span){0, 0}, text)) {
        lsp_document_free(document);
        return NULL;
    }
    return document;
}

void lsp_document_open(lsp_server *server, const json_t *params)
{
    const json_t *item = json_object_get(params, "textDocument");
    lsp_document *document = NULL;
    if (json_is_string(json_object_get(item, "uri")) &&
        json_is_string(json_object_get(item, "text")))
        document = make(server, item);
    pthread_mutex_lock(&server->lock);
    lsp_document *before = document_of(server, params);
    if (document != NULL && before != NULL)
        let_go(server, before);
    if (document != NULL && server->n_documents < MOST_DOCUMENTS) {
        document->next = server->documents;
        server->documents = document;
        server->n_documents++;
        document = NULL;
    }
    pthread_mutex_unlock(&server->lock);
    lsp_document_free(document);
}
