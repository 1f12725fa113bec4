/* SPDX-License-Identifier: Apache-2.0 */
/* How much there is to read: of a file its bytes, of a folder those of all files in it. */
#ifndef CORPUS_SIZE_H
#define CORPUS_SIZE_H

#include <stdint.h>

/* 0 where nobody knows, as of standard input; says nothing of what cannot be looked into. */
uint64_t corpus_size(const char *path);

#endif
