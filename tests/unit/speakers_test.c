/* SPDX-License-Identifier: Apache-2.0 */
/* Who says a quotation: the patterns beside it, pronouns, turns; and what fails when memory ends.
 */
#include <stdbool.h>

#include "quoting.h"
#include "scarce.h"

static void expect(const char *text, const char *expected)
{
    quoting_expect(text, expected, true);
}

static void test_behind(void **unused)
{
    (void)unused;
    expect("“I saw it,” said Anna Hill. “I did.”\n", "Anna Hill: I saw it, | Anna Hill: I did.");
    expect("“I saw it,” Ben replied.\n", "Ben: I saw it,");
    expect("“I saw it!” cried the old miller.\n", "the old miller: I saw it!");
    expect("“I saw it,” said, with a sigh, Mr. Hill.\n", "Mr. Hill: I saw it,");
    expect("“I saw it,” was Anna’s reply.\n", "Anna: I saw it,");
    expect("“I saw it,” said the waiter, Joe.\n", "Joe: I saw it,");
    expect("“I saw it,” said Anna’s voice behind the door.\n", "Anna: I saw it,");
    expect("“I saw it,” Ben, turning to the window, said.\n", "Ben: I saw it,");
}

static void test_before(void **unused)
{
    (void)unused;
    expect("Ben turned to Anna and said, “I saw it.”\n", "Ben: I saw it.");
    expect("Then Ben, who had been silent, replied: “I saw it.”\n", "Ben: I saw it.");
    expect("Mr. Hill looked as if he did not care, but said coldly, “I saw it.”\n",
           "Mr. Hill: I saw it.");
    expect("Ben Hill came.\n\nHe saw Ben.\n\nBEN HILL. - “I saw it.”\n\nBEN (smiling sadly). - "
           "“I did.”\n",
           "Ben Hill: I saw it. | Ben: I did.");
    expect("One said, “I saw it.”\n", "One: I saw it.");
    expect("Ben could only answer:\n\n“I saw it.”\n", "Ben: I saw it.");
    expect(
        "When Ben said, “I saw it!” she answered with a sigh, “So did I.”\n\n“And I, too, as you "
        "know,” said Anna.\n",
        "Ben: I saw it! | Anna: So did I. | Anna: And I, too, as you know,");
}

/* What is addressed, or only named, does not speak. */
static void test_named_only(void **unused)
{
    (void)unused;
    expect("“I saw it,” said the other sadly.\n", "the other: I saw it,");
    expect("“I saw it,” said a smith with a sigh.\n\n“I saw it,” said a smith with a sigh.\n",
           "a smith: I saw it, | a smith: I saw it,");
    expect("“I saw it,” cried one of the men.\n\nOne of the men said, “No.”\n",
           "one of the men: I saw it, | one of the men: No.");
    expect("“Have you seen it, Ben?” said Anna, looking at Carl.\n",
           "Anna: Have you seen it, Ben?");
    expect("“So it is,” said Anna, addressing Ben. “So it was.”\n",
           "Anna: So it is, | Anna: So it was.");
}

/* One and another are nobody who is named beside them. */
static void test_anyone(void **unused)
{
    (void)unused;
    expect("Ben and Anna came.\n\n“I saw it,” said one. “I did.”\n\n“So did I,” said another.\n\n"
           "“No,” another cried. “Never.”\n",
           "one: I saw it, | one: I did. | another: So did I, | another: No, | another: Never.");
    expect("“I saw it,” said one. “I did,” said Ben.\n\n“I saw it,” said Ben. “I did,” said one.\n",
           "one: I saw it, | Ben: I did, | Ben: I saw it, | one: I did,");
    expect("“I saw it,” said one of them, addressing Ben.\n", "one: I saw it,");
    expect("Ben came, and one said, “I saw it.”\n\n“No,” said one, “no,” he added.\n",
           "one: I saw it. | one: No, | one: no,");
    expect("The one saw it. “I saw it,” said one.\n\nBen went, as one would say, “to bed.”\n\n"
           "“No,” he said. “Yes,” cried one.\n",
           "one: I saw it, | Ben: to bed. | Ben: No, | one: Yes,");
    expect("“I saw it,” said another man.\n", "another man: I saw it,");
}

static void test_pronouns(void **unused)
{
    (void)unused;
    expect("Anna came in. “I saw it,” she said.\n\n“I saw it, too,” said Ben.\n\n“When?” she "
           "asked.\n",
           "Anna: I saw it, | Ben: I saw it, too, | Anna: When?");
}

static void test_turns(void **unused)
{
    (void)unused;
    expect("“Is it far?” said Anna.\n\n“No,” said Ben.\n\n“How far is it, then?”\n\n“An hour, or "
           "two.”\n\n“So long as that?”\n",
           "Anna: Is it far? | Ben: No, | Anna: How far is it, then? | Ben: An hour, or two. | "
           "Anna: So long as that?");
}

static void by_is(const char *bytes, size_t index, almost_speaker_by by)
{
    almost_text *text;
    almost_quotations *found = quoting_find(bytes, &text);
    const almost_quotation *quotation = almost_quotations_at(found, index);
    assert_non_null(quotation);
    assert_int_equal(quotation->speaker_by, by);
    assert_int_equal(quotation->speaker != NULL, by != ALMOST_SPEAKER_UNKNOWN);
    if (by == ALMOST_SPEAKER_EXPLICIT)
        assert_int_equal(quotation->flags & ALMOST_QUOTATION_GUESS, 0);
    almost_quotations_free(found);
    almost_text_free(text);
}

static void test_how(void **unused)
{
    static const char text[] =
        "“Is it far?” said Anna.\n\n“No, it is not so far,” said Ben.\n\n“How "
        "far, then?”\n\n“Two hours,” he said.\n";
    (void)unused;
    by_is(text, 0, ALMOST_SPEAKER_EXPLICIT);
    by_is(text, 2, ALMOST_SPEAKER_TURN);
    by_is(text, 3, ALMOST_SPEAKER_PRONOUN);
    by_is("There is a “grand hotel” here.\n\n“No,” he said.\n", 0, ALMOST_SPEAKER_UNKNOWN);
}

/* Titles, names and initials; one person by several names is printed as the text has each. */
static void test_names(void **unused)
{
    (void)unused;
    expect(
        "“Oh,” said Velio Hart. She saw it. Then Velio Hart went. She saw it.\n\n“So,” said Velio, "
        "and he rose. Then Velio took his hat. Then Velio shook his head. Then Velio had his "
        "way. Then Velio lost his hat.\n\n“Yes,” he said.\n",
        "Velio Hart: Oh, | Velio: So, | Velio: Yes,");
    expect("“I saw it,” said Anna St. Clair. “I did,” replied Ben.\n",
           "Anna St. Clair: I saw it, | Ben: I did,");
    expect("Mr. John Hill was there. “I saw it,” said Hill.\n\n“When?” asked Lady Anne de Vere.\n",
           "Mr. John Hill: I saw it, | Lady Anne de Vere: When?");
}

/* Who tells it is called by others by name. */
static void test_narrator(void **unused)
{
    (void)unused;
    expect(
        "“Did you see it, my dear Watson?” said Holmes.\n\n“No,” I said.\n\n“Look again, "
        "Watson,” said Holmes.\n\n“I do look,” I answered.\n\n“Well, Watson?” asked "
        "Holmes.\n\n“Nothing,” said I.\n\n“Look, Watson!” cried Holmes.\n\n“Where?” I "
        "asked.\n\n“There.”\n\n“Ah!” I cried.\n",
        "Holmes: Did you see it, my dear Watson? | Watson: No, | Holmes: Look again, Watson, | "
        "Watson: I do look, | Holmes: Well, Watson? | Watson: Nothing, | Holmes: Look, Watson! | "
        "Watson: Where? | Holmes: There. | Watson: Ah!");
}

/* The father of who tells it is one man, whoever else is about. */
static void test_kin_of_narrator(void **unused)
{
    (void)unused;
    expect("Tom came in. Tom sat down by Joe.\n\n“It is late,” said I.\n\n“It is,” said my "
           "father.\n\n“Come,” "
           "said I.\n\n“Yes,” said Tom.\n\n“Come,” I said.\n\n“No,” said my father.\n\n“Why?” I "
           "asked.\n\n“Why "
           "not?” I said.\n",
           "I: It is late, | my father: It is, | I: Come, | Tom: Yes, | I: Come, | my father: No, "
           "| I: "
           "Why? | I: Why not?");
}

static void test_kinds(void **unused)
{
    (void)unused;
    expect("He read a book called “The Ferry” there.\n\n“Go on, I beg you!” cried Anna.\n",
           "(mention) The Ferry | Anna: Go on, I beg you!");
    expect("On the door was written “NO ENTRY HERE” in red.\n\n“Go on, I beg you!” cried Anna.\n",
           "(mention) NO ENTRY HERE | Anna: Go on, I beg you!");
}

/* Each allocation fails in turn; nothing is left, and the answer is MEMORY. */
static void test_memory(void **unused)
{
    static const char bytes[] = "Mr. Hill came. “Is it far, Ben?” said Anna.\n\n“No,” he said, “it "
                                "is not.”\n\n“So?” said the old man in the hall.\n\n“So,” said the "
                                "old man in the hall.\n\n“It is,” I said.\n";
    almost_text *text;
    almost_quotations_options options;
    almost_environment environment;
    (void)unused;
    almost_quotations_free(quoting_find(bytes, &text));
    almost_environment_init(&environment);
    almost_quotations_options_init(&options);
    options.environment = &environment;
    for (long fails = 0;; fails++) {
        almost_quotations *found = NULL;
        almost_error error = {0};
        scarce scarce;
        scarce_init(&scarce, fails);
        environment.allocator = &scarce.allocator;
        almost_status status = almost_quotations_find(text, &options, &found, &error);
        assert_int_equal(status, scarce.failed ? ALMOST_ERROR_MEMORY : ALMOST_OK);
        almost_quotations_free(found);
        assert_int_equal(scarce.outstanding, 0);
        if (!scarce.failed)
            break;
    }
    almost_text_free(text);
}

/* Somebody's voice in another's, so often that a row of calls would be too deep; and a text of
   nothing but names, each of which is one because of those before it. */
static void test_rows(void **unused)
{
    enum { N = 1000000 };
    static const char *const rows[][3] = {{"“I saw it,” ", "the tone of ", "Tom."},
                                          {"“", "You Me We ", ".” said Tom."}};
    (void)unused;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t length = strlen(rows[i][1]);
        char *bytes = malloc(N * length + 64);
        almost_text *text;
        assert_non_null(bytes);
        strcpy(bytes, rows[i][0]);
        char *end = bytes + strlen(bytes);
        for (size_t n = 0; n < N; n++, end += length)
            memcpy(end, rows[i][1], length);
        strcpy(end, rows[i][2]);
        almost_quotations *found = quoting_find(bytes, &text);
        assert_int_equal(almost_quotations_count(found), 1);
        almost_quotations_free(found);
        almost_text_free(text);
        free(bytes);
    }
    expect("“I saw it,” said the tone of the whisper of Ben.\n", "Ben: I saw it,");
}

typedef struct patience {
    int calls; /* that were made */
    int most;  /* the call that cancels */
} patience;

static int lose_patience(void *context, const char *stage, double share)
{
    patience *patience = context;
    assert_non_null(stage);
    assert_true(share >= 0 && share <= 1);
    return patience->calls++ == patience->most;
}

/* Between any two stages the caller may stop it, and so does the clock. */
static void test_stopped(void **unused)
{
    almost_text *text;
    almost_quotations_options options;
    almost_environment environment;
    almost_quotations *found = NULL;
    almost_error error;
    patience patience = {0, 0};
    (void)unused;
    almost_quotations_free(quoting_find("“Is it far, Ben?” said Anna.\n\n“No,” he said.\n", &text));
    almost_environment_init(&environment);
    almost_quotations_options_init(&options);
    options.environment = &environment;
    environment.timeout = 1e-9;
    assert_int_equal(almost_quotations_find(text, &options, &found, &error), ALMOST_ERROR_TIMEOUT);
    environment.timeout = 0;
    environment.progress = lose_patience;
    environment.progress_context = &patience;
    for (almost_status status = ALMOST_ERROR_CANCELLED; status != ALMOST_OK; patience.most++) {
        patience.calls = 0;
        assert_null(found);
        status = almost_quotations_find(text, &options, &found, &error);
        if (status != ALMOST_OK)
            assert_int_equal(status, ALMOST_ERROR_CANCELLED);
    }
    assert_true(patience.most > 4);
    almost_quotations_free(found);
    almost_text_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_behind),     cmocka_unit_test(test_before),
        cmocka_unit_test(test_named_only), cmocka_unit_test(test_anyone),
        cmocka_unit_test(test_pronouns),   cmocka_unit_test(test_turns),
        cmocka_unit_test(test_how),        cmocka_unit_test(test_names),
        cmocka_unit_test(test_narrator),   cmocka_unit_test(test_kin_of_narrator),
        cmocka_unit_test(test_kinds),      cmocka_unit_test(test_memory),
        cmocka_unit_test(test_rows),       cmocka_unit_test(test_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
