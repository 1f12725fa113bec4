/* SPDX-License-Identifier: Apache-2.0 */
/* Elements come in order, so that the next of one is known once its parent has another. */
#include "redline/tree.h"

#include "base/error.h"
#include "base/search.h"
#include "text/signs.h"

#include <stdlib.h>

static bool on_start(void *of, const al_xml_element *element)
{
    al_tree *tree = of;
    if (!al_grow(tree->allocator, (void **)&tree->nodes, &tree->room, (size_t)tree->n + 1,
                 sizeof *tree->nodes)) {
        tree->failed = true;
        return false;
    }
    uint32_t node = tree->n++;
    tree->nodes[node] = (al_node){.open = element->source,
                                  .close = {element->source.end, element->source.end},
                                  .parent = tree->open,
                                  .first = AL_NO_NODE,
                                  .next = AL_NO_NODE,
                                  .name = tree->name_of(element)};
    if (tree->last != AL_NO_NODE)
        tree->nodes[tree->last].next = node;
    else if (tree->open != AL_NO_NODE)
        tree->nodes[tree->open].first = node;
    tree->open = node;
    tree->last = AL_NO_NODE;
    return true;
}

static bool on_end(void *of, const al_xml_element *element)
{
    al_tree *tree = of;
    al_node *node = &tree->nodes[tree->open];
    node->close = element->source;
    tree->last = tree->open;
    tree->open = node->parent;
    return true;
}

almost_status al_tree_make(al_tree *tree, const almost_allocator *allocator,
                           const al_package *package, const al_part *part,
                           uint8_t (*name_of)(const al_xml_element *element), almost_error *error)
{
    *tree = (al_tree){.allocator = allocator,
                      .bytes = package->parts->bytes.bytes,
                      .part = part,
                      .open = AL_NO_NODE,
                      .last = AL_NO_NODE,
                      .name_of = name_of};
    al_xml_listener listener = {.of = tree, .start = on_start, .end = on_end};
    almost_status status = al_package_parse(package, part, &listener, error);
    if (status == ALMOST_OK && tree->failed)
        status = al_fail_memory(error);
    if (status != ALMOST_OK)
        al_tree_release(tree);
    return status;
}

void al_tree_release(al_tree *tree)
{
    if (tree->allocator != NULL)
        al_release(tree->allocator, tree->nodes);
    tree->nodes = NULL;
    tree->n = 0;
}

uint32_t al_tree_from(const al_tree *tree, uint32_t byte)
{
    return (uint32_t)AL_FIRST_FROM(al_node, tree->nodes, 0, tree->n, open.start, byte);
}

uint32_t al_tree_at(const al_tree *tree, uint32_t byte)
{
    uint32_t from = al_tree_from(tree, byte + 1);
    uint32_t node = from > 0 ? from - 1 : AL_NO_NODE;
    while (node != AL_NO_NODE && tree->nodes[node].close.end <= byte)
        node = tree->nodes[node].parent;
    return node;
}

uint32_t al_tree_child(const al_tree *tree, uint32_t node, uint8_t name)
{
    uint32_t child = node != AL_NO_NODE ? tree->nodes[node].first : AL_NO_NODE;
    while (child != AL_NO_NODE && tree->nodes[child].name != name)
        child = tree->nodes[child].next;
    return child;
}

uint32_t al_tree_up(const al_tree *tree, uint32_t node, uint8_t name)
{
    while (node != AL_NO_NODE && tree->nodes[node].name != name)
        node = tree->nodes[node].parent;
    return node;
}

static bool is_name_byte(char byte)
{
    return byte != '=' && byte != '>' && byte != '/' && !al_is_space_byte(byte);
}

/* The tag is well-formed: it has been read. */
al_range al_tree_attribute(const al_tree *tree, uint32_t node, const char *name)
{
    al_range tag = tree->nodes[node].open;
    size_t length = strlen(name);
    uint32_t at = tag.start;
    while (at < tag.end && is_name_byte(tree->bytes[at]))
        at++;
    while (at < tag.end) {
        while (at < tag.end && !is_name_byte(tree->bytes[at]))
            at++;
        uint32_t start = at;
        for (; at < tag.end && is_name_byte(tree->bytes[at]); at++)
            if (tree->bytes[at] == ':')
                start = at + 1;
        bool found = at - start == length && memcmp(tree->bytes + start, name, length) == 0;
        while (at < tag.end && tree->bytes[at] != '"' && tree->bytes[at] != '\'')
            at++;
        uint32_t value = at + 1;
        while (value < tag.end && tree->bytes[value] != tree->bytes[at])
            value++;
        if (found && value < tag.end)
            return (al_range){at + 1, value};
        at = value + 1;
    }
    return (al_range){tag.end, tag.end};
}

bool al_tree_attribute_is(const al_tree *tree, uint32_t node, const char *name, const char *value)
{
    al_range range = al_tree_attribute(tree, node, name);
    size_t length = strlen(value);
    return range.end - range.start == length &&
           memcmp(tree->bytes + range.start, value, length) == 0;
}

int64_t al_tree_number(const al_tree *tree, uint32_t node, const char *name)
{
    enum { MOST = 12 };
    al_range range = al_tree_attribute(tree, node, name);
    int64_t number = 0;
    if (range.start == range.end || range.end - range.start > MOST)
        return -1;
    for (uint32_t at = range.start; at < range.end; at++) {
        if (tree->bytes[at] < '0' || tree->bytes[at] > '9')
            return -1;
        number = 10 * number + (tree->bytes[at] - '0');
    }
    return number;
}
