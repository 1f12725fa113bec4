/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TEI P5: the text of an edition, one of the many that it holds. Of an apparatus entry (parallel
 * segmentation) the lemma is read, or the reading of a witness; of a choice what an editor made of
 * it, or what stands there; of additions and deletions the last state, or the first. Three walks:
 * for the witness, where one is asked for; for what is chosen; for the text. Where no witness is
 * asked for and there are some, another one notes which.
 */
#include "base/error.h"
#include "read/tei_sigla.h"
#include "read/tei_text.h"

static al_confidence probe(const al_read_source *source)
{
    enum { ROOM = 80, LOOKED_AT = 4096 };
    char space[ROOM], name[ROOM];
    uint64_t front = source->length < LOOKED_AT ? source->length : LOOKED_AT;
    if (memchr(source->bytes, '<', (size_t)front) == NULL ||
        !al_xml_root(source->bytes, source->length, space, name, sizeof space))
        return AL_CONFIDENCE_NONE;
    if (strcmp(space, AL_TEI_SPACE) == 0)
        return AL_CONFIDENCE_SURE;
    bool root = strcmp(name, "TEI") == 0 || strcmp(name, "TEI.2") == 0 ||
                strcmp(name, "teiCorpus") == 0 || strcmp(name, "teiCorpus.2") == 0;
    return root && space[0] == '\0' ? AL_CONFIDENCE_SURE : AL_CONFIDENCE_NONE;
}

static almost_status read_surveyed(const al_xml_source *source, const al_read_options *options,
                                   al_tei_survey *survey, al_builder *builder, almost_error *error)
{
    almost_status status = al_tei_survey_read(survey, source, options, error);
    if (status != ALMOST_OK)
        return status;
    if (!survey->has_text && !survey->has_source)
        return al_fail(error, ALMOST_ERROR_FORMAT, source->name,
                       "is a TEI document without a text, a header alone, say: there is nothing "
                       "to compare");
    if (survey->witness != NULL && survey->apparatus_apart)
        return al_fail(error, ALMOST_ERROR_FORMAT, source->name,
                       "has its apparatus apart from its text, so that no witness can be read "
                       "through; read it without");
    if (survey->has_witnesses && survey->witness == NULL && !survey->apparatus_apart)
        status = al_tei_sigla_read(builder->text, source, options, error);
    if (status != ALMOST_OK)
        return status;
    return al_tei_read_text(source, options, survey, builder, error);
}

static almost_status read_tei(const al_read_source *source, const al_read_options *options,
                              al_builder *builder, almost_error *error)
{
    const almost_allocator *allocator = builder->text->allocator;
    al_xml_source document = {.name = source->name,
                              .bytes = source->bytes,
                              .length = (uint32_t)source->length,
                              .encoding = options->encoding};
    al_tei_witness witness = {0};
    al_tei_survey survey = {
        .allocator = allocator, .revisions = options->revisions, .original = options->as_written};
    almost_status status = ALMOST_OK;
    if (options->witness != NULL) {
        survey.witness = &witness;
        status = al_tei_witness_read(&witness, &document, options, allocator, error);
    }
    if (status == ALMOST_OK)
        status = read_surveyed(&document, options, &survey, builder, error);
    al_tei_survey_release(&survey);
    if (options->witness != NULL)
        al_tei_witness_release(&witness);
    return status;
}

static const char *const extensions[] = {"tei", "xml", NULL};

const al_reader al_reader_tei = {"tei", extensions, probe, read_tei};
