/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The elements of a part by their bytes: which tag stands where and in which other. What is changed
 * is spliced into these bytes, and the rest of them is copied.
 */
#ifndef AL_REDLINE_TREE_H
#define AL_REDLINE_TREE_H

#include "read/package.h"

typedef struct al_node {
    al_range open;   /* the start tag; all ranges are of the parts joined */
    al_range close;  /* the end tag; empty, behind the start tag, where that ends the element */
    uint32_t parent; /* AL_NO_NODE of the root */
    uint32_t first;  /* of the elements in it, or AL_NO_NODE */
    uint32_t next;   /* behind it in the same element, or AL_NO_NODE */
    uint8_t name;    /* as the format has it; 0: one that nobody asked for */
} al_node;

#define AL_NO_NODE UINT32_MAX

typedef struct al_tree {
    const almost_allocator *allocator;
    const char *bytes; /* of the parts joined; borrowed */
    const al_part *part;
    al_node *nodes; /* in the order of their start tags; the root is the first */
    uint32_t n;
    size_t room;
    bool failed;
    uint32_t open, last; /* while it is made: what encloses, and what was before */
    uint8_t (*name_of)(const al_xml_element *element);
} al_tree;

/* On failure there is nothing to release. Errors: those of al_xml_parse(). */
AL_MUST_CHECK almost_status al_tree_make(al_tree *tree, const almost_allocator *allocator,
                                         const al_package *package, const al_part *part,
                                         uint8_t (*name_of)(const al_xml_element *element),
                                         almost_error *error);
void al_tree_release(al_tree *tree);

/* The innermost element at a byte; AL_NO_NODE outside of the root. O(log n + depth). */
uint32_t al_tree_at(const al_tree *tree, uint32_t byte);

/* The first element that begins at a byte or behind it; n where none does. */
uint32_t al_tree_from(const al_tree *tree, uint32_t byte);

/* The first element of a name in another, or AL_NO_NODE; `node` may be that, too. */
uint32_t al_tree_child(const al_tree *tree, uint32_t node, uint8_t name);

/* The innermost of a name that encloses an element, or is it, or AL_NO_NODE. */
uint32_t al_tree_up(const al_tree *tree, uint32_t node, uint8_t name);

/* The value of an attribute, whatever its prefix, as it is written: empty where there is none. */
al_range al_tree_attribute(const al_tree *tree, uint32_t node, const char *name);
bool al_tree_attribute_is(const al_tree *tree, uint32_t node, const char *name, const char *value);
/* As a number; -1 where it is none. */
int64_t al_tree_number(const al_tree *tree, uint32_t node, const char *name);

static inline bool al_tree_is(const al_tree *tree, uint32_t node, uint8_t name)
{
    return node != AL_NO_NODE && tree->nodes[node].name == name;
}

/* Whether the start tag is the end tag as well. */
static inline bool al_tree_is_bare(const al_tree *tree, uint32_t node)
{
    return tree->nodes[node].close.start == tree->nodes[node].close.end;
}

#endif
