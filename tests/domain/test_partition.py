import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.partition import WORTH_VECTORS, murmur2, partition_of, partitions_of


@pytest.mark.parametrize(
    ("shipment_id", "hashed"),
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
def test_a_shipment_has_the_partition_that_the_java_client_gives_its_id(shipment_id: str, hashed: int) -> None:
    for partitions in (1, 4, 8, 1000):
        assert partition_of(shipment_id, partitions) == (hashed & 0x7FFFFFFF) % partitions
        assert partitions_of([shipment_id.encode()], partitions) == [partition_of(shipment_id, partitions)]


@given(shipment_id=st.text(), partitions=st.integers(1, 1024))
def test_every_id_has_one_partition(shipment_id: str, partitions: int) -> None:
    partition = partition_of(shipment_id, partitions)
    assert 0 <= partition < partitions
    assert partition == partition_of(shipment_id, partitions)


@given(ids=st.lists(st.text(max_size=128), max_size=40), partitions=st.integers(1, 1024))
def test_ids_hashed_together_have_the_partitions_that_each_has_alone(ids: list[str], partitions: int) -> None:
    expected = [partition_of(shipment_id, partitions) for shipment_id in ids]
    keys = [shipment_id.encode() for shipment_id in ids]
    assert partitions_of(keys, partitions) == expected
    assert partitions_of(keys * WORTH_VECTORS, partitions) == expected * WORTH_VECTORS


@given(key=st.binary(max_size=20), length=st.integers(0, 20))
def test_an_id_with_zeros_at_its_end_is_hashed_to_its_end(key: bytes, length: int) -> None:
    padded = key.ljust(length, b"\0")
    assert partitions_of([padded, *[b"x" * 40] * WORTH_VECTORS], 1 << 31)[0] == murmur2(padded) & 0x7FFFFFFF


def test_ids_spread_over_all_partitions() -> None:
    partitions_of_ids = [partition_of(f"PKG-{number:06d}", 8) for number in range(8000)]
    assert all(700 < partitions_of_ids.count(partition) < 1300 for partition in range(8))


def test_an_id_beyond_ascii_is_hashed_as_utf_8() -> None:
    assert partition_of("Zoë", 1 << 20) != partition_of("Zoe", 1 << 20)
