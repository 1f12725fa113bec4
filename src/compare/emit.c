/* SPDX-License-Identifier: Apache-2.0 */
#include "compare/emit.h"

#include "compare/trail.h"
#include "words/sentences.h"

#include <string.h>

enum { longest_word = 512 /* bytes; longer words are the same only when their bytes are */ };

static bool empty(al_range range)
{
    return range.start == range.end;
}

static void append(al_emitter *emitter, al_change change)
{
    if (emitter->failed)
        return;
    if (!al_grow(emitter->work->allocator, (void **)&emitter->changes, &emitter->capacity,
                 emitter->n + 1, sizeof change)) {
        emitter->failed = true;
        return;
    }
    emitter->changes[emitter->n++] = change;
}

void al_emit_same(al_emitter *emitter, al_range original, al_range telling, bool unlike)
{
    if (empty(original) && empty(telling))
        return;
    al_change *last = emitter->n > 0 ? &emitter->changes[emitter->n - 1] : NULL;
    uint8_t kind = emitter->moved ? ALMOST_MOVED : ALMOST_SAME;
    if (last != NULL && last->kind == kind && last->passage == emitter->passage &&
        last->original.end == original.start && last->telling.end == telling.start) {
        last->original.end = original.end;
        last->telling.end = telling.end;
        last->unlike |= unlike;
        return;
    }
    append(emitter, (al_change){.original = original,
                                .telling = telling,
                                .kind = kind,
                                .passage = emitter->passage,
                                .unlike = unlike});
}

void al_emit_change(al_emitter *emitter, al_range original, al_range telling, uint32_t touches)
{
    if (empty(original) && empty(telling))
        return;
    uint8_t kind = empty(original)  ? ALMOST_ADDED
                   : empty(telling) ? ALMOST_MISSING
                                    : ALMOST_DIFFERENT;
    append(emitter, (al_change){.original = original,
                                .telling = telling,
                                .kind = kind,
                                .touches = touches,
                                .passage = emitter->passage});
}

static bool equal_bytes(const al_comparing *work, al_range original, al_range telling)
{
    const char *mine = work->texts[work->original]->bytes,
               *theirs = work->texts[work->telling]->bytes;
    return original.end - original.start == telling.end - telling.start &&
           memcmp(mine + original.start, theirs + telling.start, original.end - original.start) ==
               0;
}

/*
 * The words of a change that are looked at: a stretch as long as a chapter
 * touches everything, and its beginning shows that as well as all of it.
 */
static al_range first_words(al_range words)
{
    enum { most = 256 };
    if (words.end - words.start > most)
        words.end = words.start + most;
    return words;
}

/* Ask the toucher, which knows the sides by number. */
static uint32_t touches_of(al_emitter *emitter, al_range original_words, al_range telling_words,
                           al_range original, al_range telling, bool respelt)
{
    const al_comparing *work = emitter->work;
    al_touched touched = {.respelt = respelt, .apart = emitter->apart};
    touched.words[work->original] = first_words(original_words);
    touched.words[work->telling] = first_words(telling_words);
    touched.bytes[work->original] = original;
    touched.bytes[work->telling] = telling;
    return al_toucher_touches(work->toucher, &touched);
}

/* Whether a hyphen stands for white space, as in `well known` and `well-known`. */
static bool is_hyphenation(const almost_text *const texts[2], const al_range trails[2])
{
    for (int side = 0; side < 2; side++)
        if (al_only_hyphen(texts[side], trails[side]) && !empty(trails[!side]) &&
            al_blank(texts[!side], trails[!side]))
            return true;
    return false;
}

void al_emit_trails(al_emitter *emitter, al_range original, al_range telling)
{
    if (equal_bytes(emitter->work, original, telling)) {
        al_emit_same(emitter, original, telling, false);
        return;
    }
    const al_comparing *work = emitter->work;
    const almost_text *texts[2] = {work->texts[work->original], work->texts[work->telling]};
    al_range trails[2] = {original, telling};
    al_trail_difference difference = al_trail_compare(texts, trails, work->ignore);
    const al_range *middle = difference.middle;
    bool hyphen = is_hyphenation(texts, trails);
    uint32_t ignored = ALMOST_IGNORE_PUNCTUATION | (hyphen ? ALMOST_IGNORE_HYPHENATION : 0);
    if ((empty(middle[0]) && empty(middle[1])) || work->ignore & ignored) {
        al_emit_same(emitter, original, telling, true);
        return;
    }
    if (hyphen) {
        al_emit_change(emitter, original, telling, ALMOST_TOUCHES_SPACING);
        return;
    }
    al_range head[2], tail[2], changed[2] = {middle[0], middle[1]};
    for (int side = 0; side < 2; side++) {
        head[side] = (al_range){trails[side].start, middle[side].start};
        tail[side] = (al_range){middle[side].end, trails[side].end};
    }
    bool at_end = original.end == texts[0]->length && telling.end == texts[1]->length;
    if (at_end && empty(tail[0]) != empty(tail[1])) /* no word will come that could take it along */
        for (int side = 0; side < 2; side++)
            changed[side].end = tail[side].start = tail[side].end;
    bool blank = al_blank(texts[0], middle[0]) && al_blank(texts[1], middle[1]);
    al_emit_same(emitter, head[0], head[1], !equal_bytes(work, head[0], head[1]));
    al_emit_change(emitter, changed[0], changed[1],
                   blank ? ALMOST_TOUCHES_SPACING : ALMOST_TOUCHES_PUNCTUATION);
    al_emit_same(emitter, tail[0], tail[1], !equal_bytes(work, tail[0], tail[1]));
}

/* What is touched but not ignored; accents are told apart from spelling before. */
static uint32_t not_ignored(uint32_t touches, uint32_t ignore)
{
    if (ignore & ALMOST_IGNORE_CASE)
        touches &= ~(uint32_t)ALMOST_TOUCHES_CASE;
    if (ignore & ALMOST_IGNORE_PUNCTUATION)
        touches &= ~(uint32_t)ALMOST_TOUCHES_PUNCTUATION;
    if (ignore & ALMOST_IGNORE_SPELLING)
        touches &= ~(uint32_t)ALMOST_TOUCHES_SPELLING;
    if (ignore & ALMOST_IGNORE_HYPHENATION)
        touches &= ~(uint32_t)ALMOST_TOUCHES_SPACING;
    return touches;
}

void al_emit_words(al_emitter *emitter, al_range original_words, al_range telling_words,
                   al_range original, al_range telling)
{
    uint32_t touches = touches_of(emitter, original_words, telling_words, original, telling, false);
    if (empty(original_words) || empty(telling_words) ||
        (touches = not_ignored(touches, emitter->work->ignore)) != 0)
        al_emit_change(emitter, original, telling, touches);
    else
        al_emit_same(emitter, original, telling, true);
    if (!empty(original_words) && !empty(telling_words)) {
        emitter->work->comparison->different[0] += original_words.end - original_words.start;
        emitter->work->comparison->different[1] += telling_words.end - telling_words.start;
    }
}

static uint32_t folds_ignored(uint32_t ignore)
{
    uint32_t folds = 0;
    if (ignore & ALMOST_IGNORE_TYPOGRAPHY)
        folds |= AL_FOLD_TYPOGRAPHY;
    if (ignore & ALMOST_IGNORE_CASE)
        folds |= AL_FOLD_CASE;
    if (ignore & ALMOST_IGNORE_ACCENTS)
        folds |= AL_FOLD_ACCENTS;
    if (ignore & ALMOST_IGNORE_PUNCTUATION)
        folds |= AL_FOLD_EDGES;
    return folds;
}

/* Copy a word; of the line-end hyphens in it neither hyphen nor white space. Returns its length. */
static size_t copy_unbroken(const almost_text *text, al_word_span word, char *out)
{
    static const char blanks[] = " \t\r\n";
    const char *bytes = text->bytes;
    size_t n = 0;
    for (uint32_t at = word.start; at < word.end; at++) {
        uint32_t size = bytes[at] == '-' ? 1 : memcmp(bytes + at, "\xE2\x80\x90", 3) == 0 ? 3 : 0;
        bool hyphen =
            size > 0 && at + size < word.end && memchr(blanks, bytes[at + size], 4) != NULL;
        if (hyphen)
            at += size - 1;
        else if (memchr(blanks, bytes[at], 4) == NULL)
            out[n++] = bytes[at];
    }
    return n;
}

/* Append a word's bytes folded by what is ignored; false when it is too long. */
static bool append_folded(const almost_text *text, al_word_span word, uint32_t folds, char *out,
                          size_t *length)
{
    char unbroken[longest_word];
    size_t size = word.end - word.start;
    if (size > longest_word || *length + size * 4 + 16 > longest_word * 4 + 16)
        return false;
    size = copy_unbroken(text, word, unbroken);
    *length += al_fold_word(unbroken, size, folds, out + *length, size * 4 + 16);
    return true;
}

/* The words of one side run together, when only line-end hyphens part them. */
static bool run_together(const al_comparing *work, int side, al_range words, uint32_t folds,
                         char *out, size_t *length)
{
    const al_side *mine = &work->sides[side];
    *length = 0;
    for (uint32_t i = words.start; i < words.end; i++) {
        if (i > words.start && !al_hyphenated(mine->text, mine->spans[i - 1], mine->spans[i]))
            return false;
        if (!append_folded(mine->text, mine->spans[i], folds, out, length))
            return false;
    }
    return true;
}

/* Whether two words, or a word and its hyphenated parts, differ in nothing that counts. */
static bool alike(const al_comparing *work, al_range original_words, al_range telling_words)
{
    char mine[longest_word * 4 + 16], theirs[longest_word * 4 + 16];
    size_t n_mine, n_theirs;
    uint32_t folds = folds_ignored(work->ignore);
    bool parted =
        original_words.end - original_words.start + telling_words.end - telling_words.start > 2;
    if (parted && !(work->ignore & ALMOST_IGNORE_LAYOUT))
        return false;
    return run_together(work, work->original, original_words, folds, mine, &n_mine) &&
           run_together(work, work->telling, telling_words, folds, theirs, &n_theirs) &&
           n_mine == n_theirs && memcmp(mine, theirs, n_mine) == 0;
}

/* Whether both sides are the same number, in figures or in words. */
static bool same_number(const al_comparing *work, al_range original_words, al_range telling_words)
{
    int64_t mine, theirs;
    uint32_t first = original_words.start, second = telling_words.start;
    return al_toucher_number(work->toucher, work->original, first, original_words.end, &mine) ==
               original_words.end - first &&
           al_toucher_number(work->toucher, work->telling, second, telling_words.end, &theirs) ==
               telling_words.end - second &&
           mine == theirs;
}

void al_emit_pair(al_emitter *emitter, al_range original_words, al_range telling_words,
                  al_range original, al_range telling)
{
    const al_comparing *work = emitter->work;
    if (same_number(work, original_words, telling_words) &&
        (original_words.end - original_words.start != telling_words.end - telling_words.start ||
         work->folded[work->original][original_words.start] !=
             work->folded[work->telling][telling_words.start])) {
        if (work->ignore & (ALMOST_IGNORE_NUMBERS | ALMOST_IGNORE_SPELLING))
            al_emit_same(emitter, original, telling, true);
        else
            al_emit_change(emitter, original, telling, ALMOST_TOUCHES_SPELLING);
        return;
    }
    if (alike(work, original_words, telling_words)) {
        al_emit_same(emitter, original, telling, true);
        return;
    }
    uint32_t touches = touches_of(emitter, original_words, telling_words, original, telling, true);
    touches = not_ignored(touches, work->ignore);
    if (touches == 0)
        al_emit_same(emitter, original, telling, true);
    else
        al_emit_change(emitter, original, telling, touches);
}
