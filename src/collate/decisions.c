/* SPDX-License-Identifier: Apache-2.0 */
/* Lines are cut into fields in place, in a copy of the text. */
#include "collate/decisions.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

enum { PADDING = 16, MOST_SHOWN = 64 };

typedef struct named {
    const char *siglum;
    uint32_t witness;
} named;

typedef struct reading {
    al_decisions *decisions;
    const al_witness *witnesses;
    uint32_t n;
    named *names; /* sorted */
    al_spellings *spellings;
    almost_error *error;
    uint64_t line;
    char *at;  /* in the line in hand */
    char *end; /* of it */
} reading;

/* A word of a line, with a NUL behind it. */
typedef struct field {
    char *bytes;
    size_t length;
} field;

#define FAIL(reading, ...)                                                                         \
    al_fail_at((reading)->error, ALMOST_ERROR_FORMAT, (reading)->decisions->name, 0,               \
               (reading)->line, 0, __VA_ARGS__)

/* --- Fields --------------------------------------------------------------------------------------
 */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* What stands in quotation marks, from the first one on. False: they do not end. */
static bool take_quoted(reading *reading, field *field)
{
    char *to = ++reading->at;
    *field = (struct field){to, 0};
    for (char *at = to; at < reading->end; at++) {
        if (*at == '"' && (at + 1 == reading->end || at[1] != '"')) {
            field->length = (size_t)(to - field->bytes);
            *to = '\0';
            reading->at = at + 1;
            return true;
        }
        at += *at == '"';
        *to++ = *at;
    }
    return false;
}

static void skip_blanks(reading *reading)
{
    while (reading->at < reading->end && is_blank(*reading->at))
        reading->at++;
}

/* The next field of the line; false: there is none, or no end of it. */
static bool take_field(reading *reading, field *field)
{
    skip_blanks(reading);
    if (reading->at == reading->end)
        return false;
    if (*reading->at == '"')
        return take_quoted(reading, field);
    field->bytes = reading->at;
    while (reading->at < reading->end && !is_blank(*reading->at))
        reading->at++;
    field->length = (size_t)(reading->at - field->bytes);
    reading->at += reading->at < reading->end;
    field->bytes[field->length] = '\0';
    return true;
}

/* --- Words ---------------------------------------------------------------------------------------
 */

static int by_siglum(const void *one, const void *other)
{
    return strcmp(((const named *)one)->siglum, ((const named *)other)->siglum);
}

static bool sort_names(reading *reading)
{
    reading->names = al_allocate(reading->decisions->allocator, reading->n, sizeof *reading->names);
    for (uint32_t i = 0; reading->names != NULL && i < reading->n; i++)
        reading->names[i] = (named){reading->witnesses[i].siglum, i};
    if (reading->names != NULL)
        qsort(reading->names, reading->n, sizeof *reading->names, by_siglum);
    return reading->names != NULL;
}

/* A number from 1 on; 0: it is none. */
static uint32_t number_of(const field *field)
{
    uint64_t number = 0;
    for (size_t i = 0; i < field->length; i++) {
        if (field->bytes[i] < '0' || field->bytes[i] > '9' || number > UINT32_MAX)
            return 0;
        number = number * 10 + (uint64_t)(field->bytes[i] - '0');
    }
    return number <= UINT32_MAX ? (uint32_t)number : 0;
}

static bool is_written(const al_witness *witness, uint32_t word, const field *field)
{
    al_word_span span = witness->words[word];
    return span.end - span.start == field->length &&
           memcmp(witness->bytes + span.start, field->bytes, field->length) == 0;
}

/* The word nearest to one that is written as a field is; UINT32_MAX: none is. */
static uint32_t find_near(const al_witness *witness, uint32_t word, uint32_t form)
{
    for (uint32_t apart = 1; apart < witness->n; apart++) {
        if (word >= apart && word - apart < witness->n && witness->forms[word - apart] == form)
            return word - apart;
        if (word < witness->n - apart && witness->forms[word + apart] == form)
            return word + apart;
    }
    return UINT32_MAX;
}

static almost_status fail_word(const reading *reading, const al_witness *witness, uint32_t word,
                               const field *field, uint32_t near)
{
    al_word_span span = witness->words[word];
    int n = (int)(span.end - span.start < MOST_SHOWN ? span.end - span.start : MOST_SHOWN);
    const char *is = witness->bytes + span.start;
    unsigned long number = (unsigned long)word + 1;
    if (near == UINT32_MAX)
        return FAIL(reading, "word %lu of %.64s is %.*s, and %.64s is none of its words", number,
                    witness->siglum, n, is, field->bytes);
    return FAIL(reading, "word %lu of %.64s is %.*s; %.64s is its word %lu", number,
                witness->siglum, n, is, field->bytes, (unsigned long)near + 1);
}

/* Whether word `number` of a witness is the one that is named, in its form at least. */
static almost_status check_word(const reading *reading, const al_witness *witness, uint32_t number,
                                const field *field)
{
    uint32_t form;
    if (number == 0 || number > witness->n)
        return FAIL(reading, "%.64s has %lu words, and none of that number", witness->siglum,
                    (unsigned long)witness->n);
    if (is_written(witness, number - 1, field))
        return ALMOST_OK;
    if (!al_spellings_add(reading->spellings, field->bytes, (uint32_t)field->length, &form))
        return al_fail_memory(reading->error);
    if (witness->forms[number - 1] == form)
        return ALMOST_OK;
    return fail_word(reading, witness, number - 1, field, find_near(witness, number - 1, form));
}

static almost_status add_word(const reading *reading, uint32_t witness, uint32_t word)
{
    al_decisions *decisions = reading->decisions;
    if (!al_grow(decisions->allocator, (void **)&decisions->words, &decisions->words_room,
                 decisions->n_words + 1, sizeof *decisions->words))
        return al_fail_memory(reading->error);
    decisions->words[decisions->n_words++] = (al_decided_word){witness, word};
    decisions->items[decisions->n - 1].n++;
    return ALMOST_OK;
}

/* One word of a decision, whose siglum is read. */
static almost_status take_word(reading *reading, const field *siglum)
{
    const named sought = {siglum->bytes, 0};
    field number, word;
    if (!take_field(reading, &number) || !take_field(reading, &word) || number_of(&number) == 0)
        return FAIL(reading, "behind %.64s a number and a word are wanted: A 12 quick",
                    siglum->bytes);
    const named *found =
        bsearch(&sought, reading->names, reading->n, sizeof *reading->names, by_siglum);
    if (found == NULL)
        return FAIL(reading, "no witness has the siglum %.64s", siglum->bytes);
    almost_status status =
        check_word(reading, &reading->witnesses[found->witness], number_of(&number), &word);
    return status == ALMOST_OK ? add_word(reading, found->witness, number_of(&number) - 1) : status;
}

/* --- Lines ---------------------------------------------------------------------------------------
 */

/* Begin a decision with what its line begins with. */
static almost_status begin(const reading *reading, const field *kind, al_decision decision)
{
    al_decisions *decisions = reading->decisions;
    decision.first = decisions->n_words;
    decision.together = strcmp(kind->bytes, "together") == 0;
    if (!decision.together && strcmp(kind->bytes, "apart") != 0)
        return FAIL(reading, "%.64s is neither together nor apart", kind->bytes);
    if (!al_grow(decisions->allocator, (void **)&decisions->items, &decisions->room,
                 decisions->n + 1, sizeof *decisions->items))
        return al_fail_memory(reading->error);
    decisions->items[decisions->n++] = decision;
    return ALMOST_OK;
}

static almost_status take_line(reading *reading, al_decision decision)
{
    field field;
    if (!take_field(reading, &field) || field.bytes[0] == '#')
        return ALMOST_OK;
    almost_status status = begin(reading, &field, decision);
    while (status == ALMOST_OK && take_field(reading, &field))
        status = take_word(reading, &field);
    if (status == ALMOST_OK && reading->at < reading->end)
        return FAIL(reading, "a quotation mark is not closed");
    if (status == ALMOST_OK && reading->decisions->items[reading->decisions->n - 1].n < 2)
        return FAIL(reading, "two words at least are wanted: together A 12 quick B 11 swift");
    return status;
}

static almost_status take_lines(reading *reading)
{
    char *fields = reading->decisions->fields;
    size_t length = reading->decisions->length;
    almost_status status = ALMOST_OK;
    for (size_t start = 0, end; start < length && status == ALMOST_OK; start = end + 1) {
        const char *newline = memchr(fields + start, '\n', length - start);
        end = newline != NULL ? (size_t)(newline - fields) : length;
        reading->line++;
        reading->at = fields + start;
        reading->end = fields + end;
        status = take_line(reading, (al_decision){.start = start, .end = end});
    }
    return status;
}

/* Two copies of the text, without the byte order mark that some editors write. */
static bool copy_text(al_decisions *decisions, const char *text, size_t length)
{
    size_t mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    decisions->length = length - mark;
    decisions->text = al_allocate(decisions->allocator, length + PADDING, 1);
    decisions->fields = al_allocate_zero(decisions->allocator, length + PADDING, 1);
    if (decisions->text == NULL || decisions->fields == NULL)
        return false;
    memcpy(decisions->text, text + mark, decisions->length);
    memcpy(decisions->fields, text + mark, decisions->length);
    return true;
}

almost_status al_decisions_read(al_decisions *decisions, const almost_collate_options *options,
                                const al_witness *witnesses, uint32_t n, al_spellings *spellings,
                                almost_error *error)
{
    reading reading = {.decisions = decisions,
                       .witnesses = witnesses,
                       .n = n,
                       .spellings = spellings,
                       .error = error};
    decisions->name = options->fix_name;
    almost_status status = al_fail_memory(error);
    if (copy_text(decisions, options->fix, options->fix_length) && sort_names(&reading))
        status = take_lines(&reading);
    al_release(decisions->allocator, reading.names);
    return status;
}

void al_decisions_release(al_decisions *decisions)
{
    if (decisions->allocator == NULL)
        return;
    al_release(decisions->allocator, decisions->text);
    al_release(decisions->allocator, decisions->fields);
    al_release(decisions->allocator, decisions->items);
    al_release(decisions->allocator, decisions->words);
    *decisions = (al_decisions){.allocator = NULL};
}

uint64_t al_decision_line(const al_decisions *decisions, size_t number)
{
    uint64_t line = 1;
    for (size_t at = 0; at < decisions->items[number].start; at++)
        line += decisions->text[at] == '\n';
    return line;
}

almost_status al_decisions_contradict(const al_decisions *decisions, size_t one, size_t other,
                                      const char *why, almost_error *error)
{
    size_t last = one > other ? one : other, first = one > other ? other : one;
    uint64_t line = al_decision_line(decisions, last);
    if (first == last)
        return al_fail_at(error, ALMOST_ERROR_FORMAT, decisions->name, 0, line, 0, "%s", why);
    return al_fail_at(error, ALMOST_ERROR_FORMAT, decisions->name, 0, line, 0,
                      "contradicts line %lu: %s", (unsigned long)al_decision_line(decisions, first),
                      why);
}
