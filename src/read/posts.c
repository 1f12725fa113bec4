/* SPDX-License-Identifier: Apache-2.0 */
/* Marks wait for the text that they begin with, so that a post without text leaves none behind. */
#include "read/posts.h"

#include <stdio.h>
#include <string.h>

void al_posts_init(al_posts *posts, al_builder *builder)
{
    *posts = (al_posts){.outside = false};
    al_prose_init(&posts->prose, builder);
}

almost_status al_posts_finish(al_posts *posts, almost_error *error)
{
    return al_prose_finish(&posts->prose, error);
}

bool al_posts_failed(const al_posts *posts)
{
    return al_prose_failed(&posts->prose);
}

/* A name as a mark has it: one line, cut off where it is too long, between two characters. */
static void copy_name(al_post_name name, char out[120])
{
    size_t length = name.length < 120 ? name.length : 119;
    while (length > 0 && length < name.length && (name.bytes[length] & 0xC0) == 0x80)
        length--;
    for (size_t i = 0; i < length; i++)
        out[i] = (unsigned char)name.bytes[i] < ' ' ? ' ' : name.bytes[i];
    out[length] = '\0';
}

static void mark(al_posts *posts, al_milestone_kind kind, al_post_name name)
{
    char value[120];
    copy_name(name, value);
    if (*value != '\0')
        al_prose_mark_name(&posts->prose, kind, value);
}

static const char notices[] = "notices of the program";

void al_post_begin(al_posts *posts, const al_post *post)
{
    char speaker[120];
    copy_name(post->speaker, speaker);
    posts->prose.n_marks = 0; /* those of a post without text */
    al_prose_part(&posts->prose, AL_PARTING_BLOCK);
    mark(posts, AL_MILESTONE_PART, post->part);
    mark(posts, AL_MILESTONE_TIMECODE, post->time);
    al_prose_mark_name(&posts->prose, AL_MILESTONE_SPEAKER, speaker);
    posts->outside = post->outside;
    if (post->outside)
        al_prose_begin(&posts->prose, AL_LAYER_OUTSIDE, notices);
    else
        al_prose_begin(&posts->prose, AL_LAYER_SPEECH, speaker);
}

void al_post_end(al_posts *posts)
{
    al_prose_end(&posts->prose, posts->outside ? AL_LAYER_OUTSIDE : AL_LAYER_SPEECH);
    al_prose_part(&posts->prose, AL_PARTING_BLOCK);
}

uint32_t al_post_marks(const char *bytes, uint64_t length)
{
    uint32_t at = 0;
    while (at + 3 <= length && bytes[at] == '\xE2') {
        unsigned char second = (unsigned char)bytes[at + 1], third = (unsigned char)bytes[at + 2];
        bool is = (second == 0x80 && (third == 0x8E || third == 0x8F)) ||
                  (second == 0x80 && third >= 0xAA && third <= 0xAE) ||
                  (second == 0x81 && third >= 0xA6 && third <= 0xA9);
        if (!is)
            break;
        at += 3;
    }
    return at;
}

void al_post_line(al_posts *posts, const char *bytes, uint64_t length, al_range source)
{
    bool each = source.end - source.start == length;
    uint32_t marks = al_post_marks(bytes, length);
    if (each)
        source.start += marks;
    bytes += marks;
    length -= marks;
    uint64_t at = 0;
    while (at < length && (bytes[at] == ' ' || bytes[at] == '\t'))
        at++;
    if (at == length)
        al_prose_part(&posts->prose, AL_PARTING_BLOCK);
    else
        al_prose_text(&posts->prose, bytes, length, source);
    al_prose_part(&posts->prose, AL_PARTING_LINE);
}

void al_post_notice(al_posts *posts, const char *bytes, uint64_t length, al_range source)
{
    al_prose_begin(&posts->prose, AL_LAYER_OUTSIDE, notices);
    al_prose_text(&posts->prose, bytes, length, source);
    al_prose_end(&posts->prose, AL_LAYER_OUTSIDE);
    al_prose_part(&posts->prose, AL_PARTING_LINE);
}

void al_post_text(al_posts *posts, const char *bytes, uint64_t length, al_range source)
{
    const char *end = bytes + length;
    while (bytes < end) {
        const char *stop = memchr(bytes, '\n', (size_t)(end - bytes));
        if (stop == NULL)
            stop = end;
        al_post_line(posts, bytes, (uint64_t)(stop - bytes), source);
        bytes = stop + (stop < end);
    }
}
