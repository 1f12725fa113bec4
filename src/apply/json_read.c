/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads almost.comparison/1 that was written with the text of what is the
 * same, so that it stands alone. Its offsets count code points, bytes or
 * UTF-16 units; the texts themselves tell how many bytes those are, and both
 * must agree. jansson parses; it takes its memory from the C library.
 */
#include "apply/json_read.h"

#include "apply/order.h"
#include "base/checksum.h"
#include "base/error.h"
#include "text/text.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

typedef struct reader {
    almost_patch *patch;
    almost_units units;
    uint64_t lengths[2]; /* of the texts, in units */
    al_checksum sum;
    almost_error *error;
} reader;

#define FAIL(reader, ...)                                                                          \
    al_fail((reader)->error, ALMOST_ERROR_FORMAT, (reader)->patch->name, __VA_ARGS__)

static bool string_is(const json_t *value, const char *text)
{
    return json_is_string(value) && json_string_length(value) == strlen(text) &&
           memcmp(json_string_value(value), text, strlen(text)) == 0;
}

int al_json_read_name(const json_t *value, const al_name *names, size_t n)
{
    return json_is_string(value)
               ? al_name_find(names, n, json_string_value(value), json_string_length(value))
               : -1;
}

bool al_json_read_count(const json_t *value, uint64_t most, uint64_t *count)
{
    if (!json_is_integer(value) || json_integer_value(value) < 0)
        return false;
    *count = (uint64_t)json_integer_value(value);
    return *count <= most;
}

/* A string of at most `size` - 1 bytes, none of them NUL; "" when it is none. */
static void copy_string(const json_t *value, char *to, size_t size)
{
    size_t length = json_is_string(value) ? json_string_length(value) : 0;
    if (length >= size || (length > 0 && memchr(json_string_value(value), '\0', length) != NULL))
        length = 0;
    if (length > 0)
        memcpy(to, json_string_value(value), length);
    to[length] = '\0';
}

/* --- What was compared ---------------------------------------------------- */

static almost_status read_side(reader *reader, const json_t *root, int number)
{
    al_patch_side *side = &reader->patch->sides[number];
    const json_t *source = json_object_get(root, al_side_names[number].text);
    uint64_t invalid = 0;
    if (!al_json_read_count(json_object_get(source, "length"), AL_TEXT_MOST_BYTES,
                            &reader->lengths[number]))
        return FAIL(reader, "the %s has no length: write the comparison again",
                    al_side_names[number].text);
    if (json_object_get(source, "invalid") != NULL &&
        !al_json_read_count(json_object_get(source, "invalid"), UINT64_MAX, &invalid))
        return FAIL(reader,
                    "the count of invalid sequences in the %s is no number: write the "
                    "comparison again",
                    al_side_names[number].text);
    if (invalid > 0)
        return FAIL(reader,
                    "the %s has %" PRIu64 " invalid sequences, which JSON cannot hold: "
                    "write the comparison as a patch",
                    al_side_names[number].text, invalid);
    copy_string(json_object_get(source, "encoding"), side->encoding, sizeof side->encoding);
    copy_string(json_object_get(source, "hash"), side->hash, sizeof side->hash);
    const json_t *mark = json_object_get(source, "mark");
    side->mark = json_is_boolean(mark) ? json_is_true(mark) : -1;
    const json_t *name = json_object_get(source, "name");
    side->name =
        al_patch_copy(reader->patch->allocator, json_is_string(name) ? json_string_value(name) : "",
                      json_is_string(name) ? json_string_length(name) : 0);
    return side->name != NULL ? ALMOST_OK : al_fail_memory(reader->error);
}

static void sum_head(reader *reader)
{
    al_checksum_source sides[2];
    for (int side = 0; side < 2; side++) {
        const al_patch_side *from = &reader->patch->sides[side];
        sides[side] = (al_checksum_source){from->name, reader->lengths[side], from->encoding,
                                           from->mark > 0, from->hash};
    }
    al_checksum_begin(&reader->sum);
    al_checksum_sources(&reader->sum, reader->units, sides);
}

static almost_status read_head(reader *reader, const json_t *root)
{
    static const char format[] = "almost.comparison/1";
    if (!string_is(json_object_get(root, "format"), format))
        return FAIL(reader, "the format of this JSON is not %s: write one with --json --full",
                    format);
    const json_t *named = json_object_get(json_object_get(root, "options"), "units");
    int found = named == NULL ? 0 : al_json_read_name(named, al_units_names, AL_N_UNITS);
    if (found < 0)
        return FAIL(reader, "options.units must be codepoints, bytes or utf16");
    reader->units = (almost_units)found;
    for (int side = 0; side < 2; side++) {
        almost_status status = read_side(reader, root, side);
        if (status != ALMOST_OK)
            return status;
    }
    sum_head(reader);
    return ALMOST_OK;
}

/* --- Changes -------------------------------------------------------------- */

static uint64_t count_units(const reader *reader, const char *text, size_t length)
{
    switch (reader->units) {
    case ALMOST_CODE_POINTS: return al_count_code_points(text, length);
    case ALMOST_UTF16: return al_count_utf16(text, length);
    case ALMOST_BYTES: break;
    }
    return length;
}

/* A span in units, or null where the other side has all; *there tells which. */
static bool read_span(const reader *reader, const json_t *value, int side, almost_span *span,
                      bool *there)
{
    *there = !json_is_null(value) && value != NULL;
    if (!*there)
        return value != NULL;
    return al_json_read_count(json_object_get(value, "start"), reader->lengths[side],
                              &span->start) &&
           al_json_read_count(json_object_get(value, "end"), reader->lengths[side], &span->end) &&
           span->start <= span->end;
}

static almost_status read_facts(reader *reader, const json_t *value, al_patch_change *change)
{
    const json_t *passage = json_object_get(value, "passage"), *touch;
    const json_t *touches = json_object_get(value, "touches");
    uint64_t number = 0;
    if (!al_json_read_count(json_object_get(value, "id"), UINT64_MAX, &change->id) ||
        change->id == 0)
        return FAIL(reader, "a change has no id: write the comparison again");
    int kind =
        al_json_read_name(json_object_get(value, "kind"), al_change_kind_names, AL_N_CHANGE_KINDS);
    if (kind < 0)
        return FAIL(reader, "change %" PRIu64 " is of no known kind", change->id);
    change->kind = (uint8_t)kind;
    if (!json_is_null(passage) && !al_json_read_count(passage, UINT32_MAX, &number))
        return FAIL(reader, "change %" PRIu64 " has neither a passage nor null", change->id);
    change->passage = (uint32_t)number;
    size_t index;
    if (!json_is_array(touches))
        return FAIL(reader, "change %" PRIu64 " does not say what it touches", change->id);
    json_array_foreach(touches, index, touch)
    {
        uint32_t bit = json_is_string(touch)
                           ? al_touch_find(json_string_value(touch), json_string_length(touch))
                           : 0;
        if (bit == 0)
            return FAIL(reader, "change %" PRIu64 " touches something unknown", change->id);
        change->touches |= bit;
    }
    return ALMOST_OK;
}

/* The text of one side, which must be as long as its span. */
static almost_status read_text(reader *reader, const json_t *texts, int side,
                               const al_patch_change *change, bool there, const json_t **text)
{
    *text = json_object_get(texts, al_side_names[side].text);
    if (!there && (*text == NULL || json_is_null(*text)))
        return ALMOST_OK;
    if (!json_is_string(*text))
        return FAIL(reader,
                    "change %" PRIu64 " has no text of the %s: write the comparison with "
                    "--full",
                    change->id, al_side_names[side].text);
    uint64_t length = count_units(reader, json_string_value(*text), json_string_length(*text));
    if (!there || length != change->spans[side].end - change->spans[side].start)
        return FAIL(reader, "the text of change %" PRIu64 " in the %s is not as long as its span",
                    change->id, al_side_names[side].text);
    return ALMOST_OK;
}

static void sum_change(reader *reader, const al_patch_change *change, const bool there[2],
                       const json_t *const text[2])
{
    al_checksum_change noted = {.id = change->id,
                                .passage = change->passage,
                                .kind = (almost_change_kind)change->kind,
                                .touches = change->touches};
    for (int side = 0; side < 2; side++) {
        if (!there[side])
            continue;
        noted.sides[side].there = true;
        noted.sides[side].span = change->spans[side];
        noted.sides[side].text = json_string_value(text[side]);
        noted.sides[side].length = json_string_length(text[side]);
    }
    al_checksum_changed(&reader->sum, &noted);
}

static bool add_text(reader *reader, al_piece_kind kind, const json_t *text)
{
    return !json_is_string(text) || al_patch_add_piece(reader->patch, kind, json_string_value(text),
                                                       json_string_length(text));
}

static almost_status read_pieces(reader *reader, const json_t *value, const al_patch_change *change,
                                 const bool there[2])
{
    const json_t *texts = json_object_get(value, "text"), *text[2];
    for (int side = 0; side < 2; side++) {
        almost_status status = read_text(reader, texts, side, change, there[side], &text[side]);
        if (status != ALMOST_OK)
            return status;
    }
    sum_change(reader, change, there, text);
    if (there[0] && there[1] && json_equal(text[0], text[1]))
        return add_text(reader, AL_PIECE_BOTH, text[0]) ? ALMOST_OK : al_fail_memory(reader->error);
    if (!add_text(reader, AL_PIECE_ORIGINAL, text[0]) ||
        !add_text(reader, AL_PIECE_TELLING, text[1]))
        return al_fail_memory(reader->error);
    return ALMOST_OK;
}

/* One change, its spans in units; a side that has nothing stands where the other sides end. */
static almost_status read_change(reader *reader, const json_t *value, almost_span last[2])
{
    al_patch_change *change = al_patch_add_change(reader->patch);
    if (change == NULL)
        return al_fail_memory(reader->error);
    almost_status status = read_facts(reader, value, change);
    if (status != ALMOST_OK)
        return status;
    bool there[2];
    for (int side = 0; side < 2; side++) {
        if (!read_span(reader, json_object_get(value, al_side_names[side].text), side,
                       &change->spans[side], &there[side]))
            return FAIL(reader, "change %" PRIu64 " has no span of the %s, nor null", change->id,
                        al_side_names[side].text);
        if (there[side])
            last[side] = change->spans[side];
        else
            change->spans[side] = (almost_span){last[side].end, last[side].end};
    }
    return read_pieces(reader, value, change, there);
}

/* --- From units to bytes -------------------------------------------------- */

static uint64_t byte_length(const almost_patch *patch, size_t index, int side)
{
    uint64_t length = 0;
    for (size_t i = patch->changes[index].first_piece; i < al_patch_pieces_end(patch, index); i++)
        length += al_piece_on(&patch->pieces[i], side) ? patch->pieces[i].length : 0;
    return length;
}

/*
 * In the order of a side, each change begins where the one before it ended, in bytes as in units.
 */
static almost_status turn_side(reader *reader, int side, const size_t *order)
{
    almost_patch *patch = reader->patch;
    uint64_t units = 0, bytes = 0;
    for (size_t i = 0; i < patch->n_changes; i++) {
        size_t index = order != NULL ? order[i] : i;
        almost_span *span = &patch->changes[index].spans[side];
        if (span->start != units)
            return FAIL(reader,
                        "change %" PRIu64 " begins at %" PRIu64 " of the %s where %" PRIu64
                        " must come next: there is a gap or an overlap",
                        patch->changes[index].id, span->start, al_side_names[side].text, units);
        units = span->end;
        uint64_t length = byte_length(patch, index, side);
        *span = (almost_span){bytes, bytes + length};
        bytes += length;
    }
    if (units != reader->lengths[side])
        return FAIL(reader,
                    "the changes end at %" PRIu64 " of the %s, which has %" PRIu64
                    ": the comparison is cut off",
                    units, al_side_names[side].text, reader->lengths[side]);
    if (bytes > AL_TEXT_MOST_BYTES)
        return al_fail(reader->error, ALMOST_ERROR_LIMIT, patch->name,
                       "the %s has more than %" PRIu64 " bytes: split the texts and compare again",
                       al_side_names[side].text, (uint64_t)AL_TEXT_MOST_BYTES);
    patch->sides[side].length = bytes;
    return ALMOST_OK;
}

static almost_status turn_to_bytes(reader *reader)
{
    almost_patch *patch = reader->patch;
    size_t count = patch->n_changes;
    size_t *order = al_allocate(patch->allocator, count, 2 * sizeof *order);
    if (order == NULL)
        return al_fail_memory(reader->error);
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    al_order(order, count, order + count, al_patch_before_in_original, patch->changes);
    almost_status status = turn_side(reader, AL_TELLING, NULL);
    if (status == ALMOST_OK)
        status = turn_side(reader, AL_ORIGINAL, order);
    al_release(patch->allocator, order);
    return status;
}

/* What carries a checksum is as it was written; what was written by others may carry none. */
static almost_status check_sum(reader *reader, const json_t *root)
{
    char checksum[AL_CHECKSUM_SIZE];
    const json_t *given = json_object_get(root, "checksum");
    al_checksum_end(&reader->sum, checksum);
    if (given == NULL || string_is(given, checksum))
        return ALMOST_OK;
    return FAIL(reader, "the comparison is not as it was written, by its checksum: it is damaged, "
                        "write it again (what was changed by hand has to leave the checksum out)");
}

static almost_status read_root(reader *reader, const json_t *root)
{
    almost_status status = read_head(reader, root);
    const json_t *changes = json_object_get(root, "changes"), *change;
    if (status == ALMOST_OK && !json_is_array(changes))
        status = FAIL(reader, "the comparison has no changes: write it with --json --full");
    almost_span last[2] = {{0, 0}, {0, 0}};
    size_t index;
    json_array_foreach(changes, index, change)
    {
        if (status == ALMOST_OK)
            status = read_change(reader, change, last);
    }
    if (status == ALMOST_OK)
        status = check_sum(reader, root);
    return status == ALMOST_OK ? turn_to_bytes(reader) : status;
}

almost_status al_json_load(const char *bytes, size_t length, const char *name, json_t **out,
                           almost_error *error)
{
    json_error_t trouble;
    json_t *root = json_loadb(bytes, length, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &trouble);
    if (root == NULL && json_error_code(&trouble) == json_error_out_of_memory)
        return al_fail_memory(error);
    if (root == NULL)
        return al_fail_at(error, ALMOST_ERROR_FORMAT, name, 0,
                          trouble.line > 0 ? (uint64_t)trouble.line : 0,
                          trouble.column > 0 ? (uint64_t)trouble.column : 0,
                          "is no JSON: %.120s: write the comparison again", trouble.text);
    *out = root;
    return ALMOST_OK;
}

almost_status al_patch_read_value(const json_t *root, almost_patch *patch, almost_error *error)
{
    reader reader = {.patch = patch, .error = error};
    return read_root(&reader, root);
}

almost_status al_patch_read_json(const char *bytes, size_t length, almost_patch *patch,
                                 almost_error *error)
{
    json_t *root;
    almost_status status = al_json_load(bytes, length, patch->name, &root, error);
    if (status != ALMOST_OK)
        return status;
    status = al_patch_read_value(root, patch, error);
    json_decref(root);
    return status;
}
