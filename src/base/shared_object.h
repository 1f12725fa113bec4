/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A shared library that is opened when it is first needed, which most runs never
 * do, and never closed. Whoever wants one says by which names it is known and
 * which functions it is wanted for; their table is written once and only read
 * from then on, so that it holds no state of any call.
 */
#ifndef AL_SHARED_OBJECT_H
#define AL_SHARED_OBJECT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Of a list of functions, FUNCTIONS(X) with X(name) for each: the members of a structure of
 * pointers to them, and their names. A member has a prefix, for a name may be a macro that adds a
 * version, as those of ICU are; the name is then the one with the version.
 */
#define AL_SHARED_MEMBER(name) __typeof__(&name) call_##name;
#define AL_SHARED_NAME(name) AL_SHARED_STRING(name),
#define AL_SHARED_STRING(name) AL_SHARED_STRING_OF(name)
#define AL_SHARED_STRING_OF(name) #name

/*
 * The table of a library that the build option libraries=linked has linked, as on systems without
 * dlopen(): it is filled from the start.
 */
#define AL_SHARED_LINKED(name) .call_##name = name,
#ifdef AL_LIBRARIES_LINKED
#define AL_SHARED_TABLE(functions) = {functions(AL_SHARED_LINKED)}
#define AL_SHARED_STATE AL_SHARED_THERE
#else
#define AL_SHARED_TABLE(functions)
#define AL_SHARED_STATE AL_SHARED_UNKNOWN
#endif

typedef enum al_shared_state {
    AL_SHARED_UNKNOWN,
    AL_SHARED_THERE,
    AL_SHARED_MISSING
} al_shared_state;

/* A shared library, in static memory. */
typedef struct al_shared_object {
    /*
     * The names that it may have: sonames (on macOS names of files), so that the loader looks where
     * the system keeps libraries, and nothing else of that name is taken.
     */
    const char *const *names;
    size_t n_names;
    const char *const *functions;
    size_t n_functions;
    void *table;      /* gets pointers to them, in this order, and nothing else is in it */
    atomic_int state; /* al_shared_state */
} al_shared_object;

/* The same of arrays, for a static one. */
#define AL_SHARED_OBJECT_IN(names, functions, table, state)                                        \
    {                                                                                              \
        names, sizeof(names) / sizeof *(names), functions,                                         \
            sizeof(functions) / sizeof *(functions), table, state                                  \
    }
#define AL_SHARED_OBJECT(names, functions, table)                                                  \
    AL_SHARED_OBJECT_IN(names, functions, table, AL_SHARED_UNKNOWN)

/* Of one that may be linked, whose table is an AL_SHARED_TABLE. */
#define AL_SHARED_LINKABLE(names, functions, table)                                                \
    AL_SHARED_OBJECT_IN(names, functions, table, AL_SHARED_STATE)

/* Whether it is installed and has all functions; the table is filled then. Thread-safe. */
bool al_shared_object_is_there(al_shared_object *object);

#endif
