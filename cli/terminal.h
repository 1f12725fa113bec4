/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of the terminal: whether to colour, and how wide it is. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include "settings.h"

/*
 * Whether what is written to `descriptor` gets colours: as --color says; else
 * on a terminal that is not dumb, unless NO_COLOR is set.
 */
bool terminal_colour(const settings *settings, int descriptor);

/* Columns: --width, else COLUMNS, else the terminal's, else 80. */
uint32_t terminal_width(const settings *settings, int descriptor);

/* Whether `descriptor` is a terminal that can move its cursor. */
bool terminal_is_smart(int descriptor);

#endif
