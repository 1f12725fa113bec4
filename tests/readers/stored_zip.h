/* SPDX-License-Identifier: Apache-2.0 */
/* Zip archives made in memory, for tests and fuzz targets: members are stored as they are. */
#ifndef STORED_ZIP_H
#define STORED_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { STORED_ZIP_ROOM = 1 << 18 };

/* All zero: empty. What does not fit is left out, and `full`. */
typedef struct stored_zip {
    char bytes[STORED_ZIP_ROOM];
    char list[STORED_ZIP_ROOM / 8];
    size_t length, list_length;
    unsigned members;
    bool full;
} stored_zip;

static inline uint32_t stored_zip_crc(const char *bytes, size_t length)
{
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < length; i++) {
        crc ^= (unsigned char)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xEDB88320) : 0);
    }
    return ~crc;
}

/* `size` bytes of a number, the least first. */
static inline void stored_zip_number(char **at, uint64_t number, int size)
{
    for (int i = 0; i < size; i++)
        *(*at)++ = (char)(number >> 8 * i);
}

/* What the headers of a member have in common, from the version on. */
static inline void stored_zip_header(char **at, uint32_t crc, size_t length, size_t name_length)
{
    stored_zip_number(at, 20, 2);
    stored_zip_number(at, 0, 2 + 2 + 2);
    stored_zip_number(at, 0x21, 2);
    stored_zip_number(at, crc, 4);
    stored_zip_number(at, length, 4);
    stored_zip_number(at, length, 4);
    stored_zip_number(at, name_length, 2);
    stored_zip_number(at, 0, 2);
}

static inline void stored_zip_add(stored_zip *zip, const char *name, const char *bytes,
                                  size_t length)
{
    size_t name_length = strlen(name);
    if (length > sizeof zip->bytes / 2 || zip->list_length + 100 + name_length > sizeof zip->list ||
        zip->length + length + name_length + sizeof zip->list + 100 > sizeof zip->bytes) {
        zip->full = true;
        return;
    }
    uint32_t crc = stored_zip_crc(bytes, length);
    char *at = zip->bytes + zip->length, *list = zip->list + zip->list_length;
    size_t offset = zip->length;
    memcpy(at, "PK\3\4", 4);
    at += 4;
    stored_zip_header(&at, crc, length, name_length);
    memcpy(at, name, name_length);
    memcpy(at + name_length, bytes, length);
    zip->length = (size_t)(at - zip->bytes) + name_length + length;
    memcpy(list, "PK\1\2", 4);
    list += 4;
    stored_zip_number(&list, 20, 2);
    stored_zip_header(&list, crc, length, name_length);
    stored_zip_number(&list, 0, 8);
    stored_zip_number(&list, 0, 2);
    stored_zip_number(&list, offset, 4);
    memcpy(list, name, name_length);
    zip->list_length = (size_t)(list - zip->list) + name_length;
    zip->members++;
}

/* The list of members ends the archive, which is zip->length bytes long from now on. */
static inline void stored_zip_end(stored_zip *zip)
{
    size_t start = zip->length;
    memcpy(zip->bytes + start, zip->list, zip->list_length);
    char *at = zip->bytes + start + zip->list_length;
    memcpy(at, "PK\5\6", 4);
    at += 4;
    stored_zip_number(&at, 0, 4);
    stored_zip_number(&at, zip->members, 2);
    stored_zip_number(&at, zip->members, 2);
    stored_zip_number(&at, zip->list_length, 4);
    stored_zip_number(&at, start, 4);
    stored_zip_number(&at, 0, 2);
    zip->length = (size_t)(at - zip->bytes);
}

/* --- Documents ---------------------------------------------------------- */

#define STORED_RELATIONS                                                                           \
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
#define STORED_RELATION(type, target)                                                              \
    "<Relationship Id='" type                                                                      \
    "' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type            \
    "' Target='" target "'/>"
#define STORED_WORD_SPACES                                                                         \
    " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"                      \
    " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"                      \
    " xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'>"
#define STORED_ODF(name) "urn:oasis:names:tc:opendocument:xmlns:" name ":1.0'"
#define STORED_ODF_SPACES                                                                                  \
    " xmlns:office='" STORED_ODF("office") " xmlns:text='" STORED_ODF(                                     \
        "text") " xmlns:table='" STORED_ODF("table") " xmlns:draw='" STORED_ODF("drawing") " xmln"         \
                                                                                           "s:"            \
                                                                                           "style"         \
                                                                                           "="             \
                                                                                           "'" STORED_ODF( \
                                                                                               "s"         \
                                                                                               "t"         \
                                                                                               "y"         \
                                                                                               "l"         \
                                                                                               "e") ">"

/* A part of some text between a front and an end. */
static inline void stored_zip_add_part(stored_zip *zip, const char *name, const char *front,
                                       const char *text, size_t length, const char *end)
{
    static char part[STORED_ZIP_ROOM / 2];
    size_t front_length = strlen(front), end_length = strlen(end);
    if (front_length + length + end_length > sizeof part) {
        zip->full = true;
        return;
    }
    memcpy(part, front, front_length);
    if (length > 0)
        memcpy(part + front_length, text, length);
    memcpy(part + front_length + length, end, end_length);
    stored_zip_add(zip, name, part, front_length + length + end_length);
}

#define STORED_ADD(zip, name, bytes) stored_zip_add(zip, name, bytes, sizeof bytes - 1)

/* The insides of a Word document's body, of its styles, footnotes and numbering. */
static inline void stored_zip_word(stored_zip *zip, const char *const texts[static 4],
                                   const size_t lengths[static 4])
{
    STORED_ADD(
        zip, "[Content_Types].xml",
        "<Types><Override PartName='/word/header1.xml' ContentType='a/b.header+xml'/></Types>");
    STORED_ADD(
        zip, "_rels/.rels",
        STORED_RELATIONS STORED_RELATION("officeDocument", "word/document.xml") "</Relationships>");
    STORED_ADD(zip, "word/_rels/document.xml.rels",
               STORED_RELATIONS STORED_RELATION("styles", "styles.xml")
                   STORED_RELATION("numbering", "/word/numbering.xml")
                       STORED_RELATION("footnotes", "./../word/footnotes.xml") "</Relationships>");
    stored_zip_add_part(zip, "word/document.xml", "<w:document" STORED_WORD_SPACES "<w:body>",
                        texts[0], lengths[0], "</w:body></w:document>");
    stored_zip_add_part(zip, "word/styles.xml", "<w:styles" STORED_WORD_SPACES, texts[1],
                        lengths[1], "</w:styles>");
    stored_zip_add_part(zip, "word/footnotes.xml", "<w:footnotes" STORED_WORD_SPACES, texts[2],
                        lengths[2], "</w:footnotes>");
    stored_zip_add_part(zip, "word/numbering.xml", "<w:numbering" STORED_WORD_SPACES, texts[3],
                        lengths[3], "</w:numbering>");
    STORED_ADD(zip, "word/header1.xml", "<h><t>A header.</t></h>");
    stored_zip_end(zip);
}

/* The insides of an OpenDocument text's body, and of its styles. */
static inline void stored_zip_odt(stored_zip *zip, const char *const texts[static 2],
                                  const size_t lengths[static 2])
{
    STORED_ADD(zip, "mimetype", "application/vnd.oasis.opendocument.text");
    stored_zip_add_part(zip, "content.xml",
                        "<office:document-content" STORED_ODF_SPACES "<office:body><office:text>",
                        texts[0], lengths[0],
                        "</office:text></office:body></office:document-content>");
    stored_zip_add_part(zip, "styles.xml", "<office:document-styles" STORED_ODF_SPACES, texts[1],
                        lengths[1], "</office:document-styles>");
    stored_zip_end(zip);
}

/* The insides of an e-book's package document, and two chapters. */
static inline void stored_zip_epub(stored_zip *zip, const char *const texts[static 3],
                                   const size_t lengths[static 3])
{
    STORED_ADD(zip, "mimetype", "application/epub+zip");
    STORED_ADD(zip, "META-INF/container.xml", "<c><rootfile full-path='O/p.opf'/></c>");
    stored_zip_add_part(zip, "O/p.opf", "<package>", texts[0], lengths[0], "</package>");
    stored_zip_add_part(zip, "O/a b.xhtml", "<html>", texts[1], lengths[1], "</html>");
    stored_zip_add(zip, "O/c.xhtml", texts[2], lengths[2]);
    stored_zip_end(zip);
}

#endif
