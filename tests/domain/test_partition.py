import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.partition import partition_of


@pytest.mark.parametrize(
    ("shipment_id", "murmur2"),
    # org.apache.kafka.common.utils.Utils.murmur2 of the UTF-8 bytes, from Kafka's own UtilsTest.
    [
        ("21", -973932308),
        ("foobar", -790332482),
        ("a-little-bit-long-string", -985981536),
        ("a-little-bit-longer-string", -1486304829),
        ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971),
        ("abc", 479470107),
    ],
)
def test_a_shipment_has_the_partition_that_the_java_client_gives_its_id(shipment_id: str, murmur2: int) -> None:
    for partitions in (1, 4, 8, 1000):
        assert partition_of(shipment_id, partitions) == (murmur2 & 0x7FFFFFFF) % partitions


@given(shipment_id=st.text(), partitions=st.integers(1, 1024))
def test_every_id_has_one_partition(shipment_id: str, partitions: int) -> None:
    partition = partition_of(shipment_id, partitions)
    assert 0 <= partition < partitions
    assert partition == partition_of(shipment_id, partitions)


def test_ids_spread_over_all_partitions() -> None:
    partitions_of_ids = [partition_of(f"PKG-{number:06d}", 8) for number in range(8000)]
    assert all(700 < partitions_of_ids.count(partition) < 1300 for partition in range(8))


def test_an_id_beyond_ascii_is_hashed_as_utf_8() -> None:
    assert partition_of("Zoë", 1 << 20) != partition_of("Zoe", 1 << 20)
