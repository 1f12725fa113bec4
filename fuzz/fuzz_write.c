/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing any comparison in all forms. The first eight bytes choose how; then come the two texts,
 * with a separator between them. What is for people has no byte of a text that commands a terminal,
 * what is for programs no isolate, each ends its last line, and is the same when it is written
 * again; a sink that refuses ends it with an error; letters and places of each change hold.
 */
#include "fuzz.h"

enum { CHOICES = 8, N_FORMS = ALMOST_FORM_TEI + 1 };

static almost_write_options choose(const uint8_t *data)
{
    static const uint32_t widths[] = {0, 1, 20, 21, 40, 80, 200, 1000000};
    almost_write_options options;
    almost_write_options_init(&options);
    options.units = (almost_units)(data[0] % 3);
    options.full = data[0] >> 2 & 1;
    options.colour = data[0] >> 3 & 1;
    options.order = (almost_order)(data[0] >> 4 & 1);
    options.show = data[0] >> 5 & 1 ? ALMOST_SHOW_BARE : 0;
    options.width = data[1] & 0x80 ? widths[data[1] % 8] : data[1];
    options.context = data[2] & 0x80 ? UINT32_MAX : data[2];
    options.fail_on = data[3] | (uint32_t)data[4] << 8;
    options.allow = data[5];
    return options;
}

static bool for_people(almost_form form)
{
    return form != ALMOST_FORM_JSON && form != ALMOST_FORM_PATCH;
}

/* Nothing in it but colours of ours, where these were asked for, commands a terminal. */
static void check_visible(const fuzz_bytes *out, bool colour, int form)
{
    for (size_t at = 0; at < out->length; at++) {
        unsigned char byte = (unsigned char)out->at[at];
        unsigned char next = at + 1 < out->length ? (unsigned char)out->at[at + 1] : 0;
        bool ours = byte == '\n' || (colour && byte == 0x1B && next == '[');
        FUZZ_CHECK(ours || (byte >= 0x20 && byte != 0x7F), "form %d has byte %#x", form, byte);
        FUZZ_CHECK(byte != 0xC2 || next >= 0xA0, "form %d has a control of C1", form);
    }
}

/* Each isolate that is opened is closed in its line. */
static void check_isolates(const fuzz_bytes *out, bool people, int form)
{
    size_t open = 0;
    for (size_t at = 0; at + 2 < out->length; at++) {
        if (out->at[at] == '\n')
            FUZZ_CHECK(open == 0, "form %d has an isolate that is open at the end of a line", form);
        if (memcmp(out->at + at, "\xE2\x81\xA8", 3) == 0)
            open++;
        if (memcmp(out->at + at, "\xE2\x81\xA9", 3) == 0)
            FUZZ_CHECK(open-- > 0, "form %d closes what is not open", form);
    }
    FUZZ_CHECK(open == 0 || people, "form %d has isolates", form);
}

static almost_status write_form(const almost_comparison *comparison,
                                const almost_write_options *options, fuzz_bytes *out)
{
    almost_error error = {0};
    almost_status status = almost_write(comparison, options, fuzz_collect, out, &error);
    FUZZ_CHECK(status == ALMOST_OK || (error.status == status && error.message[0] != '\0' &&
                                       strchr(error.message, '\n') == NULL),
               "form %d: refused without a line that says why", (int)options->form);
    return status;
}

/* Takes so many bytes and then no more. */
static int take_some(void *context, const char *piece, size_t length)
{
    size_t *left = context;
    (void)piece;
    bool fits = length <= *left;
    *left = fits ? *left - length : 0;
    return !fits;
}

static void refuse(const almost_comparison *comparison, const almost_write_options *options,
                   size_t length, uint8_t share)
{
    size_t left = length * share / 256;
    almost_error error = {0};
    almost_status status = almost_write(comparison, options, take_some, &left, &error);
    FUZZ_CHECK(status == ALMOST_ERROR_WRITE && error.status == status,
               "form %d answers %d to a sink that is full", (int)options->form, (int)status);
}

static void check_form(const almost_comparison *comparison, const almost_write_options *options,
                       uint8_t share)
{
    fuzz_bytes out = {0}, again = {0};
    int form = (int)options->form;
    almost_status status = write_form(comparison, options, &out);
    FUZZ_CHECK(status == ALMOST_OK || (status == ALMOST_ERROR_ENCODING && out.length == 0),
               "form %d answers %d", form, (int)status);
    if (status == ALMOST_OK && out.length > 0) {
        FUZZ_CHECK(out.at[out.length - 1] == '\n', "form %d does not end its line", form);
        if (options->form != ALMOST_FORM_PATCH)
            check_visible(&out, for_people(options->form) && options->colour, form);
        if (options->form == ALMOST_FORM_JSON)
            check_isolates(&out, false, form);
        FUZZ_CHECK(write_form(comparison, options, &again) == ALMOST_OK &&
                       again.length == out.length && memcmp(again.at, out.at, out.length) == 0,
                   "form %d is another the second time", form);
        refuse(comparison, options, out.length, share);
    }
    free(out.at);
    free(again.at);
}

/* Letters cover their change, and places ascend with their bytes. */
static void check_change(const almost_comparison *comparison, const almost_text *telling,
                         const almost_change *change)
{
    almost_change letters[64];
    size_t most = sizeof letters / sizeof *letters;
    size_t count = almost_comparison_letters(comparison, change, letters, most);
    FUZZ_CHECK(count > 0, "a change without letters");
    if (count <= most)
        FUZZ_CHECK(letters[0].telling.start == change->telling.start &&
                       letters[count - 1].telling.end == change->telling.end,
                   "letters that do not cover their change");
    almost_place start = almost_text_place(telling, change->telling.start);
    almost_place end = almost_text_place(telling, change->telling.end);
    FUZZ_CHECK(start.byte <= end.byte && start.code_point <= end.code_point &&
                   start.utf16 <= end.utf16 && start.line <= end.line &&
                   start.source_byte <= end.source_byte,
               "places that do not ascend");
}

static void check(const uint8_t *data, const almost_text *original, const almost_text *telling)
{
    almost_comparison *comparison = NULL;
    almost_compare_options comparing;
    almost_compare_options_init(&comparing);
    comparing.exact = data[6] & 1;
    comparing.minimal = data[6] >> 1 & 1;
    comparing.by = ALMOST_BY_CHAPTER;
    if (almost_compare(original, telling, &comparing, &comparison, NULL) != ALMOST_OK)
        return; /* a script that needs ICU, and no ICU */
    almost_write_options options = choose(data);
    for (int form = 0; form < N_FORMS; form++) {
        options.form = (almost_form)form;
        check_form(comparison, &options, data[7]);
    }
    almost_change change;
    for (size_t i = 0; almost_comparison_change(comparison, i, &change) != 0; i++)
        check_change(comparison, telling, &change);
    almost_comparison_free(comparison);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < CHOICES)
        return 0;
    fuzz_parts parts = fuzz_split(data + CHOICES, size - CHOICES);
    const char *encoding = data[6] & 4 ? "UTF-16LE" : "UTF-8";
    almost_text *original = fuzz_open(parts.first, parts.first_length, encoding);
    almost_text *telling = fuzz_open(parts.second, parts.second_length, "UTF-8");
    if (original != NULL && telling != NULL)
        check(data, original, telling);
    almost_text_free(original);
    almost_text_free(telling);
    return 0;
}
