/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ICU, loaded when it is first needed. Linking it would map 30 MB and resolve
 * its relocations at every start, which takes longer than comparing two books;
 * few texts need it.
 *
 * The table of functions is the one thing in the library that lives as long as
 * the process: see base/shared_object.h.
 */
#ifndef AL_ICU_H
#define AL_ICU_H

#include "base/shared_object.h"
#include "text/without_icu.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/*
 * The functions that are used, by the library that they are in. clang-format lays such lists out
 * anew each time that it is run.
 */
/* clang-format off */
#define AL_ICU_COMMON(X) \
    X(ubrk_open) X(ubrk_close) X(ubrk_setText) X(ubrk_next) \
    X(u_charType) X(u_hasBinaryProperty) X(u_getIntPropertyValue) X(u_strFoldCase) \
    X(unorm2_getNFCInstance) X(unorm2_getNFDInstance) X(unorm2_getNFKCInstance) \
    X(unorm2_normalize) X(unorm2_hasBoundaryBefore) X(unorm2_composePair) \
    X(ucnv_open) X(ucnv_close) X(ucnv_getName) X(ucnv_getStandardName) X(ucnv_getMinCharSize) \
    X(ucnv_getMaxCharSize) X(ucnv_getType) X(ucnv_toUnicode) X(ucnv_fromUnicode) X(ucnv_reset) \
    X(ucnv_resetFromUnicode) X(ucnv_setToUCallBack) X(ucnv_setFromUCallBack) X(ucnv_setFallback) \
    X(ucnv_getInvalidChars) X(UCNV_FROM_U_CALLBACK_STOP) X(UCNV_TO_U_CALLBACK_STOP)

#define AL_ICU_I18N(X) \
    X(ucsdet_open) X(ucsdet_close) X(ucsdet_setText) X(ucsdet_detect) X(ucsdet_getName) \
    X(ucsdet_getConfidence)
/* clang-format on */

/* Members have a prefix: the names of ICU are macros that add its version. */
typedef struct al_icu {
    AL_ICU_COMMON(AL_SHARED_MEMBER)
    AL_ICU_I18N(AL_SHARED_MEMBER) /* the first is named in icu.c */
} al_icu;

/* The functions, or NULL when ICU is not installed. Thread-safe. */
const al_icu *al_icu_get(void);

#endif
