/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chats that WhatsApp has written out. A message begins with a stamp, in the form of dates of the
 * language of the telephone: [28.11.23, 18:40:05] on iOS, 3/5/24, 9:02 AM - on Android; digits may
 * be Arabic, words may stand between the date and the time, before it and behind it. So a stamp is
 * three numbers, something short, a time, something short, and the sign that ends it. Lines without
 * one go on with the message before.
 */
#include "base/error.h"
#include "read/decoded.h"
#include "read/posts.h"

#include <string.h>

/* A place in a line. */
typedef struct cursor {
    const char *at, *end;
} cursor;

/* What a line begins with. */
typedef struct stamp {
    al_post_name time;
    cursor rest;
} stamp;

/*
 * The bytes of a digit: ASCII, Arabic (U+0660 on), Persian (U+06F0 on), of India's scripts, each of
 * which has 128 places with digits from the 103rd on (U+0966 Devanagari to U+0D66 Malayalam); 0:
 * none.
 */
static uint32_t digit_size(const cursor *cursor)
{
    const unsigned char *at = (const unsigned char *)cursor->at;
    ptrdiff_t left = cursor->end - cursor->at;
    if (left >= 1 && at[0] >= '0' && at[0] <= '9')
        return 1;
    if (left >= 2 && ((at[0] == 0xD9 && at[1] >= 0xA0 && at[1] <= 0xA9) ||
                      (at[0] == 0xDB && at[1] >= 0xB0 && at[1] <= 0xB9)))
        return 2;
    bool indian = left >= 3 && at[0] == 0xE0 && at[1] >= 0xA5 && at[1] <= 0xB5 && at[1] % 2 == 1 &&
                  at[2] >= 0xA6 && at[2] <= 0xAF;
    return indian ? 3 : 0;
}

static void skip_marks(cursor *cursor)
{
    cursor->at += al_post_marks(cursor->at, (uint64_t)(cursor->end - cursor->at));
}

/* A number of so many digits. */
static bool take_number(cursor *cursor, int least, int most)
{
    int n = 0;
    skip_marks(cursor);
    for (uint32_t size; n <= most && (size = digit_size(cursor)) > 0; n++)
        cursor->at += size;
    skip_marks(cursor);
    return n >= least && n <= most;
}

static bool take_one_of(cursor *cursor, const char *signs)
{
    if (cursor->at == cursor->end || strchr(signs, *cursor->at) == NULL || *cursor->at == '\0')
        return false;
    cursor->at++;
    return true;
}

static void skip_blanks(cursor *cursor)
{
    while (cursor->at < cursor->end && *cursor->at == ' ')
        cursor->at++;
}

static bool take_sign(cursor *cursor, const char *sign)
{
    size_t length = strlen(sign);
    if ((size_t)(cursor->end - cursor->at) < length || memcmp(cursor->at, sign, length) != 0)
        return false;
    cursor->at += length;
    return true;
}

/* Year, month and day, as they are called behind their numbers. */
static bool take_unit(cursor *cursor, int part)
{
    static const char *const units[3][2] = {{"年", "년"}, {"月", "월"}, {"日", "일"}};
    return take_sign(cursor, units[part][0]) || take_sign(cursor, units[part][1]);
}

static bool take_date(cursor *cursor)
{
    for (int part = 0; part < 3; part++) {
        if (!take_number(cursor, 1, 4))
            return false;
        if (part < 2 && !take_one_of(cursor, "/.-") && !take_unit(cursor, part))
            return false;
        if (part < 2) {
            skip_marks(cursor);
            skip_blanks(cursor);
        }
    }
    take_one_of(cursor, ".");
    take_unit(cursor, 2);
    return true;
}

static bool take_time(cursor *cursor)
{
    if (!take_number(cursor, 1, 2) || !take_one_of(cursor, ":.") || !take_number(cursor, 2, 2))
        return false;
    const struct cursor before = *cursor;
    if (!take_one_of(cursor, ":.") || !take_number(cursor, 2, 2))
        *cursor = before;
    return true;
}

enum { MOST_BETWEEN = 24 /* bytes of words in a stamp */ };

/* Words between the date and the time. */
static bool take_between(cursor *cursor)
{
    const char *start = cursor->at;
    while (cursor->at < cursor->end && digit_size(cursor) == 0) {
        if (cursor->at - start == MOST_BETWEEN || *cursor->at == ']' || *cursor->at == '[')
            return false;
        cursor->at++;
    }
    return cursor->at > start;
}

static bool ends_stamp(const cursor *cursor, bool bracket, uint32_t *size)
{
    static const char dash[] = " - ", long_dash[] = " \xE2\x80\x93 "; /* as editors make of it */
    size_t left = (size_t)(cursor->end - cursor->at);
    bool is_long = left >= 5 && memcmp(cursor->at, long_dash, 5) == 0;
    *size = bracket ? 1 : is_long ? 5 : 3;
    if (bracket)
        return left >= 1 && *cursor->at == ']';
    return is_long || (left >= 3 && memcmp(cursor->at, dash, 3) == 0);
}

/* Whether a line begins with a stamp. */
static bool take_stamp(const al_read_line *line, stamp *out)
{
    cursor cursor = {line->bytes, line->bytes + line->length};
    skip_marks(&cursor);
    bool bracket = take_one_of(&cursor, "[");
    const char *start = cursor.at;
    uint32_t size;
    if (!take_date(&cursor) || !take_between(&cursor) || !take_time(&cursor))
        return false;
    const char *behind = cursor.at;
    while (!ends_stamp(&cursor, bracket, &size)) {
        if (cursor.at == cursor.end || cursor.at - behind == MOST_BETWEEN ||
            digit_size(&cursor) > 0)
            return false;
        cursor.at++;
    }
    out->time = (al_post_name){start, (size_t)(cursor.at - start)};
    cursor.at += size;
    skip_blanks(&cursor);
    skip_marks(&cursor);
    out->rest = cursor;
    return true;
}

/* Names have no quotation marks, which the program's own messages put around what was changed. */
static bool has_quotation_mark(const char *bytes, const char *end)
{
    for (; bytes < end; bytes++)
        if (*bytes == '"' ||
            (end - bytes >= 2 && bytes[0] == '\xC2' &&
             (bytes[1] == '\xAB' || bytes[1] == '\xBB')) ||
            (end - bytes >= 3 && memcmp(bytes, "\xE2\x80", 2) == 0 && bytes[2] >= '\x9C' &&
             bytes[2] <= '\x9F'))
            return true;
    return false;
}

/* Who wrote it, who stands before the first colon; nobody where the program tells something. */
static al_post_name take_speaker(cursor *rest)
{
    enum { MOST = 160 };
    static const al_post_name nobody = {NULL, 0};
    for (const char *at = rest->at; at < rest->end && at - rest->at < MOST; at++) {
        if (*at != ':' || (at + 1 < rest->end && at[1] != ' '))
            continue;
        al_post_name name = {rest->at, (size_t)(at - rest->at)};
        if (name.length == 0 || has_quotation_mark(rest->at, at))
            return nobody;
        rest->at = at + 1;
        skip_blanks(rest);
        return name;
    }
    return nobody;
}

/* A word in the place of a picture: as a whole in <>, or behind a mark of direction. */
static bool is_placeholder(const cursor *text)
{
    if (al_post_marks(text->at, (uint64_t)(text->end - text->at)) > 0)
        return true;
    return text->end - text->at > 2 && *text->at == '<' && text->end[-1] == '>' &&
           memchr(text->at, '>', (size_t)(text->end - text->at)) == text->end - 1;
}

/*
 * Where the program says behind a message that it was edited: all in <>, behind a mark of
 * direction, or in the words that it has on telephones without these. The length where it does not.
 */
static uint64_t notice_at(const char *bytes, uint64_t length)
{
    static const char edited[] = "<This message was edited>";
    uint64_t at = length;
    if (length == 0 || bytes[length - 1] != '>')
        return length;
    while (at > 0 && bytes[at - 1] != '<')
        at--;
    if (at-- == 0)
        return length;
    bool marked = at >= 3 && al_post_marks(bytes + at - 3, 3) == 3;
    bool is = marked || (length - at == sizeof edited - 1 &&
                         memcmp(bytes + at, edited, sizeof edited - 1) == 0);
    return is ? at - (marked ? 3 : 0) : length;
}

static void put_line(al_posts *posts, const al_decoded *decoded, const char *bytes, uint64_t length)
{
    uint64_t words = posts->outside ? length : notice_at(bytes, length);
    al_post_line(posts, bytes, words, al_decoded_range(decoded, bytes, words));
    if (words < length)
        al_post_notice(posts, bytes + words, length - words,
                       al_decoded_range(decoded, bytes + words, length - words));
}

static void begin_message(al_posts *posts, const al_decoded *decoded, stamp *stamp)
{
    cursor *rest = &stamp->rest;
    al_post post = {.time = stamp->time, .speaker = take_speaker(rest)};
    post.outside = post.speaker.length == 0 || is_placeholder(rest);
    al_post_begin(posts, &post);
    put_line(posts, decoded, rest->at, (uint64_t)(rest->end - rest->at));
}

static almost_status read_whatsapp(const al_read_source *source, const al_read_options *options,
                                   al_builder *builder, almost_error *error)
{
    al_decoded decoded;
    almost_status status = al_decode_source(source, options, builder, &decoded, error);
    if (status != ALMOST_OK)
        return status;
    al_posts posts;
    al_read_line line;
    stamp stamp;
    bool open = false;
    al_posts_init(&posts, builder);
    for (uint32_t at = 0; al_decoded_line(&decoded, &at, &line) && !al_posts_failed(&posts);) {
        if (take_stamp(&line, &stamp)) {
            if (open)
                al_post_end(&posts);
            begin_message(&posts, &decoded, &stamp);
            open = true;
        } else {
            put_line(&posts, &decoded, line.bytes, line.length);
        }
    }
    if (open)
        al_post_end(&posts);
    return al_posts_finish(&posts, error);
}

/* The first line has a stamp, and another, unless there is none. */
static al_confidence probe(const al_read_source *source)
{
    char room[AL_FRONT];
    al_decoded front = al_source_front(source, room);
    al_read_line line;
    stamp stamp;
    uint32_t at = 0, n = 0, stamps = 0;
    while (al_decoded_line(&front, &at, &line)) {
        stamps += take_stamp(&line, &stamp);
        if (++n == 1 && stamps == 0)
            return AL_CONFIDENCE_NONE;
    }
    return stamps > 1 || (n == 1 && stamps == 1) ? AL_CONFIDENCE_LIKELY : AL_CONFIDENCE_NONE;
}

static const char *const extensions[] = {NULL};

const al_reader al_reader_whatsapp = {"whatsapp", extensions, probe, read_whatsapp};
