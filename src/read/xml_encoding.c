/* SPDX-License-Identifier: Apache-2.0 */
/* Each byte is converted by itself; encodings of several bytes are to be converted beforehand. */
#include "read/xml_encoding.h"

#include "text/legacy.h"

int al_xml_unknown_encoding(void *unused, const char *name, XML_Encoding *info)
{
    (void)unused;
    if (!al_legacy_bytes(name, info->map))
        return XML_STATUS_ERROR;
    info->data = NULL;
    info->convert = NULL;
    info->release = NULL;
    return XML_STATUS_OK;
}
