/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opening shared libraries at run time: shared_object.h. With the build option
 * lazy_libraries=false none is ever found, by which the suite shows what is left
 * on a machine that has none of them.
 */
#include "base/shared_object.h"

#ifndef AL_NO_LAZY_LIBRARIES
#include <dlfcn.h>
#endif
#include <pthread.h>
#include <string.h>

/* Libraries are opened one after the other, whoever asks. */
static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

#ifdef AL_NO_LAZY_LIBRARIES

static al_shared_state fill(const al_shared_object *object)
{
    (void)object;
    return AL_SHARED_MISSING;
}

#else

static void *open_first(const char *const *names, size_t n)
{
    void *library = NULL;
    for (size_t i = 0; library == NULL && i < n; i++)
        library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
    return library;
}

/* POSIX has function pointers fit into void pointers; C lets only bytes be copied. */
static al_shared_state fill(const al_shared_object *object)
{
    void *library = open_first(object->names, object->n_names);
    if (library == NULL)
        return AL_SHARED_MISSING;
    for (size_t i = 0; i < object->n_functions; i++) {
        void *symbol = dlsym(library, object->functions[i]);
        if (symbol == NULL)
            return AL_SHARED_MISSING;
        memcpy((char *)object->table + i * sizeof symbol, &symbol, sizeof symbol);
    }
    return AL_SHARED_THERE;
}

#endif

bool al_shared_object_is_there(al_shared_object *object)
{
    int known = atomic_load_explicit(&object->state, memory_order_acquire);
    if (known == AL_SHARED_UNKNOWN) {
        pthread_mutex_lock(&opening);
        known = atomic_load_explicit(&object->state, memory_order_relaxed);
        if (known == AL_SHARED_UNKNOWN)
            known = (int)fill(object);
        atomic_store_explicit(&object->state, known, memory_order_release);
        pthread_mutex_unlock(&opening);
    }
    return known == AL_SHARED_THERE;
}
