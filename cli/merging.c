/* SPDX-License-Identifier: Apache-2.0 */
/* Reading the texts of a merge, writing it, and saying on standard error what to look at. */
#include "merging.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

/* Lines on standard error before the rest is only counted: a screen. */
enum { MOST_LINES = 20, MOST_QUOTED = 100 /* bytes of a quotation */ };

bool merging_init(merging *merging, const settings *settings, size_t n)
{
    memset(merging, 0, sizeof *merging);
    merging->settings = settings;
    settings_environment(settings, &merging->environment);
    progress_start(&merging->progress, &merging->environment);
    merging->sides = calloc(n, sizeof(almost_text *));
    if (merging->sides == NULL)
        report("out of memory");
    return merging->sides != NULL;
}

void merging_release(merging *merging)
{
    progress_end(&merging->progress);
    almost_merge_free(merging->merge);
    for (size_t i = 0; i < merging->n; i++)
        almost_text_free(merging->sides[i]);
    free(merging->sides);
    almost_text_free(merging->base);
}

static bool fail(merging *merging, const almost_error *error)
{
    progress_end(&merging->progress);
    report_error(error);
    return false;
}

static bool read_text(merging *merging, const char *path, const char *name, almost_text **text)
{
    almost_text_options options;
    almost_error error;
    settings_text_options(merging->settings, &options);
    options.environment = &merging->environment;
    options.name = name != NULL ? name : strcmp(path, "-") == 0 ? "standard input" : NULL;
    if (merging->form == 0)
        options.format = "text"; /* what is merged is the file itself, with its mark-up */
    if (almost_text_open(path, &options, text, &error) == ALMOST_OK)
        return true;
    if (merging->form != 0 || error.status != ALMOST_ERROR_ENCODING || !merging_is_document(path))
        return fail(merging, &error);
    progress_end(&merging->progress);
    report(
        "%s: is a document; name the answer with -o FILE.docx or FILE.odt, and what each revision "
        "changed is tracked in it",
        path);
    return false;
}

bool merging_read_base(merging *merging, const char *path, const char *name)
{
    return read_text(merging, path, name, &merging->base);
}

bool merging_read_side(merging *merging, const char *path, const char *name)
{
    if (!read_text(merging, path, name, &merging->sides[merging->n]))
        return false;
    merging->n++;
    return true;
}

static almost_status merge(merging *merging, almost_error *error)
{
    almost_merge_options options;
    almost_merge_options_init(&options);
    options.environment = &merging->environment;
    almost_status status =
        almost_merge_new(merging->base, (const almost_text *const *)merging->sides, merging->n,
                         &options, &merging->merge, error);
    progress_end(&merging->progress);
    return status;
}

/* The text, the page or the JSON. */
static bool write_text(merging *merging, target *target)
{
    almost_merge_write_options options;
    almost_error error;
    almost_merge_write_options_init(&options);
    if (merging->settings->forms & UINT32_C(1) << ALMOST_FORM_HTML)
        options.form = ALMOST_MERGE_HTML;
    else if (merging->settings->json)
        options.form = merging->settings->full ? ALMOST_MERGE_FULL : ALMOST_MERGE_JSON;
    options.marks = (almost_merge_marks)merging->settings->marks;
    options.mark_size = merging->settings->mark_size;
    if (almost_merge_write(merging->merge, &options, target_sink, target, &error) == ALMOST_OK ||
        target->error != 0)
        return true; /* what the target met is said when it is closed */
    report_error(&error);
    return false;
}

bool merging_answer(merging *merging, target *target)
{
    almost_error error;
    bool whole = merge(merging, &error) == ALMOST_OK;
    if (!whole)
        report_error(&error);
    else
        whole = merging->form != 0 ? merging_redline(merging, target) : write_text(merging, target);
    if (whole)
        return target_close(target);
    target_discard(target);
    return false;
}

/* --- Standard error ----------------------------------------------------------------------------
 */

static const char *meaning(almost_merge_note_kind kind)
{
    switch (kind) {
    case ALMOST_MERGE_CONFLICT: return "conflict";
    case ALMOST_MERGE_MOVED_APART:
        return "moved to different places (it stands at one; see --json)";
    case ALMOST_MERGE_MOVED_DROPPED: return "moved by one and left out by another (it is out)";
    case ALMOST_MERGE_BOTH_CHANGED: break;
    }
    return "different changes to one sentence";
}

/* The bytes of the base that a note is about in one line, cut between characters. */
static void quote(const merging *merging, const almost_merge_note *note, char *out)
{
    uint64_t all, length = note->base.end - note->base.start;
    const char *bytes = almost_text_bytes(merging->base, &all) + note->base.start;
    size_t n = length < MOST_QUOTED ? (size_t)length : MOST_QUOTED, at = 0;
    while (n < length && n > 0 && ((unsigned char)bytes[n] & 0xC0) == 0x80)
        n--;
    for (size_t i = 0; i < n; i++) {
        bool blank = bytes[i] == ' ' || (bytes[i] >= '\t' && bytes[i] <= '\r');
        if (!blank)
            out[at++] = bytes[i];
        else if (at > 0 && out[at - 1] != ' ')
            out[at++] = ' ';
    }
    strcpy(out + at, n < length ? "…" : "");
}

/* "mine.txt, theirs.txt" as far as there is room. */
static void name_sides(const merging *merging, uint64_t sides, char *out, size_t capacity)
{
    size_t at = 0;
    out[0] = '\0';
    for (size_t i = 0; i < merging->n; i++) {
        const char *name = almost_text_name(merging->sides[i]);
        size_t length = strlen(name);
        if ((sides >> i & 1) == 0 || length + 3 > capacity - at)
            continue;
        memcpy(out + at, ", ", at > 0 ? 2 : 0);
        at += at > 0 ? 2 : 0;
        memcpy(out + at, name, length + 1);
        at += length;
    }
}

static void say_note(const merging *merging, const almost_merge_note *note, const char *path)
{
    char quoted[MOST_QUOTED + 8], names[512];
    unsigned long long line = almost_text_place(merging->base, note->base.start).line;
    quote(merging, note, quoted);
    name_sides(merging, note->sides, names, sizeof names);
    report("%s:%llu: %s%s of %s%s%s", path, line, note->touches != 0 ? "look at this: " : "",
           meaning(note->kind), names, quoted[0] != '\0' ? ": " : "", quoted);
}

void merging_say(const merging *merging, const char *path)
{
    size_t n = almost_merge_notes(merging->merge);
    for (size_t i = 0; i < n && i < MOST_LINES; i++)
        say_note(merging, almost_merge_note_at(merging->merge, i), path);
    if (n > MOST_LINES)
        report("%s: and %zu more; almost merge --json tells all", path, n - MOST_LINES);
}

int merging_status(const merging *merging)
{
    return almost_merge_conflicts(merging->merge) == 0 ? EXIT_YES : EXIT_OTHER;
}
