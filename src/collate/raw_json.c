/* SPDX-License-Identifier: Apache-2.0 */
/* Skipping values: brackets are counted and strings looked through, no more. */
#include "collate/raw_json.h"

#include <string.h>

static void skip_space(al_raw_json *json)
{
    while (json->at < json->length && strchr(" \t\r\n", json->bytes[json->at]) != NULL)
        json->at++;
}

/* Behind the string that begins here. */
static size_t string_end(const al_raw_json *json, size_t at)
{
    for (at++; at < json->length && json->bytes[at] != '"'; at++)
        at += json->bytes[at] == '\\';
    return at < json->length ? at + 1 : json->length;
}

/* Behind the value that begins here. */
static size_t value_end(const al_raw_json *json, size_t at)
{
    size_t depth = 0;
    do {
        char byte = json->bytes[at];
        if (byte == '"') {
            at = string_end(json, at);
            if (depth == 0)
                return at;
            continue;
        }
        if (depth == 0 && byte != '{' && byte != '[') {
            while (at < json->length && strchr(",]} \t\r\n", json->bytes[at]) == NULL)
                at++;
            return at;
        }
        depth += byte == '{' || byte == '[';
        depth -= byte == '}' || byte == ']';
        at++;
    } while (depth > 0 && at < json->length);
    return at;
}

size_t al_raw_size(const al_raw_json *json)
{
    return value_end(json, json->at) - json->at;
}

bool al_raw_first(al_raw_json *json)
{
    json->at++;
    skip_space(json);
    return json->at < json->length && json->bytes[json->at] != ']' && json->bytes[json->at] != '}';
}

bool al_raw_next(al_raw_json *json)
{
    json->at = value_end(json, json->at);
    skip_space(json);
    if (json->at >= json->length || json->bytes[json->at] != ',')
        return false;
    json->at++;
    skip_space(json);
    return json->at < json->length;
}

bool al_raw_member(al_raw_json *json, const char *key)
{
    size_t length = strlen(key), found = 0;
    if (!al_raw_first(json))
        return false;
    do {
        size_t start = json->at, end = string_end(json, start);
        bool same = end - start == length + 2 && memcmp(json->bytes + start + 1, key, length) == 0;
        json->at = end;
        skip_space(json);
        json->at++; /* the colon */
        skip_space(json);
        found = same ? json->at : found;
    } while (al_raw_next(json));
    json->at = found;
    return found > 0;
}
