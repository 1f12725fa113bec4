/* SPDX-License-Identifier: Apache-2.0 */
/* Every allocation of what is done with texts fails once. */
#include "every_allocation.h"
#include "tellings.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What all operations work on; made before, with an allocator that does not fail yet. */
static struct {
    almost_text *text[2];
    almost_text *other; /* like the first, for fuzzy */
    almost_comparison *comparison;
    almost_patch *patch;
    almost_compare_options compare;
    almost_form form;
    int reverse, fuzzy;
    char *written;
    size_t length;
} given;

static char untouched; /* its address stands for an output that was not written */

static almost_status open_text(trial *with, const char *bytes, size_t length, almost_error *error)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.environment = &with->environment;
    options.name = "a name";
    almost_text *text = (void *)&untouched;
    almost_status status = almost_text_from_memory(bytes, length, &options, &text, error);
    if (status != ALMOST_OK)
        return text == (void *)&untouched ? status : ALMOST_ERROR_ARGUMENT;
    almost_place place = almost_text_place(text, length / 2);
    hash_bytes(with, (const char *)&place, sizeof place);
    almost_text_free(text);
    return status;
}

static almost_status open_utf8(trial *with, almost_error *error)
{
    return open_text(with, HAPPENED, sizeof HAPPENED - 1, error);
}

static almost_status open_broken(trial *with, almost_error *error)
{
    static const char bytes[] = "caf\xc3\xa9 \xff\xfe broken \xe2\x82 and \xed\xa0\x80 on";
    return open_text(with, bytes, sizeof bytes - 1, error);
}

static almost_status open_utf16(trial *with, almost_error *error)
{
    char wide[2 * sizeof TOLD + 2] = "\xff\xfe";
    for (size_t i = 0; i < sizeof TOLD - 1; i++) {
        wide[2 + 2 * i] = TOLD[i];
        wide[3 + 2 * i] = 0;
    }
    return open_text(with, wide, 2 * sizeof TOLD, error);
}

static almost_status compare_texts(trial *with, almost_error *error)
{
    (void)with;
    almost_comparison *comparison = (void *)&untouched;
    almost_status status =
        almost_compare(given.text[0], given.text[1], &given.compare, &comparison, error);
    if (status != ALMOST_OK)
        return comparison == (void *)&untouched ? status : ALMOST_ERROR_ARGUMENT;
    almost_comparison_free(comparison);
    return status;
}

/* Two texts in three pairs, one of them by a line; lines come out, or comparisons. */
static almost_status add_pairs(almost_batch *batch, almost_error *error)
{
    static const char line[] = "{\"id\": \"a line\", \"original\": {\"text\": \"It was so.\"}, "
                               "\"telling\": {\"text\": \"It was not so.\"}}";
    almost_pair pair;
    almost_text_options named, encoded;
    almost_pair_init(&pair);
    almost_text_options_init(&named);
    almost_text_options_init(&encoded);
    named.name = "a";
    encoded.encoding = "UTF-8";
    pair.id = "2.5";
    pair.original = (almost_source){NULL, HAPPENED, sizeof HAPPENED - 1, &named};
    pair.telling = (almost_source){NULL, TOLD, sizeof TOLD - 1, &encoded};
    almost_status status = almost_batch_add(batch, &pair, error);
    pair.id = NULL;
    if (status == ALMOST_OK)
        status = almost_batch_add(batch, &pair, error);
    if (status == ALMOST_OK)
        status = almost_batch_add_line(batch, line, sizeof line - 1, "lines", 3, error);
    return status;
}

static almost_status run_batch(trial *with, bool lines, almost_error *error)
{
    almost_batch_options options;
    almost_write_options write;
    almost_write_options_init(&write);
    almost_batch_options_init(&options);
    options.environment = &with->environment;
    options.lines = lines ? &write : NULL;
    almost_batch *batch = (void *)&untouched;
    const almost_batch_result *result;
    almost_status status = almost_batch_new(&options, &batch, error);
    if (status != ALMOST_OK)
        return batch == (void *)&untouched ? status : ALMOST_ERROR_ARGUMENT;
    status = add_pairs(batch, error);
    while ((result = almost_batch_next(batch)) != NULL) {
        if (result->status == ALMOST_OK) {
            hash_bytes(with, result->id, strlen(result->id));
            hash_bytes(with, (const char *)&result->verdict->kept, sizeof result->verdict->kept);
            hash_bytes(with, result->line, result->line_length);
        } else if (status == ALMOST_OK) {
            status = result->status;
            *error = *result->error;
        }
    }
    almost_batch_free(batch);
    return status;
}

static almost_status batch_lines(trial *with, almost_error *error)
{
    return run_batch(with, true, error);
}

static almost_status batch_comparisons(trial *with, almost_error *error)
{
    return run_batch(with, false, error);
}

static almost_status write_form(trial *with, almost_error *error)
{
    almost_write_options options;
    almost_write_options_init(&options);
    options.form = given.form;
    options.full = 1;
    options.fail_on = ALMOST_GATE_ALL;
    return almost_write(given.comparison, &options, hash_bytes, with, error);
}

static almost_status read_patch(trial *with, almost_error *error)
{
    almost_patch *patch = (void *)&untouched;
    almost_status status =
        almost_patch_read(given.written, given.length, "patch", &with->environment, &patch, error);
    if (status != ALMOST_OK)
        return patch == (void *)&untouched ? status : ALMOST_ERROR_ARGUMENT;
    almost_patch_free(patch);
    return status;
}

static almost_status view_page(trial *with, almost_error *error)
{
    almost_view *view = (void *)&untouched;
    almost_write_options options;
    almost_write_options_init(&options);
    options.form = ALMOST_FORM_HTML;
    almost_status status =
        almost_view_read(given.written, given.length, "result", &with->environment, &view, error);
    if (status != ALMOST_OK)
        return view == (void *)&untouched ? status : ALMOST_ERROR_ARGUMENT;
    status = almost_view_write(view, &options, hash_bytes, with, error);
    almost_view_free(view);
    return status;
}

static almost_status apply_patch(trial *with, almost_error *error)
{
    almost_apply_options options;
    almost_apply_options_init(&options);
    options.environment = &with->environment;
    options.reverse = given.reverse;
    options.fuzzy = given.fuzzy;
    options.sink = hash_bytes;
    options.sink_context = with;
    const almost_applied before = {77, 77, 77};
    almost_applied applied = before;
    const almost_text *text = given.fuzzy ? given.other : given.text[given.reverse];
    almost_status status = almost_apply(given.patch, text, &options, &applied, error);
    bool kept = memcmp(&applied, &before, sizeof applied) == 0;
    return status == ALMOST_OK || kept ? status : ALMOST_ERROR_ARGUMENT;
}

/* Three witnesses, from texts or from JSON, and what they are written as. */
static almost_status write_collation(trial *with, almost_collation *collation, almost_error *error)
{
    almost_status status = ALMOST_OK;
    almost_collation_options options;
    almost_collation_options_init(&options);
    for (int form = 0; status == ALMOST_OK && form <= ALMOST_COLLATION_DECISIONS; form++) {
        options.form = (almost_collation_form)form;
        status = almost_collation_write(collation, &options, hash_bytes, with, error);
    }
    almost_collation_free(collation);
    return status;
}

static almost_status collate_texts(trial *with, almost_error *error)
{
    static const char *const sigla[] = {"A", "B", "C"};
    const almost_text *const texts[] = {given.text[0], given.text[1], given.other};
    almost_collation *collation = (void *)&untouched;
    almost_collate_options options;
    almost_collate_options_init(&options);
    options.environment = &with->environment;
    almost_status status = almost_collate(texts, sigla, 3, &options, &collation, error);
    if (status != ALMOST_OK)
        return collation == (void *)&untouched ? status : ALMOST_ERROR_ARGUMENT;
    return write_collation(with, collation, error);
}

static almost_status collate_json(trial *with, almost_error *error)
{
    static const char document[] =
        "{\"witnesses\":[{\"id\":\"A\",\"tokens\":[{\"t\":\"It \",\"n\":\"it\"},{\"t\":\"was\"}]},"
        "{\"id\":\"B\",\"content\":\"It was not so.\"},{\"id\":\"C\",\"content\":\"So it is\"}]}";
    static const char fix[] = "together A 1 It A 2 was C 2 it\napart A 1 It B 3 not\n";
    almost_collation *collation = (void *)&untouched;
    almost_collate_options options;
    almost_collate_options_init(&options);
    options.environment = &with->environment;
    options.fix = fix;
    options.expand = 1;
    options.fix_length = sizeof fix - 1;
    options.fix_name = "decisions";
    almost_status status =
        almost_collate_json(document, sizeof document - 1, "document", &options, &collation, error);
    if (status != ALMOST_OK)
        return collation == (void *)&untouched ? status : ALMOST_ERROR_ARGUMENT;
    return write_collation(with, collation, error);
}

/* An account with quotations of every status, what it is written as, and what is known of it. */
static almost_status write_quotations(trial *with, almost_quotations *quotations,
                                      almost_error *error)
{
    almost_status status = ALMOST_OK;
    almost_quotations_write_options options;
    almost_quotations_write_options_init(&options);
    for (int form = 0; status == ALMOST_OK && form <= ALMOST_QUOTATIONS_GITHUB; form++) {
        options.form = (almost_quotations_form)form;
        status = almost_quotations_write(quotations, &options, hash_bytes, with, error);
    }
    return status;
}

static almost_status check_quotations(trial *with, almost_error *error)
{
    static const char account[] =
        "“It was not so” and “the ferry … left [early]” (happened). “Nobody of that name was ever "
        "in this house of yours”, “un homme qui ne veut pas et qui est dans la maison”, “of”. He "
        "said that it "
        "was not so, and that the ferry had left early in the morning. According to him, nobody "
        "came at all.\n";
    const almost_text *const sources[] = {given.text[0], given.text[1]};
    almost_text_options reading;
    almost_check_options options;
    almost_text_options_init(&reading);
    almost_check_options_init(&options);
    options.environment = reading.environment = &with->environment;
    options.indirect = 1;
    almost_text *text = NULL;
    almost_status status =
        almost_text_from_memory(account, sizeof account - 1, &reading, &text, error);
    almost_quotations *quotations = (void *)&untouched;
    if (status != ALMOST_OK)
        return status;
    status = almost_check(text, sources, 2, &options, &quotations, error);
    if (status == ALMOST_OK) {
        status = write_quotations(with, quotations, error);
        almost_quotations_free(quotations);
    } else if (quotations != (void *)&untouched) {
        status = ALMOST_ERROR_ARGUMENT;
    }
    almost_text_free(text);
    return status;
}

/* Two accounts by a checker, one twice: the same as almost_check() says each time. */
static almost_status check_again(trial *with, almost_error *error)
{
    static const char *const accounts[] = {"“It was not so” and “the ferry left [early]”.",
                                           "“Nobody of that name was ever in this house of yours”",
                                           "“It was not so” and “the ferry left [early]”."};
    const almost_text *const sources[] = {given.text[0], given.text[1]};
    almost_text_options reading;
    almost_check_options options;
    almost_text_options_init(&reading);
    almost_check_options_init(&options);
    options.environment = reading.environment = &with->environment;
    almost_checker *checker = (void *)&untouched;
    almost_status status = almost_checker_new(sources, 2, &options, &checker, error);
    if (status != ALMOST_OK)
        return checker == (void *)&untouched ? status : ALMOST_ERROR_ARGUMENT;
    for (size_t i = 0; status == ALMOST_OK && i < 3; i++) {
        almost_text *text = NULL;
        almost_quotations *quotations = (void *)&untouched;
        status = almost_text_from_memory(accounts[i], strlen(accounts[i]), &reading, &text, error);
        if (status != ALMOST_OK)
            break;
        status = almost_checker_check(checker, text, &with->environment, &quotations, error);
        if (status == ALMOST_OK) {
            status = write_quotations(with, quotations, error);
            almost_quotations_free(quotations);
        } else if (quotations != (void *)&untouched) {
            status = ALMOST_ERROR_ARGUMENT;
        }
        almost_text_free(text);
    }
    almost_checker_free(checker);
    return status;
}

/* The same by a batch, with a line that is none. */
static almost_status check_batch(trial *with, almost_error *error)
{
    static const char *const lines[] = {
        "{\"id\": 1.0, \"text\": \"“It was not so” and “the ferry … left [early]” (happened).\"}",
        "none"};
    const almost_text *const sources[] = {given.text[0], given.text[1]};
    almost_check_options check;
    almost_check_batch_options options;
    const almost_check_result *result;
    almost_check_options_init(&check);
    almost_check_batch_options_init(&options);
    check.environment = &with->environment;
    options.check = &check;
    almost_check_batch *batch = (void *)&untouched;
    almost_status status = almost_check_batch_new(sources, 2, &options, &batch, error);
    if (status != ALMOST_OK)
        return batch == (void *)&untouched ? status : ALMOST_ERROR_ARGUMENT;
    for (uint64_t i = 0; status == ALMOST_OK && i < 2; i++)
        status =
            almost_check_batch_add_line(batch, lines[i], strlen(lines[i]), "lines", i + 1, error);
    while (status == ALMOST_OK && (result = almost_check_batch_next(batch)) != NULL) {
        if (result->status == ALMOST_ERROR_MEMORY || result->line == NULL) {
            status = result->status;
            *error = *result->error;
        } else {
            hash_bytes(with, result->line, result->line_length);
        }
    }
    almost_check_batch_free(batch);
    return status;
}

static int test_texts(trial *with)
{
    return every_allocation(with, "open UTF-8", open_utf8) +
           every_allocation(with, "open broken UTF-8", open_broken) +
           every_allocation(with, "open UTF-16", open_utf16);
}

static int test_compare(trial *with)
{
    int wrong = 0;
    for (int variant = 0; variant < 6; variant++) {
        static const char *const names[] = {"compare",
                                            "compare, minimal",
                                            "compare, exact",
                                            "compare, by white space",
                                            "compare, all ignored",
                                            "compare, by chapter"};
        almost_compare_options_init(&given.compare);
        given.compare.environment = &with->environment;
        given.compare.minimal = variant == 1;
        given.compare.exact = variant == 2;
        given.compare.words = variant == 3 ? ALMOST_WORDS_SPACE : ALMOST_WORDS_UNICODE;
        given.compare.ignore = variant == 4 ? 0xff : given.compare.ignore;
        given.compare.by = variant == 5 ? ALMOST_BY_CHAPTER : ALMOST_BY_NOTHING;
        wrong += every_allocation(with, names[variant], compare_texts);
    }
    return wrong;
}

static int test_write(trial *with)
{
    static const char *const names[] = {
        "write inline",   "write side",     "write brief",   "write stat",     "write JSON",
        "write patch",    "write passages", "write changes", "write findings", "write github",
        "write chapters", "write Markdown", "write TEI",     "write HTML"};
    int wrong = 0;
    for (given.form = ALMOST_FORM_INLINE; given.form <= ALMOST_FORM_HTML; given.form++)
        wrong += every_allocation(with, names[given.form], write_form);
    return wrong;
}

static int test_apply(trial *with)
{
    int wrong = every_allocation(with, "apply", apply_patch);
    given.reverse = 1;
    wrong += every_allocation(with, "apply in reverse", apply_patch);
    given.reverse = 0;
    given.fuzzy = 1;
    return wrong + every_allocation(with, "apply, fuzzy", apply_patch);
}

static int keep(void *context, const char *bytes, size_t length)
{
    (void)context;
    char *grown = realloc(given.written, given.length + length + 1);
    if (grown == NULL)
        return 1;
    memcpy(grown + given.length, bytes, length);
    given.written = grown;
    given.length += length;
    return 0;
}

/* Documents with one sentence in common, and both forms of what is found. */
static almost_status find_reuse_in(trial *with, const char *folder, int resume, almost_error *error)
{
    static const char line[] = "{\"id\": 2, \"date\": \"1818\", \"text\": \"It is said: nobody saw "
                               "the lamp on the northern "
                               "mole go out for the first time in forty years of watching it.\"}";
    static const char text[] =
        "Nobody saw the lamp on the northem mole go out for the first time in "
        "forty years of watching it, or so they say.";
    almost_reuse_options options;
    almost_reuse_write_options write;
    almost_reuse *reuse = (void *)&untouched;
    almost_reuse_options_init(&options);
    almost_reuse_write_options_init(&write);
    options.environment = &with->environment;
    options.temporary = folder;
    options.resume = resume;
    almost_status status = almost_reuse_new(&options, &reuse, error);
    if (status != ALMOST_OK)
        return reuse == (void *)&untouched ? status : ALMOST_ERROR_ARGUMENT;
    status = almost_reuse_add(reuse, "one", text, sizeof text - 1, error);
    if (status == ALMOST_OK)
        status = almost_reuse_add_line(reuse, line, sizeof line - 1, "lines", 2, error);
    if (status == ALMOST_OK)
        status = almost_reuse_find(reuse, error);
    for (int form = 0; status == ALMOST_OK && form <= ALMOST_REUSE_PAIRS; form++) {
        write.form = (almost_reuse_form)form;
        status = almost_reuse_write(reuse, &write, hash_bytes, with, error);
    }
    if (status == ALMOST_OK && resume != 1)
        almost_reuse_forget(reuse);
    almost_reuse_free(reuse);
    return status;
}

static almost_status find_reuse(trial *with, almost_error *error)
{
    return find_reuse_in(with, "/tmp", 0, error);
}

/* Nothing here is about the disk, which takes its time. */
int fdatasync(int descriptor)
{
    (void)descriptor;
    return 0;
}

/* What one run keeps, another one goes on with. */
static almost_status resume_reuse(trial *with, almost_error *error)
{
    static char folder[] = "/tmp/almost-alloc-XXXXXX";
    char state[sizeof folder + 32];
    if (folder[sizeof folder - 2] == 'X' ? mkdtemp(folder) == NULL
                                         : mkdir(folder, 0700) != 0 && errno != EEXIST)
        return ALMOST_ERROR_ARGUMENT;
    snprintf(state, sizeof state, "%s/almost-reuse/state", folder);
    (void)unlink(state); /* of a run that came to no end */
    almost_status status = find_reuse_in(with, folder, 1, error);
    if (status == ALMOST_OK)
        status = find_reuse_in(with, folder, 2, error);
    (void)rmdir(folder);
    return status;
}

static int by_hash(const void *a, const void *b)
{
    const almost_reuse_seed *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->document > y->document) - (x->document < y->document);
}

enum { MOST_SEEDS = 100 }; /* of two sentences */

/* The passages of two documents of the same letters, whose hits are sorted by their letters. */
static almost_status align_stages(trial *with, const uint8_t *letters, size_t n,
                                  const almost_reuse_hit *hits, size_t n_hits, almost_error *error)
{
    static uint32_t counts[ALMOST_REUSE_WORDS];
    const almost_reuse_words words = {counts, almost_reuse_count_words(letters, n, counts), n};
    almost_reuse_options options;
    almost_reuse_aligner *aligner = NULL;
    const almost_reuse_passage *passages;
    almost_reuse_options_init(&options);
    options.environment = &with->environment;
    options.temporary = "/tmp";
    almost_status status = almost_reuse_aligner_new(&options, &words, &aligner, error);
    for (int64_t i = 0; i < 2 && status == ALMOST_OK; i++)
        status = almost_reuse_aligner_add(aligner, i, letters, n, error);
    if (status == ALMOST_OK)
        status = almost_reuse_aligner_take(aligner, hits, n_hits, &passages, &n_hits, error);
    if (status == ALMOST_OK)
        status = almost_reuse_aligner_take(aligner, NULL, 0, &passages, &n_hits, error);
    if (status == ALMOST_OK)
        (void)hash_bytes(with, (const char *)passages, n_hits * sizeof *passages);
    memset(counts, 0, sizeof counts);
    almost_reuse_aligner_free(aligner);
    return status;
}

/* Hits of the seeds of two documents, and their passages. */
static almost_status pair_stages(trial *with, const uint8_t *letters, size_t n,
                                 almost_reuse_seed *seeds, size_t n_seeds, almost_error *error)
{
    almost_reuse_hit hits[MOST_SEEDS];
    const almost_reuse_hit *given;
    almost_reuse_pairing *pairing = NULL;
    size_t n_hits = 0, total = 0;
    qsort(seeds, n_seeds, sizeof *seeds, by_hash);
    almost_status status = almost_reuse_pairing_new(&with->environment, 0, &pairing, error);
    for (int turn = 0; turn < 2 && status == ALMOST_OK; turn++) {
        status = almost_reuse_pairing_take(pairing, seeds, turn == 0 ? n_seeds : 0, &given, &n_hits,
                                           error);
        for (size_t i = 0; status == ALMOST_OK && i < n_hits && total < MOST_SEEDS; i++)
            if (given[i].letter[0] == given[i].letter[1])
                hits[total++] = given[i];
    }
    for (size_t i = 1; i < total; i++) /* by letters */
        for (size_t k = i; k > 0 && hits[k - 1].letter[0] > hits[k].letter[0]; k--) {
            almost_reuse_hit hit = hits[k];
            hits[k] = hits[k - 1];
            hits[k - 1] = hit;
        }
    almost_reuse_pairing_free(pairing);
    return status == ALMOST_OK ? align_stages(with, letters, n, hits, total, error) : status;
}

static almost_status reuse_stages(trial *with, almost_error *error)
{
    static const char text[] = "Nobody saw the lamp on the northern mole go out for the first time "
                               "in forty years of watching it, or so they say.";
    almost_reuse_seed seeds[MOST_SEEDS], *given;
    almost_reuse_place place = {.start = 0, .end = 10};
    const almost_reuse_stretch stretches[] = {{1, 0, 5}, {1, 1, 5}};
    uint32_t heads[2];
    almost_reuse_reader *reader = NULL;
    const uint8_t *letters = NULL;
    size_t n = 0, n_seeds = 0;
    almost_status status = almost_reuse_reader_new(&with->environment, &reader, error);
    if (status == ALMOST_OK)
        status = almost_reuse_locate(reader, text, sizeof text - 1, &place, 1, error);
    if (status == ALMOST_OK)
        status = almost_reuse_unite(stretches, 2, heads, &with->environment, error);
    if (status == ALMOST_OK)
        status = almost_reuse_letters(reader, text, sizeof text - 1, &letters, &n, error);
    if (status == ALMOST_OK)
        status = almost_reuse_seeds(reader, letters, n, &given, &n_seeds, error);
    for (size_t i = 0; status == ALMOST_OK && i < 2 * n_seeds && i < MOST_SEEDS; i++) {
        seeds[i] = given[i % n_seeds];
        seeds[i].document = i >= n_seeds;
    }
    if (status == ALMOST_OK)
        status = pair_stages(with, letters, n, seeds, 2 * n_seeds, error);
    almost_reuse_reader_free(reader);
    return status;
}

static bool prepare(trial *with)
{
    static const char *const source[2] = {HAPPENED, TOLD};
    trial_init(with);
    almost_text_options options;
    almost_text_options_init(&options);
    options.environment = &with->environment;
    almost_compare_options_init(&given.compare);
    given.compare.environment = &with->environment;
    for (int side = 0; side < 2; side++)
        if (almost_text_from_memory(source[side], strlen(source[side]), &options, &given.text[side],
                                    NULL) != ALMOST_OK)
            return false;
    static const char another[] = "A title that was not there\n\n" HAPPENED;
    if (almost_text_from_memory(another, sizeof another - 1, &options, &given.other, NULL) !=
        ALMOST_OK)
        return false;
    given.compare.by = ALMOST_BY_CHAPTER;
    return almost_compare(given.text[0], given.text[1], &given.compare, &given.comparison, NULL) ==
           ALMOST_OK;
}

/* Write the comparison in `form` and read it back as a patch. */
static bool prepare_patch(trial *with, almost_form form)
{
    almost_write_options options;
    almost_write_options_init(&options);
    options.form = form;
    options.full = 1;
    free(given.written);
    given.written = NULL;
    given.length = 0;
    return almost_write(given.comparison, &options, keep, with, NULL) == ALMOST_OK;
}

/* Two revisions that differ from the base and from one another, in both forms. */
static almost_status merge_texts(trial *with, almost_error *error)
{
    const almost_text *const sides[] = {given.text[1], given.other};
    almost_merge_options options;
    almost_merge_write_options write;
    almost_merge *merge = (void *)&untouched;
    almost_merge_options_init(&options);
    options.environment = &with->environment;
    almost_status status = almost_merge_new(given.text[0], sides, 2, &options, &merge, error);
    if (status != ALMOST_OK)
        return merge == (void *)&untouched ? status : ALMOST_ERROR_ARGUMENT;
    almost_merge_write_options_init(&write);
    write.marks = ALMOST_MARKS_DIFF3;
    status = almost_merge_write(merge, &write, hash_bytes, with, error);
    write.form = ALMOST_MERGE_JSON;
    if (status == ALMOST_OK)
        status = almost_merge_write(merge, &write, hash_bytes, with, error);
    almost_merge_free(merge);
    return status;
}

int main(void)
{
    static trial with;
    setvbuf(stdout, NULL, _IONBF, 0); /* so that a crash shows what it was */
    if (!prepare(&with) || !prepare_patch(&with, ALMOST_FORM_JSON))
        return complain("preparation", -1, "does not succeed");
    int wrong = test_texts(&with) + test_compare(&with) + test_write(&with) +
                every_allocation(&with, "batch of lines", batch_lines) +
                every_allocation(&with, "batch of comparisons", batch_comparisons) +
                every_allocation(&with, "read JSON", read_patch) +
                every_allocation(&with, "view JSON", view_page) +
                every_allocation(&with, "collate", collate_texts) +
                every_allocation(&with, "collate JSON", collate_json) +
                every_allocation(&with, "merge", merge_texts) +
                every_allocation(&with, "reuse", find_reuse) +
                every_allocation(&with, "reuse, resumed", resume_reuse) +
                every_allocation(&with, "stages of reuse", reuse_stages) +
                every_allocation(&with, "check quotations", check_quotations) +
                every_allocation(&with, "check again", check_again) +
                every_allocation(&with, "check a batch", check_batch);
    if (!prepare_patch(&with, ALMOST_FORM_PATCH) ||
        almost_patch_read(given.written, given.length, "patch", &with.environment, &given.patch,
                          NULL) != ALMOST_OK)
        return complain("preparation", -1, "the patch cannot be read");
    wrong += every_allocation(&with, "read patch", read_patch) + test_apply(&with);
    free(given.written);
    almost_patch_free(given.patch);
    almost_comparison_free(given.comparison);
    almost_text_free(given.text[0]);
    almost_text_free(given.text[1]);
    almost_text_free(given.other);
    if (atomic_load(&with.book.outstanding) != 0)
        wrong += complain("the end", -1, "memory is left behind");
    return wrong != 0;
}
