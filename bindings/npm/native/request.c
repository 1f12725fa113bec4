/* SPDX-License-Identifier: Apache-2.0 */
/* Of each text the request says where its bytes are; they are copied, and the host's again then. */
#include "request.h"

#include <stdlib.h>
#include <string.h>

/* --- Options ----------------------------------------------------------------- */

bool request_flag(const request *request, const char *name, int *field)
{
    const json_t *value = json_object_get(request->options, name);
    if (value == NULL)
        return true;
    if (!json_is_boolean(value))
        return host_fail_request("an option is to be true or false: ", name);
    *field = json_is_true(value);
    return true;
}

bool request_number(const request *request, const char *name, double *field)
{
    const json_t *value = json_object_get(request->options, name);
    if (value == NULL)
        return true;
    if (!json_is_number(value) || json_number_value(value) < 0)
        return host_fail_request("an option is to be a number, not below 0: ", name);
    *field = json_number_value(value);
    return true;
}

const char *request_text(const request *request, const char *name)
{
    return json_string_value(json_object_get(request->options, name));
}

static bool find_name(const json_t *value, name_at names, uint32_t *number)
{
    const char *wanted = json_string_value(value), *name;
    for (int i = 0; wanted != NULL && (name = names(i, number)) != NULL; i++)
        if (strcmp(name, wanted) == 0)
            return true;
    return false;
}

bool request_choice(const request *request, const char *name, name_at names, uint32_t *field)
{
    const json_t *value = json_object_get(request->options, name);
    uint32_t number;
    if (value == NULL)
        return true;
    if (!find_name(value, names, &number))
        return host_fail_request("an option has a value that is none of its own: ", name);
    *field = number;
    return true;
}

bool request_bits(const request *request, const char *name, name_at names, uint32_t *field)
{
    json_t *value = json_object_get(request->options, name);
    uint32_t bits = 0, number;
    if (value == NULL)
        return true;
    if (!json_is_array(value))
        return host_fail_request("an option is to be a list of names: ", name);
    for (size_t i = 0; i < json_array_size(value); i++) {
        if (!find_name(json_array_get(value, i), names, &number))
            return host_fail_request("a list has a name that is none of its own: ", name);
        bits |= number;
    }
    *field = bits;
    return true;
}

bool request_ids(const request *request, const char *name, uint64_t **numbers, size_t *n)
{
    json_t *value = json_object_get(request->options, name);
    if (value == NULL)
        return true;
    *n = json_array_size(value);
    *numbers = calloc(*n + 1, sizeof **numbers);
    for (size_t i = 0; *numbers != NULL && i < *n; i++) {
        const json_t *id = json_array_get(value, i);
        if (!json_is_integer(id) || json_integer_value(id) < 0)
            return host_fail_request("a list is to be of ids: ", name);
        (*numbers)[i] = (uint64_t)json_integer_value(id);
    }
    return *numbers != NULL || host_fail_request("out of memory: ", name);
}

/* --- Texts ------------------------------------------------------------------- */

static const char *revisions_names(int index, uint32_t *number)
{
    *number = (uint32_t)index;
    return almost_revisions_name((almost_revisions)index);
}

/* How a text is read, as it says itself, or the options of all. */
static bool read_options(const request *request, json_t *text, almost_text_options *options)
{
    struct request own = {.options = text};
    int main_only = 0, as_written = 0, repair = 0;
    double max_ratio = 0, max_members = 0, max_depth = 0;
    almost_text_options_init(options);
    options->environment = &request->environment;
    options->name = options->path = request_text(&own, "name");
    options->encoding = request_text(&own, "encoding");
    options->format = request_text(&own, "format");
    options->witness = request_text(&own, "witness");
    if (!request_choice(&own, "revisions", revisions_names, &options->revisions) ||
        !request_flag(&own, "mainOnly", &main_only) ||
        !request_flag(&own, "asWritten", &as_written) || !request_flag(&own, "repair", &repair) ||
        !request_number(&own, "maxRatio", &max_ratio) ||
        !request_number(&own, "maxMembers", &max_members) ||
        !request_number(&own, "maxDepth", &max_depth))
        return false;
    options->main_only = main_only;
    options->as_written = as_written;
    options->repair = repair;
    options->max_ratio = (uint32_t)max_ratio;
    options->max_members = (uint32_t)max_members;
    options->max_depth = (uint32_t)max_depth;
    return true;
}

static bool read_text(request *request, json_t *text)
{
    almost_text_options options;
    almost_error error;
    json_int_t at = json_integer_value(json_object_get(text, "at"));
    json_int_t length = json_integer_value(json_object_get(text, "length"));
    if (!read_options(request, text, &options))
        return false;
    if (almost_text_from_memory((const char *)(uintptr_t)at, (size_t)length, &options,
                                &request->texts[request->n], &error) != ALMOST_OK)
        return host_fail(&error);
    request->sigla[request->n++] = json_string_value(json_object_get(text, "siglum"));
    return true;
}

static bool read_texts(request *request)
{
    json_t *texts = json_object_get(request->root, "texts");
    size_t n = json_array_size(texts);
    request->texts = calloc(n + 1, sizeof *request->texts);
    request->sigla = calloc(n + 1, sizeof *request->sigla);
    if (request->texts == NULL || request->sigla == NULL)
        return host_fail_request("out of memory", "");
    for (size_t i = 0; i < n; i++)
        if (!read_text(request, json_array_get(texts, i)))
            return false;
    return true;
}

static bool read_environment(request *request)
{
    double max_bytes = 0, timeout = 0;
    almost_environment_init(&request->environment);
    request->environment.threads = 1;
    request->environment.progress = host_progress;
    if (!request_number(request, "maxBytes", &max_bytes) ||
        !request_number(request, "timeout", &timeout))
        return false;
    if (max_bytes > 0)
        request->environment.max_bytes = (uint64_t)max_bytes;
    request->environment.timeout = timeout;
    return true;
}

bool request_read(request *request, const char *bytes, size_t length)
{
    memset(request, 0, sizeof *request);
    request->root = json_loadb(bytes, length, 0, NULL);
    request->options = json_object_get(request->root, "options");
    if (!json_is_object(request->root))
        return host_fail_request("a request is to be an object", "");
    return read_environment(request) && read_texts(request);
}

void request_release(request *request)
{
    for (size_t i = 0; i < request->n; i++)
        almost_text_free(request->texts[i]);
    free(request->texts);
    free(request->sigla);
    json_decref(request->root);
}
