/* SPDX-License-Identifier: Apache-2.0 */
/* Each byte is looked at once or, within a tag, a few times: all of it is linear. */
#include "read/html_token.h"

#include "text/signs.h"

#include <string.h>
#include <strings.h>

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool al_html_is(al_html_piece piece, const char *word)
{
    return strlen(word) == piece.length && strncasecmp(piece.bytes, word, piece.length) == 0;
}

bool al_html_has_word(al_html_piece piece, const char *word)
{
    uint32_t at = 0;
    while (at < piece.length) {
        uint32_t start = at;
        while (at < piece.length && !al_is_space_byte(piece.bytes[at]))
            at++;
        if (al_html_is((al_html_piece){piece.bytes + start, at - start}, word))
            return true;
        at++;
    }
    return false;
}

static al_html_piece piece_of(const char *start, const char *end)
{
    return (al_html_piece){start, (uint32_t)(end - start)};
}

/* Where some bytes stand from `at` on, or NULL. */
static const char *find(const char *at, const char *end, const char *bytes)
{
    size_t length = strlen(bytes);
    while ((size_t)(end - at) >= length) {
        at = memchr(at, bytes[0], (size_t)(end - at) - length + 1);
        if (at == NULL || memcmp(at, bytes, length) == 0)
            return at;
        at++;
    }
    return NULL;
}

/* --- Attributes --------------------------------------------------------- */

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && al_is_space_byte(*at))
        at++;
    return at;
}

/* The value behind the = that was read. Where it ends. */
static const char *read_value(const char *at, const char *end, al_html_piece *value)
{
    at = skip_space(at, end);
    const char *start = at;
    if (at < end && (*at == '"' || *at == '\'')) {
        const char *closed = memchr(at + 1, *at, (size_t)(end - at) - 1);
        *value = piece_of(at + 1, closed != NULL ? closed : end);
        return closed != NULL ? closed + 1 : end;
    }
    while (at < end && !al_is_space_byte(*at) && *at != '>')
        at++;
    *value = piece_of(start, at);
    return at;
}

/*
 * The next attribute from *at on; false where the tag ends, at its > or, cut off, at `end`.
 * *slash: a / stands right before that.
 */
static bool next_attribute(const char **at, const char *end, al_html_piece *name,
                           al_html_piece *value, bool *slash)
{
    const char *here = *at;
    *slash = false;
    while (here < end && (al_is_space_byte(*here) || *here == '/'))
        *slash = *here++ == '/';
    *at = here;
    if (here == end || *here == '>')
        return false;
    const char *start = here++; /* a = may begin a name */
    while (here < end && !al_is_space_byte(*here) && *here != '/' && *here != '>' && *here != '=')
        here++;
    *name = piece_of(start, here);
    *value = piece_of(here, here);
    const char *sign = skip_space(here, end);
    if (sign < end && *sign == '=')
        here = read_value(sign + 1, end, value);
    *at = here;
    return true;
}

bool al_html_attribute(const al_html_token *token, const char *wanted, al_html_piece *value)
{
    const char *at = token->attributes.bytes, *end = at + token->attributes.length;
    al_html_piece name;
    bool slash;
    while (next_attribute(&at, end, &name, value, &slash))
        if (al_html_is(name, wanted))
            return true;
    return false;
}

/* --- Tags --------------------------------------------------------------- */

/* A tag whose name begins at `name`. False: the source ends within it. */
static bool read_tag(al_html_tokens *tokens, const char *name, al_html_token *token)
{
    const char *at = name, *end = tokens->end;
    while (at < end && !al_is_space_byte(*at) && *at != '/' && *at != '>')
        at++;
    token->kind = name[-1] == '/' ? AL_HTML_END : AL_HTML_START;
    token->name = piece_of(name, at);
    const char *attributes = at;
    al_html_piece attribute, value;
    while (next_attribute(&at, end, &attribute, &value, &token->closes_itself))
        ;
    token->attributes = piece_of(attributes, at);
    bool whole = at < end;
    if (whole)
        at++;
    token->whole = piece_of(tokens->at, at);
    tokens->at = at;
    return whole;
}

/* --- What is neither ---------------------------------------------------- */

static const char *behind(const char *at, const char *end, const char *bytes)
{
    const char *found = find(at, end, bytes);
    return found != NULL ? found + strlen(bytes) : end;
}

/* Behind a comment that begins at `at`. */
static const char *behind_comment(const char *at, const char *end)
{
    at += strlen("<!--");
    if (at < end && *at == '>')
        return at + 1;
    if (end - at >= 2 && memcmp(at, "->", 2) == 0)
        return at + 2;
    while ((at = find(at, end, "--")) != NULL) {
        const char *last = at + 2;
        if (last < end && *last == '!')
            last++;
        if (last < end && *last == '>')
            return last + 1;
        at++;
    }
    return end;
}

/* Behind a document type, which in XML may have declarations of its own. */
static const char *behind_declaration(const al_html_tokens *tokens, const char *at)
{
    const char *end = tokens->end, *closed = behind(at, end, ">");
    const char *opened = memchr(at, '[', (size_t)(closed - at));
    if (!tokens->xml || opened == NULL)
        return closed;
    return behind(behind(opened, end, "]"), end, ">");
}

static bool starts(const al_html_tokens *tokens, const char *bytes)
{
    size_t length = strlen(bytes);
    return (size_t)(tokens->end - tokens->at) >= length && memcmp(tokens->at, bytes, length) == 0;
}

/* Pass over what begins with < and is neither tag nor text. */
static void pass_over(al_html_tokens *tokens)
{
    if (starts(tokens, "<!--"))
        tokens->at = behind_comment(tokens->at, tokens->end);
    else if (tokens->xml && starts(tokens, "<?"))
        tokens->at = behind(tokens->at, tokens->end, "?>");
    else
        tokens->at = behind_declaration(tokens, tokens->at);
}

static al_html_token read_cdata(al_html_tokens *tokens)
{
    const char *start = tokens->at + strlen("<![CDATA["), *end = tokens->end;
    const char *closed = find(start, end, "]]>");
    tokens->at = closed != NULL ? closed + 3 : end;
    return (al_html_token){.kind = AL_HTML_TEXT,
                           .whole = piece_of(start, closed != NULL ? closed : end),
                           .literal = true};
}

/* Whether a < begins anything but text. */
static bool is_markup(const char *at, const char *end)
{
    if (end - at < 2)
        return false;
    return is_letter(at[1]) || at[1] == '!' || at[1] == '?' || (at[1] == '/' && end - at > 2);
}

static al_html_token read_text(al_html_tokens *tokens)
{
    const char *start = tokens->at, *at = start;
    while (at < tokens->end) {
        at = memchr(at, '<', (size_t)(tokens->end - at));
        if (at == NULL || is_markup(at, tokens->end))
            break;
        at++;
    }
    tokens->at = at != NULL ? at : tokens->end;
    return (al_html_token){.kind = AL_HTML_TEXT, .whole = piece_of(start, tokens->at)};
}

/* --- Elements that hold no markup --------------------------------------- */

void al_html_hold(al_html_tokens *tokens, const al_html_token *start, bool literal)
{
    tokens->held = start->name;
    tokens->literal = literal;
}

/* Whether a tag of the name stands behind `at`, where < or </ was read. */
static bool is_named(const char *at, const char *end, al_html_piece name)
{
    return (size_t)(end - at) > name.length && strncasecmp(at, name.bytes, name.length) == 0 &&
           (al_is_space_byte(at[name.length]) || at[name.length] == '/' || at[name.length] == '>');
}

/*
 * Where the end tag stands, or the end. In a script, a comment may hold a script with an end tag of
 * its own.
 */
static const char *end_of_held(const al_html_tokens *tokens)
{
    bool script = al_html_is(tokens->held, "script"), comment = false, within = false;
    const char *at = tokens->at, *end = tokens->end;
    for (; at < end; at++) {
        if (script && comment && *at == '-' && end - at >= 3 && memcmp(at, "-->", 3) == 0)
            comment = within = false;
        if (*at != '<')
            continue;
        bool closes = end - at >= 2 && at[1] == '/';
        if (is_named(at + 1 + closes, end, tokens->held)) {
            if (closes && !within)
                return at;
            within = comment && !closes;
        } else if (end - at >= 4 && memcmp(at, "<!--", 4) == 0) {
            comment = true;
        }
    }
    return end;
}

static al_html_token read_held(al_html_tokens *tokens)
{
    const char *start = tokens->at;
    tokens->at = al_html_is(tokens->held, "plaintext") ? tokens->end : end_of_held(tokens);
    tokens->held = (al_html_piece){0};
    return (al_html_token){
        .kind = AL_HTML_TEXT, .whole = piece_of(start, tokens->at), .literal = tokens->literal};
}

al_html_token al_html_next(al_html_tokens *tokens)
{
    if (tokens->held.length > 0)
        return read_held(tokens);
    while (tokens->at < tokens->end) {
        const char *at = tokens->at, *end = tokens->end;
        if (*at != '<' || !is_markup(at, end))
            return read_text(tokens);
        const char *name = at + 1 + (at[1] == '/');
        if (is_letter(*name)) {
            al_html_token token = {0};
            if (read_tag(tokens, name, &token))
                return token;
        } else if (tokens->xml && starts(tokens, "<![CDATA[")) {
            return read_cdata(tokens);
        } else {
            pass_over(tokens);
        }
    }
    return (al_html_token){.kind = AL_HTML_NOTHING};
}
