/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Formats in pieces: a cue or a message is read by the reader of its format as if it were all there
 * is, so that nothing is known here of how times and names are written.
 */
#include "told.h"
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 1 << 14 /* bytes that are fed at once */ };

void telling_begin(telling *telling, const stream *stream)
{
    telling->rewrites = !stream->file;
    telling->keeps = stream->grows;
    telling->format = telling->settings->format;
}

void telling_release(telling *telling)
{
    free(telling->raw);
    telling->raw = NULL;
}

/* --- Feeding ------------------------------------------------------------ */

static bool feed(telling *telling, const char *bytes, size_t length)
{
    almost_error error;
    while (length > 0) {
        size_t n = length < PIECE ? length : PIECE;

        if (almost_watch_feed(telling->watch, bytes, n, &error) != ALMOST_OK) {
            report_error(&error);
            return false;
        }
        telling->fed += n;
        bytes += n;
        length -= n;
        if (!telling->tell(telling->context))
            return false;
    }
    return true;
}

static bool take_back(telling *telling, uint64_t from)
{
    almost_error error;
    if (from == telling->fed)
        return true;
    if (almost_watch_revise(telling->watch, from, &error) != ALMOST_OK) {
        report_error(&error);
        return false;
    }
    telling->fed = from;
    return true;
}

/* --- Texts with times and speakers --------------------------------------- */

static void write_time(const almost_mark *mark, char *out, size_t size)
{
    unsigned long long ms = (unsigned long long)mark->number;
    if (mark->name != NULL)
        snprintf(out, size, "%.*s", (int)(mark->name_length < size ? mark->name_length : size - 1),
                 mark->name);
    else
        snprintf(out, size, "%llu:%02llu:%02llu.%03llu", ms / 3600000, ms / 60000 % 60,
                 ms / 1000 % 60, ms % 1000);
}

/* Whether each message of a format is said for itself. */
static bool has_messages(const char *format)
{
    return strcmp(format, "whatsapp") == 0 || strcmp(format, "jsonl") == 0 ||
           strcmp(format, "mbox") == 0;
}

/* Tell the watch which time and speaker hold at a byte of a text, where that is new. */
static bool set_mark(telling *telling, const almost_text *text, uint64_t byte)
{
    char time[64] = "", speaker[64] = "";
    almost_mark mark;
    almost_error error;
    if (almost_text_mark(text, ALMOST_MARK_TIMECODE, byte, &mark))
        write_time(&mark, time, sizeof time);
    if (almost_text_mark(text, ALMOST_MARK_SPEAKER, byte, &mark) && mark.name != NULL)
        snprintf(speaker, sizeof speaker, "%.*s",
                 (int)(mark.name_length < sizeof speaker ? mark.name_length : sizeof speaker - 1),
                 mark.name);
    bool same_speaker = strcmp(speaker, telling->speaker) == 0;
    if (telling->marked && same_speaker && strcmp(time, telling->time) == 0)
        return true;
    bool ends = telling->marked && (!same_speaker || has_messages(almost_text_format(text)));
    memcpy(telling->time, time, sizeof time);
    memcpy(telling->speaker, speaker, sizeof speaker);
    telling->marked = true;
    const almost_watch_mark own = {time[0] != '\0' ? time : NULL,
                                   speaker[0] != '\0' ? speaker : NULL};
    if (almost_watch_set(telling->watch, &own, ends, &error) == ALMOST_OK)
        return true;
    report_error(&error);
    return false;
}

static bool has_marks(const almost_text *text, uint64_t length)
{
    almost_mark mark;
    return length > 0 && (almost_text_mark(text, ALMOST_MARK_TIMECODE, length - 1, &mark) ||
                          almost_text_mark(text, ALMOST_MARK_SPEAKER, length - 1, &mark));
}

bool telling_take_text(telling *telling, const almost_text *text)
{
    uint64_t length, at = 0;
    const char *bytes = almost_text_bytes(text, &length);
    if (!has_marks(text, length))
        return feed(telling, bytes, (size_t)length);
    while (at < length) { /* a time or a name holds from the beginning of a word on */
        uint64_t end = at;

        while (end < length && bytes[end] != ' ' && bytes[end] != '\n')
            end++;
        while (end < length && (bytes[end] == ' ' || bytes[end] == '\n'))
            end++;
        if (!set_mark(telling, text, at) || !feed(telling, bytes + at, (size_t)(end - at)))
            return false;
        at = end;
    }
    return true;
}

/* --- Lines that are written anew ------------------------------------------ */

/* One byte of a stream; what is left of it goes to `out`. False after saying what is wrong. */
static bool take_byte(telling *telling, char byte, char *out, size_t *n)
{
    if (telling->escape > 0) { /* ESC [ ... letter moves the cursor, or colours */
        bool ends = telling->escape == 1 ? byte != '[' : byte >= '@' && byte <= '~';
        telling->escape = ends ? 0 : 2;
        return true;
    }
    if (telling->returned && byte != '\n' && byte != '\r') {
        telling->returned = false;
        if (telling->line < telling->fed) {
            *n = 0;
            if (!take_back(telling, telling->line))
                return false;
        } else {
            *n = (size_t)(telling->line - telling->fed);
        }
    }
    if (byte == '\r') {
        telling->returned = true;
        return true;
    }
    if (byte == '\x1b') {
        telling->escape = 1;
        return true;
    }
    out[(*n)++] = byte;
    if (byte == '\n') {
        telling->returned = false;
        telling->line = telling->fed + *n;
    }
    return true;
}

static bool take_lines(telling *telling, const char *bytes, size_t length)
{
    char out[PIECE];
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        if (!take_byte(telling, bytes[i], out, &n))
            return false;
        if (n == sizeof out) {
            if (!feed(telling, out, n))
                return false;
            n = 0;
        }
    }
    return feed(telling, out, n);
}

/* --- Cues and messages ---------------------------------------------------- */

/* Whether a format comes in pieces that blank lines part. */
static bool has_cues(const char *format)
{
    return strcmp(format, "srt") == 0 || strcmp(format, "vtt") == 0 || strcmp(format, "sbv") == 0;
}

static bool has_blocks(const char *format)
{
    return has_cues(format) || strcmp(format, "whatsapp") == 0;
}

/* Read some bytes as a format, or as what they seem to be. NULL: they cannot be read. */
static almost_text *read_as(const telling *telling, const char *bytes, size_t length,
                            const char *format, almost_error *error)
{
    almost_text_options options;
    almost_text *text = NULL;
    settings_text_options(telling->settings, &options);
    options.environment = telling->environment;
    options.format = format;
    options.encoding = "UTF-8";
    options.name = telling->name;
    return almost_text_from_memory(bytes, length, &options, &text, error) == ALMOST_OK ? text
                                                                                       : NULL;
}

static bool take_block(telling *telling, const char *bytes, size_t length)
{
    almost_error error;
    almost_text *text = read_as(telling, bytes, length, telling->format, &error);
    bool going;
    if (text == NULL) {
        report_error(&error);
        return false;
    }
    uint64_t told;
    almost_text_bytes(text, &told);
    going = telling_take_text(telling, text) && (told == 0 || feed(telling, "\n", 1));
    almost_text_free(text);
    return going;
}

/* Whether a line begins a message of a chat. */
static bool begins_message(const telling *telling, const char *line, size_t length)
{
    almost_error error;
    almost_text *text = read_as(telling, line, length, NULL, &error);
    bool begins = text != NULL && strcmp(almost_text_format(text), "whatsapp") == 0;
    almost_text_free(text);
    return begins;
}

static bool is_blank(const char *line, size_t length)
{
    while (length > 0 &&
           (line[length - 1] == '\n' || line[length - 1] == '\r' || line[length - 1] == ' '))
        length--;
    return length == 0;
}

/* The end of the first block that is complete from `taken` on; 0: none is. */
static size_t block_end(const telling *telling)
{
    size_t at = telling->taken;
    bool begun = false;
    while (at < telling->length) {
        const char *line = telling->raw + at;
        const char *newline = memchr(line, '\n', telling->length - at);
        if (newline == NULL)
            return 0;
        size_t length = (size_t)(newline - line) + 1;
        if (has_cues(telling->format)) {
            if (begun && is_blank(line, length))
                return at + length;
            begun = begun || !is_blank(line, length);
        } else {
            if (begun && begins_message(telling, line, length))
                return at;
            begun = true;
        }
        at += length;
    }
    return 0;
}

/* What is left, whether or not it is complete. */
static bool take_rest(telling *telling)
{
    size_t start = telling->taken;
    if (telling->format == NULL || !has_blocks(telling->format) || start == telling->length)
        return true;
    telling->taken = telling->length;
    return take_block(telling, telling->raw + start, telling->length - start);
}

/* All that are complete. */
static bool take_blocks(telling *telling)
{
    const size_t longest = (size_t)1 << 20;
    size_t end;
    while ((end = block_end(telling)) > 0) {
        size_t start = telling->taken;

        telling->taken = end;
        if (!take_block(telling, telling->raw + start, end - start))
            return false;
    }
    if (telling->length - telling->taken <= longest)
        return true;
    report("%s: a cue or message has more than 1 MiB; if this is no %s, say so with --from text",
           telling->name, telling->format);
    return false;
}

/* --- What it is ------------------------------------------------------------ */

static bool is_number(const char *line, size_t length)
{
    size_t digits = 0;
    while (digits < length && line[digits] >= '0' && line[digits] <= '9')
        digits++;
    return digits > 0 && is_blank(line + digits, length - digits);
}

/* The format by the first line or two; NULL: more is to come. `last`: nothing comes for now. */
static const char *find_format(const telling *telling, bool last)
{
    const char *line = telling->raw, *newline = memchr(line, '\n', telling->length);
    size_t length = newline != NULL ? (size_t)(newline - line) + 1 : telling->length;
    const char *found = "text";
    almost_error error;
    if (newline == NULL)
        return last || telling->length > PIECE ? found : NULL;
    if (is_number(line, length)) {
        newline = memchr(newline + 1, '\n', telling->length - length);
        if (newline == NULL)
            return last || telling->length > PIECE ? found : NULL;
        length = (size_t)(newline - line) + 1;
    }
    almost_text *text = read_as(telling, line, length, NULL, &error);
    if (text != NULL)
        found = almost_text_format(text);
    almost_text_free(text);
    return has_blocks(found) ? found : "text";
}

/* Forget bytes at the front of `raw`, which were taken. */
static void forget(telling *telling, size_t n)
{
    memmove(telling->raw, telling->raw + n, telling->length - n);
    telling->length -= n;
    telling->taken -= n;
    telling->let_go += n;
}

/* Drop what was taken; of what is kept all but the end, where it is more than a text may have. */
static void drop_taken(telling *telling)
{
    enum { END = 1 << 16 };
    uint64_t most = telling->settings->max_bytes;
    bool kept = telling->keeps || has_blocks(telling->format);
    if (!kept)
        forget(telling, telling->taken);
    else if (telling->length > (most > 0 ? most : UINT64_C(1) << 30) && telling->taken > END)
        forget(telling, telling->taken - END);
}

static bool take_what_came(telling *telling, bool last)
{
    static const char mark[] = "\xEF\xBB\xBF";
    if (telling->format == NULL) {
        if (telling->length == 0)
            return true;
        telling->format = find_format(telling, last);
        if (telling->format == NULL)
            return true;
    }
    if (has_blocks(telling->format)) {
        bool whole = take_blocks(telling);

        drop_taken(telling);
        return whole;
    }
    if (telling->let_go == 0 && telling->taken == 0 && telling->length >= 3 &&
        memcmp(telling->raw, mark, 3) == 0)
        telling->taken = 3;
    const char *bytes = telling->raw + telling->taken;
    size_t length = telling->length - telling->taken;
    telling->taken = telling->length;
    bool going =
        telling->rewrites ? take_lines(telling, bytes, length) : feed(telling, bytes, length);
    drop_taken(telling);
    return going;
}

bool telling_take(telling *telling, const char *bytes, size_t length)
{
    size_t wanted = telling->length + length;
    if (wanted > telling->capacity) {
        size_t capacity = 2 * telling->capacity > wanted ? 2 * telling->capacity : wanted;
        char *raw = realloc(telling->raw, capacity);

        if (raw == NULL) {
            report("out of memory");
            return false;
        }
        telling->raw = raw;
        telling->capacity = capacity;
    }
    memcpy(telling->raw + telling->length, bytes, length);
    telling->length = wanted;
    return take_what_came(telling, false);
}

bool telling_pause(telling *telling)
{
    if (!take_what_came(telling, true) || !take_rest(telling))
        return false;
    almost_watch_flush(telling->watch);
    return telling->tell(telling->context);
}

bool telling_end(telling *telling)
{
    if (!take_what_came(telling, true) || !take_rest(telling))
        return false;
    almost_watch_end(telling->watch);
    return telling->tell(telling->context);
}

/* --- Files that are written anew -------------------------------------------- */

/* How much of what was read still stands in the file. */
static size_t common_length(const telling *telling, const stream *stream)
{
    char now[1 << 14];
    size_t at = 0;
    while (at < telling->length) {
        ptrdiff_t n = stream_read_at(stream, now, sizeof now, telling->let_go + at);
        size_t most = telling->length - at, i = 0;

        if (n <= 0)
            break;
        most = most < (size_t)n ? most : (size_t)n;
        while (i < most && now[i] == telling->raw[at + i])
            i++;
        at += i;
        if (i < most)
            break;
    }
    while (at > 0 && at < telling->length && (telling->raw[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Tell anew from the first byte that is another one. */
static bool tell_anew(telling *telling, stream *stream, size_t common)
{
    uint64_t mark = telling->let_go + telling->length - telling->fed; /* a byte order mark */
    uint64_t from = telling->let_go + common;
    if (telling->format != NULL && has_blocks(telling->format)) {
        report("%s: was changed before its end; subtitles and chats are only followed at their end",
               telling->name);
        return false;
    }
    if (telling->format != NULL && !take_back(telling, from > mark ? from - mark : 0))
        return false;
    telling->length = telling->taken = common;
    return stream_go(stream, from) && telling->tell(telling->context);
}

bool telling_look_again(telling *telling, stream *stream, bool *changed)
{
    size_t tail = telling->length < 4096 ? telling->length : 4096, common;
    *changed = false;
    if (!stream_was_rewritten(stream, telling->let_go + telling->length,
                              telling->raw + telling->length - tail, tail))
        return true;
    common = common_length(telling, stream);
    *changed = common < telling->length;
    return !*changed || tell_anew(telling, stream, common);
}

bool telling_whole(const telling *telling, almost_text **out)
{
    almost_error error;
    *out = NULL;
    if (telling->format == NULL || !has_blocks(telling->format) || telling->let_go > 0)
        return true;
    *out = read_as(telling, telling->raw, telling->length, telling->format, &error);
    if (*out == NULL)
        report_error(&error);
    return *out != NULL;
}
