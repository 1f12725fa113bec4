/* SPDX-License-Identifier: Apache-2.0 */
/* What a text does with its source when it goes; how it came is known in src/read. */
#include "text/source.h"

#include <sys/mman.h>

void al_source_release(const almost_allocator *allocator, al_bytes *source)
{
    if (source->mapped > 0)
        munmap(source->bytes, source->mapped);
    else
        al_release(allocator, source->bytes);
}
