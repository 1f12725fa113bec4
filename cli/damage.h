/* SPDX-License-Identifier: Apache-2.0 */
/* What is wrong with a text that was decoded wrongly before: said once, or that it was mended. */
#ifndef DAMAGE_H
#define DAMAGE_H

#include "settings.h"

/* Print one line on standard error where there is something to say. */
void damage_report(const settings *settings, const almost_text *text);

#endif
