/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost watch --view: the page of a telling while it is told, served to the browser of this user.
 *
 * The main thread reads the telling and hands over what is told; another one looks after the
 * server, so that a stream that is silent for long makes no page believe that all has ended.
 */
#ifndef WATCH_VIEW_H
#define WATCH_VIEW_H

#include "settings.h"

typedef struct watch_view watch_view;

/* Serve the page of a watch and say where. NULL after saying why not. */
watch_view *watch_view_start(const settings *settings, const almost_watch *watch);

/* Hand over one thing that is told; it is shown at the next watch_view_show(). False: memory. */
bool watch_view_tell(watch_view *view, const almost_watch *watch, const almost_watched *watched);

/* Tell the pages what there is. */
void watch_view_show(watch_view *view);

/* Hand over all of it, and with it the page of the comparison where there is one. */
bool watch_view_sum(watch_view *view, const almost_watch *watch,
                    const almost_watch_summary *summary);

/* Go on serving what was told until the user ends it, or nobody has looked for long. */
void watch_view_stay(watch_view *view);

/* End and release. NULL is fine. */
void watch_view_stop(watch_view *view);

#endif
