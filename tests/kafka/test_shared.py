import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.embedded_kafka.probe import answers
from tests.kafka.shared import SharedKafka, shared_address
from tests.product.proc import holders
from tests.waiting import eventually

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(120)]


async def test_all_clients_get_one_broker_that_starts_with_the_first_and_stops_with_its_owner() -> None:
    shared = SharedKafka()
    try:
        assert holders(shared.folder) == []
        with ThreadPoolExecutor() as askers:
            asked = [askers.submit(shared_address, shared.socket_path) for _ in range(3)]
            [address] = {await asyncio.wrap_future(answer) for answer in asked}
        host, _, port = address.rpartition(":")
        assert answers(host, int(port))
    finally:
        shared.close()
    await eventually(lambda: not answers(host, int(port)))
    assert not shared.folder.exists()
