/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is no text, though it may hold one: documents, pictures, archives. Their bytes compared as
 * words would give an answer that is none; so it is said what the file is, and what to do. Where
 * the caller declares an encoding the bytes are taken as text all the same.
 */
#include "base/error.h"
#include "read/reader.h"
#include "read/zip.h"

#include <string.h>

enum { LOOKED_AT = 4096 /* bytes at either end of an archive, for the names in it */ };

typedef struct signature {
    const char *bytes;
    uint32_t length;
    uint32_t at; /* where they stand */
    const char *what;
    const char *remedy;
} signature;

#define SIGNATURE(bytes, at, what, remedy)                                                         \
    {                                                                                              \
        bytes, sizeof bytes - 1, at, what, remedy                                                  \
    }
#define SAVE "save it as text there where it opens"
#define UNPACK "unpack it, and compare what is in it"
#define SUBRIP "write it as SubRip (.srt), as editors of subtitles do"
#define WRITTEN "what is compared is its text, once written down"

static const signature signatures[] = {
    SIGNATURE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 0, "a document of an older office program", SAVE),
    SIGNATURE("BOOKMOBI", 60, "a Kindle book", SAVE),
    SIGNATURE("STL25.01", 3, "a file of subtitles for broadcasting (EBU STL)", SUBRIP),
    SIGNATURE("STL30.01", 3, "a file of subtitles for broadcasting (EBU STL)", SUBRIP),
    SIGNATURE("AT&TFORM", 0, "a DjVu document", "take out its text first, as djvutxt does"),
    SIGNATURE("\x89PNG\r\n\x1A\n", 0, "a picture (PNG)", WRITTEN),
    SIGNATURE("\xFF\xD8\xFF", 0, "a picture (JPEG)", WRITTEN),
    SIGNATURE("GIF87a", 0, "a picture (GIF)", WRITTEN),
    SIGNATURE("GIF89a", 0, "a picture (GIF)", WRITTEN),
    SIGNATURE("II*\0", 0, "a picture (TIFF)", WRITTEN),
    SIGNATURE("MM\0*", 0, "a picture (TIFF)", WRITTEN),
    SIGNATURE("WEBP", 8, "a picture (WebP)", WRITTEN),
    SIGNATURE("WAVEfmt ", 8, "a sound recording (WAV)", WRITTEN),
    SIGNATURE("OggS\0", 0, "a sound recording (Ogg)", WRITTEN),
    SIGNATURE("fLaC\0", 0, "a sound recording (FLAC)", WRITTEN),
    SIGNATURE("ID3\3\0", 0, "a sound recording (MP3)", WRITTEN),
    SIGNATURE("ID3\4\0", 0, "a sound recording (MP3)", WRITTEN),
    SIGNATURE("ftyp", 4, "a recording or picture (MP4)", WRITTEN),
    SIGNATURE("7z\xBC\xAF\x27\x1C", 0, "an archive (7z)", UNPACK),
    SIGNATURE("Rar!\x1A\x07", 0, "an archive (RAR)", UNPACK),
    SIGNATURE("SQLite format 3\0", 0, "a database (SQLite)", "write out what is in it as text"),
};

/* What an archive is by the names that stand in it. */
static const signature packed[] = {
    SIGNATURE("word/document.xml", 0, "a Word document (docx)", SAVE),
    SIGNATURE("xl/workbook.xml", 0, "an Excel document (xlsx)", SAVE),
    SIGNATURE("ppt/presentation.xml", 0, "a PowerPoint document (pptx)", SAVE),
    SIGNATURE("opendocument.text", 0, "an OpenDocument text (odt)", SAVE),
    SIGNATURE("application/vnd.oasis.opendocument", 0, "an OpenDocument file", SAVE),
};

static bool holds(const char *bytes, uint64_t length, const signature *name)
{
    for (uint64_t at = 0; at + name->length <= length; at++)
        if (memcmp(bytes + at, name->bytes, name->length) == 0)
            return true;
    return false;
}

/* The kind of document that an archive is; NULL: none, but an archive. */
static const signature *look_into(const al_read_source *source)
{
    uint64_t part = source->length < LOOKED_AT ? source->length : LOOKED_AT;
    for (size_t i = 0; i < sizeof packed / sizeof *packed && al_zip_lists(source); i++)
        if (al_zip_holds(source, packed[i].bytes, true) ||
            al_zip_begins_with(source, packed[i].bytes))
            return &packed[i];
    for (size_t i = 0; i < sizeof packed / sizeof *packed && !al_zip_lists(source); i++)
        if (holds(source->bytes, part, &packed[i]) ||
            holds(source->bytes + source->length - part, part, &packed[i]))
            return &packed[i];
    return NULL;
}

/* The signature that the source has, or NULL. */
static const signature *find(const al_read_source *source)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        const signature *known = &signatures[i];
        if (source->length >= known->at + known->length &&
            memcmp(source->bytes + known->at, known->bytes, known->length) == 0)
            return known;
    }
    return al_zip_is(source) ? look_into(source) : NULL;
}

static al_confidence probe(const al_read_source *source)
{
    return find(source) != NULL ? AL_CONFIDENCE_SURE : AL_CONFIDENCE_NONE;
}

static almost_status refuse(const al_read_source *source, const al_read_options *options,
                            al_builder *builder, almost_error *error)
{
    const signature *found = find(source);
    if (found == NULL || options->encoding != NULL)
        return al_reader_plain.read(source, options, builder, error);
    return al_fail(error, ALMOST_ERROR_FORMAT, source->name, "is %s, not a text; %s", found->what,
                   found->remedy);
}

static const char *const extensions[] = {NULL};

const al_reader al_reader_foreign = {"foreign", extensions, probe, refuse};
