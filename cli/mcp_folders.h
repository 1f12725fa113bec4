/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The folders that were named when the server for agents was started: roots, whose files may be
 * read, and libraries. Nothing outside of them is opened for a request.
 */
#ifndef MCP_FOLDERS_H
#define MCP_FOLDERS_H

#include "settings.h"

#include <stddef.h>

typedef struct mcp_folder {
    char *path;       /* with all links resolved */
    const char *name; /* its last part, which no other of its kind has */
} mcp_folder;

typedef struct mcp_folder_list {
    mcp_folder *folders;
    size_t n;
} mcp_folder_list;

typedef struct mcp_folders {
    mcp_folder_list roots;
    mcp_folder_list libraries;
} mcp_folders;

/* False after saying what is wrong; mcp_folders_release() is called in any case. */
bool mcp_folders_open(mcp_folders *folders, const settings *settings);
void mcp_folders_release(mcp_folders *folders);

/* The one of this name, or NULL. */
const mcp_folder *mcp_folder_find(const mcp_folder_list *list, const char *name);

/*
 * Open a regular file by its path below a root, parts of which may be links that stay below it. No
 * part may begin with a dot. A descriptor, which is the caller's, or -1: there is none that may be
 * read. Links that are made meanwhile are not followed.
 */
int mcp_folder_open(const mcp_folder *root, const char *path);

/*
 * The paths below a root of the files in it that mcp_folder_open() opens, in order: *n of them, to
 * be released by folder_release(). False after saying what is wrong, with nothing to release.
 */
bool mcp_folder_files(const mcp_folder *root, char ***paths, size_t *n);

#endif
