/* SPDX-License-Identifier: Apache-2.0 */
/* The browser that the user has for addresses, started where there is one. */
#ifndef BROWSER_H
#define BROWSER_H

/*
 * Have the browser open an address: BROWSER, else what the desktop has. Where there is neither
 * nothing happens; the address is printed anyway.
 */
void browser_open(const char *address);

#endif
