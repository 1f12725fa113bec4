/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Converters keep the front of a character until the byte that ends it is there; so bytes are
 * given one by one, and what comes out stands where the bytes since the last that came out stand.
 */
#include "read/rtf_bytes.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/without_icu.h"

#include <stdint.h>

typedef struct page {
    uint16_t number;
    const char *name; /* of it as an encoding */
} page;

/* Those of Mac OS for the east are near to those of Windows, and ICU has no others. */
static const page pages[] = {
    {1252, "windows-1252"},
    {437, "ibm-437"},
    {708, "ISO-8859-6"},
    {720, "ibm-720"},
    {737, "ibm-737"},
    {775, "ibm-775"},
    {819, "ISO-8859-1"},
    {850, "ibm-850"},
    {852, "ibm-852"},
    {855, "ibm-855"},
    {857, "ibm-857"},
    {858, "ibm-858"},
    {860, "ibm-860"},
    {861, "ibm-861"},
    {862, "ibm-862"},
    {863, "ibm-863"},
    {864, "ibm-864"},
    {865, "ibm-865"},
    {866, "ibm-866"},
    {869, "ibm-869"},
    {874, "windows-874"},
    {932, "windows-932"},
    {936, "windows-936"},
    {949, "windows-949"},
    {950, "windows-950"},
    {1250, "windows-1250"},
    {1251, "windows-1251"},
    {1253, "windows-1253"},
    {1254, "windows-1254"},
    {1255, "windows-1255"},
    {1256, "windows-1256"},
    {1257, "windows-1257"},
    {1258, "windows-1258"},
    {10000, "macintosh"},
    {10001, "windows-932"},
    {10002, "windows-950"},
    {10003, "windows-949"},
    {10006, "x-mac-greek"},
    {10007, "x-mac-cyrillic"},
    {10008, "windows-936"},
    {10029, "x-mac-centraleurroman"},
    {10081, "x-mac-turkish"},
    {54936, "gb18030"},
    {65001, "UTF-8"},
};

_Static_assert(sizeof pages / sizeof *pages <= AL_RTF_PAGES, "a converter for each");

void al_rtf_bytes_init(al_rtf_bytes *bytes, const char *name, almost_error *error)
{
    *bytes = (al_rtf_bytes){.name = name, .error = error};
}

void al_rtf_bytes_release(al_rtf_bytes *bytes)
{
    for (size_t i = 0; i < AL_RTF_PAGES; i++)
        al_legacy_stream_close(bytes->converters[i]);
}

static size_t find_page(uint16_t number)
{
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (pages[i].number == number)
            return i;
    return 0;
}

/* The converter of a page is there. False: bytes->status. */
static bool open_page(al_rtf_bytes *bytes, size_t page)
{
    if (bytes->status != ALMOST_OK || bytes->converters[page] != NULL)
        return bytes->status == ALMOST_OK;
    bytes->status = al_legacy_stream_open(pages[page].name, &bytes->converters[page]);
    if (bytes->status == ALMOST_ERROR_MEMORY)
        bytes->status = al_fail_memory(bytes->error);
    else if (bytes->status != ALMOST_OK && !al_legacy_is_there())
        bytes->status = al_icu_missing(bytes->error, bytes->name, "has letters of a code page");
    else if (bytes->status != ALMOST_OK)
        bytes->status = al_fail(bytes->error, ALMOST_ERROR_ENCODING, bytes->name,
                                "has letters of code page %u, which is not known; save it as "
                                "text there where it opens",
                                pages[page].number);
    return bytes->status == ALMOST_OK;
}

static void add_points(al_rtf_piece *piece, const uint32_t *points, size_t n)
{
    for (size_t i = 0; i < n && piece->length + 4 <= sizeof piece->bytes; i++) {
        uint32_t point = points[i];
        if (point == 0x1A) /* what converters of some code pages put for what is no character */
            point = 0xFFFD;
        bool surrogate = point - 0xD800 < 0x800;
        if (!surrogate && point != 0)
            piece->length += al_encode(point, piece->bytes + piece->length);
    }
}

/*
 * Give the converter a byte, or say that there is none; what comes out goes behind the piece. False
 * where nothing does.
 */
static bool convert(al_rtf_bytes *bytes, const char *byte, al_rtf_piece *piece)
{
    uint32_t points[AL_LEGACY_POINTS];
    size_t n = al_legacy_stream_next(bytes->converters[bytes->now], byte, points);
    add_points(piece, points, n);
    return n > 0;
}

al_rtf_piece al_rtf_bytes_end(al_rtf_bytes *bytes)
{
    al_rtf_piece piece = {.length = 0, .source = {bytes->start, bytes->start}};
    if (bytes->within)
        (void)convert(bytes, NULL, &piece);
    bytes->within = false;
    return piece;
}

al_rtf_piece al_rtf_bytes_next(al_rtf_bytes *bytes, uint16_t code_page, uint8_t byte,
                               al_range source)
{
    size_t page = find_page(code_page);
    al_rtf_piece piece = {.length = 0};
    if (bytes->within && page != bytes->now)
        piece = al_rtf_bytes_end(bytes);
    if (!open_page(bytes, page))
        return piece;
    bytes->now = page;
    if (!bytes->within)
        bytes->start = source.start;
    bytes->within = !convert(bytes, &(const char){(char)byte}, &piece);
    piece.source = (al_range){bytes->start, source.end};
    return piece;
}
