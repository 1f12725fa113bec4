/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stack that is searched from its top. It is no deeper than the limit, and how many elements of a
 * name are open is counted, so that an end tag without a start costs nothing.
 */
#include "read/html_tree.h"

#include "text/signs.h"

#include <string.h>

/* FNV-1a, of small letters. */
static uint32_t hash_of(al_html_piece name)
{
    uint32_t hash = 2166136261u;
    for (uint32_t i = 0; i < name.length; i++) {
        char c = name.bytes[i];
        hash = (hash ^ (uint8_t)(c >= 'A' && c <= 'Z' ? c + 32 : c)) * 16777619u;
    }
    return hash;
}

/* --- Closing ------------------------------------------------------------ */

static void close_top(al_html_tree *tree)
{
    al_html_open *last = &tree->open[--tree->n];
    tree->named[last->hash & 255]--;
    tree->foreign -= last->tag->kind == AL_HTML_FOREIGN;
    tree->listener->close(tree->listener->of, last->tag, last->effects);
}

/* The element at `from` and all that are in it. */
static void close_from(al_html_tree *tree, size_t from)
{
    while (tree->n > from)
        close_top(tree);
}

/* The innermost one of a kind, without looking beyond one that has any of the bits; or tree->n. */
static size_t find_kind(const al_html_tree *tree, al_html_kind kind, uint32_t bounds)
{
    for (size_t i = tree->n; i-- > 0;) {
        if (tree->open[i].tag->kind == kind)
            return i;
        if (tree->open[i].tag->bits & bounds)
            break;
    }
    return tree->n;
}

/* An item ends the one before; between the two may stand what bounds it, but for div and p. */
static size_t find_item(const al_html_tree *tree, al_html_kind kind)
{
    for (size_t i = tree->n; i-- > 0;) {
        const al_html_tag *tag = tree->open[i].tag;
        if (tag->kind == kind)
            return i;
        bool passed = tag->kind == AL_HTML_PARAGRAPH || strcmp(tag->name, "div") == 0 ||
                      strcmp(tag->name, "address") == 0;
        if ((tag->bits & AL_TAG_SPECIAL) && !passed)
            break;
    }
    return tree->n;
}

/* The outermost element of a table that a new one of the kind ends. */
static size_t find_in_table(const al_html_tree *tree, al_html_kind kind)
{
    size_t found = tree->n;
    for (size_t i = tree->n; i-- > 0;) {
        al_html_kind own = (al_html_kind)tree->open[i].tag->kind;
        if (own == AL_HTML_TABLE)
            return found;
        if (own >= AL_HTML_CELL && own <= kind)
            found = i;
    }
    return tree->n; /* there is no table */
}

/* The head ends with what cannot be in it, a picture with a block of text. */
static void close_outside(al_html_tree *tree, const al_html_tag *tag)
{
    if (tree->n > 0 && !(tag->bits & AL_TAG_OF_HEAD) &&
        tree->open[tree->n - 1].tag->kind == AL_HTML_HEAD)
        close_top(tree);
    if (tree->foreign > 0 && (tag->bits & AL_TAG_CLOSES_P))
        close_from(tree, find_kind(tree, AL_HTML_FOREIGN, AL_TAG_BOUNDS));
}

/* What ends where an element begins, though nothing says so. */
static void close_implied(al_html_tree *tree, const al_html_tag *tag)
{
    close_outside(tree, tag);
    if (tag->bits & AL_TAG_CLOSES_P)
        close_from(tree, find_kind(tree, AL_HTML_PARAGRAPH, AL_TAG_BOUNDS));
    switch (tag->kind) {
    case AL_HTML_ITEM:
    case AL_HTML_TERM: close_from(tree, find_item(tree, (al_html_kind)tag->kind)); break;
    case AL_HTML_CELL:
    case AL_HTML_ROW:
    case AL_HTML_SECTION: close_from(tree, find_in_table(tree, (al_html_kind)tag->kind)); break;
    case AL_HTML_HEADING:
    case AL_HTML_OPTION:
        if (tree->n > 0 && tree->open[tree->n - 1].tag->kind == tag->kind)
            close_top(tree);
        break;
    default: break;
    }
}

/* --- Tags --------------------------------------------------------------- */

/* Beyond the limit, ends are counted of those elements that have one. */
static bool counts_deeper(const al_html_tag *tag)
{
    return tag->kind == AL_HTML_OTHER && (tag->bits & AL_TAG_SPECIAL);
}

/* Keep an element open. False when memory ends. */
static bool push(al_html_tree *tree, const al_html_tag *tag, uint32_t hash, uint32_t effects)
{
    if (tree->n == tree->depth) {
        tree->listener->close(tree->listener->of, tag, effects);
        tree->deeper += counts_deeper(tag);
        return true;
    }
    if (!al_grow(tree->allocator, (void **)&tree->open, &tree->room, tree->n + 1,
                 sizeof *tree->open))
        return false;
    tree->open[tree->n++] = (al_html_open){tag, hash, effects};
    tree->named[hash & 255]++;
    tree->foreign += tag->kind == AL_HTML_FOREIGN;
    return true;
}

static bool start(al_html_tree *tree, const al_html_token *token)
{
    const al_html_tag *tag = al_html_tag_of(token->name);
    const al_html_listener *listener = tree->listener;
    uint32_t hash = hash_of(token->name);
    if (!tree->tokens.xml)
        close_implied(tree, tag);
    uint32_t effects = listener->open(listener->of, tag, token);
    bool xml = tree->tokens.xml || tree->foreign > 0;
    if ((xml && token->closes_itself) || (tag->bits & AL_TAG_VOID)) {
        listener->close(listener->of, tag, effects);
        return true;
    }
    if (!tree->tokens.xml && (tag->bits & (AL_TAG_LITERAL | AL_TAG_TEXT)))
        al_html_hold(&tree->tokens, token, tag->bits & AL_TAG_LITERAL);
    if (effects == 0 && !(tag->bits & AL_TAG_SPECIAL) && tree->named[hash & 255] == 0)
        return true;
    return push(tree, tag, hash, effects);
}

/* Which element an end tag means, or tree->n: none. */
static size_t find_end(const al_html_tree *tree, const al_html_tag *tag, uint32_t hash)
{
    uint32_t bounds = tree->tokens.xml                ? 0
                      : !(tag->bits & AL_TAG_SPECIAL) ? AL_TAG_SPECIAL
                      : tag->kind == AL_HTML_ITEM     ? AL_TAG_BOUNDS | AL_TAG_LIST
                                                      : AL_TAG_BOUNDS;
    bool of_table = tag->kind >= AL_HTML_CELL && tag->kind <= AL_HTML_TABLE;
    for (size_t i = tree->n; i-- > 0;) {
        const al_html_tag *own = tree->open[i].tag;
        bool heading = own->kind == AL_HTML_HEADING && tag->kind == AL_HTML_HEADING;
        if (tree->open[i].hash == hash || (heading && !tree->tokens.xml))
            return i;
        if (of_table && !tree->tokens.xml ? own->kind == AL_HTML_TABLE : own->bits & bounds)
            break;
    }
    return tree->n;
}

/* </p> and </br> begin what they should end, where there is none. */
static bool is_begun_by_end(const al_html_tag *tag)
{
    return tag->kind == AL_HTML_PARAGRAPH || tag->kind == AL_HTML_BREAK;
}

static void end(al_html_tree *tree, const al_html_token *token)
{
    const al_html_tag *tag = al_html_tag_of(token->name);
    uint32_t hash = hash_of(token->name);
    if (!tree->tokens.xml && tag->kind == AL_HTML_PAGE)
        return; /* what is behind the body is shown, too */
    if (tree->deeper > 0 && counts_deeper(tag)) {
        tree->deeper--;
        tree->listener->close(tree->listener->of, tag, 0);
        return;
    }
    bool open = tree->named[hash & 255] > 0 || tag->kind == AL_HTML_HEADING;
    size_t found = open ? find_end(tree, tag, hash) : tree->n;
    if (found == tree->n && !tree->tokens.xml && is_begun_by_end(tag))
        tree->listener->close(tree->listener->of, tag,
                              tree->listener->open(tree->listener->of, tag, token));
    close_from(tree, found);
}

static bool is_blank(al_html_piece piece)
{
    for (uint32_t i = 0; i < piece.length; i++)
        if (!al_is_space_byte(piece.bytes[i]))
            return false;
    return true;
}

static bool text(al_html_tree *tree, const al_html_token *token)
{
    bool in_head = tree->n > 0 && tree->open[tree->n - 1].tag->kind == AL_HTML_HEAD;
    if (in_head && !tree->tokens.xml && !is_blank(token->whole))
        close_top(tree);
    return tree->listener->text(tree->listener->of, token);
}

bool al_html_read(const almost_allocator *allocator, al_html_tokens tokens, uint32_t depth,
                  const al_html_listener *listener)
{
    al_html_tree tree = {
        .allocator = allocator, .listener = listener, .tokens = tokens, .depth = depth};
    bool going = true;
    while (going) {
        al_html_token token = al_html_next(&tree.tokens);
        if (token.kind == AL_HTML_NOTHING)
            break;
        if (token.kind == AL_HTML_START)
            going = start(&tree, &token);
        else if (token.kind == AL_HTML_END)
            end(&tree, &token);
        else
            going = text(&tree, &token);
    }
    close_from(&tree, 0);
    al_release(allocator, tree.open);
    return going;
}
