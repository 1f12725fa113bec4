/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes that are not valid UTF-8 are read as windows-1252, which they mostly are. */
#include "words/word_class.h"

al_word_class al_stray_class(uint8_t byte)
{
    switch (byte) {
    case 0x83:
    case 0x8A:
    case 0x8C:
    case 0x8E:
    case 0x9A:
    case 0x9C:
    case 0x9E:
    case 0x9F:
    case 0xAA:
    case 0xB5:
    case 0xBA: return AL_CLASS_LETTER;
    case 0x91:
    case 0x92: return AL_CLASS_MID_BOTH;
    case 0xD7:
    case 0xF7: return AL_CLASS_OTHER;
    default: return byte >= 0xC0 ? AL_CLASS_LETTER : AL_CLASS_OTHER;
    }
}
