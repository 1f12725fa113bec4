/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Another program, as a process of its own: without a shell, with bytes on its standard input, its
 * standard output taken, its standard error thrown away. It ends in time, or is ended; none is left
 * behind, whatever the host does with SIGCHLD, and no descriptor of ours is open in it.
 */
#ifndef AL_PROGRAM_H
#define AL_PROGRAM_H

#include "base/buffer.h"
#include "base/must_check.h"

typedef struct al_program {
    const char *name;             /* looked for in PATH */
    const char *const *arguments; /* with the name first, ended by NULL */
    const char *bytes;            /* its input */
    uint64_t length;
    uint64_t limit;   /* of its output */
    uint32_t seconds; /* that it may take */
} al_program;

typedef enum al_program_end {
    AL_PROGRAM_DONE,
    AL_PROGRAM_FAILED,  /* by its own exit status, or a signal */
    AL_PROGRAM_MISSING, /* there is none of that name */
    AL_PROGRAM_TROUBLE, /* the system has no room for it: errno says what */
    AL_PROGRAM_LATE,
    AL_PROGRAM_LONG, /* more output than the limit */
    AL_PROGRAM_MEMORY
} al_program_end;

/* Run it, and append what it writes to *out. Thread-safe. */
AL_MUST_CHECK al_program_end al_program_run(const al_program *program, al_buffer *out);

#endif
