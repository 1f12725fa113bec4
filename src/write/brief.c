/* SPDX-License-Identifier: Apache-2.0 */
/* The verdict in one line. */
#include "page/isolate.h"
#include "write/writer.h"

/* A sentence of ours, what it quotes apart from it where it has to be. */
static void put_sentence(al_output *output, const char *sentence)
{
    size_t length = strlen(sentence);
    bool quoted = false;
    while (length > 0) {
        bool apart = quoted;
        size_t part = al_quotation_part(sentence, length, &quoted);
        apart = apart && al_turns(sentence, part);
        al_output_text(output, apart ? AL_ISOLATE : "");
        al_output_bytes(output, sentence, part);
        al_output_text(output, apart ? AL_ISOLATE_END : "");
        sentence += part;
        length -= part;
    }
}

almost_status al_write_brief(const almost_comparison *comparison,
                             const almost_write_options *options, al_output *output)
{
    static const char *const codes[] = {
        [ALMOST_YES] = "\033[1;32m",
        [ALMOST_ALMOST] = "\033[1;33m",
        [ALMOST_PARTLY] = "\033[1;33m",
        [ALMOST_NO] = "\033[1;31m",
    };
    const char *sentence = comparison->sentence;
    const char *colon = strchr(sentence, ':');
    if (options->colour != 0 && colon != NULL) {
        al_output_text(output, codes[comparison->verdict.answer]);
        al_output_bytes(output, sentence, (size_t)(colon - sentence));
        al_output_text(output, "\033[0m");
        sentence = colon;
    }
    put_sentence(output, sentence);
    al_output_text(output, "\n");
    return ALMOST_OK;
}
