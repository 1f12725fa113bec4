/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See relate.h. Each lost word of a cell is held against each that is new; cells
 * in which more than a few words changed are passed over, for there everything
 * is somewhere the opposite of something.
 */
#include "meaning/relate.h"

#include "language/antonyms.h"
#include "language/rewrite.h"
#include "meaning/affix.h"
#include "meaning/case_role.h"
#include "words/fold.h"

#include <string.h>

enum {
    most_words = 24,   /* lost or new words of a side that are looked at */
    most_letters = 64, /* bytes of a word */
};

/* A lost or new word: its token and its letters. */
typedef struct loose_word {
    uint32_t token;
    bool suffix; /* has one that turns it */
    size_t length;
    char letters[4 * most_letters + 16];
} loose_word;

typedef struct loose_words {
    loose_word list[most_words];
    uint32_t n;
    bool whole; /* there are no more */
} loose_words;

static bool fold_token(const al_relater *relater, int side, const al_token *token, loose_word *out)
{
    const almost_text *text = relater->maker->sides[side].text;
    size_t length = token->bytes.end - token->bytes.start;
    if (length > most_letters)
        return false;
    out->length = al_fold_word(text->bytes + token->bytes.start, length,
                               AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_EDGES, out->letters,
                               sizeof out->letters);
    return true;
}

/* Whether a word has one of the suffixes that turn it. */
static bool has_suffix(const loose_word *word)
{
    static const char *const suffixes[] = {"less", "lessly", "los", "lose", "losen"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        size_t length = strlen(suffixes[i]);
        if (word->length > length &&
            memcmp(word->letters + word->length - length, suffixes[i], length) == 0)
            return true;
    }
    return false;
}

/* Whether a word is of a phrase that the other side says, too: au moins, ou plus. */
static bool is_met(const al_items *items, uint32_t token)
{
    for (size_t i = 0; i < items->n && items->list[i].first <= token; i++)
        if (items->list[i].n > 1 && items->list[i].class == AL_ITEM_QUANTITY &&
            items->list[i].flags & AL_ITEM_MET && token < items->list[i].first + items->list[i].n)
            return true;
    return false;
}

static void list_loose(const al_relater *relater, const al_cell *cell, int side, loose_words *out)
{
    const al_tokens *tokens = &cell->tokens[side];
    out->n = 0;
    out->whole = true;
    for (uint32_t i = 0; i < tokens->n; i++) {
        const al_token *token = &tokens->list[i];
        if (!token->changed || token->sign != 0 || token->half || is_met(&cell->items[side], i))
            continue;
        if (out->n == most_words) {
            out->whole = false;
            return;
        }
        loose_word *word = &out->list[out->n];
        if (!fold_token(relater, side, token, word))
            continue;
        word->token = i;
        word->suffix = has_suffix(word);
        out->n++;
    }
}

static al_letters letters_of(const loose_word *word)
{
    return (al_letters){word->letters, (uint32_t)word->length};
}

/* A quick look: a prefix leaves the end as it is, and of suffixes there are few. */
static bool may_part(const loose_word *a, const loose_word *b)
{
    enum { tail = 3 };
    if (a->suffix != b->suffix)
        return true;
    return a->length >= tail && b->length >= tail && a->length != b->length &&
           memcmp(a->letters + a->length - tail, b->letters + b->length - tail, tail) == 0;
}

/* Whether one of the two is the other with an affix that turns it. */
static bool affix_parts(const al_relater *relater, const loose_word *a, const loose_word *b)
{
    al_letters mine = letters_of(a), theirs = letters_of(b);
    if (relater->language == NULL)
        return al_affix_turns(relater->terms, relater->code, mine, theirs);
    if (!may_part(a, b))
        return false;
    return al_rewrite_count(relater->language, AL_REWRITE_AFFIX, mine, theirs, 1) == 1 &&
           !al_rewrite_is_excepted(relater->language, mine, theirs);
}

static bool ends_in_less(const loose_word *word)
{
    return word->length > 4 && memcmp(word->letters + word->length - 4, "less", 4) == 0;
}

/* Which of two words has the affix: painless, of painful; else the longer one. */
static int affixed_of(const loose_word *const pair[2])
{
    for (int s = 0; s < 2; s++)
        if (ends_in_less(pair[s]) && !ends_in_less(pair[1 - s]))
            return s;
    return pair[0]->length >= pair[1]->length ? 0 : 1;
}

/* A word that is listed as a negation is one already. */
static bool add_negation(al_cell *cell, int side, uint32_t token)
{
    al_items *items = &cell->items[side];
    for (size_t i = 0; i < items->n; i++)
        if (items->list[i].first == token && items->list[i].class == AL_ITEM_NEGATION)
            return true;
    if (!al_grow(items->allocator, (void **)&items->list, &items->capacity, items->n + 1,
                 sizeof *items->list))
        return false;
    size_t at = items->n++;
    for (; at > 0 && items->list[at - 1].first > token; at--)
        items->list[at] = items->list[at - 1];
    items->list[at] = (al_item){.first = token,
                                .n = 1,
                                .group = UINT16_MAX,
                                .key = 1,
                                .class = AL_ITEM_NEGATION,
                                .flags = AL_ITEM_CHANGED | AL_ITEM_WHOLE};
    return true;
}

/* What else the word without the affix says, the one with it says, too: likely, not unlikely. */
static void meet_host(al_cell *cell, int side, uint32_t token)
{
    for (size_t i = 0; i < cell->items[side].n; i++) {
        al_item *item = &cell->items[side].list[i];
        if (item->first == token && item->n == 1 && item->class != AL_ITEM_NEGATION)
            item->flags |= AL_ITEM_MET;
    }
}

bool al_relate_affixes(const al_relater *relater, al_cell *cell)
{
    loose_words loose[2];
    if (relater->language == NULL && relater->terms == NULL)
        return true;
    for (int s = 0; s < 2; s++)
        list_loose(relater, cell, s, &loose[s]);
    for (uint32_t i = 0; i < loose[0].n; i++)
        for (uint32_t k = 0; k < loose[1].n; k++) {
            const loose_word *pair[2] = {&loose[0].list[i], &loose[1].list[k]};
            if (!affix_parts(relater, pair[0], pair[1]))
                continue;
            int side = affixed_of(pair);
            if (!add_negation(cell, side, pair[side]->token))
                return false;
            meet_host(cell, 1 - side, pair[1 - side]->token);
            break;
        }
    return true;
}

/* --- Opposites ------------------------------------------------------------- */

/* Whether two terms are the two sides of a row of opposites, or two members of one set. */
static bool are_opposite(const al_term *a, const al_term *b)
{
    if (a->class != b->class)
        return false;
    if (a->class == AL_TERM_OPPOSITE)
        return a->group == b->group && (a->flags ^ b->flags) & AL_TERM_SECOND;
    if (a->class != AL_TERM_SET || a->group == b->group)
        return false;
    const char *mine = al_terms_group_name(a->group), *theirs = al_terms_group_name(b->group);
    size_t set = strcspn(mine, "/");
    return strncmp(mine, theirs, set + 1) == 0;
}

/* Whether a change has few words: in a clause told anew another thing of a kind is chance. */
static bool is_short(const al_cell *cell, int side, uint32_t change)
{
    enum { few = 4 };
    uint32_t n = 0;
    for (size_t i = 0; i < cell->tokens[side].n; i++) {
        const al_token *token = &cell->tokens[side].list[i];
        n += token->changed && token->change == change && token->sign == 0;
    }
    return n <= few;
}

/* Whether what stands at a token of either side is opposite: a word or a phrase. */
static bool lists_part(const al_relater *relater, const al_cell *cell, const uint32_t at[2])
{
    const al_tokens *tokens = cell->tokens;
    al_term_list mine = al_terms_from(relater->terms, tokens[0].list[at[0]].term);
    al_term_list theirs = al_terms_from(relater->terms, tokens[1].list[at[1]].term);
    for (uint32_t i = 0; i < mine.n; i++)
        for (uint32_t k = 0; k < theirs.n; k++)
            if (are_opposite(&mine.terms[i], &theirs.terms[k]) &&
                al_token_matches(&tokens[0], at[0], &mine.terms[i]) > 0 &&
                al_token_matches(&tokens[1], at[1], &theirs.terms[k]) > 0)
                return mine.terms[i].class == AL_TERM_OPPOSITE ||
                       (is_short(cell, 0, tokens[0].list[at[0]].change) &&
                        is_short(cell, 1, tokens[1].list[at[1]].change));
    return false;
}

/* Whether a word of one side is lost or new on the other, too: it only moved. */
static bool moved(const al_cell *cell, int side, uint32_t token, const loose_words *others)
{
    uint64_t key = cell->tokens[side].list[token].key;
    for (uint32_t i = 0; i < others->n; i++)
        if (cell->tokens[1 - side].list[others->list[i].token].key == key)
            return true;
    return false;
}

/* The listed lemmas of each word of a side, in English. */
static void find_lemmas(const al_relater *relater, const al_tokens *tokens,
                        const loose_words *loose, al_antonym_lemmas_found *lemmas)
{
    for (uint32_t i = 0; i < loose->n; i++) {
        lemmas[i].n = 0;
        if (al_token_is_opposed(relater->maker, tokens->list[loose->list[i].token].form))
            lemmas[i] = al_antonyms_find(loose->list[i].letters, loose->list[i].length);
    }
}

/* In one change, or in two with one kept stretch between. */
static bool are_near(const al_token *a, const al_token *b)
{
    uint32_t first = a->change < b->change ? a->change : b->change;
    uint32_t second = a->change < b->change ? b->change : a->change;
    return second - first <= 2;
}

/* The lost and new words of a cell, with what English antonyms list of them. */
typedef struct pairing {
    loose_words loose[2];
    al_antonym_lemmas_found lemmas[2][most_words];
} pairing;

/*
 * Whether a changed word of a side may have an opposite: most cells have none on one of them, and
 * are passed over before any word is folded.
 */
static bool may_oppose(const al_relater *relater, const al_tokens *tokens)
{
    const uint32_t listed = 1u << AL_TERM_OPPOSITE | 1u << AL_TERM_SET;
    for (uint32_t i = 0; i < tokens->n; i++) {
        const al_token *token = &tokens->list[i];
        if (token->changed && token->sign == 0 && !token->half &&
            (token->classes & listed || al_token_is_opposed(relater->maker, token->form)))
            return true;
    }
    return false;
}

/* False where one side has none, or the cell has too many. */
static bool list_pairs(const al_relater *relater, const al_cell *cell, pairing *out)
{
    if (!al_cell_is_small(cell) || !may_oppose(relater, &cell->tokens[0]) ||
        !may_oppose(relater, &cell->tokens[1]))
        return false;
    for (int s = 0; s < 2; s++)
        list_loose(relater, cell, s, &out->loose[s]);
    if (out->loose[0].n == 0 || out->loose[1].n == 0)
        return false;
    for (int s = 0; s < 2; s++)
        find_lemmas(relater, &cell->tokens[s], &out->loose[s], out->lemmas[s]);
    return true;
}

/* Whether a token negates by itself: it is counted (negation.h), and no opposite. */
static bool is_negation(const al_relater *relater, const al_token *token)
{
    al_term_list terms = al_terms_from(relater->terms, token->term);
    for (uint32_t i = 0; i < terms.n; i++)
        if (terms.terms[i].class == AL_TERM_NEGATION && terms.terms[i].n_words == 1)
            return true;
    return false;
}

/* Whether lost word i and new word k are opposites; at[2] gets their tokens. */
static bool pair_parts(const al_relater *relater, const al_cell *cell, const pairing *pairs,
                       uint32_t i, uint32_t k, uint32_t at[2])
{
    at[0] = pairs->loose[0].list[i].token;
    at[1] = pairs->loose[1].list[k].token;
    const al_token *a = &cell->tokens[0].list[at[0]], *b = &cell->tokens[1].list[at[1]];
    return are_near(a, b) &&
           (lists_part(relater, cell, at) ||
            al_antonyms_meet(&pairs->lemmas[0][i], &pairs->lemmas[1][k])) &&
           !is_negation(relater, a) && !is_negation(relater, b) &&
           !moved(cell, 0, at[0], &pairs->loose[1]) && !moved(cell, 1, at[1], &pairs->loose[0]);
}

/* Who refuses what is opposite says neither: lehnte ab, against stimmte zu. */
static bool refuses(const al_item *item)
{
    return item->group != UINT16_MAX && al_terms_group_is(item->group, "refuse");
}

/* Whether nothing but auxiliaries and the like stands between: non [è stata] approvata. */
static bool joins(const al_token *between, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (between[i].sign != 0 || !(between[i].flags & AL_FORM_COMMON))
            return false;
    return true;
}

/* The negation that was lost or is new right before a word of its change, or NULL. */
static al_item *negation_before(al_cell *cell, int side, uint32_t token)
{
    enum { near = 2 /* tokens between */ };
    const al_token *list = cell->tokens[side].list;
    for (size_t i = 0; i < cell->items[side].n; i++) {
        al_item *item = &cell->items[side].list[i];
        uint32_t end = item->first + item->n;
        if (item->class == AL_ITEM_NEGATION && al_item_left(item) && !refuses(item) &&
            end <= token &&
            (list[item->first].change == list[token].change
                 ? token - end <= near
                 : token - end <= near + 1 && joins(&list[end], token - end)))
            return item;
    }
    return NULL;
}

void al_relate_denied(const al_relater *relater, al_cell *cell)
{
    pairing pairs;
    uint32_t at[2];
    if (!list_pairs(relater, cell, &pairs))
        return;
    for (uint32_t i = 0; i < pairs.loose[0].n; i++)
        for (uint32_t k = 0; k < pairs.loose[1].n; k++) {
            if (!pair_parts(relater, cell, &pairs, i, k, at) ||
                affix_parts(relater, &pairs.loose[0].list[i], &pairs.loose[1].list[k]))
                continue; /* nicht möglich, unmöglich: counted already */
            al_item *first = negation_before(cell, 0, at[0]);
            al_item *second = negation_before(cell, 1, at[1]);
            if ((first == NULL) == (second == NULL))
                continue;
            (first != NULL ? first : second)->flags |= AL_ITEM_MET;
            cell->tokens[0].list[at[0]].changed = cell->tokens[1].list[at[1]].changed = false;
        }
}

void al_relate_opposites(const al_relater *relater, const al_cell *cell, al_change *changes)
{
    const uint32_t told = ALMOST_TOUCHES_NEGATION | ALMOST_TOUCHES_NUMBER;
    pairing pairs;
    uint32_t at[2];
    if (!list_pairs(relater, cell, &pairs))
        return;
    for (uint32_t i = 0; i < pairs.loose[0].n; i++)
        for (uint32_t k = 0; k < pairs.loose[1].n; k++) {
            if (!pair_parts(relater, cell, &pairs, i, k, at) ||
                affix_parts(relater, &pairs.loose[0].list[i], &pairs.loose[1].list[k]))
                continue; /* a negation, counted as one */
            al_change *a = &changes[cell->tokens[0].list[at[0]].change];
            al_change *b = &changes[cell->tokens[1].list[at[1]].change];
            if ((a->touches | b->touches) & told)
                continue;
            a->touches |= ALMOST_TOUCHES_OPPOSITE;
            b->touches |= ALMOST_TOUCHES_OPPOSITE;
        }
}

/* --- Roles ----------------------------------------------------------------- */

enum {
    most_block = 4, /* words of a group that exchanged its place */
    most_row = 64   /* words of a cell in which exchanges are looked for */
};

/* The words of a side of a cell, signs left out. */
typedef struct word_row {
    uint32_t tokens[most_row];
    uint64_t keys[most_row];
    bool leads[most_row]; /* a preposition that its word only has in it: al, dall'autore */
    uint32_t n;
    bool whole;
} word_row;

static void add_to_row(word_row *row, uint32_t token, uint64_t key, bool leads)
{
    if (row->n == most_row) {
        row->whole = false;
        return;
    }
    row->tokens[row->n] = token;
    row->keys[row->n] = key;
    row->leads[row->n++] = leads;
}

/* Articles, and prepositions that one is melted into: with another noun comes another. */
static const struct article {
    const char *code, *forms; /* a blank before and behind each */
    const char *leads;        /* the preposition, or NULL */
} articles[] = {
    {"fr", " le la les l un une des ", NULL},
    {"fr", " au aux à ", "à"},
    {"fr", " du de d ", "de"},
    {"es", " el la los las un una unos unas ", NULL},
    {"es", " al a ", "a"},
    {"es", " del de ", "de"},
    {"it", " il lo la i gli le l un uno una ", NULL},
    {"it", " al allo alla ai agli alle all a ad ", "a"},
    {"it", " del dello della dei degli delle dell di d ", "di"},
    {"it", " dal dallo dalla dai dagli dalle dall da ", "da"},
    {"it", " nel nello nella nei negli nelle nell in ", "in"},
    {"it", " sul sullo sulla sui sugli sulle sull su ", "su"},
};

static const struct article *article_of(const char *code, const char *letters, size_t length)
{
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        if (strcmp(articles[i].code, code) != 0)
            continue;
        for (const char *at = articles[i].forms + 1; *at != '\0'; at += strcspn(at, " ") + 1)
            if (strcspn(at, " ") == length && memcmp(at, letters, length) == 0)
                return &articles[i];
    }
    return NULL;
}

static void add_article(word_row *row, uint32_t token, const struct article *article)
{
    if (article->leads != NULL)
        add_to_row(row, token, al_classes_letters_key(article->leads, strlen(article->leads)),
                   true);
}

/* A word without its article: l'autore; dell'autore is two words. */
static void add_word(const al_relater *relater, int side, const al_token *token, uint32_t at,
                     word_row *row)
{
    loose_word word;
    if (!fold_token(relater, side, token, &word)) {
        add_to_row(row, at, token->key, false);
        return;
    }
    const char *mark = memchr(word.letters, '\'', word.length);
    size_t head = mark != NULL ? (size_t)(mark - word.letters) : word.length;
    const struct article *article = article_of(relater->code, word.letters, head);
    if (article == NULL) {
        add_to_row(row, at, al_classes_letters_key(word.letters, word.length), false);
        return;
    }
    add_article(row, at, article);
    if (mark != NULL && head + 1 < word.length)
        add_to_row(row, at, al_classes_letters_key(mark + 1, word.length - head - 1), false);
}

static bool has_articles(const char *code)
{
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (strcmp(articles[i].code, code) == 0)
            return true;
    return false;
}

static void list_row(const al_relater *relater, const al_cell *cell, int side, word_row *row)
{
    const al_tokens *tokens = &cell->tokens[side];
    bool bare = has_articles(relater->code);
    row->n = 0;
    row->whole = true;
    for (uint32_t i = 0; i < tokens->n && row->whole; i++) {
        const al_token *token = &tokens->list[i];
        if (token->sign != 0)
            continue;
        if (bare && !token->half)
            add_word(relater, side, token, i, row);
        else
            add_to_row(row, i, token->key, false);
    }
}

static bool same_word(const word_row rows[2], uint32_t i, uint32_t k)
{
    return rows[0].keys[i] == rows[1].keys[k];
}

static bool same_words(const word_row rows[2], uint32_t i, uint32_t k, uint32_t n)
{
    for (uint32_t j = 0; j < n; j++)
        if (!same_word(rows, i + j, k + j))
            return false;
    return true;
}

/* Words i to i + first and j - second to j of side 0, which stand the other way round on side 1. */
typedef struct exchange {
    uint32_t start; /* of the first group, on both sides */
    uint32_t end;   /* of the last group, on both sides */
    uint32_t first; /* words of the first group of side 0, the last one of side 1 */
    uint32_t last;
} exchange;

static bool find_exchange(const word_row rows[2], exchange *found)
{
    uint32_t n = rows[0].n, start = 0, end = n;
    if (n != rows[1].n || !rows[0].whole || !rows[1].whole)
        return false;
    while (start < n && same_word(rows, start, start))
        start++;
    while (end > start && same_word(rows, end - 1, end - 1))
        end--;
    for (uint32_t a = 1; a <= most_block && a < end - start; a++)
        for (uint32_t b = 1; b <= most_block && a + b < end - start; b++)
            if (same_words(rows, start, end - a, a) && same_words(rows, end - b, start, b) &&
                same_words(rows, start + a, start + b, end - start - a - b)) {
                *found = (exchange){start, end, a, b};
                return true;
            }
    return false;
}

/* What the words of a group are: figures, names, or begun by a preposition. */
typedef struct group_kind {
    bool capital;
    bool figures;
    bool preposition;
} group_kind;

static group_kind kind_of(const al_cell *cell, const word_row *row, al_range words)
{
    group_kind kind = {.figures = true};
    for (uint32_t i = words.start; i < words.end; i++) {
        const al_token *token = &cell->tokens[0].list[row->tokens[i]];
        kind.capital |= (token->flags & AL_FORM_CAPITAL) != 0 && !(token->flags & AL_FORM_COMMON);
        kind.figures &= (token->flags & (AL_FORM_NUMBER | AL_FORM_PART)) != 0;
    }
    return kind;
}

/* A function word that is no determiner: what it leads moves as a whole. */
static bool leads(const al_relater *relater, const al_token *token)
{
    const al_form_class *class = al_classes_get(relater->maker->classes, token->form);
    const al_lexicon_word *word = al_classes_word(class->word);
    return word != NULL && word->classes & AL_WORD_FUNCTION &&
           !(word->classes & AL_WORD_DETERMINER & ~(uint32_t)AL_WORD_FUNCTION);
}

/* Whether nothing but `and`, `or`, `nor` parts the two groups. */
static bool is_list(const al_relater *relater, const al_cell *cell, const word_row *row,
                    al_range between)
{
    if (between.end - between.start != 1)
        return false;
    const al_token *token = &cell->tokens[0].list[row->tokens[between.start]];
    al_term_list terms = al_terms_from(relater->terms, token->term);
    for (uint32_t i = 0; i < terms.n; i++)
        if (terms.terms[i].n_words == 1 &&
            (terms.terms[i].class == AL_TERM_CONDITION || terms.terms[i].class == AL_TERM_NEGATION))
            return true;
    const al_lexicon_word *word =
        al_classes_word(al_classes_get(relater->maker->classes, token->form)->word);
    return word != NULL && word->classes & AL_WORD_CLOSES;
}

/* Whether a group is one word with the ending of Latin verbs of the third person. */
static bool is_verb(const al_relater *relater, const al_cell *cell, const word_row *row,
                    al_range words)
{
    const al_token *token = &cell->tokens[0].list[row->tokens[words.start]];
    return words.end - words.start == 1 && token->bytes.end - token->bytes.start > 4 &&
           relater->maker->sides[0].text->bytes[token->bytes.end - 1] == 't';
}

/* Whether endings say who does what, so that order says nothing, or nobody knows; see la, de, too.
 */
static bool has_cases(const char *code)
{
    static const char codes[][4] = {"pl", "ru", "uk", "cs", "sk", "hr", "sr", "sl", "lt",
                                    "lv", "et", "fi", "hu", "el", "tr", "ja", "ko", "hi"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(codes[i], code) == 0)
            return true;
    return code[0] == '\0';
}

/* Whether a German group brings the determiner along that says its case: den Mann biss der Hund. */
static bool keeps_case(const al_relater *relater, const word_row *row, const al_token *list,
                       const exchange *found)
{
    const al_side *side = &relater->maker->sides[0];
    return al_case_is_oblique(side, &list[row->tokens[found->start]]) ||
           al_case_is_oblique(side, &list[row->tokens[found->end - found->last]]);
}

static bool turns_roles(const al_relater *relater, const al_cell *cell, const word_row *row,
                        const exchange *found, const group_kind kinds[2])
{
    al_range between = {found->start + found->first, found->end - found->last};
    const al_token *list = cell->tokens[0].list;
    if (has_cases(relater->code) && !(kinds[0].figures && kinds[1].figures))
        return false;
    if (strcmp(relater->code, "la") == 0) /* only verbs that lost their objects to each other */
        return is_verb(relater, cell, row, (al_range){found->start, between.start}) &&
               is_verb(relater, cell, row, (al_range){between.end, found->end});
    if (is_list(relater, cell, row, between))
        return false;
    if (strcmp(relater->code, "de") == 0 &&
        (!(kinds[0].capital && kinds[1].capital) || keeps_case(relater, row, list, found)))
        return false;
    return !row->leads[found->start] && !row->leads[between.end] &&
           !leads(relater, &list[row->tokens[found->start]]) &&
           !leads(relater, &list[row->tokens[between.end]]);
}

/* Tell at the changes of all words that stand elsewhere. */
static void tell_exchange(const al_cell *cell, const word_row rows[2], const exchange *found,
                          uint32_t touch, al_change *changes)
{
    for (int s = 0; s < 2; s++)
        for (uint32_t i = found->start; i < found->end; i++) {
            const al_token *token = &cell->tokens[s].list[rows[s].tokens[i]];
            if (token->changed)
                changes[token->change].touches |= touch;
        }
}

/* Tell at all changed words: each has its part in who does what to whom. */
static void tell_cases(const al_cell *cell, al_change *changes)
{
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < cell->tokens[s].n; i++)
            if (cell->tokens[s].list[i].changed && cell->tokens[s].list[i].sign == 0)
                changes[cell->tokens[s].list[i].change].touches |= ALMOST_TOUCHES_ROLE;
}

void al_relate_roles(const al_relater *relater, const al_cell *cell, al_change *changes)
{
    word_row rows[2];
    exchange found;
    if (cell->changed[0] + cell->changed[1] < 2)
        return;
    if (al_case_roles_turn(relater->maker->sides, cell, relater->code)) {
        tell_cases(cell, changes);
        return;
    }
    for (int s = 0; s < 2; s++)
        list_row(relater, cell, s, &rows[s]);
    if (!find_exchange(rows, &found))
        return;
    group_kind kinds[2] = {
        kind_of(cell, &rows[0], (al_range){found.start, found.start + found.first}),
        kind_of(cell, &rows[0], (al_range){found.end - found.last, found.end}),
    };
    if (!turns_roles(relater, cell, &rows[0], &found, kinds))
        return;
    uint32_t touch = kinds[0].figures && kinds[1].figures   ? ALMOST_TOUCHES_NUMBER
                     : kinds[0].capital && kinds[1].capital ? ALMOST_TOUCHES_NAME
                                                            : ALMOST_TOUCHES_ROLE;
    tell_exchange(cell, rows, &found, touch, changes);
}
