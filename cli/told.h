/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From what a stream has to what is told: lines that a terminal program writes anew, cues of
 * subtitles and messages of chats, each with its time and who speaks.
 */
#ifndef TOLD_H
#define TOLD_H

#include "settings.h"
#include "stream.h"

typedef struct telling {
    almost_watch *watch;
    const settings *settings;
    const almost_environment *environment;
    const char *name;
    /* Tell what there is to tell, between pieces; false when that is not to go on. */
    bool (*tell)(void *context);
    void *context;
    bool rewrites;      /* a carriage return alone begins the line anew */
    bool keeps;         /* all of `raw`, for reading it as a whole or looking what was changed */
    const char *format; /* NULL: not known yet */
    char *raw;          /* what came; all of it, or what waits */
    size_t length, capacity;
    size_t taken;    /* of `raw` */
    uint64_t let_go; /* bytes of the stream before `raw` */
    uint64_t fed;    /* bytes that the watch has */
    uint64_t line;   /* where the last line of these begins */
    int escape;      /* within an escape sequence of terminals: 1 behind ESC, 2 behind its [ */
    bool returned;   /* behind a carriage return */
    char time[64], speaker[64]; /* that were set last */
    bool marked;
} telling;

/* A telling of a stream; `watch`, `tell` and `name` are set. */
void telling_begin(telling *telling, const stream *stream);
void telling_release(telling *telling);

/* Bytes of the stream. False after saying what is wrong. */
bool telling_take(telling *telling, const char *bytes, size_t length);

/* There was a pause; nothing comes any more. */
bool telling_pause(telling *telling);
bool telling_end(telling *telling);

/*
 * What was changed in a file that grows is told anew; *changed says that the stream goes on at
 * another place, so that what was just read does not count. False after saying what is wrong.
 */
bool telling_look_again(telling *telling, stream *stream, bool *changed);

/* All of a text that was read as a whole. */
bool telling_take_text(telling *telling, const almost_text *text);

/*
 * The telling as a text that is to be compared, where it is no plain text; else *out is NULL. To be
 * freed. False after saying what is wrong.
 */
bool telling_whole(const telling *telling, almost_text **out);

#endif
