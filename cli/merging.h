/* SPDX-License-Identifier: Apache-2.0 */
/* What almost merge and almost git-merge have in common. */
#ifndef MERGING_H
#define MERGING_H

#include "progress.h"
#include "settings.h"
#include "target.h"

typedef struct merging {
    const settings *settings;
    int form; /* FORM_DOCX or FORM_ODT: documents, with tracked changes; 0: texts as they are */
    almost_environment environment;
    progress progress;
    almost_text *base;
    almost_text **sides;
    size_t n; /* of them that are read */
    almost_merge *merge;
} merging;

/* Begin with nothing. False where memory ends, after saying so; to be released in any case. */
bool merging_init(merging *merging, const settings *settings, size_t n);
void merging_release(merging *merging);

/* Read the base, or another side. `name` is what it is called; NULL: its path. */
bool merging_read_base(merging *merging, const char *path, const char *name);
bool merging_read_side(merging *merging, const char *path, const char *name);

/* Merge them and write what comes of it, which closes the target or discards it. */
bool merging_answer(merging *merging, target *target);

/*
 * The form of document that is asked for, by an option or by the name of the answer; 0 for none, -1
 * after saying that there are two, or that a terminal is no place for it.
 */
int merging_form(const settings *settings);

/* Whether a document is called like that. */
bool merging_is_document(const char *name);

/* The same as a document of that form, the changes of each side tracked under its author. False
 * after saying what is wrong, unless the target knows. */
bool merging_redline(merging *merging, target *target);

/* Say what is to be decided and looked at; `path` is what the text is called. */
void merging_say(const merging *merging, const char *path);

/* The exit status of a merge. */
int merging_status(const merging *merging);

#endif
