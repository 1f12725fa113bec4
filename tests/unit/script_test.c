/* SPDX-License-Identifier: Apache-2.0 */
/* Languages that their script tells, and terms found within words. */
#include "judged.h"

#include "language/script.h"
#include "meaning/pieces.h"

static const char *language_of(const char *text)
{
    const char *found = al_script_language(text, strlen(text));
    return found != NULL ? found : "";
}

static void tells_languages(void **state)
{
    (void)state;
    assert_string_equal(language_of("船长敲了两次钟。"), "zh");
    assert_string_equal(language_of("客は払わなければならない。"), "ja");
    assert_string_equal(language_of("고객은 지불해야 한다."), "ko");
    assert_string_equal(language_of("ลูกค้าต้องจ่าย"), "th");
    assert_string_equal(language_of("Ο πελάτης πρέπει να πληρώσει."), "el");
    assert_string_equal(language_of("הלקוח חייב לשלם."), "he");
    assert_string_equal(language_of("Klient musi zapłacić."), "");
    assert_string_equal(language_of("He read the word דרך aloud."), "");
    assert_string_equal(language_of("1998, 3.5 – 7"), "");
    assert_string_equal(language_of(""), "");
}

/* All tokens of a side, parted by bars, those that are terms in brackets. */
static void join(const judged *it, char *out)
{
    const al_tokens *tokens = &it->cell.tokens[0];
    size_t n = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        const al_token *token = &tokens->list[i];
        n += (size_t)sprintf(out + n, token->term != 0 ? "[%.*s]" : "%.*s|",
                             (int)(token->bytes.end - token->bytes.start),
                             it->texts[0]->bytes + token->bytes.start);
    }
}

static void finds_pieces(void **state)
{
    judged it;
    char found[400];
    (void)state;
    judged_begin(&it, "ko", "어제[ 상승했다고]", "어제[ 하락했다고]");
    join(&it, found);
    assert_string_equal(found, "어제|[상승]했다고|");
    judged_end(&it);
    assert_true(al_pieces_wanted("th"));
    assert_false(al_pieces_wanted("de"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tells_languages),
                                       cmocka_unit_test(finds_pieces)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
