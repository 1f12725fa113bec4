/* SPDX-License-Identifier: Apache-2.0 */
/* Of a build for browsers, where there are no other programs. */
#include "read/program.h"

al_program_end al_program_run(const al_program *program, al_buffer *out)
{
    (void)program;
    (void)out;
    return AL_PROGRAM_MISSING;
}
