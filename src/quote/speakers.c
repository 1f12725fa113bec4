/* SPDX-License-Identifier: Apache-2.0 */
/* Names are compared by their words: Anna Bell is Anna, and Miss Bell. */
#include "quote/speakers.h"

#include "base/memory.h"
#include "words/fold.h"

#include <string.h>

static const double sure_margin = 6.; /* of a turn, from which on it may accuse */

bool al_speakers_init(al_speakers *speakers, const almost_allocator *allocator,
                      const almost_text *const *texts, size_t n)
{
    *speakers = (al_speakers){.allocator = allocator, .texts = texts, .n = n};
    speakers->of = al_allocate_zero(allocator, n, sizeof *speakers->of);
    return speakers->of != NULL;
}

void al_speakers_release(al_speakers *speakers)
{
    for (size_t i = 0; speakers->of != NULL && i < speakers->n; i++)
        almost_quotations_free(speakers->of[i]);
    if (speakers->allocator != NULL)
        al_release(speakers->allocator, speakers->of);
    speakers->of = NULL;
}

/* The next word of a name that says who it is, folded; 0 at the end. Titles and articles do not. */
static size_t next_word(const char **at, char room[128])
{
    static const char *const titles[] = {"mr",  "mrs",  "miss", "the",  "sir",     "lady", "lord",
                                         "dr",  "herr", "frau", "von",  "de",      "van",  "madame",
                                         "old", "his",  "her",  "said", "monsieur"};
    for (;;) {
        *at += strspn(*at, " .,-'");
        size_t length = strcspn(*at, " .,-'");
        if (length == 0)
            return 0;
        size_t n = al_fold_word(*at, length < 30 ? length : 30, AL_FOLD_EVERYTHING, room, 128);
        *at += length;
        bool title = n < 2;
        for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
            title |= strlen(titles[i]) == n && memcmp(titles[i], room, n) == 0;
        if (!title)
            return n;
    }
}

/* Whether two names share a word that says who it is. */
static bool may_be_one(const char *a, const char *b)
{
    char mine[128], theirs[128];
    for (size_t m; (m = next_word(&a, mine)) != 0;) {
        const char *rest = b;
        for (size_t n; (n = next_word(&rest, theirs)) != 0;)
            if (m == n && memcmp(mine, theirs, n) == 0)
                return true;
    }
    return false;
}

/* Whether it is known for sure who says this. */
static bool is_sure(const almost_quotation *item)
{
    if (item->speaker == NULL)
        return false;
    return item->speaker_by == ALMOST_SPEAKER_EXPLICIT ||
           item->speaker_by == ALMOST_SPEAKER_SCRIPT ||
           (item->speaker_by == ALMOST_SPEAKER_TURN && item->margin >= sure_margin);
}

/* Whether the name is one of somebody who speaks in the source, and is not `other`. */
static bool is_somebody_else(const almost_quotations *quotations, const char *claimed,
                             const char *other)
{
    for (size_t i = 0; i < quotations->n; i++) {
        const almost_quotation *item = &quotations->items[i];
        if (is_sure(item) && may_be_one(item->speaker, claimed) &&
            !may_be_one(item->speaker, other))
            return true;
    }
    return false;
}

/* The quotation that most of some bytes lies in; NULL: none. */
static const almost_quotation *quotation_at(const almost_quotations *quotations, almost_span bytes)
{
    size_t low = 0, high = quotations->n;
    while (low < high) { /* the first that ends behind the start */
        size_t middle = low + (high - low) / 2;
        if (quotations->items[middle].span.end <= bytes.start)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == quotations->n)
        return NULL;
    const almost_quotation *item = &quotations->items[low];
    uint64_t start = item->span.start > bytes.start ? item->span.start : bytes.start;
    uint64_t end = item->span.end < bytes.end ? item->span.end : bytes.end;
    bool most = end > start && 5 * (end - start) >= 4 * (bytes.end - bytes.start);
    return most ? item : NULL;
}

almost_status al_speakers_ask(al_speakers *speakers, size_t index, almost_span bytes,
                              const char *claimed, al_said_by *out, almost_error *error)
{
    *out = (al_said_by){.name = NULL};
    if (speakers->of[index] == NULL) {
        almost_environment environment;
        almost_quotations_options options;
        almost_environment_init(&environment);
        environment.allocator = speakers->allocator;
        almost_quotations_options_init(&options);
        options.environment = &environment;
        almost_status status =
            almost_quotations_find(speakers->texts[index], &options, &speakers->of[index], error);
        if (status != ALMOST_OK)
            return status;
    }
    const almost_quotations *quotations = speakers->of[index];
    const almost_quotation *item = quotation_at(quotations, bytes);
    if (item == NULL || item->speaker == NULL || item->flags & ALMOST_QUOTATION_GUESS)
        return ALMOST_OK;
    out->name = item->speaker;
    out->wrong = is_sure(item) && !may_be_one(item->speaker, claimed) &&
                 is_somebody_else(quotations, claimed, item->speaker);
    return ALMOST_OK;
}
