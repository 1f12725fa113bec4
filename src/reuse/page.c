/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lines are counted here, for the sentence and the largest clusters, which are plain HTML; the
 * script (web/src/reuse.ts) draws the rest from the lines themselves.
 */
#include "reuse/page.h"

#include "base/error.h"
#include "base/json.h"
#include "base/memory.h"
#include "html/page.h"
#include "html/stream.h"
#include "html/text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LISTED = 20, SHOWN = 240 /* bytes of a passage */ };

/* A cluster that is among the largest. */
typedef struct listed {
    uint64_t documents, passages;
    char *text; /* how it begins */
} listed;

typedef struct counting {
    const almost_allocator *allocator;
    const char *name;
    almost_error *error;
    int64_t *documents; /* their uids, as often as they come */
    size_t n_documents, capacity;
    uint64_t lines, clusters;
    int64_t cluster; /* of the line before */
    bool pairs;      /* lines have two stretches each, and there are no clusters */
    listed largest[MOST_LISTED];
    size_t n_largest;
} counting;

static almost_status fail(const counting *counting, const char *what)
{
    return al_fail(counting->error, ALMOST_ERROR_FORMAT, counting->name,
                   "line %llu: %s: it is no answer of almost reuse",
                   (unsigned long long)counting->lines, what);
}

bool al_reuse_are_lines(const char *bytes, size_t length)
{
    static const char clusters[] = "{\"cluster\":", pairs[] = "{\"uid\":";
    return (length >= sizeof clusters && memcmp(bytes, clusters, sizeof clusters - 1) == 0) ||
           (length >= sizeof pairs && memcmp(bytes, pairs, sizeof pairs - 1) == 0);
}

/* --- Counting ------------------------------------------------------------- */

static bool add_document(counting *counting, const json_t *uid)
{
    if (!al_grow(counting->allocator, (void **)&counting->documents, &counting->capacity,
                 counting->n_documents + 1, sizeof *counting->documents))
        return false;
    counting->documents[counting->n_documents++] = json_integer_value(uid);
    return true;
}

/* Whether a line has a stretch whose members end in `number`. */
static bool has_stretch(const json_t *line, const char *number)
{
    static const char *const names[] = {"uid", "id", "begin", "end", "text"};
    char key[16];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(key, sizeof key, "%s%s", names[i], number);
        const json_t *value = json_object_get(line, key);
        bool fits = i == 1   ? json_is_string(value) || json_is_integer(value)
                    : i == 4 ? json_is_string(value)
                             : json_is_integer(value);
        if (!fits)
            return false;
    }
    return true;
}

/* A cluster begins with this line. False when memory ends. */
static bool list_cluster(counting *counting, const json_t *line)
{
    const uint64_t documents = (uint64_t)json_integer_value(json_object_get(line, "documents"));
    const char *text = json_string_value(json_object_get(line, "text"));
    size_t length = json_string_length(json_object_get(line, "text")), at = counting->n_largest;
    while (at > 0 && counting->largest[at - 1].documents < documents)
        at--;
    if (at == MOST_LISTED)
        return true;
    length = length < SHOWN ? length : SHOWN;
    while (length > 0 && length == SHOWN && ((uint8_t)text[length] & 0xC0) == 0x80)
        length--;
    char *copy = al_allocate(counting->allocator, length + 1, 1);
    if (copy == NULL)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    if (counting->n_largest == MOST_LISTED)
        al_release(counting->allocator, counting->largest[--counting->n_largest].text);
    memmove(&counting->largest[at + 1], &counting->largest[at],
            (counting->n_largest - at) * sizeof *counting->largest);
    counting->largest[at] =
        (listed){documents, (uint64_t)json_integer_value(json_object_get(line, "size")), copy};
    counting->n_largest++;
    return true;
}

static almost_status count_line(counting *counting, const json_t *line)
{
    const json_t *cluster = json_object_get(line, "cluster");
    bool there = true;
    if (!has_stretch(line, ""))
        return fail(counting, "a passage has no uid, id, begin, end or text");
    if (counting->lines == 1)
        counting->pairs = cluster == NULL;
    if (counting->pairs != (cluster == NULL) || (counting->pairs && !has_stretch(line, "2")) ||
        (!counting->pairs && !json_is_integer(cluster)))
        return fail(counting, "passages and clusters are mixed");
    if (counting->pairs)
        there = add_document(counting, json_object_get(line, "uid2"));
    else if (counting->clusters == 0 || json_integer_value(cluster) != counting->cluster) {
        counting->clusters++;
        counting->cluster = json_integer_value(cluster);
        there = list_cluster(counting, line);
    }
    there = there && add_document(counting, json_object_get(line, "uid"));
    return there ? ALMOST_OK : al_fail_memory(counting->error);
}

static almost_status count(counting *counting, const char *bytes, size_t length)
{
    almost_status status = ALMOST_OK;
    for (size_t at = 0, end; at < length && status == ALMOST_OK; at = end + 1) {
        const char *newline = memchr(bytes + at, '\n', length - at);
        end = newline != NULL ? (size_t)(newline - bytes) : length;
        if (end == at)
            continue;
        counting->lines++;
        json_t *line = json_loadb(bytes + at, end - at, JSON_ALLOW_NUL, NULL);
        status = json_is_object(line) ? count_line(counting, line)
                                      : fail(counting, "is no object of JSON");
        json_decref(line);
    }
    return status;
}

static int by_number(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

static uint64_t distinct(const counting *counting)
{
    uint64_t n = 0;
    if (counting->n_documents > 0)
        qsort(counting->documents, counting->n_documents, sizeof *counting->documents, by_number);
    for (size_t i = 0; i < counting->n_documents; i++)
        n += i == 0 || counting->documents[i] != counting->documents[i - 1];
    return n;
}

/* --- The page ------------------------------------------------------------- */

static void put_counted(al_output *output, uint64_t n, const char *what)
{
    al_output_grouped(output, n);
    al_output_text(output, " ");
    al_output_text(output, what);
    al_output_text(output, n == 1 ? "" : "s");
}

static void put_header(const counting *counting, al_output *output)
{
    uint64_t documents = distinct(counting);
    al_html_begin(output, "reuse", 0);
    al_output_text(output, "What documents share");
    al_html_body(output);
    al_output_text(output, "<header id=\"verdict\">\n<h1><b>");
    if (counting->lines == 0) {
        al_output_text(output, "Nothing is shared</b> by the documents.</h1>\n</header>\n");
        return;
    }
    put_counted(output, documents, "document");
    al_output_text(output, documents == 1 ? " shares</b> " : " share</b> ");
    put_counted(output, counting->lines, "passage");
    if (!counting->pairs) {
        al_output_text(output, " in ");
        put_counted(output, counting->clusters, "cluster");
    }
    al_output_text(output, ".</h1>\n</header>\n");
}

/* The largest clusters, for whoever has no script. */
static void put_largest(const counting *counting, al_output *output)
{
    if (counting->n_largest == 0)
        return;
    al_output_text(output,
                   "<section id=\"first\">\n<h2>What stands in most documents</h2>\n<ol>\n");
    for (size_t i = 0; i < counting->n_largest; i++) {
        const listed *cluster = &counting->largest[i];
        al_output_text(output, "<li><span>");
        put_counted(output, cluster->documents, "document");
        al_output_text(output, ", ");
        put_counted(output, cluster->passages, "passage");
        al_output_text(output, "</span> ");
        al_html_string(output, cluster->text);
        al_output_text(output, "…</li>\n");
    }
    al_output_text(output, "</ol>\n</section>\n");
}

static bool put_stream(const almost_allocator *allocator, const char *name, const char *bytes,
                       size_t length, al_output *output)
{
    al_html_stream stream;
    if (!al_html_stream_begin(&stream, allocator, name, output))
        return false;
    al_html_stream_bytes(&stream, bytes, length);
    al_html_stream_end(&stream);
    return true;
}

static almost_status put_page(const counting *counting, const al_reuse_lines *lines,
                              al_output *output)
{
    const char *date = lines->date != NULL ? lines->date : "date";
    put_header(counting, output);
    al_html_main(output);
    put_largest(counting, output);
    al_html_main_end(output);
    if (!put_stream(counting->allocator, "date", date, strlen(date), output) ||
        !put_stream(counting->allocator, "reuse", lines->bytes, lines->length, output))
        return al_fail_memory(counting->error);
    al_html_end(output);
    return ALMOST_OK;
}

almost_status al_reuse_page(const al_reuse_lines *lines, const almost_allocator *allocator,
                            al_output *output, almost_error *error)
{
    counting counting = {.allocator = allocator, .name = lines->name, .error = error};
    almost_status status = count(&counting, lines->bytes, lines->length);
    if (status == ALMOST_OK)
        status = put_page(&counting, lines, output);
    for (size_t i = 0; i < counting.n_largest; i++)
        al_release(allocator, counting.largest[i].text);
    al_release(allocator, counting.documents);
    return status;
}
