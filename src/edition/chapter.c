/* SPDX-License-Identifier: Apache-2.0 */
/* Titles by vote, and what JSON says of chapters. */
#include "edition/chapter.h"

#include "base/json.h"
#include "base/search.h"

#include <stdlib.h>
#include <string.h>

typedef struct title {
    const char *bytes;
    size_t length;
} title;

uint64_t al_chapter_end(const almost_collation *collation, uint64_t row)
{
    const al_chapters_of *chapters = &collation->chapters;
    if (chapters->n == 0)
        return collation->table.n;
    return chapters->rows[al_first_from(chapters->rows, 0, (size_t)chapters->n + 1,
                                        sizeof *chapters->rows, 0, (uint32_t)row + 1)];
}

const al_witness_part *al_chapter_part(const almost_collation *collation, uint32_t witness,
                                       uint32_t chapter, size_t *n)
{
    const al_chapters_of *chapters = &collation->chapters;
    size_t end = chapters->firsts[witness + 1];
    size_t first = AL_FIRST_FROM(al_witness_part, chapters->parts, chapters->firsts[witness], end,
                                 chapter, chapter);
    size_t behind = first;
    while (behind < end && chapters->parts[behind].chapter == chapter)
        behind++;
    *n = behind - first;
    return behind > first ? &chapters->parts[first] : NULL;
}

static int by_bytes(const void *one, const void *other)
{
    const title *a = one, *b = other;
    int order = memcmp(a->bytes, b->bytes, a->length < b->length ? a->length : b->length);
    return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

const char *al_chapter_title(const almost_collation *collation, uint32_t chapter, size_t *length)
{
    title *titles = al_allocate(collation->allocator, collation->n, sizeof *titles);
    size_t n = 0, parts, most = 0;
    title best = {"", 0};
    if (titles == NULL)
        return NULL;
    for (uint32_t i = 0; i < collation->n; i++) {
        const al_witness_part *part = al_chapter_part(collation, i, chapter, &parts);
        if (part != NULL && part->title.end > part->title.start)
            titles[n++] = (title){collation->witnesses[i].bytes + part->title.start,
                                  part->title.end - part->title.start};
    }
    qsort(titles, n, sizeof *titles, by_bytes);
    for (size_t first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && by_bytes(&titles[first], &titles[end]) == 0;)
            end++;
        if (end - first > most) {
            best = titles[first];
            most = end - first;
        }
    }
    al_release(collation->allocator, titles);
    *length = best.length;
    return best.bytes;
}

static void put_part(al_output *output, const al_witness *witness, const al_witness_part *part)
{
    al_json_text(output, "{\"witness\":", witness->siglum);
    al_json_count(output, ",\"number\":", part->number);
    al_output_text(output, ",\"title\":");
    if (part->title.end > part->title.start)
        al_json_bytes(output, witness->bytes + part->title.start,
                      part->title.end - part->title.start);
    else
        al_output_text(output, "null");
    al_json_count(output, ",\"words\":", part->tokens.end - part->tokens.start);
    al_json_flag(output, ",\"moved\":", part->moved);
    al_output_text(output, "}");
}

/* Those who have a chapter, and those who lack it. */
static void put_witnesses(al_output *output, const almost_collation *collation, uint32_t chapter)
{
    const char *before = "";
    size_t n;
    for (uint32_t i = 0; i < collation->n; i++) {
        const al_witness_part *part = al_chapter_part(collation, i, chapter, &n);
        for (size_t k = 0; k < n; k++, before = ",") {
            al_output_text(output, before);
            put_part(output, &collation->witnesses[i], &part[k]);
        }
    }
    before = "],\"lacking\":[";
    for (uint32_t i = 0; i < collation->n; i++) {
        if (al_chapter_part(collation, i, chapter, &n) != NULL)
            continue;
        al_json_text(output, before, collation->witnesses[i].siglum);
        before = ",";
    }
    al_output_text(output, before[0] == ',' ? "]}" : "],\"lacking\":[]}");
}

void al_chapters_json(const almost_collation *collation, al_output *output)
{
    const al_chapters_of *chapters = &collation->chapters;
    al_output_text(output, ",\n\"chapters\":[");
    for (uint32_t chapter = 0; chapter < chapters->n; chapter++) {
        al_output_text(output, chapter == 0 ? "\n" : ",\n");
        al_json_count(output, "{\"start\":", chapters->rows[chapter]);
        al_json_count(output, ",\"end\":", chapters->rows[chapter + 1]);
        al_output_text(output, ",\"witnesses\":[");
        put_witnesses(output, collation, chapter);
    }
    al_output_text(output, "]");
}
