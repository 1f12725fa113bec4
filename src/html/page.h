/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What all pages have: one file for a browser that needs nothing else. Called in this order; what
 * is read first stands between as plain HTML, then the data (stream.h):
 *
 *     al_html_begin()     up to the title, which the caller writes (text.h)
 *     al_html_body()      style; the caller writes a header `verdict`
 *     al_html_main()      what is shown until the script has drawn the rest, and without it
 *     al_html_main_end()  the caller writes streams
 *     al_html_end()       the script
 */
#ifndef AL_HTML_PAGE_H
#define AL_HTML_PAGE_H

#include "base/output.h"

/* `kind` tells the script what the page is of. `version`: see almost_write_options; or 0. */
void al_html_begin(al_output *output, const char *kind, uint64_t version);
void al_html_body(al_output *output);
void al_html_main(al_output *output);
void al_html_main_end(al_output *output);
void al_html_end(al_output *output);

/* A number of things with its bar, of a row of them; `share` is 0 to 1. */
void al_html_bar(al_output *output, const char *name, const char *number, double share);

#endif
