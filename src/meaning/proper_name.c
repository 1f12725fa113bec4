/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading names, and holding two of them against each other; see proper_name.h. What the
 * dictionary knows with a small letter is no name at the start of a sentence, unless it is listed
 * as one too (Apple): then it says something only in the place of another name.
 */
#include "meaning/proper_name.h"

#include "language/dictionary.h"
#include "meaning/label.h"
#include "language/misreading.h"
#include "meaning/surplus.h"
#include "words/sentences.h"

#include <string.h>

enum {
    FOLDS = AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_EDGES,
    longest = 64, /* bytes of a name that is looked at */
    most_met = 32 /* names of a side of a cell that are held against each other */
};

typedef struct name_letters {
    char bytes[4 * longest + 16];
    size_t length;
} name_letters;

static bool fold(const al_item_reader *reader, int side, const al_token *token, uint32_t folds,
                 name_letters *out)
{
    const almost_text *text = reader->maker->sides[side].text;
    size_t length = token->bytes.end - token->bytes.start;
    if (length > longest)
        return false;
    out->length = al_fold_word(text->bytes + token->bytes.start, length, folds, out->bytes,
                               sizeof out->bytes);
    return out->length > 0;
}

/* --- Which words are names ------------------------------------------------- */

/* Whether the full stop before a word belongs to an abbreviation: Mrs. Hughes, J. Tallis. */
static bool follows_abbreviation(const al_item_reader *reader, int side, const al_tokens *tokens,
                                 size_t at)
{
    const al_side *mine = &reader->maker->sides[side];
    uint32_t word = tokens->list[at].word;
    return at > 0 && word > 0 && tokens->list[at - 1].sign == '.' &&
           al_border_before(&mine->slice, mine->spans[word - 1], mine->spans[word]) <
               AL_BORDER_SENTENCE;
}

static bool has_nouns(const al_item_reader *reader)
{
    const al_language *language = reader->maker->classes->language;
    return language != NULL && language->properties & AL_LANGUAGE_NOUNS;
}

/* Whether a token is a word with a capital that is no noun of the dictionary. */
static bool is_no_noun(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at)
{
    name_letters letters;
    const al_token *token = &tokens->list[at];
    return token->sign == 0 && token->flags & AL_FORM_CAPITAL && !(token->flags & AL_FORM_COMMON) &&
           fold(reader, side, token, FOLDS, &letters) &&
           !al_dictionary_is_noun(reader->maker->classes->language, letters.bytes, letters.length);
}

/* One of two neighbours, the other of which is no noun: Ruth Albers, Hans Meier; not: die Stadt
 * Ulm. */
static bool stands_with_name(const al_item_reader *reader, int side, const al_tokens *tokens,
                             size_t at)
{
    if (at > 0 && tokens->list[at - 1].sign == 0) {
        const al_form_class *class =
            al_classes_get(reader->maker->classes, tokens->list[at - 1].form);
        const al_lexicon_word *before = al_classes_word(class->word);
        if (before != NULL && before->classes & AL_WORD_DETERMINER & ~(uint32_t)AL_WORD_FUNCTION)
            return false;
        if (is_no_noun(reader, side, tokens, at - 1))
            return true;
    }
    return at + 1 < tokens->n && is_no_noun(reader, side, tokens, at + 1);
}

/* Where all nouns have capitals: 2 for a name, 1 for what may be one, 0 for a noun. */
static int rank_among_nouns(const al_item_reader *reader, int side, const al_tokens *tokens,
                            size_t at, const name_letters *letters)
{
    const al_language *language = reader->maker->classes->language;
    const al_side *mine = &reader->maker->sides[side];
    uint32_t word = tokens->list[at].word;
    bool within = word > 0 && al_border_before(&mine->slice, mine->spans[word - 1],
                                               mine->spans[word]) < AL_BORDER_SENTENCE;
    bool noun = al_dictionary_is_noun(language, letters->bytes, letters->length);
    if (al_dictionary_has_name(language, letters->bytes, letters->length))
        return noun ? 1 : 2;
    if (noun)
        return within && stands_with_name(reader, side, tokens, at) ? 2 : 0;
    return within || !al_dictionary_knows(language, letters->bytes, letters->length) ? 2 : 0;
}

/* At the start of a sentence: what the language has not small is a name. */
static int rank_at_start(const al_item_reader *reader, const name_letters *letters)
{
    const al_language *language = reader->maker->classes->language;
    if (!al_dictionary_knows(language, letters->bytes, letters->length))
        return 2;
    return al_dictionary_has_name(language, letters->bytes, letters->length) ? 1 : 0;
}

/* At the start of a sentence in a language without a dictionary: one of two capitals. */
static int rank_of_two(const al_tokens *tokens, size_t at)
{
    enum { least = 4 /* bytes: shorter ones are articles */ };
    const al_token *token = &tokens->list[at];
    return token->term == 0 && token->bytes.end - token->bytes.start >= least &&
                   at + 1 < tokens->n && tokens->list[at + 1].sign == 0 &&
                   tokens->list[at + 1].flags & AL_FORM_CAPITAL
               ? 1
               : 0;
}

/* Behind the label of an item a sentence begins: b) Accompany it. */
static bool follows_label(const al_item_reader *reader, int side, const al_tokens *tokens,
                          size_t at)
{
    al_label label;
    return at > 1 && tokens->list[at - 1].sign == ')' &&
           al_label_at(reader->maker->sides[side].text, tokens->list[at - 2].bytes.start, &label);
}

/* Whether a word with a capital is listed small, and as no name. */
static bool is_written_small(const al_item_reader *reader, int side, const al_token *token)
{
    const al_language *language = reader->maker->classes->language;
    name_letters letters;
    return fold(reader, side, token, FOLDS, &letters) &&
           al_dictionary_knows(language, letters.bytes, letters.length) &&
           !al_dictionary_has_name(language, letters.bytes, letters.length);
}

/* The bytes of the line that holds a token; empty where it is too long for a heading. */
static al_range heading_line(const almost_text *text, al_range bytes)
{
    enum { longest_heading = 80 };
    al_range line = bytes;
    while (line.start > 0 && text->bytes[line.start - 1] != '\n' &&
           bytes.start - line.start <= longest_heading)
        line.start--;
    while (line.end < text->length && text->bytes[line.end] != '\n' &&
           line.end - line.start <= longest_heading)
        line.end++;
    return line.end - line.start <= longest_heading ? line : (al_range){line.start, line.start};
}

/*
 * Whether a token stands in a heading whose words have capitals, all but the short ones: 16.
 * Limitation of Liability. All that have one are listed small, so that a list of names is none.
 */
static bool in_heading(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at)
{
    enum { short_word = 3 };
    const almost_text *text = reader->maker->sides[side].text;
    al_range line = heading_line(text, tokens->list[at].bytes);
    size_t first = at, capitals = 0;
    if (line.start == line.end || reader->maker->classes->language == NULL || has_nouns(reader))
        return false;
    while (first > 0 && tokens->list[first - 1].bytes.start >= line.start)
        first--;
    for (size_t i = first; i < tokens->n && tokens->list[i].bytes.end <= line.end; i++) {
        const al_token *token = &tokens->list[i];
        uint32_t length = token->bytes.end - token->bytes.start;
        if (token->sign != 0 || token->flags & AL_FORM_NUMBER)
            continue;
        bool capital = (token->flags & AL_FORM_CAPITAL) != 0;
        if (capital ? !is_written_small(reader, side, token) : length > short_word)
            return false;
        capitals += capital && !(token->flags & AL_FORM_COMMON);
    }
    return capitals > 1;
}

/* Whether a token stands between others that are all capitals, as it is: EACH PARTY MAY MODIFY. */
static bool is_shouted(const al_item_reader *reader, int side, const al_tokens *tokens, size_t at)
{
    return at > 0 && at + 1 < tokens->n && tokens->list[at].flags & AL_FORM_UPPER &&
           tokens->list[at - 1].flags & AL_FORM_UPPER &&
           tokens->list[at + 1].flags & AL_FORM_UPPER &&
           is_written_small(reader, side, &tokens->list[at]);
}

static bool ends_in(const name_letters *letters, const char *ending)
{
    size_t length = strlen(ending);
    return letters->length > length + 2 &&
           memcmp(letters->bytes + letters->length - length, ending, length) == 0;
}

/*
 * Whether an unlisted word at the start of a sentence is a verb in the imperative, by its ending
 * and the determiner or number behind it: Rimuovete i semi, Añada dos cucharadas, Épluchez les.
 */
static bool is_imperative(const al_item_reader *reader, const al_tokens *tokens, size_t at,
                          const name_letters *letters)
{
    static const struct {
        const char *code, *ending;
    } endings[] = {{"it", "ate"}, {"it", "ete"}, {"it", "ite"}, {"fr", "ez"},
                   {"fr", "ons"}, {"es", "a"},   {"es", "e"},   {"es", "an"},
                   {"es", "en"},  {"es", "ad"},  {"es", "ed"},  {"es", "id"}};
    const al_language *language = reader->maker->classes->language;
    if (at + 1 >= tokens->n || tokens->list[at + 1].sign != 0 ||
        al_dictionary_has_name(language, letters->bytes, letters->length))
        return false;
    const al_token *next = &tokens->list[at + 1];
    const al_lexicon_word *word =
        al_classes_word(al_classes_get(reader->maker->classes, next->form)->word);
    bool leads = next->flags & (AL_FORM_NUMBER | AL_FORM_PART) ||
                 (word != NULL && (word->classes & AL_WORD_DETERMINER) == AL_WORD_DETERMINER);
    for (size_t i = 0; leads && i < sizeof endings / sizeof *endings; i++)
        if (reader->language != NULL && strcmp(endings[i].code, reader->language->code) == 0 &&
            ends_in(letters, endings[i].ending))
            return true;
    return false;
}

static int rank_of(al_item_reader *reader, int side, const al_tokens *tokens, size_t at)
{
    const al_token *token = &tokens->list[at];
    name_letters letters;
    if (!follows_label(reader, side, tokens, at) &&
        al_capitals_name(reader->capitals, side, token->word))
        return in_heading(reader, side, tokens, at) || is_shouted(reader, side, tokens, at) ? 0 : 2;
    if (token->flags & AL_FORM_COMMON || token->half || !fold(reader, side, token, FOLDS, &letters))
        return 0;
    if (reader->maker->classes->language == NULL)
        return rank_of_two(tokens, at);
    if (has_nouns(reader))
        return rank_among_nouns(reader, side, tokens, at, &letters);
    if (follows_abbreviation(reader, side, tokens, at))
        return 2;
    if (token->flags & AL_FORM_UPPER && tokens->n > 1 &&
        ((at > 0 && tokens->list[at - 1].flags & AL_FORM_UPPER) ||
         (at + 1 < tokens->n && tokens->list[at + 1].flags & AL_FORM_UPPER)))
        return 0; /* a heading */
    if (is_imperative(reader, tokens, at, &letters))
        return 0;
    return rank_at_start(reader, &letters);
}

/* J. P. or J.P.: initials in a row are one name, however they are parted. */
static bool read_initials(const al_tokens *tokens, size_t at, al_item *item)
{
    char letters[2 * 8];
    size_t n = 0, next = at;
    while (next + 1 < tokens->n && tokens->list[next].flags & AL_FORM_INITIAL &&
           tokens->list[next + 1].sign == '.' && n + 2 <= sizeof letters) {
        if (n > 0)
            letters[n++] = '.';
        uint64_t key = tokens->list[next].key;
        char found = 0;
        for (char c = 'a'; c <= 'z' && found == 0; c++)
            found = al_classes_letters_key(&c, 1) == key ? c : 0;
        if (found == 0)
            break;
        letters[n++] = found;
        next += 2;
    }
    if (n < 3)
        return false;
    *item = (al_item){.first = (uint32_t)at,
                      .n = (uint32_t)(next - 1 - at),
                      .group = UINT16_MAX,
                      .key = al_classes_letters_key(letters, n),
                      .class = AL_ITEM_NAME};
    return true;
}

bool al_proper_name_read(al_item_reader *reader, int side, const al_tokens *tokens, size_t at,
                         al_item *item)
{
    const al_token *token = &tokens->list[at];
    if (token->flags & AL_FORM_INITIAL && read_initials(tokens, at, item))
        return true;
    if (token->sign != 0 || !(token->flags & AL_FORM_CAPITAL))
        return false;
    int rank = rank_of(reader, side, tokens, at);
    if (rank == 0)
        return false;
    const al_form_class *class = al_classes_get(reader->maker->classes, token->form);
    *item = (al_item){.first = (uint32_t)at,
                      .n = 1,
                      .group = UINT16_MAX,
                      .key = class->base_key,
                      .class = AL_ITEM_NAME,
                      .flags = rank == 1 ? AL_ITEM_FAINT : 0};
    return true;
}

/* --- One name in two spellings --------------------------------------------- */

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Letters that stand for one another in names, each as one of them. */
static char plain(char c)
{
    return c == 'y' || c == 'j' ? 'i' : c == 'w' ? 'v' : c == 'z' ? 's' : c == 'c' ? 'k' : c;
}

/*
 * A name as it is compared: ä and ae are one, ph and f, ck and k, y, i and j, w and v, z and s;
 * doubled letters count once, an h behind a consonant and an s at the end not at all.
 */
static size_t plain_name(al_letters name, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < name.length; i++) {
        char c = name.bytes[i], next = i + 1 < name.length ? name.bytes[i + 1] : 0;
        bool glide = c == 'y' && next == 'e' && i > 0 && is_vowel(name.bytes[i - 1]);
        bool stop = c == 't' && next == 'c' && i + 2 < name.length && name.bytes[i + 2] == 'h';
        if (c == '\'' || glide || stop) /* Dostoyevsky, Dostoevsky; Tchekhov, Chekhov */
            continue;
        if (next == 'e' && (c == 'a' || c == 'o' || c == 'u'))
            i++;
        else if (c == 'p' && next == 'h')
            c = 'f', i++;
        else if (c == 'h' && n > 0 && !is_vowel(out[n - 1]))
            continue;
        c = plain(c);
        if (n == 0 || out[n - 1] != c)
            out[n++] = c;
    }
    if (n > 2 && out[n - 1] == 's')
        n--;
    return n;
}

/* Whether the longer is the shorter with one more e. */
static bool has_one_e_more(const char *longer, size_t n, const char *shorter)
{
    size_t i = 0;
    while (i + 1 < n && longer[i] == shorter[i])
        i++;
    return longer[i] == 'e' && memcmp(longer + i + 1, shorter + i, n - i - 1) == 0;
}

/*
 * Whether two names part at what no name is written with: a figure, one letter more or less (rn,
 * m), or l against i. Other letters that look alike make other names: Denby, Derby.
 */
static bool is_plainly_misread(al_letters a, al_letters b)
{
    static const char strokes[] = "il1";
    size_t at = 0;
    if (a.length != b.length)
        return true;
    while (at < a.length && a.bytes[at] == b.bytes[at])
        at++;
    if (at == a.length)
        return true;
    char mine = a.bytes[at], theirs = b.bytes[at];
    return (mine >= '0' && mine <= '9') || (theirs >= '0' && theirs <= '9') ||
           (strchr(strokes, mine) != NULL && strchr(strokes, theirs) != NULL);
}

/* Whether the longer has a y more between two letters: Dostoevsky, Dostoyevsky. */
static bool has_one_glide_more(const char *longer, size_t n, const char *shorter)
{
    size_t i = 0;
    while (i + 1 < n && longer[i] == shorter[i])
        i++;
    return i > 0 && i + 1 < n && longer[i] == 'i' && is_vowel(longer[i + 1]) &&
           is_vowel(longer[i - 1]) && memcmp(longer + i + 1, shorter + i, n - i - 1) == 0;
}

bool al_proper_names_are_one(al_letters a, al_letters b)
{
    char mine[longest * 4 + 16], theirs[longest * 4 + 16];
    if (a.length > sizeof mine || b.length > sizeof theirs)
        return false;
    size_t n = plain_name(a, mine), m = plain_name(b, theirs);
    if (n == m && memcmp(mine, theirs, n) == 0)
        return true;
    if (n == m + 1 && m > 2 &&
        (has_one_e_more(mine, n, theirs) || has_one_glide_more(mine, n, theirs)))
        return true;
    if (m == n + 1 && n > 2 &&
        (has_one_e_more(theirs, m, mine) || has_one_glide_more(theirs, m, mine)))
        return true;
    return a.length > 2 && b.length > 2 && is_plainly_misread(a, b) && al_letters_look_alike(a, b);
}

static uint32_t list_left(const al_item_reader *reader, al_cell *cell, int side, al_item **out,
                          name_letters *letters)
{
    uint32_t n = 0;
    for (size_t i = 0; i < cell->items[side].n && n < most_met; i++) {
        al_item *item = &cell->items[side].list[i];
        const al_token *token = &cell->tokens[side].list[item->first];
        if (item->class == AL_ITEM_NAME && item->n == 1 && !(item->flags & AL_ITEM_MET) &&
            fold(reader, side, token, AL_FOLD_EVERYTHING, &letters[n]))
            out[n++] = item;
    }
    return n;
}

/*
 * Whether a changed word of a side is the name too, though it was read as none there: nouns have
 * capitals in German, and `Goethe` may be one.
 */
static bool stands_unread(const al_item_reader *reader, const al_cell *cell, int side,
                          al_letters name)
{
    name_letters letters;
    for (size_t i = 0; i < cell->tokens[side].n; i++) {
        const al_token *token = &cell->tokens[side].list[i];
        if (token->sign == 0 && token->changed && !token->half && token->flags & AL_FORM_CAPITAL &&
            fold(reader, side, token, AL_FOLD_EVERYTHING, &letters) &&
            al_proper_names_are_one(name, (al_letters){letters.bytes, (uint32_t)letters.length}))
            return true;
    }
    return false;
}

void al_proper_names_meet(const al_item_reader *reader, al_cell *cell)
{
    al_item *items[2][most_met];
    name_letters letters[2][most_met];
    uint32_t n[2];
    for (int s = 0; s < 2; s++)
        n[s] = list_left(reader, cell, s, items[s], letters[s]);
    for (uint32_t i = 0; i < n[0]; i++)
        for (uint32_t k = 0; k < n[1]; k++) {
            al_letters a = {letters[0][i].bytes, (uint32_t)letters[0][i].length};
            al_letters b = {letters[1][k].bytes, (uint32_t)letters[1][k].length};
            if (items[1][k]->flags & AL_ITEM_MET || !al_proper_names_are_one(a, b))
                continue;
            items[0][i]->flags |= AL_ITEM_MET;
            items[1][k]->flags |= AL_ITEM_MET;
            break;
        }
    for (int s = 0; s < 2; s++)
        for (uint32_t i = 0; i < n[s]; i++)
            if (al_item_left(items[s][i]) &&
                stands_unread(reader, cell, 1 - s,
                              (al_letters){letters[s][i].bytes, (uint32_t)letters[s][i].length}))
                items[s][i]->flags |= AL_ITEM_MET;
}
