/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers as text. Nothing here goes through printf: the decimal point is a
 * full stop in every locale, and a million numbers cost milliseconds. Each
 * function writes at `to`, without a NUL, and returns the place behind.
 */
#ifndef AL_NUMBER_H
#define AL_NUMBER_H

#include <stdint.h>

/* Write `number` in decimal at `to`, which has room for 20 bytes; the place behind it. */
char *al_put_number(char *to, uint64_t number);

/* The same with commas between thousands; room for 26 bytes. */
char *al_put_grouped(char *to, uint64_t number);

/* A number with up to `decimals` (at most 9) digits behind the point; room for 48 bytes. */
char *al_put_fixed(char *to, double number, int decimals);

/* Four significant digits, as 1.234e-56 where that is shorter; room for 48 bytes. */
char *al_put_scientific(char *to, double number);

/*
 * A share as a percentage, such as "97 %"; room for 48 bytes. Next to nothing and nearly all have
 * a decimal, so that 0 % and 100 % are said of nothing and all alone.
 */
char *al_put_percent(char *to, double share);

#endif
