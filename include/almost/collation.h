/* SPDX-License-Identifier: Apache-2.0 */
/* Any number of witnesses of one text, word by word in one table. */
#ifndef ALMOST_COLLATION_H
#define ALMOST_COLLATION_H

#include <almost/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Collating --------------------------------------------------------- */

/*
 * A table of places of variation: in each row, of each witness, one word, several or none. Every
 * word of every witness stands in it once, and in order. Opaque, immutable.
 */
typedef struct almost_collation almost_collation;

/* How witnesses are collated. */
typedef struct almost_collate_options {
    size_t size;                           /* of this structure, set by _init */
    const almost_environment *environment; /* NULL: defaults */
    const char *earlier; /* an earlier answer, to which the texts are added; NULL: none */
    size_t earlier_length;
    const char *earlier_name; /* for messages */
    const char *fix;          /* what an editor has decided: see almost_collate(); NULL: nothing */
    size_t fix_length;
    const char *fix_name; /* for messages */
    int by_chapter;       /* each chapter by itself, wherever a witness has it; 0: the whole */
    int expand; /* abbreviations count as the words they stand for, see almost_collate(); 0: no */
} almost_collate_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_collate_options_init_sized(almost_collate_options *options, size_t size);

static inline void almost_collate_options_init(almost_collate_options *options)
{
    almost_collate_options_init_sized(options, sizeof *options);
}

/*
 * Collate `n` texts, which must outlive the collation. sigla[i] is what text i is called; `sigla`
 * may be NULL, and then it is the text's name. No text is the base: the table is the same in
 * whatever order they are given, but for the order of the witnesses in it.
 *
 * options->earlier is JSON that ALMOST_COLLATION_JSON has written (not by_witness). The witnesses
 * in it come first; they are collated anew with the texts, from the words that stand in it, so that
 * the outcome is that of collating all at once; its groups stay, but for those that have the siglum
 * or a member of one that is given. `n` may be 0 then, and the texts need not outlive
 * the collation. What is no such answer is FORMAT.
 *
 * options->fix is text: a line for each decision, `together A 12 quick B 11 swift` or `apart` the
 * same, with the siglum of a witness, the number of its word, from 1, and the word. What has blanks
 * in it stands in quotation marks, doubled within; lines that begin with # are remarks. The table
 * keeps to all of them; words of one witness that follow each other and belong together are one
 * cell. With `earlier`, those that it was made with are kept unless `fix` is given. What is no
 * decision, or names words that are not there, or contradicts another one, is FORMAT.
 *
 * With options->expand an abbreviation (`&`, a tilde, a nomen sacrum) is one word with what it may
 * stand for, of that what the witnesses write in full most often; what none does stays as it is.
 * Words stay as they are written; `n` in JSON is what they count as. An earlier answer has to be
 * given it again.
 *
 * With options->by_chapter chapters are matched over the witnesses, and each is collated by itself:
 * rows go by chapter, in the order that most have them. Of a witness which has them in another
 * order all bytes and cells are in that of the table. Where no text has chapters it is as without.
 * Neither `earlier` nor `fix` can be given, and only texts have chapters.
 *
 * On success *out is the caller's. Errors: ARGUMENT (two with one siglum), MEMORY, LIMIT,
 * CANCELLED, TIMEOUT, ENCODING (a script needs ICU and ICU is missing).
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_collate(const almost_text *const *texts,
                                                             const char *const *sigla, size_t n,
                                                             const almost_collate_options *options,
                                                             almost_collation **out,
                                                             almost_error *error);

/*
 * The same of witnesses in the JSON that CollateX reads: {"witnesses": [{"id", "content"} or {"id",
 * "tokens": [{"t", "n"}]}]}. Tokens are taken as they are; what else they have is kept and written
 * again. `name` is used in messages, which say where in the document something is wrong: FORMAT.
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_collate_json(
    const char *bytes, size_t length, const char *name, const almost_collate_options *options,
    almost_collation **out, almost_error *error);

/* Release a collation. Its texts stay. */
ALMOST_PUBLIC void almost_collation_free(almost_collation *collation);

/* How many witnesses and rows there are. */
ALMOST_PUBLIC size_t almost_collation_witnesses(const almost_collation *collation);
ALMOST_PUBLIC uint64_t almost_collation_rows(const almost_collation *collation);

/* What witness `witness` is called. Borrowed. */
ALMOST_PUBLIC const char *almost_collation_siglum(const almost_collation *collation,
                                                  size_t witness);

/* The bytes of a witness, all of them. Borrowed. */
ALMOST_PUBLIC const char *almost_collation_bytes(const almost_collation *collation, size_t witness,
                                                 uint64_t *length);

/*
 * The bytes of a witness that stand in a row: a word, or several, with all that follows up to the
 * next. Those of all rows in order are the bytes of the witness. Empty where it has nothing there.
 */
ALMOST_PUBLIC almost_span almost_collation_cell(const almost_collation *collation, uint64_t row,
                                                size_t witness);

/*
 * How much a witness has in common with the one that is nearest to it: the share, 0 to 1, of the
 * shorter one's words that stand in a row with the same word of the other. A text that has nothing
 * to do with the others has next to none; of less than 20 words nothing is said: 1.
 */
ALMOST_PUBLIC double almost_collation_related(const almost_collation *collation, size_t witness);

/* What a collation is written as. Pinned. */
typedef enum almost_collation_form {
    ALMOST_COLLATION_TABLE = 0,     /* for reading: the witnesses below each other */
    ALMOST_COLLATION_JSON = 1,      /* as CollateX writes it: `witnesses` and `table` */
    ALMOST_COLLATION_CSV = 2,       /* a line a place, a column a witness; commas */
    ALMOST_COLLATION_TSV = 3,       /* the same with tabs */
    ALMOST_COLLATION_TEI = 4,       /* parallel segmentation, a document of TEI P5 */
    ALMOST_COLLATION_GRAPHML = 5,   /* the variant graph, named as CollateX does */
    ALMOST_COLLATION_DOT = 6,       /* the same for Graphviz */
    ALMOST_COLLATION_APPARATUS = 7, /* lemma ] reading sigla */
    ALMOST_COLLATION_LATEX = 8,     /* the same for reledmac */
    ALMOST_COLLATION_NEWICK = 9,    /* a tree of likeness (no stemma), with its support */
    ALMOST_COLLATION_MATRIX = 10,   /* how much each two witnesses agree, tabs between */
    ALMOST_COLLATION_SUMMARY = 11,  /* for reading: of each witness how far it is from the others */
    ALMOST_COLLATION_CONSENSUS = 12, /* the text that most have, place by place */
    ALMOST_COLLATION_TREE = 13,      /* for reading: the tree of NEWICK, drawn */
    ALMOST_COLLATION_TREE_SVG = 14,  /* the same as a picture */
    ALMOST_COLLATION_HTML = 15,      /* one page for a browser, which needs nothing else */
    ALMOST_COLLATION_DECISIONS = 16  /* the places that vary, as almost_collate_options.fix */
} almost_collation_form;

/* How a collation is written. */
typedef struct almost_collation_options {
    size_t size;                /* of this structure, set by _init */
    almost_collation_form form; /* default ALMOST_COLLATION_TABLE */
    int colour;                 /* table: ANSI colours */
    uint32_t width;             /* table: columns; 0: 80; at least 20, at most 1,000,000 */
    int by_witness;             /* JSON: a list a witness, as CollateX's Python port has it */
    int significant;            /* spellings of a word are one reading, as most write it */
    int positive;               /* apparatus: who has the lemma is said, too */
    const char *base;           /* whose words are the lemmas; NULL: what most have */
    int invariant;              /* table: long stretches in which all agree are a line each */
    const char *const *groups;  /* families, each as "Y=A,B,C": Y is listed where all of it agree */
    size_t n_groups;
} almost_collation_options;

/* Fill with defaults. */
ALMOST_PUBLIC void almost_collation_options_init_sized(almost_collation_options *options,
                                                       size_t size);

static inline void almost_collation_options_init(almost_collation_options *options)
{
    almost_collation_options_init_sized(options, sizeof *options);
}

/*
 * Write a collation in one form, in pieces, to `sink`. Errors: WRITE, MEMORY, ARGUMENT (there is no
 * witness of the siglum `base`, one of `groups` is none, or decisions are asked for by chapter).
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status
almost_collation_write(const almost_collation *collation, const almost_collation_options *options,
                       almost_sink sink, void *sink_context, almost_error *error);

#ifdef __cplusplus
}
#endif

#endif
