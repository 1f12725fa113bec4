/* SPDX-License-Identifier: Apache-2.0 */
/* The texts that tools are given: handed in, in a file below a root, or in a library. */
#include "mcp.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool make_room(mcp_job *job, mcp_texts *texts)
{
    enum { MOST = 100000 /* texts of a request: a library's */ };
    almost_text **more;
    if (texts->n >= MOST)
        return mcp_fail(job, "more than %d texts are asked for", MOST);
    if ((texts->n & (texts->n + 1)) != 0) /* there is room up to the next power of two */
        return true;
    more = realloc(texts->texts, 2 * (texts->n + 1) * sizeof *more);
    if (more == NULL)
        return mcp_fail(job, "out of memory");
    texts->texts = more;
    return true;
}

/* Count the bytes of what is read for a job. */
static bool count(mcp_job *job, uint64_t bytes)
{
    uint64_t most = job->server->settings->max_bytes;
    job->bytes += bytes;
    if (bytes <= most && job->bytes <= most)
        return true;
    return mcp_fail(job, "the texts are longer than %llu bytes together (--max-bytes)",
                    (unsigned long long)most);
}

void mcp_texts_release(mcp_texts *texts)
{
    for (size_t i = 0; i < texts->n; i++)
        almost_text_free(texts->texts[i]);
    free(texts->texts);
}

/* How a text is read; the environment has to last as long as the options. */
static void reading(mcp_job *job, almost_environment *environment, almost_text_options *options)
{
    mcp_environment(job, environment);
    settings_text_options(job->server->settings, options);
    options->environment = environment;
}

/* Read a text from bytes. `format` NULL: found out. */
static bool from_bytes(mcp_job *job, mcp_texts *texts, const char *bytes, size_t length,
                       const char *name, const char *format)
{
    almost_environment environment;
    almost_text_options options;
    almost_error error;
    if (!make_room(job, texts))
        return false;
    reading(job, &environment, &options);
    options.name = name;
    if (format != NULL)
        options.format = format;
    if (almost_text_from_memory(bytes, length, &options, &texts->texts[texts->n], &error) !=
        ALMOST_OK)
        return mcp_fail_error(job, &error);
    texts->n++;
    return true;
}

/* --- Files -------------------------------------------------------------- */

/* Read a whole file of a length that was counted. It may meanwhile have become another one. */
static bool read_all(mcp_job *job, int descriptor, const char *name, char *bytes, size_t *length)
{
    size_t used = 0;
    ssize_t got = 1;
    while (used < *length && got != 0) {
        got = read(descriptor, bytes + used, *length - used);
        if (got < 0 && errno != EINTR)
            return mcp_fail(job, "%s: cannot be read: %s", name, strerror(errno));
        used += got > 0 ? (size_t)got : 0;
    }
    *length = used;
    return true;
}

bool mcp_texts_file(mcp_job *job, mcp_texts *texts, const mcp_folder *root, const char *path)
{
    int descriptor = mcp_folder_open(root, path);
    struct stat status;
    char *bytes = NULL;
    bool done = false;
    if (descriptor < 0 || fstat(descriptor, &status) != 0)
        return mcp_fail(job,
                        "%.300s: there is no such file in the folder %.300s, or it cannot be read",
                        path, root->name);
    if (count(job, (uint64_t)status.st_size)) {
        size_t length = (size_t)status.st_size;

        bytes = malloc(length + 1);
        done = bytes != NULL ? read_all(job, descriptor, path, bytes, &length) &&
                                   from_bytes(job, texts, bytes, length, path, NULL)
                             : mcp_fail(job, "out of memory");
    }
    free(bytes);
    close(descriptor);
    return done;
}

/* --- Documents of libraries --------------------------------------------- */

static bool add_document(mcp_job *job, mcp_texts *texts, const almost_library *library,
                         uint64_t index)
{
    almost_environment environment;
    almost_text_options options;
    almost_error error;
    uint64_t length;
    if (!make_room(job, texts))
        return false;
    reading(job, &environment, &options);
    if (atomic_load(&job->cancelled))
        return mcp_fail(job, "cancelled");
    if (almost_library_text(library, index, &options, &texts->texts[texts->n], &error) != ALMOST_OK)
        return mcp_fail_error(job, &error);
    (void)almost_text_bytes(texts->texts[texts->n++], &length);
    return count(job, length);
}

/* Add the documents of this name, or all where it is NULL. */
static bool add_documents(mcp_job *job, mcp_texts *texts, const almost_library *library,
                          const char *document)
{
    uint64_t n = almost_library_documents(library);
    size_t before = texts->n;
    for (uint64_t i = 0; i < n; i++) {
        const char *name = almost_library_name(library, i);

        if (document != NULL && (name == NULL || strcmp(name, document) != 0))
            continue;
        if (!add_document(job, texts, library, i))
            return false;
        if (document != NULL)
            break;
    }
    return texts->n > before ||
           mcp_fail(job, "the library has no document%s%s", document != NULL ? " called " : "",
                    document != NULL ? document : "");
}

bool mcp_texts_document(mcp_job *job, mcp_texts *texts, const mcp_folder *folder,
                        const char *document)
{
    almost_environment environment;
    almost_library *library;
    almost_error error;
    mcp_environment(job, &environment);
    if (almost_library_open(folder->path, &environment, &library, &error) != ALMOST_OK)
        return mcp_fail_error(job, &error);
    bool done = add_documents(job, texts, library, document);
    almost_library_free(library);
    return done;
}

/* --- Arguments ---------------------------------------------------------- */

typedef struct naming {
    const json_t *text, *name, *format, *path, *root, *library, *document;
} naming;

/* Whether a value is a string without NUL, or missing. */
static bool is_name(const json_t *value)
{
    return value == NULL ||
           (json_is_string(value) && strlen(json_string_value(value)) == json_string_length(value));
}

static bool unpack(mcp_job *job, json_t *argument, const char *what, naming *naming)
{
    json_error_t error;
    if (!json_is_object(argument))
        return mcp_fail(job, "%s: wants an object such as {\"text\": ...} or {\"path\": ...}",
                        what);
    if (json_unpack_ex(argument, &error, JSON_STRICT, "{s?o, s?o, s?o, s?o, s?o, s?o, s?o}", "text",
                       &naming->text, "name", &naming->name, "format", &naming->format, "path",
                       &naming->path, "root", &naming->root, "library", &naming->library,
                       "document", &naming->document) != 0)
        return mcp_fail(job, "%s: %s", what, error.text);
    if ((naming->text != NULL && !json_is_string(naming->text)) || !is_name(naming->name) ||
        !is_name(naming->format) || !is_name(naming->path) || !is_name(naming->root) ||
        !is_name(naming->library) || !is_name(naming->document))
        return mcp_fail(job, "%s: its members are strings, and names have no NUL", what);
    if ((naming->text != NULL) + (naming->path != NULL) + (naming->library != NULL) != 1)
        return mcp_fail(job, "%s: wants one of text, path and library", what);
    if ((naming->root != NULL && naming->path == NULL) ||
        (naming->document != NULL && naming->library == NULL) ||
        ((naming->name != NULL || naming->format != NULL) && naming->text == NULL))
        return mcp_fail(job,
                        "%s: root goes with path, document with library, name and format with "
                        "text",
                        what);
    return true;
}

const mcp_folder *mcp_texts_folder(mcp_job *job, const mcp_folder_list *list, const json_t *name,
                                   const char *option)
{
    const mcp_folder *folder = NULL;
    if (name != NULL)
        folder = mcp_folder_find(list, json_string_value(name));
    else if (list->n == 1)
        folder = &list->folders[0];
    if (folder != NULL)
        return folder;
    if (list->n == 0)
        (void)mcp_fail(job, "none was named when the server was started (%s)", option);
    else if (name == NULL)
        (void)mcp_fail(job, "say which of the %zu that %s named; resources/list has their names",
                       list->n, option);
    else
        (void)mcp_fail(job,
                       "%.300s: is none of the %zu that %s named; resources/list has their names",
                       json_string_value(name), list->n, option);
    return NULL;
}

static bool add(mcp_job *job, mcp_texts *texts, const naming *naming, const char *what)
{
    const mcp_folders *folders = &job->server->folders;
    const mcp_folder *folder;
    if (naming->text != NULL) {
        size_t length = json_string_length(naming->text);

        return count(job, length) &&
               from_bytes(job, texts, json_string_value(naming->text), length,
                          naming->name != NULL ? json_string_value(naming->name) : what,
                          naming->format != NULL ? json_string_value(naming->format) : "text");
    }
    folder = naming->path != NULL
                 ? mcp_texts_folder(job, &folders->roots, naming->root, "--root")
                 : mcp_texts_folder(job, &folders->libraries, naming->library, "--library");
    if (folder == NULL)
        return false;
    if (naming->path != NULL)
        return mcp_texts_file(job, texts, folder, json_string_value(naming->path));
    return mcp_texts_document(job, texts, folder, json_string_value(naming->document));
}

bool mcp_texts_add(mcp_job *job, mcp_texts *texts, json_t *argument, const char *what)
{
    naming naming = {0};
    if (!unpack(job, argument, what, &naming) || !add(job, texts, &naming, what))
        return false;
    job->step++;
    return true;
}

bool mcp_texts_one(mcp_job *job, mcp_texts *texts, json_t *argument, const char *what)
{
    if (json_object_get(argument, "library") != NULL &&
        json_object_get(argument, "document") == NULL)
        return mcp_fail(job, "%s: is one text; say which document of the library", what);
    return mcp_texts_add(job, texts, argument, what);
}
