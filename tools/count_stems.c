/* SPDX-License-Identifier: Apache-2.0 */
/*
 * count-stems LANGUAGE <TEXT: the stem of each word of a text, one a line, cut
 * and stemmed as the library does it. For tools/count_background.py.
 */
#include "language/stem.h"
#include "words/words.h"

#include <stdio.h>
#include <string.h>

enum { BATCH = 4096 };

static int complain(const almost_error *error)
{
    fprintf(stderr, "count-stems: %s\n", error->message);
    return 2;
}

/* Words longer than any that is stemmed are counted without a name. */
static void write_stem(al_stemmer *stemmer, const char *bytes, size_t length)
{
    char letters[AL_STEM_MOST_LETTERS];
    if (length <= AL_STEM_MOST_BYTES)
        fwrite(letters, 1, al_stemmer_letters(stemmer, bytes, length, letters), stdout);
    putchar('\n');
}

static almost_status write_stems(al_stemmer *stemmer, const almost_text *text, almost_error *error)
{
    al_word_scanner *scanner;
    al_slice slice = al_slice_of(text);
    almost_status status =
        al_word_scanner_new(&slice, ALMOST_WORDS_UNICODE, 0, slice.end, &scanner, error);
    if (status != ALMOST_OK)
        return status;
    al_word_span words[BATCH];
    size_t count = 1;
    while (status == ALMOST_OK && count > 0) {
        status = al_word_scanner_next(scanner, words, BATCH, &count, error);
        for (size_t i = 0; status == ALMOST_OK && i < count; i++)
            write_stem(stemmer, text->bytes + words[i].start, words[i].end - words[i].start);
    }
    al_word_scanner_free(scanner);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "count-stems: a language, and the text on standard input\n");
        return 2;
    }
    almost_error error;
    almost_text *text = NULL;
    al_stemmer *stemmer = NULL;
    almost_status status = almost_text_open("-", NULL, &text, &error);
    if (status == ALMOST_OK)
        status = al_stemmer_new(al_allocator_default(), argv[1], &stemmer, &error);
    if (status == ALMOST_OK)
        status = write_stems(stemmer, text, &error);
    al_stemmer_free(stemmer);
    almost_text_free(text);
    return status == ALMOST_OK ? 0 : complain(&error);
}
