/* SPDX-License-Identifier: Apache-2.0 */
/* An OpenDocument text, marked: edits for all that is not kept, in the one part that has them. */
#include "redline/members.h"
#include "redline/odt_work.h"
#include "redline/redline.h"

#include "base/error.h"

static void make_edits(al_odt_work *work)
{
    al_words_range at = {0};
    al_unkept change;
    while (!work->failed && al_kept_next(work->kept, &at, &change)) {
        size_t first = work->n_edits;
        al_odt_delete(work, &change);
        al_odt_insert(work, &change, first);
    }
    al_odt_mark_rows(work); /* before they have empty cells of columns that come */
    al_odt_change_columns(work);
    al_odt_delete_notes(work);
}

almost_status al_redline_odt(al_redline_job *job, al_buffer *out, al_fault *fault,
                             almost_error *error)
{
    al_odt_work work;
    al_buffer text;
    almost_status status = al_odt_work_make(&work, job->kept, &job->package, &job->marking, error);
    if (status != ALMOST_OK)
        return status;
    al_buffer_init(&text, job->allocator);
    make_edits(&work);
    if (!work.failed && !work.hard)
        al_odt_splice(&work, &text);
    if (work.failed)
        status = al_fail_memory(error);
    const al_member member = {al_part_name(job->package.parts, work.tree.part), text.bytes,
                              text.length, false};
    if (status == ALMOST_OK && !work.hard)
        status = al_members_write(job->package.source, &member, 1, out, error);
    if (work.hard)
        *fault = (al_fault){true, work.hard_at};
    al_buffer_release(&text);
    al_odt_work_release(&work);
    return status;
}
