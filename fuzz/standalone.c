/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a fuzz target over files without libFuzzer, so that the suite replays
 * the corpora with any compiler.
 *
 *     fuzz_NAME [--prefixes] FILE|FOLDER…
 *
 * With --prefixes every input is also run cut off after each of its bytes.
 */
#include "fuzz.h"

#include <dirent.h>
#include <sys/stat.h>

static unsigned long inputs;

static int run_bytes(const char *path, uint8_t *bytes, size_t size, bool prefixes)
{
    for (size_t length = prefixes ? 0 : size; length <= size; length++) {
        uint8_t *exact = malloc(length + !length); /* no room behind, for the sanitizers to see */
        if (exact == NULL)
            return fprintf(stderr, "%s: no memory\n", path), 1;
        memcpy(exact, bytes, length);
        LLVMFuzzerTestOneInput(exact, length);
        free(exact);
        inputs++;
    }
    return 0;
}

static int run_file(const char *path, bool prefixes)
{
    fuzz_bytes all = {0};
    char piece[4096];
    size_t length;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return fprintf(stderr, "%s: cannot be opened\n", path), 1;
    while ((length = fread(piece, 1, sizeof piece, file)) > 0)
        if (fuzz_collect(&all, piece, length) != 0)
            break;
    fclose(file);
    int failed = all.length == 0 ? (LLVMFuzzerTestOneInput(NULL, 0), inputs++, 0)
                                 : run_bytes(path, (uint8_t *)all.at, all.length, prefixes);
    free(all.at);
    return failed;
}

static int run_path(const char *path, bool prefixes)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return run_file(path, prefixes);
    int failed = 0;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        char inner[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        failed |= run_file(inner, prefixes);
    }
    closedir(folder);
    return failed;
}

int main(int n_arguments, char **arguments)
{
    bool prefixes = false;
    int failed = 0;
    for (int i = 1; i < n_arguments; i++)
        if (strcmp(arguments[i], "--prefixes") == 0)
            prefixes = true;
        else
            failed |= run_path(arguments[i], prefixes);
    printf("%lu inputs\n", inputs);
    return failed != 0 || inputs == 0;
}
