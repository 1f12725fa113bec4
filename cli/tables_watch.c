/* SPDX-License-Identifier: Apache-2.0 */
/* The options of almost watch; see tables.c for the others. */
#include "rows.h"

static const char *formats(int index, uint32_t *number)
{
    *number = (uint32_t)index;
    return almost_format_at((size_t)index);
}

static const option watching[] = {
    {.name = "against",
     .value = "SOURCE",
     .read = value_paths,
     .field = FIELD(against),
     .wants = "the name of a file, a folder or a library",
     .help =
         "hold the telling against SOURCE, a file, a folder or a library; more of them may follow "
         "behind STREAM",
     .brief = "hold the telling against these"},
    {.name = "retime",
     .value = "SUBTITLES",
     .read = value_text,
     .field = FIELD(retime),
     .wants = "the name of a file",
     .help = "put the times of SUBTITLES to the words of STREAM, a file, and write them as .srt; "
             "nothing is watched",
     .brief = "put the times of these to a script"},
    {.name = "view",
     .read = value_flag,
     .field = FIELD(view),
     .number = 1,
     .help = "open a page in the browser that shows what is told as it comes, besides; it stays "
             "until Ctrl-C",
     .brief = "show it in the browser, as it comes"},
    {.name = "json",
     .read = value_flag,
     .field = FIELD(json),
     .number = 1,
     .help = "a line of JSON for each thing that is told (almost.watch/1)",
     .brief = "lines of JSON, for programs"},
    {ROW_UNITS("count the offsets of JSON in these")},
    {ROW_OUTPUT("write the answer to FILE, whole or not at all")},
    {0}};

static const option stream[] = {
    {.name = "follow",
     .read = value_flag,
     .field = FIELD(follow),
     .number = 1,
     .help = "STREAM is a file that grows: go on at its end until Ctrl-C; what is changed in it is "
             "judged anew",
     .brief = "go on at the end of a file that grows"},
    {.name = "flush",
     .value = "SECONDS",
     .read = value_small,
     .field = FIELD(flush),
     .wants = "a number of seconds above 0 such as 0.5 or 60",
     .help = "let a pause of so long end a sentence that has no full stop (2)"},
    {.name = "longest",
     .value = "WORDS",
     .read = value_number,
     .field = FIELD(longest),
     .number = 1,
     .wants = "a whole number from 1 to 64",
     .help =
         "cut a sentence after so many words (48), and after a third of them where full stops do "
         "not come"},
    {.name = "from",
     .value = "FORMAT",
     .choice = formats,
     .read = value_choice_text,
     .field = FIELD(format),
     .help =
         "the telling is srt, vtt, whatsapp or text, whatever it looks like (default: detected)"},
    {0}};

const option_group options_watching = {"Answer", watching};
const option_group options_stream = {"Stream", stream};
