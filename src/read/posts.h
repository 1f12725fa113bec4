/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Posts: messages of a chat, mails, lines with an id. Each is a block of its own, with who wrote it
 * and when as marks, and its own number or name as the mark of its part.
 */
#ifndef AL_POSTS_H
#define AL_POSTS_H

#include "read/prose.h"

/* A name of a post: bytes of UTF-8; none where `length` is 0. */
typedef struct al_post_name {
    const char *bytes;
    size_t length;
} al_post_name;

typedef struct al_post {
    al_post_name part, speaker, time; /* as they are written */
    bool outside;                     /* the program's words, nobody's */
} al_post;

typedef struct al_posts {
    al_prose prose;
    bool outside;
    char speaker[120]; /* of the last */
} al_posts;

void al_posts_init(al_posts *posts, al_builder *builder);
AL_MUST_CHECK almost_status al_posts_finish(al_posts *posts, almost_error *error);
bool al_posts_failed(const al_posts *posts);

/* A post begins; what is put is its own up to al_post_end(). */
void al_post_begin(al_posts *posts, const al_post *post);
void al_post_end(al_posts *posts);

/*
 * A line of it, which comes from `source`: build.h. An empty one parts two paragraphs. Signs that
 * only steer direction are left out at its front.
 */
void al_post_line(al_posts *posts, const char *bytes, uint64_t length, al_range source);

/* What the program says of it, nobody's words, on a line of its own. */
void al_post_notice(al_posts *posts, const char *bytes, uint64_t length, al_range source);

/* Text of several lines, all of which comes from `source`. */
void al_post_text(al_posts *posts, const char *bytes, uint64_t length, al_range source);

/* Bytes of marks of direction (U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069) at a place. */
uint32_t al_post_marks(const char *bytes, uint64_t length);

#endif
