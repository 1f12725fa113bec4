/* SPDX-License-Identifier: Apache-2.0 */
/* Words that turn the meaning by what they are to each other. */
#include "judged.h"

#include "meaning/affix.h"
#include "meaning/relate.h"

enum {
    negation = ALMOST_TOUCHES_NEGATION,
    opposite = ALMOST_TOUCHES_OPPOSITE,
    role = ALMOST_TOUCHES_ROLE,
    number = ALMOST_TOUCHES_NUMBER,
    name = ALMOST_TOUCHES_NAME
};

static al_relater relater_of(judged *it)
{
    return (al_relater){.maker = &it->maker,
                        .language = al_toucher_classes(it->toucher)->language,
                        .terms = it->maker.language,
                        .code = it->language};
}

/* An affix is a negation item of the word that has it. */
static void tell_affixes(judged *it)
{
    al_relater relater = relater_of(it);
    al_negation_reader reader = {.maker = &it->maker, .stemmer = it->stemmer};
    judged_read(it);
    assert_true(al_relate_affixes(&relater, &it->cell));
    al_negation_tell(&reader, &it->cell, it->changes);
}

static void tell_opposites(judged *it)
{
    al_relater relater = relater_of(it);
    al_relate_opposites(&relater, &it->cell, it->changes);
}

static void tell_denied(judged *it)
{
    al_relater relater = relater_of(it);
    al_negation_reader reader = {.maker = &it->maker, .stemmer = it->stemmer};
    judged_read(it);
    al_relate_denied(&relater, &it->cell);
    al_negation_tell(&reader, &it->cell, it->changes);
    al_relate_opposites(&relater, &it->cell, it->changes);
}

static void tell_roles(judged *it)
{
    al_relater relater = relater_of(it);
    al_relate_roles(&relater, &it->cell, it->changes);
}

static const judged_row affixes[] = {
    {"en", "It is [known] here.", "It is [unknown] here.", negation},
    {"en", "It is [not known] here.", "It is [unknown] here.", 0},
    {"en", "It was [painless] then.", "It was [painful] then.", negation},
    {"en", "They [come] late.", "They [income] late.", 0},
    {"en", "She [thawed] it.", "She [unthawed] it.", 0},
    {"de", "Es ist [möglich].", "Es ist [unmöglich].", negation},
    {"fr", "C’est [légal] ici.", "C’est [illégal] ici.", negation},
    {"nl", "Het is [mogelijk].", "Het is [onmogelijk].", negation},
    {"tr", "Kaptan [dönecek].", "Kaptan [dönmeyecek].", negation},
};

static const judged_row opposites[] = {
    {"en", "Prices [rose] here.", "Prices [fell] here.", opposite},
    {"en", "She stood [behind ]it.", "She stood [in front of ]it.", opposite},
    {"en", "He met his [aunt].", "He met his [nephew].", opposite},
    {"en", "He met his [mother].", "He met his [mum].", 0},
    {"en", "He met his [baker].", "He met his [nephew].", 0},
    {"en", "He [left at dawn].", "He [at dawn left].", 0},
    {"en", "They [confirmed] it.", "They [refuted] it.", opposite},
    {"de", "Der Tumor sei [gutartig].", "Der Tumor sei [bösartig].", opposite},
    {"de", "Das [französische] Team.", "Das [polnische] Team.", opposite},
    {"fr", "Le prix a [monté].", "Le prix a [baissé].", opposite},
    {"fr", "La lampe fut [allumée].", "La lampe fut [éteinte].", opposite},
    {"es", "Los precios se [dispararon].", "Los precios se [desplomaron].", opposite},
    {"it", "Ha [elogiato] i sindacati.", "Ha [criticato] i sindacati.", opposite},
    {"it", "Ha [elogiato] i sindacati.", "Ha [lodato] i sindacati.", 0},
    {"fr", "Selon le [maire] tout va.", "Selon le [juge] tout va.", opposite},
    {"en", "Children with [measles] came.", "Children with [mumps] came.", opposite},
    {"en", "They saw a [lawyer].", "They saw a [solicitor].", 0},
    {"en", "It [was the honest old lawyer].", "It [is some quite drunken judge].", 0},
    {"de", "Ein Löffel [Zucker] dazu.", "Ein Löffel [Salz] dazu.", opposite},
    {"de", "Die [Ärztin] kam.", "Die [Lehrerin] kam.", opposite},
    {"fr", "Le [loup] dort.", "Le [renard] dort.", opposite},
    {"es", "Tome [paracetamol] hoy.", "Tome [ibuprofeno] hoy.", opposite},
    {"it", "Servite il piatto [crudo].", "Servite il piatto [cotto].", opposite},
    {"la", "Hostes [noctu] venerunt.", "Hostes [interdiu] venerunt.", opposite},
    {"ko", "기온이 [상승했다].", "기온이 [하락했다].", opposite},
};

static const judged_row denied[] = {
    {"en", "The door was [not open].", "The door was [closed].", 0},
    {"en", "The door was [not open].", "The door was [open].", negation},
    {"en", "The door was [not open].", "The door was [not closed].", opposite},
    {"en", "The door was [not red].", "The door was [closed].", negation},
    {"de", "Die Tür war [nicht offen].", "Die Tür war [geschlossen].", 0},
};

static const judged_row roles[] = {
    {"en", "The [dog ]bit the [baker].", "The [baker ]bit the [dog].", role},
    {"en", "The [dog ]and the [man].", "The [dog ]and the [man].", 0},
    {"en", "We met [dogs ]and [men].", "We met [men ]and [dogs].", 0},
    {"en", "They voted [eleven ]to [four].", "They voted [four ]to [eleven].", number},
    {"en", "It rose from [40 ]to [50].", "It rose from [50 ]to [40].", number},
    {"en", "So [Alice ]loved [Agnes].", "So [Agnes ]loved [Alice].", name},
    {"fr", "Le [chat ]mord le [chien].", "Le [chien ]mord le [chat].", role},
    {"fr", "Il relie [Rouen ]à [Dieppe].", "Il relie [Dieppe ]à [Rouen].", name},
    {"es", "[La fiscalía ]acusó [al banco].", "[El banco ]acusó [a la fiscalía].", role},
    {"es", "[La fiscalía ]acusó [al banco].", "[Al banco ]acusó [la fiscalía].", 0},
    {"it", "[Il medico ]scrive [all’infermiera].", "[L’infermiera ]scrive [al medico].", role},
    {"it", "Va [a Roma ]poi [da Livio].", "Va [da Livio ]poi [a Roma].", 0},
    {"pl", "[Nikogo ]nie ma [tu].", "[Tu ]nie ma [nikogo].", 0},
    {"pl", "Od [5 ]do [7] dni.", "Od [7 ]do [5] dni.", number},
    {"de", "[Der] Hund biss [den] Mann.", "[Den] Hund biss [der] Mann.", role},
    {"de", "[Der Hund ]biss [den Mann].", "[Den Mann ]biss [der Hund].", 0},
    {"la", "[Puer canem] momordit.", "[Puerum canis] momordit.", role},
    {"la", "[Puer canem] momordit.", "[Pueri canes] momordit.", 0},
    {"la", "[Puer ]canem [amat].", "[Amat ]canem [puer].", 0},
};

static void tells_affixes(void **state)
{
    (void)state;
    judged_check(affixes, sizeof affixes / sizeof *affixes, tell_affixes);
}

static void tells_opposites(void **state)
{
    (void)state;
    judged_check(opposites, sizeof opposites / sizeof *opposites, tell_opposites);
}

static void tells_denied(void **state)
{
    (void)state;
    judged_check(denied, sizeof denied / sizeof *denied, tell_denied);
}

static void tells_roles(void **state)
{
    (void)state;
    judged_check(roles, sizeof roles / sizeof *roles, tell_roles);
}

static bool turns(const char *code, const char *a, const char *b)
{
    return al_affix_turns(al_terms_language(code), code, (al_letters){a, (uint32_t)strlen(a)},
                          (al_letters){b, (uint32_t)strlen(b)});
}

static void parts_verbs(void **state)
{
    (void)state;
    assert_true(turns("tr", "geldi", "gelmedi"));
    assert_true(turns("tr", "gelmiyor", "geliyor"));
    assert_true(turns("tr", "gelmez", "gelir"));
    assert_false(turns("tr", "geldi", "gelecek"));
    assert_true(turns("ru", "возможно", "невозможно"));
    assert_false(turns("ru", "возможно", "возможность"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_affixes), cmocka_unit_test(tells_opposites),
        cmocka_unit_test(tells_denied),  cmocka_unit_test(tells_roles),
        cmocka_unit_test(parts_verbs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
