/* SPDX-License-Identifier: Apache-2.0 */
/* Files that are kept, and how far they are good. */
#include "base/error.h"
#include "reuse/corpus.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    FORMAT = 1,
    MOST_BETWEEN = 64 << 20, /* bytes of work that are done again: seconds */
    PATH_LENGTH = 4096,
    FILES = 6
};

static const char state_name[] = "state", new_name[] = "state.new";

/* Of all that a folder may hold; the first one is what makes the others good. */
static const char *const names[] = {state_name, new_name,      "texts",     "letters",
                                    "marks",    "about",       "documents", "passages",
                                    "seeds",    "seeds-parts", "pairs",     "pairs-parts"};

/* The beginning of the state. */
typedef struct header {
    char magic[8];
    uint64_t format;
    char version[16]; /* of the library: another one may find other passages */
    double least;
    uint64_t cap;
    uint64_t stage, part;
    uint64_t n_documents, n_passages, n_linked, n_letters;
    struct {
        uint64_t length, sum;
    } files[FILES];
} header;

static void list_files(almost_reuse *reuse, al_scratch *files[FILES])
{
    files[0] = &reuse->texts;
    files[1] = &reuse->letters;
    files[2] = &reuse->marks;
    files[3] = &reuse->about;
    files[4] = &reuse->kept.documents;
    files[5] = &reuse->kept.passages;
}

static void path_of(const al_kept *kept, const char *name, char path[PATH_LENGTH])
{
    snprintf(path, PATH_LENGTH, "%s/%s", kept->folder, name);
}

/* --- Saving --------------------------------------------------------------- */

/* What is in memory goes to the files, as far as it is new. */
static almost_status append_new(almost_reuse *reuse, almost_error *error)
{
    al_kept *kept = &reuse->kept;
    almost_status status = al_scratch_append(
        &kept->documents, reuse->documents + kept->n_documents,
        (reuse->n_documents - kept->n_documents) * sizeof *reuse->documents, error);
    kept->n_documents = reuse->n_documents;
    if (status == ALMOST_OK)
        status = al_scratch_append(&kept->passages, reuse->passages + kept->n_passages,
                                   (reuse->n_passages - kept->n_passages) * sizeof *reuse->passages,
                                   error);
    kept->n_passages = reuse->n_passages;
    return status;
}

static header header_of(almost_reuse *reuse)
{
    al_scratch *files[FILES];
    header header;
    memset(&header, 0, sizeof header);
    memcpy(header.magic, "almreuse", sizeof header.magic);
    snprintf(header.version, sizeof header.version, "%s", almost_version());
    header.format = FORMAT;
    header.least = reuse->least;
    header.cap = reuse->cap;
    header.stage = reuse->kept.stage;
    header.part = reuse->kept.part;
    header.n_documents = reuse->n_documents;
    header.n_passages = reuse->n_passages;
    header.n_linked = reuse->n_linked;
    header.n_letters = reuse->n_letters;
    list_files(reuse, files);
    for (int i = 0; i < FILES; i++) {
        header.files[i].length = files[i]->length;
        header.files[i].sum = al_scratch_sum(files[i]);
    }
    return header;
}

static almost_status write_state(almost_reuse *reuse, al_scratch *state, almost_error *error)
{
    const header header = header_of(reuse);
    almost_status status = al_scratch_append(state, &header, sizeof header, error);
    if (status == ALMOST_OK && header.stage <= AL_PAIRING)
        status = al_spill_save(reuse->seeds, state, error);
    if (status == ALMOST_OK && (header.stage == AL_PAIRING || header.stage == AL_ALIGNING))
        status = al_spill_save(reuse->pairs, state, error);
    uint64_t sum = al_scratch_sum(state);
    if (status == ALMOST_OK)
        status = al_scratch_append(state, &sum, sizeof sum, error);
    return status == ALMOST_OK ? al_scratch_sync(state, error) : status;
}

/* The new state takes the place of the one before. */
static almost_status put_state(almost_reuse *reuse, almost_error *error)
{
    char from[PATH_LENGTH], to[PATH_LENGTH];
    al_scratch state;
    almost_status status =
        al_scratch_open_kept(&state, reuse->allocator, reuse->kept.folder, new_name, error);
    if (status != ALMOST_OK)
        return status;
    al_scratch_empty(&state);
    status = write_state(reuse, &state, error);
    al_scratch_close(&state);
    path_of(&reuse->kept, new_name, from);
    path_of(&reuse->kept, state_name, to);
    if (status == ALMOST_OK && rename(from, to) != 0)
        status = al_fail(error, ALMOST_ERROR_WRITE, to, "cannot be written (%s)", strerror(errno));
    return status;
}

almost_status al_kept_save(almost_reuse *reuse, al_stage stage, uint32_t part, almost_error *error)
{
    al_scratch *files[FILES];
    reuse->kept.stage = stage;
    reuse->kept.part = part;
    reuse->kept.since = 0;
    if (reuse->kept.folder == NULL)
        return ALMOST_OK;
    almost_status status = append_new(reuse, error);
    list_files(reuse, files);
    for (int i = 0; i < FILES && status == ALMOST_OK; i++)
        status = al_scratch_sync(files[i], error);
    return status == ALMOST_OK ? put_state(reuse, error) : status;
}

bool al_kept_is_due(almost_reuse *reuse, uint64_t bytes)
{
    uint64_t between = reuse->memory / 4 < MOST_BETWEEN ? reuse->memory / 4 : MOST_BETWEEN;
    reuse->kept.since += bytes;
    return reuse->kept.folder != NULL && reuse->kept.since >= between;
}

/* --- Going on ------------------------------------------------------------- */

static almost_status fail_damaged(const al_kept *kept, almost_error *error)
{
    return al_fail(error, ALMOST_ERROR_FORMAT, kept->folder,
                   "what a run before left here is damaged; remove this folder to begin anew");
}

static almost_status check_header(const almost_reuse *reuse, const header *header,
                                  almost_error *error)
{
    const char *folder = reuse->kept.folder;
    if (memcmp(header->magic, "almreuse", sizeof header->magic) != 0)
        return fail_damaged(&reuse->kept, error);
    if (header->format != FORMAT || header->version[sizeof header->version - 1] != '\0' ||
        strncmp(header->version, almost_version(), sizeof header->version - 1) != 0)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, folder,
                       "was begun by another version; remove this folder to begin anew");
    if (header->least < reuse->least || header->least > reuse->least || header->cap != reuse->cap)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, folder,
                       "was begun with a least score of %g and a cap of %llu; ask for these, or "
                       "remove this folder to begin anew",
                       header->least, (unsigned long long)header->cap);
    return ALMOST_OK;
}

/* Whether a file holds so many records of a size. */
static bool holds(const al_scratch *file, uint64_t n, size_t size)
{
    return n == file->length / size && file->length % size == 0;
}

/* Documents and passages into memory. */
static almost_status read_records(almost_reuse *reuse, const header *header, almost_error *error)
{
    const al_kept *kept = &reuse->kept;
    size_t documents = (size_t)header->n_documents, passages = (size_t)header->n_passages;
    if (!holds(&reuse->kept.documents, documents, sizeof *reuse->documents) ||
        !holds(&reuse->kept.passages, passages, sizeof *reuse->passages))
        return fail_damaged(kept, error);
    if (!al_grow(reuse->allocator, (void **)&reuse->documents, &reuse->documents_capacity,
                 documents + 1, sizeof *reuse->documents) ||
        !al_grow(reuse->allocator, (void **)&reuse->passages, &reuse->passages_capacity,
                 passages + 1, sizeof *reuse->passages))
        return al_fail_memory(error);
    almost_status status = al_scratch_read(&reuse->kept.documents, 0, reuse->documents,
                                           documents * sizeof *reuse->documents, error);
    if (status == ALMOST_OK)
        status = al_scratch_read(&reuse->kept.passages, 0, reuse->passages,
                                 passages * sizeof *reuse->passages, error);
    return status;
}

static almost_status read_files(almost_reuse *reuse, const header *header, almost_error *error)
{
    al_kept *kept = &reuse->kept;
    al_scratch *files[FILES];
    almost_status status = ALMOST_OK;
    list_files(reuse, files);
    for (int i = 0; i < FILES && status == ALMOST_OK; i++)
        status = al_scratch_go_on(files[i], header->files[i].length, header->files[i].sum, error);
    if (status == ALMOST_OK)
        status = read_records(reuse, header, error);
    if (status != ALMOST_OK)
        return status;
    reuse->n_documents = kept->n_documents = kept->n_before = (size_t)header->n_documents;
    reuse->n_passages = kept->n_passages = (size_t)header->n_passages;
    reuse->n_linked = header->n_linked;
    reuse->n_letters = header->n_letters;
    kept->stage = (al_stage)header->stage;
    kept->part = (uint32_t)header->part;
    return ALMOST_OK;
}

/* How often each word is used is counted again: that takes less than to keep it. */
static almost_status count_words(almost_reuse *reuse, almost_error *error)
{
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < reuse->n_documents && status == ALMOST_OK; i++) {
        const al_reuse_document *document = &reuse->documents[i];
        if (!al_grow(reuse->allocator, (void **)&reuse->work, &reuse->work_capacity,
                     (size_t)document->n_letters + 1, 1))
            return al_fail_memory(error);
        status = al_scratch_read(&reuse->letters, document->first_letter, reuse->work,
                                 document->n_letters, error);
        if (status == ALMOST_OK)
            al_rarity_add(&reuse->rarity, reuse->work, document->n_letters);
    }
    return status;
}

static almost_status read_state(almost_reuse *reuse, al_scratch *state, almost_error *error)
{
    header header;
    uint64_t at = sizeof header;
    almost_status status = al_scratch_read(state, 0, &header, sizeof header, error);
    if (status == ALMOST_OK)
        status = check_header(reuse, &header, error);
    if (status == ALMOST_OK)
        status = read_files(reuse, &header, error);
    if (status == ALMOST_OK)
        status = count_words(reuse, error);
    if (status == ALMOST_OK && header.stage <= AL_PAIRING)
        status = al_spill_go_on(reuse->seeds, state, &at, error);
    if (status == ALMOST_OK && (header.stage == AL_PAIRING || header.stage == AL_ALIGNING))
        status = al_reuse_open_pairs(reuse, error);
    if (status == ALMOST_OK && reuse->pairs != NULL)
        status = al_spill_go_on(reuse->pairs, state, &at, error);
    return status;
}

static almost_status go_on(almost_reuse *reuse, uint64_t length, almost_error *error)
{
    al_scratch state;
    uint64_t sum;
    if (length < sizeof(header) + sizeof sum)
        return fail_damaged(&reuse->kept, error);
    almost_status status =
        al_scratch_open_kept(&state, reuse->allocator, reuse->kept.folder, state_name, error);
    if (status != ALMOST_OK)
        return status;
    status = al_scratch_read(&state, length - sizeof sum, &sum, sizeof sum, error);
    if (status == ALMOST_OK)
        status = al_scratch_go_on(&state, length - sizeof sum, sum, error);
    if (status == ALMOST_OK)
        status = read_state(reuse, &state, error);
    al_scratch_close(&state);
    return status;
}

/* Whatever stands in the files, it is of no run. */
static void begin_anew(almost_reuse *reuse)
{
    al_scratch *files[FILES];
    list_files(reuse, files);
    for (int i = 0; i < FILES; i++)
        al_scratch_empty(files[i]);
    al_spill_empty(reuse->seeds);
}

almost_status al_kept_open(almost_reuse *reuse, almost_error *error)
{
    al_kept *kept = &reuse->kept;
    char path[PATH_LENGTH];
    struct stat about;
    if (kept->folder == NULL)
        return ALMOST_OK;
    path_of(kept, state_name, path);
    bool there = stat(path, &about) == 0;
    if (!there && errno != ENOENT)
        return al_fail(error, ALMOST_ERROR_READ, path, "cannot be read (%s)", strerror(errno));
    almost_status status = al_kept_scratch(reuse, &kept->documents, "documents", error);
    if (status == ALMOST_OK)
        status = al_kept_scratch(reuse, &kept->passages, "passages", error);
    if (status == ALMOST_OK && there)
        status = go_on(reuse, (uint64_t)about.st_size, error);
    else if (status == ALMOST_OK)
        begin_anew(reuse);
    return status;
}

bool al_kept_has(almost_reuse *reuse, uint64_t sum)
{
    al_kept *kept = &reuse->kept;
    if (kept->n_again >= kept->n_before || reuse->documents[kept->n_again].sum != sum)
        return false;
    kept->n_again++;
    return true;
}

/* --- The folder ----------------------------------------------------------- */

almost_status al_kept_scratch(almost_reuse *reuse, al_scratch *scratch, const char *name,
                              almost_error *error)
{
    if (reuse->kept.folder == NULL)
        return al_scratch_open(scratch, reuse->allocator, reuse->folder, error);
    return al_scratch_open_kept(scratch, reuse->allocator, reuse->kept.folder, name, error);
}

almost_status al_kept_take(almost_reuse *reuse, almost_error *error)
{
    static const char own[] = "/almost-reuse";
    al_kept *kept = &reuse->kept;
    char path[PATH_LENGTH];
    size_t length = strlen(reuse->folder);
    if (length + sizeof own + 16 > sizeof path)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, reuse->folder,
                       "the name of this folder is too long");
    kept->folder = al_allocate(reuse->allocator, length + sizeof own, 1);
    if (kept->folder == NULL)
        return al_fail_memory(error);
    memcpy(kept->folder, reuse->folder, length);
    memcpy(kept->folder + length, own, sizeof own);
    if (mkdir(kept->folder, 0700) != 0 && errno != EEXIST)
        return al_fail(error, ALMOST_ERROR_WRITE, kept->folder,
                       "cannot make this folder (%s); name another one", strerror(errno));
    path_of(kept, "lock", path);
    kept->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (kept->lock < 0)
        return al_fail(error, ALMOST_ERROR_WRITE, path, "cannot be opened (%s)", strerror(errno));
    if (flock(kept->lock, LOCK_EX | LOCK_NB) != 0)
        return al_fail(error, ALMOST_ERROR_WRITE, kept->folder,
                       "another run is at work in this folder; name another one");
    return ALMOST_OK;
}

void al_kept_close(almost_reuse *reuse)
{
    al_kept *kept = &reuse->kept;
    al_scratch_close(&kept->documents);
    al_scratch_close(&kept->passages);
    if (kept->lock >= 0)
        close(kept->lock);
    kept->lock = -1;
    al_release(reuse->allocator, kept->folder);
    kept->folder = NULL;
}

void almost_reuse_forget(almost_reuse *reuse)
{
    char path[PATH_LENGTH];
    if (reuse->kept.folder == NULL)
        return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        path_of(&reuse->kept, names[i], path);
        (void)unlink(path);
    }
    path_of(&reuse->kept, "lock", path);
    (void)unlink(path);
    (void)rmdir(reuse->kept.folder);
}
