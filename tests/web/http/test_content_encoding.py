"""Decompression: what was compressed comes back whole, and what is cut, damaged or too much is refused."""

import gzip
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from web.http.content_encoding import decompress, encoding_of
from web.http.problem import ProblemError

MOST_BYTES, MOST_MEMBERS = 1 << 20, 100
FORMS = {"gzip": ("gzip", 31), "zlib": ("deflate", 15), "bare deflate": ("deflate", -15)}
BODIES = st.one_of(st.binary(max_size=2000), st.binary(max_size=20).map(lambda part: part * 500))


def compress(body: bytes, wbits: int) -> bytes:
    packer = zlib.compressobj(wbits=wbits)
    return packer.compress(body) + packer.flush()


def refusal(raw: bytes, encoding: str = "gzip", most_bytes: int = MOST_BYTES, most_members: int = MOST_MEMBERS) -> str:
    with pytest.raises(ProblemError) as caught:
        decompress(raw, encoding, most_bytes, most_members)
    return caught.value.code


@pytest.mark.parametrize("form", FORMS)
@given(body=BODIES)
def test_a_whole_body_comes_back_as_it_was(form: str, body: bytes) -> None:
    encoding, wbits = FORMS[form]
    assert decompress(compress(body, wbits), encoding, MOST_BYTES, MOST_MEMBERS) == body


@pytest.mark.parametrize("form", FORMS)
@given(body=BODIES, data=st.data())
def test_a_body_that_is_cut_anywhere_is_refused(form: str, body: bytes, data: st.DataObject) -> None:
    encoding, wbits = FORMS[form]
    raw = compress(body, wbits)
    kept = data.draw(st.integers(0, len(raw) - 1))
    assert refusal(raw[:kept], encoding) == "bad_encoding"


@pytest.mark.parametrize("form", FORMS)
@given(body=st.binary(min_size=1, max_size=300), more=st.binary(min_size=1, max_size=40))
def test_what_follows_the_end_is_refused(form: str, body: bytes, more: bytes) -> None:
    encoding, wbits = FORMS[form]
    assert refusal(compress(body, wbits) + more, encoding) == "bad_encoding"


@pytest.mark.parametrize("place", [-1, -5, 12])
def test_a_wrong_checksum_or_length_is_refused(place: int) -> None:
    raw = bytearray(gzip.compress(b'{"driverId":"Dave-007"}'))
    raw[place] ^= 0x55
    assert refusal(bytes(raw)) == "bad_encoding"


@given(st.lists(BODIES, min_size=1, max_size=20))
def test_all_members_of_a_gzip_body_are_read(bodies: list[bytes]) -> None:
    raw = b"".join(gzip.compress(body) for body in bodies)
    assert decompress(raw, "gzip", MOST_BYTES, MOST_MEMBERS) == b"".join(bodies)


def test_of_members_the_last_must_be_whole_as_well() -> None:
    raw = gzip.compress(b"one\n") + gzip.compress(b"two\n")
    assert refusal(raw[:-8]) == refusal(raw[:-20]) == "bad_encoding"


def test_two_zlib_streams_are_not_one_deflate_body() -> None:
    assert refusal(zlib.compress(b"one") + zlib.compress(b"two"), "deflate") == "bad_encoding"


@pytest.mark.parametrize("form", FORMS)
def test_a_body_may_decompress_to_the_limit_and_to_no_byte_more(form: str) -> None:
    encoding, wbits = FORMS[form]
    noise = random.Random(1).randbytes(MOST_BYTES - (100 << 10))  # as long compressed, so read in many pieces
    body = noise + bytes(MOST_BYTES - len(noise))
    assert decompress(compress(body, wbits), encoding, MOST_BYTES, MOST_MEMBERS) == body
    assert refusal(compress(body + b"x", wbits), encoding) == "too_large"
    assert refusal(compress(bytes(MOST_BYTES * 100), wbits), encoding) == "too_large"


def test_members_are_bounded_in_number_and_together_in_bytes() -> None:
    assert refusal(gzip.compress(b"") * (MOST_MEMBERS + 1)) == "too_large"
    assert decompress(gzip.compress(b"a") * MOST_MEMBERS, "gzip", MOST_BYTES, MOST_MEMBERS) == b"a" * MOST_MEMBERS
    assert refusal(gzip.compress(bytes(600)) * 2, most_bytes=1000) == "too_large"


@pytest.mark.parametrize(
    ("values", "encoding"),
    [
        ((), None),
        (("",), None),
        (("identity",), None),
        (("Identity, identity",), None),
        (("gzip",), "gzip"),
        ((" GZIP ",), "gzip"),
        (("x-gzip",), "gzip"),
        (("identity, gzip",), "gzip"),
        (("identity", "gzip"), "gzip"),
        (("Deflate",), "deflate"),
    ],
)
def test_the_header_names_one_encoding_in_any_case(values: tuple[str, ...], encoding: str | None) -> None:
    assert encoding_of(CIMultiDict([("Content-Encoding", value) for value in values])) == encoding


@pytest.mark.parametrize(
    "values",
    [
        ("br",),
        ("zstd",),
        ("snappy",),
        ("compress",),
        ("aws-chunked",),
        ("gzip, gzip",),
        ("gzip", "gzip"),
        ("deflate, gzip",),
        ("gzip;q=1",),
        ("*",),
        ("\udcff",),
        ("x" * 5000,),
    ],
)
def test_all_other_encodings_are_refused_with_those_that_are_supported(values: tuple[str, ...]) -> None:
    with pytest.raises(ProblemError) as caught:
        encoding_of(CIMultiDict([("Content-Encoding", value) for value in values]))
    assert caught.value.code == "unsupported_encoding"
    assert caught.value.headers["Accept-Encoding"] == "gzip, deflate"
    assert len(caught.value.detail) < 300
