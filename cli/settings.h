/* SPDX-License-Identifier: Apache-2.0 */
/* All that options can set, for every command; the rows in tables.c name the fields. */
#ifndef SETTINGS_H
#define SETTINGS_H

#include <almost/almost.h>

#include <stdbool.h>

typedef enum choice_when { WHEN_AUTO = 0, WHEN_ALWAYS = 1, WHEN_NEVER = 2 } choice_when;

/* Both: the one document gives the original and the telling. */
typedef enum choice_revisions {
    REVISIONS_ACCEPTED = ALMOST_REVISIONS_ACCEPTED,
    REVISIONS_ORIGINAL = ALMOST_REVISIONS_ORIGINAL,
    REVISIONS_BOTH
} choice_revisions;

/* Forms of answer that comparisons have not as text, behind those of almost_form. */
enum { FORM_SARIF = 29, FORM_DOCX = 30, FORM_ODT = 31 };

/* Ids of changes, from a list such as 1,4-7. */
typedef struct id_list {
    uint64_t *ids; /* NULL: the option was not given */
    size_t count;
} id_list;

/* Paths, each as it was given. */
typedef struct path_list {
    const char **paths; /* NULL: the option was not given */
    size_t count;
} path_list;

typedef struct settings {
    int help;
    int all; /* of the help */
    int version;

    /* the answer */
    uint32_t forms;     /* bit 1 << almost_form, or FORM_..., of each form asked for; 0: inline */
    const char *author; /* of tracked changes; NULL: what the library takes */
    const char
        *authors; /* of those of each revision that is merged, with commas; NULL: their names */
    int moves;    /* almost_moves */
    int keep_shapes;
    long long date; /* of tracked changes, in seconds since 1970; below 0: not given */
    int full;
    int units; /* almost_units */
    int order; /* almost_order */
    uint32_t context;
    uint32_t width;
    int colour;    /* choice_when */
    uint32_t show; /* bits of almost_show */
    int pager;     /* choice_when */
    const char *output;
    double fail_under; /* below 0: not given */
    uint32_t fail_on;  /* bits of a gate; both 0: there is none */
    uint32_t allow;

    /* how to compare */
    int minimal;
    int exact;
    int words; /* almost_words */
    int by;    /* almost_by */
    uint32_t ignore;
    uint32_t usual_ignore; /* what is ignored when no option says otherwise */
    double min_bits;
    double expected; /* 0: the default */
    int one_kind;
    const char *language;
    const char *debug; /* stages to be told, with commas; NULL: none */

    /* many pairs */
    const char *pairs;    /* NULL: two texts */
    uint64_t cache_bytes; /* 0: what the library takes */

    /* texts and means */
    const char *encoding;
    const char *original_encoding;
    const char *telling_encoding;
    const char *format; /* of both; NULL: found out */
    const char *original_format;
    const char *telling_format;
    const char *witness;
    int revisions; /* choice_revisions */
    int main_only;
    int as_written;
    int repair;
    uint32_t max_depth; /* these 0: what the library takes */
    uint32_t max_members;
    uint32_t max_ratio;
    uint32_t max_seconds;
    uint32_t threads;
    uint64_t max_bytes;
    double timeout;      /* seconds; 0: none */
    uint64_t max_memory; /* 0: what the library takes */

    /* how to collate */
    uint32_t collation_forms; /* bit 1 << almost_collation_form of each asked for; 0: table */
    const char *sigla;        /* names with commas; NULL: by files */
    const char *collatex_json;
    int expand;       /* abbreviations count as what they stand for */
    int hands;        /* a witness that was corrected is two */
    path_list groups; /* Y=A,B,C, each as it was given */
    path_list added;  /* witnesses for an earlier answer */
    const char *fix;  /* a file of decisions */
    int by_witness;
    int significant;
    int invariant;
    int positive; /* 1: a negative apparatus, 2: a positive one; 0: none asked for */
    const char *base;

    /* libraries and what is traced in them */
    int json;
    int keep;
    const char *library;
    const char *quote;
    const char *queries;
    uint32_t most; /* sources of a quotation; 0: what the library takes */

    /* how to look for what is shared; sizes 0: what the library takes */
    int shared; /* almost_reuse_form */
    int arrow;  /* whether that is a stream of Arrow */
    const char *temporary;
    int resume;
    int passim_format;            /* nothing is chosen by it */
    const struct option *foreign; /* one that passim has, and that means nothing here */
    const char *date_member;
    double least_score;
    uint32_t cap;
    /* how to merge */
    int marks;          /* almost_merge_marks */
    uint32_t mark_size; /* 0: what the library takes */

    /* how to watch */
    int follow;
    double flush; /* seconds of a pause that ends a sentence */
    uint32_t longest;
    const char *retime; /* NULL: not asked for */
    int view;

    /* how to show a text */
    int places;

    /* how to show a comparison while its texts change */
    int no_browser;
    uint32_t idle; /* seconds; 0: for ever */

    /* how to check */
    const char *cast;       /* NULL: none */
    path_list against;      /* sources */
    uint32_t fail_statuses; /* bit 1 << almost_quotation_status of each; 0: the usual ones */
    int indirect;           /* what is reported without marks, too */
    const char *batch;      /* lists the accounts; NULL: one account */
    const char *baseline;   /* an answer in JSON, of what was known before; NULL: none */

    /* what agents are served */
    path_list roots;       /* folders whose files may be read */
    path_list libraries;   /* these may be traced in, and their documents read */
    uint32_t workers;      /* requests that are worked on at once */
    uint64_t max_message;  /* bytes of a request */
    uint64_t max_resource; /* bytes of a text that is handed out as a whole */

    /* what editors are served */
    uint32_t marked_statuses; /* bits 1 << almost_quotation_status; 0: those that fail */

    /* how to apply */
    id_list only;
    id_list except;
    uint32_t touching;
    int reverse;
    int fuzzy;
} settings;

/* What holds where no option says otherwise. */
void settings_init(settings *settings);
void settings_release(settings *settings);

/* Fill the means that a command gives to the library: threads, and how long a text may be. */
void settings_environment(const settings *settings, almost_environment *environment);

/* Fill how a text is read; its environment, encoding and name are the caller's to set. */
void settings_text_options(const settings *settings, almost_text_options *options);

/* Whether --fail-on or --allow set a gate. */
bool settings_have_gate(const settings *settings);

/*
 * Whether the exit status is to be 0 with this verdict, and as many findings of the gate: as
 * --fail-under, --fail-on and --allow say, as far as they are given, else for yes.
 */
bool settings_content_with(const settings *settings, const almost_verdict *verdict,
                           uint64_t findings);

/*
 * When tracked changes are said to be made: as asked for, as builds that are to be repeated say, or
 * now. False after saying that SOURCE_DATE_EPOCH is no number.
 */
bool settings_redline_date(const settings *settings, int64_t *date);

#endif
