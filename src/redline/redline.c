/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost_redline(): what is kept, a document that is marked with the rest, the proof. Where the
 * proof fails, what stands near is no longer kept but taken out and put in as a whole, and so on
 * with more and more, up to the whole text. The last attempt that fails is the answer.
 */
#include "redline/redline.h"

#include "base/error.h"
#include "base/names.h"
#include "base/options.h"
#include "base/output.h"
#include "compare/looks.h"
#include "read/docx.h"
#include "read/odt.h"
#include "redline/columns.h"
#include "text/compared.h"

#include <string.h>

/* A format that redlines have. */
typedef struct form {
    const char *name;
    const al_reader *reader;
    al_redline_function *mark;
    almost_status (*make)(const almost_text *text, const almost_allocator *allocator,
                          al_buffer *out, almost_error *error);
    almost_status (*left_out)(const al_package *package,
                              bool (*tell)(void *of, const char *part, const char *what), void *of,
                              almost_error *error);
} form;

static const form forms[] = {
    {"docx", &al_reader_docx, al_redline_docx, al_redline_new_docx, al_docx_left_out},
    {"odt", &al_reader_odt, al_redline_odt, al_redline_new_odt, al_odt_left_out},
};

void almost_redline_options_init_sized(almost_redline_options *options, size_t size)
{
    const almost_redline_options defaults = {
        .size = sizeof *options, .format = "docx", .author = "almost"};
    al_options_init(options, size, &defaults, sizeof defaults);
}

almost_status al_redline_fail_unfit(const almost_text *text, almost_error *error)
{
    return al_fail(error, ALMOST_ERROR_FORMAT, text->name,
                   "has a character that no document can have (a control, or one that is not "
                   "valid); --repair or another encoding may help");
}

/* --- Attempts ----------------------------------------------------------- */

/* Nothing of the paragraphs around a atom is kept, as many on either side. */
static bool let_go(al_kept *kept, uint32_t atom, uint32_t blocks)
{
    const al_atoms *atoms = &kept->original;
    uint32_t n = (uint32_t)atoms->n, start = atom < n ? atom : n, end = start, left = blocks;
    bool any = false;
    while (start > 0 && !(atoms->items[start - 1].kind == AL_ATOM_BLOCK &&
                          atoms->items[start].cell == 0 && left-- == 0))
        start--;
    left = blocks;
    while (end < n &&
           !(atoms->items[end].kind == AL_ATOM_BLOCK && atoms->items[end].cell == 0 && left-- == 0))
        end++;
    for (uint32_t i = start; i < end; i++)
        any |= kept->partners[i] != 0;
    al_kept_drop(kept, (al_range){start, end});
    return any;
}

static almost_status attempt(al_redline_job *job, const form *form, al_buffer *out, al_fault *fault,
                             almost_error *error)
{
    *fault = (al_fault){0};
    out->length = 0;
    almost_status status = form->mark(job, out, fault, error);
    if (status == ALMOST_OK && job->marking.unfit)
        return al_redline_fail_unfit(job->kept->telling.text, error);
    if (status == ALMOST_OK && !fault->found)
        status = al_redline_prove(job, form->reader, out, fault, error);
    return status;
}

/* More is let go at each attempt, twice as much each time, so that few suffice. */
static almost_status try_all(al_redline_job *job, const form *form, al_buffer *out,
                             almost_error *error)
{
    enum { ATTEMPTS = 24, NEAR = 16 };
    al_fault fault = {0};
    uint32_t blocks = 0;
    for (int i = 0; i < ATTEMPTS; i++) {
        almost_status status = attempt(job, form, out, &fault, error);
        if (status != ALMOST_OK || !fault.found)
            return status;
        bool all = i + 2 >= ATTEMPTS;
        while (!let_go(job->kept, fault.atom, all ? UINT32_MAX : blocks)) {
            if (all || blocks > job->kept->original.n)
                break;
            blocks = 2 * blocks + 1;
        }
        blocks = i >= NEAR ? 2 * blocks + 1 : blocks;
    }
    return al_fail(error, ALMOST_ERROR_FORMAT, job->original->name,
                   "cannot be marked so that all changes accepted give %s and all rejected the "
                   "original; nothing is written",
                   job->kept->telling.text->name);
}

/* --- The document ------------------------------------------------------- */

typedef struct telling_of {
    const almost_redline_options *options;
} telling_of;

static bool tell(void *of, const char *part, const char *what)
{
    const telling_of *to = of;
    to->options->left_out(to->options->left_out_context, part, what);
    return true;
}

static almost_status tell_left_out(const al_redline_job *job, const form *form, almost_error *error)
{
    telling_of to = {job->options};
    if (job->options->left_out == NULL)
        return ALMOST_OK;
    almost_status status = form->left_out(&job->package, tell, &to, error);
    if (status == ALMOST_OK && al_looks_differ(job->comparison) > 0)
        job->options->left_out(job->options->left_out_context, "",
                               "differences in formatting (bold, italic and the like)");
    return status;
}

static almost_status write_out(const al_buffer *out, const almost_allocator *allocator,
                               almost_sink sink, void *context, almost_error *error)
{
    al_output output;
    if (!al_output_init(&output, allocator, sink, context))
        return al_fail_memory(error);
    al_output_bytes(&output, out->bytes, out->length);
    almost_status status = al_output_finish(&output, error);
    al_output_release(&output);
    return status;
}

/* Mark a text that is of the format, and write it. */
static almost_status mark(al_redline_job *job, const form *form, almost_sink sink, void *context,
                          almost_error *error)
{
    al_read_source source = {job->original->name, NULL, job->original->source,
                             job->original->source_length};
    al_buffer out;
    job->package = (al_package){&source, &job->how, job->original->parts};
    al_buffer_init(&out, job->allocator);
    bool found = !job->columns || al_column_tables_find(job->kept);
    almost_status status = found ? ALMOST_OK : al_fail_memory(error);
    al_kept_settle(job->kept);
    if (status == ALMOST_OK)
        status = try_all(job, form, &out, error);
    if (status == ALMOST_OK)
        status = tell_left_out(job, form, error);
    if (status == ALMOST_OK)
        status = write_out(&out, job->allocator, sink, context, error);
    al_buffer_release(&out);
    return status;
}

/* --- Originals of other formats ----------------------------------------- */

/* The same letters stand in a document made of a text: what is kept of the one is of the other. */
static almost_status turn(al_kept *kept, const almost_text *made, almost_error *error)
{
    al_atoms atoms;
    size_t n = kept->original.n;
    uint32_t *cuts = al_allocate(kept->allocator, n + 1, sizeof *cuts);
    if (cuts == NULL)
        return al_fail_memory(error);
    /* letters of the text are cut where changes are: so are those of the document, in its bytes */
    uint32_t at = 0;
    size_t n_cuts = 0;
    for (size_t i = 0; i < n; i++) {
        const al_atom *atom = &kept->original.items[i];
        if (al_atom_is_gap(atom))
            while (at < made->length && strchr(" \t\r\n", made->bytes[at]) != NULL)
                at++;
        else
            at += atom->bytes.end - atom->bytes.start;
        cuts[n_cuts++] = at;
    }
    bool ready = al_atoms_make(&atoms, kept->allocator, made, cuts, n_cuts);
    al_release(kept->allocator, cuts);
    if (!ready)
        return al_fail_memory(error);
    bool same = atoms.n == n;
    for (size_t i = 0; i < n && same; i++) {
        atoms.items[i].passage = kept->original.items[i].passage;
        same = al_atom_is_gap(&atoms.items[i]) == al_atom_is_gap(&kept->original.items[i]);
    }
    al_atoms_release(same ? &kept->original : &atoms);
    if (!same)
        return al_redline_fail_unfit(kept->original.text, error);
    kept->original = atoms;
    return ALMOST_OK;
}

/* A plain document is made of the original, and that is marked. */
static almost_status mark_new(al_redline_job *job, const form *form, almost_sink sink,
                              void *context, almost_error *error)
{
    al_buffer made;
    almost_text *text = NULL;
    al_buffer_init(&made, job->allocator);
    almost_status status = form->make(job->original, job->allocator, &made, error);
    al_read_source source = {job->original->name, NULL, made.bytes, made.length};
    if (status == ALMOST_OK)
        status = al_read_memory(form->reader, &source, &job->how, job->allocator, &text, error);
    al_buffer_release(&made);
    if (status == ALMOST_OK)
        status = turn(job->kept, text, error);
    if (status == ALMOST_OK) {
        job->original = text;
        status = mark(job, form, sink, context, error);
    }
    almost_text_free(text);
    return status;
}

/* Whether a text was read from a document that can be marked itself. */
static bool is_document(const almost_text *text, const form *form)
{
    return strcmp(text->format, form->name) == 0 && text->parts != NULL &&
           text->source_length > 4 && memcmp(text->source, "PK\3\4", 4) == 0;
}

/* Whether it was read as it is: as it became, or without changes, and not mended. */
static almost_status check_reading(const al_redline_job *job, const form *form, almost_error *error)
{
    almost_text *text = NULL;
    const almost_text *original = job->original;
    if (original->repaired > 0)
        return al_fail(error, ALMOST_ERROR_FORMAT, original->name,
                       "was mended while it was read, so that the document itself has other words: "
                       "leave out --repair, and what the telling has right is tracked");
    al_read_source source = {original->name, NULL, original->source, original->source_length};
    almost_status status =
        al_read_memory(form->reader, &source, &job->how, job->allocator, &text, error);
    if (status != ALMOST_OK)
        return status;
    bool same =
        text->length == original->length && memcmp(text->bytes, original->bytes, text->length) == 0;
    almost_text_free(text);
    return same
               ? ALMOST_OK
               : al_fail(error, ALMOST_ERROR_FORMAT, original->name,
                         "was read as it was before the changes in it, which a redline would keep: "
                         "accept or reject them first");
}

/* Columns of tables as such, or cell by cell. *again: the latter may do where this did not. */
static almost_status run(al_redline_job *job, const form *form, almost_sink sink, void *context,
                         bool *again, almost_error *error)
{
    al_kept kept;
    if (al_kept_make(&kept, job->comparison, job->options->keep_shapes != 0) != ALMOST_OK)
        return al_fail_memory(error);
    job->kept = &kept;
    almost_status status = ALMOST_OK;
    if (!is_document(job->original, form)) {
        status = mark_new(job, form, sink, context, error);
    } else {
        status = check_reading(job, form, error);
        if (status == ALMOST_OK)
            status = mark(job, form, sink, context, error);
    }
    if (status == ALMOST_OK && job->options->shapes != NULL)
        *job->options->shapes = kept.shapes;
    *again = status == ALMOST_ERROR_FORMAT && kept.columns.n > 0;
    al_kept_release(&kept);
    return status;
}

almost_status almost_redline(const almost_comparison *comparison,
                             const almost_redline_options *options, almost_sink sink,
                             void *sink_context, almost_error *error)
{
    almost_redline_options complete;
    const form *form = NULL;
    almost_redline_options_init(&complete);
    almost_status status =
        al_options_complete(&complete, sizeof complete, options, "almost_redline_options", error);
    if (status != ALMOST_OK)
        return status;
    for (size_t i = 0; i < sizeof forms / sizeof *forms && complete.format != NULL; i++)
        if (strcmp(forms[i].name, complete.format) == 0)
            form = &forms[i];
    if (form == NULL || (unsigned)complete.moves >= AL_N_MOVES)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "redlines are docx or odt, and moves native (0) or deleted (1)");
    al_redline_job job = {.allocator = comparison->allocator,
                          .options = &complete,
                          .comparison = comparison,
                          .columns = true,
                          .original = al_text_whole(comparison->original),
                          .how = {.limit = AL_TEXT_MOST_BYTES,
                                  .depth = complete.max_depth > 0 ? complete.max_depth : UINT32_MAX,
                                  .members = UINT32_MAX,
                                  .ratio = UINT32_MAX}};
    if (!al_marking_init(&job.marking, complete.author != NULL ? complete.author : "almost",
                         complete.date))
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "the date of the changes is in no year from 0 to 9999");
    job.marking.native_moves = complete.moves == ALMOST_MOVES_NATIVE;
    bool again = false;
    status = run(&job, form, sink, sink_context, &again, error);
    job.columns = false; /* as where tables nest */
    job.original = al_text_whole(comparison->original);
    return again ? run(&job, form, sink, sink_context, &again, error) : status;
}
