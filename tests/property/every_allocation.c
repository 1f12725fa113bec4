/* SPDX-License-Identifier: Apache-2.0 */
/* Allocations that fail, one after the other: every_allocation.h. */
#include "every_allocation.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Before each block: its size. 16 bytes keep the alignment. */
typedef union header {
    size_t size;
    max_align_t alignment;
} header;

static bool fails_now(ledger *book)
{
    bool now = atomic_fetch_add(&book->calls, 1) == atomic_load(&book->fails);
    if (now)
        atomic_store(&book->failed, true);
    return now;
}

static void *ledger_allocate(void *context, size_t size)
{
    ledger *book = context;
    if (fails_now(book))
        return NULL;
    header *block = malloc(sizeof *block + size);
    if (block == NULL)
        return NULL;
    block->size = size;
    atomic_fetch_add(&book->outstanding, 1);
    return block + 1;
}

static void *ledger_reallocate(void *context, void *pointer, size_t old_size, size_t size)
{
    ledger *book = context;
    if (pointer == NULL)
        return ledger_allocate(context, size);
    header *block = (header *)pointer - 1;
    if (block->size != old_size)
        atomic_store(&book->wrong_size, true);
    if (fails_now(book))
        return NULL;
    header *moved = malloc(sizeof *moved + size);
    if (moved == NULL)
        return NULL;
    moved->size = size;
    memcpy(moved + 1, block + 1, size < block->size ? size : block->size);
    memset(block, 0xdd, sizeof *block + block->size); /* what is used after this shows */
    free(block);
    return moved + 1;
}

static void ledger_release(void *context, void *pointer)
{
    ledger *book = context;
    if (pointer == NULL)
        return;
    atomic_fetch_sub(&book->outstanding, 1);
    free((header *)pointer - 1);
}

void never_fail(ledger *book)
{
    atomic_store(&book->calls, 0);
    atomic_store(&book->fails, -1);
    atomic_store(&book->failed, false);
}

void trial_init(trial *with)
{
    never_fail(&with->book);
    with->allocator =
        (almost_allocator){ledger_allocate, ledger_reallocate, ledger_release, &with->book};
    almost_environment_init(&with->environment);
    with->environment.allocator = &with->allocator;
    with->environment.threads = 1; /* so that the i-th allocation is the same one every time */
}

/* FNV-1a over all that is handed out. */
int hash_bytes(void *context, const char *bytes, size_t length)
{
    trial *with = context;
    for (size_t i = 0; i < length; i++)
        with->hash = (with->hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001b3);
    return 0;
}

int complain(const char *name, long at, const char *what)
{
    printf("%s: allocation %ld fails: %s\n", name, at, what);
    return 1;
}

/* Judge one failed allocation; 0 when all is as it must be. */
static int judge(const char *name, long at, const trial *with, long before, almost_status status,
                 const almost_error *error)
{
    const ledger *book = &with->book;
    if (atomic_load(&book->outstanding) != before)
        return complain(name, at, "memory is left behind");
    if (atomic_load(&book->wrong_size))
        return complain(name, at, "reallocate was told a wrong old size");
    if (status == ALMOST_OK && with->hash != with->wanted)
        return complain(name, at, "the failure was swallowed and the answer is another");
    if (status == ALMOST_OK)
        return 0;
    if (status != ALMOST_ERROR_MEMORY || error->status != status)
        return complain(name, at, error->message[0] ? error->message : "another status");
    return error->message[0] == '\0' ? complain(name, at, "no message") : 0;
}

int every_allocation(trial *with, const char *name,
                     almost_status (*operation)(trial *, almost_error *))
{
    almost_error none = {0};
    never_fail(&with->book);
    with->hash = 0;
    if (operation(with, &none) != ALMOST_OK)
        return complain(name, -1, none.message);
    with->wanted = with->hash;
    long before = atomic_load(&with->book.outstanding);
    for (long at = 0; at < 1000000; at++) {
        almost_error error = {0};
        never_fail(&with->book);
        with->hash = 0;
        atomic_store(&with->book.fails, at);
        almost_status status = operation(with, &error);
        bool failed = atomic_load(&with->book.failed);
        int wrong = judge(name, at, with, before, status, &error);
        never_fail(&with->book);
        if (wrong != 0)
            return 1;
        if (!failed) {
            printf("%-28s %ld allocations\n", name, at);
            return 0;
        }
    }
    return complain(name, 1000000, "no end");
}
