/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether words that both documents have look otherwise in the one: bold, italic, underlined and
 * the like. What styles make of them is not known here, so that words whose styles differ, or that
 * have a style of their own, say nothing.
 */
#include "redline/docx_work.h"
#include "redline/redline.h"

#include "base/error.h"
#include "base/search.h"

#include <string.h>

typedef struct look {
    const char *name;
    uint32_t bit; /* of what is on or off; else what it is counts */
} look;

/* By name. */
static const look looks[] = {
    {"b", 1},          {"caps", 2},    {"dstrike", 4}, {"highlight", 0}, {"i", 8},
    {"smallCaps", 16}, {"strike", 32}, {"u", 0},       {"vertAlign", 0},
};

/* How the words of a run look. */
typedef struct seen {
    uint32_t bits;
    uint32_t values; /* a hash of what is not on or off */
    bool known;
} seen;

/* An element's name without its prefix. */
static bool local_name(const al_tree *tree, uint32_t node, char *name, size_t room)
{
    const char *at = tree->bytes + tree->nodes[node].open.start + 1,
               *end = tree->bytes + tree->nodes[node].open.end;
    size_t length = 0;
    for (; at < end && strchr(" \t\r\n/>", *at) == NULL; at++) {
        if (*at == ':')
            length = 0;
        else if (length + 1 < room)
            name[length++] = *at;
        else
            return false;
    }
    name[length] = '\0';
    return length > 0;
}

/* A property that is "none" or off is as if it were not there. */
static bool is_off(const char *bytes, size_t length)
{
    static const char *const none[] = {"0", "false", "off", "none", "baseline"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (strlen(none[i]) == length && memcmp(bytes, none[i], length) == 0)
            return true;
    return false;
}

static void see_property(const al_tree *tree, uint32_t node, seen *seen)
{
    char name[16];
    if (!local_name(tree, node, name, sizeof name))
        return;
    const look *look = AL_SEARCH_NAME(looks, name);
    seen->known = seen->known && strcmp(name, "rStyle") != 0;
    al_range value = al_tree_attribute(tree, node, "val");
    if (look == NULL || is_off(tree->bytes + value.start, value.end - value.start))
        return;
    seen->bits |= look->bit;
    for (uint32_t i = value.start; look->bit == 0 && i < value.end; i++)
        seen->values = seen->values * 31 + (unsigned char)tree->bytes[i] + (uint32_t)*look->name;
}

static seen see_run(const al_tree *tree, uint32_t run)
{
    seen seen = {.known = al_tree_is(tree, run, AL_W_R)};
    uint32_t properties = seen.known ? al_tree_child(tree, run, AL_W_R_PR) : AL_NO_NODE;
    uint32_t child = properties != AL_NO_NODE ? tree->nodes[properties].first : AL_NO_NODE;
    for (; child != AL_NO_NODE; child = tree->nodes[child].next)
        see_property(tree, child, &seen);
    return seen;
}

/* The value of w:pStyle; empty where a paragraph has none. */
static al_range style_of(const al_tree *tree, uint32_t paragraph)
{
    char name[16];
    uint32_t properties = al_tree_child(tree, paragraph, AL_W_P_PR);
    uint32_t child = properties != AL_NO_NODE ? tree->nodes[properties].first : AL_NO_NODE;
    for (; child != AL_NO_NODE; child = tree->nodes[child].next)
        if (local_name(tree, child, name, sizeof name) && strcmp(name, "pStyle") == 0)
            return al_tree_attribute(tree, child, "val");
    return (al_range){0, 0};
}

static bool same_style(const al_tree *one, uint32_t a, const al_tree *other, uint32_t b)
{
    al_range left = style_of(one, a), right = style_of(other, b);
    return left.end - left.start == right.end - right.start &&
           memcmp(one->bytes + left.start, other->bytes + right.start, left.end - left.start) == 0;
}

/* The run of letters, and its tree; runs of one atom are looked at by its first letter. */
static uint32_t run_of(const al_docx_work *work, uint32_t atom, uint32_t *tree)
{
    uint32_t byte = work->sources[atom].start;
    *tree = al_docx_tree_of(work, byte);
    return al_tree_up(&work->trees[*tree], al_tree_at(&work->trees[*tree], byte), AL_W_R);
}

/* Runs that were looked at last, and look the same. */
typedef struct last {
    uint32_t trees[2], runs[2];
} last;

/* Whether letters of the one look otherwise in the other. */
static bool differs(const al_docx_work *original, uint32_t i, const al_docx_work *telling,
                    uint32_t j, last *last)
{
    uint32_t a, b, from = run_of(original, i, &a), to = run_of(telling, j, &b);
    if (last->trees[0] == a && last->trees[1] == b && last->runs[0] == from && last->runs[1] == to)
        return false;
    *last = (struct last){{a, b}, {from, to}};
    seen one = see_run(&original->trees[a], from), other = see_run(&telling->trees[b], to);
    if (!one.known || !other.known || (one.bits == other.bits && one.values == other.values))
        return false;
    return same_style(&original->trees[a], al_tree_up(&original->trees[a], from, AL_W_P),
                      &telling->trees[b], al_tree_up(&telling->trees[b], to, AL_W_P));
}

/* A document that is looked at and not marked. */
static almost_status open_work(al_docx_work *work, const al_kept *kept, const al_package *package,
                               almost_error *error)
{
    al_marking marking = {0};
    almost_status status = al_docx_work_make(work, kept, package, &marking, error);
    work->marking = NULL;
    return status;
}

almost_status al_redline_docx_formatting(const al_redline_job *job, bool *different,
                                         almost_error *error)
{
    const al_kept *kept = job->kept;
    const almost_text *text = kept->telling.text;
    al_docx_work original, telling;
    last last = {{0, 0}, {AL_NO_NODE, AL_NO_NODE}};
    *different = false;
    if (strcmp(text->format, "docx") != 0 || text->parts == NULL)
        return ALMOST_OK;
    al_read_source source = {text->name, NULL, text->source, text->source_length};
    al_package package = {&source, &job->how, text->parts};
    al_kept other = {.allocator = kept->allocator, .original = kept->telling};
    almost_status status = open_work(&original, kept, &job->package, error);
    if (status != ALMOST_OK)
        return status;
    status = open_work(&telling, &other, &package, NULL);
    for (uint32_t i = 0; i < kept->original.n && status == ALMOST_OK && !*different; i++)
        *different = kept->partners[i] != 0 && !al_atom_is_gap(&kept->original.items[i]) &&
                     differs(&original, i, &telling, kept->partners[i] - 1, &last);
    if (status == ALMOST_OK)
        al_docx_work_release(&telling);
    al_docx_work_release(&original);
    if (status != ALMOST_ERROR_MEMORY) /* what cannot be marked can be read: it is not known */
        return ALMOST_OK;
    return al_fail_memory(error);
}
