/* SPDX-License-Identifier: Apache-2.0 */
/* What a gate did not let pass, one finding a line, and the places of findings. */
#ifndef AL_FINDINGS_H
#define AL_FINDINGS_H

#include "write/writer.h"

/* Whether a gate is set at all. */
bool al_gate_is_set(const almost_write_options *options);

/*
 * By what a change fails. Where no gate is set all changes are findings: they fail by what they
 * are.
 */
uint32_t al_finding_of(const almost_comparison *comparison, const almost_write_options *options,
                       size_t index);

/* Where an editor finds a change: its place in the telling, and of what is missing where it was. */
almost_place al_finding_place(const almost_comparison *comparison, const al_change *change);

#endif
