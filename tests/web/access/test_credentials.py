import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.access.client_address import client_address, parse_networks, site_of
from web.access.credentials import key_in


def basic(text: str) -> str:
    return f"Basic {base64.b64encode(text.encode()).decode()}"


@pytest.mark.parametrize("header", ["Bearer abc", "bearer abc", "BEARER  abc ", basic("dave:abc"), basic("abc:")])
def test_a_key_is_the_word_of_bearer_or_the_password_of_basic(header: str) -> None:
    assert key_in(header) == "abc"


@pytest.mark.parametrize(
    "header",
    ["", "abc", "Bearer", "Bearer ", "Digest abc", "Basic", "Basic !!!", basic("abc"), "Basic /w==", "Token abc"],
)
def test_anything_else_carries_no_key(header: str) -> None:
    assert key_in(header) is None


def test_a_password_may_contain_colons() -> None:
    assert key_in(basic("dave:a:b")) == "a:b"


@given(st.text())
def test_no_header_makes_it_raise(header: str) -> None:
    for scheme in ("", "Bearer ", "Basic "):
        assert key_in(scheme + header) is None or header


@given(st.text(), st.text().filter(bool))
def test_every_password_is_read_back(user: str, password: str) -> None:
    assert key_in(basic(f"{user.replace(':', '')}:{password}")) == password


TRUSTED = parse_networks("10.0.0.0/8, 127.0.0.1, fd00::/8")


def test_only_a_trusted_proxy_is_believed_and_only_as_far_as_it_saw() -> None:
    assert client_address("203.0.113.9", ["198.51.100.1"], TRUSTED) == "203.0.113.9"
    assert client_address("10.0.0.2", ["198.51.100.1"], TRUSTED) == "198.51.100.1"
    assert client_address("10.0.0.2", ["6.6.6.6, 198.51.100.1", "10.0.0.7"], TRUSTED) == "198.51.100.1"
    assert client_address("10.0.0.2", ["nonsense"], TRUSTED) == "10.0.0.2"
    assert client_address("10.0.0.2", [], TRUSTED) == "10.0.0.2"


def test_an_ipv6_site_counts_as_one_and_an_ipv4_address_as_itself() -> None:
    assert site_of("2001:db8:1:2:aaaa::1") == site_of("2001:db8:1:2:bbbb::9") == "2001:db8:1:2::"
    assert site_of("::ffff:192.0.2.1") == site_of("192.0.2.1") == "192.0.2.1"
    assert site_of("fe80::1%eth0") == "fe80::"


@given(st.text(), st.lists(st.text()))
def test_no_address_makes_it_raise(peer: str, forwarded: list[str]) -> None:
    site_of(client_address(peer, forwarded, TRUSTED))


def test_a_network_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        parse_networks("nowhere")
