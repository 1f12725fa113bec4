/* SPDX-License-Identifier: Apache-2.0 */
/* The names of what a change touches, as JSON, patches and options spell them. */
#include "almost/almost.h"

const char *almost_touch_name(almost_touch touch)
{
    switch (touch) {
    case ALMOST_TOUCHES_NEGATION: return "negation";
    case ALMOST_TOUCHES_NUMBER: return "number";
    case ALMOST_TOUCHES_NAME: return "name";
    case ALMOST_TOUCHES_MODAL: return "modal";
    case ALMOST_TOUCHES_SPEAKER: return "speaker";
    case ALMOST_TOUCHES_WORDING: return "wording";
    case ALMOST_TOUCHES_SPELLING: return "spelling";
    case ALMOST_TOUCHES_PUNCTUATION: return "punctuation";
    case ALMOST_TOUCHES_CASE: return "case";
    case ALMOST_TOUCHES_SPACING: return "spacing";
    case ALMOST_TOUCHES_UNIT: return "unit";
    case ALMOST_TOUCHES_QUANTITY: return "quantity";
    case ALMOST_TOUCHES_OPPOSITE: return "opposite";
    case ALMOST_TOUCHES_CONDITION: return "condition";
    case ALMOST_TOUCHES_HEDGE: return "hedge";
    case ALMOST_TOUCHES_ROLE: return "role";
    }
    return NULL;
}
