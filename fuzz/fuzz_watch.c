/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A telling, fed in pieces, with pauses and with some of it taken back, against a source behind a
 * separator, and against two. What is told lies where it may and goes on where the last ended, the
 * account adds up, all of it can be written, and pieces make no difference; but that a line which
 * ends with a full stop, and has come alone, ends a sentence whatever follows.
 */
#include "fuzz.h"

/* What was told in one run. */
typedef struct told {
    uint64_t sentences[3];
    fuzz_bytes lines;
} told;

static void check_watched(const almost_watched *watched, uint64_t fed)
{
    const almost_watched_change *change = watched->changes;
    FUZZ_CHECK(watched->telling.start <= watched->telling.end && watched->telling.end <= fed,
               "told outside of the telling");
    FUZZ_CHECK(watched->span.start <= watched->span.end, "a span that ends before it begins");
    FUZZ_CHECK(watched->likeness >= 0 && watched->likeness <= 1, "a likeness of %f",
               watched->likeness);
    FUZZ_CHECK(watched->kind != ALMOST_WATCHED_SENTENCE || watched->as == ALMOST_WATCHED_ADDED ||
                   watched->source != NULL,
               "the same as nothing");
    for (size_t i = 0; i < watched->n_changes; i++, change++) {
        FUZZ_CHECK(change->telling_text >= watched->text &&
                       change->telling_text + change->telling_length <=
                           watched->text + watched->length,
                   "a change outside of its sentence");
        FUZZ_CHECK(change->source.start <= change->source.end, "a change that ends too early");
    }
}

/* Tell what there is to tell. False: the watch has failed, and said why. */
static bool tell(almost_watch *watch, uint64_t fed, told *told)
{
    const almost_watched *watched;
    almost_watch_write_options options;
    almost_error error = {0};
    almost_watch_write_options_init(&options);
    options.form = ALMOST_WATCH_JSON;
    for (;;) {
        almost_status status = almost_watch_next(watch, &watched, &error);
        FUZZ_CHECK(status == ALMOST_OK || error.message[0] != '\0', "a failure without a word");
        if (status != ALMOST_OK)
            return false;
        if (watched == NULL)
            return true;
        check_watched(watched, fed);
        if (watched->kind == ALMOST_WATCHED_SENTENCE && watched->revision == 0)
            told->sentences[watched->as]++;
        FUZZ_CHECK(almost_watch_write(watch, watched, &options, fuzz_collect, &told->lines, NULL) ==
                       ALMOST_OK,
                   "what is told cannot be written");
        almost_watch_write_options lines = options;
        fuzz_bytes out = {0};
        lines.form = ALMOST_WATCH_LINES;
        FUZZ_CHECK(almost_watch_write(watch, watched, &lines, fuzz_collect, &out, NULL) ==
                       ALMOST_OK,
                   "what is told cannot be shown");
        free(out.at);
    }
}

static void sum(almost_watch *watch)
{
    const almost_watch_summary *summary;
    almost_watch_write_options options;
    fuzz_bytes out = {0};
    if (almost_watch_sum(watch, NULL, NULL, &summary, NULL) != ALMOST_OK)
        return;
    uint64_t words = 0;
    for (size_t i = 0; i < summary->n_shares; i++)
        words += summary->shares[i].words;
    FUZZ_CHECK(words <= summary->words, "%llu of %llu words come from somewhere",
               (unsigned long long)words, (unsigned long long)summary->words);
    almost_watch_write_options_init(&options);
    for (int form = 0; form <= ALMOST_WATCH_JSON; form++) {
        options.form = (almost_watch_form)form;
        FUZZ_CHECK(almost_watch_write_summary(watch, summary, &options, fuzz_collect, &out, NULL) ==
                       ALMOST_OK,
                   "the end cannot be written");
    }
    free(out.at);
}

/* How a telling is fed: pieces of so many bytes; with pauses, and now and then taken back. */
typedef struct manner {
    size_t piece;
    bool wild;
} manner;

static void watch_all(const almost_text *const *sources, size_t n, const fuzz_parts *parts,
                      manner manner, told *told)
{
    almost_watch *watch = NULL;
    almost_watch_options options;
    almost_watch_options_init(&options);
    options.units = ALMOST_BYTES;
    bool going = almost_watch_open(sources, n, &options, &watch, NULL) == ALMOST_OK;
    uint64_t fed = 0;
    for (size_t at = 0; going && at < parts->first_length; at += manner.piece) {
        size_t left = parts->first_length - at, piece = left < manner.piece ? left : manner.piece;
        going = almost_watch_feed(watch, parts->first + at, piece, NULL) == ALMOST_OK;
        fed += going ? piece : 0;
        unsigned char byte = (unsigned char)parts->first[at];
        if (manner.wild && byte % 7 == 0)
            almost_watch_flush(watch);
        going = going && tell(watch, fed, told);
        uint64_t back = byte % 61;
        if (going && manner.wild && byte % 5 == 0 && back <= fed &&
            almost_watch_revise(watch, fed - back, NULL) == ALMOST_OK)
            fed -= back;
    }
    if (going) {
        almost_watch_end(watch);
        if (tell(watch, fed, told))
            sum(watch);
    }
    almost_watch_free(watch);
}

static void compare_pieces(const almost_text *const *sources, size_t n, const fuzz_parts *parts)
{
    told whole = {.sentences = {0}}, pieces = whole, wild = whole;
    watch_all(sources, n, parts, (manner){parts->first_length + 1, false}, &whole);
    watch_all(sources, n, parts, (manner){3, false}, &pieces);
    watch_all(sources, n, parts, (manner){11, true}, &wild);
    /* a zero byte is refused where it comes, with all that comes with it */
    bool lines =
        parts->first_length > 0 && (memchr(parts->first, '\n', parts->first_length) != NULL ||
                                    memchr(parts->first, '\0', parts->first_length) != NULL);
    FUZZ_CHECK(lines || (whole.lines.length == pieces.lines.length &&
                         (whole.lines.length == 0 ||
                          memcmp(whole.lines.at, pieces.lines.at, whole.lines.length) == 0)),
               "it matters in which pieces it comes");
    free(whole.lines.at);
    free(pieces.lines.at);
    free(wild.lines.at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_parts parts = fuzz_split(data, size);
    almost_text *account = fuzz_open(parts.first, parts.first_length, "UTF-8");
    almost_text *source = fuzz_open(parts.second, parts.second_length, "UTF-8");
    if (account != NULL && source != NULL) {
        const almost_text *const sources[] = {source, account};
        compare_pieces(sources, 1, &parts);
        compare_pieces(sources, 2, &parts);
    }
    almost_text_free(account);
    almost_text_free(source);
    return 0;
}
