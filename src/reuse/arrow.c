/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stream of Arrow: a message that says what columns there are, and batches of rows, each a
 * message that says where in the bytes behind it the columns are (Arrow Columnar Format 1.5,
 * "IPC Streaming Format"). Members of documents, which differ from line to line, are one column of
 * JSON.
 */
#include "reuse/arrow.h"

#include "base/buffer.h"
#include "base/error.h"
#include "reuse/flat.h"

#include <jansson.h>
#include <string.h>

enum {
    ENOUGH = 4 << 20, /* bytes of text of a batch: it is held twice */
    MOST_ROWS = 1 << 16,
    MOST_COLUMNS = 12,
    VERSION_5 = 4,
    SCHEMA = 1,
    BATCH = 3
};

/* What a column holds, by what Arrow calls it. */
typedef enum kind { INTEGER = 2, REAL = 3, TEXT = 5, TRUTH = 6, REST = 7 /* a text */ } kind;

typedef struct column {
    const char *name;
    kind kind;
} column;

static const column of_clusters[] = {
    {"cluster", INTEGER}, {"size", INTEGER}, {"documents", INTEGER},
    {"uid", INTEGER},     {"id", TEXT},      {"begin", INTEGER},
    {"end", INTEGER},     {"text", TEXT},    {"first", TRUTH},
    {"members", REST},    {NULL, 0}};

static const column of_pairs[] = {{"uid", INTEGER}, {"id", TEXT},        {"begin", INTEGER},
                                  {"end", INTEGER}, {"text", TEXT},      {"uid2", INTEGER},
                                  {"id2", TEXT},    {"begin2", INTEGER}, {"end2", INTEGER},
                                  {"text2", TEXT},  {"score", REAL},     {"linked", TRUTH},
                                  {NULL, 0}};

/* The rows of a column: which have a value, where those of texts begin, and the values. */
typedef struct held {
    al_buffer valid, starts, values;
    uint32_t missing;
} held;

struct al_reuse_arrow {
    const almost_allocator *allocator;
    al_output *output;
    const column *columns;
    uint32_t n_columns, n_rows;
    size_t texts; /* bytes of the batch */
    held held[MOST_COLUMNS];
    al_buffer line; /* of which the end has not come */
    bool failed;
    al_flat flat;
};

/* --- Bytes ---------------------------------------------------------------- */

static void put_bits(al_buffer *buffer, uint64_t bits, int size)
{
    char bytes[8];
    for (int i = 0; i < size; i++)
        bytes[i] = (char)(bits >> 8 * i & 0xFF);
    al_buffer_append(buffer, bytes, (size_t)size);
}

static void put_truth(al_buffer *buffer, uint32_t row, bool is)
{
    if (row % 8 == 0)
        al_buffer_append(buffer, "", 1);
    if (!buffer->failed && is)
        buffer->bytes[row / 8] = (char)((uint8_t)buffer->bytes[row / 8] | 1U << row % 8);
}

static void write_number(al_output *output, uint32_t number)
{
    char bytes[4];
    for (int i = 0; i < 4; i++)
        bytes[i] = (char)(number >> 8 * i & 0xFF);
    al_output_bytes(output, bytes, sizeof bytes);
}

static size_t padded(size_t length)
{
    return (length + 7) & ~(size_t)7;
}

static void write_padded(al_output *output, const al_buffer *buffer)
{
    static const char zeros[8];
    al_output_bytes(output, buffer->bytes != NULL ? buffer->bytes : zeros, buffer->length);
    al_output_bytes(output, zeros, padded(buffer->length) - buffer->length);
}

/* --- Messages ------------------------------------------------------------- */

/* What stands before the bytes of a message. */
static void write_message(al_reuse_arrow *arrow, uint32_t kind, uint32_t header, uint64_t body)
{
    uint32_t length;
    al_flat *flat = &arrow->flat;
    al_flat_begin(flat);
    al_flat_number(flat, 3, body, 8);
    al_flat_name(flat, 2, header);
    al_flat_number(flat, 0, VERSION_5, 2);
    al_flat_number(flat, 1, kind, 1);
    const uint8_t *bytes = al_flat_finish(flat, al_flat_end(flat), &length);
    write_number(arrow->output, UINT32_MAX);
    write_number(arrow->output, length);
    al_output_bytes(arrow->output, (const char *)bytes, length);
    flat->used = 0;
}

static uint32_t type_of(al_flat *flat, kind kind)
{
    al_flat_begin(flat);
    if (kind == INTEGER) {
        al_flat_number(flat, 0, 64, 4); /* bits */
        al_flat_number(flat, 1, 1, 1);  /* signed */
    } else if (kind == REAL) {
        al_flat_number(flat, 0, 2, 2); /* double */
    }
    return al_flat_end(flat);
}

static uint32_t field_of(al_flat *flat, const column *column)
{
    uint32_t name = al_flat_string(flat, column->name), type = type_of(flat, column->kind);
    uint32_t children = al_flat_vector(flat, NULL, 0);
    al_flat_begin(flat);
    al_flat_name(flat, 0, name);
    al_flat_name(flat, 3, type);
    al_flat_name(flat, 5, children);
    al_flat_number(flat, 1, column->kind == REAL || column->kind == REST, 1); /* may be missing */
    al_flat_number(flat, 2, column->kind == REST ? TEXT : column->kind, 1);
    return al_flat_end(flat);
}

static void write_schema(al_reuse_arrow *arrow)
{
    al_flat *flat = &arrow->flat;
    uint32_t fields[MOST_COLUMNS];
    for (uint32_t i = 0; i < arrow->n_columns; i++)
        fields[i] = field_of(flat, &arrow->columns[i]);
    uint32_t listed = al_flat_vector(flat, fields, arrow->n_columns);
    al_flat_begin(flat);
    al_flat_name(flat, 1, listed);
    write_message(arrow, SCHEMA, al_flat_end(flat), 0);
}

/* The three buffers of a column as Arrow wants them; texts have starts, all others have not. */
static uint32_t buffers_of(const held *held, kind kind, const al_buffer *buffers[3])
{
    static const al_buffer none;
    uint32_t n = 0;
    buffers[n++] = held->missing > 0 ? &held->valid : &none;
    if (kind == TEXT || kind == REST)
        buffers[n++] = &held->starts;
    buffers[n++] = &held->values;
    return n;
}

/* Where all buffers are in the body; returns how long that is. */
static uint64_t list_buffers(al_reuse_arrow *arrow, uint32_t *vector)
{
    const al_buffer *all[3 * MOST_COLUMNS];
    uint64_t end = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < arrow->n_columns; i++)
        n += buffers_of(&arrow->held[i], arrow->columns[i].kind, all + n);
    for (uint32_t i = 0; i < n; i++)
        end += padded(all[i]->length);
    uint64_t body = end;
    al_flat_align(&arrow->flat, 8, 0);
    for (uint32_t i = n; i > 0; i--) {
        end -= padded(all[i - 1]->length);
        al_flat_put(&arrow->flat, all[i - 1]->length, 8);
        al_flat_put(&arrow->flat, end, 8);
    }
    al_flat_put(&arrow->flat, n, 4);
    *vector = arrow->flat.used;
    return body;
}

/* How many rows each column has, and how many of these are missing. */
static uint32_t list_columns(al_reuse_arrow *arrow)
{
    al_flat_align(&arrow->flat, 8, 0);
    for (uint32_t i = arrow->n_columns; i > 0; i--) {
        al_flat_put(&arrow->flat, arrow->held[i - 1].missing, 8);
        al_flat_put(&arrow->flat, arrow->n_rows, 8);
    }
    al_flat_put(&arrow->flat, arrow->n_columns, 4);
    return arrow->flat.used;
}

static void empty(al_reuse_arrow *arrow)
{
    arrow->n_rows = 0;
    arrow->texts = 0;
    for (uint32_t i = 0; i < arrow->n_columns; i++) {
        held *held = &arrow->held[i];
        held->valid.length = held->starts.length = held->values.length = 0;
        held->missing = 0;
        if (arrow->columns[i].kind == TEXT || arrow->columns[i].kind == REST)
            put_bits(&held->starts, 0, 4);
    }
}

static void write_batch(al_reuse_arrow *arrow)
{
    al_flat *flat = &arrow->flat;
    uint32_t buffers, columns = list_columns(arrow);
    uint64_t body = list_buffers(arrow, &buffers);
    al_flat_begin(flat);
    al_flat_number(flat, 0, arrow->n_rows, 8);
    al_flat_name(flat, 1, columns);
    al_flat_name(flat, 2, buffers);
    write_message(arrow, BATCH, al_flat_end(flat), body);
    for (uint32_t i = 0; i < arrow->n_columns; i++) {
        const al_buffer *listed[3];
        uint32_t n = buffers_of(&arrow->held[i], arrow->columns[i].kind, listed);
        for (uint32_t k = 0; k < n; k++)
            write_padded(arrow->output, listed[k]);
    }
    empty(arrow);
}

/* --- Rows ----------------------------------------------------------------- */

static void put_text(al_reuse_arrow *arrow, held *held, const char *text, size_t length)
{
    al_buffer_append(&held->values, text, length);
    put_bits(&held->starts, held->values.length, 4);
    arrow->texts += length;
}

/* A value that is no text as JSON: an id may be a number. */
static void put_json(al_reuse_arrow *arrow, held *held, const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    arrow->failed |= text == NULL;
    put_text(arrow, held, text != NULL ? text : "", text != NULL ? strlen(text) : 0);
    free(text);
}

/* A value of a column, or none. */
static void put_value(al_reuse_arrow *arrow, held *held, kind kind, const json_t *value)
{
    union {
        double real;
        uint64_t bits;
    } number = {.real = json_number_value(value)};
    if (kind == INTEGER)
        put_bits(&held->values, (uint64_t)json_integer_value(value), 8);
    else if (kind == REAL)
        put_bits(&held->values, number.bits, 8);
    else if (kind == TRUTH)
        put_truth(&held->values, arrow->n_rows, json_is_true(value));
    else if (json_is_string(value))
        put_text(arrow, held, json_string_value(value), json_string_length(value));
    else if (value != NULL)
        put_json(arrow, held, value);
    else
        put_text(arrow, held, "", 0);
    bool there = value != NULL || kind == TRUTH;
    put_truth(&held->valid, arrow->n_rows, there);
    held->missing += !there;
    arrow->failed |= held->values.failed || held->starts.failed || held->valid.failed;
}

static void put_row(al_reuse_arrow *arrow, json_t *row)
{
    for (uint32_t i = 0; i < arrow->n_columns; i++) {
        const column *column = &arrow->columns[i];
        if (column->kind == REST) { /* of the row the other members are left */
            put_value(arrow, &arrow->held[i], REST, json_object_size(row) > 0 ? row : NULL);
        } else {
            put_value(arrow, &arrow->held[i], column->kind, json_object_get(row, column->name));
            json_object_del(row, column->name);
        }
    }
    arrow->n_rows++;
}

static void take_line(al_reuse_arrow *arrow)
{
    json_t *row = json_loadb(arrow->line.bytes, arrow->line.length, JSON_ALLOW_NUL, NULL);
    arrow->line.length = 0;
    arrow->failed |= row == NULL; /* it is a line of the library's own */
    if (row != NULL)
        put_row(arrow, row);
    json_decref(row);
    if (arrow->texts >= ENOUGH || arrow->n_rows == MOST_ROWS)
        write_batch(arrow);
}

int al_reuse_arrow_take(void *context, const char *bytes, size_t length)
{
    al_reuse_arrow *arrow = context;
    for (const char *end = bytes + length; bytes < end && !arrow->failed;) {
        const char *line = memchr(bytes, '\n', (size_t)(end - bytes));
        al_buffer_append(&arrow->line, bytes, (size_t)((line != NULL ? line : end) - bytes));
        arrow->failed |= arrow->line.failed;
        if (line != NULL && !arrow->failed)
            take_line(arrow);
        bytes = line != NULL ? line + 1 : end;
    }
    return arrow->failed || arrow->output->failed ? -1 : 0;
}

/* --- Made and ended ------------------------------------------------------- */

al_reuse_arrow *al_reuse_arrow_new(const almost_allocator *allocator, almost_reuse_form form,
                                   al_output *output)
{
    al_reuse_arrow *arrow = al_allocate_zero(allocator, 1, sizeof *arrow);
    if (arrow == NULL)
        return NULL;
    arrow->allocator = allocator;
    arrow->output = output;
    arrow->columns = form == ALMOST_REUSE_PAIRS ? of_pairs : of_clusters;
    al_buffer_init(&arrow->line, allocator);
    while (arrow->columns[arrow->n_columns].name != NULL) {
        held *held = &arrow->held[arrow->n_columns++];
        al_buffer_init(&held->valid, allocator);
        al_buffer_init(&held->starts, allocator);
        al_buffer_init(&held->values, allocator);
    }
    empty(arrow);
    write_schema(arrow);
    return arrow;
}

void al_reuse_arrow_free(al_reuse_arrow *arrow)
{
    if (arrow == NULL)
        return;
    for (uint32_t i = 0; i < arrow->n_columns; i++) {
        al_buffer_release(&arrow->held[i].valid);
        al_buffer_release(&arrow->held[i].starts);
        al_buffer_release(&arrow->held[i].values);
    }
    al_buffer_release(&arrow->line);
    al_release(arrow->allocator, arrow);
}

almost_status al_reuse_arrow_end(al_reuse_arrow *arrow, almost_error *error)
{
    if (arrow->failed)
        return al_fail_memory(error);
    if (arrow->n_rows > 0)
        write_batch(arrow);
    write_number(arrow->output, UINT32_MAX);
    write_number(arrow->output, 0);
    return ALMOST_OK;
}
