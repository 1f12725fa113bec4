/* SPDX-License-Identifier: Apache-2.0 */
/* One line a text. What is mended is asked of the text, what could be is looked for in it. */
#include "damage.h"
#include "report.h"

#include <stdio.h>
#include <string.h>

/* A number with a comma before each three figures. */
static void group(uint64_t number, char out[32])
{
    char figures[24];
    int n = snprintf(figures, sizeof figures, "%llu", (unsigned long long)number), to = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            out[to++] = ',';
        out[to++] = figures[i];
    }
    out[to] = '\0';
}

void damage_report(const settings *settings, const almost_text *text)
{
    char number[32];
    uint64_t places;
    if (settings->repair) {
        places = almost_text_repaired(text);
        group(places, number);
        if (places > 0)
            report("%s: %s place%s mended", almost_text_name(text), number,
                   places == 1 ? " was" : "s were");
        return;
    }
    const char *damage = almost_text_damage(text, &places);
    if (damage == NULL)
        return;
    group(places, number);
    report("%s: %s place%s as if %s; --repair mends %s", almost_text_name(text), number,
           places == 1 ? " looks" : "s look", damage, places == 1 ? "it" : "them");
}
