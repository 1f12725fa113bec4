/* SPDX-License-Identifier: Apache-2.0 */
/* The verdict in one line. */
#include "write/writer.h"

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
    al_output_text(output, sentence);
    al_output_text(output, "\n");
    return ALMOST_OK;
}
