"""The search for texts finds what a look at each text would, whatever was written, replaced and deleted before."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import web.deliveries.text_index as text_index_module
from tests.builders import a_delivery
from tests.web.deliveries.applied import apply_delivery
from web.deliveries.filters import DeliveryFilters
from web.deliveries.replica import DeliveriesReplica
from web.deliveries.text_index import words_of

WORDS = st.sampled_from(["ann", "Anna", "MAIN", "straße", "\0", "4711", "47", "x"])
TEXTS = st.lists(WORDS, max_size=3).map(" ".join)
WRITES = st.tuples(st.sampled_from("ABCDE"), TEXTS, st.booleans())


def apply(replica: DeliveriesReplica, number: int, row: dict[str, Any]) -> None:
    apply_delivery(replica.store, {**row, "offset": number}, 0, number)


@pytest.mark.parametrize("few", [0, 1_000])
@given(writes=st.lists(WRITES, max_size=30), asked=st.lists(WORDS, min_size=1, max_size=3).map(" ".join))
def test_a_search_finds_what_a_look_at_each_text_finds(
    few: int, writes: list[tuple[str, str, bool]], asked: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_index_module, "FEW", few)
        patch.setattr(text_index_module, "LEAST_WASTE_BYTES", 8)
        replica, texts = DeliveriesReplica(partitions=1), dict[str, str]()
        for number, (shipment_id, text, is_deleted) in enumerate(writes):
            if is_deleted:
                deletion = {"shipmentId": shipment_id, "deleted": True, "revision": 1, "planRevision": 1}
                apply(replica, number, deletion)
                texts.pop(shipment_id, None)
            else:
                apply(replica, number, a_delivery(shipmentId=shipment_id, reference=text or None))
                texts[shipment_id] = f"{shipment_id}\n{text}".casefold().replace("\0", "")
        words = words_of(asked)
        expected = {name for name, text in texts.items() if all(word in text for word in words)}
        store = replica.store
        assert {store.id_at(slot) for slot in replica.matching(DeliveryFilters(words=words)).tolist()} == expected
        if words and store.slot_count:
            every = np.arange(store.slot_count, dtype=np.int32)
            contains = replica.indexes.texts.contains
            assert (contains(words, every) == contains(words, None)).all()


def test_texts_that_do_not_change_take_no_room() -> None:
    replica = DeliveriesReplica(partitions=1)
    for number in range(100):
        apply(replica, number, a_delivery(shipmentId="A", reference="Order 1", status="created"))
    assert len(replica.indexes.texts._texts) < 30
