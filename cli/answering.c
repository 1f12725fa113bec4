/* SPDX-License-Identifier: Apache-2.0 */
/* As many lines are with the batch as it has room for; answers are written as they come. */
#include "answering.h"
#include "report.h"

/* Add lines while there is room. 1: there may be more, 0: the end, -1 after saying what is wrong.
 */
static int add_lines(const answering *answering)
{
    while (answering->has_room(answering->context)) {
        int more = line_reader_next(answering->lines);

        if (more <= 0)
            return more;
        if (!answering->add(answering->context, answering->lines))
            return -1;
    }
    return 1;
}

bool answering_run(const answering *answering)
{
    int more = 1;
    for (;;) {
        const void *answer;

        if (more > 0)
            more = add_lines(answering);
        if (more < 0)
            return false;
        answer = answering->next(answering->context);
        if (answer == NULL && more == 0)
            return true;
        if (answer != NULL && !answering->tell(answering->context, answer))
            return answering->target->error != 0;
    }
}

int answering_end(target *target, bool done, const answered *answered, const char *what)
{
    if (!done) {
        target_discard(target);
        return EXIT_TROUBLE;
    }
    if (!target_close(target))
        return EXIT_TROUBLE;
    if (answered->failed > 0) {
        report("%llu of %llu %s", (unsigned long long)answered->failed,
               (unsigned long long)answered->told, what);
        return EXIT_TROUBLE;
    }
    return answered->well ? EXIT_YES : EXIT_OTHER;
}
