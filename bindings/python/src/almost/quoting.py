# SPDX-License-Identifier: Apache-2.0
"""Quotations: found in an account, and held against sources."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from .native import Call, Limits, Result, Span, batched, lib
from .texts import Source, Text, text_from, texts_from

if TYPE_CHECKING:
    from typing_extensions import Unpack

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


def entry_of(kind: Any, entry: dict[str, Any], **missing: Any) -> Any:
    """An entry of JSON as a named tuple; what it does not say is None, or what is given for it."""
    known = missing | entry | {"span": Span(**entry["span"])}
    return kind(*map(known.get, kind._fields))


class Quotations(Result, Sequence[Quotation]):
    """The quotations of an account, in its order."""

    _writes = "almost_quotations_write", "almost_quotations_write_options"

    def __init__(self, account: Text, handle: Any, call: Call) -> None:
        super().__init__(handle, call)
        self.account = account

    @cached_property
    def _rows(self) -> list[Quotation]:
        return [entry_of(Quotation, entry, margin=0.0, sources=[]) for entry in self.to_dict()["quotations"]]

    @property
    def indirect(self) -> list[Reported]:
        """What is reported without marks, where it was asked for."""
        found = [entry_of(Reported, entry, touches=()) for entry in self.to_dict().get("indirect", [])]
        return [one._replace(touches=tuple(one.touches)) for one in found]

    def __len__(self) -> int:
        return int(lib.almost_quotations_count(self._handle))

    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]

    def write(self, form: str = "list", *, width: int = 0, colour: bool = False, fail_on: Iterable[str] = ()) -> str:
        """For reading (``list``), or as ``json``, ``sarif``, ``github`` or ``html``."""
        written = self._written(form=form, width=width, colour=colour, fail_on=fail_on)
        return written.decode("utf-8", "surrogateescape")

    def __repr__(self) -> str:
        return f"<almost.Quotations: {len(self)} in {self.account.name!r}>"


class Finding(TypedDict, total=False):
    """How quotations are found: the account's language, who speaks in it, and what is reported without marks, too."""

    language: str | None
    cast: Source | None
    indirect: bool


def finding(call: Call, kind: str, cast: Source | None = None, **options: Any) -> Any:
    who = None if cast is None else text_from(call, cast)._text
    return call.options(kind, cast=who, **options)


def quotations(account: Source, *, limits: Limits | None = None, **options: Unpack[Finding]) -> Quotations:
    """The quotations of a text and who says them; with ``indirect`` what is reported without marks, too.

    ``language`` is the account's, where it is not to be found out; ``cast`` a list of those who speak.

    >>> [(one.text, one.speaker) for one in quotations('“I am here,” said Anna.')]
    [('I am here,', 'Anna')]
    """
    call = Call(limits)
    text, asked = text_from(call, account), finding(call, "almost_quotations_options", **options)
    return Quotations(text, call.made("quotations", lib.almost_quotations_find, text._text, asked), call)


def check(
    account: Source,
    against: Source | Sequence[Source],
    *,
    baseline: Source | None = None,
    limits: Limits | None = None,
    **options: Unpack[Finding],
) -> Quotations:
    """Every quotation of an account, held against sources: is it what stands there?

    With ``indirect`` what is reported without marks is held against them, too: ``check(...).indirect``. ``language``
    and ``cast`` are those of :func:`quotations`; what stands in ``baseline`` is known.

    >>> law = "Smoking is not permitted in any public building of the city."
    >>> [one.status for one in check('The law says “is permitted in any public building of the city”.', law)]
    ['altered']
    """
    call = Call(limits)
    text, asked = text_from(call, account), finding(call, "almost_check_options", **options)
    made = call.made("quotations", lib.almost_check, text._text, *texts_from(call, against), asked)
    if baseline is not None:
        call(lib.almost_quotations_accept, made, text_from(call, baseline)._text)
    return Quotations(text, made, call)


def check_all(
    accounts: Iterable[str | os.PathLike[str]],
    against: Source | Sequence[Source],
    *,
    limits: Limits | None = None,
    **options: Unpack[Finding],
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
    asked, name = call.options("almost_check_batch_options"), call.kept("accounts")
    asked.check = checking = finding(call, "almost_check_options", **options)
    batch = call.made("check_batch", lib.almost_check_batch_new, *texts_from(call, against), asked)

    def add(numbered: tuple[int, str | os.PathLike[str]]) -> None:
        number, account = numbered
        job = {"id": number, "text" if isinstance(account, str) else "path": os.fspath(account)}
        line = json.dumps(job).encode("utf-8", "surrogateescape")
        call(lib.almost_check_batch_add_line, batch, line, len(line), name, number)

    yield from map(json.loads, batched("almost_check_batch", batch, enumerate(accounts, 1), add))
    del checking
