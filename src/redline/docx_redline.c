/* SPDX-License-Identifier: Apache-2.0 */
/* A Word document, marked: edits for all that is not kept, and the parts that have some. */
#include "redline/docx_work.h"
#include "redline/members.h"
#include "redline/redline.h"

#include "base/error.h"

static void make_edits(al_docx_work *work)
{
    al_words_range at = {0};
    al_unkept change;
    while (!work->failed && al_kept_next(work->kept, &at, &change)) {
        size_t first = work->n_edits;
        al_docx_delete(work, &change);
        al_docx_insert(work, &change, first);
    }
    al_docx_change_columns(work);
    al_docx_delete_rows(work);
    al_docx_delete_fields(work);
    al_docx_bound_moves(work);
    al_docx_agree(work);
    work->failed |= work->payload.failed || work->new_notes.failed;
}

/* What is written anew. */
typedef struct parts {
    al_buffer trees[AL_DOCX_PARTS];
    al_docx_part notes[AL_DOCX_NOTE_PARTS];
    size_t n_notes;
    al_member members[AL_DOCX_PARTS + AL_DOCX_NOTE_PARTS];
    size_t n;
} parts;

static void make_parts(al_docx_work *work, parts *parts)
{
    for (uint32_t i = 0; i < AL_DOCX_PARTS; i++) {
        al_buffer *out = &parts->trees[i];
        al_buffer_init(out, work->allocator);
        if (work->trees[i].n > 0 && al_docx_splice(work, i, out))
            parts->members[parts->n++] =
                (al_member){al_part_name(work->package->parts, work->trees[i].part), out->bytes,
                            out->length, false};
    }
    parts->n_notes = al_docx_notes_write(work, parts->notes);
    for (size_t i = 0; i < parts->n_notes; i++)
        parts->members[parts->n++] = (al_member){parts->notes[i].name, parts->notes[i].bytes.bytes,
                                                 parts->notes[i].bytes.length, false};
}

static almost_status write_parts(al_docx_work *work, al_buffer *out, almost_error *error)
{
    parts parts = {0};
    if (!work->failed && !work->hard)
        make_parts(work, &parts);
    almost_status status = work->failed ? al_fail_memory(error) : ALMOST_OK;
    if (status == ALMOST_OK && !work->hard)
        status = al_members_write(work->package->source, parts.members, parts.n, out, error);
    for (size_t i = 0; i < AL_DOCX_PARTS; i++)
        if (parts.trees[i].allocator != NULL)
            al_buffer_release(&parts.trees[i]);
    for (size_t i = 0; i < parts.n_notes; i++)
        al_buffer_release(&parts.notes[i].bytes);
    return status;
}

almost_status al_redline_docx(al_redline_job *job, al_buffer *out, al_fault *fault,
                              almost_error *error)
{
    al_docx_work work;
    almost_status status = al_docx_work_make(&work, job->kept, &job->package, &job->marking, error);
    if (status != ALMOST_OK)
        return status;
    make_edits(&work);
    status = write_parts(&work, out, error);
    if (work.hard)
        *fault = (al_fault){true, work.hard_at};
    al_docx_work_release(&work);
    return status;
}
