/* SPDX-License-Identifier: Apache-2.0 */
/* From operands to texts with sigla. */
#include "witnesses.h"
#include "report.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool out_of_memory(void)
{
    report("out of memory");
    return false;
}

/* Room for one more item of a list. */
static bool make_room(char ***items, size_t n, size_t *room)
{
    size_t more = *room < 16 ? 16 : 2 * *room;
    char **grown;
    if (n < *room)
        return true;
    grown = realloc(*items, more * sizeof *grown);
    if (grown == NULL)
        return out_of_memory();
    *items = grown;
    *room = more;
    return true;
}

/* Take an item over; NULL: there was no memory for it. */
static bool add(char ***items, size_t *n, size_t *room, char *item)
{
    if (item == NULL)
        return out_of_memory();
    if (!make_room(items, *n, room)) {
        free(item);
        return false;
    }
    (*items)[(*n)++] = item;
    return true;
}

static bool add_path(witnesses *witnesses, char *path)
{
    return add(&witnesses->paths, &witnesses->n_paths, &witnesses->paths_room, path);
}

static int by_name(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* The files in a folder by name; what begins with a point is none, nor is a folder in it. */
static bool add_folder(witnesses *witnesses, const char *folder)
{
    DIR *open = opendir(folder);
    size_t first = witnesses->n_paths;
    bool added = open != NULL;
    if (!added)
        report("%s: %s", folder, strerror(errno));
    for (struct dirent *entry; added && (entry = readdir(open)) != NULL;) {
        struct stat about;
        char *path;
        size_t size = strlen(folder) + strlen(entry->d_name) + 2;

        if (entry->d_name[0] == '.')
            continue;
        path = malloc(size);
        if (path != NULL)
            snprintf(path, size, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/",
                     entry->d_name);
        if (path != NULL && stat(path, &about) == 0 && !S_ISREG(about.st_mode))
            free(path);
        else
            added = add_path(witnesses, path);
    }
    if (open != NULL)
        closedir(open);
    if (added && witnesses->n_paths > first)
        qsort(witnesses->paths + first, witnesses->n_paths - first, sizeof *witnesses->paths,
              by_name);
    return added;
}

static bool gather_paths(witnesses *witnesses, int n_operands, char **operands)
{
    bool standard = false;
    for (int i = 0; i < n_operands; i++) {
        struct stat about;
        bool folder = stat(operands[i], &about) == 0 && S_ISDIR(about.st_mode);

        if (strcmp(operands[i], "-") == 0 && standard) {
            report("standard input can be only one witness; name files for the others");
            return false;
        }
        standard |= strcmp(operands[i], "-") == 0;
        if (folder ? !add_folder(witnesses, operands[i])
                   : !add_path(witnesses, strdup(operands[i])))
            return false;
    }
    return true;
}

/* --- Sigla -------------------------------------------------------------------------------------
 */

/* A path without folder and, if it is to go, without extension. */
static char *name_of(const char *path, bool with_extension)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    const char *point = with_extension ? NULL : strrchr(name, '.');
    return point != NULL && point > name ? strndup(name, (size_t)(point - name)) : strdup(name);
}

/* Whether two of them are the same; also when there is no memory to find out. */
static bool ambiguous(char *const *names, size_t n)
{
    char **sorted = malloc((n + 1) * sizeof *sorted);
    bool same = sorted == NULL;
    for (size_t i = 0; !same && i < n; i++)
        sorted[i] = names[i];
    if (sorted != NULL)
        qsort(sorted, n, sizeof *sorted, by_name);
    for (size_t i = 1; !same && i < n; i++)
        same = strcmp(sorted[i - 1], sorted[i]) == 0;
    free(sorted);
    return same;
}

/* Names, one a file or a witness to be read. */
typedef struct names {
    char **items;
    size_t n, room;
} names;

static bool add_name(names *names, char *name)
{
    return add(&names->items, &names->n, &names->room, name);
}

static void drop_names(names *names)
{
    for (size_t i = 0; i < names->n; i++)
        free(names->items[i]);
    names->n = 0;
}

/* The shortest names that tell all apart: without extension, with it, the whole path. */
static bool name_by_paths(const witnesses *witnesses, names *names)
{
    for (int way = 0; way < 3; way++) {
        drop_names(names);
        for (size_t i = 0; i < witnesses->n_paths; i++) {
            const char *path = witnesses->paths[i];

            if (!add_name(names, way < 2 ? name_of(path, way == 1) : strdup(path)))
                return false;
        }
        if (!ambiguous(names->items, names->n))
            return true;
    }
    return true; /* the library says which of them is there twice */
}

/* Those of a list with commas. */
static bool take_list(names *names, const char *list)
{
    for (const char *at = list;; at++) {
        size_t length = strcspn(at, ",");

        if (length > 0 && !add_name(names, strndup(at, length)))
            return false;
        at += length;
        if (*at == '\0')
            return true;
    }
}

static bool name_by_list(const witnesses *witnesses, names *names, const char *list)
{
    if (!take_list(names, list))
        return false;
    if (names->n == witnesses->n_paths)
        return true;
    report("--sigla names %zu, and there are %zu witnesses; name each, with commas", names->n,
           witnesses->n_paths);
    return false;
}

bool witnesses_gather(witnesses *witnesses, int n_operands, char **operands)
{
    memset(witnesses, 0, sizeof *witnesses);
    if (!gather_paths(witnesses, n_operands, operands))
        return false;
    if (witnesses->n_paths == 0) {
        report("there is no witness: almost collate WITNESS... (almost collate --help says more)");
        return false;
    }
    return true;
}

/* --- Texts --------------------------------------------------------------------------------------
 */

/* What is the same for all texts that are read. */
typedef struct reading {
    witnesses *witnesses;
    const settings *settings;
    const almost_environment *environment;
    almost_revisions revisions; /* without --hands */
    almost_text *first;         /* the only file, read already; NULL: not read, or taken over */
} reading;

/* A text of a file: of one of its witnesses, if `siglum` is not NULL; NULL after saying why not. */
static almost_text *open_text(reading *reading, const char *path, const char *siglum,
                              almost_revisions revisions)
{
    almost_text_options options;
    almost_text *text = reading->first;
    almost_error error;
    if (text != NULL && siglum == NULL && revisions == reading->revisions) {
        reading->first = NULL;
        return text;
    }
    settings_text_options(reading->settings, &options);
    options.environment = reading->environment;
    options.revisions = revisions;
    if (siglum != NULL)
        options.witness = siglum;
    if (almost_text_open(path, &options, &text, &error) == ALMOST_OK)
        return text;
    report_error(&error);
    return NULL;
}

/* Take a text and its siglum over; either may be NULL, which was said or means no memory. */
static bool add_text(witnesses *witnesses, almost_text *text, char *siglum)
{
    size_t n = witnesses->n;
    if (text == NULL) {
        free(siglum);
        return false;
    }
    if (n == witnesses->room) {
        size_t room = n < 16 ? 16 : 2 * n;
        almost_text **texts = realloc(witnesses->texts, room * sizeof *texts);

        if (texts == NULL) {
            almost_text_free(text);
            free(siglum);
            return out_of_memory();
        }
        witnesses->texts = texts;
    }
    if (!add(&witnesses->sigla, &witnesses->n, &witnesses->room, siglum)) {
        almost_text_free(text);
        return false;
    }
    witnesses->texts[n] = text;
    return true;
}

static bool same_bytes(const almost_text *one, const almost_text *other)
{
    uint64_t n, m;
    const char *a = almost_text_bytes(one, &n), *b = almost_text_bytes(other, &m);
    return n == m && memcmp(a, b, (size_t)n) == 0;
}

/* A name made of another one: A, A*, A1; NULL when memory ends. */
static char *name_made(const char *format, const char *siglum)
{
    size_t size = strlen(format) + 3 * strlen(siglum) + 1;
    char *name = malloc(size);
    if (name != NULL)
        snprintf(name, size, format, siglum, siglum, siglum);
    return name;
}

/* A witness that was corrected as two, before and after: A* and A1. Both texts are taken over. */
static bool add_hands(witnesses *witnesses, almost_text *before, almost_text *after,
                      const char *siglum)
{
    bool added = add_text(witnesses, before, name_made("%s*", siglum));
    if (added)
        return add_text(witnesses, after, name_made("%s1", siglum)) &&
               add(&witnesses->groups, &witnesses->n_groups, &witnesses->groups_room,
                   name_made("%s=%s*,%s1", siglum));
    almost_text_free(after);
    return false;
}

/* What is called `siglum`; `within` is what the document calls it, NULL: it is all of the file. */
static bool read_witness(reading *reading, const char *path, const char *within, const char *siglum)
{
    almost_text *before, *after;
    if (!reading->settings->hands)
        return add_text(reading->witnesses, open_text(reading, path, within, reading->revisions),
                        strdup(siglum));
    after = open_text(reading, path, within, ALMOST_REVISIONS_ACCEPTED);
    before = after != NULL ? open_text(reading, path, within, ALMOST_REVISIONS_ORIGINAL) : NULL;
    if (before == NULL) {
        almost_text_free(after);
        return false;
    }
    if (!same_bytes(before, after))
        return add_hands(reading->witnesses, before, after, siglum);
    almost_text_free(before);
    return add_text(reading->witnesses, after, strdup(siglum));
}

/* The sigla of a text's witnesses, or those of them that are wanted. */
static bool take_sigla(names *names, const almost_text *edition, const char *wanted)
{
    const char *siglum;
    if (wanted != NULL)
        return take_list(names, wanted);
    for (size_t i = 0; (siglum = almost_text_witness(edition, i)) != NULL; i++)
        if (!add_name(names, strdup(siglum)))
            return false;
    return true;
}

/* Whether a path can be read again; false after saying that it cannot. */
static bool lasts(const char *path)
{
    struct stat about;
    if (strcmp(path, "-") != 0 && (stat(path, &about) != 0 || !S_ISFIFO(about.st_mode)))
        return true; /* what is not there is said by who opens it */
    report("%s: is read once for each witness that is in it, which a stream cannot be; save it as "
           "a file",
           strcmp(path, "-") == 0 ? "standard input" : path);
    return false;
}

static bool read_edition(reading *reading)
{
    names sigla = {NULL, 0, 0};
    const char *path = reading->witnesses->paths[0];
    bool done = lasts(path);
    done = done && take_sigla(&sigla, reading->first, reading->settings->sigla);
    for (size_t i = 0; done && i < sigla.n; i++)
        done = read_witness(reading, path, sigla.items[i], sigla.items[i]);
    drop_names(&sigla);
    free(sigla.items);
    return done;
}

static bool read_files(reading *reading)
{
    witnesses *witnesses = reading->witnesses;
    const char *list = reading->settings->sigla;
    names names = {NULL, 0, 0};
    bool done =
        list != NULL ? name_by_list(witnesses, &names, list) : name_by_paths(witnesses, &names);
    for (size_t i = 0; done && i < witnesses->n_paths; i++)
        done = read_witness(reading, witnesses->paths[i], NULL, names.items[i]);
    drop_names(&names);
    free(names.items);
    return done;
}

/* --hands reads each file twice, and says itself in which state. */
static bool check_hands(const reading *reading)
{
    if (!reading->settings->hands)
        return true;
    if (reading->settings->revisions == REVISIONS_ORIGINAL) {
        report("--hands shows both states of each witness; leave out --revisions original");
        return false;
    }
    for (size_t i = 0; i < reading->witnesses->n_paths; i++)
        if (!lasts(reading->witnesses->paths[i]))
            return false;
    return true;
}

bool witnesses_read(witnesses *witnesses, const settings *settings,
                    const almost_environment *environment)
{
    reading reading = {.witnesses = witnesses,
                       .settings = settings,
                       .environment = environment,
                       .revisions = settings->revisions == REVISIONS_ORIGINAL
                                        ? ALMOST_REVISIONS_ORIGINAL
                                        : ALMOST_REVISIONS_ACCEPTED};
    bool read;
    if (!check_hands(&reading))
        return false;
    if (witnesses->n_paths > 1 || settings->witness != NULL)
        return read_files(&reading);
    reading.first = open_text(&reading, witnesses->paths[0], NULL, reading.revisions);
    if (reading.first == NULL)
        return false;
    read = almost_text_witness(reading.first, 0) != NULL ? read_edition(&reading)
                                                         : read_files(&reading);
    almost_text_free(reading.first);
    return read;
}

void witnesses_release(witnesses *witnesses)
{
    for (size_t i = 0; i < witnesses->n_paths; i++)
        free(witnesses->paths[i]);
    for (size_t i = 0; i < witnesses->n; i++) {
        almost_text_free(witnesses->texts[i]);
        free(witnesses->sigla[i]);
    }
    for (size_t i = 0; i < witnesses->n_groups; i++)
        free(witnesses->groups[i]);
    free(witnesses->paths);
    free(witnesses->sigla);
    free(witnesses->texts);
    free(witnesses->groups);
}
