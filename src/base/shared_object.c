/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opening shared libraries at run time: shared_object.h. With the build option
 * lazy_libraries=false none is ever found, by which the suite shows what is left
 * on a machine that has none of them.
 */
#include "base/shared_object.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

typedef enum state { UNKNOWN, THERE, MISSING } state;

/* Libraries are opened one after the other, whoever asks. */
static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

static void *open_first(const char *const *names, size_t n)
{
    void *library = NULL;
#ifdef AL_NO_LAZY_LIBRARIES
    n = 0;
#endif
    for (size_t i = 0; library == NULL && i < n; i++)
        library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
    return library;
}

/* POSIX has function pointers fit into void pointers; C lets only bytes be copied. */
static state fill(const al_shared_object *object)
{
    void *library = open_first(object->names, object->n_names);
    if (library == NULL)
        return MISSING;
    for (size_t i = 0; i < object->n_functions; i++) {
        void *symbol = dlsym(library, object->functions[i]);
        if (symbol == NULL)
            return MISSING;
        memcpy((char *)object->table + i * sizeof symbol, &symbol, sizeof symbol);
    }
    return THERE;
}

bool al_shared_object_is_there(al_shared_object *object)
{
    int known = atomic_load_explicit(&object->state, memory_order_acquire);
    if (known == UNKNOWN) {
        pthread_mutex_lock(&opening);
        known = atomic_load_explicit(&object->state, memory_order_relaxed);
        if (known == UNKNOWN)
            known = (int)fill(object);
        atomic_store_explicit(&object->state, known, memory_order_release);
        pthread_mutex_unlock(&opening);
    }
    return known == THERE;
}
