/* SPDX-License-Identifier: Apache-2.0 */
/* The options of all commands. --help, the manual and the completions are made from these rows. */
#include "rows.h"

static const char *orders(int index, uint32_t *number)
{
    *number = (uint32_t)index;
    return almost_order_name((almost_order)index);
}

static const char *words(int index, uint32_t *number)
{
    *number = (uint32_t)index;
    return almost_words_name((almost_words)index);
}

static const char *divisions(int index, uint32_t *number)
{
    *number = ALMOST_BY_CHAPTER;
    return index == 0 ? "chapter" : NULL;
}

static const char *languages(int index, uint32_t *number)
{
    *number = (uint32_t)index;
    return almost_language_code((size_t)index);
}

/* Each bit by its name, then `all` and `none`. */
static const char *ignorable(int index, uint32_t *number)
{
    enum { N_BITS = 8 };
    const char *const rest[] = {"all", "none", NULL};
    *number = UINT32_C(1) << index;
    if (index < N_BITS)
        return almost_ignore_name((almost_ignore)*number);
    *number = index == N_BITS ? (UINT32_C(1) << N_BITS) - 1 : 0;
    return rest[index - N_BITS];
}

static const char *touches(int index, uint32_t *number)
{
    *number = almost_touch_at((size_t)index);
    return almost_touch_name((almost_touch)*number);
}

static const char *formats(int index, uint32_t *number)
{
    *number = (uint32_t)index;
    return almost_format_at((size_t)index);
}

static const char *revisions(int index, uint32_t *number)
{
    *number = (uint32_t)index;
    return index == REVISIONS_BOTH ? "both" : almost_revisions_name((almost_revisions)index);
}

/* What changes touch, loudest first, then what stands for text and for several. */
static const char *gates(int index, uint32_t *number)
{
    *number = almost_gate_at((size_t)index);
    return almost_gate_name(*number);
}

static const option form[] = {
    {.letter = 'y',
     .name = "side",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_SIDE,
     .help = "both texts side by side",
     .brief = "both texts side by side"},
    {.name = "stat",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_STAT,
     .help = "words and changes, counted"},
    {.name = "passages",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_PASSAGES,
     .help = "the passages, listed: kind, place, length, likeness, bits, beginning"},
    {.name = "changes",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_CHANGES,
     .help = "the changes, a line each, what matters most first; equal ones are one line",
     .brief = "the changes, a line each, the gravest first"},
    {.letter = 'q',
     .name = "brief",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_BRIEF,
     .help = "the verdict only, in one line",
     .brief = "the verdict only, in one line"},
    {.name = "json",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_JSON,
     .help = "the whole comparison as JSON (almost.comparison/1)",
     .brief = "all that was found, for programs"},
    {.name = "html",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_HTML,
     .help = "one page for a browser, to look at, filter and search; it needs nothing else",
     .brief = "one page for a browser"},
    {.name = "markdown",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_MARKDOWN,
     .help = "for a mail or an issue: ~~deleted~~ and **added** in the text"},
    {.name = "tei",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_TEI,
     .help = "TEI P5: both texts, with an apparatus of what they have apart"},
    {.name = "docx",
     .read = value_form,
     .field = FIELD(forms),
     .number = FORM_DOCX,
     .help =
         "the original as a Word document with the changes tracked, to be accepted or rejected"},
    {.name = "odt",
     .read = value_form,
     .field = FIELD(forms),
     .number = FORM_ODT,
     .help = "the same as an OpenDocument text"},
    {.name = "patch",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_PATCH,
     .help = "a patch that almost apply turns one text into the other with",
     .brief = "the changes, for almost apply"},
    {0}};

static const option answer[] = {
    {ROW_OUTPUT("write the answer to FILE, whole or not at all; it may be neither of the texts"),
     .brief = "write the answer to FILE"},
    {.name = "pager",
     .read = value_flag,
     .field = FIELD(pager),
     .number = WHEN_ALWAYS,
     .help = "page every form of answer when it goes to a terminal"},
    {.name = "no-pager",
     .read = value_flag,
     .field = FIELD(pager),
     .number = WHEN_NEVER,
     .help = "never start a pager"},
    {.name = "full",
     .read = value_flag,
     .field = FIELD(full),
     .number = 1,
     .help = "JSON with the text of what is the same, too, so that it can be applied"},
    {ROW_UNITS("count the offsets of JSON in these")},
    {.name = "order",
     .value = "ORDER",
     .choice = orders,
     .read = value_choice,
     .field = FIELD(order),
     .help = "list changes by how much they matter, or as they stand in the telling"},
    {.name = "by",
     .value = "WHAT",
     .choice = divisions,
     .read = value_choice,
     .field = FIELD(by),
     .help =
         "list which chapter is which and what became of each, instead of the text; with --json "
         "beside all else"},
    {.name = "fail-under",
     .value = "SHARE",
     .read = value_share,
     .field = FIELD(fail_under),
     .wants = "a share such as 0.9 or 90%",
     .help = "exit with 0 when at least this share of the original is there in some wording, else "
             "with 1"},
    {0}};

static const option redlining[] = {{.name = "author",
                                    .value = "NAME",
                                    .read = value_text,
                                    .field = FIELD(author),
                                    .wants = "a name",
                                    .help = "track changes as this author's (almost)"},
                                   ROWS_REDLINE,
                                   {0}};

static const option gating[] = {
    {.name = "fail-on",
     .value = "LIST",
     .choice = gates,
     .read = value_names,
     .field = FIELD(fail_on),
     .help = "exit with 1 when a change touches one of these, else with 0; instead of the answer, "
             "print a line for each such change"},
    {.name = "allow",
     .value = "LIST",
     .choice = gates,
     .read = value_names,
     .field = FIELD(allow),
     .help = "the same for all changes but these; with --fail-on, for what is left of that"},
    {.name = "github",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_GITHUB,
     .help = "print the changes that fail as annotations of GitHub"},
    {0}};

static const option reading[] = {
    {.name = "touching",
     .value = "LIST",
     .choice = gates,
     .read = value_names,
     .field = FIELD(touching),
     .help = "show only changes that touch one of these, the others as what is the same",
     .brief = "show only changes that touch one of these"},
    {.name = "ids",
     .read = value_bits,
     .field = FIELD(show),
     .number = ALMOST_SHOW_IDS,
     .help = "put the id of each change before it, for almost apply --only"},
    {.name = "context",
     .value = "WORDS",
     .read = value_number,
     .field = FIELD(context),
     .number = 1,
     .wants = "a whole number from 1 to 1000000",
     .help = "show about so many words around a change, whole sentences where they end near (12)"},
    {ROW_WIDTH},
    {ROW_COLOUR},
    {.name = "markers",
     .read = value_bits,
     .field = FIELD(show),
     .number = ALMOST_SHOW_MARKERS,
     .help = "keep the marks [- -] and {+ +} beside colours"},
    {0}};

static const option comparing[] = {
    {.name = "ignore",
     .value = "LIST",
     .choice = ignorable,
     .read = value_names,
     .field = FIELD(ignore),
     .help = "besides layout and typography, do not report these (none,case: case alone)"},
    {.letter = 'i',
     .name = "ignore-case",
     .read = value_bits,
     .field = FIELD(ignore),
     .number = ALMOST_IGNORE_CASE,
     .help = "do not report capitals; the same as --ignore case",
     .brief = "do not report capitals"},
    {.letter = 'w',
     .name = "ignore-all-space",
     .read = value_bits,
     .field = FIELD(ignore),
     .number = ALMOST_IGNORE_LAYOUT | ALMOST_IGNORE_HYPHENATION,
     .help = "do not report words written apart, together or with a hyphen, either; the same as "
             "--ignore layout,hyphenation"},
    {.name = "exact",
     .read = value_flag,
     .field = FIELD(exact),
     .number = 1,
     .help = "words are the same to the letter only, and nothing is ignored"},
    {.name = "minimal",
     .read = value_flag,
     .field = FIELD(minimal),
     .number = 1,
     .help = "the fewest changed words instead of the most readable changes"},
    {.name = "words",
     .value = "KIND",
     .choice = words,
     .read = value_choice,
     .field = FIELD(words),
     .help = "take as words what Unicode says, or what white space separates"},
    {.name = "language",
     .value = "CODE",
     .choice = languages,
     .read = value_choice_text,
     .field = FIELD(language),
     .help = "judge negations, numbers and names in this language (default: detected)"},
    {.name = "min-bits",
     .value = "BITS",
     .read = value_decimal,
     .field = FIELD(min_bits),
     .wants = "a number such as 30",
     .help = "leave out passages that say less than this"},
    {.name = "expect",
     .value = "E",
     .read = value_small,
     .field = FIELD(expected),
     .wants = "a number above 0 such as 0.01 or 1e-7",
     .help = "leave out passages that unrelated texts have more often by chance (1e-7)"},
    {.name = "one-kind", .read = value_flag, .field = FIELD(one_kind), .number = 1},
    {.name = "debug",
     .value = "STAGES",
     .read = value_text,
     .field = FIELD(debug),
     .wants = "seeds, chains, moves, gaps or passages, or several of them with commas"},
    {0}};

#define ENCODING                                                                                   \
    {                                                                                              \
        .name = "encoding", .value = "NAME", .read = value_text, .field = FIELD(encoding),         \
        .wants = "the name of an encoding such as windows-1252",                                   \
        .help = "read the texts in this encoding (default: detected)"                              \
    }
#define MEANS                                                                                      \
    {ROW_THREADS},                                                                                 \
        {.name = "max-bytes",                                                                      \
         .value = "SIZE",                                                                          \
         .read = value_text_size,                                                                  \
         .field = FIELD(max_bytes),                                                                \
         .wants = "a size such as 500K, 100M or 2G, and at most 4095M",                            \
         .help = "refuse texts longer than this (1G)"},                                            \
        {.name = "memory",                                                                         \
         .value = "SIZE",                                                                          \
         .read = value_size,                                                                       \
         .field = FIELD(max_memory),                                                               \
         .wants = "a size such as 500M, 8G or 1T",                                                 \
         .help = "refuse what seems to need more memory than this (what is free)"},                \
    {                                                                                              \
        .name = "timeout", .value = "SECONDS", .read = value_small, .field = FIELD(timeout),       \
        .wants = "a number of seconds above 0 such as 0.5 or 60",                                  \
        .help = "give a pair up, or a text that nobody sends, after so long (never)"               \
    }

static const option pairs[] = {
    {.name = "pairs",
     .value = "FILE",
     .read = value_text,
     .field = FIELD(pairs),
     .wants = "the name of a file",
     .help = "compare the pairs that FILE lists as JSON Lines; a line of JSON for each"},
    {.name = "cache",
     .value = "SIZE",
     .read = value_size,
     .field = FIELD(cache_bytes),
     .wants = "a size such as 500K, 100M or 2G",
     .help = "keep so much of texts and their words for later pairs (128M)"},
    {0}};

static const option texts[] = {ENCODING,
                               {.name = "original-encoding",
                                .value = "NAME",
                                .read = value_text,
                                .field = FIELD(original_encoding),
                                .wants = "the name of an encoding such as windows-1252",
                                .help = "read the original in this encoding"},
                               {.name = "telling-encoding",
                                .value = "NAME",
                                .read = value_text,
                                .field = FIELD(telling_encoding),
                                .wants = "the name of an encoding such as windows-1252",
                                .help = "read the telling in this encoding"},
                               MEANS,
                               {0}};

static const option means[] = {ENCODING, MEANS, {0}};

#define FORMAT(option_name, of)                                                                    \
    {                                                                                              \
        .name = option_name, .value = "FORMAT", .choice = formats, .read = value_choice_text,      \
        .field = FIELD(of), .help = "read it as this, whatever it looks like (default: detected)"  \
    }
#define LIMIT(option_name, letters, of, text)                                                      \
    {                                                                                              \
        .name = option_name, .value = letters, .read = value_number, .field = FIELD(of),           \
        .number = 1, .wants = "a whole number from 1 to 1000000", .help = text                     \
    }

static const option documents[] = {
    FORMAT("from", format),
    {.name = "revisions",
     .value = "WHICH",
     .choice = revisions,
     .read = value_choice,
     .field = FIELD(revisions),
     .help = "of a document with tracked changes read what it became or what it was; both: compare "
             "the two, of one document"},
    {.name = "witness",
     .value = "SIGLUM",
     .read = value_text,
     .field = FIELD(witness),
     .wants = "the siglum of a witness",
     .help = "read this witness of a TEI edition (the lemma)"},
    {.name = "as-written",
     .read = value_flag,
     .field = FIELD(as_written),
     .number = 1,
     .help = "of a choice in TEI read what is written there (sic, orig, abbr), not what an editor "
             "made of it"},
    {.name = "main",
     .read = value_flag,
     .field = FIELD(main_only),
     .number = 1,
     .help = "of a web page read the article, and leave out what stands around it"},
    {.name = "repair",
     .read = value_flag,
     .field = FIELD(repair),
     .number = 1,
     .help = "mend what was decoded wrongly before, and say at how many places"},
    LIMIT("max-depth", "N", max_depth, "refuse elements that nest deeper than this (512)"),
    LIMIT("max-members", "N", max_members, "refuse archives of more members than this (65536)"),
    LIMIT("max-ratio", "N", max_ratio, "refuse what unpacks to more than N times its length (200)"),
    LIMIT("max-seconds", "N", max_seconds, "let a program that reads PDF take so long (120)"),
    {0}};

static const option each_format[] = {
    FORMAT("original-from", original_format), FORMAT("telling-from", telling_format), {0}};

static const option applying[] = {
    {.name = "only",
     .value = "IDS",
     .read = value_ids,
     .field = FIELD(only),
     .wants = "ids of changes such as 1,4-7",
     .help = "apply only these changes",
     .brief = "apply only these changes, such as 1,4-7"},
    {.name = "except",
     .value = "IDS",
     .read = value_ids,
     .field = FIELD(except),
     .wants = "ids of changes such as 1,4-7",
     .help = "apply all changes but these",
     .brief = "apply all changes but these"},
    {.name = "touching",
     .value = "LIST",
     .choice = touches,
     .read = value_names,
     .field = FIELD(touching),
     .help = "apply only changes that touch one of these",
     .brief = "only changes that touch one of these"},
    {.name = "reverse",
     .read = value_flag,
     .field = FIELD(reverse),
     .number = 1,
     .help = "turn the telling into the original",
     .brief = "turn the telling into the original"},
    {.name = "fuzzy",
     .read = value_flag,
     .field = FIELD(fuzzy),
     .number = 1,
     .help = "find the places by content when TEXT is not the text that was compared",
     .brief = "find the places by content in another text"},
    {ROW_OUTPUT("write the text to FILE, whole or not at all; it may be TEXT itself"),
     .brief = "write the text to FILE"},
    {0}};

static const option showing[] = {{ROW_OUTPUT("write the text to FILE, whole or not at all")},
                                 {.name = "places",
                                  .read = value_flag,
                                  .field = FIELD(places),
                                  .number = 1,
                                  .help = "before each line the page, chapter, time and the like "
                                          "that it stands in"},
                                 {0}};

static const option viewing[] = {
    {ROW_OUTPUT("write the page of RESULT to FILE, whole or not at all"),
     .brief = "write the page of RESULT to FILE"},
    {0}};

static const option serving[] = {{.name = "no-browser",
                                  .read = value_flag,
                                  .field = FIELD(no_browser),
                                  .number = 1,
                                  .help = "print the page's address, and open no browser",
                                  .brief = "print the page's address, and open no browser"},
                                 {.name = "idle",
                                  .value = "SECONDS",
                                  .read = value_number,
                                  .field = FIELD(idle),
                                  .number = 1,
                                  .wants = "a whole number of seconds from 1",
                                  .help = "end when no browser has shown the page for so long",
                                  .brief = "end when nobody has looked for so long"},
                                 {0}};

/* The statuses of quotations that may be to fail on, as options spell them. */
static const char *statuses(int index, uint32_t *number)
{
    static const struct {
        const char *name;
        almost_quotation_status status;
    } names[] = {{"typographic", ALMOST_QUOTATION_TYPOGRAPHIC},
                 {"altered", ALMOST_QUOTATION_ALTERED},
                 {"spliced", ALMOST_QUOTATION_SPLICED},
                 {"misattributed", ALMOST_QUOTATION_MISATTRIBUTED},
                 {"not-found", ALMOST_QUOTATION_NOT_FOUND},
                 {"not-checked", ALMOST_QUOTATION_NOT_CHECKED}};
    if ((size_t)index >= sizeof names / sizeof *names)
        return NULL;
    *number = UINT32_C(1) << names[index].status;
    return names[index].name;
}

static const option checking[] = {
    {.name = "against",
     .value = "SOURCE",
     .read = value_paths,
     .field = FIELD(against),
     .wants = "the name of a file or folder",
     .help = "hold every quotation against SOURCE, a file, a folder or a library; more of them may "
             "follow behind ACCOUNT",
     .brief = "hold every quotation against these files"},
    {.name = "batch",
     .value = "FILE",
     .read = value_text,
     .field = FIELD(batch),
     .wants = "the name of a file",
     .help = "instead of ACCOUNT check those that FILE lists as JSON Lines, {\"id\", \"path\"} or "
             "{\"id\", \"text\"}; a line of JSON for each"},
    {.name = "indirect",
     .read = value_flag,
     .field = FIELD(indirect),
     .number = 1,
     .help = "check what is reported without marks, too: he said that ..., according to ...",
     .brief = "what is reported without marks, too"},
    {.name = "fail-on",
     .value = "LIST",
     .choice = statuses,
     .read = value_names,
     .field = FIELD(fail_statuses),
     .help =
         "exit with 1 when a quotation has one of these statuses, else with 0 (altered, spliced, "
         "misattributed, not-found)"},
    {.name = "baseline",
     .value = "FILE",
     .read = value_text,
     .field = FIELD(baseline),
     .wants = "the name of a file",
     .help = "an earlier answer in JSON: what it says of a quotation is known and fails no more"},
    {.name = "sarif",
     .read = value_form,
     .field = FIELD(forms),
     .number = FORM_SARIF,
     .help = "what fails as SARIF 2.1.0, for programs that show findings in the account"},
    {.name = "github",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_GITHUB,
     .help = "what fails as annotations of GitHub"},
    {.name = "json",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_JSON,
     .help = "the quotations as JSON (almost.quotations/1)",
     .brief = "all that was found, for programs"},
    {.name = "full",
     .read = value_flag,
     .field = FIELD(full),
     .number = 1,
     .help = "JSON with the account's text, too, so that almost view can make a page of it"},
    {.name = "html",
     .read = value_form,
     .field = FIELD(forms),
     .number = ALMOST_FORM_HTML,
     .help =
         "one page for a browser: the account with each quotation marked, its evidence beside it",
     .brief = "one page for a browser"},
    {ROW_OUTPUT("write the answer to FILE, whole or not at all"),
     .brief = "write the answer to FILE"},
    {.name = "cast",
     .value = "FILE",
     .read = value_text,
     .field = FIELD(cast),
     .wants = "the name of a file",
     .help = "who may speak, a person a line: names parted by `;`, the first of which is reported, "
             "then (m) or (f) where that is known",
     .brief = "the names of those who may speak"},
    {.name = "language",
     .value = "CODE",
     .read = value_text,
     .field = FIELD(language),
     .wants = "the code of a language such as en",
     .help = "look for speakers in this language (default: detected)"},
    {ROW_UNITS("count the offsets of JSON in these")},
    {ROW_WIDTH},
    {ROW_COLOUR},
    {0}};

static const option general[] = {{.letter = 'h',
                                  .name = "help",
                                  .read = value_flag,
                                  .field = FIELD(help),
                                  .number = 1,
                                  .help = "print the most needed of this on one screen"},
                                 {.name = "all",
                                  .read = value_flag,
                                  .field = FIELD(all),
                                  .number = 1,
                                  .help = "with --help: print all of it"},
                                 {.letter = 'V',
                                  .name = "version",
                                  .read = value_flag,
                                  .field = FIELD(version),
                                  .number = 1,
                                  .help = "print the version"},
                                 {0}};

const option_group options_form = {"Form of the answer (text with the changes in line)", form};
const option_group options_answer = {"Answer", answer};
const option_group options_redlining = {"Documents with tracked changes", redlining};
const option_group options_gates = {"Gates (which changes fail)", gating};
const option_group options_reading = {"Reading", reading};
const option_group options_comparing = {"Comparing", comparing};
const option_group options_pairs = {"Many pairs (instead of ORIGINAL and TELLING)", pairs};
const option_group options_texts = {"Texts", texts};
const option_group options_documents = {"Documents", documents};
const option_group options_each_format = {"Documents of two formats", each_format};
const option_group options_means = {"Text", means};
const option_group options_applying = {"Applying", applying};
const option_group options_checking = {"Answer", checking};
const option_group options_showing = {"Answer", showing};
const option_group options_viewing = {"Answer", viewing};
const option_group options_serving = {"Pages that are served", serving};
const option_group options_general = {"General", general};
