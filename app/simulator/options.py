"""Every option of `python -m app simulate`; docs/simulator.md explains them."""

import argparse
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from urllib.parse import urlsplit

from app.simulator.bad_data import BadData
from app.simulator.device_faults import DeviceFaults
from app.start_error import StartError

MAX_BATCH = 10_000
"""Most fixes that the tracker accepts in one request."""
SPEED_UP = {"tracks": 20.0, "streets": 1.0, "company": 1.0}
"""Every source, and its default speed relative to real time."""


@dataclass(frozen=True, slots=True)
class Options:
    """What to send, how fast and where to; `rate_per_s` and `as_fast_as_possible` replace `speed_up`."""

    url: str = "http://127.0.0.1:8080"
    key: str = field(default="", repr=False)
    source: str = "tracks"
    speed_up: float = SPEED_UP["tracks"]
    rate_per_s: float | None = None
    as_fast_as_possible: bool = False
    start_at_s: float = 0.0
    loop: bool = False
    vehicles: int | None = None
    drivers: int = 0
    duration_s: float | None = None
    batch: int = 1
    connections: int = 8
    queue: int = 64
    wait_s: float = 120.0
    answer_timeout_s: float = 30.0
    bad_data: BadData = field(default_factory=BadData)
    device_faults: DeviceFaults = field(default_factory=DeviceFaults)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options on a parser."""
    default = Options()
    fleet = parser.add_argument_group("the fleet")
    fleet.add_argument("--source", choices=tuple(SPEED_UP), default=default.source, help="where fixes come from")
    fleet.add_argument("--vehicles", type=_count, metavar="N", help="how many; of tracks, those that report most")
    fleet.add_argument(
        "--drivers", type=_count, default=0, metavar="N", help="company: how many; streets: N name no shipment"
    )
    fleet.add_argument(
        "--start-at", type=_seconds, default=0.0, metavar="S", help="tracks, company: begin S seconds into it"
    )
    fleet.add_argument("--loop", action="store_true", help="tracks, company: start over when it ends")
    _add_device_faults(parser.add_argument_group("the devices of streets"), default.device_faults)
    pace = parser.add_argument_group("pace").add_mutually_exclusive_group()
    pace.add_argument("--speed-up", type=_positive, metavar="N", help=f"default by source: {SPEED_UP}")
    pace.add_argument("--rate", type=_positive, metavar="R", help="R fixes a second, evenly")
    pace.add_argument("--as-fast-as-possible", action="store_true", help="as many as the tracker accepts")
    parser.add_argument("--duration", type=_positive, metavar="S", help="stop after S seconds")
    bad_data = parser.add_argument_group("bad data (shares of the fixes, 0 to 1)")
    bad_data.add_argument("--late", type=_share, default=0.0, metavar="P", help="sent after newer ones of the vehicle")
    bad_data.add_argument("--doubled", type=_share, default=0.0, metavar="P", help="sent twice")
    bad_data.add_argument("--shuffled", type=_share, default=0.0, metavar="P", help="overtaken by up to 500 others")
    bad_data.add_argument("--invalid", type=_share, default=0.0, metavar="P", help="followed by an invalid copy")
    bad_data.add_argument(
        "--seed", type=int, default=1, metavar="N", help="chooses the bad data, and the day of streets"
    )
    wire = parser.add_argument_group("requests")
    wire.add_argument("--url", type=_url, default=default.url, help="the tracker; default %(default)s")
    wire.add_argument(
        "--key-file",
        type=Path,
        metavar="FILE",
        help="holds the key to send; else TRACKER_SIMULATE_KEY, which ps does not show",
    )
    wire.add_argument("--batch", type=_count, default=default.batch, metavar="N", help="most fixes in a request")
    wire.add_argument("--connections", type=_count, default=default.connections, metavar="N", help="requests at a time")
    wire.add_argument("--queue", type=_count, default=default.queue, metavar="N", help="requests that wait for one")
    wire.add_argument("--wait", type=_seconds, default=default.wait_s, metavar="S", help="retry for S seconds")
    wire.add_argument("--answer-timeout", type=_positive, default=default.answer_timeout_s, metavar="S")


def _add_device_faults(devices: argparse._ArgumentGroup, default: DeviceFaults) -> None:
    devices.add_argument(
        "--noise", type=_not_negative, default=default.noise_m, metavar="M", help="GPS error in metres"
    )
    devices.add_argument("--tunnels", type=_share, default=default.tunnels, metavar="P", help="share of the trips")
    devices.add_argument(
        "--dead-batteries", type=_share, default=default.dead_batteries, metavar="P", help="share of the vehicles"
    )


def options_from(args: argparse.Namespace, key: str = "") -> Options:
    """Return the options of the command line and the key, which a file overrides; raises StartError for an unusable key."""
    if args.source == "company" and (args.rate is not None or args.as_fast_as_possible or args.vehicles is not None):
        raise StartError("A company has drivers (--drivers) and its own pace (--speed-up); omit --rate and the like.")
    return Options(
        url=args.url,
        key=_key_of(args.key_file, key),
        source=args.source,
        speed_up=args.speed_up or SPEED_UP[args.source],
        rate_per_s=args.rate,
        as_fast_as_possible=args.as_fast_as_possible,
        start_at_s=args.start_at,
        loop=args.loop,
        vehicles=args.vehicles,
        drivers=args.drivers,
        duration_s=args.duration,
        batch=min(args.batch, MAX_BATCH),
        connections=args.connections,
        queue=args.queue,
        wait_s=args.wait,
        answer_timeout_s=args.answer_timeout,
        bad_data=BadData(
            late=args.late, doubled=args.doubled, shuffled=args.shuffled, invalid=args.invalid, seed=args.seed
        ),
        device_faults=DeviceFaults(noise_m=args.noise, tunnels=args.tunnels, dead_batteries=args.dead_batteries),
    )


def _key_of(file: Path | None, key: str) -> str:
    # Errors never quote the text: it may be a key with a typing error.
    if file is not None:
        try:
            key = file.read_text()
        except (OSError, ValueError) as error:
            raise StartError(f"Cannot read the key from {file}: {type(error).__name__}.") from None
    key = key.strip()
    if (file is not None and not key) or not (key.isascii() and key.isprintable()) or " " in key:
        raise StartError(f"{file or 'TRACKER_SIMULATE_KEY'} holds no key; a key is one word that begins with trk_.")
    return key


def _positive(text: str) -> float:
    value = float(text)
    if not isfinite(value) or value <= 0:
        raise argparse.ArgumentTypeError(f"{text} is not greater than 0")
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not isfinite(value) or value < 0:
        raise argparse.ArgumentTypeError(f"{text} is not 0 or more seconds")
    return value


def _not_negative(text: str) -> float:
    value = float(text)
    if not isfinite(value) or value < 0:
        raise argparse.ArgumentTypeError(f"{text} is not 0 or more")
    return value


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return value


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise argparse.ArgumentTypeError(f"{text} is not like http://127.0.0.1:8080")
    if "@" in parts.netloc:
        raise argparse.ArgumentTypeError("other users can see an address: set the key in TRACKER_SIMULATE_KEY")
    return text.rstrip("/")
