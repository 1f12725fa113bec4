/* SPDX-License-Identifier: Apache-2.0 */
/* Scanned and printed pages from within: where each byte comes from, doubtful words, failing
 * memory. */
#include "read/pdf.h"
#include "read/program.h"
#include "text/origin.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/wait.h>
#include <cmocka.h>

#include "scarce_reading.h"

static const char alto[] =
    "<alto><Layout><Page><PrintSpace><TextBlock><TextLine><String CONTENT='One' WC='0.4'/><SP/>"
    "<String CONTENT='who' SUBS_TYPE='HypPart1' SUBS_CONTENT='whole'/><HYP CONTENT='-'/></TextLine>"
    "<TextLine><String CONTENT='le' SUBS_TYPE='HypPart2' SUBS_CONTENT='whole'/><String "
    "CONTENT='word' WC='0.9'/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>";

static const char page[] =
    "<PcGts><Page><ReadingOrder><OrderedGroup><RegionRefIndexed index='1' regionRef='a'/>"
    "<RegionRefIndexed index='0' regionRef='b'/></OrderedGroup></ReadingOrder><TextRegion id='a'>"
    "<TextLine><TextEquiv><Unicode>whole word</Unicode></TextEquiv></TextLine></TextRegion>"
    "<TextRegion id='b'><TextLine><Word><TextEquiv conf='0.4'><Unicode>One</Unicode></TextEquiv>"
    "</Word></TextLine></TextRegion></Page></PcGts>";

static const char hocr[] =
    "<html><div class='ocr_page'><p class='ocr_par'><span class='ocr_line'><span class='ocrx_word' "
    "title='bbox 1 2 3 4; x_wconf 40'>One</span></span> <span class='ocr_line'>whole word</span>"
    "</p></div></html>";

static almost_status open_text(const char *bytes, const almost_environment *environment,
                               almost_text **text, almost_error *error)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.environment = environment;
    return almost_text_from_memory(bytes, strlen(bytes), &options, text, error);
}

static almost_text *opened(const char *bytes, const char *format)
{
    almost_text *text = NULL;
    almost_error error;
    assert_int_equal(open_text(bytes, NULL, &text, &error), ALMOST_OK);
    assert_string_equal(almost_text_format(text), format);
    return text;
}

/* What is said to come from the source byte for byte stands there. */
static void check_origin(const almost_text *text)
{
    const al_origin *origin = text->origin;
    for (size_t i = 0; i < origin->n; i++) {
        uint32_t start = origin->runs[i].start,
                 end = i + 1 < origin->n ? origin->runs[i + 1].start : origin->end;
        al_range source = origin->runs[i].source;
        assert_true(source.end <= text->source_length);
        if (source.end - source.start == end - start)
            assert_memory_equal(text->bytes + start, text->source + source.start, end - start);
    }
}

/* The first word is doubtful, and the only one. */
static void check_doubts(const almost_text *text)
{
    al_layer_walk walk =
        al_layers_walk(text->layers, AL_LAYER_DOUBTFUL, (al_range){0, (uint32_t)text->length});
    const al_layer_span *span = al_layer_next(&walk);
    assert_non_null(span);
    assert_int_equal(span->bytes.start, 0);
    assert_int_equal(span->bytes.end, 3);
    al_value value = al_layers_value(text->layers, span);
    assert_int_equal(value.number, 2);
    assert_memory_equal(value.bytes, "40", 2);
    assert_null(al_layer_next(&walk));
}

static void check(const char *bytes, const char *format, const char *wanted)
{
    almost_text *text = opened(bytes, format);
    assert_int_equal(text->length, strlen(wanted));
    assert_memory_equal(text->bytes, wanted, strlen(wanted));
    check_origin(text);
    check_doubts(text);
    almost_text_free(text);
}

static void test_texts(void **unused)
{
    (void)unused;
    check(alto, "alto", "One whole\nword");
    check(page, "page", "One\nwhole word");
    check(hocr, "hocr", "One\nwhole word");
}

static almost_status open_one(const void *of, const almost_environment *environment,
                              almost_text **text, almost_error *error)
{
    return open_text(of, environment, text, error);
}

static void test_memory(void **unused)
{
    (void)unused;
    const char *const sources[] = {alto, page, hocr};
    for (int i = 0; i < 3; i++)
        read_scarcely(open_one, sources[i]);
}

/* --- Another program ---------------------------------------------------- */

static al_program_end run(const char *name, const char *argument, al_buffer *out)
{
    const char *const arguments[] = {name, argument, NULL};
    al_program program = {.name = name,
                          .arguments = arguments,
                          .bytes = "some input",
                          .length = 10,
                          .limit = 100000,
                          .seconds = 1};
    al_buffer_init(out, al_allocator_default());
    return al_program_run(&program, out);
}

static size_t open_descriptors(void)
{
    size_t n = 0;
    DIR *folder = opendir("/dev/fd");
    if (folder == NULL)
        return 0;
    while (readdir(folder) != NULL)
        n++;
    closedir(folder);
    return n;
}

/* Whether starting a program that is missing fails, and not only the child (under qemu-user). */
static bool tells_missing(void)
{
    char *const arguments[] = {"no-such-program-as-this", NULL};
    pid_t child;
    if (posix_spawnp(&child, *arguments, NULL, NULL, arguments, arguments + 1) != 0)
        return true;
    waitpid(child, NULL, 0);
    return false;
}

static void run_all(al_program_end false_ends)
{
    al_buffer out;
    bool missing = false_ends == AL_PROGRAM_FAILED || tells_missing();
    assert_int_equal(run("cat", "-", &out), AL_PROGRAM_DONE);
    assert_int_equal(out.length, 10);
    assert_memory_equal(out.bytes, "some input", 10);
    al_buffer_release(&out);
    assert_int_equal(run("no-such-program-as-this", NULL, &out),
                     missing ? AL_PROGRAM_MISSING : AL_PROGRAM_DONE);
    assert_int_equal(run("false", NULL, &out), false_ends);
    assert_int_equal(run("sleep", "30", &out), AL_PROGRAM_LATE);
    assert_int_equal(run("cat", "/dev/zero", &out), AL_PROGRAM_LONG);
    al_buffer_release(&out);
}

/* None is left behind, and no descriptor, whatever the host does with its signals. */
static void test_program(void **unused)
{
    (void)unused;
    size_t before = open_descriptors();
    run_all(AL_PROGRAM_FAILED);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    signal(SIGCHLD, SIG_IGN); /* so that no status is left */
    run_all(AL_PROGRAM_DONE);
    signal(SIGCHLD, SIG_DFL);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(open_descriptors(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
