/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an answer must not be written over: whatever is read for it, by whatever names. A file is
 * the one that its device and number say.
 */
#ifndef INPUTS_H
#define INPUTS_H

#include "settings.h"

/*
 * Whether `output` is a file that is there and the same as `input` ("-" is standard input), or as
 * one in the folder `input` and the folders in it.
 */
bool inputs_hold(const char *output, const char *input);

/*
 * Whether the answer leaves alone the file or folder `input`, or all files of a library and all
 * that it quotes from. False after saying that it would not, or what is wrong with the library.
 */
bool inputs_spared(const settings *settings, const char *input);
bool inputs_library_spared(const settings *settings, const almost_environment *environment,
                           const char *library);

#endif
