# SPDX-License-Identifier: Apache-2.0
"""Quotations: found in an account, and held against sources."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from .comparing import Span
from .native import Call, Limits, Result, c_string, ffi, lib, number_of, options, text_of
from .texts import Source, Text, text_from

__all__ = ["Quotation", "Quotations", "Reported", "check", "check_all", "quotations"]


class Quotation(NamedTuple):
    """One span of quoted text, with its status and who says it, and how that is known."""

    id: int
    span: Span
    text: str
    kind: str
    status: str
    speaker: str | None
    speaker_by: str | None
    margin: float
    saying: int
    sources: list[dict[str, Any]]


class Reported(NamedTuple):
    """What is reported without marks: ``supported``, ``altered`` or ``not found``; ``touches`` says in what."""

    id: int
    span: Span
    text: str
    status: str
    touches: tuple[str, ...]
    source: dict[str, Any] | None


class Quotations(Result, Sequence[Quotation]):
    """The quotations of an account, in its order."""

    def __init__(self, account: Text, handle: Any, keep: tuple[Any, ...]) -> None:
        self.account = account
        self._quotations = handle
        self._keep = keep
        self._rows: list[dict[str, Any]] | None = None

    def _entries(self) -> list[dict[str, Any]]:
        if self._rows is None:
            self._rows = self.to_dict()["quotations"]
        return self._rows

    @property
    def indirect(self) -> list[Reported]:
        """What is reported without marks, where it was asked for."""
        found = []
        for entry in self.to_dict().get("indirect", []):
            about = entry["text"], entry["status"], tuple(entry.get("touches", ()))
            found.append(Reported(entry["id"], Span(**entry["span"]), *about, entry.get("source")))
        return found

    def __len__(self) -> int:
        return int(lib.almost_quotations_count(self._quotations))

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        entry = self._entries()[index]
        return Quotation(
            entry["id"],
            Span(entry["span"]["start"], entry["span"]["end"]),
            entry["text"],
            entry["kind"],
            entry["status"],
            entry.get("speaker"),
            entry.get("speaker_by"),
            entry.get("margin", 0.0),
            entry["saying"],
            entry.get("sources", []),
        )

    def __iter__(self) -> Iterator[Quotation]:
        return (self[i] for i in range(len(self)))

    def write(self, form: str = "list", *, width: int = 0, colour: bool = False, fail_on: Iterable[str] = ()) -> str:
        """For reading (``list``), or as ``json``, ``sarif``, ``github`` or ``html``."""
        forms = {"list": 0, "json": 1, "sarif": 2, "github": 3, "html": 4}
        if form not in forms:
            raise ValueError(f"form is one of {', '.join(forms)}, and not {form!r}")
        call, asked = Call(None), options("almost_quotations_write_options")
        asked.form, asked.width, asked.colour = forms[form], width, colour
        asked.fail_on = sum({1 << number_of(status, "quotation_status") for status in fail_on})
        return call.written(lib.almost_quotations_write, self._quotations, asked).decode("utf-8", "surrogateescape")

    def json(self) -> bytes:
        """As the command writes it with ``--json``."""
        return self.write("json").encode("utf-8", "surrogateescape")

    def __repr__(self) -> str:
        return f"<almost.Quotations: {len(self)} in {self.account.name!r}>"


def find(
    account: Source,
    sources: Sequence[Source] | None,
    language: str | None,
    cast: Source | None,
    indirect: bool,
    limits: Limits | None,
) -> Quotations:
    call = Call(limits)
    kind = "quotations" if sources is None else "check"
    asked = options(f"almost_{kind}_options", call)
    text, code = text_from(account, limits), c_string(language)
    who = None if cast is None else text_from(cast, limits)
    asked.language, asked.cast, asked.indirect = code, ffi.NULL if who is None else who._text, indirect
    if sources is None:
        handle = call.made("quotations", lib.almost_quotations_find, text._text, asked)
        return Quotations(text, handle, (who,))
    texts = [text_from(source, limits) for source in sources]
    array = ffi.new("const almost_text *[]", [one._text for one in texts])
    handle = call.made("quotations", lib.almost_check, text._text, array, len(texts), asked)
    return Quotations(text, handle, (who, texts))


def quotations(
    account: Source,
    *,
    language: str | None = None,
    cast: Source | None = None,
    indirect: bool = False,
    limits: Limits | None = None,
) -> Quotations:
    """The quotations of a text and who says them; with ``indirect`` what is reported without marks, too.

    >>> [(one.text, one.speaker) for one in quotations('“I am here,” said Anna.')]
    [('I am here,', 'Anna')]
    """
    return find(account, None, language, cast, indirect, limits)


def listed(against: Source | Sequence[Source]) -> list[Source]:
    single = isinstance(against, (Text, str, bytes)) or hasattr(against, "__fspath__")
    return [against] if single else list(against)  # type: ignore[list-item, arg-type]


def check(
    account: Source,
    against: Source | Sequence[Source],
    *,
    language: str | None = None,
    cast: Source | None = None,
    baseline: Source | None = None,
    indirect: bool = False,
    limits: Limits | None = None,
) -> Quotations:
    """Every quotation of an account, held against sources: is it what stands there?

    With ``indirect`` what is reported without marks is held against them, too: ``check(...).indirect``.

    >>> law = "Smoking is not permitted in any public building of the city."
    >>> [one.status for one in check('The law says “is permitted in any public building of the city”.', law)]
    ['altered']
    """
    made = find(account, listed(against), language, cast, indirect, limits)
    if baseline is not None:
        Call(limits)(lib.almost_quotations_accept, made._quotations, text_from(baseline, limits)._text)
    return made


def check_all(
    accounts: Iterable[str | os.PathLike[str]],
    against: Source | Sequence[Source],
    *,
    language: str | None = None,
    cast: Source | None = None,
    indirect: bool = False,
    limits: Limits | None = None,
) -> Iterator[dict[str, Any]]:
    """Many accounts as they come, each a text or a ``Path``, on all cores, against sources made ready once.

    What comes is in their order, each as the command writes it with ``check --batch``; one that cannot be read has
    an ``error`` and the others go on.

    >>> law = "Smoking is not permitted in any public building of the city."
    >>> told = ["“not permitted in any public building”, it says.", "“is permitted in any public building of the city”"]
    >>> [[one["status"] for one in found["quotations"]] for found in check_all(told, law)]
    [['verbatim'], ['altered']]
    """
    call = Call(limits, lasting=True)
    texts = [text_from(source, limits) for source in listed(against)]
    asked, checking = options("almost_check_batch_options"), options("almost_check_options", call)
    who, code = None if cast is None else text_from(cast, limits), c_string(language)
    checking.language, checking.cast, checking.indirect = code, who._text if who else ffi.NULL, indirect
    asked.check, array = checking, ffi.new("const almost_text *[]", [one._text for one in texts])
    batch = call.made("check_batch", lib.almost_check_batch_new, array, len(texts), asked)
    name, waiting, room = c_string("accounts"), enumerate(accounts, 1), True
    while True:
        while room and lib.almost_check_batch_room(batch) > 0:
            number, account = next(waiting, (0, ""))
            room = number > 0
            if room:
                key = "text" if isinstance(account, str) else "path"
                line = json.dumps({"id": number, key: os.fspath(account)}).encode("utf-8", "surrogateescape")
                call(lib.almost_check_batch_add_line, batch, line, len(line), name, number)
        result = lib.almost_check_batch_next(batch)
        if result == ffi.NULL:
            return
        if result.line == ffi.NULL:
            raise MemoryError
        yield json.loads(bytes(ffi.buffer(result.line, result.line_length)))
