/* SPDX-License-Identifier: Apache-2.0 */
/* The table of readers, and choosing from it. */
#include "read/reader.h"

#include "read/repair.h"

#include <strings.h>
#include <string.h>

/* clang-format off */
const al_reader *const al_readers[] = {
    &al_reader_plain,
    &al_reader_alto,
    &al_reader_ass,
    &al_reader_docx,
    &al_reader_epub,
    &al_reader_fountain,
    &al_reader_html,
    &al_reader_hocr,
    &al_reader_markdown,
    &al_reader_odt,
    &al_reader_page,
    &al_reader_pdf,
    &al_reader_play,
    &al_reader_sbv,
    &al_reader_screenplay,
    &al_reader_srt,
    &al_reader_tei,
    &al_reader_ttml,
    &al_reader_vtt,
    &al_reader_packed,
    &al_reader_rtf,
    &al_reader_jsonl,
    &al_reader_mail,
    &al_reader_telegram,
    &al_reader_whatsapp,
    &al_reader_foreign,
    NULL,
};
/* clang-format on */

almost_status al_reader_read(const al_reader *reader, const al_read_source *source,
                             const al_read_options *options, al_builder *builder,
                             almost_error *error)
{
    almost_status status = reader->read(source, options, builder, error);
    if (status == ALMOST_OK && options->repair)
        al_repair_built(builder);
    return status;
}

/* What stands behind the last point of the last part of a path, or "". */
static const char *extension_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *point = strrchr(slash != NULL ? slash : path, '.');
    return point != NULL ? point + 1 : "";
}

static bool has_extension(const al_reader *reader, const char *path)
{
    if (path == NULL)
        return false;
    const char *extension = extension_of(path);
    for (const char *const *known = reader->extensions; *known != NULL; known++)
        if (strcasecmp(*known, extension) == 0)
            return true;
    return false;
}

const al_reader *al_reader_named(const al_reader *const *readers, const char *name)
{
    for (; *readers != NULL; readers++)
        if (strcasecmp((*readers)->name, name) == 0)
            return *readers;
    return NULL;
}

/* What has a name that stands for a file of bytes is cut off where it is empty, and no empty text.
 */
static const al_reader *cut_off(const al_read_source *source)
{
    static const al_reader *const of_bytes[] = {&al_reader_docx, &al_reader_epub, &al_reader_odt,
                                                &al_reader_pdf, &al_reader_packed};
    for (size_t i = 0; i < sizeof of_bytes / sizeof *of_bytes && source->length == 0; i++)
        if (has_extension(of_bytes[i], source->path))
            return of_bytes[i];
    return NULL;
}

const al_reader *al_reader_choose(const al_reader *const *readers, const al_read_source *source)
{
    const al_reader *best = NULL;
    al_confidence surest = AL_CONFIDENCE_NONE;
    bool named = false;
    const al_reader *cut = cut_off(source);
    for (; *readers != NULL; readers++) {
        if (*readers == cut)
            return cut;
        al_confidence sure = (*readers)->probe(source);
        bool by_name = has_extension(*readers, source->path);
        if (sure < surest || (sure == surest && (named || !by_name)))
            continue;
        best = *readers;
        surest = sure;
        named = by_name;
    }
    return surest != AL_CONFIDENCE_NONE ? best : NULL;
}
