/* SPDX-License-Identifier: Apache-2.0 */
/* One entry a kind, in the order in which they were found. */
#include "text/left_out.h"

#include <stdbool.h>
#include <string.h>

static bool is(const al_left_out *item, const char *what, size_t length)
{
    return item->length == length && memcmp(item->what, what, length) == 0;
}

void al_left_out_add(al_left_out_list *list, const char *what, size_t length, uint64_t words)
{
    size_t i = 0;
    while (i < list->n && !is(&list->items[i], what, length))
        i++;
    if (i == AL_LEFT_OUT_KINDS)
        return;
    if (i == list->n)
        list->items[list->n++] = (al_left_out){what, length, 0};
    list->items[i].words += words;
}
