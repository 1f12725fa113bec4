/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Options as tables. A command names its groups of options; the same rows are
 * parsed, printed by --help, and become the manual and the completions.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "settings.h"

#include <stddef.h>

typedef struct option option;

struct option {
    char letter;       /* as in -o; 0: none */
    const char *name;  /* as in --output, without the dashes */
    const char *value; /* what help calls its value; NULL: it takes none */
    const char *help;  /* what it does; NULL: not for everyone, and told nowhere */
    const char *brief; /* the same in half a line for --help; NULL: in --help --all only */
    const char *alone; /* the value that it has when none is given; NULL: one must be given */
    /*
     * The name that is number `index` of those its value is made of, with the
     * number that it stands for; NULL behind the last. NULL: any value.
     */
    const char *(*choice)(int index, uint32_t *number);
    const char *wants; /* what a value must be; NULL: one of the choices */
    bool (*read)(const option *option, const char *value, void *field);
    size_t field; /* offset in settings */
    int number;   /* what a flag stores; the least that a number may be */
};

/* Rows under one heading of --help; the last row has no name. */
typedef struct option_group {
    const char *title;
    const option *options;
} option_group;

typedef struct example {
    const char *line; /* a command */
    const char *does; /* what for */
} example;

typedef struct command {
    const char *name;
    const char *operands;              /* as in ORIGINAL TELLING */
    const char *summary;               /* a line */
    const char *description;           /* paragraphs with an empty line between */
    const option_group *const *groups; /* NULL at the end */
    const example *examples;           /* the last has no line */
    int trouble;                       /* exit status when the options make no sense */
    int (*run)(settings *settings, int n_operands, char **operands);
} command;

extern const option_group options_form;             /* what the answer looks like */
extern const option_group options_answer;           /* where it goes and what is in it */
extern const option_group options_redlining;        /* author, date and moves */
extern const option_group options_merged_documents; /* the same of several authors */
extern const option_group options_gates;            /* which changes fail */
extern const option_group options_reading;          /* colour and width, of what is for reading */
extern const option_group options_comparing;        /* what counts as the same */
extern const option_group options_pairs;            /* many pairs instead of two texts */
extern const option_group options_texts;            /* encodings and means, of two texts */
extern const option_group options_means;            /* encoding and means, of one text */
extern const option_group options_passim; /* what passim has and is refused; told nowhere */
extern const option_group options_applying;
extern const option_group options_documents;
extern const option_group options_each_format;
extern const option_group options_checking;  /* what is quoted */
extern const option_group options_collation; /* form of a collation, and where it goes */
extern const option_group options_witnesses;
extern const option_group options_collating; /* colour and width of a table */
extern const option_group options_keeping;
extern const option_group options_tracing;
extern const option_group options_reusing;
extern const option_group options_room;
extern const option_group options_merging;
extern const option_group options_driving; /* as git's merge driver */
extern const option_group options_watching;
extern const option_group options_stream;
extern const option_group options_showing;
extern const option_group options_viewing; /* of a result */
extern const option_group options_serving; /* of pages that are served */
extern const option_group options_folders; /* what agents may read */
extern const option_group options_agents;  /* limits of what they ask */
extern const option_group options_editing; /* what editors mark */
extern const option_group options_general;

/*
 * Read the options of `command` from the arguments into *settings, which holds
 * the defaults already, and gather the operands at the front of `arguments`.
 * Returns how many operands there are, or -1 after saying what is wrong.
 */
int options_parse(const command *command, int n_arguments, char **arguments, settings *settings);

/* The name among `names` (NULL at the end) that `word` was likely meant to be, or NULL. */
const char *options_nearest(const char *word, const char *const *names);

#endif
