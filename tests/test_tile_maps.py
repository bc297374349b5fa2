import pytest
from pydantic import ValidationError

from app.settings import Settings
from app.tile_maps import TileMap, tile_maps

ADDRESS = "https://t.example/{z}/{x}/{y}.png"


def test_one_address_is_a_map_without_a_name() -> None:
    assert tile_maps(ADDRESS, "© Them") == (TileMap("", ADDRESS, "© Them"),)
    assert tile_maps("/tiles/{z}/{x}/{y}.png?style=a;b=c") == (TileMap("", "/tiles/{z}/{x}/{y}.png?style=a;b=c", ""),)
    assert tile_maps("  ") == ()


def test_a_single_address_may_have_its_credit_and_options_beside_it() -> None:
    [tiles] = tile_maps(f"{ADDRESS}|© Us|photo", "© Them")
    assert (tiles.credit, tiles.is_photo) == ("© Us", True)
    [tiles] = tile_maps(f"{ADDRESS}||photo", "© Them")
    assert tiles.credit == "© Them"


def test_a_list_has_names_credits_and_options_over_several_lines() -> None:
    text = f"Streets = {ADDRESS}?key=a=b | © Them, and others;\n Satellite={ADDRESS}|© Us|photo, referrer;"
    assert tile_maps(text, "unused") == (
        TileMap("Streets", f"{ADDRESS}?key=a=b", "© Them, and others"),
        TileMap("Satellite", ADDRESS, "© Us", is_photo=True, sends_origin=True),
    )


def test_every_host_of_an_address_is_a_source() -> None:
    [tiles] = tile_maps("https://t{s}.tiles.example:8443/{z}/{x}/{y}")
    assert tiles.sources == tuple(f"https://t{letter}.tiles.example:8443" for letter in "abc")
    assert TileMap("", ADDRESS, "").sources == ("https://t.example",)
    assert TileMap("", "/tiles/{z}", "").sources == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"A={ADDRESS}; B=ftp://t/{{z}}", "'B=ftp://t/{z}' has no address"),
        (f"A={ADDRESS}; B=https://t.example/", "'B=https://t.example/' has no address"),
        ("Streets", "'Streets' has no address"),
        ("A=https://a b/{z}", "'A=https://a b/{z}' has no address"),
        ("A=https://t.example;*/{z}", "'A=https://t.example' has no address"),
        (f"A={ADDRESS}; {ADDRESS}", f"'{ADDRESS}' has no name"),
        (f"A={ADDRESS}; a={ADDRESS}", "'a' occurs more than once"),
        (f"A={ADDRESS}|b|satellite", "unknown option 'satellite'; known are photo, referrer"),
        (f"A={ADDRESS}|b|photo|c", "has more parts"),
        (f"{'N' * 41}={ADDRESS}", "more than 40 characters"),
    ],
)
def test_a_start_with_a_wrong_entry_names_the_entry_and_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Settings(map_tiles=text)
    assert says in str(caught.value)
