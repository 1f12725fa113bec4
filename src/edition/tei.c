/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TEI P5, parallel segmentation: what all have stands as text, and each place of variation is an
 * app with a reading for each that differs. Neighbouring places where the same witnesses go
 * together are not joined, so that a place of the table is one here, too.
 */
#include "edition/chapter.h"
#include "edition/edition.h"
#include "edition/markup.h"
#include "edition/sigla.h"
#include "edition/variation.h"

typedef struct tei {
    const almost_collation *collation;
    al_variation places;
    al_sigla sigla;
    al_output *output;
} tei;

static void put_entry(const tei *tei, uint32_t witness)
{
    al_output_text(tei->output, "<witness xml:id=\"");
    al_markup_id(tei->output, tei->collation->witnesses[witness].siglum);
    al_output_text(tei->output, "\">");
    al_markup_text(tei->output, tei->collation->witnesses[witness].siglum);
    al_output_text(tei->output, "</witness>\n");
}

/* A family is a list of its own, and who names that names all in it. */
static void put_family(const tei *tei, uint32_t number)
{
    al_output_text(tei->output, "<listWit xml:id=\"");
    al_markup_id(tei->output, tei->sigla.families[number].siglum);
    al_output_text(tei->output, "\">\n");
    for (uint32_t i = 0; i < tei->collation->n; i++)
        if (tei->sigla.family[i] == number)
            put_entry(tei, i);
    al_output_text(tei->output, "</listWit>\n");
}

static void put_head(const tei *tei)
{
    al_output *output = tei->output;
    al_output_text(output, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n<teiHeader>\n<fileDesc>\n"
                           "<titleStmt><title>Collation of ");
    for (size_t i = 0; i < tei->collation->n; i++) {
        al_output_text(output, i == 0 ? "" : ", ");
        al_markup_text(output, tei->collation->witnesses[i].siglum);
    }
    al_output_text(output, "</title></titleStmt>\n<publicationStmt><p>Made by almost ");
    al_output_text(output, almost_version());
    al_output_text(output, "</p></publicationStmt>\n<sourceDesc>\n<listWit>\n");
    for (uint32_t i = 0; i < tei->collation->n; i++)
        if (tei->sigla.family[i] == UINT32_MAX)
            put_entry(tei, i);
    for (uint32_t number = 0; number < tei->sigla.n_families; number++)
        put_family(tei, number);
    al_output_text(output, "</listWit>\n</sourceDesc>\n</fileDesc>\n<encodingDesc>\n"
                           "<variantEncoding method=\"parallel-segmentation\" "
                           "location=\"internal\"/>\n</encodingDesc>\n</teiHeader>\n"
                           "<text>\n<body>\n");
}

static void put_witnesses(tei *tei, uint32_t reading)
{
    const char *siglum, *before = "#";
    al_sigla_take(&tei->sigla, tei->places.of, reading);
    for (uint32_t at = 0; (siglum = al_sigla_next(&tei->sigla, &at)) != NULL; before = " #") {
        al_output_text(tei->output, before);
        al_markup_id(tei->output, siglum);
    }
}

/* The word of a reading. */
static void put_word(const tei *tei, uint64_t row, uint32_t reading)
{
    uint32_t length = 0;
    const char *word =
        al_variation_word(tei->collation, row, tei->places.readings[reading].leader, &length);
    if (word != NULL)
        al_markup_bytes(tei->output, word, length);
}

static void put_reading(tei *tei, uint64_t row, uint32_t reading)
{
    const al_reading *what = &tei->places.readings[reading];
    al_output_text(tei->output, "<rdg wit=\"");
    put_witnesses(tei, reading);
    if (what->class != AL_READING_MAIN) {
        al_output_text(tei->output, "\" type=\"");
        al_output_text(tei->output, al_reading_class_name(what->class));
    }
    if (what->absent) {
        al_output_text(tei->output, "\"/>");
        return;
    }
    al_output_text(tei->output, "\">");
    put_word(tei, row, reading);
    al_output_text(tei->output, "</rdg>");
}

static bool has_silent(const tei *tei)
{
    for (uint32_t i = 0; i < tei->collation->n; i++)
        if (tei->places.of[i] == UINT32_MAX)
            return true;
    return false;
}

static void put_place(tei *tei, uint64_t row)
{
    const al_variation *places = &tei->places;
    if (!al_variation_vary(places) && !has_silent(tei)) {
        put_word(tei, row, 0);
        al_output_text(tei->output, "\n");
        return;
    }
    al_output_text(tei->output, "<app>");
    for (uint32_t reading = 0; reading < places->n_readings; reading++)
        put_reading(tei, row, reading);
    if (has_silent(tei)) {
        al_output_text(tei->output, "<rdg wit=\"");
        put_witnesses(tei, UINT32_MAX);
        al_output_text(tei->output, "\" type=\"lacuna\"><gap/></rdg>");
    }
    al_output_text(tei->output, "</app>\n");
}

/* Before a row: what opens, and what ends before it. */
static void put_opening(const tei *tei, al_chapter_walk *walk, uint64_t row)
{
    if (!al_chapter_begins(walk, row)) {
        al_output_text(tei->output, row == 0 ? "<p>" : "");
        return;
    }
    al_output_text(tei->output, row == 0 ? "" : "</p>\n</div>\n");
    al_output_text(tei->output, "<div type=\"chapter\" n=\"");
    al_output_number(tei->output, walk->chapter + 1);
    al_output_text(tei->output, "\">\n<p>");
}

bool al_edition_tei(const almost_collation *collation, const almost_collation_options *options,
                    al_output *output)
{
    tei tei = {.collation = collation, .output = output};
    if (!al_variation_init(&tei.places, collation, al_grain_of(options)))
        return false;
    if (!al_variation_link(&tei.places) ||
        al_sigla_init(&tei.sigla, collation, options, NULL) != ALMOST_OK) {
        al_variation_release(&tei.places);
        return false;
    }
    put_head(&tei);
    al_chapter_walk walk = {collation, 0};
    al_output_text(output, collation->table.n == 0 ? "<p>" : "");
    for (uint64_t row = 0; row < collation->table.n; row++) {
        put_opening(&tei, &walk, row);
        al_variation_read(&tei.places, row);
        put_place(&tei, row);
    }
    al_output_text(output, collation->chapters.n > 0 ? "</p>\n</div>\n" : "</p>\n");
    al_output_text(output, "</body>\n</text>\n</TEI>\n");
    al_sigla_release(&tei.sigla);
    al_variation_release(&tei.places);
    return true;
}
