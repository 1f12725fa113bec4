/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of a compressed file, one after the other; no more than a line of it is in memory. */
#include "base/buffer.h"
#include "base/error.h"
#include "read/archive.h"
#include "reuse/corpus.h"

#include <string.h>

enum { PIECE = 1 << 16, MOST_LINE = 1 << 30 };

/* A file that is read, and the line at hand. */
typedef struct packed_lines {
    almost_reuse *reuse;
    const char *path;
    almost_reuse_refused refused;
    void *context;
    al_buffer line;
    uint64_t number;
} packed_lines;

/* What is wrong with one document is told, and the others go on. */
static almost_status end_line(packed_lines *lines, almost_error *error)
{
    almost_error why;
    almost_status status = almost_reuse_add_line(
        lines->reuse, lines->line.bytes, lines->line.length, lines->path, ++lines->number, &why);
    lines->line.length = 0;
    if (status == ALMOST_ERROR_FORMAT || status == ALMOST_ERROR_LIMIT) {
        if (lines->refused != NULL)
            lines->refused(lines->context, &why);
        return ALMOST_OK;
    }
    if (status != ALMOST_OK && error != NULL)
        *error = why;
    return status;
}

static almost_status take_piece(packed_lines *lines, const char *bytes, size_t length,
                                almost_error *error)
{
    almost_status status = ALMOST_OK;
    while (length > 0 && status == ALMOST_OK) {
        const char *newline = memchr(bytes, '\n', length);
        size_t part = newline != NULL ? (size_t)(newline - bytes) : length;
        if (lines->line.length + part > MOST_LINE)
            return al_fail_at(error, ALMOST_ERROR_LIMIT, lines->path, 0, lines->number + 1, 0,
                              "is longer than a line may be, 1 GiB");
        al_buffer_append(&lines->line, bytes, part);
        if (lines->line.failed)
            return al_fail_memory(error);
        part += newline != NULL;
        bytes += part;
        length -= part;
        if (newline != NULL)
            status = end_line(lines, error);
    }
    return status;
}

static almost_status take_all(packed_lines *lines, al_unpacked *unpacked, almost_error *error)
{
    almost_status status = ALMOST_OK;
    char *piece = al_allocate(lines->reuse->allocator, PIECE, 1);
    size_t length = 1;
    if (piece == NULL)
        return al_fail_memory(error);
    while (length > 0 && status == ALMOST_OK) {
        status = al_unpacked_read(unpacked, piece, PIECE, &length, error);
        if (status == ALMOST_OK)
            status = take_piece(lines, piece, length, error);
    }
    al_release(lines->reuse->allocator, piece);
    return status == ALMOST_OK && lines->line.length > 0 ? end_line(lines, error) : status;
}

almost_status almost_reuse_add_packed_lines(almost_reuse *reuse, const char *path,
                                            almost_reuse_refused refused, void *context,
                                            almost_error *error)
{
    packed_lines lines = {.reuse = reuse, .path = path, .refused = refused, .context = context};
    al_unpacked *unpacked = NULL;
    almost_status status = al_unpacked_open(path, reuse->allocator, &unpacked, error);
    if (status != ALMOST_OK)
        return status;
    al_buffer_init(&lines.line, reuse->allocator);
    status = take_all(&lines, unpacked, error);
    al_buffer_release(&lines.line);
    al_unpacked_close(unpacked);
    return status;
}
