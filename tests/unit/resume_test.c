/* SPDX-License-Identifier: Apache-2.0 */
/* A run that is ended at any of its writes is gone on with, and finds the same. */
#include "base/buffer.h"
#include "reuse/corpus.h"

#include <almost/reuse.h>

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { DOCUMENTS = 24, TEXT = 6000, KILLED = 9, MEMORY = 1 << 17 };

/* --- The process ends at its n-th change of a file ------------------------- */

static long changes, last_change = -1;

static void change(void)
{
    if (changes++ == last_change)
        _exit(KILLED);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t at)
{
    if (changes == last_change && length > 1) /* a part of it is written yet */
        (void)!syscall(SYS_pwrite64, descriptor, bytes, length / 2, at);
    change();
    return syscall(SYS_pwrite64, descriptor, bytes, length, at);
}

int rename(const char *from, const char *to)
{
    change();
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char *path)
{
    change();
    return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int ftruncate(int descriptor, off_t length)
{
    change();
    return (int)syscall(SYS_ftruncate, descriptor, length);
}

int fdatasync(int descriptor)
{
    (void)descriptor; /* the disk is not what is tried here */
    return 0;
}

/* --- A corpus -------------------------------------------------------------- */

static char texts[DOCUMENTS][TEXT + 1];
static char folder[] = "/tmp/almost-resume-XXXXXX";

static uint64_t seed = 1;

static uint32_t next(void)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33);
}

static void make_texts(void)
{
    for (int i = 0; i < DOCUMENTS; i++)
        for (int k = 0; k < TEXT; k++)
            texts[i][k] = next() % 6 == 0 ? ' ' : (char)('a' + next() % 26);
    for (int i = 1; i < DOCUMENTS; i++) {
        memcpy(texts[i] + next() % 2000, texts[next() % (uint32_t)i] + 2500, 400);
        memcpy(texts[i] + 4000, texts[0], 700); /* a page that stands everywhere */
        texts[i][4000 + i] = '-';
    }
}

static int append(void *context, const char *bytes, size_t length)
{
    al_buffer_append(context, bytes, length);
    return ((al_buffer *)context)->failed;
}

/* Begin in little memory, so that it is saved often. */
static almost_status begin(int resume, double least, almost_reuse **out, almost_error *error)
{
    almost_reuse_options options;
    almost_reuse_options_init(&options);
    options.temporary = folder;
    options.resume = resume;
    options.least = least;
    almost_status status = almost_reuse_new(&options, out, error);
    if (status == ALMOST_OK)
        (*out)->memory = MEMORY;
    return status;
}

static almost_status find(almost_reuse *reuse, int documents, almost_error *error)
{
    almost_status status = ALMOST_OK;
    for (int i = 0; i < documents && status == ALMOST_OK; i++) {
        char id[16];
        snprintf(id, sizeof id, "d%d", i);
        status = almost_reuse_add(reuse, id, texts[i], TEXT, error);
    }
    return status == ALMOST_OK ? almost_reuse_find(reuse, error) : status;
}

static al_buffer answer_of(almost_reuse *reuse)
{
    almost_reuse_write_options options;
    al_buffer bytes;
    al_buffer_init(&bytes, al_allocator_default());
    for (int form = 0; form <= ALMOST_REUSE_PAIRS; form++) {
        almost_reuse_write_options_init(&options);
        options.form = (almost_reuse_form)form;
        assert_int_equal(almost_reuse_write(reuse, &options, append, &bytes, NULL), ALMOST_OK);
    }
    return bytes;
}

static al_buffer run(int resume)
{
    almost_reuse *reuse;
    assert_int_equal(begin(resume, 0, &reuse, NULL), ALMOST_OK);
    assert_int_equal(find(reuse, DOCUMENTS, NULL), ALMOST_OK);
    al_buffer answer = answer_of(reuse);
    almost_reuse_forget(reuse);
    almost_reuse_free(reuse);
    return answer;
}

/* In another process, which ends at a change of a file; false: it came to its end before. */
static bool run_until(long last)
{
    int how;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        changes = 0;
        last_change = last;
        al_buffer answer = run(1);
        al_buffer_release(&answer);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how) && (WEXITSTATUS(how) == KILLED || WEXITSTATUS(how) == 0));
    return WEXITSTATUS(how) == KILLED;
}

static void check_answer(const al_buffer *wanted)
{
    al_buffer answer = run(1);
    assert_int_equal(answer.length, wanted->length);
    assert_memory_equal(answer.bytes, wanted->bytes, wanted->length);
    al_buffer_release(&answer);
    assert_int_equal(rmdir(folder), 0); /* nothing is left in it */
    assert_int_equal(mkdir(folder, 0700), 0);
}

static void a_run_that_is_ended_anywhere_is_gone_on_with(void **state)
{
    (void)state;
    al_buffer wanted = run(0);
    assert_true(wanted.length > 10000);
    long last = 0;
    for (long step = 1; run_until(last); last += step) {
        check_answer(&wanted);
        step = last < 12 ? 1 : 17;
    }
    assert_true(last > 100);
    al_buffer_release(&wanted);
}

static void a_run_that_is_ended_again_and_again_comes_to_its_end(void **state)
{
    (void)state;
    al_buffer wanted = run(0);
    int times = 0;
    for (long last = 0; run_until(last); last = last % 40 + 13)
        assert_true(++times < 1000);
    assert_true(times > 5);
    check_answer(&wanted);
    al_buffer_release(&wanted);
}

/* Something is kept of a run to its end, and then it is tried what another one says. */
static void keep_one(void)
{
    almost_reuse *reuse;
    assert_int_equal(begin(1, 0, &reuse, NULL), ALMOST_OK);
    assert_int_equal(find(reuse, DOCUMENTS, NULL), ALMOST_OK);
    almost_reuse_free(reuse);
}

static void forget(void)
{
    almost_reuse *reuse;
    assert_int_equal(begin(1, 0, &reuse, NULL), ALMOST_OK);
    almost_reuse_forget(reuse);
    almost_reuse_free(reuse);
}

static void another_corpus_and_other_options_are_refused(void **state)
{
    (void)state;
    almost_reuse *reuse;
    almost_error error;
    keep_one();
    assert_int_equal(begin(1, 95, &reuse, &error), ALMOST_ERROR_ARGUMENT);
    assert_non_null(strstr(error.message, "a least score of 90 and a cap of 4"));

    assert_int_equal(begin(1, 0, &reuse, NULL), ALMOST_OK);
    assert_int_equal(find(reuse, DOCUMENTS - 1, &error), ALMOST_ERROR_ARGUMENT);
    assert_non_null(strstr(error.message, "fewer documents"));
    almost_reuse_free(reuse);

    char *changed = &texts[DOCUMENTS / 2][100], was = *changed;
    *changed = was == 'x' ? 'y' : 'x';
    assert_int_equal(begin(1, 0, &reuse, NULL), ALMOST_OK);
    assert_int_equal(find(reuse, DOCUMENTS, &error), ALMOST_ERROR_ARGUMENT);
    assert_non_null(strstr(error.message, "not the one that a run before began with"));
    almost_reuse_free(reuse);
    *changed = was;

    assert_int_equal(begin(1, 0, &reuse, NULL), ALMOST_OK);
    almost_reuse *other;
    assert_int_equal(begin(1, 0, &other, &error), ALMOST_ERROR_WRITE);
    assert_non_null(strstr(error.message, "another run is at work"));
    almost_reuse_free(reuse);
    forget();
}

static void what_is_damaged_is_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"state", "texts",     "letters",
                                        "about", "documents", "passages"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[100], byte;
        almost_reuse *reuse;
        almost_error error;
        keep_one();
        snprintf(path, sizeof path, "%s/almost-reuse/%s", folder, names[i]);
        int file = open(path, O_RDWR | O_CLOEXEC);
        assert_true(file >= 0);
        assert_int_equal(pread(file, &byte, 1, 100), 1);
        byte ^= 1;
        assert_int_equal(syscall(SYS_pwrite64, file, &byte, 1, 100), 1);
        assert_int_equal(begin(1, 0, &reuse, &error), ALMOST_ERROR_FORMAT);
        assert_non_null(strstr(error.message, "is damaged"));
        byte ^= 1;
        assert_int_equal(syscall(SYS_pwrite64, file, &byte, 1, 100), 1);
        close(file);
        forget();
    }
}

static int set_up(void **state)
{
    (void)state;
    make_texts();
    return mkdtemp(folder) == NULL;
}

static int tear_down(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_that_is_ended_anywhere_is_gone_on_with),
        cmocka_unit_test(a_run_that_is_ended_again_and_again_comes_to_its_end),
        cmocka_unit_test(another_corpus_and_other_options_are_refused),
        cmocka_unit_test(what_is_damaged_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
