/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotations for reading: how many there are, then a line for each: where it stands, who says it
 * and how that is known, and what is said, as far as it fits.
 */
#include "base/names.h"
#include "page/line.h"
#include "text/where.h"
#include "write/quotations.h"

enum { PLACE_CELLS = 6, LEAST_QUOTED = 24 };

typedef struct list {
    const almost_quotations *quotations;
    const almost_quotations_write_options *options;
    al_output *output;
} list;

static void put_count(al_line *line, uint64_t n, const char *one, const char *many)
{
    al_line_grouped(line, AL_STYLE_STRONG, n);
    al_line_text(line, AL_STYLE_STRONG, n == 1 ? one : many);
}

/* `12 quotations, 10 with a speaker, 2 of these a guess; not checked against any source` */
static void put_head(al_line *line, const almost_quotations *quotations)
{
    uint64_t named = 0, guessed = 0;
    for (size_t i = 0; i < quotations->n; i++) {
        named += quotations->items[i].speaker != NULL;
        guessed += (quotations->items[i].flags & ALMOST_QUOTATION_GUESS) != 0;
    }
    put_count(line, quotations->n, " quotation", " quotations");
    if (named > 0) {
        al_line_text(line, AL_STYLE_PLAIN, ", ");
        put_count(line, named, " with a speaker", " with a speaker");
    }
    if (guessed > 0) {
        al_line_text(line, AL_STYLE_PLAIN, ", ");
        put_count(line, guessed, " of these a guess", " of these guesses");
    }
    al_line_text(line, AL_STYLE_PLAIN, "; not checked against any source");
}

static const char *reason(const almost_quotation *quotation)
{
    static const char *const reasons[] = {
        [ALMOST_SPEAKER_UNKNOWN] = "",
        [ALMOST_SPEAKER_EXPLICIT] = "",
        [ALMOST_SPEAKER_PRONOUN] = " (by a pronoun)",
        [ALMOST_SPEAKER_TURN] = " (by turn)",
        [ALMOST_SPEAKER_SCRIPT] = "",
    };
    return quotation->flags & ALMOST_QUOTATION_GUESS ? " (a guess)"
                                                     : reasons[quotation->speaker_by];
}

static void put_speaker(al_line *line, const almost_quotation *quotation, uint32_t most)
{
    uint32_t cells = 0;
    if (quotation->speaker != NULL) {
        al_style style =
            quotation->flags & ALMOST_QUOTATION_GUESS ? AL_STYLE_PLAIN : AL_STYLE_STRONG;
        al_line_clipped(line, style, quotation->speaker, strlen(quotation->speaker), most, &cells);
        al_line_text(line, AL_STYLE_DIM, reason(quotation));
        al_line_text(line, AL_STYLE_PLAIN, ": ");
    }
    if (quotation->kind != ALMOST_QUOTATION_SPEECH) {
        al_line_text(line, AL_STYLE_DIM, al_quotation_kind_names[quotation->kind].text);
        al_line_text(line, AL_STYLE_DIM, ": ");
    }
}

static void put_quoted(al_line *line, const almost_text *text, almost_span span, uint32_t width)
{
    uint32_t cells = 0;
    uint32_t room = line->cells + LEAST_QUOTED < width ? width - line->cells - 3 : LEAST_QUOTED;
    size_t length = (size_t)(span.end - span.start);
    al_line_put(line, AL_STYLE_PLAIN, "“", 3, 1);
    size_t shown =
        al_line_clipped(line, AL_STYLE_PLAIN, text->bytes + span.start, length, room, &cells);
    if (shown < length)
        al_line_put(line, AL_STYLE_PLAIN, "…", 3, 1);
    al_line_put(line, AL_STYLE_PLAIN, "”", 3, 1);
}

static void put_where(al_line *line, const almost_text *text, uint64_t byte)
{
    al_where where = al_where_short(text, byte);
    al_line_clear(line);
    for (uint32_t cells = where.cells; cells < PLACE_CELLS; cells++)
        al_line_text(line, AL_STYLE_PLAIN, " ");
    al_line_put(line, AL_STYLE_DIM, where.bytes, where.length, where.cells);
    al_line_text(line, AL_STYLE_PLAIN, "  ");
}

static bool send(const list *list, al_line *line, const almost_quotation *quotation)
{
    const almost_text *text = list->quotations->text;
    put_where(line, text, quotation->span.start);
    put_speaker(line, quotation, list->options->width / 3);
    put_quoted(line, text, quotation->span, list->options->width);
    return al_line_send(line, list->output);
}

/* What is reported without marks: a list of its own. */
static bool put_reported(const list *list, al_line *line)
{
    const almost_quotations *quotations = list->quotations;
    const almost_text *text = quotations->text;
    if (!quotations->reports)
        return true;
    al_line_clear(line);
    put_count(line, quotations->n_indirect, " reported without marks", " reported without marks");
    al_line_text(line, AL_STYLE_PLAIN, "; not checked against any source");
    bool fine = al_line_send(line, list->output);
    for (size_t i = 0; i < quotations->n_indirect && fine && !list->output->failed; i++) {
        uint32_t cells = 0;
        const almost_span span = quotations->indirect[i].span;
        put_where(line, text, span.start);
        al_line_clipped(
            line, AL_STYLE_PLAIN, text->bytes + span.start, (size_t)(span.end - span.start),
            list->options->width > line->cells + LEAST_QUOTED ? list->options->width - line->cells
                                                              : LEAST_QUOTED,
            &cells);
        fine = al_line_send(line, list->output);
    }
    return fine;
}

almost_status al_write_quotations_list(const almost_quotations *quotations,
                                       const almost_quotations_write_options *options,
                                       al_output *output)
{
    list list = {quotations, options, output};
    al_line line;
    bool fine = true;
    al_line_init(&line, quotations->allocator, options->colour != 0);
    if (quotations->n == 0) {
        al_output_text(output, "There are no quotations.\n");
    } else {
        put_head(&line, quotations);
        fine = al_line_send(&line, output);
    }
    for (size_t i = 0; i < quotations->n && fine && !output->failed; i++)
        fine = send(&list, &line, &quotations->items[i]);
    fine = fine && put_reported(&list, &line);
    al_line_release(&line);
    return fine ? ALMOST_OK : ALMOST_ERROR_MEMORY;
}
