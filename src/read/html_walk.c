/* SPDX-License-Identifier: Apache-2.0 */
/*
 * As a browser shows it: blocks apart, white space collapsed but in `pre`, what is hidden left out.
 * What parts two texts waits until the second is there, as only then is it known whether both stand
 * in one cell. Signs that refer to notes are none of the text, as elsewhere (telling.h).
 */
#include "read/html_walk.h"

#include "read/entities.h"
#include "read/html_sign.h"
#include "read/html_tree.h"
#include "text/signs.h"

#include <stdlib.h>
#include <string.h>

/* What an element changes while it is open. */
enum {
    HIDES = 1,
    KEEPS_SPACE = 2,
    IS_HEADING = 4,
    IS_EMPHASIS = 8,
    IS_TABLE = 16,
    IS_NOTE = 32,
    IS_QUOTED = 64,
    IS_PARAGRAPH = 128,
    IS_QUOTATION = 256, /* a block */
    LEADS = 512,        /* to another place of the page */
};

typedef struct walk {
    al_telling *telling;
    const al_html_source *source;
    const al_read_options *options;
    al_html_piece shown; /* what is told of the source */
    uint32_t at;         /* where in the source the last token ended */
    uint32_t hidden, kept, paragraphs, notes, headings; /* such elements that are open */
    al_parting waits, waits_before; /* what parts the next text; where the note began */
    bool cell_empty;
    al_html_piece id, page; /* of what begins with the next text */

    /* In `pre`: lines that have ended since the last text, blanks behind that. */
    uint32_t lines;
    bool filled;
    al_html_piece blanks;
    uint32_t blanks_at;
} walk;

static uint32_t offset_of(const walk *walk, const char *at)
{
    return walk->source->offset + (uint32_t)(at - walk->source->bytes);
}

static al_range range_of(const walk *walk, const char *bytes, uint32_t length)
{
    uint32_t start = offset_of(walk, bytes);
    return (al_range){start, start + length};
}

/* --- Text --------------------------------------------------------------- */

static void tell_mark(walk *walk, al_milestone_kind kind, al_html_piece *mark)
{
    char name[120];
    uint32_t length = mark->length;
    mark->length = 0;
    if (length == 0)
        return;
    if (length >= sizeof name)
        length = sizeof name - 1;
    memcpy(name, mark->bytes, length);
    name[length] = '\0';
    al_telling_mark(walk->telling, kind, name);
}

/* Text follows: what waited for it. */
static void begin_text(walk *walk)
{
    if (walk->waits == AL_PARTING_BLOCK)
        al_telling_block_begin(walk->telling);
    else if (walk->waits != AL_PARTING_NONE && !walk->cell_empty)
        al_telling_part(walk->telling, walk->waits);
    walk->waits = AL_PARTING_NONE;
    walk->cell_empty = false;
    tell_mark(walk, AL_MILESTONE_PAGE, &walk->page);
    tell_mark(walk, AL_MILESTONE_ELEMENT, &walk->id);
}

static bool is_blank(const char *bytes, uint32_t length)
{
    uint32_t at = 0;
    while (at < length && al_is_space_byte(bytes[at]))
        at++;
    return at == length;
}

/* A line of `pre`, or a part of one, is there: what waited for it. */
static void begin_line(walk *walk)
{
    static const char ends[] = "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n";
    uint32_t lines = walk->filled && walk->waits == AL_PARTING_NONE ? walk->lines : 0;
    if (lines > 0)
        al_telling_part(walk->telling, lines > 1 ? AL_PARTING_BLOCK : AL_PARTING_LINE);
    begin_text(walk);
    al_range here = {walk->blanks_at, walk->blanks_at};
    if (lines > 2)
        al_telling_verbatim(walk->telling, ends,
                            lines - 2 < sizeof ends - 1 ? lines - 2 : sizeof ends - 1, here);
    al_html_piece blanks = walk->blanks;
    if (blanks.length > 0)
        al_telling_verbatim(walk->telling, blanks.bytes, blanks.length,
                            (al_range){walk->blanks_at, walk->blanks_at + blanks.length});
    walk->lines = 0;
    walk->filled = true;
    walk->blanks.length = 0;
}

static void take_line_end(walk *walk, uint32_t at)
{
    walk->lines++;
    walk->blanks = (al_html_piece){0};
    walk->blanks_at = at;
}

/* How many bytes from `at` on are of a kind: blanks, or a text without any at its end. */
static uint32_t stretch(const char *bytes, uint32_t length, uint32_t at)
{
    uint32_t end = at, filled = at;
    bool blank = bytes[at] == ' ' || bytes[at] == '\t';
    for (; end < length && bytes[end] != '\n' && bytes[end] != '\r'; end++) {
        bool is = bytes[end] == ' ' || bytes[end] == '\t';
        if (blank && !is)
            break;
        if (is == blank)
            filled = end + 1;
    }
    return filled - at;
}

static void tell_kept(walk *walk, const char *bytes, uint32_t length, al_range source)
{
    bool each = source.end - source.start == length;
    for (uint32_t at = 0, taken; at < length; at += taken) {
        uint32_t from = source.start + (each ? at : 0);
        taken = 1;
        if (bytes[at] == '\n' || bytes[at] == '\r') {
            if (bytes[at] == '\r' && at + 1 < length && bytes[at + 1] == '\n')
                taken = 2;
            take_line_end(walk, from);
            continue;
        }
        taken = stretch(bytes, length, at);
        if (bytes[at] == ' ' || bytes[at] == '\t') {
            walk->blanks = (al_html_piece){bytes + at, taken};
            walk->blanks_at = from;
            continue;
        }
        begin_line(walk);
        al_telling_verbatim(walk->telling, bytes + at, taken,
                            each ? (al_range){from, from + taken} : source);
    }
}

/* Text without references. Browsers show no NUL. */
static void tell_plain(walk *walk, const char *bytes, uint32_t length, al_range source)
{
    while (length > 0) {
        const char *nul = memchr(bytes, '\0', length);
        uint32_t taken = nul != NULL ? (uint32_t)(nul - bytes) : length;
        al_range from = nul != NULL ? (al_range){source.start, source.start + taken} : source;
        if (walk->kept > 0) {
            tell_kept(walk, bytes, taken, from);
        } else if (taken > 0) {
            if (!is_blank(bytes, taken))
                begin_text(walk);
            al_telling_collapsed(walk->telling, bytes, taken, from);
        }
        if (nul == NULL)
            return;
        bytes += taken + 1;
        length -= taken + 1;
        source.start += taken + 1;
    }
}

static void tell_references(walk *walk, const char *at, const char *end)
{
    while (at < end) {
        const char *sign = memchr(at, '&', (size_t)(end - at));
        const char *stop = sign != NULL ? sign : end;
        al_entity entity;
        uint32_t taken = 0;
        while (stop < end && (taken = al_entity_read(stop, (uint64_t)(end - stop), &entity)) == 0) {
            sign = memchr(stop + 1, '&', (size_t)(end - stop) - 1);
            stop = sign != NULL ? sign : end;
        }
        uint32_t length = (uint32_t)(stop - at);
        tell_plain(walk, at, length, range_of(walk, at, length));
        at = stop;
        if (taken == 0)
            continue;
        char bytes[sizeof entity.bytes];
        memcpy(bytes, entity.bytes, sizeof bytes);
        tell_plain(walk, bytes, entity.length, range_of(walk, at, taken));
        walk->blanks = (al_html_piece){0}; /* they stood in `bytes` */
        at += taken;
    }
}

static bool is_shown(const walk *walk, const char *at)
{
    return walk->hidden == 0 && at >= walk->shown.bytes &&
           at < walk->shown.bytes + walk->shown.length;
}

static bool on_text(void *of, const al_html_token *token)
{
    walk *walk = of;
    const char *bytes = token->whole.bytes;
    uint32_t length = token->whole.length;
    walk->at = offset_of(walk, bytes + length);
    if (!is_shown(walk, bytes))
        return true;
    if (token->literal)
        tell_plain(walk, bytes, length, range_of(walk, bytes, length));
    else
        tell_references(walk, bytes, bytes + length);
    return !al_telling_failed(walk->telling);
}

/* --- What an element says of itself ------------------------------------- */

/* Whether declarations of style have one of a property with this value. */
static bool has_style(al_html_piece style, const char *property, const char *value)
{
    char plain[80]; /* a declaration without white space */
    uint32_t n = 0;
    for (uint32_t at = 0; at <= style.length; at++) {
        char c = at < style.length ? style.bytes[at] : ';';
        if (c != ';') {
            if (!al_is_space_byte(c) && n < sizeof plain)
                plain[n++] = c;
            continue;
        }
        const char *colon = memchr(plain, ':', n);
        if (colon != NULL && n < sizeof plain) {
            uint32_t name = (uint32_t)(colon - plain), rest = n - name - 1;
            const char *important = memchr(colon, '!', rest + 1);
            if (important != NULL)
                rest = (uint32_t)(important - colon) - 1;
            if (al_html_is((al_html_piece){plain, name}, property) &&
                al_html_is((al_html_piece){colon + 1, rest}, value))
                return true;
        }
        n = 0;
    }
    return false;
}

/* Whether an attribute has one of these words, which end with NULL. */
static bool says(const al_html_token *token, const char *attribute, const char *const *words)
{
    al_html_piece value;
    if (!al_html_attribute(token, attribute, &value))
        return false;
    for (; *words != NULL; words++)
        if (al_html_has_word(value, *words))
            return true;
    return false;
}

/* A sign that refers to a note, or back from it. */
static bool refers(const al_html_token *token)
{
    static const char *const types[] = {"noteref", "backlink", NULL};
    static const char *const roles[] = {"doc-noteref", "doc-backlink", NULL};
    static const char *const classes[] = {"footnote-ref", "footnote-back", "footnote-backref",
                                          NULL};
    return says(token, "epub:type", types) || says(token, "role", roles) ||
           says(token, "class", classes);
}

static bool is_note(const al_html_token *token)
{
    static const char *const types[] = {"footnote", "footnotes", "endnote", "endnotes",
                                        "rearnote", "rearnotes", NULL};
    static const char *const roles[] = {"doc-footnote", "doc-endnote", "doc-endnotes", NULL};
    return says(token, "epub:type", types) || says(token, "role", roles);
}

/* Where a page of the printed book begins; its number is no text. */
static bool is_page(const al_html_token *token)
{
    static const char *const types[] = {"pagebreak", NULL};
    static const char *const roles[] = {"doc-pagebreak", NULL};
    return says(token, "epub:type", types) || says(token, "role", roles);
}

/* What leads through a book, and is none of its text. */
static bool leads(const al_html_token *token)
{
    static const char *const types[] = {"toc", "landmarks", "page-list", NULL};
    static const char *const roles[] = {"doc-toc", "doc-pagelist", NULL};
    return al_html_is(token->name, "nav") &&
           (says(token, "epub:type", types) || says(token, "role", roles));
}

static bool is_hidden_by_attributes(const walk *walk, const al_html_tag *tag,
                                    const al_html_token *token)
{
    static const char *const asides[] = {"navigation",    "banner", "contentinfo",
                                         "complementary", "search", NULL};
    al_html_piece value;
    if (al_html_attribute(token, "hidden", &value))
        return true;
    if (al_html_attribute(token, "style", &value) &&
        (has_style(value, "display", "none") || has_style(value, "visibility", "hidden")))
        return true;
    if (walk->options->main_only && says(token, "role", asides))
        return true;
    if (is_page(token) || leads(token))
        return true;
    const al_html_source *source = walk->source;
    return !(tag->bits & AL_TAG_BLOCK) &&
           (refers(token) || al_html_is_raised_sign(token, source->bytes,
                                                    source->bytes + source->length, source->xml));
}

/* A header within the article holds its title. */
static bool is_beside_main(const walk *walk, const al_html_tag *tag, const al_html_token *token)
{
    return walk->options->main_only && (tag->bits & AL_TAG_ASIDE) &&
           (strcmp(tag->name, "header") != 0 || !is_shown(walk, token->whole.bytes));
}

static bool is_hidden(const walk *walk, const al_html_tag *tag, const al_html_token *token)
{
    bool original = walk->options->revisions == ALMOST_REVISIONS_ORIGINAL;
    al_html_piece value;
    if ((tag->bits & AL_TAG_HIDDEN) || is_beside_main(walk, tag, token) ||
        tag->kind == (original ? AL_HTML_INSERTED : AL_HTML_DELETED))
        return true;
    if (strcmp(tag->name, "dialog") == 0 && !al_html_attribute(token, "open", &value))
        return true;
    return token->attributes.length > 0 && is_hidden_by_attributes(walk, tag, token);
}

/* --- Tags --------------------------------------------------------------- */

static void part(walk *walk, al_parting parting)
{
    if (parting > walk->waits)
        walk->waits = parting;
}

/* A line ends; a second end in a row is an empty line. */
static void break_line(walk *walk)
{
    if (walk->kept > 0)
        take_line_end(walk, walk->at);
    else if (walk->waits >= AL_PARTING_LINE)
        walk->waits = AL_PARTING_BLOCK;
    else
        walk->waits = AL_PARTING_LINE;
}

static void open_cell(walk *walk, const al_html_token *token)
{
    enum { MOST = 1000 /* as browsers have it */ };
    al_html_piece spans;
    walk->waits = AL_PARTING_NONE;
    walk->cell_empty = true;
    al_telling_cell(walk->telling);
    if (!al_html_attribute(token, "colspan", &spans))
        return;
    uint32_t columns = 0;
    for (uint32_t i = 0; i < spans.length && spans.bytes[i] >= '0' && spans.bytes[i] <= '9'; i++)
        columns = columns > MOST ? MOST : columns * 10 + (uint32_t)(spans.bytes[i] - '0');
    if (columns > 1 && columns <= MOST)
        al_telling_cell_spans(walk->telling, columns);
}

/* A table, its rows and cells. */
static uint32_t open_table(walk *walk, const al_html_tag *tag, const al_html_token *token)
{
    if (tag->kind == AL_HTML_TABLE) {
        if (walk->waits != AL_PARTING_NONE && !walk->cell_empty)
            al_telling_block_begin(walk->telling);
        walk->waits = AL_PARTING_NONE;
        al_telling_table_begin(walk->telling);
        walk->cell_empty = true;
        return IS_TABLE;
    }
    if (tag->kind == AL_HTML_ROW) {
        walk->waits = AL_PARTING_NONE;
        al_telling_row(walk->telling, 1);
    } else if (tag->kind == AL_HTML_CELL) {
        open_cell(walk, token);
    }
    return 0;
}

static void tell_sign(walk *walk, const char *sign)
{
    begin_text(walk);
    al_telling_text(walk->telling, sign, (uint32_t)strlen(sign), (al_range){walk->at, walk->at});
}

/* What is told behind the block that it stands in. */
static uint32_t open_note(walk *walk)
{
    al_telling_story_begin(walk->telling);
    al_telling_block_begin(walk->telling);
    al_telling_begin(walk->telling, AL_LAYER_NOTE, 0);
    walk->waits = AL_PARTING_NONE;
    walk->notes++;
    return IS_NOTE;
}

static void close_note(walk *walk)
{
    al_story story;
    walk->notes--;
    al_telling_end(walk->telling, AL_LAYER_NOTE);
    al_telling_story_end(walk->telling, &story, NULL);
    al_telling_tell_behind(walk->telling, &story);
    if (walk->paragraphs == 0)
        al_telling_block_end(walk->telling);
    walk->waits = walk->paragraphs == 0 ? AL_PARTING_BLOCK : walk->waits_before;
}

static uint32_t open_shown(walk *walk, const al_html_tag *tag, const al_html_token *token)
{
    uint32_t effects = 0;
    if (walk->notes == 0)
        walk->waits_before = walk->waits;
    if (tag->bits & AL_TAG_BLOCK)
        part(walk, AL_PARTING_BLOCK);
    if (tag->kind >= AL_HTML_CELL && tag->kind <= AL_HTML_TABLE)
        effects |= open_table(walk, tag, token);
    if (walk->notes == 0 && token->attributes.length > 0 && is_note(token))
        effects |= open_note(walk);
    if (tag->kind == AL_HTML_HEADING && walk->headings++ == 0) { /* none is within another */
        al_telling_begin(walk->telling, AL_LAYER_HEADING, tag->level);
        effects |= IS_HEADING;
    }
    if (tag->bits & AL_TAG_EMPHASIS) {
        al_telling_begin(walk->telling, AL_LAYER_EMPHASIS, 0);
        effects |= IS_EMPHASIS;
    }
    if (tag->kind == AL_HTML_BLOCKQUOTE) {
        al_telling_begin(walk->telling, AL_LAYER_QUOTATION, 0);
        effects |= IS_QUOTATION;
    }
    if (tag->kind == AL_HTML_BREAK)
        break_line(walk);
    if (tag->kind == AL_HTML_QUOTED) {
        tell_sign(walk, "“");
        effects |= IS_QUOTED;
    }
    if (tag->kind == AL_HTML_PARAGRAPH || tag->kind == AL_HTML_HEADING) {
        walk->paragraphs++;
        effects |= IS_PARAGRAPH;
    }
    return effects;
}

/* A link to a place of this page, as signs that refer to notes are: #fn1. */
static uint32_t open_link(walk *walk, const al_html_token *token)
{
    enum { MOST = 63 }; /* bytes of a name that a layer keeps whole */
    char name[MOST + 1];
    al_html_piece target;
    if (!al_html_is(token->name, "a") || !al_html_attribute(token, "href", &target) ||
        target.length < 2 || target.length > MOST || target.bytes[0] != '#')
        return 0;
    memcpy(name, target.bytes + 1, target.length - 1);
    name[target.length - 1] = '\0';
    al_telling_begin_named(walk->telling, AL_LAYER_REFERENCE, name);
    return LEADS;
}

static bool is_name(al_html_piece piece)
{
    return piece.length > 0 && memchr(piece.bytes, '\0', piece.length) == NULL;
}

/* What marks a place: ids of elements, numbers of pages. */
static void take_marks(walk *walk, const al_html_token *token)
{
    al_html_piece id;
    bool named = al_html_attribute(token, "id", &id) ||
                 (al_html_is(token->name, "a") && al_html_attribute(token, "name", &id));
    if (named && is_name(id))
        walk->id = id;
    if (is_page(token) &&
        (al_html_attribute(token, "title", &id) || al_html_attribute(token, "aria-label", &id)) &&
        is_name(id))
        walk->page = id;
}

static void reset_kept(walk *walk)
{
    walk->lines = 0;
    walk->filled = false;
    walk->blanks = (al_html_piece){0};
}

static uint32_t on_open(void *of, const al_html_tag *tag, const al_html_token *token)
{
    walk *walk = of;
    walk->at = offset_of(walk, token->whole.bytes + token->whole.length);
    if (walk->hidden == 0 && token->attributes.length > 0)
        take_marks(walk, token);
    if (walk->hidden > 0 || is_hidden(walk, tag, token)) {
        bool behind = walk->waits < AL_PARTING_LINE && token->attributes.length > 0;
        if (behind && open_link(walk, token) != 0)
            al_telling_end(walk->telling, AL_LAYER_REFERENCE);
        if ((tag->bits & AL_TAG_BLOCK) && walk->hidden == 0)
            part(walk, AL_PARTING_BLOCK);
        walk->hidden++;
        return HIDES;
    }
    uint32_t effects = open_shown(walk, tag, token);
    effects |= token->attributes.length > 0 ? open_link(walk, token) : 0;
    if (tag->bits & AL_TAG_PRE) {
        if (walk->kept++ == 0)
            reset_kept(walk);
        effects |= KEEPS_SPACE;
    }
    return effects;
}

static void close_shown(walk *walk, const al_html_tag *tag, uint32_t effects)
{
    if (effects & IS_QUOTED)
        tell_sign(walk, "”");
    if (effects & LEADS)
        al_telling_end(walk->telling, AL_LAYER_REFERENCE);
    if (effects & IS_EMPHASIS)
        al_telling_end(walk->telling, AL_LAYER_EMPHASIS);
    if (effects & IS_QUOTATION)
        al_telling_end(walk->telling, AL_LAYER_QUOTATION);
    if (effects & IS_HEADING)
        al_telling_end(walk->telling, AL_LAYER_HEADING);
    walk->headings -= tag->kind == AL_HTML_HEADING;
    if (effects & IS_PARAGRAPH)
        walk->paragraphs--;
    if (effects & KEEPS_SPACE) {
        walk->kept--;
        reset_kept(walk);
    }
    if (effects & IS_NOTE)
        close_note(walk);
    if (effects & IS_TABLE) {
        al_telling_table_end(walk->telling);
        walk->cell_empty = false;
        walk->waits = AL_PARTING_BLOCK;
    }
    if (tag->bits & AL_TAG_BLOCK) {
        if (!(effects & IS_NOTE))
            part(walk, AL_PARTING_BLOCK);
        if (!(effects & (IS_TABLE | IS_NOTE)))
            al_telling_block_end(walk->telling);
    }
}

static void on_close(void *of, const al_html_tag *tag, uint32_t effects)
{
    walk *walk = of;
    if (!(effects & HIDES)) {
        if (walk->hidden == 0)
            close_shown(walk, tag, effects);
        return;
    }
    if (--walk->hidden == 0 && (tag->bits & AL_TAG_BLOCK))
        part(walk, AL_PARTING_BLOCK);
}

bool al_html_tell(al_telling *telling, const al_html_source *source, const al_read_options *options)
{
    walk walk = {
        .telling = telling,
        .source = source,
        .options = options,
        .shown = {source->bytes, source->length},
        .at = source->offset,
        .waits = AL_PARTING_BLOCK,
    };
    if (options->main_only &&
        !al_html_find_main(telling->allocator, source, options->depth, &walk.shown)) {
        telling->failed = true;
        return false;
    }
    al_html_listener listener = {&walk, on_open, on_close, on_text};
    bool told = al_html_read(telling->allocator,
                             al_html_tokens_of(source->bytes, source->length, source->xml),
                             options->depth, &listener);
    if (!told && !al_telling_failed(telling))
        telling->failed = true;
    return told;
}
