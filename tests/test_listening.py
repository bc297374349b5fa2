import pytest

from app.listening import is_loopback, require_safe_listening, warning_of, who_may_ask
from app.settings import Settings
from app.start_error import StartError


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_without_keys_only_this_machine_is_served(host: str) -> None:
    settings = Settings(host=host)
    require_safe_listening(settings)
    assert is_loopback(host)
    assert warning_of(settings) is None
    assert who_may_ask(settings) == "this machine only, no keys"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "tracker.example", "", "localhost.example"])
def test_without_keys_a_wider_address_needs_an_explicit_setting(host: str) -> None:
    with pytest.raises(StartError, match=r"TRACKER_AUTH=on .* TRACKER_OPEN_TO_ALL=true"):
        require_safe_listening(Settings(host=host))
    said = Settings(host=host, open_to_all=True)
    require_safe_listening(said)
    assert "every machine" in (warning_of(said) or "")
    assert who_may_ask(said).startswith("OPEN TO ALL")


def test_with_keys_any_address_is_fine_and_nothing_is_warned_of() -> None:
    settings = Settings(host="0.0.0.0", auth="on")
    require_safe_listening(settings)
    assert warning_of(settings) is None
    assert who_may_ask(settings) == "with a key"
