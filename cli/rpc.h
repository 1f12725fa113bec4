/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages of JSON-RPC 2.0, whoever sends them: what both servers over standard input and output,
 * that for agents and that for editors, make of bytes, and strings that can be sent.
 */
#ifndef RPC_H
#define RPC_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Codes of errors. */
enum {
    RPC_NOT_JSON = -32700,
    RPC_INVALID_REQUEST = -32600,
    RPC_NO_METHOD = -32601,
    RPC_INVALID_PARAMS = -32602,
    RPC_INTERNAL = -32603
};

/*
 * The message of `length` bytes, whatever they are, of which at most `most` are taken. NULL with
 * the code and the reason, of `capacity` bytes, of the error to answer with.
 */
json_t *rpc_read(const char *bytes, size_t length, uint64_t most, int *code, char *why,
                 size_t capacity);

/* Why a message is none that can be answered or followed; NULL: it is one. */
const char *rpc_fault_of(const json_t *message);

/* Whether it is an answer, and so to nothing that these servers ask. */
bool rpc_is_answer(const json_t *message);

/* The id of a request; NULL: it has none that is one. */
const json_t *rpc_id_of(const json_t *message);

/*
 * A JSON string of at most `most` bytes, which ends in an ellipsis where more was cut off than
 * that. Bytes that are no UTF-8 become U+FFFD. NULL: out of memory.
 */
json_t *rpc_string(const char *bytes, uint64_t length, size_t most);

/* Write all bytes to standard output at once. 1 after saying what is wrong; an almost_sink. */
int rpc_put(void *context, const char *bytes, size_t length);

#endif
