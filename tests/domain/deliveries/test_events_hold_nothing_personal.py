"""No event of any type holds what is personal, whatever the commands hold."""

from app.deliveries.codec import encode_event
from app.domain.deliveries.event import EventType
from app.domain.deliveries.row import Destination, Proof, Recipient
from tests.domain.deliveries.commands import (
    Delivery,
    a_plan,
    a_status,
    a_withdrawal,
    an_alert,
    an_assignment,
    an_observation,
)

SECRET = "Jane Doe"
PLACE = Destination(latitude=38.9, longitude=-77.0, address=f"{SECRET} 1", name=f"{SECRET} 2")
PERSON = Recipient(name=f"{SECRET} 3", phone=f"{SECRET} 4", email=f"{SECRET} 5")
PROOF = (Proof(kind="name", ref=f"{SECRET} 6"),)
NOTE = f"{SECRET} 7"


def a_personal_delivery() -> Delivery:
    """Return a delivery whose every text is personal."""
    return Delivery(a_plan(destination=PLACE, recipient=PERSON, note=NOTE, reference=f"{SECRET} 8", driverId="Dave"))


def test_no_event_of_any_type_holds_what_is_personal() -> None:
    failed, ended, changed, none = a_personal_delivery(), a_personal_delivery(), a_personal_delivery(), Delivery()
    for delivery, commands in (
        (
            failed,
            (
                a_status("in_transit", 10, note=NOTE),
                a_status("out_for_delivery", 20, note=NOTE),
                an_observation("approaching", 30),
                an_observation("arrived", 40),
                an_observation("departed", 50),
                a_status("attempt_failed", 60, note=NOTE, reason="other", proof=PROOF),
                a_status("ready_for_pickup", 70, note=NOTE),
                a_status("returning", 80, note=NOTE),
                a_status("returned", 90, note=NOTE, proof=PROOF),
            ),
        ),
        (
            ended,
            (
                an_alert("open", at=10),
                an_alert("acknowledge", at=11, by="desk"),
                an_alert("resolve", at=12),
                a_status("delivered", 20, note=NOTE, proof=PROOF),
                a_status("attempt_failed", 20, taken_at=30, note=NOTE, reason="other", corrects=True),
            ),
        ),
        (
            changed,
            (
                a_plan(10, whole=False, note=f"{NOTE}!", recipient=Recipient(name=f"{SECRET}!")),
                an_assignment("Erin", 20),
                a_status("cancelled", 30, note=NOTE),
                a_withdrawal(40),
            ),
        ),
        (none, (a_status("delivered", 10, note=NOTE, proof=PROOF),)),
    ):
        for command in commands:
            delivery.take(command)
    events = [event for delivery in (failed, ended, changed, none) for event in delivery.events]
    assert {event.type for event in events} == set(EventType)
    assert [event.type for event in events if SECRET.encode() in encode_event(event)] == []
