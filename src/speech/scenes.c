/* SPDX-License-Identifier: Apache-2.0 */
/* Candidates of each turn, with what speaks for them; see scenes.h. doc/method.md has the reasons.
 */
#include "speech/scenes.h"

#include "speech/lattice.h"
#include "speech/narrator.h"
#include "speech/recent.h"
#include "speech/shares.h"

#include <math.h>

/* For one candidate by itself. */
static const float a_rank = -1.1f, unlisted = -2.8f, unattributed = .5f, a_subject = .75f,
                   sex_unknown = -2.4f, calls_himself = -4, names_himself = -6, beat = 3.2f,
                   beat_apart = 5, other_beat = -3, is_common = -1.9f, called_before = 4,
                   called_behind = 2, sir_before = .7f, madam_before = -1.8f, never_speaks = -.4f,
                   a_mention = .1f, a_speech = .2f, phrase_itself = .8f, introduced = 3,
                   kin_of_narrator = 4, least_share_of_one = .6f, antecedent = 5, a_share = 8,
                   least_share = .4f, age_fits = 2.5f;

/* For a candidate with the turns before it. */
static const float next_same = -2.5f, far_same = -.4f, with_pronoun = .3f, near_again = 3.5f,
                   far_again = .7f, farther_again = .5f;

static const float explicit_margin = 10; /* of who is named: surer than any row can be */

enum {
    WINDOW = 8,           /* turns on either side whose speakers are candidates */
    SCENE_PARAGRAPHS = 4, /* farther apart, turns are of two scenes */
    POOL = 48,
    a_turn = 1000 /* words, about, that are looked at for one */
};

typedef struct casting {
    const al_speech_book *book;
    al_speech_turns *turns;
    al_speech_lattice *lattice;
    uint32_t narrator; /* person, or NONE */
    al_speech_recents recents;
    uint32_t last[2]; /* speakers of the scene before */
    bool first_pass;  /* phrases are given to persons, to see whom they stand for */
    al_speech_shares shares;
} casting;

static al_speech_person *person_of(const casting *casting, uint32_t who)
{
    return &casting->book->persons->list[who];
}

static uint32_t who_of(const casting *casting, const al_speech_mention *mention)
{
    return casting->book->names->list[mention->name].who;
}

/* --- Candidates --------------------------------------------------------------------- */

typedef struct pool {
    al_speech_candidate list[POOL];
    uint32_t n;
} pool;

static void add(pool *pool, uint32_t who)
{
    if (who == AL_SPEECH_NONE || pool->n == POOL)
        return;
    for (uint32_t i = 0; i < pool->n; i++)
        if (pool->list[i].who == who)
            return;
    pool->list[pool->n++] = (al_speech_candidate){who, 0};
}

/* Those who are addressed in a turn; at most so many mentions are looked at. */
static void add_called(const casting *casting, pool *pool, const al_speech_turn *turn)
{
    enum { LOOK = 64 };
    const al_speech_names *names = casting->book->names;
    size_t at = al_speech_names_after(names, turn->begin);
    for (size_t end = at + LOOK; at < names->n_mentions && at < end; at++) {
        if (names->mentions[at].first >= turn->finish)
            break;
        if (names->mentions[at].called)
            add(pool, who_of(casting, &names->mentions[at]));
    }
}

static void gather(const casting *casting, size_t at, pool *pool)
{
    const al_speech_turn *turn = &casting->turns->list[at];
    size_t first = at > WINDOW ? at - WINDOW : 0;
    size_t end = at + WINDOW < casting->turns->n ? at + WINDOW + 1 : casting->turns->n;
    pool->n = 0;
    add(pool, turn->beat_at);
    for (uint32_t i = 0; i < casting->recents.n; i++)
        if (turn->begin - casting->recents.list[i].token < AL_SPEECH_RECENT_TOKENS)
            add(pool, casting->recents.list[i].who);
    for (size_t i = first; i < end; i++)
        if (i != at)
            add(pool, casting->turns->list[i].said_at);
    for (size_t i = first; i < end; i++)
        if (i != at)
            add_called(casting, pool, &casting->turns->list[i]);
    add(pool, casting->last[0]);
    add(pool, casting->last[1]);
    add(pool, casting->narrator);
}

/* --- What speaks for one ------------------------------------------------------------ */

static bool has_attribution(const al_speech_turn *turn)
{
    return turn->said.subject != AL_SPEECH_NOBODY;
}

static float by_recency(const casting *casting, const al_speech_turn *turn, uint32_t who)
{
    for (uint32_t i = 0; i < casting->recents.n; i++) {
        const al_speech_recent *one = &casting->recents.list[i];
        if (one->who == who && turn->begin - one->token < AL_SPEECH_RECENT_TOKENS) {
            float points = a_rank * (float)i;
            return (points > unlisted ? points : unlisted) + (one->subject ? a_subject : 0);
        }
    }
    return unlisted;
}

/* How a turn names someone: addressed, or spoken of. */
typedef struct naming {
    bool called;
    bool named;
} naming;

static naming naming_of(const casting *casting, const al_speech_turn *turn, uint32_t who)
{
    enum { LOOK = 256 };
    const al_speech_names *names = casting->book->names;
    naming found = {false, false};
    size_t at = al_speech_names_after(names, turn->begin);
    for (size_t end = at + LOOK; at < names->n_mentions && at < end; at++) {
        const al_speech_mention *mention = &names->mentions[at];
        if (mention->first >= turn->finish)
            break;
        if (!mention->quoted || who_of(casting, mention) != who)
            continue;
        found.called |= mention->called;
        found.named |= !mention->called;
    }
    return found;
}

static float by_naming(const casting *casting, size_t at, uint32_t who)
{
    const al_speech_turn *turns = casting->turns->list;
    naming own = naming_of(casting, &turns[at], who);
    float points = own.called ? calls_himself : own.named ? names_himself : 0;
    if (at > 0 && turns[at].paragraph - turns[at - 1].last_paragraph <= SCENE_PARAGRAPHS &&
        naming_of(casting, &turns[at - 1], who).called)
        points += called_before;
    if (at + 1 < casting->turns->n &&
        turns[at + 1].paragraph - turns[at].last_paragraph <= SCENE_PARAGRAPHS &&
        naming_of(casting, &turns[at + 1], who).called)
        points += called_behind;
    return points;
}

/* Whether a turn addresses a man, or a woman, by such a word. */
static bool addresses(const casting *casting, const al_speech_turn *turn, uint64_t class)
{
    enum { LOOK = 256 };
    const al_speech_tokens *tokens = casting->book->tokens;
    for (uint32_t i = turn->begin; i < turn->finish && i < turn->begin + LOOK; i++)
        if (tokens->list[i].flags & AL_SPEECH_QUOTED && al_speech_token_classes(tokens, i) & class)
            return true;
    return false;
}

static float by_address(const casting *casting, size_t at, uint8_t sex)
{
    if (at == 0 || sex == AL_SPEECH_ANY)
        return 0;
    const al_speech_turn *before = &casting->turns->list[at - 1];
    float points = 0;
    if (addresses(casting, before, AL_SPEECH_VOCATIVE_MAN))
        points += sex == AL_SPEECH_MALE ? sir_before : madam_before;
    if (addresses(casting, before, AL_SPEECH_VOCATIVE_WOMAN))
        points += sex == AL_SPEECH_FEMALE ? sir_before : madam_before;
    return points;
}

static float by_beat(const al_speech_turn *turn, uint32_t who, uint8_t sex)
{
    if (has_attribution(turn))
        return turn->beat_at == who && turn->beat_at != AL_SPEECH_NONE ? antecedent : 0;
    if (turn->beat_at != AL_SPEECH_NONE)
        return turn->beat_at != who ? 0 : turn->beat.first >= turn->finish ? beat : beat_apart;
    bool apart = turn->beat.sex != AL_SPEECH_ANY && sex != AL_SPEECH_ANY && sex != turn->beat.sex;
    return apart ? other_beat : 0;
}

/* Whether a phrase may be of somebody with a name: the girl, but not a girl, who is new,
   nor one or another, whom nothing names. */
static bool is_generic(const casting *casting, const al_speech_turn *turn)
{
    if (turn->said.anyone ||
        al_speech_token_classes(casting->book->tokens, turn->said.first) & AL_SPEECH_INDEFINITE)
        return false;
    const al_speech_name *name = &casting->book->names->list[turn->said.name];
    uint32_t head = name->words[name->n_words - 1];
    return casting->book->tokens->forms.list[head].classes & AL_SPEECH_GENERIC;
}

/* The age that a phrase says: of its words the younger counts, as a young lady is none of age. */
static uint64_t age_of(const casting *casting, const al_speech_name *name)
{
    uint64_t all = 0;
    for (uint32_t i = 0; i < name->n_words; i++)
        all |= casting->book->tokens->forms.list[name->words[i]].classes;
    return all & AL_SPEECH_YOUNGER ? AL_SPEECH_YOUNGER : all & AL_SPEECH_ELDER;
}

/* Whether a phrase is one person's all through a text: my father, of a narrator; his was another's
   a page ago. */
static bool is_of_narrator(const casting *casting, const al_speech_turn *turn)
{
    static const uint64_t mine = AL_SPEECH_POSSESSIVE | AL_SPEECH_TALKING;
    const al_speech_tokens *tokens = casting->book->tokens;
    const al_speech_name *name = &casting->book->names->list[turn->said.name];
    uint64_t head = tokens->forms.list[name->words[name->n_words - 1]].classes;
    return casting->narrator != AL_SPEECH_NONE && head & AL_SPEECH_GENERIC &&
           head & (AL_SPEECH_MAN | AL_SPEECH_WOMAN) &&
           (al_speech_token_classes(tokens, turn->said.first) & mine) == mine;
}

/* How well a phrase fits someone: by age, and by whom it stood for. */
static float by_phrase(const casting *casting, const al_speech_turn *turn, uint32_t who)
{
    const al_speech_person *person = person_of(casting, who);
    if (turn->said.subject != AL_SPEECH_PHRASE)
        return 0;
    uint64_t age = age_of(casting, &casting->book->names->list[turn->said.name]);
    float points = 0;
    if (age != 0 && person->elder != person->younger) {
        bool younger = person->younger > person->elder;
        points += younger == (age == AL_SPEECH_YOUNGER) ? age_fits : -age_fits;
    }
    float share = al_speech_share(&casting->shares, turn->said.name, who);
    float least = is_of_narrator(casting, turn) ? least_share_of_one : least_share;
    return points + (share >= least && !casting->first_pass ? a_share * share : 0);
}

/* Whether a title is short for a word, or the word: Dr., doctor. */
static bool is_short_for(const al_speech_forms *forms, uint32_t title, uint32_t word)
{
    const al_speech_form *a = &forms->list[title], *b = &forms->list[word];
    const char *letters = forms->letters.bytes;
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->length && n < a->length; i++)
        n += letters[a->letters + n] == letters[b->letters + i];
    return n == a->length && letters[a->letters] == letters[b->letters];
}

/* Whether a phrase may be of a person: the doctor is nobody else with another name of that kind,
   and nobody who is not called so. */
static bool may_mean(const casting *casting, const al_speech_turn *turn,
                     const al_speech_person *person)
{
    if (turn->said.subject != AL_SPEECH_PHRASE)
        return true;
    const al_speech_name *name = &casting->book->names->list[turn->said.name];
    const al_speech_forms *forms = &casting->book->tokens->forms;
    uint32_t head = name->words[name->n_words - 1];
    if (person->common)
        return false;
    if (!(forms->list[head].classes & AL_SPEECH_TITLE) || name->the == 0)
        return true;
    return person->title != AL_SPEECH_NONE && is_short_for(forms, person->title, head);
}

/* False: it cannot be. */
static bool judge(const casting *casting, size_t at, al_speech_candidate *candidate)
{
    const al_speech_turn *turn = &casting->turns->list[at];
    const al_speech_person *person = person_of(casting, candidate->who);
    uint8_t sex = turn->said.sex;
    bool narrates = candidate->who == casting->narrator;
    if (has_attribution(turn) && narrates)
        return turn->said.subject == AL_SPEECH_I_SAY;
    if (sex != AL_SPEECH_ANY && person->sex != AL_SPEECH_ANY && sex != person->sex)
        return false;
    if (!may_mean(casting, turn, person) || casting->book->names->list[person->name].anyone)
        return false;
    float score = sex != AL_SPEECH_ANY && person->sex == AL_SPEECH_ANY ? sex_unknown : 0;
    float recency = narrates ? 0 : by_recency(casting, turn, candidate->who);
    score += has_attribution(turn) ? recency : unattributed * recency;
    score += by_naming(casting, at, candidate->who) + by_address(casting, at, person->sex) +
             by_beat(turn, candidate->who, person->sex) + by_phrase(casting, turn, candidate->who);
    score += person->common ? is_common : 0;
    score += person->verbs == 0 ? never_speaks : 0;
    score +=
        a_mention * log2f(1 + (float)person->count) + a_speech * log2f(1 + (float)person->spoken);
    candidate->score = score;
    return true;
}

/* --- Steps of the lattice -------------------------------------------------------------- */

/* Keep the best candidates. */
static void put(al_speech_step *step, al_speech_candidate candidate)
{
    uint32_t at = step->n < AL_SPEECH_CANDIDATES ? step->n : AL_SPEECH_CANDIDATES - 1;
    if (step->n == AL_SPEECH_CANDIDATES && step->list[at].score >= candidate.score)
        return;
    step->n += step->n < AL_SPEECH_CANDIDATES;
    for (; at > 0 && step->list[at - 1].score < candidate.score; at--)
        step->list[at] = step->list[at - 1];
    step->list[at] = candidate;
}

/* What a turn has with the one before and the one before that. */
static void link(const casting *casting, size_t at, al_speech_step *step)
{
    const al_speech_turn *turn = &casting->turns->list[at];
    step->same = step->again = 0;
    if (at == 0)
        return;
    bool pronoun =
        turn->said.subject == AL_SPEECH_HE_SAYS || turn->said.subject == AL_SPEECH_SHE_SAYS;
    bool next = turn->paragraph - turn[-1].last_paragraph <= 1;
    step->same = (next ? next_same : far_same) * (pronoun ? with_pronoun : 1);
    if (at == 1)
        return;
    bool before = turn[-1].paragraph - turn[-2].last_paragraph <= 1;
    step->again = next && before ? near_again : next || before ? far_again : farther_again;
}

/* Whether it is said who speaks; *who is that, or NONE for no one person. */
static bool is_settled(const casting *casting, const al_speech_turn *turn, uint32_t *who)
{
    *who = turn->said_at;
    switch (turn->said.subject) {
    case AL_SPEECH_NAMED: return true;
    case AL_SPEECH_PHRASE: return !is_generic(casting, turn);
    case AL_SPEECH_I_SAY: *who = casting->narrator; return true;
    case AL_SPEECH_THEY_SAY: return true;
    default: return false;
    }
}

/* Whether a phrase is of somebody who is new. */
static bool is_new(const casting *casting, const al_speech_turn *turn)
{
    const al_speech_name *name = &casting->book->names->list[turn->said.name];
    return al_speech_recents_is_new(&casting->recents, name->words[name->n_words - 1], turn->begin);
}

/* What speaks for a phrase beside those whom it may mean. */
static float of_itself(const casting *casting, const al_speech_turn *turn)
{
    return phrase_itself + (is_new(casting, turn) ? introduced : 0) +
           (is_of_narrator(casting, turn) ? kin_of_narrator : 0);
}

static void fill(casting *casting, size_t at, al_speech_step *step)
{
    const al_speech_turn *turn = &casting->turns->list[at];
    pool pool;
    uint32_t who;
    step->n = 0;
    link(casting, at, step);
    if (is_settled(casting, turn, &who)) {
        put(step, (al_speech_candidate){who, 0});
        return;
    }
    gather(casting, at, &pool);
    for (uint32_t i = 0; i < pool.n; i++)
        if (pool.list[i].who != turn->said_at && judge(casting, at, &pool.list[i]))
            put(step, pool.list[i]);
    if (turn->said_at != AL_SPEECH_NONE &&
        (!casting->first_pass || step->n == 0 || is_of_narrator(casting, turn)))
        put(step, (al_speech_candidate){turn->said_at, of_itself(casting, turn)});
    if (step->n == 0)
        put(step, (al_speech_candidate){AL_SPEECH_NONE, 0});
}

/* --- Scenes ---------------------------------------------------------------------------- */

/* The turn behind the scene that begins at `first`. */
static size_t scene_end(const casting *casting, size_t first)
{
    const al_speech_turn *turns = casting->turns->list;
    size_t end = first + 1;
    while (end < casting->turns->n && end - first < AL_SPEECH_SCENE_TURNS &&
           turns[end].paragraph - turns[end - 1].last_paragraph <= SCENE_PARAGRAPHS)
        end++;
    return end;
}

/* Note whom a phrase was given to. False when memory ends. */
static bool note(casting *casting, const al_speech_turn *turn)
{
    if (!casting->first_pass || turn->said.subject != AL_SPEECH_PHRASE ||
        turn->who == AL_SPEECH_NONE || !is_generic(casting, turn))
        return true;
    return al_speech_shares_add(&casting->shares, turn->said.name, turn->who);
}

static bool cast_scene(casting *casting, size_t first, size_t end)
{
    uint32_t best[AL_SPEECH_SCENE_TURNS];
    float margins[AL_SPEECH_SCENE_TURNS];
    al_speech_step *steps = al_speech_lattice_steps(casting->lattice);
    for (size_t at = first; at < end; at++) {
        al_speech_recents_read(&casting->recents, casting->turns->list[at].begin);
        fill(casting, at, &steps[at - first]);
    }
    al_speech_lattice_solve(casting->lattice, end - first, explicit_margin, best, margins);
    for (size_t at = first; at < end; at++) {
        al_speech_turn *turn = &casting->turns->list[at];
        turn->who = steps[at - first].list[best[at - first]].who;
        turn->margin = turn->who == AL_SPEECH_NONE ? 0 : margins[at - first];
        if (turn->who != AL_SPEECH_NONE && turn->who != casting->last[0]) {
            casting->last[1] = casting->last[0];
            casting->last[0] = turn->who;
        }
        if (!note(casting, turn) || al_clock_late(casting->book->tokens->clock, a_turn))
            return false;
    }
    return true;
}

/* One pass through all scenes. False when memory ends. */
static bool cast_all(casting *casting, bool first_pass)
{
    bool fine = true;
    casting->first_pass = first_pass;
    al_speech_recents_restart(&casting->recents);
    casting->last[0] = casting->last[1] = AL_SPEECH_NONE;
    for (size_t first = 0, end; first < casting->turns->n && fine; first = end) {
        end = scene_end(casting, first);
        fine = cast_scene(casting, first, end);
    }
    return fine;
}

/* How often each person surely speaks. */
static void count_speeches(const casting *casting)
{
    for (size_t i = 0; i < casting->turns->n; i++)
        if (casting->turns->list[i].said_at != AL_SPEECH_NONE)
            person_of(casting, casting->turns->list[i].said_at)->spoken++;
}

bool al_speech_scenes_cast(const al_speech_book *book, al_speech_turns *turns)
{
    const almost_allocator *allocator = book->tokens->allocator;
    casting casting = {.book = book, .turns = turns, .shares = {.allocator = allocator}};
    if (!al_speech_narrator_find(book, turns, &casting.narrator))
        return false;
    casting.lattice = al_speech_lattice_new(allocator);
    bool fine = al_speech_recents_init(&casting.recents, book) && casting.lattice != NULL;
    count_speeches(&casting);
    fine = fine && cast_all(&casting, true);
    al_speech_shares_complete(&casting.shares);
    fine = fine && cast_all(&casting, false);
    al_release(allocator, casting.shares.list);
    al_speech_recents_release(&casting.recents);
    al_speech_lattice_free(allocator, casting.lattice);
    return fine;
}
