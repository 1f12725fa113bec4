/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers and names of summaries without a source, each with its line; see claims.h. */
#include "write/claims.h"

#include "base/names.h"
#include "write/phrase.h"

enum { MOST_LISTED = 12 };

static bool send_claim(const al_page *page, al_line *line, const almost_claim *claim)
{
    const almost_comparison *comparison = page->comparison;
    const almost_text *text = claim->telling ? comparison->telling : comparison->original;
    al_where where = al_where_of(text, claim->span.start);
    al_line_text(line, AL_STYLE_PLAIN, claim->telling ? "  " : "  (original) ");
    al_where_put(&where, line, AL_STYLE_PLAIN);
    al_line_text(line, AL_STYLE_PLAIN, ", ");
    uint32_t loudest = (uint32_t)__builtin_ctz(al_touches_ranked(claim->touches));
    al_line_text(line, AL_STYLE_PLAIN, al_touch_names[loudest].text);
    al_line_text(line, AL_STYLE_PLAIN, ": ");
    al_page_quote(line, page, claim->telling ? &page->telling : &page->original, claim->span,
                  claim->telling ? AL_STYLE_NEW : AL_STYLE_OLD);
    return al_line_send(line, page->output);
}

bool al_claims_write(const al_page *page, al_line *line)
{
    const almost_comparison *comparison = page->comparison;
    size_t n = comparison->n_claims, shown = n < MOST_LISTED ? n : MOST_LISTED;
    if (n == 0)
        return true;
    al_line_text(line, AL_STYLE_STRONG, "What is summed up without a source: ");
    al_line_grouped(line, AL_STYLE_STRONG, n);
    al_line_text(line, AL_STYLE_STRONG, n == 1 ? " claim" : " claims");
    bool fine = al_line_send(line, page->output);
    for (size_t i = 0; i < shown && fine; i++)
        fine = send_claim(page, line, &comparison->claims[i]);
    if (fine && n > shown) {
        al_line_text(line, AL_STYLE_DIM, "  and ");
        al_line_grouped(line, AL_STYLE_DIM, n - shown);
        al_line_text(line, AL_STYLE_DIM, " more");
        fine = al_line_send(line, page->output);
    }
    return fine && al_line_send(line, page->output);
}
