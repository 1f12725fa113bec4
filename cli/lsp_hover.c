/* SPDX-License-Identifier: Apache-2.0 */
/* What is said of a quotation: in a line beside its mark, and at length where the pointer rests. */
#include "lsp.h"

#include <stdlib.h>
#include <string.h>

enum { SHORT = 120, LONG = 600 /* bytes of a text that is shown */ };

/* Text that is made, for one who may see Markdown or not. */
typedef struct words {
    FILE *out;
    bool markdown;
    char *bytes;
    size_t length;
} words;

static bool words_open(words *words, bool markdown)
{
    *words = (struct words){.markdown = markdown};
    words->out = open_memstream(&words->bytes, &words->length);
    return words->out != NULL;
}

/* As a JSON string. NULL: out of memory. */
static json_t *words_close(words *words)
{
    bool failed = ferror(words->out) != 0;
    json_t *string = fclose(words->out) == 0 && !failed
                         ? rpc_string(words->bytes, words->length, 1 << 16)
                         : NULL;
    free(words->bytes);
    return string;
}

/* Bytes of a text on one line, at most so many of them, with nothing that Markdown would take for
 * its own. */
static void put(words *words, const char *bytes, size_t length, size_t most)
{
    static const char special[] = "\\`*_{}[]()<>#+-.!|~&";
    bool cut = length > most, blank = false;
    size_t kept = cut ? most : length;
    while (cut && kept > 0 && ((unsigned char)bytes[kept] & 0xC0) == 0x80)
        kept--;
    for (size_t i = 0; i < kept; i++) {
        if ((unsigned char)bytes[i] <= ' ' || bytes[i] == 0x7F) {
            if (!blank)
                putc(' ', words->out);
            blank = true;
            continue;
        }
        blank = false;
        if (words->markdown && strchr(special, bytes[i]) != NULL)
            putc('\\', words->out);
        putc(bytes[i], words->out);
    }
    if (cut)
        fputs("\xE2\x80\xA6", words->out);
}

static void put_name(words *words, const char *name)
{
    put(words, name, strlen(name), LONG);
}

static void put_span(words *words, const almost_text *text, almost_span span, size_t most)
{
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    put(words, bytes + span.start, (size_t)(span.end - span.start), most);
}

/* `NAME, line N` */
static void put_place(words *words, const almost_quotation_source *source)
{
    put_name(words, almost_text_name(source->text));
    fprintf(words->out, ", line %llu",
            (unsigned long long)almost_text_place(source->text, source->span.start).line);
}

/* What all that is not honest touches. */
static uint32_t touches_of(const almost_quotation_source *source)
{
    uint32_t touches = 0;
    for (size_t i = 0; source != NULL && i < source->n_changes; i++)
        touches |= source->changes[i].honest ? 0 : source->changes[i].touches;
    return touches;
}

/* The one of these that touches the meaning most; 0: none does. */
static uint32_t loudest(uint32_t touches)
{
    uint32_t bit;
    for (size_t rank = 0; (bit = almost_touch_at(rank)) != 0; rank++)
        if (touches & bit)
            return bit;
    return 0;
}

/* Whether the differences are what the status comes from. */
static bool differs(const almost_quotation *item)
{
    return item->status == ALMOST_QUOTATION_ALTERED || item->status == ALMOST_QUOTATION_SPLICED ||
           item->status == ALMOST_QUOTATION_TYPOGRAPHIC;
}

static void put_status(words *words, const almost_quotation *item,
                       const almost_quotation_source *source)
{
    uint32_t touch = differs(item) ? loudest(touches_of(source)) : 0;
    fputs(words->markdown ? "**" : "", words->out);
    fputs(almost_quotation_status_name(item->status), words->out);
    if (touch != 0)
        fprintf(words->out, ": %s", almost_touch_name(touch));
    fputs(words->markdown ? "**" : "", words->out);
}

static void put_quoted(words *words, const almost_text *text, almost_span span)
{
    fputs("\xE2\x80\x9C", words->out);
    put_span(words, text, span, SHORT);
    fputs("\xE2\x80\x9D", words->out);
}

/* A difference, `“cannot” told as “can”` */
static void put_told(words *words, const lsp_checked *checked, const almost_text *source,
                     const almost_quotation_change *change)
{
    if (change->source.start == change->source.end) {
        put_quoted(words, checked->text, change->quotation);
        fputs(" is added", words->out);
        return;
    }
    put_quoted(words, source, change->source);
    if (change->quotation.start == change->quotation.end) {
        fputs(" is left out", words->out);
        return;
    }
    fputs(" told as ", words->out);
    put_quoted(words, checked->text, change->quotation);
}

/* The first difference that is not honest and touches what is loudest. */
static void put_loudest(words *words, const lsp_checked *checked,
                        const almost_quotation_source *source)
{
    uint32_t touch = loudest(touches_of(source));
    size_t i = 0;
    while (i < source->n_changes &&
           (source->changes[i].honest || !(source->changes[i].touches & touch)))
        i++;
    if (i == source->n_changes)
        return;
    fputs("; ", words->out);
    put_told(words, checked, source->text, &source->changes[i]);
}

/* Why it is said to be another's. */
static void put_notes(words *words, const almost_quotation *item,
                      const almost_quotation_source *source)
{
    if (item->notes & ALMOST_NOTE_SPEAKER && source != NULL && source->speaker != NULL) {
        fputs("; there it is said by ", words->out);
        put_name(words, source->speaker);
    }
    if (item->notes & ALMOST_NOTE_ELSEWHERE && item->cited != NULL) {
        fputs("; it does not stand in ", words->out);
        put_name(words, almost_text_name(item->cited));
    }
    if (item->notes & ALMOST_NOTE_PART)
        fputs("; it stands in another part", words->out);
    if (item->notes & ALMOST_NOTE_FOREIGN)
        fputs("; no source is in its language", words->out);
    if (item->notes & ALMOST_NOTE_UNREADABLE)
        fputs("; it has no words, or too many", words->out);
    if (item->notes & ALMOST_NOTE_COMMON)
        fputs("; it is so short or common that this shows nothing", words->out);
}

static bool is_found(const almost_quotation *item, const almost_quotation_source *source)
{
    return source != NULL && item->status != ALMOST_QUOTATION_NOT_FOUND &&
           item->status != ALMOST_QUOTATION_NOT_CHECKED;
}

json_t *lsp_summary(const lsp_checked *checked, size_t index)
{
    const almost_quotation *item = almost_quotations_at(checked->quotations, index);
    const almost_quotation_source *source = almost_quotations_source(checked->quotations, index, 0);
    words words;
    if (!words_open(&words, false))
        return NULL;
    put_status(&words, item, source);
    if (is_found(item, source)) {
        put_loudest(&words, checked, source);
        put_notes(&words, item, source);
        fputs(" (", words.out);
        put_place(&words, source);
        fputs(")", words.out);
    } else {
        put_notes(&words, item, source);
    }
    return words_close(&words);
}

/* --- At length -------------------------------------------------------------------- */

/* A piece of what differs between marks, of Markdown or as `almost` has them; nothing where it is
 * empty. */
static void put_between(words *words, const almost_text *text, almost_span span, bool added)
{
    static const char *const marks[2][2][2] = {{{"[-", "-]"}, {"{+", "+}"}},
                                               {{"~~", "~~"}, {"**", "**"}}};
    const char *const *pair = marks[words->markdown][added];
    if (span.start == span.end)
        return;
    fputs(pair[0], words->out);
    put_span(words, text, span, LONG);
    fputs(pair[1], words->out);
}

/* What a difference touches, and what the account says of it. */
static void put_why(words *words, const almost_quotation_change *change)
{
    const char *reason = almost_change_reason_name(change->reason), *before = " (";
    uint32_t bit;
    for (size_t rank = 0; (bit = almost_touch_at(rank)) != 0; rank++)
        if (change->touches & bit) {
            fprintf(words->out, "%s%s", before, almost_touch_name(bit));
            before = ", ";
        }
    if (reason != NULL)
        fprintf(words->out, "%s%s", before[0] == ' ' ? before : "; ", reason);
    if (reason != NULL || before[0] != ' ')
        fputs(")", words->out);
}

static void put_change(words *words, const lsp_checked *checked, const almost_text *source,
                       const almost_quotation_change *change)
{
    bool both = change->source.end > change->source.start &&
                change->quotation.end > change->quotation.start;
    fputs("\n- ", words->out);
    put_between(words, source, change->source, false);
    fputs(both ? " " : "", words->out);
    put_between(words, checked->text, change->quotation, true);
    put_why(words, change);
}

/* What differs, a line each. */
static void put_changes(words *words, const lsp_checked *checked,
                        const almost_quotation_source *source)
{
    enum { MOST = 12 };
    for (size_t i = 0; i < source->n_changes && i < MOST; i++)
        put_change(words, checked, source->text, &source->changes[i]);
    if (source->n_changes > MOST)
        fprintf(words->out, "\n- and %zu more", source->n_changes - MOST);
}

static void put_source(words *words, const lsp_checked *checked,
                       const almost_quotation_source *source, bool sure)
{
    fputs(sure ? "\n\n" : "\n\nNearest: ", words->out);
    put_place(words, source);
    if (source->speaker != NULL) {
        fputs(", said by ", words->out);
        put_name(words, source->speaker);
    }
    fputs("\n\n> ", words->out);
    put_span(words, source->text, source->span, LONG);
    fputs("\n", words->out);
    put_changes(words, checked, source);
}

static json_t *describe(const lsp_server *server, const lsp_checked *checked, size_t index)
{
    enum { MOST_PIECES = 4 };
    const almost_quotation *item = almost_quotations_at(checked->quotations, index);
    const almost_quotation_source *source = almost_quotations_source(checked->quotations, index, 0);
    words words;
    if (!words_open(&words, server->markdown))
        return NULL;
    put_status(&words, item, source);
    put_notes(&words, item, source);
    for (size_t i = 0; i < MOST_PIECES && source != NULL; i++) {
        if (i == 0 || source->as == ALMOST_AS_SOURCE)
            put_source(&words, checked, source, is_found(item, source));
        source = almost_quotations_source(checked->quotations, index, i + 1);
    }
    return words_close(&words);
}

json_t *lsp_hover(lsp_server *server, const lsp_document *document, const json_t *params)
{
    const lsp_checked *checked = &document->checked;
    const almost_quotation *item;
    lsp_position position;
    if (!lsp_position_read(json_object_get(params, "position"), &position))
        return json_null();
    size_t at = lsp_byte_at(checked, position, server->utf8);
    for (size_t i = 0; (item = almost_quotations_at(checked->quotations, i)) != NULL; i++) {
        almost_span bytes = lsp_source_bytes(checked, item->outer);

        if (at < bytes.start || at >= bytes.end)
            continue;
        return json_pack("{s:{s:s, s:o}, s:o}", "contents", "kind",
                         server->markdown ? "markdown" : "plaintext", "value",
                         describe(server, checked, i), "range",
                         lsp_range(checked, lsp_source_bytes(checked, item->span), server->utf8));
    }
    return json_null();
}
