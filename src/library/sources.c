/* SPDX-License-Identifier: Apache-2.0 */
/* Reading sources where they are: sources.h. */
#include "library/sources.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Files that are held open: fewer than a process may have, and enough for a shelf. */
enum { HELD = 256, PIECE = 1 << 16 };

typedef struct held_file {
    int descriptor; /* below 0: none */
    uint32_t users; /* who read from it */
    uint32_t segment, document;
    uint64_t modified, changed; /* when it was looked at */
} held_file;

struct al_sources {
    const almost_allocator *allocator;
    pthread_mutex_t lock;
    uint8_t *states; /* al_source_state of all documents */
    uint64_t *first; /* of each segment, in the states */
    held_file files[HELD];
};

al_sources *al_sources_new(const almost_allocator *allocator, const uint32_t *documents, uint32_t n)
{
    uint64_t all = 0;
    al_sources *sources = al_allocate_zero(allocator, 1, sizeof *sources);
    uint64_t *first = al_allocate(allocator, n, sizeof *first);
    for (uint32_t i = 0; first != NULL && i < n; i++) {
        first[i] = all;
        all += documents[i];
    }
    uint8_t *states = al_allocate_zero(allocator, all, 1);
    if (sources == NULL || first == NULL || states == NULL ||
        pthread_mutex_init(&sources->lock, NULL) != 0) {
        al_release(allocator, sources);
        al_release(allocator, first);
        al_release(allocator, states);
        return NULL;
    }
    sources->allocator = allocator;
    sources->first = first;
    sources->states = states;
    for (int i = 0; i < HELD; i++)
        sources->files[i].descriptor = -1;
    return sources;
}

void al_sources_free(al_sources *sources)
{
    if (sources == NULL)
        return;
    for (int i = 0; i < HELD; i++)
        if (sources->files[i].descriptor >= 0)
            close(sources->files[i].descriptor);
    pthread_mutex_destroy(&sources->lock);
    al_release(sources->allocator, sources->states);
    al_release(sources->allocator, sources->first);
    al_release(sources->allocator, sources);
}

/* --- Whether it is the same --------------------------------------------- */

static uint64_t nanoseconds(const struct timespec *time)
{
    return (uint64_t)time->tv_sec * UINT64_C(1000000000) + (uint64_t)time->tv_nsec;
}

#ifdef __APPLE__
uint64_t al_stat_modified(const struct stat *about)
{
    return nanoseconds(&about->st_mtimespec);
}

uint64_t al_stat_changed(const struct stat *about)
{
    return nanoseconds(&about->st_ctimespec);
}
#else
uint64_t al_stat_modified(const struct stat *about)
{
    return nanoseconds(&about->st_mtim);
}

uint64_t al_stat_changed(const struct stat *about)
{
    return nanoseconds(&about->st_ctim);
}
#endif

static ssize_t read_at(int descriptor, char *out, size_t length, uint64_t at)
{
    ssize_t got;
    do
        got = pread(descriptor, out, length, (off_t)at);
    while (got < 0 && errno == EINTR);
    return got;
}

bool al_source_hash(int descriptor, unsigned char hash[16])
{
    XXH3_state_t state;
    char bytes[PIECE];
    uint64_t at = 0;
    ssize_t got;
    XXH3_128bits_reset(&state);
    while ((got = read_at(descriptor, bytes, sizeof bytes, at)) > 0) {
        XXH3_128bits_update(&state, bytes, (size_t)got);
        at += (uint64_t)got;
    }
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(&state));
    memcpy(hash, canonical.digest, 16);
    return got == 0;
}

static al_source_state compare(int descriptor, const al_document_record *record, struct stat *about)
{
    unsigned char hash[16];
    if (fstat(descriptor, about) != 0 || !S_ISREG(about->st_mode))
        return AL_SOURCE_GONE;
    if ((uint64_t)about->st_size != record->source_length)
        return AL_SOURCE_CHANGED;
    if (record->changed != 0 && al_stat_changed(about) == record->changed &&
        al_stat_modified(about) == record->modified && (uint64_t)about->st_ino == record->inode)
        return AL_SOURCE_SAME;
    if (!al_source_hash(descriptor, hash))
        return AL_SOURCE_GONE;
    return memcmp(hash, record->hash, sizeof hash) == 0 ? AL_SOURCE_SAME : AL_SOURCE_CHANGED;
}

/* --- Files -------------------------------------------------------------- */

static uint8_t *state_of(const al_sources *sources, uint32_t segment, uint32_t document)
{
    return &sources->states[sources->first[segment] + document];
}

static held_file *file_of(al_sources *sources, const al_source_place *place)
{
    return &sources->files[(place->document + place->segment * 37) % HELD];
}

/*
 * The descriptor of a source that is the same, or -1. Called with the lock. It is held for later,
 * but where others read from what is held in its place: then close_source() closes it.
 */
static int open_source(al_sources *sources, const al_source_place *place)
{
    struct stat about;
    uint8_t *state = state_of(sources, place->segment, place->document);
    held_file *file = file_of(sources, place);
    if (*state > AL_SOURCE_SAME)
        return -1;
    if (file->descriptor >= 0 && file->segment == place->segment &&
        file->document == place->document) {
        file->users++;
        return file->descriptor;
    }
    int descriptor = open(place->record->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    al_source_state now =
        descriptor >= 0 ? compare(descriptor, place->record, &about) : AL_SOURCE_GONE;
    *state = (uint8_t)now;
    if (now != AL_SOURCE_SAME) {
        if (descriptor >= 0)
            close(descriptor);
        return -1;
    }
    if (file->users > 0)
        return descriptor;
    if (file->descriptor >= 0)
        close(file->descriptor);
    *file = (held_file){.descriptor = descriptor,
                        .users = 1,
                        .segment = place->segment,
                        .document = place->document,
                        .modified = al_stat_modified(&about),
                        .changed = al_stat_changed(&about)};
    return descriptor;
}

/* Called with the lock, for each open_source() that gave a descriptor. */
static void close_source(al_sources *sources, const al_source_place *place, int descriptor)
{
    held_file *file = file_of(sources, place);
    if (descriptor == file->descriptor)
        file->users--;
    else if (descriptor >= 0)
        close(descriptor);
}

static bool read_all(int descriptor, char *out, uint64_t length, uint64_t at)
{
    while (length > 0) {
        ssize_t got = read_at(descriptor, out, (size_t)length, at);
        if (got <= 0)
            return false;
        at += (uint64_t)got;
        out += got;
        length -= (uint64_t)got;
    }
    return true;
}

bool al_sources_read(al_sources *sources, const al_source_place *place, uint64_t start,
                     uint64_t end, char *out)
{
    const al_document_record *record = place->record;
    assert(record->text == NULL);
    pthread_mutex_lock(&sources->lock);
    int descriptor = open_source(sources, place);
    pthread_mutex_unlock(&sources->lock);
    if (descriptor < 0)
        return false;
    bool read = read_all(descriptor, out, end - start, record->skip + start);
    pthread_mutex_lock(&sources->lock);
    if (!read)
        *state_of(sources, place->segment, place->document) = AL_SOURCE_CHANGED;
    close_source(sources, place, descriptor);
    pthread_mutex_unlock(&sources->lock);
    return read;
}

al_source_state al_sources_state(const al_sources *sources, uint32_t segment, uint32_t document)
{
    return (al_source_state)*state_of(sources, segment, document);
}

/* Called with the lock: whether a file that is held is what it was when it was looked at. */
static al_source_state look_again(held_file *file, const al_document_record *record)
{
    struct stat about;
    if (fstat(file->descriptor, &about) != 0)
        return AL_SOURCE_GONE;
    if (al_stat_modified(&about) == file->modified && al_stat_changed(&about) == file->changed)
        return AL_SOURCE_SAME;
    al_source_state now = compare(file->descriptor, record, &about);
    file->modified = al_stat_modified(&about);
    file->changed = al_stat_changed(&about);
    return now;
}

bool al_sources_still(al_sources *sources, const al_source_place *place)
{
    if (place->record->text != NULL)
        return true;
    pthread_mutex_lock(&sources->lock);
    held_file *file = file_of(sources, place);
    uint8_t *state = state_of(sources, place->segment, place->document);
    int descriptor = open_source(sources, place);
    if (descriptor >= 0 && descriptor == file->descriptor)
        *state = (uint8_t)look_again(file, place->record);
    if (descriptor >= 0)
        close_source(sources, place, descriptor);
    bool still = *state == AL_SOURCE_SAME;
    pthread_mutex_unlock(&sources->lock);
    return still;
}

const char *al_source_why(al_source_state state)
{
    return state == AL_SOURCE_CHANGED
               ? "has changed since it was added; almost library add brings it up to date"
               : "cannot be read where it was added, and the library does not keep its text; "
                 "put it back there, or add it with --keep";
}

al_source_state al_sources_look(al_sources *sources, const al_source_place *place)
{
    if (place->record->text != NULL)
        return AL_SOURCE_SAME;
    pthread_mutex_lock(&sources->lock);
    int descriptor = open_source(sources, place);
    if (descriptor >= 0)
        close_source(sources, place, descriptor);
    al_source_state state = (al_source_state)*state_of(sources, place->segment, place->document);
    pthread_mutex_unlock(&sources->lock);
    return state;
}
