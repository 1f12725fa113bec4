/* SPDX-License-Identifier: Apache-2.0 */
/* What a reader may want to look at after a merge: see almost_merge_note_kind. */
#ifndef AL_MERGE_NOTES_H
#define AL_MERGE_NOTES_H

#include "merge/merge.h"

/* Gather the notes of a merge that is complete else. False when memory ends. */
AL_MUST_CHECK bool al_merge_notes_make(almost_merge *merge);

#endif
