/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For what can fail: a status, or false when memory ends. Whoever drops such a
 * result goes on with an object that is not there; the compiler says so.
 */
#ifndef AL_MUST_CHECK_H
#define AL_MUST_CHECK_H

#define AL_MUST_CHECK __attribute__((warn_unused_result))

#endif
