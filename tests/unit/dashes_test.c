/* SPDX-License-Identifier: Apache-2.0 */
/* Dialogue behind dashes, incises between guillemets, blocks without marks. */
#include <stdbool.h>

#include "quoting.h"

static void expect(const char *text, const char *expected)
{
    quoting_expect(text, expected, true);
}

static void test_french(void **unused)
{
    (void)unused;
    expect(
        "— Venez-vous avec moi ? demanda Jeanne.\n\n— Non, dit Paul, jamais.\n\n— Et pourquoi "
        "donc ? dit-elle.\n\n— Parce que la mer est trop forte, répondit-il.\n",
        "Jeanne: Venez-vous avec moi ? | Paul: Non, | Paul: jamais. | Jeanne: Et pourquoi donc ? "
        "| Paul: Parce que la mer est trop forte,");
    expect("« Venez donc, dit Jeanne, il est tard. »\n\n« Je ne veux pas », s’écria Paul.\n",
           "Jeanne: Venez donc, | Jeanne: il est tard. | Paul: Je ne veux pas");
}

/* One pair of guillemets around a dialogue: each dash in it is someone else's. */
static void test_dialogue_between_guillemets(void **unused)
{
    (void)unused;
    expect(
        "« Venez-vous avec moi ? demanda Jeanne.\n\n— Non, dit Paul, jamais.\n\n— Et pourquoi "
        "donc ? dit-elle.\n\n— Parce que la mer est trop forte. »\n\n— Bon, dit Jeanne.\n\n— "
        "Alors, dit Paul, adieu.\n",
        "Jeanne: Venez-vous avec moi ? | Paul: Non, | Paul: jamais. | Jeanne: Et pourquoi donc ? "
        "| Paul: Parce que la mer est trop forte. | Jeanne: Bon, | Paul: Alors, | Paul: adieu.");
}

static void test_spanish(void **unused)
{
    (void)unused;
    expect(
        "—¿Vienes conmigo? —preguntó Ana.\n\n—No —dijo Juan—. Nunca.\n\n—¿Y por qué no? —dijo "
        "ella.\n\n—Porque el mar es muy malo.\n",
        "Ana: ¿Vienes conmigo? | Juan: No | Juan: Nunca. | Ana: ¿Y por qué no? | Juan: Porque el "
        "mar es muy malo.");
}

static void test_russian(void **unused)
{
    (void)unused;
    expect("— Ты идешь? — спросила Анна.\n\n— Нет, — сказал Иван. — Никогда.\n\n— А что же так? — "
           "сказала она.\n\n— Как и все мы, на него.\n",
           "Анна: Ты идешь? | Иван: Нет, | Иван: Никогда. | Анна: А что же так? | Иван: Как и все "
           "мы, на него.");
}

static void test_english(void **unused)
{
    (void)unused;
    expect("—Will you come with me? said Stephen to him.\n\n—No, said Mulligan. Never.\n\n—And why "
           "is that so, then?\n\n—The sea is too high for it, Mulligan said.\n",
           "Stephen: Will you come with me? | Mulligan: No, | Mulligan: Never. | Stephen: And why "
           "is that so, then? | Mulligan: The sea is too high for it,");
}

/* Three items are a list, and a dash within a paragraph is none that quotes. */
static void test_none(void **unused)
{
    (void)unused;
    expect("- bread\n- butter\n- milk\n", "");
    expect("The ferry — it was late — left at seven.\n", "");
}

static void test_blocks(void **unused)
{
    (void)unused;
    expect("He wrote of it:\n\n    The ferry left at seven,\n    and nobody saw it.\n\nSo it "
           "was.\n\nThen he went.\n",
           "(block) The ferry left at seven,\n    and nobody saw it.");
    expect("He wrote:\n\n> The ferry left at seven,\n> and nobody saw it.\n\nSo it was.\n",
           "(block) The ferry left at seven, | (block) and nobody saw it.");
    expect("        CHAPTER ONE\n\nThe ferry left at seven.\n\nNobody saw it.\n", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_french),  cmocka_unit_test(test_dialogue_between_guillemets),
        cmocka_unit_test(test_spanish), cmocka_unit_test(test_russian),
        cmocka_unit_test(test_english), cmocka_unit_test(test_none),
        cmocka_unit_test(test_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
