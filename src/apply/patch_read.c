/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads almost.patch/1, as doc/patch-format.md has it: a line that names the
 * format, a header of one fact a line, the changes, each a line of facts and
 * lines of text, and a line that counts them. Nothing is taken on trust: what
 * is not exactly as described is refused with the number of its line. Memory
 * is linear in the bytes read, whatever the numbers in them say.
 */
#include "apply/patch.h"

#include "base/blocks.h"
#include "base/checksum.h"
#include "base/error.h"
#include "text/text.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

#define FORMAT "almost.patch/1"

/* Part of the bytes that are read. */
typedef struct slice {
    const char *at;
    size_t length;
} slice;

typedef struct reader {
    almost_patch *patch;
    const char *at;
    const char *end;
    uint64_t line;
    slice text;       /* the line without its end */
    int blocks_of;    /* the side whose hashes come next; -1: none */
    uint32_t seen[2]; /* header lines read, by bit */
    bool seen_end;
    char *room; /* for one unescaped line */
    size_t room_capacity;
    almost_error *error;
    al_checksum sum; /* of the lines before this one, each with a line feed */
} reader;

#define FAIL(reader, ...)                                                                          \
    al_fail_at((reader)->error, ALMOST_ERROR_FORMAT, (reader)->patch->name, 0, (reader)->line, 0,  \
               __VA_ARGS__)

/* --- Lines and words ------------------------------------------------------ */

static bool next_line(reader *reader)
{
    if (reader->line > 0) {
        al_checksum_bytes(&reader->sum, reader->text.at, reader->text.length);
        al_checksum_bytes(&reader->sum, "\n", 1);
    }
    if (reader->at == reader->end)
        return false;
    size_t rest = (size_t)(reader->end - reader->at);
    const char *stop = memchr(reader->at, '\n', rest);
    reader->text.at = reader->at;
    reader->text.length = stop != NULL ? (size_t)(stop - reader->at) : rest;
    reader->at = stop != NULL ? stop + 1 : reader->end;
    reader->line++;
    if (reader->text.length > 0 && reader->text.at[reader->text.length - 1] == '\r')
        reader->text.length--;
    return true;
}

static bool slice_is(slice slice, const char *text)
{
    return slice.length == strlen(text) && memcmp(slice.at, text, slice.length) == 0;
}

/* Take the word before the next blank off the front of *rest; the blank goes, too. */
static slice next_word(slice *rest)
{
    const char *blank = rest->length > 0 ? memchr(rest->at, ' ', rest->length) : NULL;
    slice word = {rest->at, blank != NULL ? (size_t)(blank - rest->at) : rest->length};
    size_t taken = blank != NULL ? word.length + 1 : word.length;
    if (taken > 0)
        *rest = (slice){rest->at + taken, rest->length - taken};
    return word;
}

/* Digits and nothing else, without zeros in front, at most `most`. */
static bool parse_number(slice digits, uint64_t most, uint64_t *number)
{
    uint64_t value = 0;
    if (digits.length == 0 || (digits.at[0] == '0' && digits.length > 1))
        return false;
    for (size_t i = 0; i < digits.length; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9' || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, (uint64_t)(digits.at[i] - '0'), &value))
            return false;
    }
    *number = value;
    return value <= most;
}

static int hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* --- Escaped text --------------------------------------------------------- */

static int unescape_byte(slice *rest)
{
    if (rest->length < 2)
        return -1;
    char letter = rest->at[1];
    size_t taken = 2;
    int byte = letter == 'n' ? '\n' : letter == 't' ? '\t' : letter == 'r' ? '\r' : -1;
    if (letter == '\\')
        byte = '\\';
    if (letter == 'x' && rest->length >= 4) {
        int high = hex_digit(rest->at[2]), low = hex_digit(rest->at[3]);
        byte = high < 0 || low < 0 ? -1 : high * 16 + low;
        taken = 4;
    }
    if (byte >= 0)
        *rest = (slice){rest->at + taken, rest->length - taken};
    return byte;
}

/* One character that stands as itself; its bytes, or 0 where none may stand so. */
static uint32_t plain_size(slice rest)
{
    unsigned char first = (unsigned char)rest.at[0];
    if (first < 0x20 || first == 0x7F)
        return 0;
    if (first < 0x80)
        return 1;
    uint32_t size;
    return al_decode(rest.at, rest.length, 0, &size) == AL_INVALID ? 0 : size;
}

/* The text that a line stands for, at reader->room; ALMOST_OK and its *length, or the error. */
static almost_status unescape(reader *reader, slice rest, size_t *length)
{
    const char *start = rest.at;
    if (!al_grow(reader->patch->allocator, (void **)&reader->room, &reader->room_capacity,
                 rest.length, 1))
        return al_fail_memory(reader->error);
    *length = 0;
    while (rest.length > 0) {
        if (rest.at[0] == '\\') {
            int byte = unescape_byte(&rest);
            if (byte < 0)
                return FAIL(reader,
                            "byte %zu of the text begins no escape: \\n, \\t, \\r, \\\\ "
                            "and \\x with two digits 0-9 a-f are all that there are",
                            (size_t)(rest.at - start) + 1);
            reader->room[(*length)++] = (char)byte;
            continue;
        }
        uint32_t size = plain_size(rest);
        if (size == 0)
            return FAIL(reader,
                        "byte %zu of the text is a control character or no valid UTF-8: "
                        "it must be written as \\x%02x",
                        (size_t)(rest.at - start) + 1, (unsigned char)rest.at[0]);
        memcpy(reader->room + *length, rest.at, size);
        *length += size;
        rest = (slice){rest.at + size, rest.length - size};
    }
    return ALMOST_OK;
}

/* --- Header --------------------------------------------------------------- */

enum {
    HAS_NAME = 1,
    HAS_LENGTH = 2,
    HAS_ENCODING = 4,
    HAS_MARK = 8,
    HAS_HASH = 16,
    HAS_BLOCKS = 32,
    HAS_ALL = 63
};

static almost_status read_name(reader *reader, al_patch_side *side, slice value)
{
    size_t length;
    almost_status status = unescape(reader, value, &length);
    if (status != ALMOST_OK)
        return status;
    side->name = al_patch_copy(reader->patch->allocator, reader->room, length);
    return side->name != NULL ? ALMOST_OK : al_fail_memory(reader->error);
}

static almost_status read_encoding(reader *reader, al_patch_side *side, slice value)
{
    if (value.length == 0 || value.length >= sizeof side->encoding)
        return FAIL(reader, "the encoding must be a name such as UTF-8");
    for (size_t i = 0; i < value.length; i++) {
        if (value.at[i] <= ' ' || value.at[i] >= 0x7F)
            return FAIL(reader, "the encoding must be a name such as UTF-8");
    }
    memcpy(side->encoding, value.at, value.length);
    return ALMOST_OK;
}

static almost_status read_hash(reader *reader, al_patch_side *side, slice value)
{
    bool good = value.length == sizeof side->hash - 1;
    for (size_t i = 0; good && i < value.length; i++)
        good = hex_digit(value.at[i]) >= 0;
    if (!good)
        return FAIL(reader, "a hash has 32 digits 0-9 a-f");
    memcpy(side->hash, value.at, value.length);
    return ALMOST_OK;
}

static almost_status read_mark(reader *reader, al_patch_side *side, slice value)
{
    side->mark = slice_is(value, "yes");
    if (side->mark == 0 && !slice_is(value, "no"))
        return FAIL(reader, "a byte order mark is there or not: yes or no");
    return ALMOST_OK;
}

static almost_status read_fact(reader *reader, int number, uint32_t fact, slice value)
{
    al_patch_side *side = &reader->patch->sides[number];
    if ((reader->seen[number] & fact) != 0)
        return FAIL(reader, "this is said twice: leave one line");
    reader->seen[number] |= fact;
    switch (fact) {
    case HAS_NAME: return read_name(reader, side, value);
    case HAS_ENCODING: return read_encoding(reader, side, value);
    case HAS_MARK: return read_mark(reader, side, value);
    case HAS_HASH: return read_hash(reader, side, value);
    case HAS_LENGTH:
        if (!parse_number(value, AL_TEXT_MOST_BYTES, &side->length))
            return FAIL(reader, "a length must be a number of bytes up to %" PRIu64,
                        (uint64_t)AL_TEXT_MOST_BYTES);
        return ALMOST_OK;
    default:
        if (!parse_number(value, AL_TEXT_MOST_BYTES, &side->block_size) || side->block_size == 0)
            return FAIL(reader, "a block must have from 1 to %" PRIu64 " bytes",
                        (uint64_t)AL_TEXT_MOST_BYTES);
        reader->blocks_of = number;
        return ALMOST_OK;
    }
}

/* A line of hashes of blocks, each 16 digits, a blank between them. */
static almost_status read_blocks(reader *reader, slice rest)
{
    if (reader->blocks_of < 0)
        return FAIL(reader, "hashes of blocks must follow the line that gives their size");
    al_patch_side *side = &reader->patch->sides[reader->blocks_of];
    while (rest.length > 0) {
        slice word = next_word(&rest);
        uint64_t hash = 0;
        bool good = word.length == 16;
        for (size_t i = 0; good && i < word.length; i++) {
            good = hex_digit(word.at[i]) >= 0;
            hash = hash << 4 | (uint64_t)(hex_digit(word.at[i]) & 15);
        }
        if (!good)
            return FAIL(reader, "the hash of a block has 16 digits 0-9 a-f");
        if (!al_grow(reader->patch->allocator, (void **)&side->blocks, &side->blocks_capacity,
                     side->n_blocks + 1, sizeof *side->blocks))
            return al_fail_memory(reader->error);
        side->blocks[side->n_blocks++] = hash;
    }
    return ALMOST_OK;
}

/* A line of the header; one whose first word is unknown says something of a later version. */
static almost_status read_header_line(reader *reader, slice rest)
{
    static const char *const facts[] = {"name", "length", "encoding", "mark", "hash", "blocks"};
    static const char *const sides[] = {"original-", "telling-"};
    slice word = next_word(&rest);
    if (slice_is(word, "#"))
        return read_blocks(reader, rest);
    reader->blocks_of = -1;
    for (int side = 0; side < 2; side++) {
        size_t length = strlen(sides[side]);
        if (word.length < length || memcmp(word.at, sides[side], length) != 0)
            continue;
        slice fact = {word.at + length, word.length - length};
        for (uint32_t i = 0; i < sizeof facts / sizeof *facts; i++) {
            if (slice_is(fact, facts[i]))
                return read_fact(reader, side, UINT32_C(1) << i, rest);
        }
    }
    return ALMOST_OK;
}

/* All that a change needs is known. */
static almost_status check_header(reader *reader)
{
    for (int i = 0; i < 2; i++) {
        const al_patch_side *side = &reader->patch->sides[i];
        if (reader->seen[i] != HAS_ALL)
            return FAIL(reader,
                        "the header must give the %s's name, length, encoding, mark, hash "
                        "and blocks: the patch is cut off or damaged",
                        al_side_names[i].text);
        if (side->n_blocks != al_blocks_count(side->length, side->block_size))
            return FAIL(reader,
                        "%" PRIu64 " bytes of the %s in blocks of %" PRIu64
                        " need another number of hashes than the %zu that there are",
                        side->length, al_side_names[i].text, side->block_size, side->n_blocks);
    }
    return ALMOST_OK;
}

/* --- Changes -------------------------------------------------------------- */

static bool parse_span(slice word, uint64_t length, almost_span *span)
{
    const char *dash = word.length > 0 ? memchr(word.at, '-', word.length) : NULL;
    if (dash == NULL)
        return false;
    slice start = {word.at, (size_t)(dash - word.at)};
    slice end = {dash + 1, word.length - start.length - 1};
    return parse_number(start, length, &span->start) && parse_number(end, length, &span->end) &&
           span->start <= span->end;
}

/* Names of touches with commas between them. */
static bool parse_touches(slice list, uint32_t *touches)
{
    *touches = 0;
    while (list.length > 0) {
        const char *comma = memchr(list.at, ',', list.length);
        slice name = {list.at, comma != NULL ? (size_t)(comma - list.at) : list.length};
        uint32_t bit = al_touch_find(name.at, name.length);
        if (bit == 0 || (comma != NULL && name.length + 1 == list.length))
            return false;
        *touches |= bit;
        size_t taken = name.length + (comma != NULL);
        list = (slice){list.at + taken, list.length - taken};
    }
    return true;
}

static almost_status read_change(reader *reader, int kind, slice rest)
{
    al_patch_change *change = al_patch_add_change(reader->patch);
    if (change == NULL)
        return al_fail_memory(reader->error);
    change->kind = (uint8_t)kind;
    change->line = reader->line;
    uint64_t passage;
    if (!parse_number(next_word(&rest), UINT64_MAX, &change->id) || change->id == 0)
        return FAIL(reader, "the first number of a change is its id, from 1");
    if (!parse_number(next_word(&rest), UINT32_MAX, &passage))
        return FAIL(reader, "the second number of a change is its passage, 0 for none");
    change->passage = (uint32_t)passage;
    for (int side = 0; side < 2; side++) {
        if (!parse_span(next_word(&rest), reader->patch->sides[side].length, &change->spans[side]))
            return FAIL(reader, "the span of the %s must be START-END, in bytes, up to %" PRIu64,
                        al_side_names[side].text, reader->patch->sides[side].length);
    }
    if (!parse_touches(rest, &change->touches))
        return FAIL(reader, "the last word of a change must name what it touches, with commas "
                            "between names");
    return ALMOST_OK;
}

/* A line of text below a change: its mark, a blank, and the text or a number. */
static almost_status read_piece(reader *reader, slice text)
{
    static const char marks[] = "-+=:";
    const char *mark = text.length >= 3 && text.at[1] == ' ' && text.at[0] != '\0'
                           ? strchr(marks, text.at[0])
                           : NULL;
    if (mark == NULL)
        return FAIL(reader, "a line must begin with the kind of a change, or with -, +, = or : and "
                            "a blank before something");
    if (reader->patch->n_changes == 0)
        return FAIL(reader, "a text must stand below the change that it belongs to");
    al_piece_kind kind = (al_piece_kind)(mark - marks);
    slice value = {text.at + 2, text.length - 2};
    uint64_t hidden;
    if (kind == AL_PIECE_HIDDEN) {
        if (!parse_number(value, AL_TEXT_MOST_BYTES, &hidden) || hidden == 0)
            return FAIL(reader, "a : must be followed by the number of bytes that are not shown");
        return al_patch_add_piece(reader->patch, kind, NULL, hidden)
                   ? ALMOST_OK
                   : al_fail_memory(reader->error);
    }
    size_t length;
    almost_status status = unescape(reader, value, &length);
    if (status != ALMOST_OK)
        return status;
    return al_patch_add_piece(reader->patch, kind, reader->room, length)
               ? ALMOST_OK
               : al_fail_memory(reader->error);
}

/* The sum of all bytes before it. */
static almost_status check_sum(reader *reader, slice sum)
{
    char checksum[AL_CHECKSUM_SIZE];
    al_checksum_bytes(&reader->sum, reader->text.at, (size_t)(sum.at - reader->text.at));
    al_checksum_end(&reader->sum, checksum);
    if (slice_is(sum, checksum))
        return ALMOST_OK;
    return FAIL(reader, "the patch is not as it was written, by its checksum: it is damaged, write "
                        "it again (what was changed by hand has to leave the checksum out)");
}

/* The last line, and nothing but empty lines behind it. */
static almost_status read_end(reader *reader, slice rest)
{
    uint64_t count;
    size_t length = rest.length;
    slice digits = next_word(&rest);
    if (!parse_number(digits, UINT64_MAX, &count) || count != reader->patch->n_changes)
        return FAIL(reader,
                    "the last line must count the changes, which are %zu: the patch is cut "
                    "off or damaged",
                    reader->patch->n_changes);
    almost_status status = digits.length < length ? check_sum(reader, rest) : ALMOST_OK;
    if (status != ALMOST_OK)
        return status;
    reader->seen_end = true;
    while (next_line(reader)) {
        if (reader->text.length > 0)
            return FAIL(reader, "nothing may follow the end of a patch: cut it off");
    }
    return ALMOST_OK;
}

static almost_status read_line(reader *reader, bool *in_header)
{
    slice rest = reader->text;
    slice word = next_word(&rest);
    int kind = al_name_find(al_change_kind_names, AL_N_CHANGE_KINDS, word.at, word.length);
    bool end = slice_is(word, "end");
    if (*in_header && kind < 0 && !end)
        return read_header_line(reader, reader->text);
    if (*in_header) {
        *in_header = false;
        almost_status status = check_header(reader);
        if (status != ALMOST_OK)
            return status;
    }
    if (end)
        return read_end(reader, rest);
    return kind >= 0 ? read_change(reader, kind, rest) : read_piece(reader, reader->text);
}

static almost_status read_first_line(reader *reader)
{
    static const char family[] = "almost.patch/";
    if (next_line(reader) && slice_is(reader->text, FORMAT))
        return ALMOST_OK;
    if (reader->text.length >= sizeof family &&
        memcmp(reader->text.at, family, sizeof family - 1) == 0)
        return FAIL(reader, "this version of the format is not known here, only " FORMAT
                            ": use a newer almost");
    return FAIL(reader, "neither a patch, which begins with " FORMAT ", nor a comparison in JSON: "
                        "write one with --patch, or with --json --full");
}

almost_status al_patch_read_lines(const char *bytes, size_t length, almost_patch *patch,
                                  almost_error *error)
{
    static const char nothing[1] = "";
    if (length == 0)
        bytes = nothing;
    reader reader = {.patch = patch,
                     .at = bytes,
                     .end = bytes + length,
                     .blocks_of = -1,
                     .error = error,
                     .text = {bytes, 0}};
    al_checksum_begin(&reader.sum);
    bool in_header = true;
    almost_status status = read_first_line(&reader);
    while (status == ALMOST_OK && !reader.seen_end && next_line(&reader))
        status = read_line(&reader, &in_header);
    if (status == ALMOST_OK && !reader.seen_end)
        status = FAIL(&reader, "the patch is cut off behind this line: its last line must be end "
                               "and the number of changes");
    al_release(patch->allocator, reader.room);
    return status;
}
