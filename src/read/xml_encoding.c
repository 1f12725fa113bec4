/* SPDX-License-Identifier: Apache-2.0 */
/* Each byte is converted by itself; encodings of several bytes are to be converted beforehand. */
#include "read/xml_encoding.h"

#include "text/icu.h"

int al_xml_unknown_encoding(void *unused, const char *name, XML_Encoding *info)
{
    (void)unused;
    const al_icu *icu = al_icu_get();
    UErrorCode code = U_ZERO_ERROR;
    if (icu == NULL)
        return XML_STATUS_ERROR;
    UConverter *converter = icu->call_ucnv_open(name, &code);
    if (U_FAILURE(code))
        return XML_STATUS_ERROR;
    bool single = icu->call_ucnv_getMaxCharSize(converter) == 1;
    for (int byte = 0; byte < 256 && single; byte++) {
        char from = (char)byte;
        const char *in = &from;
        UChar to[2], *out = to;
        code = U_ZERO_ERROR;
        icu->call_ucnv_toUnicode(converter, &out, to + 2, &in, in + 1, NULL, true, &code);
        info->map[byte] = U_SUCCESS(code) && out == to + 1 ? to[0] : -1;
        icu->call_ucnv_reset(converter);
    }
    icu->call_ucnv_close(converter);
    info->data = NULL;
    info->convert = NULL;
    info->release = NULL;
    return single ? XML_STATUS_OK : XML_STATUS_ERROR;
}
