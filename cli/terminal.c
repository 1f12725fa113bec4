/* SPDX-License-Identifier: Apache-2.0 */
/* Colour and width, as people expect them of git and grep. */
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { USUAL_WIDTH = 80, LEAST_WIDTH = 20, MOST_WIDTH = 1000000 };

bool terminal_is_smart(int descriptor)
{
    const char *kind = getenv("TERM");
    return isatty(descriptor) && kind != NULL && strcmp(kind, "dumb") != 0;
}

bool terminal_colour(const settings *settings, int descriptor)
{
    const char *no_color = getenv("NO_COLOR");
    if (settings->colour != WHEN_AUTO)
        return settings->colour == WHEN_ALWAYS;
    return (no_color == NULL || no_color[0] == '\0') && terminal_is_smart(descriptor);
}

uint32_t terminal_width(const settings *settings, int descriptor)
{
    const char *columns = getenv("COLUMNS");
    unsigned long width = columns == NULL ? 0 : strtoul(columns, NULL, 10);
    if (settings->width != 0)
        return settings->width;
#ifdef TIOCGWINSZ
    struct winsize size;

    if ((width < LEAST_WIDTH || width > MOST_WIDTH) && ioctl(descriptor, TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
#endif
    return width < LEAST_WIDTH || width > MOST_WIDTH ? USUAL_WIDTH : (uint32_t)width;
}
