/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts: reading, decoding and the way back, places, and every allocation
 * failing in turn.
 */
#include "base/buffer.h"
#include "text/encode.h"
#include "base/utf8.h"
#include "words/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "invalid_cases.h"

static uint64_t state = 88172645463325252;

static uint32_t draw(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 32) * below >> 32);
}

static almost_text *make(const char *bytes, size_t length, const char *encoding)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.encoding = encoding;
    almost_text *text = NULL;
    almost_error error = {0};
    if (almost_text_from_memory(bytes, length, &options, &text, &error) != ALMOST_OK) {
        fprintf(stderr, "%s: %s\n", error.file, error.message);
        fail();
    }
    for (int i = 0; i < AL_TEXT_PADDING; i++)
        assert_int_equal(text->bytes[text->length + (uint64_t)i], ' ');
    return text;
}

/* --- Decoding ------------------------------------------------------------- */

static void test_invalid_utf8(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof invalid_cases / sizeof invalid_cases[0]; i++) {
        almost_text *text = make(invalid_cases[i].bytes, invalid_cases[i].length, "UTF-8");
        uint64_t length;
        const char *bytes = almost_text_bytes(text, &length);
        almost_place end = almost_text_place(text, length);
        bool marked = length != invalid_cases[i].length;
        assert_memory_equal(bytes, invalid_cases[i].bytes + (marked ? 3 : 0), length);
        assert_int_equal(almost_text_invalid(text), invalid_cases[i].invalid);
        assert_int_equal(end.code_point, invalid_cases[i].code_points - marked);
        assert_int_equal(end.utf16, invalid_cases[i].utf16 - marked);
        almost_text_free(text);
    }
}

static almost_status encode_like(const almost_text *like, const char *bytes, size_t length,
                                 al_buffer *out, almost_error *error)
{
    al_encoding encoding = al_encoding_of(like);
    return al_encode_text(&encoding, like->name, bytes, length, out, error);
}

/* Decode, look at the text, and encode again to the same bytes. */
static void round_trip_as(const char *source, size_t length, const char *declared,
                          const char *encoding, const char *wanted, size_t wanted_length,
                          uint64_t invalid)
{
    almost_text *text = make(source, length, declared);
    uint64_t decoded;
    const char *bytes = almost_text_bytes(text, &decoded);
    assert_string_equal(almost_text_encoding(text), encoding);
    if (wanted != NULL) {
        assert_int_equal(decoded, wanted_length);
        assert_memory_equal(bytes, wanted, wanted_length);
    }
    assert_int_equal(almost_text_invalid(text), invalid);
    assert_int_equal(almost_text_place(text, decoded).source_byte, length);
    uint64_t start = almost_text_place(text, 0).source_byte, before = start;
    for (uint64_t at = 0; at < decoded; at++) {
        uint64_t byte = almost_text_place(text, at).source_byte;
        assert_true(byte >= before && byte <= length);
        before = byte;
    }
    al_buffer out;
    al_buffer_init(&out, text->allocator);
    al_buffer_append(&out, source, start); /* the byte order mark */
    almost_error error = {0};
    almost_status status = encode_like(text, bytes, decoded, &out, &error);
    if (status != ALMOST_OK)
        fprintf(stderr, "%s: %s\n", encoding, error.message);
    assert_int_equal(status, ALMOST_OK);
    assert_int_equal(out.length, length);
    if (length > 0)
        assert_memory_equal(out.bytes, source, length);
    al_buffer_release(&out);
    almost_text_free(text);
}

#define ROUND_TRIP(source, declared, encoding, wanted, invalid)                                    \
    round_trip_as(source, sizeof(source) - 1, declared, encoding, wanted, sizeof(wanted) - 1,      \
                  invalid)

static void test_encodings(void **unused)
{
    (void)unused;
    ROUND_TRIP("", NULL, "UTF-8", "", 0);
    ROUND_TRIP("\xEF\xBB\xBFh\xC3\xA9", NULL, "UTF-8", "hé", 0);
    ROUND_TRIP("\xFF\xFEh\0\xE9\0\x3D\xD8\0\xDE", NULL, "UTF-16LE", "hé😀", 0);
    ROUND_TRIP("\xFE\xFF\0h\0\xE9\xD8\x3D\xDE\0", NULL, "UTF-16BE", "hé😀", 0);
    ROUND_TRIP("\xFF\xFE\0\0h\0\0\0\0\xF6\1\0", NULL, "UTF-32LE", "h😀", 0);
    ROUND_TRIP("\0\0\xFE\xFF\0\0\0h\0\1\xF6\0", NULL, "UTF-32BE", "h😀", 0);
    ROUND_TRIP("h\0e\0l\0l\0o\0 \0y\0o\0u\0", NULL, "UTF-16LE", "hello you", 0);
    ROUND_TRIP("\0h\0e\0l\0l\0o\0 \0y\0o\0u", NULL, "UTF-16BE", "hello you", 0);
    ROUND_TRIP("h\0\0\0i\0\0\0", NULL, "UTF-32LE", "hi", 0);
    ROUND_TRIP("\0\0\0h\0\0\0i", NULL, "UTF-32BE", "hi", 0);
    ROUND_TRIP("\xFF\xFEh\0", "utf-16", "UTF-16LE", "h", 0);
    ROUND_TRIP("h\xE9", "latin1", "ISO-8859-1", "hé", 0);
    ROUND_TRIP("\x93h\x94 \x80", "windows-1252", "windows-1252", "“h” €", 0);
    ROUND_TRIP("\x93\xFA\x96\x7B a", "shift_jis", "Shift_JIS", "日本 a", 0);
    ROUND_TRIP("\xC6\xFC\xCB\xDC a", "euc-jp", "EUC-JP", "日本 a", 0);
    ROUND_TRIP("\x1B$BF|K\\\x1B(B a", "iso-2022-jp", "ISO-2022-JP", "日本 a", 0);
    ROUND_TRIP("\xC8\xD5\xB1\xBE\x81\x30\x81\x30", "gb18030", "GB18030", "日本\xC2\x80", 0);
    ROUND_TRIP("\xD0\xF2\xE9\xF7\xE5\xF4", "koi8-r", "KOI8-R", "пРИВЕТ", 0);
    ROUND_TRIP("a\0b", NULL, "UTF-8", "a\0b", 0);
    ROUND_TRIP("caf\xE9 au lait, d\xE9j\xE0 vu, tr\xE8s bien, monsieur", NULL, "windows-1252",
               "café au lait, déjà vu, très bien, monsieur", 0);
    ROUND_TRIP("\xC3\xA9t\xC3\xA9 \x92", NULL, "UTF-8", "été \x92", 1);
}

static void test_invalid_elsewhere(void **unused)
{
    (void)unused;
    ROUND_TRIP("\xFF\xFE\0\xD8h\0", NULL, "UTF-16LE", "\xF1\x80\x80h", 1);
    ROUND_TRIP("\xFF\xFE\0\xDC\0\xD8", NULL, "UTF-16LE", "\xF1\x90\x80\xF1\x80\x80", 2);
    ROUND_TRIP("\xFF\xFEh\0\xE9", NULL, "UTF-16LE", "h\xF2\x83\xA9", 1);
    ROUND_TRIP("\xFF\xFE\0\0h\0\0\0\xFF\xFF\xFF\xFFi\0\0\0\1", NULL, "UTF-32LE",
               "h\xF2\x83\xBF\xF2\x83\xBF\xF2\x83\xBF\xF2\x83\xBFi\xF2\x80\x81", 5);
    ROUND_TRIP("a\xFD\x93\xFA", "shift_jis", "Shift_JIS", "a\xF2\x83\xBD日", 1);
    ROUND_TRIP("a\x93", "shift_jis", "Shift_JIS", "a\xF2\x82\x93", 1);
    ROUND_TRIP("h\xE9!", "us-ascii", "US-ASCII", "h\xF2\x83\xA9!", 1);
}

static void test_random_bytes(void **unused)
{
    (void)unused;
    static const char *const encodings[][2] = {
        {"UTF-8", "UTF-8"},       {"UTF-16LE", "UTF-16LE"},         {"UTF-16BE", "UTF-16BE"},
        {"UTF-32LE", "UTF-32LE"}, {"windows-1252", "windows-1252"}, {"KOI8-R", "KOI8-R"},
        {"US-ASCII", "US-ASCII"},
    };
    char bytes[600];
    for (int i = 0; i < 3000; i++) {
        size_t length = draw(draw(10) ? 40 : sizeof bytes);
        for (size_t j = 0; j < length; j++)
            bytes[j] = (char)(draw(2) ? draw(256) : draw(3) ? 0xD8 + draw(8) : 0);
        int which = (int)draw(7);
        almost_text *text = make(bytes, length, encodings[which][0]);
        uint64_t invalid = almost_text_invalid(text);
        almost_text_free(text);
        round_trip_as(bytes, length, encodings[which][0], encodings[which][1], NULL, 0, invalid);
    }
}

static void test_long_encoded(void **unused)
{
    (void)unused;
    enum { SIZE = 100000 };
    static char bytes[SIZE];
    for (size_t i = 0; i + 3 < SIZE; i += 3)
        memcpy(bytes + i, i % 7 ? "\x93\xFA " : "a\xFA\n", 3);
    bytes[SIZE - 1] = 'a';
    almost_text *text = make(bytes, SIZE, "shift_jis");
    uint64_t length;
    almost_text_bytes(text, &length);
    for (uint64_t at = 0; at < length; at += 1 + draw(50)) {
        almost_place place = almost_text_place(text, at);
        uint32_t size;
        uint32_t point = al_decode(text->bytes, length, at, &size);
        if (point == 'a')
            assert_int_equal(bytes[place.source_byte], 'a');
        if (point == 0x65E5)
            assert_int_equal((uint8_t)bytes[place.source_byte], 0x93);
    }
    almost_text_free(text);
}

static void expect_failure(const char *bytes, size_t length, const char *encoding,
                           almost_status status)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.encoding = encoding;
    options.name = "told.txt";
    almost_text *text = NULL;
    almost_error error = {0};
    assert_int_equal(almost_text_from_memory(bytes, length, &options, &text, &error), status);
    assert_null(text);
    assert_int_equal(error.status, status);
    assert_true(error.message[0] != '\0');
    assert_null(strchr(error.message, '\n'));
}

static void test_no_text(void **unused)
{
    (void)unused;
    static char noise[100000];
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)draw(256);
    expect_failure(noise, sizeof noise, NULL, ALMOST_ERROR_ENCODING);
    expect_failure("a", 1, "no-such-encoding", ALMOST_ERROR_ENCODING);
    expect_failure("a", 1, "", ALMOST_ERROR_ENCODING);
}

static void test_cannot_hold(void **unused)
{
    (void)unused;
    almost_text *latin = make("h\xE9", 2, "ISO-8859-1"), *wide = make("\xFF\xFEh\0", 4, NULL);
    al_buffer out;
    al_buffer_init(&out, latin->allocator);
    almost_error error = {0};
    assert_int_equal(encode_like(latin, "a\u4E00", 4, &out, &error), ALMOST_ERROR_ENCODING);
    assert_non_null(strstr(error.message, "U+4E00"));
    assert_int_equal(encode_like(latin, "\xF1\x80\x80", 3, &out, &error), ALMOST_ERROR_ENCODING);
    assert_int_equal(encode_like(wide, "a\xE9", 2, &out, &error), ALMOST_ERROR_ENCODING);
    al_buffer_release(&out);
    almost_text_free(latin);
    almost_text_free(wide);
}

/* --- Reading ------------------------------------------------------------------ */

static void test_options(void **unused)
{
    (void)unused;
    almost_environment environment;
    almost_environment_init(&environment);
    environment.max_bytes = 4;
    almost_text_options options;
    almost_text_options_init(&options);
    options.environment = &environment;
    almost_text *text = NULL;
    almost_error error;
    assert_int_equal(almost_text_from_memory("abcd", 4, &options, &text, &error), ALMOST_OK);
    assert_string_equal(almost_text_name(text), "(memory)");
    assert_string_equal(almost_text_hash(text), "8d6b60383dfa90c21be79eecd1b1353d");
    almost_text_free(text);
    text = NULL;
    assert_int_equal(almost_text_from_memory("abcde", 5, &options, &text, &error),
                     ALMOST_ERROR_LIMIT);
    options.size = 0;
    assert_int_equal(almost_text_from_memory("abcd", 4, &options, &text, &error),
                     ALMOST_ERROR_ARGUMENT);
    assert_null(text);
    almost_text_free(NULL);
}

static void test_files(void **unused)
{
    (void)unused;
    char folder[] = "text_test.XXXXXX", path[64];
    almost_text *text = NULL;
    almost_error error;
    assert_non_null(mkdtemp(folder));
    assert_int_equal(almost_text_open(folder, NULL, &text, &error), ALMOST_ERROR_READ);
    assert_string_equal(error.file, folder);
    snprintf(path, sizeof path, "%s/a\nname", folder);
    assert_int_equal(almost_text_open(path, NULL, &text, &error), ALMOST_ERROR_READ);
    assert_null(text);
    FILE *file = fopen(path, "wb");
    for (int i = 0; i < 100000; i++)
        fprintf(file, "word %d\n", i);
    fclose(file);
    assert_int_equal(almost_text_open(path, NULL, &text, &error), ALMOST_OK);
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    assert_int_equal(length, 1088890);
    assert_memory_equal(bytes + length - 11, "word 99999\n", 11);
    assert_int_equal(almost_text_place(text, length).line, 100001);
    almost_text_free(text);
    unlink(path);
    rmdir(folder);
}

/* Files around the sizes of pages, mapped or read: the blanks behind them are there. */
static void test_sizes(void **unused)
{
    (void)unused;
    static const size_t sizes[] = {0, 1, 4096, 65535, 65536, 65537, 131071, 131072, 135000};
    static char bytes[135000];
    char path[] = "text_test.XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    memset(bytes, 'x', sizeof bytes);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        almost_text *text;
        assert_int_equal(ftruncate(descriptor, 0), 0);
        assert_int_equal(pwrite(descriptor, bytes, sizes[i], 0), sizes[i]);
        assert_int_equal(almost_text_open(path, NULL, &text, NULL), ALMOST_OK);
        assert_int_equal(text->length, sizes[i]);
        assert_memory_equal(text->bytes, bytes, sizes[i]);
        for (int j = 0; j < AL_TEXT_PADDING; j++)
            assert_int_equal(text->bytes[text->length + (uint64_t)j], ' ');
        almost_text_free(text);
    }
    close(descriptor);
    unlink(path);
}

static void test_pipe(void **unused)
{
    (void)unused;
    char folder[] = "text_test.XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/pipe", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    int writer = open(path, O_RDWR);
    assert_true(writer >= 0);
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 20000; i++) {
            if (write(writer, "0123456789", 10) != 10)
                _exit(1);
        }
        _exit(0);
    }
    int reader = open(path, O_RDONLY | O_NONBLOCK);
    close(writer);
    fcntl(reader, F_SETFL, 0);
    char descriptor[32];
    snprintf(descriptor, sizeof descriptor, "/dev/fd/%d", reader);
    almost_text *text = NULL;
    almost_error error = {0};
    assert_int_equal(almost_text_open(descriptor, NULL, &text, &error), ALMOST_OK);
    assert_int_equal(text->length, 200000);
    almost_text_free(text);
    close(reader);
    unlink(path);
    rmdir(folder);
}

/* --- Places --------------------------------------------------------------------- */

static almost_place count_place(const almost_text *text, uint64_t byte)
{
    almost_place place = {.line = 1, .column = 1, .byte = byte};
    for (uint64_t at = 0; at < byte;) {
        uint32_t size, point = al_decode(text->bytes, text->length, at, &size);
        if (at + size > byte)
            break;
        at += size;
        place.code_point++;
        place.utf16 += point != AL_INVALID && point > 0xFFFF ? 2 : 1;
        place.column++;
        if (point == '\n' || (point == '\r' && (at == text->length || text->bytes[at] != '\n'))) {
            place.line++;
            place.column = 1;
        }
    }
    place.source_byte = byte + (text->source_length - text->length);
    return place;
}

static void test_places(void **unused)
{
    (void)unused;
    static const char *const pieces[] = {"word ", "\n",   "\r\n",     "\r",       "é", "日",
                                         "😀",     "\xFF", "\xF0\x9F", "\xED\xA0", "a"};
    static char bytes[20000];
    for (int i = 0; i < 60; i++) {
        size_t length = 0, most = draw(5) ? draw(3000) : draw(19000);
        uint32_t kinds = draw(3) ? 11 : 1 + draw(10), rare = draw(2) ? 1 : 200;
        while (length < most) {
            const char *piece = draw(rare) ? pieces[0] : pieces[draw(kinds)];
            memcpy(bytes + length, piece, strlen(piece));
            length += strlen(piece);
        }
        almost_text *text = make(bytes, length, "UTF-8");
        for (int j = 0; j < 60; j++) {
            uint64_t byte = draw(8) ? draw((uint32_t)text->length + 1) : text->length;
            almost_place found = almost_text_place(text, byte), wanted = count_place(text, byte);
            assert_memory_equal(&found, &wanted, sizeof found);
        }
        almost_place beyond = almost_text_place(text, UINT64_MAX);
        assert_int_equal(beyond.byte, text->length);
        almost_text_free(text);
    }
}

/* --- Memory ----------------------------------------------------------------------- */

typedef struct meter {
    size_t left; /* allocations that still succeed */
    size_t held;
} meter;

static void *meter_allocate(void *context, size_t size)
{
    meter *meter = context;
    if (meter->left == 0)
        return NULL;
    meter->left--;
    meter->held++;
    return malloc(size);
}

static void *meter_reallocate(void *context, void *pointer, size_t old_size, size_t size)
{
    meter *meter = context;
    (void)old_size;
    if (meter->left == 0)
        return NULL;
    meter->left--;
    return realloc(pointer, size);
}

static void meter_release(void *context, void *pointer)
{
    ((meter *)context)->held--;
    free(pointer);
}

/* Everything that a text does; whether it came to the end. */
static bool use_text(const almost_environment *environment, const char *bytes, size_t length,
                     const char *encoding)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.environment = environment;
    options.encoding = encoding;
    almost_text *text = NULL;
    almost_status status = almost_text_from_memory(bytes, length, &options, &text, NULL);
    if (status != ALMOST_OK) {
        assert_int_equal(status, ALMOST_ERROR_MEMORY);
        assert_null(text);
        return false;
    }
    assert_int_equal(almost_text_place(text, text->length).line, 2);
    al_word_scanner *scanner;
    al_slice slice = al_slice_of(text);
    bool whole = al_word_scanner_new(&slice, ALMOST_WORDS_UNICODE, 0, slice.end, &scanner, NULL) ==
                 ALMOST_OK;
    if (whole) {
        al_word_span words[64];
        size_t count = 1;
        while (whole && count > 0)
            whole = al_word_scanner_next(scanner, words, 64, &count, NULL) == ALMOST_OK;
        al_word_scanner_free(scanner);
    }
    al_buffer out;
    al_buffer_init(&out, text->allocator);
    whole &= encode_like(text, text->bytes, text->length, &out, NULL) == ALMOST_OK;
    al_buffer_release(&out);
    almost_text_free(text);
    return whole;
}

static void fail_each(const char *bytes, size_t length, const char *encoding)
{
    bool whole = false;
    for (size_t i = 0; !whole; i++) {
        meter meter = {.left = i};
        const almost_allocator allocator = {meter_allocate, meter_reallocate, meter_release,
                                            &meter};
        almost_environment environment;
        almost_environment_init(&environment);
        environment.allocator = &allocator;
        whole = use_text(&environment, bytes, length, encoding) && meter.left > 0;
        assert_int_equal(meter.held, 0);
        assert_true(i < 200);
    }
}

static void test_memory(void **unused)
{
    (void)unused;
    static char japanese[3000];
    for (size_t i = 0; i < sizeof japanese - 3; i += 3)
        memcpy(japanese + i, "\x93\xFA ", 3);
    japanese[1500] = '\n';
    fail_each("plain\ntext", 10, NULL);
    fail_each("日本\n", 7, NULL);
    fail_each("\xFF\xFEh\0\n\0", 6, NULL);
    fail_each(japanese, sizeof japanese - 3, "shift_jis");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_invalid_utf8),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_invalid_elsewhere),
        cmocka_unit_test(test_random_bytes),
        cmocka_unit_test(test_long_encoded),
        cmocka_unit_test(test_no_text),
        cmocka_unit_test(test_cannot_hold),
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_pipe),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
