/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the speakers of a cell among its names; see speaker.h. */
#include "meaning/speaker.h"

/* Whether nothing but blanks stands before a byte in its line. */
static bool begins_line(const al_side *side, uint32_t byte)
{
    const char *bytes = side->text->bytes;
    while (byte > side->start && (bytes[byte - 1] == ' ' || bytes[byte - 1] == '\t'))
        byte--;
    return byte == side->start || bytes[byte - 1] == '\n';
}

/* Whether an item is the name of who speaks: it takes all of what changed before the colon. */
static bool is_speaker(const al_side *side, const al_tokens *tokens, const al_item *item)
{
    return item->class == AL_ITEM_NAME && item->flags & AL_ITEM_CHANGED &&
           al_token_is(tokens, item->first + item->n, ':') &&
           begins_line(side, tokens->list[item->first].bytes.start);
}

/* The speaker's name in a change of a side, or NULL. */
static const al_item *speaker_in(const al_side sides[2], const al_cell *cell, int side,
                                 uint32_t change)
{
    const al_tokens *tokens = &cell->tokens[side];
    const al_items *items = &cell->items[side];
    for (size_t i = 0; i < items->n; i++)
        if (tokens->list[items->list[i].first].change == change &&
            is_speaker(&sides[side], tokens, &items->list[i]))
            return &items->list[i];
    return NULL;
}

void al_speaker_tell(const al_side sides[2], const al_cell *cell, al_change *changes)
{
    const al_items *items = &cell->items[0];
    for (size_t i = 0; i < items->n; i++) {
        const al_item *mine = &items->list[i];
        if (!is_speaker(&sides[0], &cell->tokens[0], mine))
            continue;
        uint32_t at = cell->tokens[0].list[mine->first].change;
        const al_item *theirs = speaker_in(sides, cell, 1, at);
        if (theirs == NULL || theirs->key == mine->key)
            continue;
        changes[at].touches &= ~(uint32_t)ALMOST_TOUCHES_SPELLING;
        changes[at].touches |= ALMOST_TOUCHES_SPEAKER | ALMOST_TOUCHES_WORDING;
    }
}
