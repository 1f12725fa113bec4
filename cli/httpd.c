/* SPDX-License-Identifier: Apache-2.0 */
/* Its soname has been 12 since 2014, and the functions that are used here are as old. */
#include "httpd.h"
#include "report.h"

#ifdef HAVE_MICROHTTPD

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

static void *open_library(void)
{
#ifdef __APPLE__
    static const char *const names[] = {"libmicrohttpd.12.dylib", "libmicrohttpd.dylib"};
#else
    static const char *const names[] = {"libmicrohttpd.so.12"};
#endif
    size_t n = sizeof names / sizeof *names;
    void *library = NULL;
#ifdef AL_NO_LAZY_LIBRARIES
    n = 0;
#endif
    for (size_t i = 0; library == NULL && i < n; i++)
        library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
    return library;
}

/* POSIX has function pointers fit into void pointers; C lets only bytes be copied. */
static bool find(void *library, const char *name, void *function)
{
    void *symbol = dlsym(library, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}

const microhttpd *microhttpd_load(void)
{
    static microhttpd table;
    static bool loaded;
    void *library = loaded ? NULL : open_library();
    if (library != NULL) {
        loaded = true;
#define FIND(name) loaded &= find(library, "MHD_" #name, &table.name);
        MICROHTTPD_FUNCTIONS(FIND)
#undef FIND
    }
    if (!loaded)
        report("libmicrohttpd is not installed, which serves pages: install it (libmicrohttpd12), "
               "or write the page with almost --html -o page.html");
    return loaded ? &table : NULL;
}

#endif
