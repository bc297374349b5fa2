"""The registers over real Kafka: what one process writes, every process knows, and nothing of it gets lost."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from msgspec.structs import replace

from app.clock import SystemClock
from app.devices.device_record import DeviceRecord
from app.devices.driver_record import DriverRecord
from app.devices.feeds import device_topic
from app.devices.registers import Registers, create_registers
from app.domain.bindings import bind
from app.kafka.register_log import append
from app.observability.metrics import Metrics
from app.readiness import Readiness
from app.settings import Settings
from tests.builders import NOON
from tests.devices.registered import a_device
from tests.kafka.topics import ensure_all
from tests.waiting import eventually

MakeSettings = Callable[..., Settings]


@dataclass(slots=True)
class Knowing:
    """A process that follows the registers."""

    registers: Registers
    readiness: Readiness
    metrics: Metrics


@asynccontextmanager
async def a_process(settings: Settings) -> AsyncIterator[Knowing]:
    metrics, readiness = Metrics(), Readiness("devices", "drivers")
    registers, feeds = create_registers(settings, SystemClock(), metrics, readiness)
    for feed in feeds:
        await feed.start()
    try:
        yield Knowing(registers, readiness, metrics)
    finally:
        for feed in feeds:
            await feed.stop()


def binding_to(driver: str, at: float) -> Callable[[DeviceRecord | None], DeviceRecord]:
    def decide(before: DeviceRecord | None) -> DeviceRecord:
        before = before or a_device("phone-1")
        return replace(before, bindings=bind(before.bindings, driver, at) or before.bindings)

    return decide


def naming(name: str) -> Callable[[DeviceRecord | None], DeviceRecord]:
    return lambda before: replace(before or a_device("phone-1"), name=name)


async def test_a_device_that_one_process_writes_is_known_to_it_at_once_and_to_others_soon(
    make_settings: MakeSettings,
) -> None:
    settings = make_settings()
    await ensure_all(settings)
    async with a_process(settings) as one, a_process(settings) as other:
        await eventually(lambda: one.readiness.reason is None and other.readiness.reason is None)
        assert one.registers.devices.is_complete
        await one.registers.device_changes.change("phone-1", binding_to("Dave-007", NOON))
        assert one.registers.devices.driver_at("phone-1", NOON) == "Dave-007"
        await eventually(lambda: other.registers.devices.driver_at("phone-1", NOON) == "Dave-007")
        count = one.metrics.registry.get_sample_value("tracker_register_records", {"register": "devices"})
        assert count == 1
        await other.registers.device_changes.change("phone-1", lambda _: None)
        assert other.registers.devices.find("phone-1") is None
        await eventually(lambda: one.registers.devices.find("phone-1") is None)


async def test_what_two_edges_change_in_one_device_at_once_is_all_kept(make_settings: MakeSettings) -> None:
    settings = make_settings()
    await ensure_all(settings)
    async with a_process(settings) as one, a_process(settings) as other:
        await eventually(lambda: one.readiness.reason is None and other.readiness.reason is None)
        for number in range(5):
            await asyncio.gather(
                one.registers.device_changes.change("phone-1", binding_to(f"driver-{number}", NOON + number)),
                other.registers.device_changes.change("phone-1", naming(f"name-{number}")),
            )
            wanted = (f"name-{number}", [f"driver-{each}" for each in range(number + 1)])
            for process in (one, other):
                await eventually(partial(is_known, process, wanted))


def is_known(process: Knowing, wanted: tuple[str, list[str]]) -> bool:
    record = process.registers.devices.find("phone-1")
    return record is not None and (record.name, [each.driverId for each in record.bindings]) == wanted


async def test_a_process_that_starts_later_reads_the_newest_record_of_each(make_settings: MakeSettings) -> None:
    settings = make_settings()
    await ensure_all(settings)
    topic = device_topic(settings)
    for name in ("old", "new"):
        await append(settings, topic, "phone-1", a_device("phone-1", name=name))
    await append(settings, topic, "phone-2", a_device("phone-2"))
    await append(settings, topic, "phone-2", None)
    async with a_process(settings) as it:
        await eventually(lambda: it.registers.devices.is_complete)
        assert list(it.registers.devices.records) == ["phone-1"]
        await it.registers.driver_changes.change("Dave-007", lambda _: DriverRecord(id="Dave-007", updatedAt=NOON))
        assert it.registers.drivers.find("Dave-007") is not None
