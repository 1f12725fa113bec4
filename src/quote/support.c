/* SPDX-License-Identifier: Apache-2.0 */
/* Stems of the sources, and the stretch of them that some words are told of; see support.h. */
#include "quote/support.h"

#include "base/error.h"
#include "words/sentences.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_PLACES = 1 << 14, /* of the rarest stems, that are looked at, */
    MOST_FIRST = 1 << 17,  /* and of the rarest one alone */
    MOST_WINDOWS = 6       /* that are scored word by word */
};

/* A word is kept with this probability in a telling in other words: between that of summaries and
   of reworded passages, doc/method.md. */
static const float kept = .6F;
/* A stem is no rarer than that, as one rare word can say only so much. */
static const float rarest_share = 2e-5F;
/* Bits that a word costs which lies between two that are shared, as in a quotation (path.h). */
static const float skipped = .5F;
/* The same for the end of a sentence: no article of the next one is worth it. */
static const float parted = 6.F;

/* --- The sources ---------------------------------------------------------- */

static int by_hash(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static uint32_t stem_of(const al_support *support, uint64_t hash)
{
    uint32_t low = 0, high = support->n_stems;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (support->hashes[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < support->n_stems && support->hashes[low] == hash ? low : UINT32_MAX;
}

static bool number_stems(al_support *support, al_stemmer *stemmer)
{
    const al_keys *keys = &support->sources->keys;
    uint64_t *of = al_allocate(support->allocator, keys->n, sizeof *of);
    support->hashes = al_allocate(support->allocator, keys->n, sizeof *support->hashes);
    support->stems = al_allocate(support->allocator, keys->n, sizeof *support->stems);
    bool fine = of != NULL && support->hashes != NULL && support->stems != NULL;
    for (uint32_t i = 0; fine && i < keys->n; i++) {
        al_spelling word = al_keys_spelling(keys, i);
        of[i] = support->hashes[i] = al_stemmer_stem(stemmer, word.bytes, word.length);
    }
    if (fine && keys->n > 0) {
        qsort(support->hashes, keys->n, sizeof *support->hashes, by_hash);
        for (uint32_t i = 0; i < keys->n; i++)
            if (i == 0 || support->hashes[i] != support->hashes[support->n_stems - 1])
                support->hashes[support->n_stems++] = support->hashes[i];
        for (uint32_t i = 0; i < keys->n; i++)
            support->stems[i] = stem_of(support, of[i]);
    }
    al_release(support->allocator, of);
    return fine;
}

/* Lists by counting. */
static bool list_places(al_support *support)
{
    const al_sources *sources = support->sources;
    uint32_t n = support->n_stems;
    support->starts = al_allocate_zero(support->allocator, (size_t)n + 2, sizeof *support->starts);
    support->places = al_allocate(support->allocator, sources->n_words, sizeof *support->places);
    if (support->starts == NULL || support->places == NULL)
        return false;
    for (uint32_t i = 0; i < sources->n_words; i++)
        if (sources->words[i] != AL_KEY_UNKNOWN)
            support->starts[support->stems[sources->words[i]] + 2]++;
    for (uint32_t i = 2; i < n + 2; i++)
        support->starts[i] += support->starts[i - 1];
    for (uint32_t i = 0; i < sources->n_words; i++)
        if (sources->words[i] != AL_KEY_UNKNOWN)
            support->places[support->starts[support->stems[sources->words[i]] + 1]++] = i;
    return true;
}

static const char *language_of(const al_sources *sources)
{
    const al_source *longest = NULL;
    for (size_t i = 0; i < sources->n; i++)
        if (longest == NULL ||
            sources->items[i].end - sources->items[i].first > longest->end - longest->first)
            longest = &sources->items[i];
    return longest != NULL && longest->language != NULL ? longest->language->code : NULL;
}

almost_status al_support_init(al_support *support, const al_sources *sources, almost_error *error)
{
    al_stemmer *stemmer = NULL;
    *support = (al_support){
        .allocator = sources->allocator, .sources = sources, .language = language_of(sources)};
    support->background = al_background_find(support->language);
    almost_status status = al_stemmer_new(sources->allocator, support->language, &stemmer, error);
    if (status == ALMOST_OK && !(number_stems(support, stemmer) && list_places(support)))
        status = al_fail_memory(error);
    al_stemmer_free(stemmer);
    return status;
}

void al_support_release(al_support *support)
{
    if (support->allocator == NULL)
        return;
    al_release(support->allocator, support->hashes);
    al_release(support->allocator, support->stems);
    al_release(support->allocator, support->starts);
    al_release(support->allocator, support->places);
    *support = (al_support){.allocator = NULL};
}

/* --- What is looked for --------------------------------------------------- */

/* A stem of the words, however often they have it. */
typedef struct wanted {
    uint64_t hash;
    uint32_t stem; /* UINT32_MAX: no source has it */
    uint32_t times;
    float gain; /* bits, where a window has it */
    uint32_t seen;
} wanted;

/* A place of a wanted stem. */
typedef struct hit {
    uint32_t place;
    uint32_t wanted;
} hit;

typedef struct search {
    const al_support *support;
    uint32_t length; /* words of a window */
    uint32_t n_words;
    wanted *list;
    uint32_t n;
    uint64_t *hashes; /* of all words, while they are read; then ranks of stems */
    hit *hits;
    size_t n_hits;
    uint32_t windows[MOST_WINDOWS]; /* where they begin, the best first */
    float sums[MOST_WINDOWS];
    uint32_t n_windows;
} search;

static uint32_t count_of(const search *search, uint32_t stem)
{
    return search->support->starts[stem + 1] - search->support->starts[stem];
}

/* How common a stem is: in the language, or here but for the one occurrence that is looked for. */
static float share_of(const al_support *support, const wanted *word, uint32_t count)
{
    float share = al_background_share(support->background, word->hash);
    if (count > 1)
        share = fmaxf(share, (float)((count - 1) / (double)support->sources->n_words));
    return fmaxf(share, rarest_share);
}

/* The log-likelihood ratio of `kept, else by chance` against `by chance`. */
static void weigh(const search *search, wanted *word)
{
    uint32_t count = word->stem != UINT32_MAX ? count_of(search, word->stem) : 0;
    float share = share_of(search->support, word, count);
    float chance = 1 - expf(-share * (float)search->length);
    word->gain = log2f(1 + kept * (1 - chance) / chance);
}

static bool read_words(search *search, al_stemmer *stemmer, const almost_text *account,
                       const al_word_span *words)
{
    uint32_t n = search->n_words;
    const almost_allocator *allocator = search->support->allocator;
    search->hashes = al_allocate(allocator, n, sizeof *search->hashes);
    search->list = al_allocate_zero(allocator, n, sizeof *search->list);
    if (search->hashes == NULL || search->list == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        char room[AL_KEY_ROOM];
        uint32_t length = al_key_of(account->bytes + words[i].start,
                                    (uint32_t)(words[i].end - words[i].start), room);
        search->hashes[i] = al_stemmer_stem(stemmer, room, length);
    }
    qsort(search->hashes, n, sizeof *search->hashes, by_hash);
    for (uint32_t i = 0; i < n; i++) {
        if (i == 0 || search->hashes[i] != search->hashes[i - 1]) {
            wanted *word = &search->list[search->n++];
            word->hash = search->hashes[i];
            word->stem = stem_of(search->support, word->hash);
            weigh(search, word);
        }
        search->list[search->n - 1].times++;
    }
    return true;
}

static int by_place(const void *a, const void *b)
{
    const hit *x = a, *y = b;
    return (x->place > y->place) - (x->place < y->place);
}

static bool add_places(search *search, size_t *room, uint32_t at)
{
    const al_support *support = search->support;
    uint32_t stem = search->list[at].stem, count = count_of(search, stem);
    if (!al_grow(support->allocator, (void **)&search->hits, room, search->n_hits + count,
                 sizeof *search->hits))
        return false;
    for (uint32_t i = 0; i < count; i++)
        search->hits[search->n_hits++] = (hit){support->places[support->starts[stem] + i], at};
    return true;
}

/* The places of the rarest stems, in order. None where all are so common that they say nothing. */
static bool gather(search *search)
{
    size_t room = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < search->n; i++) /* the words' hashes are needed no more */
        if (search->list[i].stem != UINT32_MAX)
            search->hashes[n++] = (uint64_t)count_of(search, search->list[i].stem) << 32 | i;
    if (n > 0)
        qsort(search->hashes, n, sizeof *search->hashes, by_hash);
    for (uint32_t k = 0; k < n; k++) {
        uint64_t most = search->n_hits > 0 ? MOST_PLACES : MOST_FIRST;
        if (search->n_hits + (search->hashes[k] >> 32) > most)
            break;
        if (!add_places(search, &room, (uint32_t)search->hashes[k]))
            return false;
    }
    if (search->n_hits > 0)
        qsort(search->hits, search->n_hits, sizeof *search->hits, by_place);
    return true;
}

/* --- Windows -------------------------------------------------------------- */

/* Keep a window, if it is among the best; of two that overlap the better one. */
static void keep(search *search, uint32_t start, float sum)
{
    uint32_t at = search->n_windows;
    for (uint32_t i = 0; i < search->n_windows; i++) {
        if (search->windows[i] + search->length <= start)
            continue;
        if (search->sums[i] >= sum)
            return;
        at = i; /* windows come in order: no other one overlaps it that is not worse */
    }
    if (at == MOST_WINDOWS)
        at--;
    if (at == MOST_WINDOWS - 1 && search->n_windows == MOST_WINDOWS && search->sums[at] >= sum)
        return;
    if (at == search->n_windows)
        search->n_windows++;
    for (; at > 0 && search->sums[at - 1] < sum; at--) {
        search->sums[at] = search->sums[at - 1];
        search->windows[at] = search->windows[at - 1];
    }
    search->sums[at] = sum;
    search->windows[at] = start;
}

/* A window slides over the places; each stem in it counts once. */
static void slide(search *search)
{
    float sum = 0;
    size_t tail = 0;
    for (size_t i = 0; i < search->n_hits; i++) {
        wanted *came = &search->list[search->hits[i].wanted];
        if (came->seen++ == 0)
            sum += came->gain;
        while (search->hits[tail].place + search->length <= search->hits[i].place) {
            wanted *gone = &search->list[search->hits[tail++].wanted];
            if (--gone->seen == 0)
                sum -= gone->gain;
        }
        keep(search, search->hits[tail].place, sum);
    }
}

/* Which wanted stem, in the order of hashes, a word of the row has; UINT32_MAX: none. */
static uint32_t wanted_at(const search *search, uint32_t place)
{
    uint32_t key = search->support->sources->words[place], low = 0, high = search->n;
    if (key == AL_KEY_UNKNOWN)
        return UINT32_MAX;
    uint64_t hash = search->support->hashes[search->support->stems[key]];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (search->list[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < search->n && search->list[low].hash == hash ? low : UINT32_MAX;
}

/* The words of a window, those a little before it among them, within its source. */
static al_range reach(const search *search, uint32_t start, size_t *number)
{
    const al_sources *sources = search->support->sources;
    *number = al_sources_of(sources, start);
    const al_source *source = &sources->items[*number];
    uint32_t before = search->length / 4, room = start - source->first;
    uint32_t end = start + search->length;
    return (al_range){start - (before < room ? before : room),
                      end < source->end ? end : source->end};
}

/* Whether a sentence of a source begins with a word of the row, and is not the first. */
static bool begins_sentence(const search *search, uint32_t place, const al_source *source)
{
    const al_word_span *spans = search->support->sources->spans + place;
    const al_slice slice = al_slice_of(source->text);
    return place > source->first &&
           al_border_before(&slice, spans[-1], spans[0]) >= AL_BORDER_SENTENCE;
}

/* What a word of the row gains; below 0 where it has no stem that is wanted. */
static float gain_at(const search *search, uint32_t place)
{
    uint32_t at = wanted_at(search, place);
    return at != UINT32_MAX ? search->list[at].gain : -skipped;
}

/* The stretch of some words that has most for its length: J. Bentley, Programming Pearls, 8. */
static al_range narrow(const search *search, const al_source *source, al_range range)
{
    al_range best = {range.start, range.start};
    uint32_t start = range.start;
    float sum = 0, most = 0;
    for (uint32_t place = range.start; place < range.end; place++) {
        sum -= sum > 0 && begins_sentence(search, place, source) ? parted : 0;
        if (sum <= 0) { /* a sentence may begin anew here */
            sum = 0;
            start = place;
        }
        sum += gain_at(search, place);
        if (sum <= 0) {
            sum = 0;
            start = place + 1;
        } else if (sum > most) {
            most = sum;
            best = (al_range){start, place + 1};
        }
    }
    return best;
}

/* Count which wanted words some words of the row have, each once. */
static void match(search *search, al_range words)
{
    for (uint32_t i = 0; i < search->n; i++)
        search->list[i].seen = 0;
    for (uint32_t place = words.start; place < words.end; place++) {
        uint32_t at = wanted_at(search, place);
        if (at != UINT32_MAX && search->list[at].seen < search->list[at].times)
            search->list[at].seen++;
    }
}

/* Narrow a window to what it has, and score that word by word. */
static al_supported score(search *search, uint32_t start)
{
    al_supported out = {.words = {0, 0}};
    float all = 0, has = 0, lost = 0;
    al_range window = reach(search, start, &out.source);
    out.words = narrow(search, &search->support->sources->items[out.source], window);
    match(search, out.words);
    for (uint32_t i = 0; i < search->n; i++) {
        const wanted *word = &search->list[i];
        all += word->gain * (float)word->times;
        has += word->gain * (float)word->seen;
        lost += log2f(1 - kept) * (float)(word->times - word->seen);
    }
    out.score = has + lost;
    out.share = all > 0 ? has / all : 0;
    return out;
}

/* As passages in other words have it: doc/method.md. */
static double by_chance(const search *search, float score)
{
    double area = (double)search->n_words * search->support->sources->n_words;
    return area * exp2(-(.555 * score + 11.75));
}

static void choose(search *search, al_supported *out)
{
    for (uint32_t i = 0; i < search->n; i++)
        search->list[i].seen = 0;
    slide(search);
    for (uint32_t i = 0; i < search->n_windows; i++) {
        al_supported found = score(search, search->windows[i]);
        if (found.words.end > found.words.start &&
            (out->words.end == 0 || found.score > out->score))
            *out = found;
    }
    out->expected = by_chance(search, out->score);
}

bool al_support_find(const al_support *support, al_stemmer *stemmer, const almost_text *account,
                     const al_word_span *words, uint32_t n, al_supported *out)
{
    search search = {.support = support, .n_words = n, .length = 2 * n + 8};
    *out = (al_supported){.words = {0, 0}};
    bool fine = read_words(&search, stemmer, account, words) && gather(&search);
    if (fine)
        choose(&search, out);
    al_release(support->allocator, search.hashes);
    al_release(support->allocator, search.list);
    al_release(support->allocator, search.hits);
    return fine;
}
