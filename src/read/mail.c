/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mails, one (eml) or many (mbox): what was written in them, each with its subject, who sent it and
 * when as marks. Of alternatives the plain text is read, or HTML where there is no other;
 * attachments are left out, mails among them, but not those of a digest. In an mbox a mail begins
 * with a line "From ..." that has a time, or before a header.
 */
#include "base/error.h"
#include "read/html_walk.h"
#include "read/mime.h"
#include "read/posts.h"
#include "read/reader.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
    DEPTH = 16,  /* parts of parts */
    FRONT = 8192 /* bytes that show what it is */
};

typedef struct reading {
    const al_read_source *source;
    const al_read_options *options;
    al_posts posts;
    uint64_t mails;
    almost_error *error;
} reading;

/* --- Bodies ------------------------------------------------------------- */

static al_range range_of(const reading *reading, al_stretch stretch)
{
    uint32_t start = (uint32_t)(stretch.bytes - reading->source->bytes);
    return (al_range){start, start + (uint32_t)stretch.length};
}

/* A line that would begin a mail has a > more than it had. */
static al_stretch unescaped(al_stretch line)
{
    size_t at = 0;
    while (at < line.length && line.bytes[at] == '>')
        at++;
    if (at > 0 && line.length - at >= 5 && memcmp(line.bytes + at, "From ", 5) == 0)
        return (al_stretch){line.bytes + 1, line.length - 1};
    return line;
}

static al_stretch without_end(al_stretch line)
{
    while (line.length > 0 &&
           (line.bytes[line.length - 1] == '\n' || line.bytes[line.length - 1] == '\r'))
        line.length--;
    return line;
}

static bool is_html(const al_mime_entity *entity)
{
    return al_mime_is(entity->type, "text/html");
}

/* Lines that come from all of `source`, or, where it is NULL, stand in the source themselves. */
static void put_lines(reading *reading, al_stretch text, const al_range *source)
{
    al_stretch line;
    for (size_t at = 0; al_mime_line(text, &at, &line) && !al_posts_failed(&reading->posts);) {
        line = unescaped(without_end(line));
        al_post_line(&reading->posts, line.bytes, line.length,
                     source != NULL ? *source : range_of(reading, line));
    }
}

/* Whether the bytes of a body are those of its text. */
static bool is_plain(const al_mime_entity *entity, const al_document *document)
{
    return document->decoded == NULL && !al_mime_is(entity->encoding, "quoted-printable") &&
           !al_mime_is(entity->encoding, "base64");
}

/* What HTML tells, as a text of its own: its places are not those of the mail. */
static almost_status tell_html(reading *reading, const al_document *document, almost_text **out)
{
    al_html_source html = {document->bytes, (uint32_t)document->length, 0, false};
    char *copy =
        al_allocate(reading->posts.prose.allocator, (size_t)document->length + AL_TEXT_PADDING, 1);
    al_bytes bytes = {.bytes = copy, .length = document->length};
    al_builder builder;
    if (copy == NULL)
        return al_fail_memory(reading->error);
    memcpy(copy, document->bytes, (size_t)document->length + AL_TEXT_PADDING);
    almost_status status =
        al_builder_init(&builder, reading->posts.prose.allocator, reading->source->name, &bytes,
                        reading->options->limit, reading->error);
    if (status != ALMOST_OK)
        return status;
    al_telling telling;
    bool told =
        al_telling_init(&telling, &builder) && al_html_tell(&telling, &html, reading->options);
    status = al_telling_finish(&telling, reading->error);
    if (status == ALMOST_OK && !told && !al_builder_failed(&builder))
        status = al_fail_memory(reading->error);
    if (status == ALMOST_OK)
        return al_builder_finish(&builder, out);
    al_builder_release(&builder);
    return status;
}

static almost_status put_html(reading *reading, const al_document *document, al_range source)
{
    almost_text *text = NULL;
    almost_status status = tell_html(reading, document, &text);
    if (status != ALMOST_OK)
        return status;
    al_post_text(&reading->posts, text->bytes, text->length, source);
    almost_text_free(text);
    return ALMOST_OK;
}

static almost_status put_body(reading *reading, const al_mime_entity *entity)
{
    char blanks[AL_TEXT_PADDING];
    al_buffer bytes;
    al_document document;
    almost_status status = ALMOST_OK;
    al_range source = range_of(reading, entity->body);
    memset(blanks, ' ', sizeof blanks);
    al_buffer_init(&bytes, reading->posts.prose.allocator);
    al_mime_decode(entity->body, entity->encoding, &bytes);
    al_buffer_append(&bytes, blanks, sizeof blanks);
    if (bytes.failed)
        status = al_fail_memory(reading->error);
    else
        status =
            al_mime_text(&bytes, al_mime_parameter(entity->type, "charset"), reading->source->name,
                         reading->options->limit, &document, reading->error);
    if (status == ALMOST_OK) {
        al_stretch text = {document.bytes, (size_t)document.length};
        if (is_html(entity))
            status = put_html(reading, &document, source);
        else if (is_plain(entity, &document))
            put_lines(reading, entity->body, NULL);
        else
            put_lines(reading, text, &source);
        al_document_release(&document);
    }
    al_buffer_release(&bytes);
    return status;
}

/* --- Parts -------------------------------------------------------------- */

/* A multipart, whose parts are looked at one after the other. */
typedef struct parts {
    al_stretch body, boundary;
    size_t at;
    bool inside; /* the first has begun */
} parts;

/* The next part; false: there is none. */
static bool next_part(parts *parts, al_mime_entity *entity)
{
    al_stretch line;
    size_t start = parts->at, before = parts->at;
    while (al_mime_line(parts->body, &parts->at, &line)) {
        int boundary = al_mime_boundary(line, parts->boundary);
        if (boundary > 0 && parts->inside) {
            parts->inside = boundary == 1;
            *entity = al_mime_read((al_stretch){parts->body.bytes + start, before - start});
            if (boundary == 2)
                parts->at = parts->body.length;
            return true;
        }
        if (boundary == 1) {
            parts->inside = true;
            start = parts->at;
        }
        before = parts->at;
    }
    bool left = parts->inside && start < parts->body.length;
    parts->inside = false;
    if (left)
        *entity = al_mime_read((al_stretch){parts->body.bytes + start, before - start});
    return left;
}

static bool is_multipart(const al_mime_entity *entity)
{
    return al_mime_is(entity->type, "multipart/");
}

/* Whether a part, which is none of parts, is text that is read. */
static bool is_text(const al_mime_entity *entity)
{
    if (al_mime_is(entity->disposition, "attachment"))
        return false;
    return is_html(entity) || entity->type.length == 0 || al_mime_is(entity->type, "text/plain") ||
           al_mime_is(entity->type, "text;") ||
           !memchr(entity->type.bytes, '/', entity->type.length);
}

static bool is_message(const al_mime_entity *entity)
{
    return al_mime_is(entity->type, "message/rfc822") || al_mime_is(entity->type, "message/global");
}

/* Multiparts that are open, outermost first, so that nothing is called again by itself. */
typedef struct open_parts {
    parts parts[DEPTH];
    bool alternative[DEPTH];
    bool digest[DEPTH];
    bool has_html[DEPTH]; /* of an alternative: nothing else so far */
    al_mime_entity html[DEPTH];
    int n;
} open_parts;

static void open_part(open_parts *open, const al_mime_entity *entity)
{
    int n = open->n++;
    open->parts[n] = (parts){entity->body, al_mime_parameter(entity->type, "boundary"), 0, false};
    open->alternative[n] = al_mime_is(entity->type, "multipart/alternative");
    open->digest[n] = al_mime_is(entity->type, "multipart/digest");
    open->has_html[n] = false;
}

/* The mail that a part of a digest is, or that is all of another; each may be such again. */
static al_mime_entity unwrapped(const open_parts *open, al_mime_entity entity)
{
    bool of_digest = open->n > 0 && open->digest[open->n - 1];
    for (int i = 0; i < DEPTH && (open->n == 0 || of_digest); i++) {
        if (!is_message(&entity) && (i > 0 || !of_digest || entity.type.length > 0))
            break;
        entity = al_mime_read(entity.body);
    }
    return entity;
}

/* Pictures that a text shows, and what stands in another form, are not worth a word. */
static void leave_out(reading *reading, const open_parts *open, const al_mime_entity *entity)
{
    bool shown =
        al_mime_is(entity->type, "image/") && !al_mime_is(entity->disposition, "attachment");
    if (!shown && !is_html(entity) && !(open->n > 0 && open->alternative[open->n - 1]))
        al_builder_leave_out(reading->posts.prose.builder, "attachments", 0);
}

static almost_status put_part(reading *reading, const al_mime_entity *entity)
{
    almost_status status = put_body(reading, entity);
    al_prose_part(&reading->posts.prose, AL_PARTING_BLOCK);
    return status;
}

/* HTML waits for the end of the alternatives that it is one of. False: it is of none. */
static bool keep_html(open_parts *open, const al_mime_entity *entity)
{
    for (int i = open->n; i-- > 0;) {
        if (!open->alternative[i])
            continue;
        if (!open->has_html[i])
            open->html[i] = *entity;
        open->has_html[i] = true;
        return true;
    }
    return false;
}

/* One of several alternatives is enough. */
static void end_alternatives(open_parts *open)
{
    while (open->n > 0 && open->alternative[open->n - 1])
        open->n--;
}

/* Alternatives have ended, of which there was HTML alone. */
static almost_status end_part(reading *reading, open_parts *open)
{
    int n = --open->n;
    if (!open->alternative[n] || !open->has_html[n])
        return ALMOST_OK;
    almost_status status = put_part(reading, &open->html[n]);
    end_alternatives(open);
    return status;
}

static almost_status put_parts(reading *reading, const al_mime_entity *whole)
{
    open_parts open = {.n = 0};
    al_mime_entity entity = *whole;
    almost_status status = ALMOST_OK;
    for (;;) {
        entity = unwrapped(&open, entity);
        if (is_multipart(&entity)) {
            if (open.n < DEPTH)
                open_part(&open, &entity);
        } else if (!is_text(&entity)) {
            leave_out(reading, &open, &entity);
        } else if (!(is_html(&entity) && keep_html(&open, &entity))) {
            status = put_part(reading, &entity);
            end_alternatives(&open);
        }
        while (status == ALMOST_OK && open.n > 0 && !next_part(&open.parts[open.n - 1], &entity))
            status = end_part(reading, &open);
        if (open.n == 0 || status != ALMOST_OK)
            return status;
    }
}

/* --- Mails -------------------------------------------------------------- */

/* The name before <an address>, without quotation marks; else all of it. */
static al_post_name sender(const al_buffer *from)
{
    const char *bytes = from->bytes;
    size_t length = from->length, start = 0;
    const char *angle = length > 0 ? memchr(bytes, '<', length) : NULL;
    if (angle != NULL && angle > bytes)
        length = (size_t)(angle - bytes);
    while (start < length && (bytes[start] == ' ' || bytes[start] == '"'))
        start++;
    while (length > start && (bytes[length - 1] == ' ' || bytes[length - 1] == '"'))
        length--;
    return (al_post_name){length > start ? bytes + start : NULL, length - start};
}

static almost_status put_mail(reading *reading, al_stretch mail)
{
    al_mime_entity entity = al_mime_read(mail);
    al_buffer from, subject;
    const char *name = reading->source->name;
    char number[24];
    int digits = snprintf(number, sizeof number, "%llu", (unsigned long long)++reading->mails);
    al_buffer_init(&from, reading->posts.prose.allocator);
    al_buffer_init(&subject, reading->posts.prose.allocator);
    al_mime_words(entity.from, name, &from);
    al_mime_words(entity.subject, name, &subject);
    al_post post = {.part = {subject.bytes, subject.length},
                    .speaker = sender(&from),
                    .time = {entity.date.bytes, entity.date.length}};
    if (subject.length == 0)
        post.part = (al_post_name){number, (size_t)digits};
    almost_status status = ALMOST_OK;
    if (from.failed || subject.failed)
        status = al_fail_memory(reading->error);
    al_post_begin(&reading->posts, &post);
    if (status == ALMOST_OK)
        status = put_parts(reading, &entity);
    al_post_end(&reading->posts);
    al_buffer_release(&from);
    al_buffer_release(&subject);
    return status;
}

/* What a file begins with for some editors, and is none of it. */
static al_stretch without_sign(al_stretch all)
{
    bool is_sign = all.length >= 3 && memcmp(all.bytes, "\xEF\xBB\xBF", 3) == 0;
    return is_sign ? (al_stretch){all.bytes + 3, all.length - 3} : all;
}

/* Whether a line has a time of day, with seconds. */
static bool has_time(al_stretch line)
{
    for (size_t at = 0; at + 6 <= line.length; at++)
        if (line.bytes[at] == ':' && line.bytes[at + 3] == ':' && line.bytes[at + 1] >= '0' &&
            line.bytes[at + 1] <= '5' && line.bytes[at + 4] >= '0' && line.bytes[at + 4] <= '5')
            return true;
    return false;
}

/* Whether a line begins a mail; `next` is what follows. */
static bool begins_mail(al_stretch line, bool behind_empty, al_stretch next)
{
    if (line.length < 5 || memcmp(line.bytes, "From ", 5) != 0)
        return false;
    if (has_time(line) || (line.length > 5 && line.bytes[5] == '-'))
        return true;
    size_t at = 0;
    al_stretch header;
    return behind_empty && al_mime_line(next, &at, &header) && al_mime_is_header(header);
}

static al_stretch front_of(const al_read_source *source)
{
    return without_sign(
        (al_stretch){source->bytes, source->length < FRONT ? (size_t)source->length : FRONT});
}

static bool is_mbox(const al_read_source *source)
{
    size_t at = 0;
    al_stretch all = front_of(source), line;
    return al_mime_line(all, &at, &line) &&
           begins_mail(line, true, (al_stretch){all.bytes + at, all.length - at});
}

static almost_status put_mailbox(reading *reading, al_stretch all)
{
    al_stretch line;
    size_t at = 0, before = 0, start = 0;
    bool behind_empty = true;
    almost_status status = ALMOST_OK;
    while (status == ALMOST_OK && al_mime_line(all, &at, &line)) {
        if (begins_mail(line, behind_empty, (al_stretch){all.bytes + at, all.length - at})) {
            if (before > 0)
                status = put_mail(reading, (al_stretch){all.bytes + start, before - start});
            start = at;
        }
        behind_empty = without_end(line).length == 0;
        before = at;
    }
    if (status == ALMOST_OK)
        status = put_mail(reading, (al_stretch){all.bytes + start, all.length - start});
    return status;
}

static almost_status read_mail(const al_read_source *source, const al_read_options *options,
                               al_builder *builder, almost_error *error)
{
    reading reading = {.source = source, .options = options, .error = error};
    al_stretch all = without_sign((al_stretch){source->bytes, (size_t)source->length});
    al_posts_init(&reading.posts, builder);
    almost_status told,
        status = is_mbox(source) ? put_mailbox(&reading, all) : put_mail(&reading, all);
    told = al_posts_finish(&reading.posts, error);
    return status != ALMOST_OK ? status : told;
}

/* --- What a mail begins with -------------------------------------------- */

static bool is_named(al_stretch header, const char *const *names)
{
    for (; *names != NULL; names++)
        if (al_mime_is(header, *names))
            return true;
    return false;
}

static al_confidence probe(const al_read_source *source)
{
    static const char *const of_the_way[] = {"received:", "message-id:", "mime-version:",
                                             "return-path:", NULL},
                             *const of_people[] = {"from:", "to:", "subject:", "date:", NULL};
    if (is_mbox(source))
        return AL_CONFIDENCE_LIKELY;
    al_stretch front = front_of(source), line;
    uint32_t way = 0, people = 0;
    for (size_t at = 0; al_mime_line(front, &at, &line) && without_end(line).length > 0;) {
        if (*line.bytes == ' ' || *line.bytes == '\t')
            continue;
        if (!al_mime_is_header(line))
            return AL_CONFIDENCE_NONE;
        way += is_named(line, of_the_way);
        people += is_named(line, of_people);
    }
    if (people == 0)
        return AL_CONFIDENCE_NONE;
    return way > 0 && people > 1 ? AL_CONFIDENCE_LIKELY : AL_CONFIDENCE_POSSIBLE;
}

static const char *const extensions[] = {"eml", "mbox", "mbx", NULL};

const al_reader al_reader_mail = {"mail", extensions, probe, read_mail};
