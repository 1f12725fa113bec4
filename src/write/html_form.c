/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One page for a browser that needs nothing else: no network, no other file. Its head, the verdict
 * and what matters most are plain HTML, so that they are there at once, without script, and in ten
 * years; the rest is unpacked and drawn by the script (web/) from the data behind it (html_pack.h).
 *
 * Texts are hostile. What is plain is escaped, what is packed is base 85, and the policy lets
 * nothing run but the script of that hash, which makes text nodes only.
 */
#include "html/name.h"
#include "html/page.h"
#include "html/text.h"
#include "write/html_first.h"
#include "write/html_pack.h"
#include "write/writer.h"

static bool is_named(const almost_text *text)
{
    return text->name != NULL && text->name[0] != '\0';
}

static const char *name_of(const almost_comparison *comparison, int side)
{
    const almost_text *texts[] = {comparison->original, comparison->telling};
    if (!is_named(texts[side]))
        return side == AL_ORIGINAL ? "original" : "telling";
    return al_short_name(texts[side]->name, texts[1 - side]->name);
}

/* --- The verdict --------------------------------------------------------- */

static void put_name(const almost_comparison *comparison, int side, uint64_t words,
                     al_output *output)
{
    al_output_text(output, "<bdi>");
    al_html_string(output, name_of(comparison, side));
    al_output_text(output, "</bdi>, ");
    al_output_grouped(output, words);
    al_output_text(output, words == 1 ? " word" : " words");
}

/* The sentence, its answer in bold. */
static void put_sentence(const almost_comparison *comparison, al_output *output)
{
    const char *sentence = comparison->sentence;
    const char *colon = strchr(sentence, ':');
    size_t answer = colon != NULL ? (size_t)(colon + 1 - sentence) : 0;
    al_output_text(output, "<h1 data-answer=\"");
    al_output_text(output, al_answer_names[comparison->verdict.answer].text);
    al_output_text(output, "\"><b>");
    al_html_text(output, sentence, answer);
    al_output_text(output, "</b>");
    al_html_string(output, sentence + answer);
    al_output_text(output, "</h1>\n");
}

static void put_share(al_output *output, const char *name, double share)
{
    char percent[48];
    *al_put_percent(percent, share) = '\0';
    al_html_bar(output, name, percent, share);
}

static void put_shares(const almost_verdict *verdict, al_output *output)
{
    al_output_text(output, "<dl>\n");
    put_share(output, "kept", verdict->kept);
    put_share(output, "told", verdict->told);
    put_share(output, "in order", verdict->order);
    if (verdict->summed > 0)
        put_share(output, "summed up", verdict->summed);
    put_share(output, "word for word", verdict->kept_verbatim);
    al_output_text(output, "</dl>\n");
}

static void put_verdict(const almost_comparison *comparison, al_output *output)
{
    al_output_text(output, "<header id=\"verdict\">\n<p>");
    put_name(comparison, AL_ORIGINAL, comparison->statistics.original_words, output);
    al_output_text(output, ", told as ");
    put_name(comparison, AL_TELLING, comparison->statistics.telling_words, output);
    al_output_text(output, "</p>\n");
    put_sentence(comparison, output);
    put_shares(&comparison->verdict, output);
    if (comparison->n_approximations > 0)
        al_output_text(output,
                       "<p>A limit made the answer less exact in places; they are framed in "
                       "the overview.</p>\n");
    al_output_text(output, "</header>\n");
}

almost_status al_write_html(const almost_comparison *comparison,
                            const almost_write_options *options, al_output *output)
{
    al_html_begin(output, "comparison", options->version);
    al_html_string(output, name_of(comparison, AL_ORIGINAL));
    al_output_text(output, ", told as ");
    al_html_string(output, name_of(comparison, AL_TELLING));
    al_html_body(output);
    put_verdict(comparison, output);
    al_html_main(output);
    al_html_first(comparison, output);
    al_html_main_end(output);
    if (!al_html_pack(comparison, output))
        return ALMOST_ERROR_MEMORY;
    al_html_end(output);
    return ALMOST_OK;
}
