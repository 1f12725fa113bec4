/* SPDX-License-Identifier: Apache-2.0 */
/* Which formats have documents for parts. */
#include "read/members.h"

#include "read/reader.h"

#include <string.h>

const al_milestone *al_members_of(const almost_text *text, size_t *n)
{
    bool parted = strcmp(text->format, al_reader_packed.name) == 0 ||
                  strcmp(text->format, al_reader_jsonl.name) == 0;
    *n = 0;
    if (!parted || text->milestones == NULL)
        return NULL;
    const al_milestone *members = al_milestones_all(text->milestones, AL_MILESTONE_PART, n);
    return *n > 0 ? members : NULL;
}
