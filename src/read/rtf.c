/* SPDX-License-Identifier: Apache-2.0 */
/* Rich Text Format (RTF 1.0 to 1.9.1), as word processors write it. */
#include "read/rtf_text.h"

#include "base/error.h"
#include "text/signs.h"

#include <string.h>

/* Where its first brace stands, behind white space and a byte order mark; NOWHERE: it is none. */
static uint32_t find_start(const al_read_source *source)
{
    enum { LOOKED_AT = 256 };
    uint32_t at = 0;
    if (source->length >= 3 && memcmp(source->bytes, "\xEF\xBB\xBF", 3) == 0)
        at = 3;
    while (at < source->length && at < LOOKED_AT && al_is_space_byte(source->bytes[at]))
        at++;
    bool is = at + 5 <= source->length && memcmp(source->bytes + at, "{\\rtf", 5) == 0;
    return is ? at : UINT32_MAX;
}

static al_confidence probe(const al_read_source *source)
{
    return find_start(source) != UINT32_MAX ? AL_CONFIDENCE_SURE : AL_CONFIDENCE_NONE;
}

static almost_status read_rtf(const al_read_source *source, const al_read_options *options,
                              al_builder *builder, almost_error *error)
{
    uint32_t at = find_start(source);
    if (at == UINT32_MAX)
        return al_fail(error, ALMOST_ERROR_FORMAT, source->name,
                       "is no RTF document: it does not begin with {\\rtf");
    return al_rtf_read_text(source, at, options, builder, error);
}

static const char *const extensions[] = {"rtf", NULL};

const al_reader al_reader_rtf = {"rtf", extensions, probe, read_rtf};
