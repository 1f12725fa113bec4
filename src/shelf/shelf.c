/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts shared by the pairs of a batch. Entries hang in chains by hash and in one
 * list by last use; a mutex guards both, and is not held while a text is read or
 * cut into words: the entry is entered first and marked as not ready, and whoever
 * wants it waits. An entry goes when nobody uses it and room is wanted.
 */
#include "shelf/shelf.h"

#include "base/error.h"
#include "base/secret.h"
#include "text/compared.h"

#include <pthread.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { n_chains = 4096 };

typedef struct vocabulary {
    al_vocabulary *words;
    uint64_t holders; /* texts, and the shelf while it is the current one */
} vocabulary;

typedef struct entry entry;
struct entry {
    al_shelved shelved; /* the first, so that a shelved text leads to its entry */
    char *key;          /* see make_key(); NULL: not kept */
    size_t key_length;
    uint64_t hash;
    uint64_t size;
    uint32_t users;
    bool ready;  /* else some thread is reading it */
    bool linked; /* in its chain and in the order of use */
    almost_status status;
    almost_error error;
    vocabulary *vocabulary;
    entry *chain;
    entry *newer;
    entry *older;
};

struct al_shelf {
    const almost_allocator *allocator;
    almost_words words;
    uint64_t room;
    uint64_t vocabulary_room;
    pthread_mutex_t mutex; /* guards all that follows */
    pthread_cond_t read;   /* some text is ready */
    uint64_t size;
    vocabulary *vocabulary;
    entry *newest;
    entry *oldest;
    entry *chains[n_chains];
};

static vocabulary *vocabulary_new(al_shelf *shelf)
{
    vocabulary *made = al_allocate(shelf->allocator, 1, sizeof *made);
    if (made == NULL)
        return NULL;
    *made = (vocabulary){al_vocabulary_new(shelf->allocator, *al_secret()), 1};
    if (made->words != NULL)
        return made;
    al_release(shelf->allocator, made);
    return NULL;
}

static void let_go(al_shelf *shelf, vocabulary *vocabulary)
{
    if (vocabulary == NULL || --vocabulary->holders > 0)
        return;
    al_vocabulary_free(vocabulary->words);
    al_release(shelf->allocator, vocabulary);
}

al_shelf *al_shelf_new(const almost_allocator *allocator, almost_words words, uint64_t room,
                       uint64_t vocabulary_room)
{
    al_shelf *shelf = al_allocate_zero(allocator, 1, sizeof *shelf);
    if (shelf == NULL)
        return NULL;
    shelf->allocator = allocator;
    shelf->words = words;
    shelf->room = room;
    shelf->vocabulary_room = vocabulary_room;
    shelf->vocabulary = vocabulary_new(shelf);
    if (shelf->vocabulary == NULL) {
        al_release(allocator, shelf);
        return NULL;
    }
    pthread_mutex_init(&shelf->mutex, NULL);
    pthread_cond_init(&shelf->read, NULL);
    return shelf;
}

static void entry_free(al_shelf *shelf, entry *entry)
{
    al_survey_free(entry->shelved.survey);
    al_word_list_free(entry->shelved.words);
    almost_text_free(entry->shelved.text);
    let_go(shelf, entry->vocabulary);
    al_release(shelf->allocator, entry->key);
    al_release(shelf->allocator, entry);
}

static void link_newest(al_shelf *shelf, entry *entry)
{
    entry->older = shelf->newest;
    entry->newer = NULL;
    *(shelf->newest != NULL ? &shelf->newest->newer : &shelf->oldest) = entry;
    shelf->newest = entry;
}

static void unlink_order(al_shelf *shelf, entry *entry)
{
    *(entry->newer != NULL ? &entry->newer->older : &shelf->newest) = entry->older;
    *(entry->older != NULL ? &entry->older->newer : &shelf->oldest) = entry->newer;
}

/* Off the shelf: it goes when nobody uses it any more. */
static void take_off(al_shelf *shelf, entry *wanted)
{
    entry **at = &shelf->chains[wanted->hash % n_chains];
    while (*at != wanted)
        at = &(*at)->chain;
    *at = wanted->chain;
    unlink_order(shelf, wanted);
    wanted->linked = false;
    shelf->size -= wanted->size;
    if (wanted->users == 0)
        entry_free(shelf, wanted);
}

void al_shelf_free(al_shelf *shelf)
{
    if (shelf == NULL)
        return;
    while (shelf->oldest != NULL)
        take_off(shelf, shelf->oldest);
    let_go(shelf, shelf->vocabulary);
    pthread_cond_destroy(&shelf->read);
    pthread_mutex_destroy(&shelf->mutex);
    al_release(shelf->allocator, shelf);
}

static void make_room(al_shelf *shelf)
{
    for (entry *next, *each = shelf->oldest; each != NULL && shelf->size > shelf->room;
         each = next) {
        next = each->newer;
        if (each->users == 0)
            take_off(shelf, each);
    }
}

/* The key of a file: all that makes a text of it. NULL when memory ends. */
static char *make_key(al_shelf *shelf, const almost_text_options *options, const char *path,
                      size_t *length)
{
    const uint32_t numbers[] = {options->revisions,  options->main_only,  options->repair,
                                options->as_written, options->max_depth,  options->max_members,
                                options->max_ratio,  options->max_seconds};
    const char *parts[] = {path, options->name, options->encoding, options->format,
                           options->witness};
    enum { PARTS = sizeof parts / sizeof *parts };
    size_t lengths[PARTS], at = sizeof numbers;
    *length = sizeof numbers;
    for (int i = 0; i < PARTS; i++) {
        parts[i] = parts[i] != NULL ? parts[i] : "";
        lengths[i] = strlen(parts[i]) + 1;
        *length += lengths[i];
    }
    char *key = al_allocate(shelf->allocator, *length, 1);
    if (key != NULL)
        memcpy(key, numbers, sizeof numbers);
    for (int i = 0; key != NULL && i < PARTS; i++) {
        memcpy(key + at, parts[i], lengths[i]);
        at += lengths[i];
    }
    return key;
}

static entry *find(al_shelf *shelf, const char *key, size_t length, uint64_t hash)
{
    for (entry *each = shelf->chains[hash % n_chains]; each != NULL; each = each->chain)
        if (each->hash == hash && each->key_length == length && memcmp(each->key, key, length) == 0)
            return each;
    return NULL;
}

/* A new entry that its maker uses and is to fill; on the shelf when it has a key. Takes the key. */
static entry *add(al_shelf *shelf, char *key, size_t length, uint64_t hash)
{
    entry *made = al_allocate_zero(shelf->allocator, 1, sizeof *made);
    if (made == NULL) {
        al_release(shelf->allocator, key);
        return NULL;
    }
    made->key = key;
    made->key_length = length;
    made->hash = hash;
    made->users = 1;
    made->vocabulary = shelf->vocabulary;
    made->vocabulary->holders++;
    if (key != NULL) {
        made->linked = true;
        made->chain = shelf->chains[hash % n_chains];
        shelf->chains[hash % n_chains] = made;
        link_newest(shelf, made);
    }
    return made;
}

/* Bytes of a text that is listed: a few of the longest ones must find room. */
static uint64_t longest_listed(const al_shelf *shelf)
{
    uint64_t few = shelf->room / 8;
    return few > AL_NARROW_MOST_BYTES ? few : AL_NARROW_MOST_BYTES;
}

static almost_status make_text(al_shelf *shelf, const almost_source *source,
                               const almost_text_options *options, entry *entry,
                               almost_error *error)
{
    al_shelved *shelved = &entry->shelved;
    almost_status status = source->path != NULL
                               ? almost_text_open(source->path, options, &shelved->text, error)
                               : almost_text_from_memory(source->bytes, source->length, options,
                                                         &shelved->text, error);
    if (status != ALMOST_OK || shelved->text->length > longest_listed(shelf))
        return status;
    const almost_text *compared = al_text_compared(shelved->text);
    status = al_word_list_new(shelf->allocator, compared, shelf->words, entry->vocabulary->words,
                              &shelved->words, error);
    if (status == ALMOST_OK)
        status = al_survey_new(compared, shelved->words, &shelved->survey, error);
    return status;
}

/* A vocabulary that has grown too large is left to the texts that have it. */
static void renew_vocabulary(al_shelf *shelf)
{
    if (al_vocabulary_size(shelf->vocabulary->words) <= shelf->vocabulary_room)
        return;
    vocabulary *made = vocabulary_new(shelf);
    if (made == NULL)
        return; /* the old one goes on growing until there is memory */
    let_go(shelf, shelf->vocabulary);
    shelf->vocabulary = made;
}

/* What was read, or why not, for all who wait for it. The caller holds the mutex. */
static void finish(al_shelf *shelf, entry *entry, almost_status status, const almost_error *error)
{
    entry->status = status;
    entry->ready = true;
    if (status != ALMOST_OK)
        entry->error = *error;
    const almost_text *text = entry->shelved.text;
    entry->size = sizeof *entry + entry->key_length;
    if (text != NULL)
        entry->size += sizeof *text + text->source_length +
                       (text->decoded != NULL ? text->length : 0) +
                       (text->compared != NULL ? sizeof *text + text->length : 0);
    if (entry->shelved.survey != NULL)
        entry->size +=
            al_word_list_size(entry->shelved.words) + al_survey_size(entry->shelved.survey);
    if (entry->linked) {
        shelf->size += entry->size;
        if (status != ALMOST_OK)
            take_off(shelf, entry); /* the next who asks tries again */
        make_room(shelf);
    }
    renew_vocabulary(shelf);
    pthread_cond_broadcast(&shelf->read);
}

static void put_back(al_shelf *shelf, entry *entry)
{
    if (--entry->users == 0 && !entry->linked)
        entry_free(shelf, entry);
    else if (shelf->size > shelf->room)
        make_room(shelf);
}

/*
 * The entry for a key, ready or under way; *fresh when the caller is to fill it. Holds the mutex.
 */
static entry *find_or_add(al_shelf *shelf, char *key, size_t length, bool *fresh)
{
    uint64_t hash = key != NULL ? XXH3_64bits_withSeed(key, length, *al_secret()) : 0;
    entry *found = key != NULL ? find(shelf, key, length, hash) : NULL;
    if (found != NULL && found->ready && found->vocabulary != shelf->vocabulary) {
        take_off(shelf, found);
        found = NULL;
    }
    *fresh = found == NULL;
    if (found == NULL)
        return add(shelf, key, length, hash);
    al_release(shelf->allocator, key);
    unlink_order(shelf, found);
    link_newest(shelf, found);
    found->users++;
    return found;
}

almost_status al_shelf_take(al_shelf *shelf, const almost_source *source,
                            const almost_text_options *options, const al_shelved **out,
                            almost_error *error)
{
    char *key = NULL;
    size_t length = 0;
    almost_error why = {.status = ALMOST_OK};
    bool fresh;
    if (source->path != NULL && (key = make_key(shelf, options, source->path, &length)) == NULL)
        return al_fail_memory(error);
    pthread_mutex_lock(&shelf->mutex);
    entry *entry = find_or_add(shelf, key, length, &fresh);
    if (entry == NULL) {
        pthread_mutex_unlock(&shelf->mutex);
        return al_fail_memory(error);
    }
    if (fresh) {
        pthread_mutex_unlock(&shelf->mutex);
        almost_status status = make_text(shelf, source, options, entry, &why);
        pthread_mutex_lock(&shelf->mutex);
        finish(shelf, entry, status, &why);
    }
    while (!entry->ready)
        pthread_cond_wait(&shelf->read, &shelf->mutex);
    almost_status status = entry->status;
    if (status == ALMOST_OK)
        *out = &entry->shelved;
    else if (error != NULL)
        *error = entry->error;
    if (status != ALMOST_OK)
        put_back(shelf, entry);
    pthread_mutex_unlock(&shelf->mutex);
    return status;
}

void al_shelf_put_back(al_shelf *shelf, const al_shelved *shelved)
{
    if (shelved == NULL)
        return;
    entry *owner = (entry *)(uintptr_t)shelved;
    pthread_mutex_lock(&shelf->mutex);
    put_back(shelf, owner);
    pthread_mutex_unlock(&shelf->mutex);
}
