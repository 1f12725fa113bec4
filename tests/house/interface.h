/* SPDX-License-Identifier: Apache-2.0 */
/* The interface of almost 0.1.0. Made by tools/interface.py. */

/* base.h */
#include <stddef.h>
#include <stdint.h>
#if defined(ALMOST_BUILD) && defined(__GNUC__)
#define ALMOST_PUBLIC __attribute__((visibility("default")))
#else
#define ALMOST_PUBLIC
#endif
#if defined(__GNUC__)
#define ALMOST_MUST_CHECK __attribute__((warn_unused_result))
#else
#define ALMOST_MUST_CHECK
#endif
typedef enum almost_status {
    ALMOST_OK = 0,
    ALMOST_ERROR_MEMORY = -1,
    ALMOST_ERROR_READ = -2,
    ALMOST_ERROR_WRITE = -3,
    ALMOST_ERROR_FORMAT = -4,
    ALMOST_ERROR_ENCODING = -5,
    ALMOST_ERROR_LIMIT = -6,
    ALMOST_ERROR_ARGUMENT = -7,
    ALMOST_ERROR_CANCELLED = -8,
    ALMOST_ERROR_MISMATCH = -9,
    ALMOST_ERROR_TIMEOUT = -10
} almost_status;
typedef struct almost_error {
    almost_status status;
    uint64_t byte;
    uint64_t line;
    uint64_t column;
    char file[256];
    char message[256];
} almost_error;
typedef struct almost_span {
    uint64_t start;
    uint64_t end;
} almost_span;
typedef struct almost_allocator {
    void *(*allocate)(void *context, size_t size);
    void *(*reallocate)(void *context, void *pointer, size_t old_size, size_t size);
    void (*release)(void *context, void *pointer);
    void *context;
} almost_allocator;
typedef int (*almost_sink)(void *context, const char *bytes, size_t length);
#define ALMOST_MOST_BYTES UINT64_C(4293918720)
typedef struct almost_environment {
    size_t size;
    const almost_allocator *allocator;
    uint32_t threads;
    uint64_t max_bytes;
    uint64_t max_cells;
    int (*progress)(void *context, const char *stage, double share);
    void *progress_context;
    const char *experimental;
    void (*trace)(void *context, const char *stage, const char *line);
    void *trace_context;
    double timeout;
    uint64_t max_memory;
} almost_environment;
ALMOST_PUBLIC void almost_environment_init_sized(almost_environment *environment, size_t size);
static inline void almost_environment_init(almost_environment *environment)
{
    almost_environment_init_sized(environment, sizeof *environment);
}
ALMOST_PUBLIC const char *almost_version(void);
ALMOST_PUBLIC const char *almost_status_text(almost_status status);

/* text.h */
typedef struct almost_text almost_text;
typedef enum almost_revisions {
    ALMOST_REVISIONS_ACCEPTED = 0,
    ALMOST_REVISIONS_ORIGINAL = 1
} almost_revisions;
typedef struct almost_text_options {
    size_t size;
    const almost_environment *environment;
    const char *encoding;
    const char *name;
    const char *format;
    const char *witness;
    uint32_t revisions;
    uint32_t main_only;
    uint32_t repair;
    uint32_t max_depth;
    uint32_t max_members;
    uint32_t max_ratio;
    uint32_t max_seconds;
    uint32_t as_written;
    const char *path;
} almost_text_options;
ALMOST_PUBLIC const char *almost_format_at(size_t index);
ALMOST_PUBLIC const char *almost_revisions_name(almost_revisions revisions);
ALMOST_PUBLIC void almost_text_options_init_sized(almost_text_options *options, size_t size);
static inline void almost_text_options_init(almost_text_options *options)
{
    almost_text_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_text_open(const char *path,
                                                               const almost_text_options *options,
                                                               almost_text **out,
                                                               almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_text_from_memory(const char *bytes, size_t length, const almost_text_options *options,
                        almost_text **out, almost_error *error);
ALMOST_PUBLIC void almost_text_free(almost_text *text);
ALMOST_PUBLIC const char *almost_text_name(const almost_text *text);
ALMOST_PUBLIC const char *almost_text_bytes(const almost_text *text, uint64_t *length);
ALMOST_PUBLIC const char *almost_text_format(const almost_text *text);
ALMOST_PUBLIC const char *almost_text_witness(const almost_text *text, size_t index);
ALMOST_PUBLIC const char *almost_text_encoding(const almost_text *text);
ALMOST_PUBLIC uint64_t almost_text_invalid(const almost_text *text);
ALMOST_PUBLIC uint64_t almost_text_repaired(const almost_text *text);
ALMOST_PUBLIC const char *almost_text_damage(const almost_text *text, uint64_t *places);
ALMOST_PUBLIC const char *almost_text_hash(const almost_text *text);
typedef struct almost_place {
    uint64_t byte;
    uint64_t code_point;
    uint64_t utf16;
    uint64_t line;
    uint64_t column;
    uint64_t source_byte;
} almost_place;
ALMOST_PUBLIC void almost_text_place_sized(const almost_text *text, uint64_t byte,
                                           almost_place *place, size_t size);
static inline almost_place almost_text_place(const almost_text *text, uint64_t byte)
{
    almost_place place;
    almost_text_place_sized(text, byte, &place, sizeof place);
    return place;
}
typedef enum almost_mark_kind {
    ALMOST_MARK_PAGE = 0,
    ALMOST_MARK_CHAPTER = 1,
    ALMOST_MARK_PARAGRAPH = 2,
    ALMOST_MARK_LINE = 3,
    ALMOST_MARK_TIMECODE = 4,
    ALMOST_MARK_ELEMENT = 5,
    ALMOST_MARK_CELL = 6,
    ALMOST_MARK_SPEAKER = 7,
    ALMOST_MARK_PART = 8
} almost_mark_kind;
typedef struct almost_mark {
    uint64_t byte;
    uint64_t number;
    const char *name;
    size_t name_length;
} almost_mark;
ALMOST_PUBLIC int almost_text_mark_sized(const almost_text *text, almost_mark_kind kind,
                                         uint64_t byte, almost_mark *mark, size_t size);
static inline int almost_text_mark(const almost_text *text, almost_mark_kind kind, uint64_t byte,
                                   almost_mark *mark)
{
    return almost_text_mark_sized(text, kind, byte, mark, sizeof *mark);
}
ALMOST_PUBLIC const char *almost_mark_kind_name(almost_mark_kind kind);

/* comparison.h */
typedef struct almost_comparison almost_comparison;
ALMOST_PUBLIC void almost_comparison_free(almost_comparison *comparison);
typedef enum almost_answer {
    ALMOST_YES = 0,
    ALMOST_ALMOST = 1,
    ALMOST_PARTLY = 2,
    ALMOST_NO = 3
} almost_answer;
ALMOST_PUBLIC const char *almost_answer_name(almost_answer answer);
typedef struct almost_verdict {
    almost_answer answer;
    double kept;
    double told;
    double order;
    int same_ending;
    uint64_t original_parting;
    uint64_t telling_parting;
    double summed;
    double kept_verbatim;
    double told_verbatim;
} almost_verdict;
ALMOST_PUBLIC const almost_verdict *almost_comparison_verdict(const almost_comparison *comparison);
ALMOST_PUBLIC const char *almost_comparison_sentence(const almost_comparison *comparison);
typedef struct almost_statistics {
    uint64_t original_words;
    uint64_t telling_words;
    uint64_t same;
    uint64_t moved;
    uint64_t respelt;
    uint64_t missing;
    uint64_t added;
    uint64_t different_original;
    uint64_t different_telling;
    uint64_t changes;
    uint64_t touching[32];
    uint64_t renumbered;
    uint64_t relabelled;
} almost_statistics;
ALMOST_PUBLIC const almost_statistics *
almost_comparison_statistics(const almost_comparison *comparison);
typedef enum almost_passage_kind {
    ALMOST_PASSAGE_SAME = 0,
    ALMOST_PASSAGE_ALTERED = 1,
    ALMOST_PASSAGE_REWORDED = 2,
    ALMOST_PASSAGE_SUMMARY = 3
} almost_passage_kind;
ALMOST_PUBLIC const char *almost_passage_kind_name(almost_passage_kind kind);
typedef struct almost_passage {
    uint32_t id;
    almost_passage_kind kind;
    int moved;
    almost_span original;
    almost_span telling;
    double likeness;
    double bits;
    double expected;
} almost_passage;
ALMOST_PUBLIC size_t almost_comparison_passages(const almost_comparison *comparison);
ALMOST_PUBLIC const almost_passage *almost_comparison_passage(const almost_comparison *comparison,
                                                              size_t index);
typedef struct almost_claim {
    uint32_t passage;
    uint32_t touches;
    int telling;
    almost_span span;
} almost_claim;
ALMOST_PUBLIC size_t almost_comparison_claims(const almost_comparison *comparison);
ALMOST_PUBLIC const almost_claim *almost_comparison_claim(const almost_comparison *comparison,
                                                          size_t index);
typedef enum almost_change_kind {
    ALMOST_SAME = 0,
    ALMOST_DIFFERENT = 1,
    ALMOST_ADDED = 2,
    ALMOST_MISSING = 3,
    ALMOST_MOVED = 4
} almost_change_kind;
ALMOST_PUBLIC const char *almost_change_kind_name(almost_change_kind kind);
typedef enum almost_touch {
    ALMOST_TOUCHES_NEGATION = 1 << 0,
    ALMOST_TOUCHES_NUMBER = 1 << 1,
    ALMOST_TOUCHES_NAME = 1 << 2,
    ALMOST_TOUCHES_MODAL = 1 << 3,
    ALMOST_TOUCHES_SPEAKER = 1 << 4,
    ALMOST_TOUCHES_UNIT = 1 << 10,
    ALMOST_TOUCHES_QUANTITY = 1 << 11,
    ALMOST_TOUCHES_OPPOSITE = 1 << 12,
    ALMOST_TOUCHES_CONDITION = 1 << 13,
    ALMOST_TOUCHES_HEDGE = 1 << 14,
    ALMOST_TOUCHES_ROLE = 1 << 15,
    ALMOST_TOUCHES_WORDING = 1 << 5,
    ALMOST_TOUCHES_SPELLING = 1 << 6,
    ALMOST_TOUCHES_PUNCTUATION = 1 << 7,
    ALMOST_TOUCHES_CASE = 1 << 8,
    ALMOST_TOUCHES_SPACING = 1 << 9
} almost_touch;
ALMOST_PUBLIC const char *almost_touch_name(almost_touch touch);
ALMOST_PUBLIC uint32_t almost_touch_at(size_t rank);
typedef struct almost_change {
    uint64_t id;
    uint32_t passage;
    almost_change_kind kind;
    uint32_t touches;
    almost_span original;
    almost_span telling;
    double weight;
    uint64_t group;
    int label;
} almost_change;
ALMOST_PUBLIC size_t almost_comparison_changes(const almost_comparison *comparison);
ALMOST_PUBLIC int almost_comparison_change_sized(const almost_comparison *comparison, size_t index,
                                                 almost_change *change, size_t size);
static inline int almost_comparison_change(const almost_comparison *comparison, size_t index,
                                           almost_change *change)
{
    return almost_comparison_change_sized(comparison, index, change, sizeof *change);
}
ALMOST_PUBLIC size_t almost_comparison_letters_sized(const almost_comparison *comparison,
                                                     const almost_change *change,
                                                     almost_change *pieces, size_t capacity,
                                                     size_t size);
static inline size_t almost_comparison_letters(const almost_comparison *comparison,
                                               const almost_change *change, almost_change *pieces,
                                               size_t capacity)
{
    return almost_comparison_letters_sized(comparison, change, pieces, capacity, sizeof *pieces);
}
typedef struct almost_approximation {
    almost_span original;
    almost_span telling;
} almost_approximation;
ALMOST_PUBLIC size_t almost_comparison_approximations(const almost_comparison *comparison);
ALMOST_PUBLIC const almost_approximation *
almost_comparison_approximation(const almost_comparison *comparison, size_t index);

/* compare.h */
typedef enum almost_ignore {
    ALMOST_IGNORE_LAYOUT = 1 << 0,
    ALMOST_IGNORE_TYPOGRAPHY = 1 << 1,
    ALMOST_IGNORE_CASE = 1 << 2,
    ALMOST_IGNORE_PUNCTUATION = 1 << 3,
    ALMOST_IGNORE_ACCENTS = 1 << 4,
    ALMOST_IGNORE_SPELLING = 1 << 5,
    ALMOST_IGNORE_HYPHENATION = 1 << 6,
    ALMOST_IGNORE_NUMBERS = 1 << 7
} almost_ignore;
ALMOST_PUBLIC const char *almost_ignore_name(almost_ignore ignored);
typedef enum almost_words {
    ALMOST_WORDS_UNICODE = 0,
    ALMOST_WORDS_SPACE = 1
} almost_words;
ALMOST_PUBLIC const char *almost_words_name(almost_words words);
ALMOST_PUBLIC const char *almost_language_code(size_t index);
typedef enum almost_by {
    ALMOST_BY_NOTHING = 0,
    ALMOST_BY_CHAPTER = 1
} almost_by;
typedef struct almost_compare_options {
    size_t size;
    const almost_environment *environment;
    uint32_t ignore;
    int exact;
    int minimal;
    almost_words words;
    double min_bits;
    const char *language;
    double expected;
    almost_by by;
} almost_compare_options;
ALMOST_PUBLIC void almost_compare_options_init_sized(almost_compare_options *options, size_t size);
static inline void almost_compare_options_init(almost_compare_options *options)
{
    almost_compare_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_compare(const almost_text *original,
                                                             const almost_text *telling,
                                                             const almost_compare_options *options,
                                                             almost_comparison **out,
                                                             almost_error *error);

/* gate.h */
typedef enum almost_gate {
    ALMOST_GATE_MISSING = 1 << 24,
    ALMOST_GATE_ADDED = 1 << 25,
    ALMOST_GATE_MOVED = 1 << 26,
    ALMOST_GATE_MEANING = ALMOST_TOUCHES_NEGATION | ALMOST_TOUCHES_NUMBER | ALMOST_TOUCHES_NAME |
                          ALMOST_TOUCHES_MODAL | ALMOST_TOUCHES_SPEAKER | ALMOST_TOUCHES_UNIT |
                          ALMOST_TOUCHES_QUANTITY | ALMOST_TOUCHES_OPPOSITE |
                          ALMOST_TOUCHES_CONDITION | ALMOST_TOUCHES_HEDGE | ALMOST_TOUCHES_ROLE,
    ALMOST_GATE_ALL = ALMOST_GATE_MEANING | ALMOST_TOUCHES_WORDING | ALMOST_TOUCHES_SPELLING |
                      ALMOST_TOUCHES_PUNCTUATION | ALMOST_TOUCHES_CASE | ALMOST_TOUCHES_SPACING |
                      ALMOST_GATE_MISSING | ALMOST_GATE_ADDED | ALMOST_GATE_MOVED
} almost_gate;
ALMOST_PUBLIC uint32_t almost_gate_at(size_t index);
ALMOST_PUBLIC const char *almost_gate_name(uint32_t gate);
ALMOST_PUBLIC uint32_t almost_comparison_fails(const almost_comparison *comparison, size_t index,
                                               uint32_t fail_on, uint32_t allow);
ALMOST_PUBLIC uint64_t almost_comparison_findings(const almost_comparison *comparison,
                                                  uint32_t fail_on, uint32_t allow);

/* write.h */
typedef enum almost_form {
    ALMOST_FORM_INLINE = 0,
    ALMOST_FORM_SIDE = 1,
    ALMOST_FORM_BRIEF = 2,
    ALMOST_FORM_STAT = 3,
    ALMOST_FORM_JSON = 4,
    ALMOST_FORM_PATCH = 5,
    ALMOST_FORM_PASSAGES = 6,
    ALMOST_FORM_CHANGES = 7,
    ALMOST_FORM_FINDINGS = 8,
    ALMOST_FORM_GITHUB = 9,
    ALMOST_FORM_CHAPTERS = 10,
    ALMOST_FORM_MARKDOWN = 11,
    ALMOST_FORM_TEI = 12,
    ALMOST_FORM_HTML = 13
} almost_form;
ALMOST_PUBLIC const char *almost_form_name(almost_form form);
typedef enum almost_units {
    ALMOST_CODE_POINTS = 0,
    ALMOST_BYTES = 1,
    ALMOST_UTF16 = 2
} almost_units;
ALMOST_PUBLIC const char *almost_units_name(almost_units units);
typedef enum almost_order {
    ALMOST_ORDER_WEIGHT = 0,
    ALMOST_ORDER_PLACE = 1
} almost_order;
ALMOST_PUBLIC const char *almost_order_name(almost_order order);
typedef enum almost_show {
    ALMOST_SHOW_BARE = 1 << 0,
    ALMOST_SHOW_MARKERS = 1 << 1,
    ALMOST_SHOW_IDS = 1 << 2
} almost_show;
typedef struct almost_write_options {
    size_t size;
    almost_form form;
    almost_units units;
    int full;
    int colour;
    uint32_t width;
    uint32_t context;
    almost_order order;
    uint32_t fail_on;
    uint32_t allow;
    uint64_t show;
    uint64_t touching;
    double timeout;
    uint64_t version;
} almost_write_options;
ALMOST_PUBLIC void almost_write_options_init_sized(almost_write_options *options, size_t size);
static inline void almost_write_options_init(almost_write_options *options)
{
    almost_write_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_write(const almost_comparison *comparison,
                                                           const almost_write_options *options,
                                                           almost_sink sink, void *sink_context,
                                                           almost_error *error);
ALMOST_PUBLIC const char *almost_page_policy(int served);

/* merge.h */
typedef struct almost_merge almost_merge;
typedef struct almost_merge_options {
    size_t size;
    const almost_environment *environment;
} almost_merge_options;
ALMOST_PUBLIC void almost_merge_options_init_sized(almost_merge_options *options, size_t size);
static inline void almost_merge_options_init(almost_merge_options *options)
{
    almost_merge_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_merge_new(const almost_text *base, const almost_text *const *sides, size_t n,
                 const almost_merge_options *options, almost_merge **out, almost_error *error);
ALMOST_PUBLIC void almost_merge_free(almost_merge *merge);
ALMOST_PUBLIC size_t almost_merge_conflicts(const almost_merge *merge);
typedef enum almost_merge_note_kind {
    ALMOST_MERGE_CONFLICT = 0,
    ALMOST_MERGE_MOVED_APART = 1,
    ALMOST_MERGE_BOTH_CHANGED = 2,
    ALMOST_MERGE_MOVED_DROPPED = 3
} almost_merge_note_kind;
ALMOST_PUBLIC const char *almost_merge_note_kind_name(almost_merge_note_kind kind);
typedef struct almost_merge_note {
    almost_merge_note_kind kind;
    uint32_t touches;
    uint64_t sides;
    almost_span base;
    almost_span targets;
} almost_merge_note;
ALMOST_PUBLIC size_t almost_merge_notes(const almost_merge *merge);
ALMOST_PUBLIC const almost_merge_note *almost_merge_note_at(const almost_merge *merge,
                                                            size_t index);
typedef enum almost_merge_form {
    ALMOST_MERGE_TEXT = 0,
    ALMOST_MERGE_JSON = 1,
    ALMOST_MERGE_FULL =
        2,
    ALMOST_MERGE_HTML = 3
} almost_merge_form;
typedef enum almost_merge_marks {
    ALMOST_MARKS_GIT = 0,
    ALMOST_MARKS_DIFF3 = 1,
    ALMOST_MARKS_ZDIFF3 = 2,
    ALMOST_MARKS_UNION = 3
} almost_merge_marks;
ALMOST_PUBLIC const char *almost_merge_marks_name(almost_merge_marks marks);
typedef struct almost_merge_write_options {
    size_t size;
    almost_merge_form form;
    almost_merge_marks marks;
    uint32_t mark_size;
} almost_merge_write_options;
ALMOST_PUBLIC void almost_merge_write_options_init_sized(almost_merge_write_options *options,
                                                         size_t size);
static inline void almost_merge_write_options_init(almost_merge_write_options *options)
{
    almost_merge_write_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_merge_write(const almost_merge *merge, const almost_merge_write_options *options,
                   almost_sink sink, void *sink_context, almost_error *error);

/* redline.h */
typedef enum almost_moves {
    ALMOST_MOVES_NATIVE = 0,
    ALMOST_MOVES_DELETED = 1
} almost_moves;
ALMOST_PUBLIC const char *almost_moves_name(almost_moves moves);
typedef struct almost_redline_options {
    size_t size;
    const char *format;
    const char *author;
    int64_t date;
    almost_moves moves;
    uint32_t max_depth;
    void (*left_out)(void *context, const char *part, const char *what);
    void *left_out_context;
    uint32_t keep_shapes;
    uint64_t *shapes;
} almost_redline_options;
ALMOST_PUBLIC void almost_redline_options_init_sized(almost_redline_options *options, size_t size);
static inline void almost_redline_options_init(almost_redline_options *options)
{
    almost_redline_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_redline(const almost_comparison *comparison,
                                                             const almost_redline_options *options,
                                                             almost_sink sink, void *sink_context,
                                                             almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_merge_redline(
    const almost_merge *merge, const char *const *authors, const almost_redline_options *options,
    almost_sink sink, void *sink_context, almost_error *error);

/* batch.h */
typedef struct almost_batch almost_batch;
typedef struct almost_source {
    const char *path;
    const char *bytes;
    size_t length;
    const almost_text_options *options;
} almost_source;
typedef struct almost_pair {
    size_t size;
    const char *id;
    almost_source original;
    almost_source telling;
} almost_pair;
ALMOST_PUBLIC void almost_pair_init_sized(almost_pair *pair, size_t size);
static inline void almost_pair_init(almost_pair *pair)
{
    almost_pair_init_sized(pair, sizeof *pair);
}
typedef struct almost_batch_options {
    size_t size;
    const almost_environment
        *environment;
    const almost_compare_options *compare;
    const almost_write_options *lines;
    const char *original_encoding;
    const char *telling_encoding;
    uint64_t cache_bytes;
    uint64_t line_bytes;
    const char *lines_path;
    const almost_text_options *original_reading;
    const almost_text_options *telling_reading;
    const char *output_path;
} almost_batch_options;
ALMOST_PUBLIC void almost_batch_options_init_sized(almost_batch_options *options, size_t size);
static inline void almost_batch_options_init(almost_batch_options *options)
{
    almost_batch_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_batch_new(const almost_batch_options *options,
                                                               almost_batch **out,
                                                               almost_error *error);
ALMOST_PUBLIC void almost_batch_free(almost_batch *batch);
ALMOST_PUBLIC size_t almost_batch_room(almost_batch *batch);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_batch_add(almost_batch *batch,
                                                               const almost_pair *pair,
                                                               almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_batch_add_line(almost_batch *batch,
                                                                    const char *bytes,
                                                                    size_t length, const char *name,
                                                                    uint64_t line,
                                                                    almost_error *error);
typedef struct almost_batch_result {
    uint64_t number;
    const char *id;
    almost_status status;
    const almost_error *error;
    const almost_verdict *verdict;
    const almost_comparison *comparison;
    const char *line;
    size_t line_length;
    uint64_t findings;
} almost_batch_result;
ALMOST_PUBLIC const almost_batch_result *almost_batch_next(almost_batch *batch);

/* apply.h */
typedef struct almost_patch almost_patch;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_patch_read(const char *bytes, size_t length, const char *name,
                  const almost_environment *environment, almost_patch **out, almost_error *error);
ALMOST_PUBLIC void almost_patch_free(almost_patch *patch);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_patch_text(const almost_patch *patch,
                                                                int reverse, const char *path,
                                                                const almost_text_options *options,
                                                                almost_text **out,
                                                                almost_error *error);
typedef struct almost_apply_options {
    size_t size;
    const almost_environment *environment;
    int reverse;
    const uint64_t *only;
    size_t n_only;
    const uint64_t *except;
    size_t n_except;
    uint32_t touching;
    int fuzzy;
    almost_sink sink;
    void *sink_context;
    void (*unplaced)(void *context, uint64_t id, const char *text, size_t length);
    void *unplaced_context;
    int documents;
} almost_apply_options;
ALMOST_PUBLIC void almost_apply_options_init_sized(almost_apply_options *options, size_t size);
static inline void almost_apply_options_init(almost_apply_options *options)
{
    almost_apply_options_init_sized(options, sizeof *options);
}
typedef struct almost_applied {
    uint64_t applied;
    uint64_t skipped;
    uint64_t unplaced;
} almost_applied;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_apply_sized(
    const almost_patch *patch, const almost_text *text, const almost_apply_options *options,
    almost_applied *applied, size_t size, almost_error *error);
ALMOST_MUST_CHECK static inline almost_status
almost_apply(const almost_patch *patch, const almost_text *text,
             const almost_apply_options *options, almost_applied *applied, almost_error *error)
{
    return almost_apply_sized(patch, text, options, applied, sizeof *applied, error);
}

/* quotations.h */
typedef struct almost_quotations almost_quotations;
typedef enum almost_quotation_kind {
    ALMOST_QUOTATION_SPEECH = 0,
    ALMOST_QUOTATION_MENTION = 1,
    ALMOST_QUOTATION_BLOCK = 2,
    ALMOST_QUOTATION_THOUGHT = 3
} almost_quotation_kind;
ALMOST_PUBLIC const char *almost_quotation_kind_name(almost_quotation_kind kind);
typedef enum almost_speaker_by {
    ALMOST_SPEAKER_UNKNOWN = 0,
    ALMOST_SPEAKER_EXPLICIT = 1,
    ALMOST_SPEAKER_PRONOUN = 2,
    ALMOST_SPEAKER_TURN = 3,
    ALMOST_SPEAKER_SCRIPT = 4
} almost_speaker_by;
ALMOST_PUBLIC const char *almost_speaker_by_name(almost_speaker_by by);
typedef enum almost_quotation_status {
    ALMOST_QUOTATION_NOT_CHECKED = 0,
    ALMOST_QUOTATION_VERBATIM = 1,
    ALMOST_QUOTATION_TYPOGRAPHIC = 2,
    ALMOST_QUOTATION_ALTERED = 3,
    ALMOST_QUOTATION_SPLICED = 4,
    ALMOST_QUOTATION_MISATTRIBUTED = 5,
    ALMOST_QUOTATION_NOT_FOUND = 6
} almost_quotation_status;
ALMOST_PUBLIC const char *almost_quotation_status_name(almost_quotation_status status);
typedef enum almost_quotation_flag {
    ALMOST_QUOTATION_UNBALANCED = 1 << 0,
    ALMOST_QUOTATION_CONTINUED = 1 << 1,
    ALMOST_QUOTATION_NARRATION = 1 << 2,
    ALMOST_QUOTATION_GUESS = 1 << 3
} almost_quotation_flag;
#define ALMOST_SURE_MARGIN 2.0
typedef struct almost_quotation {
    uint64_t id;
    almost_span span;
    almost_span outer;
    almost_quotation_kind kind;
    almost_speaker_by speaker_by;
    const char *speaker;
    uint64_t saying;
    double margin;
    uint32_t flags;
    almost_quotation_status status;
    size_t sources;
    const almost_text *cited;
    uint32_t notes;
    const char *language;
    almost_span cited_part;
} almost_quotation;
typedef struct almost_quotations_options {
    size_t size;
    const almost_environment *environment;
    const char *language;
    const almost_text *cast;
    int indirect;
} almost_quotations_options;
ALMOST_PUBLIC void almost_quotations_options_init_sized(almost_quotations_options *options,
                                                        size_t size);
static inline void almost_quotations_options_init(almost_quotations_options *options)
{
    almost_quotations_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_quotations_find(const almost_text *text, const almost_quotations_options *options,
                       almost_quotations **out, almost_error *error);
ALMOST_PUBLIC void almost_quotations_free(almost_quotations *quotations);
ALMOST_PUBLIC const almost_text *almost_quotations_text(const almost_quotations *quotations);
ALMOST_PUBLIC size_t almost_quotations_count(const almost_quotations *quotations);
ALMOST_PUBLIC const almost_quotation *almost_quotations_at(const almost_quotations *quotations,
                                                           size_t index);
typedef enum almost_indirect_status {
    ALMOST_INDIRECT_NOT_CHECKED = 0,
    ALMOST_INDIRECT_SUPPORTED = 1,
    ALMOST_INDIRECT_ALTERED = 2,
    ALMOST_INDIRECT_NOT_FOUND = 3
} almost_indirect_status;
ALMOST_PUBLIC const char *almost_indirect_status_name(almost_indirect_status status);
typedef struct almost_indirect {
    uint64_t id;
    almost_span span;
    almost_span said;
    almost_indirect_status status;
    uint32_t touches;
    const almost_text *source;
    almost_span passage;
    double likeness;
    double bits;
    double expected;
    const struct almost_quotation_change *changes;
    size_t n_changes;
} almost_indirect;
ALMOST_PUBLIC size_t almost_quotations_indirect_count(const almost_quotations *quotations);
ALMOST_PUBLIC const almost_indirect *almost_quotations_indirect(const almost_quotations *quotations,
                                                                size_t index);
typedef enum almost_quotations_form {
    ALMOST_QUOTATIONS_LIST = 0,
    ALMOST_QUOTATIONS_JSON = 1,
    ALMOST_QUOTATIONS_SARIF = 2,
    ALMOST_QUOTATIONS_GITHUB = 3,
    ALMOST_QUOTATIONS_HTML = 4
} almost_quotations_form;
typedef struct almost_quotations_write_options {
    size_t size;
    almost_quotations_form form;
    almost_units units;
    int colour;
    uint32_t width;
    uint32_t fail_on;
    int full;
} almost_quotations_write_options;
ALMOST_PUBLIC void
almost_quotations_write_options_init_sized(almost_quotations_write_options *options, size_t size);
static inline void almost_quotations_write_options_init(almost_quotations_write_options *options)
{
    almost_quotations_write_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_quotations_write(
    const almost_quotations *quotations, const almost_quotations_write_options *options,
    almost_sink sink, void *sink_context, almost_error *error);

/* check.h */
typedef enum almost_quotation_note {
    ALMOST_NOTE_COMMON = 1 << 0,
    ALMOST_NOTE_ELSEWHERE = 1 << 1,
    ALMOST_NOTE_FOREIGN = 1 << 2,
    ALMOST_NOTE_SPEAKER = 1 << 3,
    ALMOST_NOTE_UNREADABLE = 1 << 4,
    ALMOST_NOTE_KNOWN = 1 << 5,
    ALMOST_NOTE_PART = 1 << 6
} almost_quotation_note;
ALMOST_PUBLIC const char *almost_quotation_note_name(almost_quotation_note note);
#define ALMOST_FAILING_STATUSES                                                                    \
    (UINT32_C(1) << ALMOST_QUOTATION_ALTERED | UINT32_C(1) << ALMOST_QUOTATION_SPLICED |           \
     UINT32_C(1) << ALMOST_QUOTATION_MISATTRIBUTED | UINT32_C(1) << ALMOST_QUOTATION_NOT_FOUND)
typedef enum almost_source_as {
    ALMOST_AS_SOURCE = 0,
    ALMOST_AS_OCCURRENCE = 1,
    ALMOST_AS_POSSIBLE = 2
} almost_source_as;
ALMOST_PUBLIC const char *almost_source_as_name(almost_source_as as);
typedef enum almost_change_reason {
    ALMOST_REASON_NONE = 0,
    ALMOST_REASON_ELLIPSIS = 1,
    ALMOST_REASON_BRACKET = 2,
    ALMOST_REASON_NARRATION = 3,
    ALMOST_REASON_CAPITAL = 4,
    ALMOST_REASON_MISREADING = 5,
    ALMOST_REASON_UNMARKED = 6
} almost_change_reason;
ALMOST_PUBLIC const char *almost_change_reason_name(almost_change_reason reason);
typedef struct almost_quotation_change {
    almost_change_kind kind;
    uint32_t touches;
    almost_change_reason reason;
    int honest;
    almost_span source;
    almost_span quotation;
} almost_quotation_change;
typedef struct almost_quotation_source {
    almost_source_as as;
    const almost_text *text;
    almost_span span;
    almost_span part;
    const char *speaker;
    double likeness;
    double bits;
    double expected;
    const almost_quotation_change *changes;
    size_t n_changes;
    almost_span within;
} almost_quotation_source;
ALMOST_PUBLIC const almost_quotation_source *
almost_quotations_source(const almost_quotations *quotations, size_t index, size_t source);
typedef struct almost_check_options {
    size_t size;
    const almost_environment *environment;
    const char *language;
    const almost_text *cast;
    int indirect;
} almost_check_options;
ALMOST_PUBLIC void almost_check_options_init_sized(almost_check_options *options, size_t size);
static inline void almost_check_options_init(almost_check_options *options)
{
    almost_check_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_check(const almost_text *account, const almost_text *const *sources, size_t n,
             const almost_check_options *options, almost_quotations **out, almost_error *error);
typedef struct almost_checker almost_checker;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_checker_new(const almost_text *const *sources, size_t n, const almost_check_options *options,
                   almost_checker **out, almost_error *error);
ALMOST_PUBLIC void almost_checker_free(almost_checker *checker);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_checker_check(
    almost_checker *checker, const almost_text *account, const almost_environment *environment,
    almost_quotations **out, almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_quotations_accept(
    almost_quotations *quotations, const almost_text *baseline, almost_error *error);
typedef struct almost_check_batch almost_check_batch;
typedef struct almost_check_batch_options {
    size_t size;
    const almost_check_options *check;
    const almost_text_options *reading;
    almost_units units;
    uint32_t fail_on;
    uint64_t line_bytes;
    const char *lines_path;
    const char *output_path;
} almost_check_batch_options;
ALMOST_PUBLIC void almost_check_batch_options_init_sized(almost_check_batch_options *options,
                                                         size_t size);
static inline void almost_check_batch_options_init(almost_check_batch_options *options)
{
    almost_check_batch_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_check_batch_new(
    const almost_text *const *sources, size_t n, const almost_check_batch_options *options,
    almost_check_batch **out, almost_error *error);
ALMOST_PUBLIC void almost_check_batch_free(almost_check_batch *batch);
ALMOST_PUBLIC size_t almost_check_batch_room(almost_check_batch *batch);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_check_batch_add_line(almost_check_batch *batch, const char *bytes, size_t length,
                            const char *name, uint64_t line, almost_error *error);
typedef struct almost_check_result {
    almost_status status;
    const almost_error *error;
    const char *line;
    size_t line_length;
    uint64_t quotations;
    uint64_t failing;
} almost_check_result;
ALMOST_PUBLIC const almost_check_result *almost_check_batch_next(almost_check_batch *batch);

/* collation.h */
typedef struct almost_collation almost_collation;
typedef struct almost_collate_options {
    size_t size;
    const almost_environment *environment;
    const char *earlier;
    size_t earlier_length;
    const char *earlier_name;
    const char *fix;
    size_t fix_length;
    const char *fix_name;
    int by_chapter;
    int expand;
} almost_collate_options;
ALMOST_PUBLIC void almost_collate_options_init_sized(almost_collate_options *options, size_t size);
static inline void almost_collate_options_init(almost_collate_options *options)
{
    almost_collate_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_collate(const almost_text *const *texts,
                                                             const char *const *sigla, size_t n,
                                                             const almost_collate_options *options,
                                                             almost_collation **out,
                                                             almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_collate_json(
    const char *bytes, size_t length, const char *name, const almost_collate_options *options,
    almost_collation **out, almost_error *error);
ALMOST_PUBLIC void almost_collation_free(almost_collation *collation);
ALMOST_PUBLIC size_t almost_collation_witnesses(const almost_collation *collation);
ALMOST_PUBLIC uint64_t almost_collation_rows(const almost_collation *collation);
ALMOST_PUBLIC const char *almost_collation_siglum(const almost_collation *collation,
                                                  size_t witness);
ALMOST_PUBLIC const char *almost_collation_bytes(const almost_collation *collation, size_t witness,
                                                 uint64_t *length);
ALMOST_PUBLIC almost_span almost_collation_cell(const almost_collation *collation, uint64_t row,
                                                size_t witness);
ALMOST_PUBLIC double almost_collation_related(const almost_collation *collation, size_t witness);
typedef enum almost_collation_form {
    ALMOST_COLLATION_TABLE = 0,
    ALMOST_COLLATION_JSON = 1,
    ALMOST_COLLATION_CSV = 2,
    ALMOST_COLLATION_TSV = 3,
    ALMOST_COLLATION_TEI = 4,
    ALMOST_COLLATION_GRAPHML = 5,
    ALMOST_COLLATION_DOT = 6,
    ALMOST_COLLATION_APPARATUS = 7,
    ALMOST_COLLATION_LATEX = 8,
    ALMOST_COLLATION_NEWICK = 9,
    ALMOST_COLLATION_MATRIX = 10,
    ALMOST_COLLATION_SUMMARY = 11,
    ALMOST_COLLATION_CONSENSUS = 12,
    ALMOST_COLLATION_TREE = 13,
    ALMOST_COLLATION_TREE_SVG = 14,
    ALMOST_COLLATION_HTML = 15,
    ALMOST_COLLATION_DECISIONS = 16
} almost_collation_form;
typedef struct almost_collation_options {
    size_t size;
    almost_collation_form form;
    int colour;
    uint32_t width;
    int by_witness;
    int significant;
    int positive;
    const char *base;
    int invariant;
    const char *const *groups;
    size_t n_groups;
} almost_collation_options;
ALMOST_PUBLIC void almost_collation_options_init_sized(almost_collation_options *options,
                                                       size_t size);
static inline void almost_collation_options_init(almost_collation_options *options)
{
    almost_collation_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_collation_write(const almost_collation *collation, const almost_collation_options *options,
                       almost_sink sink, void *sink_context, almost_error *error);

/* library.h */
typedef struct almost_library almost_library;
typedef enum almost_library_event {
    ALMOST_LIBRARY_ADDED = 0,
    ALMOST_LIBRARY_REPLACED = 1,
    ALMOST_LIBRARY_UNCHANGED = 2,
    ALMOST_LIBRARY_REMOVED = 3,
    ALMOST_LIBRARY_FAILED = 4
} almost_library_event;
ALMOST_PUBLIC const char *almost_library_event_name(almost_library_event event);
typedef struct almost_library_options {
    size_t size;
    const almost_environment *environment;
    const almost_text_options *reading;
    uint32_t keep;
    void (*told)(void *context, const char *name, almost_library_event event,
                 const almost_error *error);
    void *context;
} almost_library_options;
ALMOST_PUBLIC void almost_library_options_init_sized(almost_library_options *options, size_t size);
static inline void almost_library_options_init(almost_library_options *options)
{
    almost_library_options_init_sized(options, sizeof *options);
}
typedef struct almost_library_tally {
    uint64_t added, replaced, unchanged, removed, failed;
} almost_library_tally;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_library_create(const char *path, const almost_library_options *options, almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_library_add(
    const char *path, const char *const *sources, size_t n, const almost_library_options *options,
    almost_library_tally *tally, almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_library_remove(
    const char *path, const char *const *sources, size_t n, const almost_library_options *options,
    almost_library_tally *tally, almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_library_compact(
    const char *path, const almost_library_options *options, almost_error *error);
typedef struct almost_library_document {
    const char *name;
    const char *path;
    const char *hash;
    uint64_t bytes;
    uint64_t words;
    int kept;
} almost_library_document;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_library_list(const char *path, const almost_environment *environment,
                    int (*visit)(void *context, const almost_library_document *document),
                    void *context, almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_library_list_write(const char *path, const almost_environment *environment, almost_sink sink,
                          void *sink_context, almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_library_verify(const char *path, const almost_library_options *options, uint64_t *changed,
                      almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_library_open(const char *path, const almost_environment *environment, almost_library **out,
                    almost_error *error);
ALMOST_PUBLIC void almost_library_free(almost_library *library);
typedef struct almost_library_sizes {
    uint64_t texts;
    uint64_t packed;
    uint64_t index;
} almost_library_sizes;
ALMOST_PUBLIC void almost_library_measure(const almost_library *library,
                                          almost_library_sizes *sizes);
ALMOST_PUBLIC uint64_t almost_library_documents(const almost_library *library);
ALMOST_PUBLIC uint64_t almost_library_words(const almost_library *library);
ALMOST_PUBLIC const char *almost_library_name(const almost_library *library, uint64_t index);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_library_text(const almost_library *library, uint64_t index,
                    const almost_text_options *options, almost_text **out, almost_error *error);
ALMOST_PUBLIC const char *almost_library_changed(const almost_library *library, size_t index);
typedef struct almost_library_sources {
    uint64_t kept;
    uint64_t same;
    uint64_t changed;
    uint64_t gone;
} almost_library_sources;
ALMOST_PUBLIC void almost_library_look(const almost_library *library,
                                       almost_library_sources *sources);

/* watch.h */
typedef struct almost_watch almost_watch;
typedef enum almost_watched_kind {
    ALMOST_WATCHED_SENTENCE = 0,
    ALMOST_WATCHED_LEFT_OUT = 1,
    ALMOST_WATCHED_WITHDRAWN = 2
} almost_watched_kind;
ALMOST_PUBLIC const char *almost_watched_kind_name(almost_watched_kind kind);
typedef enum almost_watched_as {
    ALMOST_WATCHED_SAME = 0,
    ALMOST_WATCHED_DIFFERENT = 1,
    ALMOST_WATCHED_ADDED =
        2
} almost_watched_as;
ALMOST_PUBLIC const char *almost_watched_as_name(almost_watched_as as);
typedef struct almost_watch_options {
    size_t size;
    const almost_environment *environment;
    almost_units units;
    uint32_t longest;
    const char *name;
} almost_watch_options;
ALMOST_PUBLIC void almost_watch_options_init_sized(almost_watch_options *options, size_t size);
static inline void almost_watch_options_init(almost_watch_options *options)
{
    almost_watch_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_watch_open(const almost_text *const *sources,
                                                                size_t n,
                                                                const almost_watch_options *options,
                                                                almost_watch **out,
                                                                almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_watch_open_library(const almost_library *library, const almost_watch_options *options,
                          almost_watch **out, almost_error *error);
ALMOST_PUBLIC void almost_watch_free(almost_watch *watch);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_watch_feed(almost_watch *watch,
                                                                const char *bytes, size_t length,
                                                                almost_error *error);
typedef struct almost_watch_mark {
    const char *time;
    const char *speaker;
} almost_watch_mark;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_watch_set(almost_watch *watch,
                                                               const almost_watch_mark *mark,
                                                               int ends, almost_error *error);
ALMOST_PUBLIC void almost_watch_flush(almost_watch *watch);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_watch_revise(almost_watch *watch,
                                                                  uint64_t from,
                                                                  almost_error *error);
ALMOST_PUBLIC void almost_watch_end(almost_watch *watch);
typedef struct almost_watched_change {
    almost_change_kind kind;
    uint32_t touches;
    almost_span source;
    almost_span telling;
    const char *source_text;
    size_t source_length;
    const char *telling_text;
    size_t telling_length;
} almost_watched_change;
typedef struct almost_watched {
    almost_watched_kind kind;
    uint64_t id;
    uint32_t revision;
    almost_watched_as as;
    const char *text;
    size_t length;
    almost_span telling;
    const char *time;
    const char *speaker;
    const char *source;
    almost_span span;
    uint64_t line;
    int moves;
    double likeness;
    double bits;
    double expected;
    double margin;
    uint64_t fills;
    uint64_t words;
    const almost_watched_change *changes;
    size_t n_changes;
} almost_watched;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_watch_next(almost_watch *watch,
                                                                const almost_watched **out,
                                                                almost_error *error);
typedef struct almost_watch_passage {
    const char *source;
    almost_span span;
    almost_span telling;
    uint64_t words;
    double likeness;
} almost_watch_passage;
typedef struct almost_watch_share {
    const char *source;
    uint64_t words;
    double share;
} almost_watch_share;
typedef struct almost_watch_summary {
    uint64_t sentences[3];
    uint64_t words;
    double told;
    uint64_t let_go;
    size_t n_passages;
    const almost_watch_passage *passages;
    uint64_t passages_dropped;
    size_t n_shares;
    const almost_watch_share *shares;
    const almost_comparison *comparison;
} almost_watch_summary;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_watch_sum(
    almost_watch *watch, const almost_text *telling, const almost_compare_options *options,
    const almost_watch_summary **out, almost_error *error);
typedef enum almost_watch_form {
    ALMOST_WATCH_LINES = 0,
    ALMOST_WATCH_JSON = 1
} almost_watch_form;
typedef struct almost_watch_write_options {
    size_t size;
    almost_watch_form form;
    int colour;
} almost_watch_write_options;
ALMOST_PUBLIC void almost_watch_write_options_init_sized(almost_watch_write_options *options,
                                                         size_t size);
static inline void almost_watch_write_options_init(almost_watch_write_options *options)
{
    almost_watch_write_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_watch_write(const almost_watch *watch, const almost_watched *watched,
                   const almost_watch_write_options *options, almost_sink sink, void *sink_context,
                   almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_watch_write_summary(const almost_watch *watch, const almost_watch_summary *summary,
                           const almost_watch_write_options *options, almost_sink sink,
                           void *sink_context, almost_error *error);

/* view.h */
typedef struct almost_view almost_view;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_view_read(const char *bytes, size_t length, const char *name,
                 const almost_environment *environment, almost_view **out, almost_error *error);
ALMOST_PUBLIC void almost_view_free(almost_view *view);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_view_write(const almost_view *view,
                                                                const almost_write_options *options,
                                                                almost_sink sink,
                                                                void *sink_context,
                                                                almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_watch_page(const almost_watch *watch,
                                                                almost_sink sink,
                                                                void *sink_context,
                                                                almost_error *error);

/* trace.h */
typedef struct almost_tracer almost_tracer;
typedef enum almost_traced_as {
    ALMOST_TRACED_SOURCE = 0,
    ALMOST_TRACED_OCCURS = 1,
    ALMOST_TRACED_POSSIBLE = 2
} almost_traced_as;
ALMOST_PUBLIC const char *almost_traced_as_name(almost_traced_as as);
typedef struct almost_trace_options {
    size_t size;
    const almost_environment *environment;
    uint32_t most;
    almost_units units;
} almost_trace_options;
ALMOST_PUBLIC void almost_trace_options_init_sized(almost_trace_options *options, size_t size);
static inline void almost_trace_options_init(almost_trace_options *options)
{
    almost_trace_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_tracer_new(const almost_library *library,
                                                                const almost_trace_options *options,
                                                                almost_tracer **out,
                                                                almost_error *error);
ALMOST_PUBLIC void almost_tracer_free(almost_tracer *tracer);
typedef struct almost_traced {
    almost_traced_as as;
    const char *name;
    almost_span span;
    almost_span code_points;
    almost_span units;
    uint64_t line;
    double likeness;
    double bits;
    double expected;
    double said;
} almost_traced;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_trace(almost_tracer *tracer, const char *text,
                                                           size_t length,
                                                           const almost_traced **places, size_t *n,
                                                           almost_error *error);
typedef struct almost_trace_query {
    const char *bytes;
    size_t length;
    const char *name;
    uint64_t line;
} almost_trace_query;
typedef struct almost_trace_answer {
    const char *bytes;
    size_t length;
    int found;
} almost_trace_answer;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_trace_line(almost_tracer *tracer,
                                                                const almost_trace_query *query,
                                                                almost_trace_answer *out,
                                                                almost_error *error);
typedef struct almost_trace_batch almost_trace_batch;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_trace_batch_new(const almost_library *library, const almost_trace_options *options,
                       almost_trace_batch **out, almost_error *error);
ALMOST_PUBLIC void almost_trace_batch_free(almost_trace_batch *batch);
ALMOST_PUBLIC int almost_trace_batch_room(almost_trace_batch *batch);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_trace_batch_add(
    almost_trace_batch *batch, const almost_trace_query *query, almost_error *error);
typedef struct almost_trace_answers {
    almost_status status;
    const almost_error *error;
    const char *bytes;
    size_t length;
    uint64_t n;
    uint64_t found;
    uint64_t failed;
} almost_trace_answers;
ALMOST_PUBLIC const almost_trace_answers *almost_trace_batch_next(almost_trace_batch *batch);
typedef struct almost_traced_passage {
    almost_span span;
    almost_traced place;
} almost_traced_passage;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_trace_passages(almost_tracer *tracer, const almost_text *text,
                      const almost_traced_passage **passages, size_t *n, almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_trace_write(almost_tracer *tracer,
                                                                 const almost_text *text,
                                                                 almost_sink sink,
                                                                 void *sink_context, size_t *found,
                                                                 almost_error *error);

/* reuse.h */
typedef struct almost_reuse almost_reuse;
typedef struct almost_reuse_options {
    size_t size;
    const almost_environment *environment;
    uint64_t memory;
    const char *temporary;
    double least;
    uint32_t cap;
    int resume;
} almost_reuse_options;
ALMOST_PUBLIC void almost_reuse_options_init_sized(almost_reuse_options *options, size_t size);
static inline void almost_reuse_options_init(almost_reuse_options *options)
{
    almost_reuse_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_new(const almost_reuse_options *options,
                                                               almost_reuse **out,
                                                               almost_error *error);
ALMOST_PUBLIC void almost_reuse_free(almost_reuse *reuse);
ALMOST_PUBLIC void almost_reuse_forget(almost_reuse *reuse);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_add(almost_reuse *reuse, const char *id,
                                                               const char *text, size_t length,
                                                               almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_add_text(almost_reuse *reuse,
                                                                    const almost_text *text,
                                                                    almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_add_line(almost_reuse *reuse,
                                                                    const char *bytes,
                                                                    size_t length, const char *name,
                                                                    uint64_t line,
                                                                    almost_error *error);
typedef void (*almost_reuse_refused)(void *context, const almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_reuse_add_packed_lines(almost_reuse *reuse, const char *path, almost_reuse_refused refused,
                              void *context, almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_find(almost_reuse *reuse,
                                                                almost_error *error);
typedef struct almost_reuse_tally {
    uint64_t documents;
    uint64_t bytes;
    uint64_t passages;
    uint64_t linked;
    uint64_t clusters;
} almost_reuse_tally;
ALMOST_PUBLIC almost_reuse_tally almost_reuse_counts(const almost_reuse *reuse);
typedef enum almost_reuse_form {
    ALMOST_REUSE_CLUSTERS = 0,
    ALMOST_REUSE_PAIRS = 1,
    ALMOST_REUSE_PASSIM = 2,
    ALMOST_REUSE_HTML = 3,
    ALMOST_REUSE_BOTH = 4
} almost_reuse_form;
typedef struct almost_reuse_write_options {
    size_t size;
    almost_reuse_form form;
    almost_units units;
    const char *date;
    int arrow;
} almost_reuse_write_options;
ALMOST_PUBLIC void almost_reuse_write_options_init_sized(almost_reuse_write_options *options,
                                                         size_t size);
static inline void almost_reuse_write_options_init(almost_reuse_write_options *options)
{
    almost_reuse_write_options_init_sized(options, sizeof *options);
}
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_reuse_write(almost_reuse *reuse, const almost_reuse_write_options *options, almost_sink sink,
                   void *sink_context, almost_error *error);

/* reuse_stages.h */
typedef struct almost_reuse_reader almost_reuse_reader;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_reader_new(
    const almost_environment *environment, almost_reuse_reader **out, almost_error *error);
ALMOST_PUBLIC void almost_reuse_reader_free(almost_reuse_reader *reader);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_letters(almost_reuse_reader *reader,
                                                                   const char *text, size_t length,
                                                                   const uint8_t **letters,
                                                                   size_t *n, almost_error *error);
typedef struct almost_reuse_seed {
    uint64_t hash;
    uint64_t context;
    int64_t document;
    uint32_t letter;
    uint32_t zero;
} almost_reuse_seed;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_seeds(almost_reuse_reader *reader,
                                                                 const uint8_t *letters, size_t n,
                                                                 almost_reuse_seed **seeds,
                                                                 size_t *n_seeds,
                                                                 almost_error *error);
enum { ALMOST_REUSE_WORDS = 1 << 20 };
ALMOST_PUBLIC uint64_t almost_reuse_count_words(const uint8_t *letters, size_t n, uint32_t *counts);
typedef struct almost_reuse_hit {
    int64_t document[2];
    uint32_t letter[2];
} almost_reuse_hit;
typedef struct almost_reuse_pairing almost_reuse_pairing;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_reuse_pairing_new(const almost_environment *environment, int large,
                         almost_reuse_pairing **out, almost_error *error);
ALMOST_PUBLIC void almost_reuse_pairing_free(almost_reuse_pairing *pairing);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_reuse_pairing_take(almost_reuse_pairing *pairing, const almost_reuse_seed *seeds, size_t n,
                          const almost_reuse_hit **hits, size_t *n_hits, almost_error *error);
enum {
    ALMOST_REUSE_SMALL = 64,
    ALMOST_REUSE_HUBS = 32
};
ALMOST_PUBLIC size_t almost_reuse_hubs(const almost_reuse_seed *seeds, size_t n, uint64_t *hubs);
enum { ALMOST_REUSE_AROUND = 36 };
typedef struct almost_reuse_windows {
    const uint8_t *letters;
    const int32_t *offsets;
    const uint32_t *places;
} almost_reuse_windows;
ALMOST_PUBLIC size_t almost_reuse_filter(const almost_reuse_windows *first,
                                         const almost_reuse_windows *second, size_t n,
                                         uint8_t *keep);
typedef struct almost_reuse_passage {
    int64_t document[2];
    uint32_t start[2], end[2];
    float score;
    uint32_t
        linked;
} almost_reuse_passage;
typedef struct almost_reuse_words {
    const uint32_t *counts;
    uint64_t words, letters;
} almost_reuse_words;
typedef struct almost_reuse_aligner almost_reuse_aligner;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_reuse_aligner_new(const almost_reuse_options *options, const almost_reuse_words *words,
                         almost_reuse_aligner **out, almost_error *error);
ALMOST_PUBLIC void almost_reuse_aligner_free(almost_reuse_aligner *aligner);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_reuse_aligner_add(almost_reuse_aligner *aligner, int64_t document, const uint8_t *letters,
                         size_t n, almost_error *error);
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_aligner_take(
    almost_reuse_aligner *aligner, const almost_reuse_hit *hits, size_t n,
    const almost_reuse_passage **passages, size_t *n_passages, almost_error *error);
typedef struct almost_reuse_stretch {
    int64_t document;
    uint32_t start, end;
} almost_reuse_stretch;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_reuse_unite(const almost_reuse_stretch *stretches, size_t n, uint32_t *heads,
                   const almost_environment *environment, almost_error *error);
typedef struct almost_reuse_place {
    uint32_t start, end;
    uint32_t byte[2];
    uint32_t code_point[2];
} almost_reuse_place;
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_reuse_locate(almost_reuse_reader *reader,
                                                                  const char *text, size_t length,
                                                                  almost_reuse_place *places,
                                                                  size_t n, almost_error *error);

/* retime.h */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_retime(const almost_text *subtitles,
                                                            const almost_text *words,
                                                            const almost_environment *environment,
                                                            almost_sink sink, void *sink_context,
                                                            almost_error *error);
