/* SPDX-License-Identifier: Apache-2.0 */
/* By name, transitional and strict alike. */
#include "redline/docx_names.h"

#include "base/search.h"

#include <string.h>

typedef struct name_value {
    const char *name;
    uint8_t value;
} name_value;

static const name_value names[] = {
    {"bdo", AL_W_BDO},
    {"body", AL_W_BODY},
    {"br", AL_W_BR},
    {"cellDel", AL_W_CELL_CHANGE},
    {"cellIns", AL_W_CELL_CHANGE},
    {"cellMerge", AL_W_CELL_CHANGE},
    {"cr", AL_W_CR},
    {"customXml", AL_W_CUSTOM_XML},
    {"del", AL_W_DEL},
    {"dir", AL_W_DIR},
    {"drawing", AL_W_DRAWING},
    {"endnote", AL_W_ENDNOTE},
    {"endnoteReference", AL_W_ENDNOTE_REFERENCE},
    {"fldChar", AL_W_FIELD_CHARACTER},
    {"fldSimple", AL_W_SIMPLE_FIELD},
    {"footnote", AL_W_FOOTNOTE},
    {"footnoteReference", AL_W_FOOTNOTE_REFERENCE},
    {"gridCol", AL_W_GRID_COLUMN},
    {"gridSpan", AL_W_GRID_SPAN},
    {"hyperlink", AL_W_HYPERLINK},
    {"ins", AL_W_INS},
    {"instrText", AL_W_INSTRUCTION},
    {"moveFrom", AL_W_MOVE_FROM},
    {"moveTo", AL_W_MOVE_TO},
    {"p", AL_W_P},
    {"pPr", AL_W_P_PR},
    {"pPrChange", AL_W_P_PR_CHANGE},
    {"ptab", AL_W_PTAB},
    {"r", AL_W_R},
    {"rPr", AL_W_R_PR},
    {"rPrChange", AL_W_R_PR_CHANGE},
    {"sdt", AL_W_SDT},
    {"sdtContent", AL_W_SDT_CONTENT},
    {"sectPr", AL_W_SECT_PR},
    {"smartTag", AL_W_SMART_TAG},
    {"t", AL_W_T},
    {"tab", AL_W_TAB},
    {"tbl", AL_W_TBL},
    {"tblGrid", AL_W_TBL_GRID},
    {"tblPrEx", AL_W_TBL_PR_EX},
    {"tc", AL_W_TC},
    {"tcPr", AL_W_TC_PR},
    {"tcPrChange", AL_W_TC_PR_CHANGE},
    {"tr", AL_W_TR},
    {"trPr", AL_W_TR_PR},
    {"trPrChange", AL_W_TR_PR_CHANGE},
    {"txbxContent", AL_W_BOX},
    {"vMerge", AL_W_V_MERGE},
};

static uint8_t find(const char *name)
{
    const name_value *found = AL_SEARCH_NAME(names, name);
    return found != NULL ? found->value : AL_W_OTHER;
}

uint8_t al_docx_name_of(const al_xml_element *element)
{
    static const char word[] = "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                      strict[] = "http://purl.oclc.org/ooxml/wordprocessingml/main",
                      math[] = "http://schemas.openxmlformats.org/officeDocument/2006/math",
                      strict_math[] = "http://purl.oclc.org/ooxml/officeDocument/math",
                      markup[] = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    if (strcmp(element->space, word) == 0 || strcmp(element->space, strict) == 0)
        return find(element->name);
    if (al_xml_is(element, markup, "Fallback"))
        return AL_W_FALLBACK;
    if (strcmp(element->space, math) != 0 && strcmp(element->space, strict_math) != 0)
        return AL_W_OTHER;
    return strcmp(element->name, "r") == 0   ? AL_W_MATH_R
           : strcmp(element->name, "t") == 0 ? AL_W_MATH_T
                                             : AL_W_OTHER;
}
