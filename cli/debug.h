/* SPDX-License-Identifier: Apache-2.0 */
/* What each stage of a comparison found, on standard error: for whoever tunes the method. */
#ifndef DEBUG_H
#define DEBUG_H

#include <almost/almost.h>

#include <stdbool.h>

/*
 * Have the environment tell the stages of a list such as "seeds,moves", which must live as long;
 * NULL is none. False after saying what is wrong.
 */
bool debug_start(const char *stages, almost_environment *environment);

#endif
