/* SPDX-License-Identifier: Apache-2.0 */
/* The parser's message and place, as the library says them. */
#include "collate/load_json.h"

#include "base/error.h"

#include <string.h>

static uint64_t counted(int number)
{
    return number > 0 ? (uint64_t)number : 0;
}

json_t *al_load_json(const char **bytes, size_t *length, const char *name, almost_error *error)
{
    json_error_t wrong;
    if (*length >= 3 && memcmp(*bytes, "\xEF\xBB\xBF", 3) == 0) {
        *bytes += 3;
        *length -= 3;
    }
    json_t *root = json_loadb(*bytes, *length, 0, &wrong);
    if (root == NULL)
        (void)al_fail_at(error, ALMOST_ERROR_FORMAT, name, counted(wrong.position),
                         counted(wrong.line), counted(wrong.column), "is no valid JSON: %.160s",
                         wrong.text);
    return root;
}
