import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.deliveries.codec import decode_row, encode_row
from app.deliveries.deliveries_table import deleted_at, deliveries_table, version_of
from app.domain.deliveries.row import DeletedDelivery
from app.settings import Settings
from tests.domain.deliveries.commands import T0, Delivery, a_plan, a_withdrawal


def test_the_later_decision_is_the_newer_row_and_then_the_later_writing() -> None:
    delivery = Delivery(a_plan(), a_plan(note="x"))
    first = version_of(encode_row(delivery.row))
    delivery.take(a_plan(note="y"))
    second = version_of(encode_row(delivery.row))
    assert first is not None
    assert second is not None
    assert second > first
    assert second > second._replace(revision=second.revision - 1)


def test_a_deletion_is_a_row_of_its_own_time() -> None:
    delivery = Delivery(a_plan(), a_withdrawal(5))
    assert delivery.row_bytes is not None
    assert deleted_at(delivery.row_bytes) == T0 + 5
    assert version_of(delivery.row_bytes) is not None
    assert deleted_at(encode_row(Delivery(a_plan()).row)) is None


@given(st.sampled_from(['"deleted":true', '{"deleted":true}', '\\"deleted":true', '","deleted":true,"x":"']))
def test_no_text_makes_a_delivery_look_deleted(text: str) -> None:
    row = encode_row(Delivery(a_plan(note=text, reference=text)).row)
    assert deleted_at(row) is None
    assert not isinstance(decode_row(row), DeletedDelivery)


@pytest.mark.parametrize("row", [b"", b"null", b"{}", b'{"offset":1}', b"\xff", b'{"deleted":true}'])
def test_what_is_no_row_has_no_version(row: bytes) -> None:
    assert version_of(row) is None
    assert deleted_at(row) is None


def test_commands_cannot_rebuild_the_table() -> None:
    spec = deliveries_table(Settings(prefix="p-"))
    assert not spec.input_can_rebuild
    assert (spec.input_topic, spec.app_id) == ("p-delivery-commands", "p-tracker-deliveries")
