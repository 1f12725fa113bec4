/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A policy lets nothing run but the script of that hash (tools/web.py); a page that is served may
 * ask its own server, too.
 */
#include "html/page.h"

#include "almost/write.h"
#include "html/text.h"
#include "html/web.h"

#include <stdio.h>

const char *almost_page_policy(int served)
{
    return served ? al_web_policy_served : al_web_policy;
}

void al_html_begin(al_output *output, const char *kind, uint64_t version)
{
    al_output_text(output, "<!DOCTYPE html>\n<html lang=\"en\" data-page=\"");
    al_output_text(output, kind);
    if (version > 0) {
        al_output_text(output, "\" data-version=\"");
        al_output_number(output, version);
    }
    al_output_text(output, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                           "<meta http-equiv=\"Content-Security-Policy\" content=\"");
    al_output_text(output, almost_page_policy(version > 0));
    al_output_text(output, "\">\n<meta name=\"viewport\" content=\"width=device-width, "
                           "initial-scale=1\">\n"
                           "<meta name=\"color-scheme\" content=\"light dark\">\n"
                           "<meta name=\"referrer\" content=\"no-referrer\">\n"
                           "<meta name=\"generator\" content=\"almost ");
    al_output_text(output, almost_version());
    al_output_text(output, "\">\n<title>");
}

void al_html_body(al_output *output)
{
    al_output_text(output, "</title>\n<style>");
    al_output_bytes(output, al_web_style.bytes, al_web_style.length);
    al_output_text(output, "</style>\n</head>\n<body>\n");
}

void al_html_main(al_output *output)
{
    al_output_text(output, "<main id=\"page\" aria-busy=\"true\">\n");
}

void al_html_main_end(al_output *output)
{
    al_output_text(output,
                   "<p id=\"wait\">The texts are shown by a script, which is still at work or was "
                   "not allowed to run.</p>\n</main>\n");
}

void al_html_end(al_output *output)
{
    al_output_text(output, "<script>");
    al_output_bytes(output, al_web_script.bytes, al_web_script.length);
    al_output_text(output, "</script>\n</body>\n</html>\n");
}

/* Widths are attributes of SVG, since the policy lets no style be written. */
void al_html_bar(al_output *output, const char *name, const char *number, double share)
{
    char bar[160];
    al_output_text(output, "<div><dt>");
    al_html_string(output, name);
    al_output_text(output, "</dt><dd>");
    al_html_string(output, number);
    int thousandths = (int)(share * 1000 + 0.5);
    snprintf(bar, sizeof bar,
             "<svg width=\"100%%\" height=\"5\" aria-hidden=\"true\"><rect width=\"%d.%d%%\" "
             "height=\"5\"/></svg></dd></div>\n",
             thousandths / 10, thousandths % 10);
    al_output_text(output, bar);
}
