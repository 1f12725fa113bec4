/* SPDX-License-Identifier: Apache-2.0 */
/* The forms that quotations are written in: one file each, picked by quotations.c. */
#ifndef AL_WRITE_QUOTATIONS_H
#define AL_WRITE_QUOTATIONS_H

#include "base/must_check.h"
#include "base/output.h"
#include "speech/quotations.h"

/* `options` are complete. MEMORY, or OK: the output remembers what the sink refused. */
typedef almost_status al_write_quotations_function(const almost_quotations *quotations,
                                                   const almost_quotations_write_options *options,
                                                   al_output *output);

al_write_quotations_function al_write_quotations_list;
al_write_quotations_function al_write_quotations_json;
al_write_quotations_function al_write_quotations_report; /* of those that were checked */
al_write_quotations_function al_write_quotations_sarif;
al_write_quotations_function al_write_quotations_github;
al_write_quotations_function al_write_quotations_html;

/*
 * The JSON on one line that begins with `id`, itself a piece of JSON. Sources are named where
 * something was found in them, and not listed: all lines of a batch have the same.
 */
void al_write_quotations_line(const almost_quotations *quotations, almost_units units,
                              const char *id, al_output *output);

#endif
