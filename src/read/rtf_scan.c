/* SPDX-License-Identifier: Apache-2.0 */
/* RTF is ASCII but for text: a sign ends where its letters or digits do, and a blank behind it. */
#include "read/rtf_scan.h"

#include <string.h>

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* What parts text from signs, or is no text. */
static bool is_special(char byte)
{
    return byte == '\\' || byte == '{' || byte == '}' || byte == '\r' || byte == '\n' ||
           byte == '\0';
}

static int digit_of(char byte)
{
    if (is_digit(byte))
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

static void take_number(al_rtf_scan *scan, al_rtf_sign *sign)
{
    static const int64_t most = INT32_MAX;
    bool negative = scan->bytes[scan->at] == '-';
    uint32_t at = scan->at + negative;
    int64_t number = 0;
    if (at >= scan->length || !is_digit(scan->bytes[at]))
        return;
    for (; at < scan->length && is_digit(scan->bytes[at]); at++)
        number = number > most / 10 ? most : number * 10 + (scan->bytes[at] - '0');
    number = number > most ? most : number;
    sign->numbered = true;
    sign->number = (int32_t)(negative ? -number : number);
    scan->at = at;
}

/* Letters, a number, and the blank that ends them. */
static void take_word(al_rtf_scan *scan, al_rtf_sign *sign)
{
    size_t n = 0;
    for (; scan->at < scan->length && is_letter(scan->bytes[scan->at]); scan->at++)
        if (n + 1 < sizeof sign->word)
            sign->word[n++] = scan->bytes[scan->at];
    sign->word[n] = '\0';
    sign->kind = AL_RTF_WORD;
    take_number(scan, sign);
    if (scan->at < scan->length && scan->bytes[scan->at] == ' ')
        scan->at++;
    if (strcmp(sign->word, "bin") != 0)
        return;
    uint32_t count = sign->number > 0 ? (uint32_t)sign->number : 0;
    sign->kind = count > scan->length - scan->at ? AL_RTF_CUT : AL_RTF_BINARY;
    scan->at += sign->kind == AL_RTF_CUT ? scan->length - scan->at : count;
}

static void take_symbol(al_rtf_scan *scan, al_rtf_sign *sign)
{
    const char *bytes = scan->bytes + scan->at;
    uint32_t left = scan->length - scan->at;
    int high = left > 2 ? digit_of(bytes[1]) : -1, low = left > 2 ? digit_of(bytes[2]) : -1;
    if (*bytes == '\'' && high >= 0 && low >= 0) {
        sign->kind = AL_RTF_BYTE;
        sign->number = high << 4 | low;
        scan->at += 3;
        return;
    }
    sign->kind = AL_RTF_SYMBOL;
    sign->number = (unsigned char)*bytes;
    scan->at += *bytes == '\r' && left > 1 && bytes[1] == '\n' ? 2 : 1;
}

static void take_text(al_rtf_scan *scan, al_rtf_sign *sign)
{
    sign->kind = AL_RTF_TEXT;
    while (scan->at < scan->length && !is_special(scan->bytes[scan->at]))
        scan->at++;
}

void al_rtf_next(al_rtf_scan *scan, al_rtf_sign *sign)
{
    const char *bytes = scan->bytes;
    while (scan->at < scan->length &&
           (bytes[scan->at] == '\r' || bytes[scan->at] == '\n' || bytes[scan->at] == '\0'))
        scan->at++;
    sign->kind = AL_RTF_END;
    sign->numbered = false;
    sign->number = 0;
    sign->source.start = scan->at;
    if (scan->at < scan->length) {
        char byte = bytes[scan->at];
        scan->at += byte == '{' || byte == '}' || byte == '\\';
        if (byte == '{' || byte == '}')
            sign->kind = byte == '{' ? AL_RTF_OPEN : AL_RTF_CLOSE;
        else if (byte != '\\')
            take_text(scan, sign);
        else if (scan->at < scan->length)
            is_letter(bytes[scan->at]) ? take_word(scan, sign) : take_symbol(scan, sign);
    }
    sign->source.end = scan->at;
}
