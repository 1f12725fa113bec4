/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The article of a page: the longest of what is marked as main, else as an article, else the block
 * that has the most prose. Prose is the text of a paragraph, or of a block beside its own blocks,
 * without links; it counts for the block around it, and half for the one around that, as in
 * Readability. What a heuristic can lose: a page of many short articles keeps one.
 */
#include "read/html_tree.h"
#include "read/html_walk.h"

#include "text/signs.h"

#include <string.h>

typedef enum rank { NO_RANK, DENSEST, ARTICLE, MAIN } rank;

typedef struct block {
    const char *start;
    uint64_t text, prose; /* bytes; prose of the blocks in it counts twice */
    uint8_t rank;
    bool hidden, link, leaf;
} block;

typedef struct search {
    const almost_allocator *allocator;
    block *blocks; /* that are open */
    size_t n, room;
    uint32_t hidden, links;
    const char *at; /* where the last token ended */
    uint64_t best;
    rank best_rank;
    al_html_piece found;
    bool failed;
} search;

static rank rank_of(const al_html_tag *tag, const al_html_token *token)
{
    al_html_piece role;
    if (strcmp(tag->name, "main") == 0)
        return MAIN;
    if (token->attributes.length > 0 && al_html_attribute(token, "role", &role)) {
        if (al_html_has_word(role, "main"))
            return MAIN;
        if (al_html_has_word(role, "article"))
            return ARTICLE;
    }
    if (strcmp(tag->name, "article") == 0)
        return ARTICLE;
    return (tag->bits & AL_TAG_BLOCK) || tag->kind == AL_HTML_CELL || tag->kind == AL_HTML_PAGE
               ? DENSEST
               : NO_RANK;
}

/* Blocks of which the prose counts for what they stand in. */
static bool is_leaf(const al_html_tag *tag)
{
    return tag->kind == AL_HTML_PARAGRAPH || tag->kind == AL_HTML_ITEM ||
           tag->kind == AL_HTML_TERM || tag->kind == AL_HTML_HEADING || (tag->bits & AL_TAG_PRE) ||
           strcmp(tag->name, "blockquote") == 0;
}

static uint32_t on_open(void *of, const al_html_tag *tag, const al_html_token *token)
{
    search *search = of;
    search->at = token->whole.bytes + token->whole.length;
    bool link = al_html_is(token->name, "a");
    if (!(tag->bits & AL_TAG_SPECIAL) && !link)
        return 0;
    if (!al_grow(search->allocator, (void **)&search->blocks, &search->room, search->n + 1,
                 sizeof *search->blocks)) {
        search->failed = true;
        return 0;
    }
    block *block = &search->blocks[search->n++];
    *block = (struct block){
        .start = token->whole.bytes,
        .rank = rank_of(tag, token),
        .hidden = (tag->bits & (AL_TAG_HIDDEN | AL_TAG_ASIDE)) != 0,
        .link = link,
        .leaf = is_leaf(tag),
    };
    search->hidden += block->hidden;
    search->links += block->link;
    return 1;
}

static void judge(search *search, const block *block)
{
    uint64_t worth = block->rank == DENSEST ? block->prose : block->text;
    if (block->leaf || block->rank < search->best_rank || worth == 0 ||
        (block->rank == search->best_rank && worth <= search->best))
        return;
    search->best = worth;
    search->best_rank = (rank)block->rank;
    search->found = (al_html_piece){block->start, (uint32_t)(search->at - block->start)};
}

static void on_close(void *of, const al_html_tag *tag, uint32_t effects)
{
    search *search = of;
    (void)tag;
    if (effects == 0 || search->failed)
        return;
    block own = search->blocks[--search->n];
    search->hidden -= own.hidden;
    search->links -= own.link;
    if (own.rank != NO_RANK && !own.hidden)
        judge(search, &own);
    if (search->n == 0)
        return;
    block *around = &search->blocks[search->n - 1];
    around->text += own.text;
    if (own.leaf || own.link || own.rank == NO_RANK)
        around->prose += own.prose;
    else
        around->prose += own.prose / 2;
}

static bool on_text(void *of, const al_html_token *token)
{
    search *search = of;
    search->at = token->whole.bytes + token->whole.length;
    uint64_t filled = 0;
    for (uint32_t i = 0; i < token->whole.length; i++)
        filled += !al_is_space_byte(token->whole.bytes[i]);
    if (search->hidden > 0 || search->n == 0 || search->failed)
        return !search->failed;
    search->blocks[search->n - 1].text += filled;
    if (search->links == 0)
        search->blocks[search->n - 1].prose += filled;
    return true;
}

bool al_html_find_main(const almost_allocator *allocator, const al_html_source *source,
                       uint32_t depth, al_html_piece *out)
{
    search search = {.allocator = allocator, .found = {source->bytes, source->length}};
    al_html_listener listener = {&search, on_open, on_close, on_text};
    bool read = al_html_read(
        allocator, al_html_tokens_of(source->bytes, source->length, source->xml), depth, &listener);
    al_release(allocator, search.blocks);
    if (read && !search.failed)
        *out = search.found;
    return read && !search.failed;
}
