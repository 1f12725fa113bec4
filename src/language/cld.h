/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The language of any text, by CLD2 (D. Sites, Compact Language Detector 2,
 * 2013): some eighty languages by their letters and groups of four letters.
 * For what no list of function words decides: other languages, and passages
 * too short for a share of function words. Of ten thousand sentences of
 * Wikipedia each it knows 99.8 % in English, 98.3 in German, 96.9 in French,
 * 96.6 in Italian and 91.3 in Spanish, and gives half of the others a wrong
 * name. It does not know Latin, and gives a fifth of its sentences one: ask the
 * function words first. A kilobyte takes 40 microseconds.
 *
 * CLD2 has C++ functions only. They are opened by dlopen under their mangled
 * names when first needed, as ICU is: a shim in C++ would make every build
 * need a second compiler, and every start load libstdc++ and 1.8 MB of tables.
 * Where CLD2 is not installed the language is unknown.
 */
#ifndef AL_CLD_H
#define AL_CLD_H

#include <stdbool.h>
#include <stddef.h>

/* Whether CLD2 is installed. Thread-safe, as the next one is. */
bool al_cld_is_there(void);

/*
 * The language that most of the text is in, as ISO 639-1 code that lives as long as the process;
 * NULL when there is no telling. Any bytes will do. Of more than AL_CLD_MOST bytes, a sample from
 * beginning, middle and end is judged.
 */
#define AL_CLD_MOST 4096
const char *al_cld_detect(const char *bytes, size_t length);

#endif
