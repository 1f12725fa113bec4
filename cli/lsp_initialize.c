/* SPDX-License-Identifier: Apache-2.0 */
/* What the client can and wants, and the sources. */
#include "lsp.h"
#include "report.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* --- URIs ------------------------------------------------------------------- */

static int digit_of(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c != '\0' ? strchr(digits, c >= 'A' && c <= 'F' ? c | 0x20 : c) : NULL;
    return at != NULL ? (int)(at - digits) : -1;
}

char *lsp_path_of(const char *uri)
{
    static const char scheme[] = "file://";
    size_t used = 0;
    if (strncmp(uri, scheme, sizeof scheme - 1) != 0)
        return NULL;
    const char *at = strchr(uri + sizeof scheme - 1, '/'); /* behind a host */
    char *path = at != NULL ? malloc(strlen(at) + 1) : NULL;
    if (path == NULL)
        return NULL;
    for (; *at != '\0'; at++) {
        int high = *at == '%' ? digit_of(at[1]) : -1, low = high >= 0 ? digit_of(at[2]) : -1;

        path[used++] = low >= 0 ? (char)(high << 4 | low) : *at;
        at += low >= 0 ? 2 : 0;
        if (path[used - 1] == '\0') {
            free(path);
            return NULL;
        }
    }
    path[used] = '\0';
    return path;
}

char *lsp_uri_of(const char *path)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    char *whole = realpath(path, NULL), *uri;
    size_t used = 7;
    if (whole == NULL)
        return NULL;
    uri = malloc(8 + 3 * strlen(whole));
    if (uri != NULL) {
        memcpy(uri, "file://", 7);
        for (const char *at = whole; *at != '\0'; at++) {
            if (strchr(plain, *at) != NULL)
                uri[used++] = *at;
            else
                used += (size_t)sprintf(uri + used, "%%%02X", (unsigned char)*at);
        }
        uri[used] = '\0';
    }
    free(whole);
    return uri;
}

/* --- Sources ------------------------------------------------------------------ */

/* Read all sources anew. */
static bool read_texts(lsp_server *server, source_list *list)
{
    almost_environment environment;
    progress clock;
    clock_gettime(CLOCK_MONOTONIC, &clock.start);
    settings_environment(server->settings, &environment);
    return sources_read_all(list, server->settings, &environment, &clock, server->paths,
                            (int)server->n_paths);
}

/* Make sources ready, which are taken over then. */
static bool make_ready(lsp_server *server, source_list *list)
{
    almost_environment environment;
    almost_check_options options;
    almost_checker *checker = NULL;
    almost_error error;
    settings_environment(server->settings, &environment);
    almost_check_options_init(&options);
    options.environment = &environment;
    options.language = server->language[0] != '\0' ? server->language : NULL;
    if (list->count > 0 && almost_checker_new((const almost_text *const *)list->texts, list->count,
                                              &options, &checker, &error) != ALMOST_OK) {
        report_error(&error);
        return false;
    }
    lsp_sources_release(server);
    server->sources = *list;
    server->checker = checker;
    *list = (source_list){0};
    return true;
}

bool lsp_sources_read(lsp_server *server, char *why, size_t capacity)
{
    source_list list = {0};
    report_copy(why, capacity);
    bool done = read_texts(server, &list) && make_ready(server, &list);
    report_copy(NULL, 0);
    sources_release(&list);
    return done;
}

void lsp_sources_release(lsp_server *server)
{
    almost_checker_free(server->checker);
    sources_release(&server->sources);
    server->checker = NULL;
    server->sources = (source_list){0};
}

/* --- What the client says -------------------------------------------------------- */

static json_t *get(const json_t *object, const char *a, const char *b, const char *c)
{
    json_t *at = json_object_get(object, a);
    at = b != NULL ? json_object_get(at, b) : at;
    return c != NULL ? json_object_get(at, c) : at;
}

static bool lists(const json_t *list, const char *wanted)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *item = json_string_value(json_array_get(list, i));

        if (item != NULL && strcmp(item, wanted) == 0)
            return true;
    }
    return false;
}

/* Whether a client would rather count bytes. */
static bool wants_bytes(const json_t *capabilities)
{
    const json_t *encodings = get(capabilities, "general", "positionEncodings", NULL);
    const char *first = json_string_value(json_array_get(encodings, 0));
    return first != NULL && strcmp(first, "utf-8") == 0;
}

static void learn(lsp_server *server, const json_t *capabilities)
{
    const json_t *hover = get(capabilities, "textDocument", "hover", "contentFormat");
    const json_t *edits = get(capabilities, "workspace", "workspaceEdit", "documentChanges");
    server->utf8 = wants_bytes(capabilities);
    server->markdown = lists(hover, "markdown");
    server->may_change_versions = json_is_true(edits);
}

/* The folder that is open. */
static void learn_root(lsp_server *server, const json_t *params)
{
    const char *uri = json_string_value(
        json_object_get(json_array_get(json_object_get(params, "workspaceFolders"), 0), "uri"));
    if (uri == NULL)
        uri = json_string_value(json_object_get(params, "rootUri"));
    server->root = uri != NULL ? lsp_path_of(uri) : NULL;
}

/* Add the path of a source, below the folder that is open unless it says where it lies. */
static bool add_path(lsp_server *server, const json_t *item)
{
    const char *name = json_string_value(item);
    char *path = NULL;
    if (name == NULL || name[0] == '\0' || strlen(name) != json_string_length(item))
        return false;
    size_t room = strlen(name) + (server->root != NULL ? strlen(server->root) : 0) + 2;
    path = malloc(room);
    if (path == NULL)
        return false;
    if (name[0] == '/' || server->root == NULL)
        memcpy(path, name, strlen(name) + 1);
    else
        snprintf(path, room, "%s/%s", server->root, name);
    server->paths[server->n_paths++] = path;
    return true;
}

static bool take_paths(lsp_server *server, const json_t *against)
{
    enum { MOST = 1000 };
    size_t n = json_array_size(against);
    if (against == NULL)
        return true;
    if (!json_is_array(against) || n > MOST)
        return false;
    server->paths = calloc(n + 1, sizeof *server->paths);
    if (server->paths == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!add_path(server, json_array_get(against, i)))
            return false;
    return true;
}

/* The bit of a status, with `-` for a blank or not; 0: there is none. */
static uint32_t status_bit(const json_t *item)
{
    const char *name = json_string_value(item);
    for (int i = 0; name != NULL && i <= ALMOST_QUOTATION_NOT_FOUND; i++) {
        const char *one = almost_quotation_status_name((almost_quotation_status)i), *other = name;

        while (*one != '\0' && (*one == *other || (*one == ' ' && *other == '-')))
            one++, other++;
        if (*one == '\0' && *other == '\0')
            return UINT32_C(1) << i;
    }
    return 0;
}

static bool take_marks(lsp_server *server, const json_t *list)
{
    uint32_t bits = 0;
    if (list == NULL)
        return true;
    if (!json_is_array(list))
        return false;
    for (size_t i = 0; i < json_array_size(list); i++) {
        uint32_t bit = status_bit(json_array_get(list, i));

        if (bit == 0)
            return false;
        bits |= bit;
    }
    server->marked = bits;
    return true;
}

static bool take_language(lsp_server *server, const json_t *language)
{
    if (language == NULL)
        return true;
    if (!json_is_string(language) || json_string_length(language) >= sizeof server->language ||
        strlen(json_string_value(language)) != json_string_length(language))
        return false;
    memcpy(server->language, json_string_value(language), json_string_length(language) + 1);
    return true;
}

static json_t *capabilities(const lsp_server *server)
{
    enum { FULL_OPEN_CLOSE_INCREMENTAL = 2 };
    return json_pack("{s:{s:s, s:{s:b, s:i, s:b}, s:b, s:{s:[s]}}, s:{s:s, s:s}}", "capabilities",
                     "positionEncoding", server->utf8 ? "utf-8" : "utf-16", "textDocumentSync",
                     "openClose", 1, "change", FULL_OPEN_CLOSE_INCREMENTAL, "save", 0,
                     "hoverProvider", 1, "codeActionProvider", "codeActionKinds", "quickfix",
                     "serverInfo", "name", "almost", "version", almost_version());
}

json_t *lsp_initialize(lsp_server *server, const json_t *params, char *why, size_t capacity)
{
    const json_t *options = json_object_get(params, "initializationOptions");
    learn(server, json_object_get(params, "capabilities"));
    learn_root(server, params);
    why[0] = '\0';
    if (!take_paths(server, json_object_get(options, "against")) ||
        !take_marks(server, json_object_get(options, "mark")) ||
        !take_language(server, json_object_get(options, "language"))) {
        snprintf(
            why, capacity,
            "initializationOptions: against is a list of paths, mark a list of statuses such as "
            "\"altered\" and \"not found\", language a code such as \"en\"");
        return NULL;
    }
    return lsp_sources_read(server, why, capacity) ? capabilities(server) : NULL;
}
