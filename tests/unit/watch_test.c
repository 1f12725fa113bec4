/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A telling that is watched: where its sentences end, where they stand, what was left out, what is
 * judged anew, and that it does not matter in which pieces it came.
 */
#include "almost/almost.h"
#include "watch/heard.h"
#include "watch/told.h"

#include "scarce.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char harbour[] =
    "The harbour master counted eleven lamps along the northern wall. He had never trusted the "
    "twelfth, which the widow Carrow lit for her drowned son.\n\n"
    "Nobody rowed out that evening, because the fog had swallowed the breakwater. The bell was "
    "heard three times before midnight. A lantern moved behind the customs house and went out.\n\n"
    "In the morning the ferry lay on its side in the reeds. Its ropes had been cut with a knife, "
    "and the oars were gone. The harbour master wrote all of it down in green ink.\n";

static almost_text *text_of(const char *bytes)
{
    almost_text *text;
    almost_text_options options;
    almost_text_options_init(&options);
    options.format = "text";
    options.encoding = "UTF-8";
    assert_int_equal(almost_text_from_memory(bytes, strlen(bytes), &options, &text, NULL),
                     ALMOST_OK);
    return text;
}

static almost_watch *watch_of(const almost_text *source, uint32_t longest)
{
    almost_watch *watch;
    almost_watch_options options;
    almost_watch_options_init(&options);
    options.longest = longest;
    assert_int_equal(almost_watch_open(&source, 1, &options, &watch, NULL), ALMOST_OK);
    return watch;
}

/* Append what there is to tell: `same:The harbour` and so on, the first words of each. */
static void tell(almost_watch *watch, char *out, size_t room)
{
    const almost_watched *watched;
    for (;;) {
        assert_int_equal(almost_watch_next(watch, &watched, NULL), ALMOST_OK);
        if (watched == NULL)
            return;
        size_t used = strlen(out), shown = watched->length < 12 ? watched->length : 12;
        const char *kind = watched->kind == ALMOST_WATCHED_SENTENCE
                               ? almost_watched_as_name(watched->as)
                               : almost_watched_kind_name(watched->kind);
        snprintf(out + used, room - used, "%s%s%s:%.*s", used > 0 ? " | " : "",
                 watched->revision > 0 ? "anew " : "", kind, (int)shown, watched->text);
    }
}

static void feed(almost_watch *watch, const char *bytes)
{
    assert_int_equal(almost_watch_feed(watch, bytes, strlen(bytes), NULL), ALMOST_OK);
}

/* All that is told of a telling that is fed in pieces of so many bytes. */
static void tell_all(const char *bytes, size_t piece, uint32_t longest, char *out, size_t room)
{
    almost_text *source = text_of(harbour);
    almost_watch *watch = watch_of(source, longest);
    size_t length = strlen(bytes);
    out[0] = '\0';
    for (size_t at = 0; at < length; at += piece) {
        size_t n = length - at < piece ? length - at : piece;
        assert_int_equal(almost_watch_feed(watch, bytes + at, n, NULL), ALMOST_OK);
        tell(watch, out, room);
    }
    almost_watch_end(watch);
    tell(watch, out, room);
    almost_watch_free(watch);
    almost_text_free(source);
}

static void assert_told(const char *bytes, const char *expected)
{
    static const size_t pieces[] = {1, 2, 3, 7, 64, 100000};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        char out[4096];
        tell_all(bytes, pieces[i], 0, out, sizeof out);
        assert_string_equal(out, expected);
    }
}

static void test_sentences(void **state)
{
    (void)state;
    assert_told("The harbour master counted eleven lamps along the northern wall. He had always "
                "trusted the twelfth, which the widow Carrow lit for her drowned son. Then came a "
                "dragon out of the sea and ate them all.",
                "same:The harbour  | different:He had alway | added:Then came a  | "
                "left out:Nobody rowed");
    /* what is left out is told when the telling goes on farther down */
    assert_told(
        "The harbour master counted eleven lamps along the northern wall.\n\nIn the morning "
        "the ferry lay on its side in the reeds. ",
        "same:The harbour  | same:In the morni | left out:He had never | "
        "left out:Its ropes ha");
    /* nothing of the source */
    assert_told("Colourless green ideas sleep furiously. So do dogs!",
                "added:Colourless g | added:So do dogs! | left out:The harbour ");
    assert_told("", "left out:The harbour ");
    assert_told(" \n\n \n", "left out:The harbour ");
}

/* Letters of several bytes, and what is no UTF-8 at all, split anywhere. */
static void test_pieces(void **state)
{
    (void)state;
    assert_told("Zażółć gęślą jaźń… «The bell was heard three times before midnight.» "
                "\xF0\x9F\xA6\x89\xFF\xC3 Ende\xE2\x80",
                "added:Zażółć g | same:«The bell w | left out:The harbour  | added:\xF0\x9F\xA6\x89"
                "\xFF\xC3 Ende\xE2 | left out:A lantern mo");
}

/* No full stop ever: cut after so many words, and earlier when none is to be expected. */
static void test_without_stops(void **state)
{
    char out[4096], *at = out;
    size_t n = 0;
    (void)state;
    tell_all("the harbour master counted eleven lamps along the northern wall he had never trusted "
             "the twelfth which the widow carrow lit for her drowned son nobody rowed out that "
             "evening because the fog had swallowed the breakwater the bell was heard three times",
             5, 12, out, sizeof out);
    for (; (at = strstr(at, "same:")) != NULL; at++)
        n++;
    assert_true(n >= 5);
    assert_null(strstr(out, "added"));
    assert_null(strstr(out, "different"));
}

static void test_flush(void **state)
{
    char out[1024] = "";
    almost_text *source = text_of(harbour);
    almost_watch *watch = watch_of(source, 0);
    (void)state;
    feed(watch, "the harbour master counted eleven lamps");
    tell(watch, out, sizeof out);
    assert_string_equal(out, "");
    almost_watch_flush(watch);
    tell(watch, out, sizeof out);
    assert_string_equal(out, "same:the harbour ");
    feed(watch, " along the northern wall.\n");
    tell(watch, out, sizeof out);
    assert_string_equal(out, "same:the harbour  | same:along the no");
    almost_watch_free(watch);
    almost_text_free(source);
}

/*
 * A short sentence says nothing by itself, and is understood when the next one is: both of it stand
 * in the source, and what lies between is too far to be near.
 */
static void test_anew(void **state)
{
    static const char why[] = "Nobody asked him why. ";
    static const char donkey[] =
        "He buried the donkey under the walnut tree by the weir, with its bridle and four silver "
        "bells. ";
    char out[2048] = "", source_bytes[8192] = "";
    (void)state;
    for (int i = 0; i < 60; i++) {
        size_t used = strlen(source_bytes);
        snprintf(source_bytes + used, sizeof source_bytes - used,
                 "Barge number %d carried gravel, hay and %d barrels of tar. %s", 3 * i + 1, 7 * i,
                 i == 10 ? why : "");
    }
    strcat(source_bytes, why);
    strcat(source_bytes, donkey);
    almost_text *source = text_of(source_bytes);
    almost_watch *watch = watch_of(source, 0);
    feed(watch, "Quite another story begins here, with sailors. ");
    feed(watch, why);
    feed(watch, donkey);
    almost_watch_flush(watch);
    tell(watch, out, sizeof out);
    assert_non_null(strstr(out, "same:He buried th"));
    assert_non_null(strstr(out, "anew same:Nobody asked"));
    almost_watch_free(watch);
    almost_text_free(source);
}

/* What was told and taken back leaves nothing behind. */
static void test_revise(void **state)
{
    char out[2048] = "", plain[2048];
    static const char first[] = "The harbour master counted eleven lamps along the northern wall. ";
    static const char wrong[] = "He had never rusted the twelve, which the window carol lit. Then "
                                "they sang and danced.";
    static const char right[] =
        "He had never trusted the twelfth, which the widow Carrow lit for her drowned son.";
    char all[512];
    almost_text *source = text_of(harbour);
    almost_watch *watch = watch_of(source, 0);
    const almost_watch_summary *summary;
    (void)state;
    feed(watch, first);
    feed(watch, wrong);
    almost_watch_flush(watch);
    tell(watch, out, sizeof out);
    assert_int_equal(almost_watch_revise(watch, sizeof first - 1, NULL), ALMOST_OK);
    out[0] = '\0';
    tell(watch, out, sizeof out);
    assert_string_equal(out, "withdrawn: | withdrawn:");
    feed(watch, right);
    almost_watch_end(watch);
    out[0] = '\0';
    tell(watch, out, sizeof out);
    snprintf(all, sizeof all, "%s%s", first, right);
    tell_all(all, 1000, 0, plain, sizeof plain);
    assert_string_equal(strstr(plain, " | ") + 3, out);
    assert_int_equal(almost_watch_sum(watch, NULL, NULL, &summary, NULL), ALMOST_OK);
    assert_int_equal(summary->sentences[ALMOST_WATCHED_SAME], 2);
    assert_int_equal(summary->sentences[ALMOST_WATCHED_ADDED], 0);
    assert_true(summary->told == 1);
    assert_int_equal(almost_watch_revise(watch, 0, NULL), ALMOST_ERROR_ARGUMENT);
    almost_watch_free(watch);
    almost_text_free(source);
}

/* At the end it is what comparing the whole gives. */
static void test_sum(void **state)
{
    static const char telling[] =
        "The harbour master counted seven lamps along the northern wall. In the morning the ferry "
        "lay on its side in the reeds. Its ropes had not been cut with a knife, and the oars were "
        "gone. Nobody rowed out that evening, because the fog had swallowed the breakwater.\n";
    almost_text *source = text_of(harbour), *whole = text_of(telling);
    almost_watch *watch = watch_of(source, 0);
    almost_comparison *comparison;
    const almost_watch_summary *summary;
    char out[2048] = "";
    (void)state;
    for (size_t i = 0; telling[i] != '\0'; i++)
        assert_int_equal(almost_watch_feed(watch, telling + i, 1, NULL), ALMOST_OK);
    almost_watch_end(watch);
    tell(watch, out, sizeof out);
    assert_int_equal(almost_watch_sum(watch, NULL, NULL, &summary, NULL), ALMOST_OK);
    assert_int_equal(almost_compare(source, whole, NULL, &comparison, NULL), ALMOST_OK);
    assert_non_null(summary->comparison);
    assert_string_equal(almost_comparison_sentence(summary->comparison),
                        almost_comparison_sentence(comparison));
    size_t n = almost_comparison_passages(comparison);
    assert_int_equal(almost_comparison_passages(summary->comparison), n);
    for (size_t i = 0; i < n; i++) {
        const almost_passage *a = almost_comparison_passage(comparison, i),
                             *b = almost_comparison_passage(summary->comparison, i);
        assert_memory_equal(&a->original, &b->original, sizeof a->original);
        assert_memory_equal(&a->telling, &b->telling, sizeof a->telling);
        assert_true(a->kind == b->kind && a->bits == b->bits);
    }
    almost_comparison_free(comparison);
    almost_watch_free(watch);
    almost_text_free(whole);
    almost_text_free(source);
}

/* Against several: the best source of each passage, and how much comes from which. */
static void test_several(void **state)
{
    almost_text *texts[2] = {
        text_of(harbour),
        text_of("In the orchard behind the mill the children gathered fallen quinces. Their "
                "grandmother boiled them with honey and a splinter of cinnamon bark.\n")};
    almost_watch *watch;
    const almost_watch_summary *summary;
    char out[2048] = "";
    (void)state;
    assert_int_equal(almost_watch_open((const almost_text *const *)texts, 2, NULL, &watch, NULL),
                     ALMOST_OK);
    feed(watch, "Their grandmother boiled them with honey and a splinter of cinnamon bark. Nobody "
                "rowed out that evening, because the fog had swallowed the breakwater.");
    almost_watch_end(watch);
    tell(watch, out, sizeof out);
    assert_string_equal(out, "same:Their grandm | same:Nobody rowed");
    assert_int_equal(almost_watch_sum(watch, NULL, NULL, &summary, NULL), ALMOST_OK);
    assert_null(summary->comparison);
    assert_int_equal(summary->n_passages, 2);
    assert_int_equal(summary->n_shares, 2);
    assert_int_equal(summary->shares[0].words, 12);
    assert_int_equal(summary->shares[0].words + summary->shares[1].words, summary->words);
    almost_watch_free(watch);
    almost_text_free(texts[0]);
    almost_text_free(texts[1]);
}

/* A telling that is longer than may be kept: its end is, and that is said. */
static void test_limit(void **state)
{
    almost_environment environment;
    almost_watch_options options;
    almost_watch *watch;
    almost_text *source = text_of(harbour);
    const almost_watch_summary *summary;
    const almost_watched *watched;
    const almost_text *sources[1] = {source};
    char line[1024];
    uint64_t sentences = 0, fed = 0, end = 0;
    (void)state;
    almost_environment_init(&environment);
    environment.max_bytes = 100000;
    almost_watch_options_init(&options);
    options.environment = &environment;
    assert_int_equal(almost_watch_open(sources, 1, &options, &watch, NULL), ALMOST_OK);
    memset(line, 'x', sizeof line);
    for (int i = 0; i < 2000; i++) { /* 2 MB without a blank */
        assert_int_equal(almost_watch_feed(watch, line, sizeof line, NULL), ALMOST_OK);
        fed += sizeof line;
        do {
            assert_int_equal(almost_watch_next(watch, &watched, NULL), ALMOST_OK);
            sentences += watched != NULL;
            end = watched != NULL ? watched->telling.end : end;
        } while (watched != NULL);
        assert_true(fed - end <= 8192);
    }
    assert_true(sentences > 200);
    almost_watch_end(watch);
    assert_int_equal(almost_watch_sum(watch, NULL, NULL, &summary, NULL), ALMOST_OK);
    assert_true(summary->let_go >= fed - 200000);
    assert_null(summary->comparison);
    almost_watch_free(watch);
    almost_text_free(source);
}

static void test_refused(void **state)
{
    almost_text *source = text_of(harbour);
    const almost_text *sources[1] = {source};
    almost_watch *watch = watch_of(source, 0);
    almost_watch_options options;
    almost_error error;
    (void)state;
    assert_int_equal(almost_watch_feed(watch, "a\0b", 3, &error), ALMOST_ERROR_ENCODING);
    assert_int_equal(error.byte, 0);
    assert_int_equal(almost_watch_revise(watch, 1, &error), ALMOST_ERROR_ARGUMENT);
    almost_watch_end(watch);
    assert_int_equal(almost_watch_feed(watch, "a", 1, &error), ALMOST_ERROR_ARGUMENT);
    almost_watch_free(watch);
    assert_int_equal(almost_watch_open(sources, 0, NULL, &watch, &error), ALMOST_ERROR_ARGUMENT);
    almost_watch_options_init(&options);
    options.longest = 65;
    assert_int_equal(almost_watch_open(sources, 1, &options, &watch, &error),
                     ALMOST_ERROR_ARGUMENT);
    almost_text_free(source);
}

/* What was told, and what lacks, against a row of bytes that is marked one by one. */
static void test_told(void **state)
{
    enum { BYTES = 200, ROUNDS = 3000 };
    bool marked[2][BYTES] = {{false}};
    al_told told = {.allocator = al_allocator_default()};
    uint32_t random = 12345;
    (void)state;
    for (int i = 0; i < ROUNDS; i++) {
        random = random * 1103515245 + 12345;
        uint32_t source = random >> 30 & 1, start = (random >> 8) % BYTES,
                 end = start + 1 + (random >> 20) % 12;
        end = end < BYTES ? end : BYTES;
        const al_told_sentence sentence = {
            .id = {0, source}, .name = "a", .source = {start, end}, .words = 1, .placed = 1};
        assert_true(al_told_add(&told, &sentence, false));
        memset(marked[source] + start, true, end - start);
        if (i % 40 == 39) {
            random = random * 1103515245 + 12345;
            uint32_t at = (random >> 8) % (BYTES - 1), first = at, behind;
            while (first < BYTES && marked[source][first])
                first++;
            for (behind = first; behind < BYTES && !marked[source][behind];)
                behind++;
            almost_span lacks =
                al_told_lacks(&told, (al_source_id){0, source}, (almost_span){at, BYTES});
            assert_int_equal(lacks.start, first);
            assert_int_equal(lacks.end, behind);
        }
        if (i % 150 == 149) {
            al_told_release(&told);
            told = (al_told){.allocator = al_allocator_default()};
            memset(marked, false, sizeof marked);
        }
    }
    al_told_release(&told);
}

/* Watch a short telling; the first failure is returned, or that of the summary. */
static almost_status watch_scarcely(const almost_text *source,
                                    const almost_environment *environment)
{
    almost_watch *watch = NULL;
    almost_watch_options options;
    const almost_watched *watched;
    const almost_watch_summary *summary;
    static const char telling[] =
        "The harbour master counted seven lamps along the wall. So it goes. The bell was heard "
        "three times before midnight. Their ropes";
    almost_watch_options_init(&options);
    options.environment = environment;
    almost_status status = almost_watch_open(&source, 1, &options, &watch, NULL);
    if (status != ALMOST_OK) {
        assert_null(watch);
        return status;
    }
    status = almost_watch_feed(watch, telling, sizeof telling - 1, NULL);
    almost_watch_end(watch);
    do
        if (status == ALMOST_OK)
            status = almost_watch_next(watch, &watched, NULL);
    while (status == ALMOST_OK && watched != NULL);
    if (status == ALMOST_OK)
        status = almost_watch_sum(watch, NULL, NULL, &summary, NULL);
    almost_watch_free(watch);
    return status;
}

/* Each allocation fails in turn: that is said, and nothing is lost. */
static void test_scarce(void **state)
{
    almost_text *source = text_of(harbour);
    scarce scarce = {.failed = true};
    (void)state;
    for (long i = 0; scarce.failed; i += 1 + i / 64) {
        almost_environment environment;
        almost_environment_init(&environment);
        scarce_init(&scarce, i);
        environment.allocator = &scarce.allocator;
        almost_status status = watch_scarcely(source, &environment);
        assert_int_equal(status, scarce.failed ? ALMOST_ERROR_MEMORY : ALMOST_OK);
        assert_int_equal(scarce.outstanding, 0);
    }
    almost_text_free(source);
}

static int keep(void *context, const char *bytes, size_t length)
{
    char *out = context;
    strncat(out, bytes, length);
    return 0;
}

/* Times of subtitles for the words of a script. */
static void test_retime(void **state)
{
    char out[1024] = "";
    almost_text *subtitles, *script = text_of("Nobody rowed out that evening. The bell was heard.");
    almost_text_options options;
    static const char heard[] = "1\n00:00:01,000 --> 00:00:02,000\nno body road out\n\n"
                                "2\n00:00:02,500 --> 00:00:04,000\nthat evening the belle\n\n"
                                "3\n00:00:04,500 --> 00:00:06,000\nwas heard\n";
    (void)state;
    almost_text_options_init(&options);
    options.format = "srt";
    assert_int_equal(almost_text_from_memory(heard, sizeof heard - 1, &options, &subtitles, NULL),
                     ALMOST_OK);
    assert_int_equal(almost_retime(subtitles, script, NULL, keep, out, NULL), ALMOST_OK);
    assert_string_equal(out, "1\n00:00:01,000 --> 00:00:02,000\nNobody rowed out\n\n"
                             "2\n00:00:02,500 --> 00:00:04,000\nthat evening. The bell\n\n"
                             "3\n00:00:04,500 --> 00:00:06,000\nwas heard.\n\n");
    assert_int_equal(almost_retime(script, script, NULL, keep, out, NULL), ALMOST_ERROR_FORMAT);
    scarce scarce = {.failed = true};
    for (long i = 0; scarce.failed; i++) {
        almost_environment environment;
        almost_environment_init(&environment);
        scarce_init(&scarce, i);
        environment.allocator = &scarce.allocator;
        out[0] = '\0';
        almost_status status = almost_retime(subtitles, script, &environment, keep, out, NULL);
        assert_int_equal(status, scarce.failed ? ALMOST_ERROR_MEMORY : ALMOST_OK);
        assert_int_equal(scarce.outstanding, 0);
    }
    almost_text_free(subtitles);
    almost_text_free(script);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences),     cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_without_stops), cmocka_unit_test(test_flush),
        cmocka_unit_test(test_anew),          cmocka_unit_test(test_revise),
        cmocka_unit_test(test_sum),           cmocka_unit_test(test_several),
        cmocka_unit_test(test_limit),         cmocka_unit_test(test_refused),
        cmocka_unit_test(test_told),          cmocka_unit_test(test_scarce),
        cmocka_unit_test(test_retime),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
