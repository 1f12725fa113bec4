/* SPDX-License-Identifier: Apache-2.0 */
/* Two walks: one counts what speaks for damage and against it, the other mends. */
#include "read/repair.h"

#include "base/error.h"
#include "base/load.h"
#include "base/utf8.h"
#include "read/escaped_entity.h"
#include "text/decoding.h"
#include "text/replace.h"

#include <string.h>

enum { DEEPEST = 3 /* times that a text was decoded wrongly */ };

/* Bytes 80 to 9F of Windows-1252; what it leaves free are controls. */
static const uint16_t windows[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

/* Bytes 80 to FF of Mac Roman. */
static const uint16_t mac[128] = {
    0xC4,   0xC5,   0xC7,   0xC9,   0xD1,   0xD6,   0xDC,   0xE1,   0xE0,   0xE2,   0xE4,   0xE3,
    0xE5,   0xE7,   0xE9,   0xE8,   0xEA,   0xEB,   0xED,   0xEC,   0xEE,   0xEF,   0xF1,   0xF3,
    0xF2,   0xF4,   0xF6,   0xF5,   0xFA,   0xF9,   0xFB,   0xFC,   0x2020, 0xB0,   0xA2,   0xA3,
    0xA7,   0x2022, 0xB6,   0xDF,   0xAE,   0xA9,   0x2122, 0xB4,   0xA8,   0x2260, 0xC6,   0xD8,
    0x221E, 0xB1,   0x2264, 0x2265, 0xA5,   0xB5,   0x2202, 0x2211, 0x220F, 0x03C0, 0x222B, 0xAA,
    0xBA,   0x03A9, 0xE6,   0xF8,   0xBF,   0xA1,   0xAC,   0x221A, 0x0192, 0x2248, 0x2206, 0xAB,
    0xBB,   0x2026, 0xA0,   0xC0,   0xC3,   0xD5,   0x0152, 0x0153, 0x2013, 0x2014, 0x201C, 0x201D,
    0x2018, 0x2019, 0xF7,   0x25CA, 0xFF,   0x0178, 0x2044, 0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02,
    0x2021, 0xB7,   0x201A, 0x201E, 0x2030, 0xC2,   0xCA,   0xC1,   0xCB,   0xC8,   0xCD,   0xCE,
    0xCF,   0xCC,   0xD3,   0xD4,   0xF8FF, 0xD2,   0xDA,   0xDB,   0xD9,   0x0131, 0x02C6, 0x02DC,
    0xAF,   0x02D8, 0x02D9, 0x02DA, 0xB8,   0x02DD, 0x02DB, 0x02C7};

/* What is looked through, and by which encoding it was decoded. */
typedef struct damaged {
    const char *bytes;
    uint64_t length;
    bool mac;
} damaged;

/* What stands for something else. */
typedef struct place {
    uint64_t start;
    uint64_t end;
    uint32_t point; /* what it should be */
    bool entity;
} place;

static int find(const uint16_t *table, int n, uint32_t point)
{
    for (int i = 0; i < n; i++)
        if (table[i] == point)
            return i;
    return -1;
}

/* The byte that was decoded to a code point, from 80 on; else -1. */
static int byte_of(const damaged *in, uint32_t point)
{
    if (point < 0x80 || point == AL_INVALID)
        return -1;
    if (in->mac) {
        int i = find(mac, 128, point);
        return i < 0 ? -1 : 0x80 + i;
    }
    if (point <= 0xFF) /* the controls are those of Latin-1 */
        return (int)point;
    int i = find(windows, 32, point);
    return i < 0 ? -1 : 0x80 + i;
}

/* The code point at *at, behind which *at is left, of a text that was decoded `depth` times more.
 */
static uint32_t read_at(const damaged *in, uint64_t *at, int depth)
{
    char bytes[4];
    uint32_t size;
    if (depth == 0) {
        uint32_t point = al_decode(in->bytes, in->length, *at, &size);
        *at += size;
        return point;
    }
    uint32_t first = read_at(in, at, depth - 1);
    int lead = byte_of(in, first);
    if (lead < 0xC2 || lead > 0xF4)
        return first;
    uint32_t more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    uint64_t next = *at;
    bytes[0] = (char)lead;
    for (uint32_t i = 1; i <= more; i++) {
        int byte = next < in->length ? byte_of(in, read_at(in, &next, depth - 1)) : -1;
        if (byte < 0x80 || byte > 0xBF)
            return first;
        bytes[i] = (char)byte;
    }
    uint32_t point = al_decode(bytes, more + 1, 0, &size);
    if (point == AL_INVALID || size != more + 1)
        return first;
    *at = next;
    return point;
}

/* Letters and signs of texts in Latin letters. */
static bool is_usual(uint32_t point)
{
    return (point >= 0xA0 && point <= 0x17F) || (point >= 0x1E00 && point <= 0x1EFF) ||
           (point >= 0x2010 && point <= 0x203A) || point == 0x192 || point == 0x2C6 ||
           point == 0x2DC || point == 0x20AC || point == 0x2122 || point == 0xFB01 ||
           point == 0xFB02;
}

/* Letters of other scripts, of which there are several in a row, and emoji. */
static bool is_foreign(uint32_t point)
{
    return (point >= 0x370 && point <= 0x481) || (point >= 0x48A && point <= 0x52F) ||
           (point >= 0x5D0 && point <= 0x5EA) || (point >= 0x620 && point <= 0x64A) ||
           (point >= 0x904 && point <= 0x939) || (point >= 0x3001 && point <= 0x30FF) ||
           (point >= 0x4E00 && point <= 0x9FFF) || (point >= 0xAC00 && point <= 0xD7A3) ||
           (point >= 0x1F300 && point <= 0x1FAFF);
}

/* Whether a place begins at a byte: what was decoded most often is tried first. */
static bool decodes(const damaged *in, uint64_t at, place *found)
{
    uint64_t single = at;
    (void)read_at(in, &single, 0);
    for (int depth = DEEPEST; depth > 0; depth--) {
        uint64_t end = at;
        uint32_t point = read_at(in, &end, depth);
        if (end == single)
            return false;
        if (!is_usual(point) && !is_foreign(point))
            continue;
        *found = (place){at, end, point, false};
        return true;
    }
    return false;
}

/* The same where it does not stand alone, of a script that is not Latin. */
static bool is_place(const damaged *in, uint64_t at, uint64_t last_end, place *found)
{
    place next;
    if (!decodes(in, at, found))
        return false;
    return !is_foreign(found->point) || found->point >= 0x10000 || last_end == at ||
           (found->end < in->length && decodes(in, found->end, &next) && is_foreign(next.point));
}

/* Whether a place may begin with these bytes: quick, and right for nearly all that are none. */
static bool may_begin(const damaged *in, uint64_t at)
{
    const unsigned char *bytes = (const unsigned char *)in->bytes + at;
    if (in->length - at < 3)
        return false;
    if (in->mac) /* ¬ ƒ √ ≈ ‚ for C2 C4 C3 C5 E2 */
        return bytes[0] == 0xC2 || bytes[0] == 0xC6 || bytes[0] == 0xE2;
    return bytes[0] == 0xC3 && (bytes[2] == 0xC2 || bytes[2] == 0xC3 || bytes[2] == 0xC5 ||
                                bytes[2] == 0xC6 || bytes[2] == 0xCB || bytes[2] == 0xE2);
}

/* From a byte on, the first that is & or no ASCII; or the length. */
static uint64_t next_sign(const damaged *in, uint64_t at)
{
    const uint64_t high = UINT64_C(0x8080808080808080), ands = UINT64_C(0x2626262626262626);
    for (uint64_t eight; at + 8 <= in->length; at += 8) {
        eight = al_load_eight(in->bytes + at);
        uint64_t other = eight ^ ands;
        if (((eight | ((other - UINT64_C(0x0101010101010101)) & ~other)) & high) != 0)
            break;
    }
    while (at < in->length && (unsigned char)in->bytes[at] < 0x80 && in->bytes[at] != '&')
        at++;
    return at;
}

/*
 * The next place that begins from *at on and before `end`; *at is left behind it. Signs beyond
 * ASCII that are passed over are added to *whole.
 */
static bool next_place(const damaged *in, uint64_t *at, uint64_t end, uint64_t *whole, place *found)
{
    uint64_t last_end = *at > 0 ? *at : UINT64_MAX;
    while ((*at = next_sign(in, *at)) < end) {
        uint32_t size = 1;
        if (in->bytes[*at] == '&') {
            *found = (place){.start = *at, .entity = true};
            found->end = *at + al_escaped_entity(in->bytes + *at, in->length - *at, &found->point);
        } else if (!may_begin(in, *at) || !is_place(in, *at, last_end, found)) {
            (void)al_decode(in->bytes, in->length, *at, &size);
            ++*whole;
            *at += size;
            continue;
        }
        if (found->end > *at) {
            *at = found->end;
            return true;
        }
        ++*at;
    }
    *at = *at < end ? *at : end;
    return false;
}

typedef struct counted {
    uint64_t places; /* without entities */
    uint64_t entities;
    uint64_t whole; /* signs beyond ASCII that are none */
} counted;

static counted count(const damaged *in, uint64_t start, uint64_t end)
{
    counted found = {0};
    place place;
    while (next_place(in, &start, end, &found.whole, &place))
        *(place.entity ? &found.entities : &found.places) += 1;
    return found;
}

/* What is to be mended of a text. */
typedef struct judgement {
    damaged in;
    bool all;
    bool by_line;
} judgement;

static judgement judge(const char *bytes, uint64_t length)
{
    enum { few = 3, tenth = 10 };
    judgement found = {.in = {bytes, length, false}};
    counted seen = count(&found.in, 0, length);
    if (seen.places <= seen.whole) {
        const damaged other = {bytes, length, true};
        counted macs = count(&other, 0, length);
        if (macs.places > macs.whole) {
            found.in = other;
            seen = macs;
        }
    }
    found.all = seen.places > seen.whole;
    found.by_line = !found.all && seen.places >= few && seen.places * tenth >= seen.whole;
    return found;
}

static uint64_t line_end(const damaged *in, uint64_t at)
{
    const char *found = memchr(in->bytes + at, '\n', in->length - at);
    return found != NULL ? (uint64_t)(found - in->bytes) + 1 : in->length;
}

/* A walk over the places that are mended. */
typedef struct walk {
    judgement what;
    uint64_t at;
    uint64_t line; /* where the line of `at` ends */
    bool mends;    /* in this line what is no entity */
} walk;

static void enter_line(walk *walk)
{
    const judgement *what = &walk->what;
    walk->line = what->by_line ? line_end(&what->in, walk->at) : what->in.length;
    walk->mends = what->all;
    if (what->by_line) {
        counted seen = count(&what->in, walk->at, walk->line);
        walk->mends = seen.places > seen.whole;
    }
}

static bool next_mended(walk *walk, place *found)
{
    uint64_t whole = 0;
    for (;;) {
        while (next_place(&walk->what.in, &walk->at, walk->line, &whole, found))
            if (found->entity || walk->mends)
                return true;
        if (walk->at >= walk->what.in.length)
            return false;
        enter_line(walk);
    }
}

static walk begin(const char *bytes, uint64_t length)
{
    walk walk = {.what = judge(bytes, length)};
    enter_line(&walk);
    return walk;
}

/* --- Mending ---------------------------------------------------------------- */

/* Where reading stands in a document, and in its source. */
typedef struct cursor {
    const al_document *document;
    uint64_t byte;
    uint64_t points;
    uint64_t units;
} cursor;

static uint32_t source_byte(const cursor *at)
{
    const al_document *document = at->document;
    uint64_t byte = document->decoding != NULL
                        ? al_decoding_source_byte(document->decoding, at->points, at->units)
                        : at->byte + (document->source_length - document->length);
    return (uint32_t)(byte < document->source_length ? byte : document->source_length);
}

/* The bytes of the source from where the cursor stands up to `end`, to which it goes. */
static al_range go(cursor *at, uint64_t end)
{
    uint32_t start = source_byte(at);
    if (at->document->decoding != NULL) {
        at->points += al_count_code_points(at->document->bytes + at->byte, end - at->byte);
        at->units += al_count_utf16(at->document->bytes + at->byte, end - at->byte);
    }
    at->byte = end;
    uint32_t stop = source_byte(at);
    return (al_range){start, stop > start ? stop : start};
}

void al_repair_append(al_builder *builder, const al_document *document)
{
    cursor at = {.document = document};
    walk walk = begin(document->bytes, document->length);
    char mended[4];
    uint64_t places = 0;
    for (place place; !al_builder_failed(builder) && next_mended(&walk, &place); places++) {
        uint64_t before = at.byte;
        al_range source = go(&at, place.start);
        al_builder_append(builder, document->bytes + before, place.start - before, source);
        source = go(&at, place.end);
        al_builder_append(builder, mended, al_encode(place.point, mended), source);
    }
    uint64_t before = at.byte;
    al_range source = go(&at, document->length);
    al_builder_append(builder, document->bytes + before, document->length - before, source);
    builder->text->repaired = places;
    builder->mended = true;
}

/* --- What was read ---------------------------------------------------------- */

typedef struct replacements {
    const almost_allocator *allocator;
    al_replacement *items;
    size_t n, room;
} replacements;

static bool find_replacements(replacements *to, const char *bytes, uint64_t length)
{
    walk walk = begin(bytes, length);
    for (place place; next_mended(&walk, &place);) {
        if (!al_grow(to->allocator, (void **)&to->items, &to->room, to->n + 1, sizeof *to->items))
            return false;
        al_replacement *item = &to->items[to->n++];
        item->bytes = (al_range){(uint32_t)place.start, (uint32_t)place.end};
        item->length = (uint8_t)al_encode(place.point, item->with);
    }
    return true;
}

void al_repair_built(al_builder *builder)
{
    replacements found = {.allocator = builder->text->allocator};
    if (al_builder_failed(builder) || builder->taken || builder->mended)
        return;
    builder->mended = true;
    if (find_replacements(&found, builder->out.bytes, builder->out.length)) {
        al_builder_replace(builder, found.items, found.n);
        builder->text->repaired += found.n;
    } else {
        builder->status = al_fail_memory(builder->error);
    }
    al_release(found.allocator, found.items);
}

uint64_t almost_text_repaired(const almost_text *text)
{
    return text->repaired;
}

/* Whether a sign of three bytes may be a lead that was read as Mac Roman, by what is behind it. */
static bool leads_mac(const unsigned char *at)
{
    /* what continues is one of 80 to BF: no quotation mark, dash or ellipsis is among these */
    bool mark = at[3] == 0xE2 && at[4] == 0x80 && (at[5] < 0xA0 || at[5] == 0xA6);
    return at[3] >= 0x80 && !mark;
}

/* Whether something that a place may begin with stands at a byte; blanks stand behind the text. */
static bool may_stand(const unsigned char *at)
{
    switch (at[0]) {
    case 0xC3: return strchr("\xC2\xC3\xC5\xC6\xCB\xE2", at[2]) != NULL && at[2] != 0;
    case 0xE2: return leads_mac(at);
    case '&': return at[1] == 'a' && at[2] == 'm';
    default: return at[2] >= 0x80; /* ¬ and ƒ */
    }
}

/*
 * Whether a look at each sign can find anything. Nearly all texts that are not damaged hold none of
 * what damage begins with (see may_begin()), which is told by a few looks for single bytes.
 */
static bool may_be_damaged(const almost_text *text)
{
    static const unsigned char firsts[] = {0xC3, 0xE2, 0xC2, 0xC6, '&'};
    for (size_t i = 0; i < sizeof firsts; i++) {
        const char *at = text->bytes, *end = at + text->length;
        for (; (at = memchr(at, firsts[i], (size_t)(end - at))) != NULL; at++)
            if (may_stand((const unsigned char *)at))
                return true;
    }
    return false;
}

const char *almost_text_damage(const almost_text *text, uint64_t *places)
{
    uint64_t garbled = 0, entities = 0;
    if (!may_be_damaged(text))
        return NULL;
    walk walk = begin(text->bytes, text->length);
    for (place place; next_mended(&walk, &place);)
        *(place.entity ? &entities : &garbled) += 1;
    if (places != NULL)
        *places = garbled + entities;
    if (garbled == 0)
        return entities == 0 ? NULL : "entities of HTML had been escaped";
    return walk.what.in.mac ? "UTF-8 had been read as Mac Roman"
                            : "UTF-8 had been read as Windows-1252";
}
