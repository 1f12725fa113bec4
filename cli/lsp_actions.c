/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Putting in the source's words. What is honest stays, ellipses and [brackets]. Each offer is
 * proved before it is made: the document as it would be is checked, and the quotation has to be
 * true in it.
 */
#include "lsp.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_EDITS = 256 };

/* Bytes to be put in place of others of the document. */
typedef struct edit {
    almost_span bytes;
    char *text;
    size_t length;
} edit;

typedef struct offer {
    const lsp_server *server;
    const lsp_checked *checked;
    size_t index; /* of the quotation */
    edit edits[MOST_EDITS];
    size_t n;
} offer;

static void release(offer *offer)
{
    for (size_t i = 0; i < offer->n; i++)
        free(offer->edits[i].text);
    offer->n = 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Add an edit that puts bytes of a source, each stretch of white space as a blank, between two
 * strings. */
static bool add(offer *offer, almost_span bytes, const char *before, const almost_text *source,
                almost_span span, const char *behind)
{
    uint64_t length;
    const char *from = almost_text_bytes(source, &length);
    char *text = malloc((size_t)(span.end - span.start) + 3);
    size_t used = 0;
    if (text == NULL || offer->n == MOST_EDITS) {
        free(text);
        return false;
    }
    for (; *before != '\0'; before++)
        text[used++] = *before;
    for (uint64_t at = span.start; at < span.end; at++)
        if (!is_blank(from[at]))
            text[used++] = from[at];
        else if (at > span.start && !is_blank(from[at - 1]))
            text[used++] = ' ';
    for (; *behind != '\0'; behind++)
        text[used++] = *behind;
    offer->edits[offer->n++] = (edit){bytes, text, used};
    return true;
}

/* Bytes that are taken out go with one of the blanks beside them. */
static almost_span with_blank(const lsp_checked *checked, almost_span bytes)
{
    if (bytes.start > 0 && is_blank(checked->bytes[bytes.start - 1]))
        bytes.start--;
    else if (bytes.end < checked->length && is_blank(checked->bytes[bytes.end]))
        bytes.end++;
    return bytes;
}

/* Whether what is put in is a word, which blanks part from others. */
static bool is_word(const almost_text *text, almost_span span)
{
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    return (unsigned char)bytes[span.start] >= 0x80 ||
           strchr(".,;:!?)-'\"", bytes[span.start]) == NULL;
}

/* The edit that undoes a difference. */
static bool undo(offer *offer, const almost_quotation_source *source,
                 const almost_quotation_change *change)
{
    const lsp_checked *checked = offer->checked;
    almost_span bytes = lsp_source_bytes(checked, change->quotation);
    bool added = change->source.start == change->source.end;
    if (added)
        return add(offer, with_blank(checked, bytes), "", source->text, change->source, "");
    if (change->quotation.start < change->quotation.end || !is_word(source->text, change->source))
        return add(offer, bytes, "", source->text, change->source, "");
    bool behind = bytes.start > 0 && !is_blank(checked->bytes[bytes.start - 1]) &&
                  bytes.start < checked->length && is_blank(checked->bytes[bytes.start]);
    return add(offer, bytes, behind ? " " : "", source->text, change->source, behind ? "" : " ");
}

/* What is put in at a place stands before what is put there instead of something. */
static int by_place(const void *a, const void *b)
{
    const edit *one = a, *other = b;
    if (one->bytes.start != other->bytes.start)
        return one->bytes.start < other->bytes.start ? -1 : 1;
    return one->bytes.end < other->bytes.end ? -1 : one->bytes.end > other->bytes.end;
}

/* Add an edit that begins where another ends to it. False when memory ends. */
static bool append(edit *before, const edit *next)
{
    char *text = realloc(before->text, before->length + next->length + 1);
    if (text == NULL)
        return false;
    memcpy(text + before->length, next->text, next->length);
    before->text = text;
    before->length += next->length;
    before->bytes.end = next->bytes.end;
    return true;
}

/* Have edits in order, none beside another. False where they overlap. */
static bool settle(offer *offer)
{
    size_t n = 0;
    if (offer->n == 0)
        return false;
    qsort(offer->edits, offer->n, sizeof *offer->edits, by_place);
    for (size_t i = 1; i < offer->n; i++)
        if (offer->edits[i].bytes.start < offer->edits[i - 1].bytes.end)
            return false;
    for (size_t i = 1; i < offer->n; i++) {
        if (offer->edits[i].bytes.start == offer->edits[n].bytes.end &&
            append(&offer->edits[n], &offer->edits[i]))
            free(offer->edits[i].text);
        else
            offer->edits[++n] = offer->edits[i];
    }
    offer->n = n + 1;
    return true;
}

/* Whether a difference may stay: it is honest, or the first letter of what is quoted. */
static bool may_stay(const almost_quotation_change *change)
{
    return change->honest || change->reason == ALMOST_REASON_CAPITAL;
}

/* Undo all that may not stay, in all pieces. */
static bool undo_all(offer *offer)
{
    const almost_quotation_source *source;
    for (size_t i = 0;
         (source = almost_quotations_source(offer->checked->quotations, offer->index, i)) != NULL;
         i++)
        for (size_t k = 0; source->as == ALMOST_AS_SOURCE && k < source->n_changes; k++)
            if (!may_stay(&source->changes[k]) && !undo(offer, source, &source->changes[k]))
                return false;
    return settle(offer);
}

/* Put what stands there in place of all of it. */
static bool put_whole(offer *offer)
{
    const almost_quotation_source *source =
        almost_quotations_source(offer->checked->quotations, offer->index, 0);
    return source->as == ALMOST_AS_SOURCE &&
           almost_quotations_source(offer->checked->quotations, offer->index, 1) == NULL &&
           add(offer, lsp_source_bytes(offer->checked, source->part), "", source->text,
               source->span, "");
}

/* --- The proof ---------------------------------------------------------------------- */

/* The document with the edits, ended by NUL, to be freed. NULL: out of memory. */
static char *edited(const offer *offer, size_t *length)
{
    const lsp_checked *checked = offer->checked;
    size_t at = 0, used = 0, room = checked->length + 1;
    for (size_t i = 0; i < offer->n; i++)
        room += offer->edits[i].length;
    char *bytes = malloc(room);
    if (bytes == NULL)
        return NULL;
    for (size_t i = 0; i < offer->n; i++) {
        const edit *edit = &offer->edits[i];
        size_t kept = (size_t)edit->bytes.start - at;

        memcpy(bytes + used, checked->bytes + at, kept);
        memcpy(bytes + used + kept, edit->text, edit->length);
        used += kept + edit->length;
        at = (size_t)edit->bytes.end;
    }
    memcpy(bytes + used, checked->bytes + at, checked->length - at);
    *length = used + checked->length - at;
    bytes[*length] = '\0';
    return bytes;
}

/* How well an offer mends. */
typedef enum outcome { MENDS_NOTHING, MENDS_WORDS, MENDS_ALL } outcome;

/* Whether nothing differs but what may. */
static bool is_clean(const lsp_checked *checked, size_t index)
{
    const almost_quotation_source *source;
    for (size_t i = 0; (source = almost_quotations_source(checked->quotations, index, i)) != NULL;
         i++)
        for (size_t k = 0; k < source->n_changes; k++)
            if (!may_stay(&source->changes[k]))
                return false;
    return true;
}

/* What became of the quotation in a document that was checked with the edits. */
static outcome outcome_of(const offer *offer, const lsp_checked *after)
{
    const almost_quotation *before = almost_quotations_at(offer->checked->quotations, offer->index);
    const almost_quotation *now = almost_quotations_at(after->quotations, offer->index);
    if (now == NULL || almost_quotations_count(after->quotations) !=
                           almost_quotations_count(offer->checked->quotations))
        return MENDS_NOTHING;
    if (now->status == ALMOST_QUOTATION_VERBATIM ||
        (now->status == ALMOST_QUOTATION_TYPOGRAPHIC && is_clean(after, offer->index)))
        return MENDS_ALL;
    return now->status == ALMOST_QUOTATION_TYPOGRAPHIC &&
                   before->status != ALMOST_QUOTATION_TYPOGRAPHIC
               ? MENDS_WORDS
               : MENDS_NOTHING;
}

/* Check the document with the edits. */
static outcome prove(lsp_server *server, const offer *offer, bool markdown)
{
    lsp_checked after = {0};
    almost_error error;
    outcome outcome = MENDS_NOTHING;
    after.bytes = edited(offer, &after.length);
    if (after.bytes != NULL &&
        lsp_check(server, after.bytes, after.length, markdown, &after, &error) == ALMOST_OK)
        outcome = outcome_of(offer, &after);
    lsp_checked_release(&after);
    return outcome;
}

/* --- The answer ---------------------------------------------------------------------- */

static json_t *describe_edit(const offer *offer, const edit *edit)
{
    return json_pack("{s:o, s:o}", "range",
                     lsp_range(offer->checked, edit->bytes, offer->server->utf8), "newText",
                     rpc_string(edit->text, edit->length, SIZE_MAX));
}

static json_t *describe_edits(const offer *offer)
{
    json_t *edits = json_array();
    for (size_t i = 0; i < offer->n; i++)
        json_array_append_new(edits, describe_edit(offer, &offer->edits[i]));
    return edits;
}

static json_t *describe(const lsp_document *document, const offer *offer)
{
    json_t *edits = describe_edits(offer), *change;
    if (offer->server->may_change_versions)
        change = json_pack("{s:[{s:{s:s, s:I}, s:o}]}", "documentChanges", "textDocument", "uri",
                           document->uri, "version", offer->checked->version, "edits", edits);
    else
        change = json_pack("{s:{s:o}}", "changes", document->uri, edits);
    return json_pack("{s:s, s:s, s:b, s:o}", "title", "Put in the source's words", "kind",
                     "quickfix", "isPreferred", 1, "edit", change);
}

/* The better one of two ways to mend a quotation, or NULL where neither does. */
static json_t *find_offer(lsp_server *server, const lsp_document *document, offer *offer)
{
    static bool (*const ways[])(struct offer * offer) = {undo_all, put_whole};
    outcome best = MENDS_NOTHING;
    json_t *action = NULL;
    for (size_t i = 0; i < sizeof ways / sizeof *ways && best != MENDS_ALL; i++) {
        outcome outcome = ways[i](offer) ? prove(server, offer, document->markdown) : MENDS_NOTHING;

        if (outcome > best) {
            json_decref(action);
            action = describe(document, offer);
            best = outcome;
        }
        release(offer);
    }
    return action;
}

/* The offer for a quotation, or NULL where none is proved. */
static json_t *offer_for(lsp_server *server, const lsp_document *document, size_t index)
{
    offer *offer = calloc(1, sizeof *offer);
    if (offer == NULL)
        return NULL;
    offer->server = server;
    offer->checked = &document->checked;
    offer->index = index;
    json_t *action = is_clean(offer->checked, index) ? NULL : find_offer(server, document, offer);
    free(offer);
    return action;
}

/* Whether the client wants to hear of such actions. */
static bool is_wanted(const json_t *params)
{
    const json_t *only = json_object_get(json_object_get(params, "context"), "only");
    const char *kind;
    if (!json_is_array(only))
        return true;
    for (size_t i = 0; i < json_array_size(only); i++) {
        kind = json_string_value(json_array_get(only, i));
        if (kind != NULL && (kind[0] == '\0' || strcmp(kind, "quickfix") == 0))
            return true;
    }
    return false;
}

/* The bytes that are asked about. False: none are. */
static bool read_range(const lsp_server *server, const lsp_checked *checked, const json_t *params,
                       almost_span *bytes)
{
    const json_t *range = json_object_get(params, "range");
    lsp_position start, end;
    if (!lsp_position_read(json_object_get(range, "start"), &start) ||
        !lsp_position_read(json_object_get(range, "end"), &end))
        return false;
    bytes->start = lsp_byte_at(checked, start, server->utf8);
    bytes->end = lsp_byte_at(checked, end, server->utf8);
    return true;
}

/* Whether a quotation that is asked about can be mended. */
static bool is_mendable(const lsp_checked *checked, const almost_quotation *item, almost_span asked)
{
    almost_span bytes = lsp_source_bytes(checked, item->outer);
    return bytes.end >= asked.start && bytes.start <= asked.end &&
           (item->status == ALMOST_QUOTATION_ALTERED || item->status == ALMOST_QUOTATION_SPLICED ||
            item->status == ALMOST_QUOTATION_TYPOGRAPHIC);
}

json_t *lsp_actions(lsp_server *server, const lsp_document *document, const json_t *params)
{
    enum { MOST_OFFERS = 16 /* each is proved by a check of all */ };
    const lsp_checked *checked = &document->checked;
    json_t *actions = json_array();
    const almost_quotation *item;
    almost_span asked;
    if (!is_wanted(params) || !read_range(server, checked, params, &asked))
        return actions;
    for (size_t i = 0, tried = 0;
         tried < MOST_OFFERS && (item = almost_quotations_at(checked->quotations, i)) != NULL;
         i++) {
        if (!is_mendable(checked, item, asked))
            continue;
        json_t *action = offer_for(server, document, i);

        tried++;
        if (action != NULL)
            json_array_append_new(actions, action);
    }
    return actions;
}
