# SPDX-License-Identifier: Apache-2.0
"""A reader of streams of Arrow, as far as tests need one: no more than the format's own text says (Message.fbs, Schema.fbs)."""
import struct


def number(held, place, form):
    return struct.unpack_from("<" + form, held, place)[0]


class Table:
    """A table of a FlatBuffer: its fields by their numbers."""

    def __init__(self, held, place):
        self.held, self.place = held, place
        self.offsets = place - number(held, place, "i")

    def at(self, field):
        known = 4 + 2 * field < number(self.held, self.offsets, "H")
        offset = number(self.held, self.offsets + 4 + 2 * field, "H") if known else 0
        return self.place + offset if offset else None

    def value(self, field, form, default=0):
        place = self.at(field)
        assert place is None or place % struct.calcsize(form) == 0, "not aligned"
        return default if place is None else number(self.held, place, form)

    def named(self, field):
        return self.at(field) + number(self.held, self.at(field), "I")

    def vector(self, field, form):
        place = self.named(field)
        step = struct.calcsize("<" + form)
        return [struct.unpack_from("<" + form, self.held, place + 4 + i * step) for i in range(number(self.held, place, "I"))]

    def tables(self, field):
        place = self.named(field) + 4
        return [Table(self.held, place + 4 * i + number(self.held, place + 4 * i, "I"))
                for i in range(number(self.held, place - 4, "I"))]

    def text(self, field):
        place = self.named(field)
        return self.held[place + 4:place + 4 + number(self.held, place, "I")].decode()


def messages(stream):
    """(kind, header, body) of each message; the stream has to end as one does."""
    place = 0
    while True:
        assert number(stream, place, "I") == 0xFFFFFFFF and place % 8 == 0
        length = number(stream, place + 4, "i")
        place += 8
        if length == 0:
            break
        held = stream[place:place + length]
        message = Table(held, number(held, 0, "I"))
        assert message.value(0, "h") == 4, "version 5"
        body = place + length, place + length + message.value(3, "q")
        yield message.value(1, "B"), Table(held, message.named(2)), stream[body[0]:body[1]]
        place = body[1]
    assert place == len(stream)


def column(kind, rows, missing, buffers):
    valid, *starts, values = (next(buffers) for _ in range(3 if kind == 5 else 2))
    if kind == 5:
        ends = struct.unpack(f"<{rows + 1}i", starts[0])
        found = [values[ends[i]:ends[i + 1]].decode() for i in range(rows)]
    elif kind == 6:
        found = [bool(values[i // 8] >> i % 8 & 1) for i in range(rows)]
    else:
        found = list(struct.unpack(f"<{rows}{'d' if kind == 3 else 'q'}", values))
    there = [not valid or bool(valid[i // 8] >> i % 8 & 1) for i in range(rows)]
    assert there.count(False) == missing
    return [value if is_there else None for value, is_there in zip(found, there)]


def rows_of(stream):
    """Columns by name and kind, and the rows of all batches as dictionaries."""
    (first, schema, _), *batches = messages(stream)
    assert first == 1
    columns = {field.text(0): field.value(2, "B") for field in schema.tables(1)}
    rows = []
    for kind, batch, body in batches:
        assert kind == 3
        buffers = iter([body[start:start + length] for start, length in batch.vector(2, "qq")])
        held = [column(kind, *node, buffers) for kind, node in zip(columns.values(), batch.vector(1, "qq"))]
        rows += [dict(zip(columns, row)) for row in zip(*held)]
    return columns, rows
