/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A critical apparatus in the classical form: the text, a word a place, with the variants below by
 * line: lemma ] reading sigla. The lemma is what the base has, or most witnesses. A negative
 * apparatus names those who differ, a positive one all. Or the same for LaTeX with reledmac.
 */
#include "edition/chapter.h"
#include "edition/edition.h"
#include "edition/sigla.h"
#include "edition/variation.h"

#include <string.h>

enum { WORDS_A_LINE = 10 };

typedef struct apparatus {
    const almost_collation *collation;
    al_variation places;
    al_sigla sigla;
    al_output *output;
    bool latex;
    bool positive;
    al_chapter_walk chapters;
    uint64_t line;   /* of its chapter, or of all; plain text */
    uint32_t base;   /* the witness whose words are the lemmas; UINT32_MAX: none */
    uint64_t behind; /* the row behind the last one that has a lemma; 0: there is none */
    uint32_t *ends;  /* of each witness: the row behind its lacuna that begins here; 0: none does */
} apparatus;

static void put_tex(al_output *output, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char byte = bytes[i];
        if (byte == '\\')
            al_output_text(output, "\\textbackslash{}");
        else if (byte == '~' || byte == '^')
            al_output_text(output, byte == '~' ? "\\textasciitilde{}" : "\\textasciicircum{}");
        else if (byte != '\0' && strchr("#$%&_{}", byte) != NULL)
            al_output_text(output, "\\"), al_output_bytes(output, bytes + i, 1);
        else
            al_output_bytes(output, (unsigned char)byte < 0x20 ? " " : bytes + i, 1);
    }
}

static void put(const apparatus *apparatus, const char *bytes, size_t length)
{
    if (apparatus->latex) {
        put_tex(apparatus->output, bytes, length);
        return;
    }
    for (size_t i = 0; i < length; i++)
        al_output_bytes(apparatus->output, (unsigned char)bytes[i] < 0x20 ? " " : bytes + i, 1);
}

static void put_text(const apparatus *apparatus, const char *text)
{
    put(apparatus, text, strlen(text));
}

/* The reading whose word is the lemma of the place in hand. */
static uint32_t lemma_of(const apparatus *apparatus)
{
    uint32_t reading =
        apparatus->base == UINT32_MAX ? UINT32_MAX : apparatus->places.of[apparatus->base];
    return reading == UINT32_MAX ? apparatus->places.main : reading;
}

static void put_word(const apparatus *apparatus, uint64_t row, uint32_t reading)
{
    uint32_t length = 0;
    const char *word = al_variation_word(apparatus->collation, row,
                                         apparatus->places.readings[reading].leader, &length);
    if (word != NULL)
        put(apparatus, word, length);
}

/* Those of whom `of` says `what`. */
static void put_those(apparatus *apparatus, const uint32_t *of, uint32_t what)
{
    const char *siglum;
    al_sigla_take(&apparatus->sigla, of, what);
    for (uint32_t at = 0; (siglum = al_sigla_next(&apparatus->sigla, &at)) != NULL;) {
        al_output_text(apparatus->output, " ");
        put_text(apparatus, siglum);
    }
}

static void put_sigla(apparatus *apparatus, uint32_t reading)
{
    put_those(apparatus, apparatus->places.of, reading);
}

/* The last word of the text before a place that has none, so that one can say where it is. */
static void put_word_before(apparatus *apparatus, uint64_t row)
{
    if (apparatus->behind == 0) {
        al_output_text(apparatus->output, "initium");
        return;
    }
    al_variation_read(&apparatus->places, apparatus->behind - 1);
    put_word(apparatus, apparatus->behind - 1, lemma_of(apparatus));
    al_variation_read(&apparatus->places, row);
}

static void put_variants(apparatus *apparatus, uint64_t row)
{
    const char *const open = apparatus->latex ? "\\textit{" : "", *const close =
                                                                      apparatus->latex ? "}" : "";
    al_output *output = apparatus->output;
    uint32_t lemma = lemma_of(apparatus);
    bool first = true, absent = apparatus->places.readings[lemma].absent;
    for (uint32_t reading = 0; reading < apparatus->places.n_readings; reading++) {
        if (reading == lemma)
            continue;
        const al_reading *what = &apparatus->places.readings[reading];
        al_output_text(output, first ? "" : apparatus->latex ? "; " : " : ");
        first = false;
        if (what->absent || absent) {
            al_output_text(output, open);
            al_output_text(output, what->absent ? "om." : "add.");
            al_output_text(output, close);
            al_output_text(output, what->absent ? "" : " ");
        }
        put_word(apparatus, row, reading);
        put_sigla(apparatus, reading);
    }
}

/* One entry: lemma ] variants. */
static void put_entry(apparatus *apparatus, uint64_t row)
{
    al_output *output = apparatus->output;
    uint32_t lemma = lemma_of(apparatus);
    if (apparatus->places.readings[lemma].absent) {
        al_output_text(output, "post ");
        put_word_before(apparatus, row);
    } else {
        put_word(apparatus, row, lemma);
    }
    al_output_text(output, " ]");
    if (apparatus->positive)
        put_sigla(apparatus, lemma);
    al_output_text(output, apparatus->positive ? " : " : " ");
    put_variants(apparatus, row);
    al_output_text(output, "\n");
}

/* The line, behind its chapter if there are any. */
static void put_reference(const apparatus *apparatus)
{
    if (apparatus->collation->chapters.n > 0) {
        al_output_number(apparatus->output, apparatus->chapters.chapter + 1);
        al_output_text(apparatus->output, ".");
    }
    al_output_number(apparatus->output, apparatus->line);
}

/* --- Lacunas ------------------------------------------------------------------------------------
 *
 * Who breaks off must be named: who is not named in a negative apparatus has the lemma.
 */

/* The row behind the lacuna of a witness that begins at a row, or 0. */
static uint32_t end_of_lacuna(const apparatus *apparatus, uint64_t row, size_t witness)
{
    size_t n = apparatus->collation->n;
    const uint8_t *silent = apparatus->places.silent + witness;
    if (!silent[row * n] || (row > 0 && silent[(row - 1) * n]))
        return 0;
    while (row < apparatus->collation->table.n && silent[row * n])
        row++;
    return (uint32_t)row;
}

/* The first row from `row` to `end` that has a lemma, or the last; `end`: none has. */
static uint64_t row_with_lemma(apparatus *apparatus, uint64_t row, uint64_t end, bool last)
{
    for (uint64_t i = row; i < end; i++) {
        uint64_t at = last ? end - 1 - (i - row) : i;
        al_variation_read(&apparatus->places, at);
        if (!apparatus->places.readings[lemma_of(apparatus)].absent)
            return at;
    }
    return end;
}

/* What lacks from `first` on up to `end`; with the place of `first` in hand. */
static void put_extent(apparatus *apparatus, uint64_t first, uint64_t end)
{
    put_word(apparatus, first, lemma_of(apparatus));
    uint64_t last = row_with_lemma(apparatus, first, end, true);
    if (last == first)
        return;
    al_output_text(apparatus->output, apparatus->latex ? " \\dots{} " : " … ");
    put_word(apparatus, last, lemma_of(apparatus));
}

static void put_lacuna(apparatus *apparatus, uint64_t row, uint32_t end)
{
    al_output *output = apparatus->output;
    uint64_t first = row_with_lemma(apparatus, row, end, false);
    if (first == end)
        return; /* of what few have nothing is missed */
    al_output_text(output, apparatus->latex ? "\\lemma{" : "\t");
    if (!apparatus->latex) {
        put_reference(apparatus);
        al_output_text(output, " ");
    }
    put_extent(apparatus, first, end);
    al_output_text(output, apparatus->latex ? "}\\Afootnote{\\textit{lac.}" : " ] lac.");
    put_those(apparatus, apparatus->ends, end);
    al_output_text(output, apparatus->latex ? "}" : "\n");
}

/* Whether lacunas begin at a row, and where each ends. */
static bool find_lacunas(apparatus *apparatus, uint64_t row)
{
    bool any = false;
    for (uint32_t i = 0; i < apparatus->collation->n; i++)
        any |= (apparatus->ends[i] = end_of_lacuna(apparatus, row, i)) > 0;
    return any;
}

/* Those that begin at a row, of the same length in one entry; the place stays the one in hand. */
static void put_lacunas(apparatus *apparatus, uint64_t row)
{
    for (uint32_t i = 0; i < apparatus->collation->n; i++) {
        uint32_t before = 0;
        while (before < i && apparatus->ends[before] != apparatus->ends[i])
            before++;
        if (apparatus->ends[i] > 0 && before == i)
            put_lacuna(apparatus, row, apparatus->ends[i]);
    }
    al_variation_read(&apparatus->places, row);
}

/* --- The text, and what is below it -------------------------------------------------------------
 */

/* The places whose lemmas are one line of text, from `row` on; the first one behind. */
static uint64_t put_line(apparatus *apparatus, uint64_t row)
{
    uint32_t words = 0;
    uint64_t most = al_chapter_end(apparatus->collation, row);
    for (; row < most; row++) {
        al_variation_read(&apparatus->places, row);
        uint32_t lemma = lemma_of(apparatus);
        if (apparatus->places.readings[lemma].absent)
            continue;
        if (words == WORDS_A_LINE)
            break;
        al_output_text(apparatus->output, words++ == 0 ? "" : " ");
        put_word(apparatus, row, lemma);
    }
    al_output_text(apparatus->output, "\n");
    return row;
}

/* What varies in the places of one line, below it. */
static void put_below(apparatus *apparatus, uint64_t start, uint64_t end)
{
    for (uint64_t row = start; row < end; row++) {
        al_variation_read(&apparatus->places, row);
        bool absent = apparatus->places.readings[lemma_of(apparatus)].absent;
        if (al_variation_vary(&apparatus->places)) {
            al_output_text(apparatus->output, "\t");
            put_reference(apparatus);
            al_output_text(apparatus->output, " ");
            put_entry(apparatus, row);
        }
        if (find_lacunas(apparatus, row))
            put_lacunas(apparatus, row);
        apparatus->behind = absent ? apparatus->behind : row + 1;
    }
}

static void put_plain(apparatus *apparatus)
{
    uint64_t rows = apparatus->collation->table.n;
    for (uint64_t start = 0, end; start < rows; start = end) {
        apparatus->line++;
        if (al_chapter_begins(&apparatus->chapters, start))
            apparatus->line = 1;
        put_reference(apparatus);
        al_output_text(apparatus->output, "\t");
        end = put_line(apparatus, start);
        put_below(apparatus, start, end);
        al_output_text(apparatus->output, end < rows ? "\n" : "");
    }
}

static void put_latex_variants(apparatus *apparatus, uint64_t row, uint32_t lemma)
{
    if (apparatus->places.readings[lemma].absent) {
        al_output_text(apparatus->output, "\\lemma{\\textit{post} ");
        put_word_before(apparatus, row);
        al_output_text(apparatus->output, "}");
    }
    al_output_text(apparatus->output, "\\Afootnote{");
    if (apparatus->positive) {
        put_sigla(apparatus, lemma);
        al_output_text(apparatus->output, "; ");
    }
    put_variants(apparatus, row);
    al_output_text(apparatus->output, "}");
}

static void put_latex_place(apparatus *apparatus, uint64_t row)
{
    al_output *output = apparatus->output;
    uint32_t lemma = lemma_of(apparatus);
    bool lacunas = find_lacunas(apparatus, row), vary = al_variation_vary(&apparatus->places);
    al_output_text(output, vary || lacunas ? "\\edtext{" : "");
    put_word(apparatus, row, lemma);
    al_output_text(output, vary || lacunas ? "}{" : "");
    if (vary)
        put_latex_variants(apparatus, row, lemma);
    if (lacunas)
        put_lacunas(apparatus, row);
    al_output_text(output, vary || lacunas ? "}\n" : "\n");
}

/* Lines are numbered by chapter. */
static void put_latex_chapter(const apparatus *apparatus, uint64_t row)
{
    al_output *output = apparatus->output;
    al_output_text(output, row == 0 ? "" : "\\pend\n\\pstart\n");
    al_output_text(output, "\\setline{1}\\noindent\\textbf{");
    al_output_number(output, apparatus->chapters.chapter + 1);
    al_output_text(output, "}\n");
}

static void put_latex(apparatus *apparatus)
{
    al_output_text(apparatus->output,
                   "\\documentclass{article}\n\\usepackage{reledmac}\n\\begin{document}\n"
                   "\\beginnumbering\n\\pstart\n");
    for (uint64_t row = 0; row < apparatus->collation->table.n; row++) {
        if (al_chapter_begins(&apparatus->chapters, row))
            put_latex_chapter(apparatus, row);
        al_variation_read(&apparatus->places, row);
        bool absent = apparatus->places.readings[lemma_of(apparatus)].absent;
        put_latex_place(apparatus, row);
        apparatus->behind = absent ? apparatus->behind : row + 1;
    }
    al_output_text(apparatus->output, "\\pend\n\\endnumbering\n\\end{document}\n");
}

static bool put_apparatus(const almost_collation *collation,
                          const almost_collation_options *options, al_output *output, bool latex)
{
    apparatus apparatus = {.collation = collation,
                           .output = output,
                           .latex = latex,
                           .chapters = {collation, 0},
                           .positive = options->positive != 0,
                           .base = UINT32_MAX};
    if (!al_variation_init(&apparatus.places, collation, al_grain_of(options)))
        return false;
    if (al_sigla_init(&apparatus.sigla, collation, options, NULL) != ALMOST_OK) {
        al_variation_release(&apparatus.places);
        return false;
    }
    apparatus.ends = al_allocate(collation->allocator, collation->n, sizeof *apparatus.ends);
    for (uint32_t i = 0; options->base != NULL && i < collation->n; i++)
        if (strcmp(collation->witnesses[i].siglum, options->base) == 0)
            apparatus.base = i;
    if (apparatus.ends != NULL)
        latex ? put_latex(&apparatus) : put_plain(&apparatus);
    al_release(collation->allocator, apparatus.ends);
    al_sigla_release(&apparatus.sigla);
    al_variation_release(&apparatus.places);
    return apparatus.ends != NULL;
}

bool al_edition_apparatus(const almost_collation *collation,
                          const almost_collation_options *options, al_output *output)
{
    return put_apparatus(collation, options, output, false);
}

bool al_edition_latex(const almost_collation *collation, const almost_collation_options *options,
                      al_output *output)
{
    return put_apparatus(collation, options, output, true);
}
