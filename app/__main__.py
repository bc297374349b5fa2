"""The command line: `python -m app run | worker | dispatcher | edge | broker | topics | keys | map | simulate`."""

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.start_error import DO_NOT_RESTART, StartError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from app.settings import Settings

MOST_PROCESSES = 64
"""Most processes of one kind under one supervisor, so that a typing error does not fill the machine."""

_COMMANDS = {
    "run": "start everything: the embedded Kafka, if TRACKER_KAFKA names no other, one worker and one dispatcher or more, and edges",
    "worker": "accept positions, keep the table, serve queries and streams",
    "dispatcher": "keep the table of deliveries",
    "edge": "accept positions, serve queries and streams; workers keep the table",
    "broker": "run the embedded Kafka alone",
    "topics": "create the topics, or check those that exist",
    "keys": "create, list and revoke the keys that TRACKER_AUTH=on requires",
    "map": "show what a street map contains, and whether the dashboard can draw it",
    "simulate": "drive vehicles through the public API",
}


def main(arguments: list[str]) -> int:
    """Run one command and return the exit code: 78 when only a person can fix the cause."""
    args = _parser(arguments).parse_args(arguments)
    try:
        return _run(args)
    except StartError as error:
        print(error, file=sys.stderr)
        return DO_NOT_RESTART


def _parser(arguments: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app", description="The delivery tracker.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in _COMMANDS.items():
        command = commands.add_parser(name, help=text, description=text)
        if name in ("worker", "dispatcher", "edge", "broker", "simulate"):
            command.add_argument("--parent-fd", type=int, help=argparse.SUPPRESS)
        if name == "run":
            command.add_argument(
                "--workers", type=_count(1), default=1, metavar="N", help="how many workers (default: 1)"
            )
            command.add_argument("--edges", type=_count(0), default=0, metavar="N", help="how many edges (default: 0)")
            command.add_argument(
                "--dispatchers", type=_count(0), default=1, metavar="N", help="how many dispatchers (default: 1)"
            )
        if name == "broker":
            command.add_argument("--download", action="store_true", help="download what Kafka needs, and exit")
            command.add_argument(
                "--relock", action="store_true", help="pin Kafka's jars again in app/kafka.lock, and exit"
            )
        if name == "simulate" and "simulate" in arguments[:1]:
            from app.simulator.command import add_arguments  # noqa: PLC0415  # help for the others stays fast

            add_arguments(command)
        if name == "keys" and "keys" in arguments[:1]:
            from app.processes.keys_command import add_arguments as add_key_arguments  # noqa: PLC0415

            add_key_arguments(command)
        if name == "map" and "map" in arguments[:1]:
            from app.street_maps.command import add_arguments as add_map_arguments  # noqa: PLC0415

            add_map_arguments(command)
    return parser


def _count(least: int) -> Callable[[str], int]:
    def count(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= MOST_PROCESSES:
            raise argparse.ArgumentTypeError(f"{text} is not a number from {least} to {MOST_PROCESSES}")
        return int(text)

    return count


def _run(args: argparse.Namespace) -> int:
    # Each command imports only what it needs, so that `--help` is fast and the broker's process stays small.
    if args.command == "map":
        from app.street_maps.command import main as street_map  # noqa: PLC0415

        return street_map(args)
    settings = _settings()
    parent_fd: int | None = getattr(args, "parent_fd", None)
    if parent_fd is not None:
        from app.processes.parent_watch import end_with_parent  # noqa: PLC0415

        end_with_parent(parent_fd, settings.shutdown_s)
    if args.command == "simulate":
        from app.simulator.command import main as simulate  # noqa: PLC0415

        return simulate(args, settings.simulate_key.get_secret_value())
    if args.command == "run":
        from app.processes.commands import Counts  # noqa: PLC0415
        from app.processes.supervisor import main as run  # noqa: PLC0415

        return run(settings, Counts(args.workers, args.dispatchers, args.edges))
    if args.command == "broker":
        from app.processes import broker  # noqa: PLC0415

        act = broker.relock if args.relock else broker.download if args.download else broker.main
        return act(settings)
    if args.command == "topics":
        from app.processes.topics_command import main as topics  # noqa: PLC0415

        return topics(settings)
    if args.command == "keys":
        from app.processes.keys_command import main as keys  # noqa: PLC0415

        return keys(settings, args)
    return _serve(settings, args.command, parent_fd)


def _serve(settings: "Settings", role: str, parent_fd: int | None) -> int:
    from app.processes.run import main as work  # noqa: PLC0415

    if role == "edge":
        from app.processes.edge import create_edge  # noqa: PLC0415

        work(settings, lambda these, demo: create_edge(these, demo=demo), parent_fd)
    if role == "dispatcher":
        from app.processes.dispatcher import create_dispatcher, settings_of_dispatcher  # noqa: PLC0415

        work(settings_of_dispatcher(settings), lambda these, _demo: create_dispatcher(these), parent_fd, role)
    from app.processes.worker import create_worker  # noqa: PLC0415

    work(settings, lambda these, demo: create_worker(these, demo=demo), parent_fd, role)


def _settings() -> "Settings":
    from pydantic import ValidationError  # noqa: PLC0415

    from app.settings import Settings  # noqa: PLC0415

    try:
        return Settings()
    except ValidationError as error:
        raise StartError("\n".join(_setting_message(problem) for problem in error.errors())) from error


def _setting_message(problem: "ErrorDetails") -> str:
    name = "_".join(map(str, problem["loc"])).upper()
    return f"TRACKER_{name}={problem['input']}: {problem['msg'][:1].lower()}{problem['msg'][1:]}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
