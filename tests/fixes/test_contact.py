"""Contacts as items of an envelope."""

import json

import pytest

from app.domain.fix_rules import FUTURE_TOLERANCE_S
from app.fixes.contact import Contact, decode_contact, encode_contact
from tests.builders import NOON, a_fix


@pytest.mark.parametrize("fleet", [None, "north"])
@pytest.mark.parametrize("row_id", ["Päckchen 7", "\x01Dave-007"])
def test_what_is_written_is_read(row_id: str, fleet: str | None) -> None:
    contact = Contact(row_id, NOON, fleet)
    assert decode_contact(encode_contact(contact), NOON) == contact


def test_without_a_fleet_the_item_has_none() -> None:
    assert json.loads(encode_contact(Contact("PKG-1", NOON))) == {"contact": "PKG-1", "at": NOON}


@pytest.mark.parametrize(
    "item",
    [
        {"contact": "", "at": NOON},
        {"contact": "\x01", "at": NOON},
        {"contact": "a\nb", "at": NOON},
        {"contact": "x" * 129, "at": NOON},
        {"contact": 7, "at": NOON},
        {"contact": "PKG-1"},
        {"contact": "PKG-1", "at": True},
        {"contact": "PKG-1", "at": 0},
        {"contact": "PKG-1", "at": NOON + FUTURE_TOLERANCE_S + 1},
        {"contact": "PKG-1", "at": NOON, "fleet": "x" * 65},
        {"contact": "PKG-1", "at": NOON, "latitude": 1},
        a_fix(contact="PKG-1"),
        a_fix(),
        ["contact"],
    ],
)
def test_anything_else_is_no_contact(item: object) -> None:
    assert decode_contact(json.dumps(item).encode(), NOON) is None
