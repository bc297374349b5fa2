"""Requests with many items: each is read and answered by itself, so a bad one never loses its neighbours."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Generic, NamedTuple, TypeVar

import msgspec
import orjson
from aiohttp import web
from pydantic import BaseModel, TypeAdapter, ValidationError

from web.commands.command import Command
from web.commands.outcomes import ACCEPTED, PENDING, REFUSED
from web.commands.verdicts import Verdict
from web.dispatch.refusals import DETAILS, known_code
from web.http.body import JSON_TYPE, NDJSON_TYPE, BodyLimits, media_type_of, read_body
from web.http.json_answer import NO_STORE
from web.http.problem import ProblemError
from web.services.services import Services

T = TypeVar("T", bound=BaseModel)
I = TypeVar("I")  # noqa: E741  # an item, read by whatever means
CSV_TYPE = "text/csv"
ITEMS_PER_TURN = 250
"""Items that are read before other requests get their turn: a few milliseconds."""
SMALL_BYTES = 256 << 10
"""A JSON array up to this size is read in one step, in a third of the time."""
FIELD_MAX_LENGTH = 64


class Bad(NamedTuple):
    """Why an item is refused before anything is asked of Kafka."""

    code: str
    detail: str
    field: str | None = None
    shipment_id: str | None = None


@dataclass(slots=True)
class Items(Generic[T]):
    """The items of a request by their index."""

    good: dict[int, T] = field(default_factory=dict)
    bad: dict[int, Bad] = field(default_factory=dict)


async def read_items(services: Services, request: web.Request, model: type[T], code: str, most: int) -> Items[T]:
    """Return the items of a JSON array or of NDJSON; raises ProblemError for what is neither, and for too many."""
    kind = media_type_of(request, JSON_TYPE, NDJSON_TYPE)
    return await items_in(
        await read_body(request, BodyLimits(services.settings, services.metrics)), kind, model, code, most
    )


async def items_in(raw: bytes, kind: str, model: type[T], code: str, most: int) -> Items[T]:
    """Return the items of a body of that media type; raises ProblemError like `read_items`."""
    if kind == NDJSON_TYPE:
        lines = [line for line in raw.split(b"\n") if line.strip()]
        return await judge_all(lines, model, code, most)
    if len(raw) <= SMALL_BYTES and (items := _read_at_once(raw, model, most)) is not None:
        return items
    return await judge_all([orjson.dumps(each) for each in _array_of(raw)], model, code, most)


async def judge_all(texts: list[bytes], model: type[T], code: str, most: int) -> Items[T]:
    """Return each JSON text as an item; `code` is that of bad ones."""
    require_at_most(len(texts), most)
    items: Items[T] = Items()
    for index, text in enumerate(texts):
        if index % ITEMS_PER_TURN == ITEMS_PER_TURN - 1:
            await asyncio.sleep(0)
        try:
            items.good[index] = model.model_validate_json(text)
        except ValidationError as error:
            items.bad[index] = bad_of(error, text, code)
    return items


def require_at_most(count: int, most: int) -> None:
    """Raise ProblemError `too_large` for too many items."""
    if count > most:
        raise ProblemError("too_large", f"This address takes at most {most} items, not {count}; send several requests.")


def _read_at_once(raw: bytes, model: type[T], most: int) -> Items[T] | None:
    """Return the items where all are good; None where they have to be judged one by one."""
    adapter: TypeAdapter[list[T]] = _adapter_of(model)
    try:
        good = adapter.validate_json(raw)
    except ValidationError:
        return None
    require_at_most(len(good), most)
    return Items(dict(enumerate(good)))


_adapters: dict[type[BaseModel], TypeAdapter[list[BaseModel]]] = {}


def _adapter_of(model: type[T]) -> TypeAdapter[list[T]]:
    if model not in _adapters:
        _adapters[model] = TypeAdapter(list[model])  # type: ignore[valid-type]  # a value, as pydantic needs it
    return _adapters[model]  # type: ignore[return-value]  # stored for this very model


def _array_of(raw: bytes) -> list[object]:
    try:
        array = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise ProblemError("not_json", "The body is not JSON.") from None
    if not isinstance(array, list):
        raise ProblemError("wrong_type", "The body must be an array.")
    return array


def bad_of(error: ValidationError, text: bytes, code: str) -> Bad:
    """Return why an item is bad, without what it holds: its texts may be personal."""
    first = error.errors(include_input=False, include_url=False)[0]
    if first["type"] == "json_invalid":
        return Bad("not_json", "This item is not JSON.")
    where = ".".join(map(str, first["loc"]))[:FIELD_MAX_LENGTH]
    return Bad(code, f"{where or 'The item'}: {first['msg']}.", where or None, _shipment_in(text))


def _shipment_in(text: bytes) -> str | None:
    try:
        item = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    found = item.get("shipmentId") if isinstance(item, dict) else None
    return found[:128] if isinstance(found, str) else None


async def answer_items(services: Services, bad: Mapping[int, Bad], commands: Mapping[int, Command]) -> web.Response:
    """Let the commands be decided, and answer with a result per item; 202 where some decisions are missing."""
    verdicts = await services.commands.decide(tuple(commands.values())) if commands else {}
    results = [
        _refused(index, bad[index]) if index in bad else _decided(index, commands[index], verdicts)
        for index in sorted({*bad, *commands})
    ]
    return _answer(results)


class _Result(msgspec.Struct, gc=False, omit_defaults=True):
    """A CommandResult, which is encoded in a tenth of the time that the model would take."""

    index: int
    shipmentId: str | None
    result: str
    code: str | None = None
    detail: str | None = None
    field: str | None = None
    planRevision: int | None = None
    revision: int | None = None


class _Results(msgspec.Struct, gc=False):
    """CommandResults."""

    accepted: int
    refused: int
    pending: int
    results: list[_Result]


_encode = msgspec.json.Encoder().encode


def _refused(index: int, bad: Bad) -> _Result:
    return _Result(index, bad.shipment_id, REFUSED, bad.code, bad.detail, bad.field)


def _decided(index: int, command: Command, verdicts: Mapping[str, Verdict]) -> _Result:
    verdict = verdicts.get(command.id)
    if verdict is None:
        return _Result(index, command.shipment_id, PENDING)
    code = None if verdict.code is None else known_code(verdict.code)
    result = _Result(
        index, command.shipment_id, ACCEPTED, planRevision=verdict.plan_revision, revision=verdict.revision
    )
    if code is not None:
        result.result, result.code, result.detail = REFUSED, code, DETAILS[code]
    return result


def _answer(results: list[_Result]) -> web.Response:
    counts = Counter([result.result for result in results])
    body = _encode(_Results(counts[ACCEPTED], counts[REFUSED], counts[PENDING], results))
    status = HTTPStatus.ACCEPTED if counts[PENDING] else HTTPStatus.OK
    return web.Response(status=status, body=body, content_type=JSON_TYPE, headers=NO_STORE)


def in_turns(items: Mapping[int, I]) -> Iterator[dict[int, I]]:
    """Yield the items in parts that are worked on in a few milliseconds each."""
    indexes = list(items)
    for start in range(0, len(indexes), ITEMS_PER_TURN):
        yield {index: items[index] for index in indexes[start : start + ITEMS_PER_TURN]}
