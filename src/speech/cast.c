/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the lines of a cast, and finding their names in the text; see cast.h. */
#include "speech/cast.h"

#include "base/error.h"
#include "base/utf8.h"
#include "speech/spans.h"
#include "text/signs.h"

#include <string.h>

/* Bytes of a line, or of a name in one. */
typedef struct piece {
    const char *bytes;
    size_t length;
} piece;

typedef struct line {
    piece names; /* all of them */
    uint8_t sex;
    uint64_t number; /* 1-based */
    bool fine;       /* its gender is one, and it has a name */
} line;

typedef struct reader {
    const almost_text *cast;
    uint64_t at;
    uint64_t number;
} reader;

static piece trimmed(piece piece)
{
    while (piece.length > 0 && al_is_space_byte(piece.bytes[0])) {
        piece.bytes++;
        piece.length--;
    }
    while (piece.length > 0 && al_is_space_byte(piece.bytes[piece.length - 1]))
        piece.length--;
    return piece;
}

/* Take the gender off the end of a line. False where it is none. */
static bool take_gender(line *line)
{
    piece *names = &line->names;
    line->sex = AL_SPEECH_ANY;
    if (names->length < 3 || names->bytes[names->length - 1] != ')' ||
        names->bytes[names->length - 3] != '(')
        return true;
    char gender = names->bytes[names->length - 2];
    line->sex = gender == 'm' || gender == 'M'   ? AL_SPEECH_MALE
                : gender == 'f' || gender == 'F' ? AL_SPEECH_FEMALE
                                                 : AL_SPEECH_ANY;
    names->length -= 3;
    *names = trimmed(*names);
    return line->sex != AL_SPEECH_ANY;
}

/* The next line that is none of a comment; false behind the last. */
static bool next_line(reader *reader, line *line)
{
    while (reader->at < reader->cast->length) {
        const char *start = reader->cast->bytes + reader->at;
        uint64_t left = reader->cast->length - reader->at;
        const char *end = memchr(start, '\n', (size_t)left);
        size_t length = end != NULL ? (size_t)(end - start) : (size_t)left;
        reader->at += length + 1;
        reader->number++;
        line->names = trimmed((piece){start, length});
        if (line->names.length == 0 || line->names.bytes[0] == '#')
            continue;
        line->number = reader->number;
        line->fine = take_gender(line) && line->names.length > 0 && line->names.bytes[0] != ';';
        return true;
    }
    return false;
}

/* The next name of a line; false behind the last. */
static bool next_name(piece *names, piece *name)
{
    if (names->length == 0)
        return false;
    const char *end = memchr(names->bytes, ';', names->length);
    size_t length = end != NULL ? (size_t)(end - names->bytes) : names->length;
    *name = trimmed((piece){names->bytes, length});
    length += end != NULL;
    *names = trimmed((piece){names->bytes + length, names->length - length});
    return true;
}

almost_status al_speech_cast_check(const almost_text *cast, almost_error *error)
{
    reader reader = {.cast = cast};
    line line;
    while (cast != NULL && next_line(&reader, &line))
        if (!line.fine)
            return al_fail_at(error, ALMOST_ERROR_FORMAT, cast->name, 0, line.number, 0,
                              "a line names a person: names parted by \";\", then (m) or (f) where "
                              "that is known");
    return ALMOST_OK;
}

/* --- Names in the text --------------------------------------------------------------- */

static bool is_part(const piece *name, size_t at, uint32_t *size)
{
    uint32_t c = al_decode(name->bytes, name->length, at, size);
    return c != AL_INVALID && !al_is_space(c) && c != '.' && c != ',';
}

/* The words of a name as forms of the text; false where it has not all of them. */
static bool read_words(const al_speech_names *names, piece from, al_speech_name *name)
{
    const al_speech_forms *forms = &names->tokens->forms;
    uint32_t size;
    for (size_t at = 0; at < from.length;) {
        size_t start = at;
        while (at < from.length && is_part(&from, at, &size))
            at += size;
        if (at == start) {
            at += size;
            continue;
        }
        uint32_t form = al_speech_forms_known(forms, from.bytes + start, at - start);
        if (form == UINT32_MAX || name->n_words == AL_SPEECH_NAME_WORDS)
            return false;
        bool article = name->n_words == 0 && forms->list[form].classes & AL_SPEECH_DETERMINER &&
                       !(forms->list[form].classes & AL_SPEECH_POSSESSIVE);
        if (!article)
            name->words[name->n_words++] = form;
    }
    return name->n_words > 0;
}

typedef struct taking {
    al_speech_names *names;
    al_speech_persons *persons;
    uint32_t *whos; /* of each line its person, or NONE */
    size_t n;
    size_t room;
} taking;

/* Give a name to the person of a line, who is made with the first. False when memory ends. */
static bool give(const taking *taking, const al_speech_name *name, uint32_t *who)
{
    al_speech_names *names = taking->names;
    uint32_t number = al_speech_names_add(names, name);
    if (number == AL_SPEECH_NONE)
        return false;
    if (names->list[number].who != AL_SPEECH_NONE)
        return true; /* somebody else has it, so far */
    if (*who == AL_SPEECH_NONE)
        *who = al_speech_persons_add(taking->persons, names, number);
    else
        al_speech_persons_join(taking->persons, names, number, *who);
    return *who != AL_SPEECH_NONE;
}

/* A name that several lines have is his of whom the text says more by other names. */
static void contest(const taking *taking, const al_speech_name *name, uint32_t who)
{
    al_speech_names *names = taking->names;
    uint32_t number = al_speech_names_add(names, name); /* it is there */
    uint32_t owner = number != AL_SPEECH_NONE ? names->list[number].who : who;
    if (owner == who)
        return;
    al_speech_person *loses = &taking->persons->list[owner];
    uint32_t count = names->list[number].count;
    if (taking->persons->list[who].count <= loses->count - count)
        return;
    loses->count -= count;
    al_speech_persons_join(taking->persons, names, number, who);
}

/* Go through the names of a line that the text has: give them, or contest what others got. */
static bool walk_names(const taking *taking, const line *line, uint32_t *who, bool contests)
{
    piece all = line->names, alias;
    while (next_name(&all, &alias)) {
        al_speech_name name = {.who = AL_SPEECH_NONE, .sex = line->sex};
        if (!read_words(taking->names, alias, &name))
            continue;
        al_speech_name phrase = name;
        phrase.common = true; /* the beadle, as well as the Beadle */
        if (contests) {
            contest(taking, &name, *who);
            contest(taking, &phrase, *who);
        } else if (!give(taking, &name, who) || !give(taking, &phrase, who)) {
            return false;
        }
    }
    return true;
}

static bool take_line(taking *taking, const line *line)
{
    uint32_t who = AL_SPEECH_NONE;
    piece all = line->names, first;
    (void)next_name(&all, &first);
    if (!walk_names(taking, line, &who, false) ||
        !al_grow(taking->persons->allocator, (void **)&taking->whos, &taking->room, taking->n + 1,
                 sizeof *taking->whos))
        return false;
    taking->whos[taking->n++] = who;
    if (who == AL_SPEECH_NONE)
        return true;
    al_speech_person *person = &taking->persons->list[who];
    person->printed = first.bytes;
    person->printed_length = first.length;
    person->common = false;
    if (line->sex != AL_SPEECH_ANY)
        person->sex = line->sex;
    return true;
}

bool al_speech_cast_take(const almost_text *cast, al_speech_names *names,
                         al_speech_persons *persons)
{
    taking taking = {.names = names, .persons = persons};
    reader reader = {.cast = cast};
    line line;
    bool fine = true;
    while (cast != NULL && fine && next_line(&reader, &line))
        fine = take_line(&taking, &line);
    reader = (struct reader){.cast = cast};
    for (size_t i = 0; i < taking.n && fine && next_line(&reader, &line); i++)
        if (taking.whos[i] != AL_SPEECH_NONE)
            fine = walk_names(&taking, &line, &taking.whos[i], true);
    al_release(persons->allocator, taking.whos);
    return fine;
}
