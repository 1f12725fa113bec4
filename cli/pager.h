/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pager as git has it: ALMOST_PAGER, else PAGER, else less, run by the shell;
 * LESS is FRX unless it is set, so that an answer shorter than the screen is
 * just printed. An empty name or `cat` means none.
 */
#ifndef PAGER_H
#define PAGER_H

#include "target.h"

#include <stdbool.h>

#include <sys/types.h>

typedef struct pager {
    pid_t process; /* 0: none was started */
    const char *command;
} pager;

/* Have an answer that goes to a terminal go through a pager; without one it stays. */
void pager_start(pager *pager, target *target);

/* Wait until the reader has left, after target_close(). False after saying why it could not run. */
bool pager_wait(pager *pager);

#endif
