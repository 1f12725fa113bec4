/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of a merge, with conflicts between marks as git writes them. Marks stand on lines of
 * their own, so that a conflict takes whole lines: from the line that it begins in to the one that
 * it ends in, as the base and each side would have them, with what was merged in all of them. So
 * whoever leaves the lines of one side gets a text whose layout is right.
 */
#include "merge/forms.h"
#include "merge/layout.h"
#include "text/encode.h"

typedef struct marking {
    const almost_merge *merge;
    const almost_merge_write_options *options;
    al_merge_line text;  /* what is done */
    size_t line;         /* where its last line begins */
    al_merge_line *open; /* lines of each side, as given, then of the base; none: no conflict */
    bool in_conflict;
    bool apart;          /* what the versions end with is not one and the same token */
    const char *newline; /* as the base has it */
} marking;

/* One version, or what several have alike, in lines. */
typedef struct version {
    const char *bytes;
    size_t length;
    uint32_t side; /* the first who has it, as given */
    uint64_t sides;
} version;

/* --- Lines that versions share -----------------------------------------------------------------
 */

static size_t line_length(const char *bytes, size_t length)
{
    const char *end = length > 0 ? memchr(bytes, '\n', length) : NULL;
    return end != NULL ? (size_t)(end - bytes) + 1 : length;
}

/* Bytes of the last line of some that end with a line's end, or with the text. */
static size_t last_length(const char *bytes, size_t length)
{
    size_t at = length > 0 ? length - 1 : 0;
    while (at > 0 && bytes[at - 1] != '\n')
        at--;
    return length - at;
}

/* Whether all begin (or end) with the same line; *size gets its length. */
static bool share_line(const version *versions, size_t n, bool at_end, size_t *size)
{
    const version *first = &versions[0];
    *size = at_end ? last_length(first->bytes, first->length)
                   : line_length(first->bytes, first->length);
    bool shared = *size > 0;
    for (size_t i = 1; shared && i < n; i++) {
        const version *other = &versions[i];
        size_t length = at_end ? last_length(other->bytes, other->length)
                               : line_length(other->bytes, other->length);
        shared = length == *size &&
                 memcmp(first->bytes + (at_end ? first->length - length : 0),
                        other->bytes + (at_end ? other->length - length : 0), length) == 0;
    }
    return shared;
}

/* Take lines that all have at the beginning or end off them; how many bytes. */
static size_t trim(version *versions, size_t n, bool at_end)
{
    size_t all = 0, size;
    while (share_line(versions, n, at_end, &size)) {
        for (size_t i = 0; i < n; i++) {
            versions[i].bytes += at_end ? 0 : size;
            versions[i].length -= size;
        }
        all += size;
    }
    return all;
}

/* --- Marks -------------------------------------------------------------------------------------
 */

static void put_mark(marking *marking, char sign, const char *name)
{
    uint32_t size = marking->options->mark_size;
    for (uint32_t i = 0; i < (size > 0 ? size : 7); i++)
        al_buffer_append(&marking->text.out, &sign, 1);
    if (name != NULL) {
        al_buffer_append_text(&marking->text.out, " ");
        al_buffer_append_text(&marking->text.out, name);
    }
    al_buffer_append_text(&marking->text.out, marking->newline);
}

static void put_version(marking *marking, const version *version)
{
    al_buffer_append(&marking->text.out, version->bytes, version->length);
    if (version->length > 0 && version->bytes[version->length - 1] != '\n')
        al_buffer_append_text(&marking->text.out, marking->newline);
}

static const char *name_of(const marking *marking, const version *version)
{
    const almost_merge *merge = marking->merge;
    return almost_text_name(merge->sides[merge->number[version->side]].text);
}

static bool are_equal(const char *a, size_t a_length, const char *b, size_t b_length)
{
    return a_length == b_length && memcmp(a, b, a_length) == 0;
}

/* The versions that differ, by sides as given; of three and more without the one of the base. */
static size_t versions_of(const marking *marking, version *versions)
{
    uint32_t n = marking->merge->n;
    const al_buffer *base = &marking->open[n].out;
    size_t found = 0;
    for (uint32_t i = 0; i < n; i++) {
        const al_buffer *out = &marking->open[i].out;
        size_t k = 0;
        if (n > 2 && are_equal(out->bytes, out->length, base->bytes, base->length))
            continue;
        while (k < found &&
               !are_equal(versions[k].bytes, versions[k].length, out->bytes, out->length))
            k++;
        if (k == found)
            versions[found++] = (version){out->bytes, out->length, i, 0};
        versions[k].sides |= UINT64_C(1) << i;
    }
    versions[found] = (version){base->bytes, base->length, 0, 0};
    return found;
}

/* Write the lines of a conflict that is complete. */
static void put_conflict(marking *marking)
{
    version versions[AL_MERGE_MOST_SIDES + 1];
    size_t n = versions_of(marking, versions);
    bool with_base = marking->options->marks != ALMOST_MARKS_GIT;
    version *base = &versions[n];
    al_buffer *out = &marking->text.out;
    const version whole = versions[0];
    /* what the base has, too, was never in question; then what all sides have */
    size_t front = trim(versions, n + 1, false), back = trim(versions, n + 1, true);
    if (marking->options->marks != ALMOST_MARKS_DIFF3) {
        front += trim(versions, n, false);
        back += trim(versions, n, true);
    }
    al_buffer_append(out, whole.bytes, front);
    for (size_t i = 0; i < n; i++) {
        put_mark(marking, i == 0 ? '<' : '=',
                 i == 0 || i + 1 < n ? name_of(marking, &versions[i]) : NULL);
        put_version(marking, &versions[i]);
        if (i == 0 && with_base) {
            put_mark(marking, '|', almost_text_name(marking->merge->text));
            put_version(marking, base);
        }
    }
    put_mark(marking, '>', name_of(marking, &versions[n - 1]));
    al_buffer_append(out, whole.bytes + whole.length - back, back);
}

/* --- The text ----------------------------------------------------------------------------------
 */

static void find_line(marking *marking)
{
    const al_buffer *out = &marking->text.out;
    size_t at = out->length;
    while (at > marking->line && out->bytes[at - 1] != '\n')
        at--;
    marking->line = at;
}

/* Begin a conflict: every version has what stands in its line before it. */
static void open_conflict(marking *marking)
{
    al_buffer *out = &marking->text.out;
    find_line(marking);
    for (uint32_t i = 0; !out->failed && i <= marking->merge->n; i++) {
        al_merge_line *open = &marking->open[i];
        open->out.length = 0;
        al_buffer_append(&open->out, out->bytes + marking->line, out->length - marking->line);
        open->last = marking->text.last;
    }
    if (!out->failed)
        out->length = marking->line;
    marking->in_conflict = true;
}

/* Without marks: what each side changed the words to, in the order in which sides were given. */
static void add_union(marking *marking, const al_merge_conflict *conflict)
{
    const almost_merge *merge = marking->merge;
    uint64_t done = 0;
    for (uint32_t i = 0; i < merge->n; i++) {
        uint32_t side = merge->number[i];
        const al_merge_reading *reading = al_merge_reading_of(merge, conflict, side);
        if (reading == NULL || (done >> side & 1) != 0)
            continue;
        done |= reading->sides;
        al_merge_line_add_reading(merge, &marking->text, conflict, side);
    }
}

static void add_conflict(marking *marking, const al_merge_conflict *conflict)
{
    const almost_merge *merge = marking->merge;
    if (marking->options->marks == ALMOST_MARKS_UNION) {
        add_union(marking, conflict);
        return;
    }
    if (!marking->in_conflict)
        open_conflict(marking);
    for (uint32_t i = 0; i < merge->n; i++)
        al_merge_line_add_reading(merge, &marking->open[i], conflict, merge->number[i]);
    al_merge_line_add_reading(merge, &marking->open[merge->n], conflict, AL_FROM_BASE);
    marking->apart = true;
}

static void close_conflict(marking *marking)
{
    bool failed = marking->text.out.failed;
    for (uint32_t i = 0; i <= marking->merge->n; i++)
        failed |= marking->open[i].out.failed;
    marking->text.out.failed = failed;
    if (!failed)
        put_conflict(marking);
    marking->text.last = marking->open[0].last;
    marking->in_conflict = false;
}

/* Let a conflict end at the line's end before a token that all versions have, if there is one. */
static bool end_at(marking *marking, al_merge_token token)
{
    const almost_merge *merge = marking->merge;
    al_merge_blank blank = al_merge_layout(merge, marking->open[0].last, token);
    size_t length = line_length(blank.bytes, blank.length);
    if (marking->apart || length == 0 || blank.bytes[length - 1] != '\n')
        return false;
    for (uint32_t i = 0; i <= merge->n; i++)
        al_buffer_append(&marking->open[i].out, blank.bytes, length);
    close_conflict(marking);
    const al_merge_atoms *atoms = al_merge_atoms_of(merge, token.source);
    al_buffer_append(&marking->text.out, blank.bytes + length, blank.length - length);
    al_buffer_append(&marking->text.out, atoms->bytes + atoms->items[token.atom].start,
                     al_merge_atoms_length(atoms, token.atom));
    marking->text.last = token;
    return true;
}

static void add_token(marking *marking, al_merge_token token)
{
    if (!marking->in_conflict) {
        al_merge_line_add(marking->merge, &marking->text, token);
    } else if (!end_at(marking, token)) {
        for (uint32_t i = 0; i <= marking->merge->n; i++)
            al_merge_line_add(marking->merge, &marking->open[i], token);
        marking->apart = false;
    }
}

static void put_text(marking *marking)
{
    const almost_merge *merge = marking->merge;
    size_t conflict = 0;
    for (size_t i = 0; i < merge->n_tokens; i++) {
        while (conflict < merge->n_conflicts && merge->conflicts[conflict].at == i)
            add_conflict(marking, &merge->conflicts[conflict++]);
        add_token(marking, merge->tokens[i]);
    }
    if (marking->in_conflict)
        close_conflict(marking);
}

/* --- Encoding ----------------------------------------------------------------------------------
 */

static const char *newline_of(const almost_text *text)
{
    const char *end = text->length > 0 ? memchr(text->bytes, '\n', text->length) : NULL;
    return end != NULL && end > text->bytes && end[-1] == '\r' ? "\r\n" : "\n";
}

bool al_merge_has_encoding(const almost_merge *merge)
{
    const char *name = almost_text_encoding(merge->text);
    bool alike = al_text_is_plain(merge->text);
    for (uint32_t i = 0; alike && i < merge->n; i++)
        alike = strcmp(almost_text_encoding(merge->sides[i].text), name) == 0;
    return alike;
}

static almost_status encode(const almost_merge *merge, const al_buffer *text, al_buffer *out,
                            almost_error *error)
{
    static const char mark[] = "\xEF\xBB\xBF";
    bool alike = al_merge_has_encoding(merge);
    al_encoding encoding = alike ? al_encoding_of(merge->text) : (al_encoding){"UTF-8", ""};
    almost_status status = ALMOST_OK;
    if (alike && al_text_has_mark(merge->text))
        status = al_encode_text(&encoding, merge->text->name, mark, sizeof mark - 1, out, error);
    if (status == ALMOST_OK)
        status =
            al_encode_text(&encoding, merge->text->name, text->bytes, text->length, out, error);
    return status;
}

/* Nothing, but at an address, so that nothing can be compared and cut like anything else. */
static void begin_text(al_buffer *text, const almost_allocator *allocator)
{
    al_buffer_init(text, allocator);
    al_buffer_reserve(text, 1);
}

almost_status al_merge_put_marks(const almost_merge *merge,
                                 const almost_merge_write_options *options, al_buffer *out,
                                 almost_error *error)
{
    marking marking = {.merge = merge, .options = options, .newline = newline_of(merge->text)};
    almost_status status;
    marking.open = al_allocate_zero(merge->allocator, (size_t)merge->n + 1, sizeof *marking.open);
    if (marking.open == NULL)
        return al_fail_memory(error);
    begin_text(&marking.text.out, merge->allocator);
    for (uint32_t i = 0; i <= merge->n; i++)
        begin_text(&marking.open[i].out, merge->allocator);
    put_text(&marking);
    status = marking.text.out.failed ? al_fail_memory(error)
                                     : encode(merge, &marking.text.out, out, error);
    if (status == ALMOST_OK && out->failed)
        status = al_fail_memory(error);
    al_buffer_release(&marking.text.out);
    for (uint32_t i = 0; i <= merge->n; i++)
        al_buffer_release(&marking.open[i].out);
    al_release(merge->allocator, marking.open);
    return status;
}
