import base64
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.phones.apps import PhoneApp
from app.domain.phones.public_address import AddressWarning, warnings_of
from app.domain.phones.setup import Phone, StepId, setup_of

KEY = "trk_ABCDEFGH_" + "x" * 43
DEVICE_IDS = st.text(min_size=1, max_size=128).filter(lambda text: text.isprintable() and text.strip() == text)


def a_phone(device_id: str = "phone 7", secret: str | None = KEY, **fields: object) -> Phone:
    return Phone("https://track.example/base", device_id, secret, **fields)  # type: ignore[arg-type]


def owntracks_configuration(link: str) -> dict[str, object]:
    inline = parse_qs(urlsplit(link).query)["inline"][0]
    configuration: dict[str, object] = json.loads(base64.b64decode(inline, validate=True))
    return configuration


def test_a_scanned_code_gives_traccar_client_the_address_with_its_key_and_the_device() -> None:
    setup = setup_of(PhoneApp.TRACCAR, a_phone(interval_s=15))
    address, _, query = setup.link.partition("?")
    assert address == setup.address == f"https://track.example/base/api/ingest/osmand/{KEY}"
    told = parse_qs(query)
    assert (told["id"], told["interval"]) == (["phone 7"], ["15"])


def test_owntracks_gets_a_configuration_for_http_with_the_key_as_its_password() -> None:
    told = owntracks_configuration(setup_of(PhoneApp.OWNTRACKS, a_phone()).link)
    assert (told["_type"], told["mode"], told["auth"]) == ("configuration", 3, True)
    assert (told["username"], told["password"], told["deviceId"]) == ("phone 7", KEY, "phone 7")
    assert told["url"] == "https://track.example/base/api/ingest/owntracks?u=phone%207&d=phone%207"


@given(DEVICE_IDS)
def test_the_configuration_of_owntracks_survives_apps_that_decode_the_link_and_apps_that_do_not(
    device_id: str,
) -> None:
    link = setup_of(PhoneApp.OWNTRACKS, a_phone(device_id)).link
    assert owntracks_configuration(link)["deviceId"] == device_id
    assert link.partition("inline=")[2].isalnum()


@given(DEVICE_IDS)
def test_overland_gets_the_address_the_key_and_the_device_back_from_its_link(device_id: str) -> None:
    told = parse_qs(urlsplit(setup_of(PhoneApp.OVERLAND, a_phone(device_id)).link).query)
    assert told == {
        "url": ["https://track.example/base/api/ingest/overland"],
        "token": [KEY],
        "device_id": [device_id],
    }


def test_gpslogger_posts_all_its_fields_to_the_address_with_the_key() -> None:
    setup = setup_of(PhoneApp.GPSLOGGER, a_phone())
    values = {step.id: step.value for step in setup.steps}
    assert (
        values[StepId.SERVER_URL] == setup.link == f"https://track.example/base/api/ingest/gpslogger/{KEY}?id=phone%207"
    )
    assert (values[StepId.HTTP_METHOD], values[StepId.HTTP_BODY]) == ("POST", "%ALL")


def test_osmand_fills_the_place_into_the_address() -> None:
    link = setup_of(PhoneApp.OSMAND, a_phone()).link
    assert link.startswith(
        f"https://track.example/base/api/ingest/osmand/{KEY}?id=phone%207&lat={{0}}&lon={{1}}&timestamp={{2}}"
    )


def test_the_key_of_the_browser_stands_where_no_server_sees_it() -> None:
    link = setup_of(PhoneApp.BROWSER, a_phone(driver_id="ann")).link
    assert link == f"https://track.example/base/drive#key={KEY}"


@pytest.mark.parametrize("app", PhoneApp)
def test_a_setup_without_keys_names_the_device_or_the_driver_and_no_secret(app: PhoneApp) -> None:
    setup = setup_of(app, a_phone("van-7", None, driver_id="ann lee"))
    if app is PhoneApp.BROWSER:
        assert setup.link == "https://track.example/base/drive#driver=ann%20lee"
    elif app is PhoneApp.OWNTRACKS:
        told = owntracks_configuration(setup.link)
        assert (told["deviceId"], told["auth"], "password" in told) == ("van-7", False, False)
    else:
        assert "van-7" in setup.link
    assert "trk_" not in setup.link
    assert all("trk_" not in (step.value or "") for step in setup.steps)


@pytest.mark.parametrize(
    ("address", "warnings"),
    [
        ("https://track.example", ()),
        ("http://track.example:8080", (AddressWarning.NOT_HTTPS,)),
        ("http://192.168.1.7:8080", (AddressWarning.NOT_HTTPS,)),
        ("http://localhost:8080", (AddressWarning.NOT_REACHABLE,)),
        ("http://127.0.0.1:8080/base", (AddressWarning.NOT_REACHABLE,)),
        ("https://[::1]:8443", (AddressWarning.NOT_REACHABLE,)),
    ],
)
def test_an_address_tells_what_keeps_a_phone_from_it(address: str, warnings: tuple[AddressWarning, ...]) -> None:
    assert warnings_of(address) == warnings
