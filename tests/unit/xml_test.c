/* SPDX-License-Identifier: Apache-2.0 */
/* What a listener is told, where it stands in the source, and what is refused. */
#include "read/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

/* What was told, as a line. */
typedef struct heard {
    char line[400];
    size_t length;
    const char *source;
    bool at_their_place; /* every piece of text stands in the source where it is said to */
} heard;

static void put(heard *heard, const char *kind, const char *bytes, size_t length)
{
    int n = snprintf(heard->line + heard->length, sizeof heard->line - heard->length, "%s%.*s",
                     kind, (int)length, bytes);
    heard->length += (size_t)n;
}

static bool on_start(void *of, const al_xml_element *element)
{
    const char *id = al_xml_attribute(element, "http://www.w3.org/XML/1998/namespace", "id");
    const char *plain = al_xml_attribute(element, "", "n");
    put(of, "<", element->name, strlen(element->name));
    if (id != NULL)
        put(of, "#", id, strlen(id));
    if (plain != NULL)
        put(of, "=", plain, strlen(plain));
    return strcmp(element->name, "stop") != 0;
}

static bool on_end(void *of, const al_xml_element *element)
{
    put(of, ">", element->name, strlen(element->name));
    return true;
}

static bool on_text(void *of, const char *bytes, uint32_t length, al_range source)
{
    heard *heard = of;
    put(heard, "'", bytes, length);
    if (source.end - source.start == length &&
        memcmp(heard->source + source.start, bytes, length) != 0)
        heard->at_their_place = false;
    return true;
}

static almost_status parse(const char *document, heard *heard, almost_error *error)
{
    static const al_read_options options = {.depth = 5};
    *heard = (struct heard){.source = document, .at_their_place = true};
    al_xml_listener listener = {heard, on_start, on_end, on_text, NULL};
    al_xml_source source = {
        .name = "a.xml", .bytes = document, .length = (uint32_t)strlen(document)};
    return al_xml_parse(&source, &options, &listener, error);
}

static void test_heard(void **unused)
{
    (void)unused;
    heard heard;
    almost_error error;
    assert_int_equal(parse("<a xmlns='u' xml:id='x' n='1'>b&amp;c<d/>e</a>", &heard, &error),
                     ALMOST_OK);
    assert_string_equal(heard.line, "<a#x=1'b'&'c<d>d'e>a");
    assert_true(heard.at_their_place);
    assert_int_equal(parse("<a>b<stop/>c</a>", &heard, &error), ALMOST_OK);
    assert_string_equal(heard.line, "<a'b<stop");
}

static bool on_spaces(void *of, const al_xml_element *element)
{
    const char *value = al_xml_attribute(element, "u:b", "v");
    put(of, "<", element->space, strlen(element->space));
    put(of, "|", element->name, strlen(element->name));
    if (value != NULL)
        put(of, "=", value, strlen(value));
    return true;
}

static bool on_space_end(void *of, const al_xml_element *element)
{
    put(of, ">", element->space, strlen(element->space));
    return true;
}

static almost_status parse_spaces(const char *document, heard *heard, almost_error *error)
{
    static const al_read_options options = {.depth = 50000};
    al_xml_listener listener = {0}, told = {heard, on_spaces, on_space_end, NULL, NULL};
    if (heard != NULL) {
        *heard = (struct heard){.source = document, .at_their_place = true};
        listener = told;
    }
    al_xml_source source = {
        .name = "a.xml", .bytes = document, .length = (uint32_t)strlen(document)};
    return al_xml_parse(&source, &options, &listener, error);
}

/* What a prefix stands for ends with its element, and an attribute without one is of no namespace.
 */
static void test_namespaces(void **unused)
{
    (void)unused;
    heard heard;
    almost_error error;
    assert_int_equal(
        parse_spaces("<a xmlns='u:a' xmlns:p='u:b' v='no' p:v='1'><p:b xmlns:p='u:c' p:v='no' "
                     "xmlns:q='u:b' q:v='2'><p:c/></p:b><p:d v='no'/><e xmlns=''><f/></e></a>",
                     &heard, &error),
        ALMOST_OK);
    assert_string_equal(heard.line, "<u:a|a=1<u:c|b=2<u:c|c>u:c>u:c<u:b|d>u:b<|e<|f>>>u:a");
    assert_int_equal(parse_spaces("<a><p:b xmlns:p='x'/><p:b/></a>", &heard, &error),
                     ALMOST_ERROR_FORMAT);
    assert_non_null(strstr(error.message, "unbound prefix"));
    assert_int_equal(error.column, 22);
}

/* As many prefixes as are allowed at once, and more; all of them asked for again and again. */
static void test_many_namespaces(void **unused)
{
    (void)unused;
    enum { MANY = 10001, ROOM = 1 << 20 };
    char *document = malloc(ROOM);
    almost_error error;
    assert_non_null(document);
    for (int many = MANY - 1; many <= MANY; many++) {
        size_t length = (size_t)sprintf(document, "<a");
        for (int i = 0; i < many; i++)
            length += (size_t)sprintf(document + length, " xmlns:p%d='u'", i);
        length += (size_t)sprintf(document + length, ">");
        for (int i = 0; i < many; i++)
            length += (size_t)sprintf(document + length, "<p%d:b/>", i);
        assert_true(length + 5 < ROOM);
        strcpy(document + length, "</a>");
        assert_int_equal(parse_spaces(document, NULL, &error),
                         many < MANY ? ALMOST_OK : ALMOST_ERROR_LIMIT);
    }
    free(document);
}

static void test_refused(void **unused)
{
    (void)unused;
    heard heard;
    almost_error error;
    assert_int_equal(parse("<a>\n<b></a>", &heard, &error), ALMOST_ERROR_FORMAT);
    assert_int_equal(error.line, 2);
    assert_non_null(strstr(error.message, "mismatched tag"));
    assert_int_equal(parse("<a><a><a><a><a><a/></a></a></a></a></a>", &heard, &error),
                     ALMOST_ERROR_LIMIT);
    assert_int_equal(parse("", &heard, &error), ALMOST_ERROR_FORMAT);
    /* what is outside is never fetched */
    assert_int_equal(
        parse("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", &heard, &error),
        ALMOST_OK);
    assert_string_equal(heard.line, "<a>a");
}

/* Ten entities, each ten times the one before: a billion of the first. */
static void test_bomb(void **unused)
{
    (void)unused;
    char document[2000] = "<!DOCTYPE a [<!ENTITY e0 'laughing'>";
    for (int i = 1; i < 10; i++) {
        char name[32];
        snprintf(name, sizeof name, "<!ENTITY e%d '", i);
        strcat(document, name);
        for (int j = 0; j < 10; j++) {
            snprintf(name, sizeof name, "&e%d;", i - 1);
            strcat(document, name);
        }
        strcat(document, "'>");
    }
    strcat(document, "]><a>&e9;</a>");
    static const al_read_options options = {.depth = 5};
    al_xml_listener listener = {0};
    al_xml_source source = {
        .name = "a.xml", .bytes = document, .length = (uint32_t)strlen(document)};
    almost_error error;
    assert_int_equal(al_xml_parse(&source, &options, &listener, &error), ALMOST_ERROR_FORMAT);
}

static void test_root(void **unused)
{
    (void)unused;
    char space[64], name[64];
    const char *document = "<?xml version='1.0'?>\n<t:TEI xmlns:t='urn:tei'><t:text>";
    assert_true(al_xml_root(document, strlen(document), space, name, sizeof name));
    assert_string_equal(space, "urn:tei");
    assert_string_equal(name, "TEI");
    assert_false(al_xml_root("no markup", 9, space, name, sizeof name));
    assert_false(al_xml_root("", 0, space, name, sizeof name));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_heard),
                                       cmocka_unit_test(test_namespaces),
                                       cmocka_unit_test(test_many_namespaces),
                                       cmocka_unit_test(test_refused),
                                       cmocka_unit_test(test_bomb),
                                       cmocka_unit_test(test_root)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
