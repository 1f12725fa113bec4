/* SPDX-License-Identifier: Apache-2.0 */
/* Every national style of marks in a text that uses it: a few lines of books in the public domain.
 */
#include <stdbool.h>

#include "quoting.h"

typedef struct sample {
    const char *text;
    const char *quotations;
    bool speakers; /* are told, too */
} sample;

static const sample samples[] = {
    /* Grimm, Der Froschkönig; marks of Germany */
    {"„Was hast du vor, Königstochter? Du schreist ja, dass sich ein Stein "
     "erbarmen möchte.“\n\n„Ach, du bist’s, alter Wasserpatscher“, sagte sie, "
     "„ich weine über meine goldene Kugel, die mir in den Brunnen "
     "hinabgefallen ist.“\n\n„Sei still und weine nicht“, antwortete der "
     "Frosch, „ich kann wohl Rat schaffen, aber was gibst du mir, wenn ich "
     "dein Spielwerk wieder heraufhole?“\n",
     "Was hast du vor, Königstochter? Du schreist ja, dass sich ein Stein "
     "erbarmen möchte. | Ach, du bist’s, alter Wasserpatscher | ich weine "
     "über meine goldene Kugel, die mir in den Brunnen hinabgefallen ist. | "
     "Sei still und weine nicht | ich kann wohl Rat schaffen, aber was "
     "gibst du mir, wenn ich dein Spielwerk wieder heraufhole?",
     false},
    /* The same as Switzerland sets it */
    {"«Sei still und weine nicht», antwortete der Frosch, «ich kann wohl "
     "Rat schaffen.»\n\nDa sprach der Frosch: ‹Was gibst du mir, wenn ich "
     "dein Spielwerk wieder heraufhole?›\n",
     "der Frosch: Sei still und weine nicht | der Frosch: ich kann wohl Rat "
     "schaffen. | der Frosch: Was gibst du mir, wenn ich dein Spielwerk "
     "wieder heraufhole?",
     true},
    /* The same in marks that are turned */
    {"»Was hast du vor, Königstochter? Du schreist ja, dass sich ein Stein "
     "erbarmen möchte.«\n\n»Ach, du bist’s, alter Wasserpatscher«, sagte sie, "
     "»ich weine über meine goldene Kugel, die mir in den Brunnen "
     "hinabgefallen ist.«\n\n»Sei still und weine nicht«, antwortete der "
     "Frosch, »ich kann wohl Rat schaffen, aber was gibst du mir, wenn ich "
     "dein Spielwerk wieder heraufhole?«\n",
     "Was hast du vor, Königstochter? Du schreist ja, dass sich ein Stein "
     "erbarmen möchte. | Ach, du bist’s, alter Wasserpatscher | ich weine "
     "über meine goldene Kugel, die mir in den Brunnen hinabgefallen ist. | "
     "Sei still und weine nicht | ich kann wohl Rat schaffen, aber was "
     "gibst du mir, wenn ich dein Spielwerk wieder heraufhole?",
     false},
    /* Andersen, Kejserens nye Klæder */
    {"»Men han har jo ikke noget på!« sagde et lille barn.\n\n»Herre Gud, hør "
     "den uskyldiges røst!« sagde faderen.\n\n»Men han har jo ikke noget på!« "
     "råbte til sidst hele folket.\n",
     "Men han har jo ikke noget på! | Herre Gud, hør den uskyldiges røst! | "
     "Men han har jo ikke noget på!",
     false},
    /* Perrault, Le Petit Chaperon rouge: one pair of marks around a dialogue */
    {"« Où allez-vous ? » lui dit le Loup.\n\n« Je vais voir ma mère-grand, "
     "répondit le Petit Chaperon rouge, et lui porter une galette, avec un "
     "petit pot de beurre, que ma mère lui envoie.\n\n— Demeure-t-elle bien "
     "loin ? lui dit le Loup.\n\n— Oh ! oui, dit le Petit Chaperon rouge ; "
     "c’est par-delà le moulin que vous voyez tout là-bas, à la première "
     "maison du village. »\n",
     "le Loup: Où allez-vous ? | le Petit Chaperon: Je vais voir ma "
     "mère-grand, | le Petit Chaperon: et lui porter une galette, avec un "
     "petit pot de beurre, que ma mère lui envoie. | le Loup: "
     "Demeure-t-elle bien loin ? | le Petit Chaperon: Oh ! oui, | le Petit "
     "Chaperon: c’est par-delà le moulin que vous voyez tout là-bas, à la "
     "première maison du village.",
     true},
    /* The same: nothing but dashes */
    {"— Ma mère-grand, que vous avez de grands bras !\n\n— C’est pour mieux "
     "t’embrasser, ma fille.\n\n— Ma mère-grand, que vous avez de grandes "
     "jambes !\n\n— C’est pour mieux courir, mon enfant.\n\n— Ma mère-grand, "
     "que vous avez de grandes dents !\n\n— C’est pour te manger.\n",
     "Ma mère-grand, que vous avez de grands bras ! | C’est pour mieux "
     "t’embrasser, ma fille. | Ma mère-grand, que vous avez de grandes "
     "jambes ! | C’est pour mieux courir, mon enfant. | Ma mère-grand, que "
     "vous avez de grandes dents ! | C’est pour te manger.",
     false},
    /* Cervantes, Don Quijote I, 8 */
    {"—¿Qué gigantes? —dijo Sancho Panza.\n\n—Aquellos que allí ves "
     "—respondió su amo— de los brazos largos, que los suelen tener algunos "
     "de casi dos leguas.\n\n—Mire vuestra merced —respondió Sancho— que "
     "aquellos que allí se parecen no son gigantes, sino molinos de "
     "viento.\n\n—Bien parece —respondió don Quijote— que no estás cursado en "
     "esto de las aventuras.\n",
     "Sancho Panza: ¿Qué gigantes? | su amo: Aquellos que allí ves | su "
     "amo: de los brazos largos, que los suelen tener algunos de casi dos "
     "leguas. | Sancho: Mire vuestra merced | Sancho: que aquellos que allí "
     "se parecen no son gigantes, sino molinos de viento. | Quijote: Bien "
     "parece | Quijote: que no estás cursado en esto de las aventuras.",
     true},
    /* Chekhov, Хамелеон */
    {"— По какому это случаю тут? — спрашивает Очумелов, врезываясь в "
     "толпу. — Почему тут? Кто кричал?\n\n— Иду я, ваше благородие, никого не "
     "трогаю... — начинает Хрюкин, кашляя в кулак.\n\n— Гм!.. Хорошо... — "
     "говорит Очумелов строго. — Чья собака?\n\n— Это, кажись, генерала "
     "Жигалова! — говорит кто-то из толпы.\n\n— Генерала Жигалова? Гм!.. "
     "Сними-ка, Елдырин, с меня пальто.\n",
     "Очумелов: По какому это случаю тут? | Очумелов: Почему тут? | Хрюкин: "
     "Иду я, ваше благородие, никого не трогаю... | Очумелов: Гм!.. "
     "Хорошо... | Очумелов: Чья собака? | Это, кажись, генерала Жигалова! | "
     "Очумелов: Генерала Жигалова? Гм!.. Сними-ка, Елдырин, с меня пальто.",
     true},
    /* Joyce, Ulysses (1922) */
    {"—Tell me, Mulligan, Stephen said quietly.\n\n—Yes, my love?\n\n—How long "
     "is Haines going to stay in this tower?\n\nBuck Mulligan showed a shaven "
     "cheek over his right shoulder.\n\n—God, isn't he dreadful? he said "
     "frankly. A ponderous Saxon.\n",
     "Tell me, Mulligan, | Yes, my love? | How long is Haines going to stay "
     "in this tower? | God, isn't he dreadful? | A ponderous Saxon.",
     false},
    /* Dazai, 走れメロス */
    {"「王様は、人を殺します。」\n\n「なぜ殺すのだ。」\n\n「悪心を抱いている、というのですが、誰も"
     "そんな、悪心を持っては居りませぬ。」\n\n「たくさんの人を殺したのか。」\n",
     "王様は、人を殺します。 | なぜ殺すのだ。 | "
     "悪心を抱いている、というのですが、誰もそんな、悪心を持っては居りませぬ。 | "
     "たくさんの人を殺したのか。",
     false},
    /* The same in heavy brackets */
    {"『王様は、人を殺します。』\n\n『なぜ殺すのだ。』\n\n老爺は答えた。『悪心を抱いている、という"
     "のです。』\n",
     "王様は、人を殺します。 | なぜ殺すのだ。 | 悪心を抱いている、というのです。", false},
    /* Carroll, Alice, as first printed */
    {"‘What a curious feeling!’ said Alice; ‘I must be shutting up like a "
     "telescope.’\n\n‘It’s the oldest rule in the book,’ said the "
     "King.\n\n‘Then it ought to be Number One,’ said Alice.\n",
     "Alice: What a curious feeling! | Alice: I must be shutting up like a "
     "telescope. | the King: It’s the oldest rule in the book, | Alice: "
     "Then it ought to be Number One,",
     true},
    /* The same as typed */
    {"'What a curious feeling!' said Alice; 'I must be shutting up like a "
     "telescope.'\n\n'It's the oldest rule in the book,' said the "
     "King.\n\n'Then it ought to be Number One,' said Alice.\n",
     "Alice: What a curious feeling! | Alice: I must be shutting up like a "
     "telescope. | the King: It's the oldest rule in the book, | Alice: "
     "Then it ought to be Number One,",
     true},
    /* The same with two strokes */
    {"\"What a curious feeling!\" said Alice; \"I must be shutting up like a "
     "telescope.\"\n\n\"It's the oldest rule in the book,\" said the "
     "King.\n\n\"Then it ought to be Number One,\" said Alice.\n",
     "Alice: What a curious feeling! | Alice: I must be shutting up like a "
     "telescope. | the King: It's the oldest rule in the book, | Alice: "
     "Then it ought to be Number One,",
     true},
    /* The same as America prints it */
    {"“What a curious feeling!” said Alice; “I must be shutting up like a "
     "telescope.”\n\n“It’s the oldest rule in the book,” said the "
     "King.\n\n“Then it ought to be Number One,” said Alice.\n",
     "Alice: What a curious feeling! | Alice: I must be shutting up like a "
     "telescope. | the King: It’s the oldest rule in the book, | Alice: "
     "Then it ought to be Number One,",
     true},
    /* The same in Swedish marks */
    {"”What a curious feeling!” said Alice; ”I must be shutting up like a "
     "telescope.”\n\n”It’s the oldest rule in the book,” said the "
     "King.\n\n”Then it ought to be Number One,” said Alice.\n",
     "Alice: What a curious feeling! | Alice: I must be shutting up like a "
     "telescope. | the King: It’s the oldest rule in the book, | Alice: "
     "Then it ought to be Number One,",
     true},
    /* The same in single guillemets */
    {"‹What a curious feeling!› said Alice; ‹I must be shutting up like a "
     "telescope.›\n\n‹It’s the oldest rule in the book,› said the "
     "King.\n\n‹Then it ought to be Number One,› said Alice.\n",
     "Alice: What a curious feeling! | Alice: I must be shutting up like a "
     "telescope. | the King: It’s the oldest rule in the book, | Alice: "
     "Then it ought to be Number One,",
     true},
};

static void test_samples(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        quoting_expect(samples[i].text, samples[i].quotations, samples[i].speakers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_samples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
