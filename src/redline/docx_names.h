/* SPDX-License-Identifier: Apache-2.0 */
/* The elements of WordprocessingML that a redline looks at. */
#ifndef AL_REDLINE_DOCX_NAMES_H
#define AL_REDLINE_DOCX_NAMES_H

#include "read/xml.h"

typedef enum al_docx_name {
    AL_W_OTHER,
    AL_W_BDO,
    AL_W_BODY,
    AL_W_BR,
    AL_W_CELL_CHANGE, /* cellIns, cellDel, cellMerge */
    AL_W_CR,
    AL_W_CUSTOM_XML,
    AL_W_DEL,
    AL_W_DIR,
    AL_W_DRAWING,
    AL_W_ENDNOTE,
    AL_W_ENDNOTE_REFERENCE,
    AL_W_FIELD_CHARACTER,
    AL_W_SIMPLE_FIELD,
    AL_W_FOOTNOTE,
    AL_W_FOOTNOTE_REFERENCE,
    AL_W_GRID_COLUMN,
    AL_W_GRID_SPAN,
    AL_W_HYPERLINK,
    AL_W_INS,
    AL_W_INSTRUCTION,
    AL_W_MOVE_FROM,
    AL_W_MOVE_TO,
    AL_W_P,
    AL_W_P_PR,
    AL_W_P_PR_CHANGE,
    AL_W_PTAB,
    AL_W_R,
    AL_W_R_PR,
    AL_W_R_PR_CHANGE,
    AL_W_SDT,
    AL_W_SDT_CONTENT,
    AL_W_SECT_PR,
    AL_W_SMART_TAG,
    AL_W_T,
    AL_W_TAB,
    AL_W_TBL,
    AL_W_TBL_GRID,
    AL_W_TBL_PR_EX,
    AL_W_TC,
    AL_W_TC_PR,
    AL_W_TC_PR_CHANGE,
    AL_W_TR,
    AL_W_TR_PR,
    AL_W_TR_PR_CHANGE,
    AL_W_V_MERGE,
    AL_W_BOX, /* w:txbxContent */
    AL_W_FALLBACK,
    AL_W_MATH_R,
    AL_W_MATH_T
} al_docx_name;

/* For al_tree_make(). */
uint8_t al_docx_name_of(const al_xml_element *element);

#endif
