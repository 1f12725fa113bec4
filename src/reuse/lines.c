/* SPDX-License-Identifier: Apache-2.0 */
/* Passages and clusters as lines of JSON, with the members that passim's users know. */
#include "base/error.h"
#include "base/buffer.h"
#include "base/json.h"
#include "base/options.h"
#include "reuse/arrow.h"
#include "reuse/clusters.h"
#include "reuse/located.h"
#include "reuse/page.h"

#include <jansson.h>
#include <string.h>

static const almost_reuse_write_options defaults = {.size = sizeof defaults};

void almost_reuse_write_options_init_sized(almost_reuse_write_options *options, size_t size)
{
    al_options_init(options, size, &defaults, sizeof defaults);
}

/* Lines on their way out. */
typedef struct lines {
    almost_reuse *reuse;
    const almost_reuse_write_options *options;
    al_output output;
    al_buffer bytes; /* of the text or the members at hand */
} lines;

/* Bytes of one of the files into the buffer. */
static almost_status fetch(lines *lines, al_scratch *file, uint64_t start, size_t length,
                           almost_error *error)
{
    lines->bytes.length = 0;
    al_buffer_reserve(&lines->bytes, length + 1);
    if (lines->bytes.failed)
        return al_fail_memory(error);
    lines->bytes.length = length;
    return al_scratch_read(file, start, lines->bytes.bytes, length, error);
}

/* A key with what follows it, and of the second of two documents with a 2. */
static void put_key(al_output *output, const char *key, const char *number)
{
    al_output_text(output, key);
    al_output_text(output, number);
    al_output_text(output, "\":");
}

/* `"uid":…,"id":…,"begin":…,"end":…,"text":…` */
static almost_status put_stretch(lines *lines, const al_located *stretch, const char *number,
                                 almost_error *error)
{
    const al_reuse_document *document = &lines->reuse->documents[stretch->document];
    al_output *output = &lines->output;
    char uid[24];
    almost_status status =
        fetch(lines, &lines->reuse->about, document->about, document->id_length, error);
    if (status != ALMOST_OK)
        return status;
    put_key(output, "\"uid", number);
    int length = snprintf(uid, sizeof uid, "%lld", (long long)document->uid);
    al_output_bytes(output, uid, (size_t)length);
    put_key(output, ",\"id", number);
    al_output_bytes(output, lines->bytes.bytes, document->id_length);
    put_key(output, ",\"begin", number);
    al_output_number(output, stretch->units[0]);
    put_key(output, ",\"end", number);
    al_output_number(output, stretch->units[1]);
    put_key(output, ",\"text", number);
    status = fetch(lines, &lines->reuse->texts, document->text + stretch->bytes[0],
                   stretch->bytes[1] - stretch->bytes[0], error);
    if (status == ALMOST_OK)
        al_json_bytes(output, lines->bytes.bytes, lines->bytes.length);
    return status;
}

static almost_status put_pairs(lines *lines, const al_located *stretches, almost_error *error)
{
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < lines->reuse->n_passages && status == ALMOST_OK; i++) {
        const al_shared *passage = &lines->reuse->passages[i];
        al_output_text(&lines->output, "{");
        status = put_stretch(lines, &stretches[2 * i], "", error);
        if (status != ALMOST_OK)
            return status;
        al_output_text(&lines->output, ",");
        status = put_stretch(lines, &stretches[2 * i + 1], "2", error);
        if (passage->linked)
            al_output_text(&lines->output, ",\"linked\":true}\n");
        else {
            al_output_text(&lines->output, ",\"score\":");
            al_output_fixed(&lines->output, passage->score, 1);
            al_output_text(&lines->output, "}\n");
        }
    }
    return status;
}

static almost_status write_pairs(lines *lines, almost_error *error)
{
    const almost_reuse *reuse = lines->reuse;
    size_t n = 2 * reuse->n_passages;
    al_located *stretches = al_allocate_zero(reuse->allocator, n, sizeof *stretches);
    if (stretches == NULL)
        return al_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        stretches[i] = (al_located){.document = reuse->passages[i / 2].document[i % 2],
                                    .start = reuse->passages[i / 2].start[i % 2],
                                    .end = reuse->passages[i / 2].end[i % 2]};
    almost_status status = al_locate(lines->reuse, stretches, n, lines->options->units, error);
    if (status == ALMOST_OK)
        status = put_pairs(lines, stretches, error);
    al_release(reuse->allocator, stretches);
    return status;
}

/* --- Clusters ----------------------------------------------------------- */

/* The other members of a document, as they stand in its object; *length 0 where there are none. */
static almost_status fetch_rest(lines *lines, uint32_t document, almost_error *error)
{
    const al_reuse_document *about = &lines->reuse->documents[document];
    return fetch(lines, &lines->reuse->about, about->about + about->id_length, about->rest_length,
                 error);
}

/* When a document is from, as the caller frees by json_decref(); NULL where it does not say. */
static almost_status date_of(lines *lines, uint32_t document, json_t **date, almost_error *error)
{
    const char *member = lines->options->date != NULL ? lines->options->date : "date";
    *date = NULL;
    almost_status status = fetch_rest(lines, document, error);
    if (status != ALMOST_OK || lines->bytes.length == 0)
        return status;
    al_buffer object;
    al_buffer_init(&object, lines->reuse->allocator);
    al_buffer_append_text(&object, "{");
    al_buffer_append(&object, lines->bytes.bytes, lines->bytes.length);
    al_buffer_append_text(&object, "}");
    json_t *tree =
        object.failed ? NULL : json_loadb(object.bytes, object.length, JSON_ALLOW_NUL, NULL);
    al_buffer_release(&object);
    if (tree == NULL)
        return al_fail_memory(error);
    *date = json_incref(json_object_get(tree, member));
    json_decref(tree);
    return ALMOST_OK;
}

/* Whether one date is before another; numbers by value, words by their letters: 1818-03-11. */
static bool is_before(const json_t *a, const json_t *b)
{
    if (json_is_number(a) && json_is_number(b))
        return json_number_value(a) < json_number_value(b);
    if (json_is_string(a) && json_is_string(b))
        return strcmp(json_string_value(a), json_string_value(b)) < 0;
    return false;
}

/* The member of a cluster that is known to be first; `n` where not all say from when they are. */
static almost_status first_of(lines *lines, const al_member *members, size_t n, size_t *first,
                              almost_error *error)
{
    json_t *earliest = NULL;
    almost_status status = ALMOST_OK;
    *first = n;
    for (size_t i = 0; i < n && status == ALMOST_OK; i++) {
        json_t *date;
        status = date_of(lines, members[i].document, &date, error);
        if (status != ALMOST_OK)
            break;
        if (!json_is_string(date) && !json_is_number(date)) {
            json_decref(date);
            *first = n;
            break;
        }
        if (earliest == NULL || is_before(date, earliest)) {
            json_decref(earliest);
            earliest = json_incref(date);
            *first = i;
        }
        json_decref(date);
    }
    json_decref(earliest);
    return status;
}

static uint32_t documents_of(const al_member *members, size_t n)
{
    uint32_t documents = 0;
    for (size_t i = 0; i < n; i++)
        documents += i == 0 || members[i].document != members[i - 1].document;
    return documents;
}

static almost_status put_cluster(lines *lines, const al_member *members,
                                 const al_located *stretches, size_t n, almost_error *error)
{
    al_output *output = &lines->output;
    uint32_t documents = documents_of(members, n);
    bool passim = lines->options->form == ALMOST_REUSE_PASSIM;
    size_t first = n;
    almost_status status = passim ? ALMOST_OK : first_of(lines, members, n, &first, error);
    for (size_t i = 0; i < n && status == ALMOST_OK; i++) {
        al_json_count(output, "{\"cluster\":", members[i].cluster);
        al_json_count(output, ",\"size\":", passim ? documents : n);
        if (!passim)
            al_json_count(output, ",\"documents\":", documents);
        al_output_text(output, ",");
        status = put_stretch(lines, &stretches[i], "", error);
        if (i == first)
            al_output_text(output, ",\"first\":true");
        if (status == ALMOST_OK)
            status = fetch_rest(lines, members[i].document, error);
        if (status == ALMOST_OK && lines->bytes.length > 0) {
            al_output_text(output, ",");
            al_output_bytes(output, lines->bytes.bytes, lines->bytes.length);
        }
        al_output_text(output, "}\n");
    }
    return status;
}

/* The clusters in the order in which they are written: 0, where the first member of each stands.
 * For passim the largest comes first. */
static al_record *in_order(const lines *lines, const al_clusters *clusters, al_record *rows)
{
    size_t n = 0;
    bool passim = lines->options->form == ALMOST_REUSE_PASSIM;
    for (size_t i = 0, end; i < clusters->n; i = end) {
        for (end = i + 1;
             end < clusters->n && clusters->members[end].cluster == clusters->members[i].cluster;)
            end++;
        uint32_t documents = documents_of(&clusters->members[i], end - i);
        rows[n++] = (al_record){passim ? UINT32_MAX - documents : 0, (uint64_t)i << 32 | (end - i)};
    }
    return al_records_sort(rows, rows + n, n, 32, 64);
}

static almost_status put_clusters(lines *lines, const al_clusters *clusters, al_located *stretches,
                                  almost_error *error)
{
    for (size_t i = 0; i < clusters->n; i++)
        stretches[i] = (al_located){.document = clusters->members[i].document,
                                    .start = clusters->members[i].start,
                                    .end = clusters->members[i].end};
    almost_status status =
        al_locate(lines->reuse, stretches, clusters->n, lines->options->units, error);
    if (status != ALMOST_OK)
        return status;
    al_record *rows = al_allocate(lines->reuse->allocator, clusters->count, 2 * sizeof *rows);
    if (rows == NULL)
        return al_fail_memory(error);
    const al_record *order = in_order(lines, clusters, rows);
    for (uint32_t k = 0; k < clusters->count && status == ALMOST_OK; k++) {
        size_t at = (size_t)(order[k].low >> 32);
        status = put_cluster(lines, &clusters->members[at], &stretches[at], (uint32_t)order[k].low,
                             error);
    }
    al_release(lines->reuse->allocator, rows);
    return status;
}

static almost_status write_clusters(lines *lines, almost_error *error)
{
    const almost_allocator *allocator = lines->reuse->allocator;
    al_clusters clusters;
    almost_status status = al_clusters_make(lines->reuse, &clusters, error);
    if (status != ALMOST_OK)
        return status;
    al_located *stretches = al_allocate_zero(allocator, clusters.n, sizeof *stretches);
    lines->reuse->n_clusters = clusters.count;
    status = stretches == NULL ? al_fail_memory(error)
                               : put_clusters(lines, &clusters, stretches, error);
    al_release(allocator, stretches);
    al_clusters_release(&clusters, allocator);
    return status;
}

/* --- A page --------------------------------------------------------------- */

enum { MOST_PAGE = 256 << 20 /* bytes of lines that a browser is given */ };

typedef struct kept {
    al_buffer lines;
    bool too_long;
} kept;

static int keep(void *context, const char *bytes, size_t length)
{
    kept *kept = context;
    kept->too_long = kept->lines.length + length > MOST_PAGE;
    if (kept->too_long)
        return -1;
    al_buffer_append(&kept->lines, bytes, length);
    return kept->lines.failed ? -1 : 0;
}

/* The page of the lines of clusters. */
static almost_status write_page(lines *lines, almost_error *error)
{
    almost_reuse_write_options options = *lines->options;
    kept kept = {0};
    options.form = ALMOST_REUSE_CLUSTERS;
    options.units = ALMOST_UTF16;
    al_buffer_init(&kept.lines, lines->reuse->allocator);
    almost_status status = almost_reuse_write(lines->reuse, &options, keep, &kept, error);
    if (kept.too_long)
        status = al_fail(error, ALMOST_ERROR_LIMIT, NULL,
                         "more is shared than one page can show; ask for longer passages (least), "
                         "or for lines");
    else if (kept.lines.failed)
        status = al_fail_memory(error);
    else if (status == ALMOST_OK)
        status = al_reuse_page(&(al_reuse_lines){.bytes = kept.lines.bytes,
                                                 .length = kept.lines.length,
                                                 .name = "the corpus",
                                                 .date = options.date},
                               lines->reuse->allocator, &lines->output, error);
    al_buffer_release(&kept.lines);
    return status;
}

/* The lines of a form as a table. */
static almost_status write_arrow(lines *lines, almost_error *error)
{
    almost_reuse_write_options options = *lines->options;
    if (options.form != ALMOST_REUSE_PAIRS && options.form != ALMOST_REUSE_CLUSTERS)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "Arrow has one table: ask for clusters, or for passages");
    options.arrow = 0;
    al_reuse_arrow *arrow =
        al_reuse_arrow_new(lines->reuse->allocator, options.form, &lines->output);
    if (arrow == NULL)
        return al_fail_memory(error);
    almost_status status =
        almost_reuse_write(lines->reuse, &options, al_reuse_arrow_take, arrow, error);
    if (status == ALMOST_OK || status == ALMOST_ERROR_WRITE) /* why it refused lines */
        status = al_reuse_arrow_end(arrow, error);
    al_reuse_arrow_free(arrow);
    return status;
}

static almost_status write_both(lines *lines, almost_error *error)
{
    almost_status status = write_pairs(lines, error);
    return status == ALMOST_OK ? write_clusters(lines, error) : status;
}

static almost_status write_form(lines *lines, almost_error *error)
{
    if (lines->options->arrow)
        return write_arrow(lines, error);
    switch (lines->options->form) {
    case ALMOST_REUSE_PASSIM:
    case ALMOST_REUSE_CLUSTERS: return write_clusters(lines, error);
    case ALMOST_REUSE_PAIRS: return write_pairs(lines, error);
    case ALMOST_REUSE_HTML: return write_page(lines, error);
    case ALMOST_REUSE_BOTH: return write_both(lines, error);
    }
    return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "there is no such form");
}

almost_status almost_reuse_write(almost_reuse *reuse, const almost_reuse_write_options *options,
                                 almost_sink sink, void *sink_context, almost_error *error)
{
    almost_reuse_write_options given = defaults;
    almost_status status =
        al_options_complete(&given, sizeof given, options, "almost_reuse_write_options", error);
    if (status != ALMOST_OK)
        return status;
    if (!reuse->found)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "no passages were looked for yet");
    lines lines = {.reuse = reuse, .options = &given};
    if (!al_output_init(&lines.output, reuse->allocator, sink, sink_context))
        return al_fail_memory(error);
    al_buffer_init(&lines.bytes, reuse->allocator);
    status = write_form(&lines, error);
    if (status == ALMOST_OK)
        status = al_output_finish(&lines.output, error);
    al_output_release(&lines.output);
    al_buffer_release(&lines.bytes);
    return status;
}
