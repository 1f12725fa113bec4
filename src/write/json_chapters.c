/* SPDX-License-Identifier: Apache-2.0 */
/* One object a line, with the chapters of either side in lists; see json_chapters.h. */
#include "write/json_chapters.h"

#include "base/json.h"
#include "compare/by_chapter.h"

static void write_chapter(const al_json_chapters *json, int side, const al_chapter *chapter)
{
    al_unit_walker *walker = json->walkers[side];
    al_range title = chapter->title;
    al_json_count(json->output, "{\"start\":", al_unit_at(walker, chapter->bytes.start));
    al_json_count(json->output, ",\"end\":", al_unit_at(walker, chapter->bytes.end));
    al_output_text(json->output, ",\"title\":");
    if (title.start == title.end)
        al_output_text(json->output, "null");
    else
        al_json_bytes(json->output, walker->text->bytes + title.start, title.end - title.start);
    al_output_text(json->output, "}");
}

static void write_side(const al_json_chapters *json, const char *key, int side,
                       const al_chapter_row *row)
{
    const al_by_chapter *by = json->comparison->chapters;
    al_output_text(json->output, key);
    for (uint32_t i = 0; i < row->n[side]; i++) {
        uint32_t chapter = by->members[side][row->first[side] + i];
        al_output_text(json->output, i > 0 ? "," : "");
        write_chapter(json, side, &by->chapters[side].items[chapter]);
    }
    al_output_text(json->output, "]");
}

static double share(uint64_t part, uint64_t whole)
{
    return whole == 0 ? 0 : (double)part / (double)whole;
}

static void write_row(const al_json_chapters *json, const al_chapter_row *row)
{
    al_json_name(json->output, "{\"kind\":", &al_chapter_kind_names[row->kind]);
    al_json_flag(json->output, ",\"moved\":", row->moved);
    write_side(json, ",\"original\":[", AL_ORIGINAL, row);
    write_side(json, ",\"telling\":[", AL_TELLING, row);
    al_output_text(json->output, ",\"kept\":");
    al_output_fixed(json->output, share(row->kept[0], row->words[0]), 6);
    al_output_text(json->output, ",\"told\":");
    al_output_fixed(json->output, share(row->kept[1], row->words[1]), 6);
    al_json_count(json->output, ",\"changes\":", row->changes);
    al_json_count(json->output, ",\"meaning\":", row->loud);
    al_output_text(json->output, "}");
}

void al_json_chapters_write(const al_json_chapters *json)
{
    const al_by_chapter *by = json->comparison->chapters;
    for (size_t row = 0; row < by->n_rows && !json->output->failed; row++) {
        al_output_text(json->output, row > 0 ? json->comma : json->comma + 1);
        write_row(json, &by->rows[row]);
    }
}
