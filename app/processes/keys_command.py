"""`python -m app keys create | list | revoke`: manages keys from the command line; running processes follow at once."""

import argparse
import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime

from aiokafka.errors import KafkaError

from app.clock import SystemClock
from app.domain.access import Scope
from app.kafka.topic_admin import ensure_topics
from app.keys.key_log import append, read_keys
from app.keys.record import KeyRecord, new_record
from app.observability.logs import configure_logging
from app.processes.topics import topic_specs
from app.settings import Settings
from app.start_error import StartError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the commands of `keys`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    create = actions.add_parser("create", help="create a key and show it once")
    create.add_argument("--name", required=True, help="a name for people")
    create.add_argument(
        "--scope", required=True, action="append", choices=[str(scope) for scope in Scope], help="may be repeated"
    )
    create.add_argument("--driver", help="the only driver that a key with the scopes ingest or drive may act for")
    create.add_argument("--device", help="the only device whose positions such a key may post")
    create.add_argument("--fleet", help="the fleet that the key writes for, and alone may read")
    actions.add_parser("list", help="show all keys, without their secrets")
    revoke = actions.add_parser("revoke", help="revoke a key in every process, within a second")
    revoke.add_argument("id", help="the key's id, as `list` shows it")


def main(settings: Settings, args: argparse.Namespace) -> int:
    """Run the command of the arguments; raises StartError with one sentence if it fails."""
    # Lower log levels would print lines of Kafka's client around the key.
    configure_logging("warning", settings.log_format)
    try:
        return asyncio.run(_run(settings, args))
    except (KafkaError, OSError, TimeoutError) as error:
        raise StartError(f"Kafka at {settings.bootstrap}, which holds the keys, does not answer: {error!r}") from error


async def _run(settings: Settings, args: argparse.Namespace) -> int:
    await ensure_topics(settings, topic_specs(settings))
    if args.action == "create":
        await _create(settings, args)
    elif args.action == "revoke":
        await _revoke(settings, args.id)
    else:
        for line in lines(sorted((await read_keys(settings)).values(), key=lambda record: record.createdAt)):
            print(line)
    return 0


async def _create(settings: Settings, args: argparse.Namespace) -> None:
    scopes, now = frozenset(map(Scope, args.scope)), SystemClock().now()
    try:
        record, text = new_record(args.name, scopes, args.driver, now, args.fleet, args.device)
    except ValueError as error:
        raise StartError(str(error)) from error
    await append(settings, record)
    print(text)


async def _revoke(settings: Settings, key_id: str) -> None:
    record = (await read_keys(settings)).get(key_id)
    if record is None:
        raise StartError(f"There is no key {key_id[:64]!r}; `keys list` shows all keys.")
    if record.revokedAt is None:
        await append(settings, record.model_copy(update={"revokedAt": round(SystemClock().now(), 3)}))
    print(f"{record.id} ({record.name}) is revoked")


def lines(records: Iterable[KeyRecord]) -> Iterable[str]:
    """Return a header and a line for each key."""
    form = "{:8}  {:24}  {:20}  {:16}  {:16}  {:16}  {:16}  {}"
    yield form.format("id", "name", "scopes", "driver", "device", "fleet", "created", "revoked")
    for record in records:
        revoked = "" if record.revokedAt is None else _date(record.revokedAt)
        scopes = ",".join(sorted(record.scopes))
        yield form.format(
            record.id,
            record.name,
            scopes,
            record.driver or "any",
            record.device or "any",
            record.fleet or "all",
            _date(record.createdAt),
            revoked,
        ).rstrip()


def _date(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"
