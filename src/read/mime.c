/* SPDX-License-Identifier: Apache-2.0 */
/* What is broken is taken as it stands: a mail is read to its end, whatever its headers say. */
#include "read/mime.h"

#include "text/signs.h"

#include <string.h>
#include <strings.h>

bool al_mime_line(al_stretch text, size_t *at, al_stretch *line)
{
    if (*at >= text.length)
        return false;
    const char *start = text.bytes + *at, *end = memchr(start, '\n', text.length - *at);
    size_t length = end != NULL ? (size_t)(end - start) + 1 : text.length - *at;
    *line = (al_stretch){start, length};
    *at += length;
    return true;
}

bool al_mime_is_header(al_stretch line)
{
    size_t at = 0;
    while (at < line.length && line.bytes[at] > ' ' && line.bytes[at] < 0x7F &&
           line.bytes[at] != ':')
        at++;
    return at > 0 && at < line.length && line.bytes[at] == ':';
}

static al_stretch trimmed(al_stretch value)
{
    while (value.length > 0 && al_is_space_byte(*value.bytes)) {
        value.bytes++;
        value.length--;
    }
    while (value.length > 0 && al_is_space_byte(value.bytes[value.length - 1]))
        value.length--;
    return value;
}

static bool is_empty_line(al_stretch line)
{
    return line.length == 1 || (line.length == 2 && *line.bytes == '\r');
}

static void take_header(al_mime_entity *entity, al_stretch header)
{
    const struct {
        const char *name;
        al_stretch *value;
    } known[] = {{"content-type", &entity->type},
                 {"content-transfer-encoding", &entity->encoding},
                 {"content-disposition", &entity->disposition},
                 {"from", &entity->from},
                 {"date", &entity->date},
                 {"subject", &entity->subject}};
    const char *colon = memchr(header.bytes, ':', header.length);
    size_t length = (size_t)(colon - header.bytes);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i].name) == length && known[i].value->length == 0 &&
            strncasecmp(known[i].name, header.bytes, length) == 0)
            *known[i].value = trimmed((al_stretch){colon + 1, header.length - length - 1});
}

al_mime_entity al_mime_read(al_stretch text)
{
    al_mime_entity entity = {.body = text};
    al_stretch line, header = {NULL, 0};
    size_t at = 0, before = 0;
    while (al_mime_line(text, &at, &line) && !is_empty_line(line)) {
        bool goes_on = header.length > 0 && (*line.bytes == ' ' || *line.bytes == '\t');
        if (!goes_on && !al_mime_is_header(line))
            break; /* the empty line is missing */
        if (!goes_on && header.length > 0)
            take_header(&entity, header);
        header = goes_on ? (al_stretch){header.bytes, header.length + line.length} : line;
        before = at;
    }
    if (header.length > 0)
        take_header(&entity, header);
    if (before < text.length && is_empty_line((al_stretch){text.bytes + before, at - before}))
        before = at;
    entity.body = (al_stretch){text.bytes + before, text.length - before};
    return entity;
}

bool al_mime_is(al_stretch value, const char *name)
{
    size_t length = strlen(name);
    return value.length >= length && strncasecmp(value.bytes, name, length) == 0;
}

/* The value that begins at `at`: in quotation marks, or up to what ends it. */
static al_stretch parameter_value(al_stretch value, size_t at)
{
    bool quoted = at < value.length && value.bytes[at] == '"';
    size_t start = at += quoted;
    while (at < value.length &&
           (quoted ? value.bytes[at] != '"'
                   : value.bytes[at] != ';' && !al_is_space_byte(value.bytes[at])))
        at++;
    return (al_stretch){value.bytes + start, at - start};
}

al_stretch al_mime_parameter(al_stretch value, const char *name)
{
    size_t length = strlen(name);
    bool quoted = false;
    for (size_t at = 0; at + length + 1 < value.length; at++) {
        quoted ^= value.bytes[at] == '"';
        if (quoted || value.bytes[at] != ';')
            continue;
        size_t start = at + 1;
        while (start < value.length && al_is_space_byte(value.bytes[start]))
            start++;
        if (start + length < value.length && value.bytes[start + length] == '=' &&
            strncasecmp(value.bytes + start, name, length) == 0)
            return parameter_value(value, start + length + 1);
    }
    return (al_stretch){NULL, 0};
}

int al_mime_boundary(al_stretch line, al_stretch boundary)
{
    line = trimmed(line);
    if (line.length < 2 + boundary.length || memcmp(line.bytes, "--", 2) != 0 ||
        (boundary.length > 0 && memcmp(line.bytes + 2, boundary.bytes, boundary.length) != 0))
        return 0;
    size_t rest = line.length - 2 - boundary.length;
    if (rest == 0)
        return 1;
    return rest == 2 && memcmp(line.bytes + 2 + boundary.length, "--", 2) == 0 ? 2 : 0;
}

/* --- How bytes are written ---------------------------------------------- */

static int hexadecimal(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte = (char)(byte & ~0x20);
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

/* Quoted-printable; in the words of headers "_" is a blank. */
static void decode_quoted(al_stretch body, bool words, al_buffer *out)
{
    for (size_t at = 0; at < body.length; at++) {
        char byte = body.bytes[at];
        size_t left = body.length - at;
        if (words && byte == '_') {
            byte = ' ';
        } else if (byte == '=' && left > 2 && hexadecimal(body.bytes[at + 1]) >= 0 &&
                   hexadecimal(body.bytes[at + 2]) >= 0) {
            byte = (char)(hexadecimal(body.bytes[at + 1]) << 4 | hexadecimal(body.bytes[at + 2]));
            at += 2;
        } else if (byte == '=') { /* the line goes on, if nothing but blanks follows */
            size_t end = at + 1;
            while (end < body.length &&
                   (body.bytes[end] == ' ' || body.bytes[end] == '\t' || body.bytes[end] == '\r'))
                end++;
            if (end == body.length || body.bytes[end] == '\n') {
                at = end;
                continue;
            }
        }
        al_buffer_append(out, &byte, 1);
    }
}

static int base64_digit(char byte)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = byte != '\0' ? strchr(digits, byte) : NULL;
    return found != NULL ? (int)(found - digits) : -1;
}

static void decode_base64(al_stretch body, al_buffer *out)
{
    uint32_t bits = 0;
    int n = 0;
    for (size_t at = 0; at < body.length && body.bytes[at] != '='; at++) {
        int digit = base64_digit(body.bytes[at]);
        if (digit < 0)
            continue;
        bits = (bits << 6 | (uint32_t)digit) & 0xFFFFFF;
        n += 6;
        if (n >= 8) {
            n -= 8;
            al_buffer_append(out, &(const char){(char)(bits >> n)}, 1);
        }
    }
}

void al_mime_decode(al_stretch body, al_stretch encoding, al_buffer *out)
{
    if (al_mime_is(encoding, "quoted-printable"))
        decode_quoted(body, false, out);
    else if (al_mime_is(encoding, "base64"))
        decode_base64(body, out);
    else
        al_buffer_append(out, body.bytes, body.length);
}

almost_status al_mime_text(const al_buffer *bytes, al_stretch charset, const char *name,
                           uint64_t limit, al_document *out, almost_error *error)
{
    char encoding[AL_ENCODING_NAME] = "";
    if (charset.length > 0 && charset.length < sizeof encoding)
        memcpy(encoding, charset.bytes, charset.length);
    bool declared = *encoding != '\0' && strcasecmp(encoding, "us-ascii") != 0;
    *out = (al_document){.allocator = bytes->allocator,
                         .name = name,
                         .source = bytes->bytes,
                         .source_length = bytes->length - AL_TEXT_PADDING};
    almost_status status = al_document_decode(out, declared ? encoding : NULL, limit, error);
    if (status == ALMOST_ERROR_ENCODING && declared)
        status = al_document_decode(out, NULL, limit, error);
    return status;
}

/* --- Words of headers --------------------------------------------------- */

/* The word =?charset?B or Q?bytes?= that begins a stretch; its length, or 0. */
static size_t encoded_word(al_stretch at, al_stretch *charset, char *encoding, al_stretch *bytes)
{
    const char *end = at.bytes + at.length;
    if (at.length < 8 || memcmp(at.bytes, "=?", 2) != 0)
        return 0;
    const char *first = memchr(at.bytes + 2, '?', at.length - 2);
    if (first == NULL || end - first < 5 || first[2] != '?')
        return 0;
    const char *stop = memchr(first + 3, '?', (size_t)(end - first - 3));
    if (stop == NULL || end - stop < 2 || stop[1] != '=')
        return 0;
    *charset = (al_stretch){at.bytes + 2, (size_t)(first - at.bytes - 2)};
    *encoding = (char)(first[1] | 0x20);
    *bytes = (al_stretch){first + 3, (size_t)(stop - first - 3)};
    return (size_t)(stop + 2 - at.bytes);
}

static void append_word(al_stretch charset, char encoding, al_stretch bytes, const char *name,
                        al_buffer *out)
{
    enum { MOST = 4096 };
    al_buffer decoded;
    al_document document;
    char blanks[AL_TEXT_PADDING];
    memset(blanks, ' ', sizeof blanks);
    al_buffer_init(&decoded, out->allocator);
    if (encoding == 'b')
        decode_base64(bytes, &decoded);
    else
        decode_quoted(bytes, true, &decoded);
    al_buffer_append(&decoded, blanks, sizeof blanks);
    if (decoded.failed)
        out->failed = true;
    else if (al_mime_text(&decoded, charset, name, MOST, &document, NULL) == ALMOST_OK) {
        al_buffer_append(out, document.bytes, (size_t)document.length);
        al_document_release(&document);
    }
    al_buffer_release(&decoded);
}

void al_mime_words(al_stretch value, const char *name, al_buffer *out)
{
    enum { MOST = 2000 }; /* bytes of a header that are looked at */
    if (value.length > MOST)
        value.length = MOST;
    bool word = false; /* one stands before, and blanks between two are none */
    for (size_t at = 0; at < value.length;) {
        al_stretch rest = {value.bytes + at, value.length - at}, charset, bytes;
        char encoding;
        size_t length = encoded_word(rest, &charset, &encoding, &bytes), blanks = 0;
        if (length > 0) {
            append_word(charset, encoding, bytes, name, out);
            at += length;
            word = true;
            continue;
        }
        while (blanks < rest.length && al_is_space_byte(rest.bytes[blanks]))
            blanks++;
        rest = (al_stretch){rest.bytes + blanks, rest.length - blanks};
        if (blanks == 0)
            al_buffer_append(out, rest.bytes, 1);
        else if (!word || encoded_word(rest, &charset, &encoding, &bytes) == 0)
            al_buffer_append_text(out, " ");
        at += blanks > 0 ? blanks : 1;
        word = word && blanks > 0;
    }
}
