/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One page for a browser that needs nothing else: no network, no other file. Its head, the verdict
 * and what matters most are plain HTML, so that they are there at once, without script, and in ten
 * years; the rest is unpacked and drawn by the script (web/) from the data behind it (html_pack.h).
 *
 * Texts are hostile. What is plain is escaped, what is packed is base64, and the policy lets
 * nothing run but the script of that hash, which makes text nodes only.
 */
#include "write/html_first.h"
#include "write/html_pack.h"
#include "write/html_text.h"
#include "write/web.h"
#include "write/writer.h"

#include <stdio.h>

static const char *name_of(const almost_text *text, const char *otherwise)
{
    return text->name != NULL && text->name[0] != '\0' ? text->name : otherwise;
}

const char *almost_page_policy(int served)
{
    return served ? al_web_policy_served : al_web_policy;
}

/* `version`: of a page that is served, else 0. */
static void put_head(const almost_comparison *comparison, uint64_t version, al_output *output)
{
    al_output_text(output, "<!DOCTYPE html>\n<html lang=\"en\"");
    if (version > 0) {
        al_output_text(output, " data-version=\"");
        al_output_number(output, version);
        al_output_text(output, "\"");
    }
    al_output_text(output, ">\n<head>\n<meta charset=\"utf-8\">\n"
                           "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    al_output_text(output, almost_page_policy(version > 0));
    al_output_text(output,
                   "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n"
                   "<meta name=\"referrer\" content=\"no-referrer\">\n"
                   "<meta name=\"generator\" content=\"almost ");
    al_output_text(output, almost_version());
    al_output_text(output, "\">\n<title>");
    al_html_string(output, name_of(comparison->original, "original"));
    al_output_text(output, ", told as ");
    al_html_string(output, name_of(comparison->telling, "telling"));
    al_output_text(output, "</title>\n<style>");
    al_output_bytes(output, al_web_style.bytes, al_web_style.length);
    al_output_text(output, "</style>\n</head>\n<body>\n");
}

/* --- The verdict --------------------------------------------------------- */

static void put_name(al_output *output, const almost_text *text, const char *otherwise,
                     uint64_t words)
{
    al_output_text(output, "<bdi>");
    al_html_string(output, name_of(text, otherwise));
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

/* A share with its bar; widths are attributes of SVG, since the policy lets no style be written. */
static void put_share(al_output *output, const char *name, double share)
{
    char percent[48], bar[160];
    *al_put_percent(percent, share) = '\0';
    al_output_text(output, "<div><dt>");
    al_output_text(output, name);
    al_output_text(output, "</dt><dd>");
    al_html_string(output, percent);
    int thousandths = (int)(share * 1000 + 0.5);
    snprintf(bar, sizeof bar,
             "<svg width=\"100%%\" height=\"5\" aria-hidden=\"true\"><rect width=\"%d.%d%%\" "
             "height=\"5\"/></svg></dd></div>\n",
             thousandths / 10, thousandths % 10);
    al_output_text(output, bar);
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
    put_name(output, comparison->original, "original", comparison->statistics.original_words);
    al_output_text(output, ", told as ");
    put_name(output, comparison->telling, "telling", comparison->statistics.telling_words);
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
    put_head(comparison, options->version, output);
    put_verdict(comparison, output);
    al_output_text(output, "<main id=\"page\" aria-busy=\"true\">\n");
    al_html_first(comparison, output);
    al_output_text(output,
                   "<p id=\"wait\">The texts are shown by a script, which is still at work or was "
                   "not allowed to run.</p>\n</main>\n");
    if (!al_html_pack(comparison, output))
        return ALMOST_ERROR_MEMORY;
    al_output_text(output, "<script>");
    al_output_bytes(output, al_web_script.bytes, al_web_script.length);
    al_output_text(output, "</script>\n</body>\n</html>\n");
    return ALMOST_OK;
}
