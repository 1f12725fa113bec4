/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which elements are blocks, hold nothing, bound others: by the standard's rules for parsing
 * (13.2.6) and its style sheet (15.3). What a browser shows as a picture, or lets one choose from,
 * is hidden here; so are readings of ruby, and not what stands in for scripts (noscript), as none
 * are run.
 */
#include "read/html_tags.h"

#include <string.h>
#include <strings.h>

/* By name. */
/* clang-format off */
static const al_html_tag tags[] = {
    {"address", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"annotation", AL_TAG_SPECIAL | AL_TAG_HIDDEN, AL_HTML_OTHER, 0},
    {"annotation-xml", AL_TAG_SPECIAL | AL_TAG_HIDDEN | AL_TAG_BOUNDS, AL_HTML_OTHER, 0},
    {"applet", AL_TAG_SPECIAL | AL_TAG_BOUNDS, AL_HTML_OTHER, 0},
    {"area", AL_TAG_VOID, AL_HTML_OTHER, 0},
    {"article", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"aside", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P | AL_TAG_ASIDE, AL_HTML_OTHER, 0},
    {"audio", AL_TAG_SPECIAL | AL_TAG_HIDDEN, AL_HTML_OTHER, 0},
    {"b", AL_TAG_EMPHASIS, AL_HTML_OTHER, 0},
    {"base", AL_TAG_VOID | AL_TAG_OF_HEAD, AL_HTML_OTHER, 0},
    {"basefont", AL_TAG_VOID | AL_TAG_OF_HEAD, AL_HTML_OTHER, 0},
    {"bgsound", AL_TAG_VOID | AL_TAG_OF_HEAD, AL_HTML_OTHER, 0},
    {"blockquote", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_BLOCKQUOTE, 0},
    {"body", AL_TAG_SPECIAL, AL_HTML_PAGE, 0},
    {"br", AL_TAG_VOID, AL_HTML_BREAK, 0},
    {"button", AL_TAG_SPECIAL | AL_TAG_LIST, AL_HTML_OTHER, 0},
    {"canvas", AL_TAG_SPECIAL | AL_TAG_HIDDEN, AL_HTML_OTHER, 0},
    {"caption", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_BOUNDS, AL_HTML_SECTION, 0},
    {"center", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"col", AL_TAG_VOID, AL_HTML_OTHER, 0},
    {"colgroup", AL_TAG_SPECIAL, AL_HTML_SECTION, 0},
    {"datalist", AL_TAG_SPECIAL | AL_TAG_HIDDEN, AL_HTML_OTHER, 0},
    {"dd", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_TERM, 0},
    {"del", 0, AL_HTML_DELETED, 0},
    {"details", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"dialog", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"dir", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P | AL_TAG_LIST, AL_HTML_OTHER, 0},
    {"div", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"dl", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"dt", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_TERM, 0},
    {"em", AL_TAG_EMPHASIS, AL_HTML_OTHER, 0},
    {"embed", AL_TAG_VOID, AL_HTML_OTHER, 0},
    {"epub:case", AL_TAG_SPECIAL | AL_TAG_HIDDEN, AL_HTML_OTHER, 0}, /* its default is shown */
    {"fieldset", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"figcaption", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"figure", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"footer", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P | AL_TAG_ASIDE, AL_HTML_OTHER, 0},
    {"foreignobject", AL_TAG_SPECIAL | AL_TAG_BOUNDS, AL_HTML_OTHER, 0},
    {"form", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"frame", AL_TAG_VOID, AL_HTML_OTHER, 0},
    {"frameset", AL_TAG_SPECIAL, AL_HTML_OTHER, 0},
    {"h1", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_HEADING, 1},
    {"h2", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_HEADING, 2},
    {"h3", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_HEADING, 3},
    {"h4", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_HEADING, 4},
    {"h5", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_HEADING, 5},
    {"h6", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_HEADING, 6},
    {"head", AL_TAG_SPECIAL | AL_TAG_HIDDEN, AL_HTML_HEAD, 0},
    {"header", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P | AL_TAG_ASIDE, AL_HTML_OTHER, 0},
    {"hgroup", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"hr", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P | AL_TAG_VOID, AL_HTML_OTHER, 0},
    {"html", AL_TAG_SPECIAL, AL_HTML_PAGE, 0},
    {"i", AL_TAG_EMPHASIS, AL_HTML_OTHER, 0},
    {"iframe", AL_TAG_SPECIAL | AL_TAG_HIDDEN | AL_TAG_LITERAL, AL_HTML_OTHER, 0},
    {"img", AL_TAG_VOID, AL_HTML_OTHER, 0},
    {"input", AL_TAG_VOID, AL_HTML_OTHER, 0},
    {"ins", 0, AL_HTML_INSERTED, 0},
    {"keygen", AL_TAG_VOID, AL_HTML_OTHER, 0},
    {"legend", AL_TAG_BLOCK | AL_TAG_SPECIAL, AL_HTML_OTHER, 0},
    {"li", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_ITEM, 0},
    {"link", AL_TAG_VOID | AL_TAG_OF_HEAD, AL_HTML_OTHER, 0},
    {"listing", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P | AL_TAG_PRE, AL_HTML_OTHER, 0},
    {"main", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"marquee", AL_TAG_SPECIAL | AL_TAG_BOUNDS, AL_HTML_OTHER, 0},
    {"math", AL_TAG_SPECIAL, AL_HTML_FOREIGN, 0},
    {"menu", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P | AL_TAG_LIST, AL_HTML_OTHER, 0},
    {"meta", AL_TAG_VOID | AL_TAG_OF_HEAD, AL_HTML_OTHER, 0},
    {"nav", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P | AL_TAG_ASIDE, AL_HTML_OTHER, 0},
    {"noembed", AL_TAG_SPECIAL | AL_TAG_HIDDEN | AL_TAG_LITERAL, AL_HTML_OTHER, 0},
    {"noframes", AL_TAG_SPECIAL | AL_TAG_HIDDEN | AL_TAG_LITERAL | AL_TAG_OF_HEAD, AL_HTML_OTHER, 0},
    {"noscript", AL_TAG_SPECIAL | AL_TAG_OF_HEAD, AL_HTML_OTHER, 0},
    {"object", AL_TAG_SPECIAL | AL_TAG_BOUNDS, AL_HTML_OTHER, 0},
    {"ol", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P | AL_TAG_LIST, AL_HTML_OTHER, 0},
    {"optgroup", AL_TAG_BLOCK | AL_TAG_SPECIAL, AL_HTML_OPTION, 0},
    {"option", AL_TAG_BLOCK | AL_TAG_SPECIAL, AL_HTML_OPTION, 0},
    {"p", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_PARAGRAPH, 0},
    {"param", AL_TAG_VOID, AL_HTML_OTHER, 0},
    {"plaintext", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P | AL_TAG_PRE | AL_TAG_LITERAL, AL_HTML_OTHER, 0},
    {"pre", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P | AL_TAG_PRE, AL_HTML_OTHER, 0},
    {"q", 0, AL_HTML_QUOTED, 0},
    {"rp", AL_TAG_HIDDEN, AL_HTML_OTHER, 0},
    {"rt", AL_TAG_HIDDEN, AL_HTML_OTHER, 0},
    {"script", AL_TAG_SPECIAL | AL_TAG_HIDDEN | AL_TAG_LITERAL | AL_TAG_OF_HEAD, AL_HTML_OTHER, 0},
    {"search", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"section", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"select", AL_TAG_SPECIAL | AL_TAG_HIDDEN | AL_TAG_BOUNDS, AL_HTML_OTHER, 0},
    {"source", AL_TAG_VOID, AL_HTML_OTHER, 0},
    {"strong", AL_TAG_EMPHASIS, AL_HTML_OTHER, 0},
    {"style", AL_TAG_SPECIAL | AL_TAG_HIDDEN | AL_TAG_LITERAL | AL_TAG_OF_HEAD, AL_HTML_OTHER, 0},
    {"summary", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P, AL_HTML_OTHER, 0},
    {"svg", AL_TAG_SPECIAL | AL_TAG_HIDDEN, AL_HTML_FOREIGN, 0},
    {"table", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P | AL_TAG_BOUNDS, AL_HTML_TABLE, 0},
    {"tbody", AL_TAG_SPECIAL, AL_HTML_SECTION, 0},
    {"td", AL_TAG_SPECIAL | AL_TAG_BOUNDS, AL_HTML_CELL, 0},
    {"template", AL_TAG_SPECIAL | AL_TAG_HIDDEN | AL_TAG_BOUNDS | AL_TAG_OF_HEAD, AL_HTML_OTHER, 0},
    {"textarea", AL_TAG_SPECIAL | AL_TAG_PRE | AL_TAG_TEXT, AL_HTML_OTHER, 0},
    {"tfoot", AL_TAG_SPECIAL, AL_HTML_SECTION, 0},
    {"th", AL_TAG_SPECIAL | AL_TAG_BOUNDS, AL_HTML_CELL, 0},
    {"thead", AL_TAG_SPECIAL, AL_HTML_SECTION, 0},
    {"title", AL_TAG_SPECIAL | AL_TAG_HIDDEN | AL_TAG_TEXT | AL_TAG_OF_HEAD, AL_HTML_OTHER, 0},
    {"tr", AL_TAG_SPECIAL, AL_HTML_ROW, 0},
    {"track", AL_TAG_VOID, AL_HTML_OTHER, 0},
    {"ul", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P | AL_TAG_LIST, AL_HTML_OTHER, 0},
    {"video", AL_TAG_SPECIAL | AL_TAG_HIDDEN, AL_HTML_OTHER, 0},
    {"wbr", AL_TAG_VOID, AL_HTML_OTHER, 0},
    {"xmp", AL_TAG_BLOCK | AL_TAG_SPECIAL | AL_TAG_CLOSES_P | AL_TAG_PRE | AL_TAG_LITERAL, AL_HTML_OTHER, 0},
};
/* clang-format on */

static const al_html_tag unknown = {"", 0, AL_HTML_OTHER, 0};

static int order(const char *own, al_html_piece name)
{
    size_t length = strlen(own); /* a NUL in the name is no end of it */
    int found = strncasecmp(own, name.bytes, length < name.length ? length : name.length);
    return found != 0 ? found : (length > name.length) - (length < name.length);
}

const al_html_tag *al_html_tag_of(al_html_piece name)
{
    size_t low = 0, high = sizeof tags / sizeof *tags;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int found = order(tags[middle].name, name);
        if (found == 0)
            return &tags[middle];
        if (found < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return &unknown;
}
