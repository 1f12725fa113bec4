/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines are read in small letters, with one blank for whatever is no letter, so that a row of
 * stars, an apostrophe or another hyphen makes no other line of it.
 */
#include "read/gutenberg.h"

#include <string.h>

enum {
    LOOKED_AT = 4096,      /* bytes at either end of a text that is one of these */
    LINE = 64,             /* bytes of a line that tell what it is */
    MOST_CREDITS = 12,     /* paragraphs behind a start line */
    LONGEST_CREDIT = 6144, /* bytes */
    MOST_TITLE_LINES = 4,  /* of a start line whose title was wrapped */
    SHORTEST_NOTE = 40,    /* bytes; what is shorter is the heading of one */
    SECOND_START = 16384   /* bytes of a head behind its first start line */
};

static const char *const start_lines[] = {"start of the project gutenberg",
                                          "start of this project gutenberg",
                                          "start of project gutenberg",
                                          "start des projekt gutenberg",
                                          "start des project gutenberg",
                                          "beginn des projekt gutenberg",
                                          "beginn des project gutenberg",
                                          "début du projet gutenberg",
                                          "début du project gutenberg",
                                          "end the small print",
                                          NULL};

static const char *const end_lines[] = {
    "end of project gutenberg",         "end of the project gutenberg",
    "end of this project gutenberg",    "the end of project gutenberg",
    "the end of the project gutenberg", "ende dieses projekt gutenberg",
    "ende dieses project gutenberg",    "ende des projekt gutenberg",
    "ende des project gutenberg",       "ende von project gutenberg",
    "fin du projet gutenberg",          "fin du project gutenberg",
    "fin de ce projet gutenberg",       "fin de projet gutenberg",
    "fin de project gutenberg",         "fin del proyecto gutenberg",
    "fine del progetto gutenberg",      NULL};

/* How paragraphs begin that say who made the file. */
static const char *const credits[] = {"produced by",
                                      "e text prepared by",
                                      "etext prepared by",
                                      "etext produced by",
                                      "e text produced by",
                                      "this etext was",
                                      "this e text was",
                                      "this ebook was",
                                      "this ebook is",
                                      "this file was",
                                      "prepared by",
                                      "transcribed by",
                                      "transcribed from",
                                      "scanned by",
                                      "scanned and proofed",
                                      "proofread by",
                                      "html version by",
                                      "credits produced by",
                                      "note project gutenberg",
                                      "note images of",
                                      "project gutenberg",
                                      "erstellt von",
                                      "dieses ebook wurde",
                                      "dieser text wurde",
                                      "produit par",
                                      "ce livre électronique",
                                      NULL};

static const char *const notes[] = {"transcriber s note",
                                    "transcribers note",
                                    "transcriber note",
                                    "transcription note",
                                    "transcriptor s note",
                                    "anmerkung zur transkription",
                                    "anmerkungen zur transkription",
                                    "anmerkungen des bearbeiters",
                                    "note de transcription",
                                    "notes de transcription",
                                    "note du transcripteur",
                                    "note au lecteur de ce fichier",
                                    NULL};

/* Where reading stands in a text. */
typedef struct reading {
    const char *bytes;
    uint64_t length;
} reading;

static bool is_letter(char byte)
{
    return (unsigned char)byte >= 0x80 || ((byte | 32) >= 'a' && (byte | 32) <= 'z');
}

/* The first words of what begins at a byte, up to `end`: small letters, one blank between. */
static void first_words(const reading *in, uint64_t at, uint64_t end, char words[LINE + 1])
{
    size_t n = 0;
    for (; at < end && n < LINE; at++) {
        char byte = in->bytes[at];
        if (is_letter(byte))
            words[n++] = (unsigned char)byte < 0x80 ? (char)(byte | 32) : byte;
        else if (n > 0 && words[n - 1] != ' ')
            words[n++] = ' ';
    }
    words[n] = '\0';
}

static bool begins_as(const char *words, const char *const *list)
{
    for (; *list != NULL; list++)
        if (strncmp(words, *list, strlen(*list)) == 0)
            return true;
    return false;
}

/* Where the line of a byte ends, its line end included. */
static uint64_t line_end(const reading *in, uint64_t at)
{
    const char *found = memchr(in->bytes + at, '\n', in->length - at);
    return found != NULL ? (uint64_t)(found - in->bytes) + 1 : in->length;
}

static bool is_blank_line(const reading *in, uint64_t start, uint64_t end)
{
    while (start < end && strchr(" \t\r\n", in->bytes[start]) != NULL && in->bytes[start] != '\0')
        start++;
    return start == end;
}

static uint64_t skip_blank_lines(const reading *in, uint64_t at)
{
    for (uint64_t end; at < in->length && is_blank_line(in, at, end = line_end(in, at));)
        at = end;
    return at;
}

/* Where a paragraph ends; of one that is too long for a credit, some place behind that length. */
static uint64_t paragraph_end(const reading *in, uint64_t at)
{
    uint64_t most = at + LONGEST_CREDIT;
    for (uint64_t end; at < in->length && !is_blank_line(in, at, end = line_end(in, at));) {
        at = end;
        if (at > most)
            break;
    }
    return at;
}

static bool has(const char *bytes, uint64_t length, const char *wanted)
{
    size_t size = strlen(wanted);
    const char *end = bytes + length, *at = bytes;
    while ((uint64_t)(end - at) >= size) {
        at = memchr(at, wanted[0], (size_t)(end - at) - size + 1);
        if (at == NULL)
            return false;
        if (memcmp(at, wanted, size) == 0)
            return true;
        at++;
    }
    return false;
}

/* Whether some bytes hold one or the other. */
static bool holds(const char *bytes, uint64_t length, const char *one, const char *other)
{
    return has(bytes, length, one) || has(bytes, length, other);
}

bool al_gutenberg_is(const char *bytes, uint64_t length)
{
    uint64_t looked_at = length < LOOKED_AT ? length : LOOKED_AT;
    return holds(bytes, looked_at, "Gutenberg", "GUTENBERG") ||
           holds(bytes + length - looked_at, looked_at, "Gutenberg", "GUTENBERG");
}

/* Where a note in square brackets ends that begins at a byte; 0: it is none, or has no end. */
static uint64_t bracket_end(const reading *in, uint64_t at)
{
    uint64_t end = in->length - at < LONGEST_CREDIT ? in->length : at + LONGEST_CREDIT;
    int open = 0;
    if (in->bytes[at] != '[')
        return 0;
    for (; at < end; at++) {
        open += (in->bytes[at] == '[') - (in->bytes[at] == ']');
        if (open == 0)
            return line_end(in, at);
    }
    return 0;
}

/* Where what says who made the file ends, of a paragraph that begins at a byte; 0: it does not. */
static uint64_t credit_end(const reading *in, uint64_t at)
{
    char words[LINE + 1];
    uint64_t end = paragraph_end(in, at), bracket;
    if (at == in->length || end - at > LONGEST_CREDIT)
        return 0;
    first_words(in, at, end, words);
    if (begins_as(words, credits) ||
        holds(in->bytes + at, end - at, "istributed Proofread", "pgdp.net"))
        return end;
    if (!begins_as(words, notes))
        return 0;
    if ((bracket = bracket_end(in, at)) != 0)
        return bracket;
    if (end - at >= SHORTEST_NOTE)
        return end;
    uint64_t below = skip_blank_lines(in, end), note = paragraph_end(in, below);
    return note - below <= LONGEST_CREDIT ? note : end;
}

/* Where a head ends whose start line does: behind its title and those who made the file. */
static uint64_t head_end(const reading *in, uint64_t start, uint64_t end)
{
    for (int i = 0; i < MOST_TITLE_LINES; i++) {
        uint64_t last = end;
        while (last > start && strchr(" \t\r\n", in->bytes[last - 1]) != NULL)
            last--;
        uint64_t next = line_end(in, end);
        if (last == start || in->bytes[last - 1] == '*' || is_blank_line(in, end, next))
            break;
        start = end;
        end = next;
    }
    for (int i = 0; i < MOST_CREDITS; i++) {
        uint64_t credit = credit_end(in, skip_blank_lines(in, end));
        if (credit == 0)
            break;
        end = credit;
    }
    return end;
}

static void leave_out(al_builder *builder, uint64_t start, uint64_t end)
{
    static const char name[] = "head and licence of Project Gutenberg";
    al_builder_layer(builder, AL_LAYER_OUTSIDE, (al_range){(uint32_t)start, (uint32_t)end},
                     al_value_bytes(name, sizeof name - 1));
}

/* A line that begins as those of a list do, and stands by itself or behind stars. */
static bool is_line(const reading *in, al_range line, bool apart, const char *const *list)
{
    char words[LINE + 1];
    uint32_t at = line.start;
    while (at < line.end && (in->bytes[at] == ' ' || in->bytes[at] == '\t'))
        at++;
    if (!apart && in->bytes[at] != '*')
        return false;
    first_words(in, at, line.end, words);
    return begins_as(words, list);
}

void al_gutenberg_note(al_builder *builder, const char *bytes, uint64_t length)
{
    const reading in = {bytes, length};
    uint64_t outside = 0, body = 0; /* where either began last; the one that is behind goes on */
    bool reads = false, apart = true;
    for (uint64_t at = 0, end; at < in.length; at = end) {
        end = line_end(&in, at);
        al_range line = {(uint32_t)at, (uint32_t)end};
        bool starts = in.bytes[at] == '*' && is_line(&in, line, false, start_lines);
        if (starts && (!reads || at - body < SECOND_START)) {
            body = end = head_end(&in, at, end);
            leave_out(builder, outside, body);
            reads = true;
        } else if (reads && is_line(&in, line, apart, end_lines)) {
            outside = at;
            reads = false;
        }
        apart = is_blank_line(&in, at, end);
    }
    if (!reads && outside > 0)
        leave_out(builder, outside, in.length);
}
