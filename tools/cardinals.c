/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints the rows of data/meaning/cardinals.tsv: the numbers two to thirty-one, the
 * tens, a hundred and a thousand in the words of the languages that have no list in
 * data/words, in all genders and cases that ICU has from the Common Locale Data
 * Repository. Run by hand when ICU has newer ones; the first lines of the list,
 * which name the source, stay.
 *
 *     cc tools/cardinals.c $(pkg-config --cflags --libs icu-i18n icu-uc) -o cardinals &&
 * ./cardinals
 */
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { most = 400 /* bytes of a form, and units */, most_forms = 24 };

/* The forms of one number, each once. */
typedef struct forms {
    char list[most_forms][most];
    int n;
} forms;

/* Blanks as _, and nothing that is not seen. */
static void add(forms *found, const UChar *units)
{
    char bytes[most], out[most];
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8(bytes, most, NULL, units, -1, &status);
    size_t n = 0;
    for (const char *c = bytes; *c != 0; c++) {
        bool soft = memcmp(c, "\xC2\xAD", 2) == 0, wide = memcmp(c, "\xC2\xA0", 2) == 0;
        bool zero = strncmp(c, "\xE2\x80\x8B", 3) == 0; /* between the words of Thai */
        c += zero ? 2 : soft || wide;
        if (!soft && !zero)
            out[n++] = wide || *c == ' ' ? '_' : *c;
    }
    out[n] = 0;
    if (n == 0 || (out[0] >= '0' && out[0] <= '9'))
        return;
    for (int i = 0; i < found->n; i++)
        if (strcmp(found->list[i], out) == 0)
            return;
    if (found->n < most_forms)
        strcpy(found->list[found->n++], out);
}

static void print_row(UNumberFormat *format, const char *language, int number)
{
    forms found = {.n = 0};
    UChar sets[8000], units[most];
    UErrorCode status = U_ZERO_ERROR;
    unum_getTextAttribute(format, UNUM_PUBLIC_RULESETS, sets, 8000, &status);
    for (UChar *set = sets, *next; set != NULL && *set != 0; set = next) {
        char name[most];
        next = u_strchr(set, ';');
        if (next != NULL)
            *next++ = 0;
        status = U_ZERO_ERROR;
        u_strToUTF8(name, most, NULL, set, -1, &status);
        bool korean = strcmp(language, "ko") == 0 && number <= 100;
        if (strstr(name, "spellout-cardinal") == NULL || (korean && strstr(name, "native") == NULL))
            continue; /* the others of Korean, of one syllable, are other words, too */
        unum_setTextAttribute(format, UNUM_DEFAULT_RULESET, set, -1, &status);
        unum_format(format, number, units, most, NULL, &status);
        if (U_SUCCESS(status))
            add(&found, units);
    }
    printf("%s\tgroup\t%d\t", language, number);
    for (int i = 0; i < found.n; i++)
        printf("%s%s", i > 0 ? " " : "", found.list[i]);
    printf("\n");
}

int main(void)
{
    static const char *const languages[] = {"ar", "cs", "el", "he", "hi", "hu", "ko", "nl",
                                            "pl", "pt", "ro", "ru", "sv", "th", "tr", "uk"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        UErrorCode status = U_ZERO_ERROR;
        UNumberFormat *format = unum_open(UNUM_SPELLOUT, NULL, 0, languages[i], NULL, &status);
        if (U_FAILURE(status))
            continue;
        for (int number = 2; number <= 31; number++)
            print_row(format, languages[i], number);
        for (int number = 40; number <= 100; number += 10)
            print_row(format, languages[i], number);
        print_row(format, languages[i], 1000);
        unum_close(format);
    }
    return 0;
}
