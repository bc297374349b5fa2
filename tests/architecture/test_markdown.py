from pathlib import Path

import pytest

from tests.architecture.markdown import anchors_of, code_of, dead_links, pages, tables_of
from tests.architecture.project import ROOT

PAGES = pages()


def _uneven_rows(page: str) -> list[str]:
    """Return the rows that have more or fewer cells than the header of their table."""
    return [
        f"line {table.line + number}: {len(row)} cells under a header of {len(table.head)}"
        for table in tables_of(page)
        for number, row in enumerate(table.rows, 1)
        if len(row) != len(table.head)
    ]


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_row_of_a_table_has_as_many_cells_as_its_header(page: Path) -> None:
    assert _uneven_rows(page.read_text()) == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_to_a_file_and_to_a_heading_that_exist(page: Path) -> None:
    assert dead_links(page) == []


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| 1 | 2 |", 2),
        ("1 | 2", 2),
        ("| 1 |", 1),
        ("| 1 | 2 | 3 |", 3),
        ("no cell at all", 1),
        (r"| a \| b | 2 |", 2),
        ("| `a|b` | 2 |", 3),
        (r"| `a\|b` | 2 |", 2),
        (r"| 1 | ends with \| |", 2),
        ("| | |", 2),
    ],
)
def test_a_row_with_too_many_or_too_few_cells_is_found(row: str, cells: int) -> None:
    found = [] if cells == 2 else [f"line 5: {cells} cells under a header of 2"]
    assert _uneven_rows(f"Text.\n\n| a | b |\n|---|:-:|\n{row}\n\nText | with | pipes.\n") == found


def test_a_table_in_a_block_of_code_is_none() -> None:
    table = "| a |\n| --- |\n| 1 | 2 |\n"
    assert _uneven_rows(table) != []
    assert _uneven_rows(f"```\n{table}```\n") == []
    assert _uneven_rows("Text:\n\n" + "".join(f"    {line}\n" for line in table.splitlines())) == []


def test_code_is_the_text_between_backticks_and_in_blocks() -> None:
    page = "Run `make a`, not make b:\n\n    make c\n\n* item\n    `make d` make e\n\n```\nmake f\n```\n"
    assert [code for code in code_of(page) if code.strip()] == ["make a", "    make c", "make d", "make f"]


def test_a_heading_is_named_as_the_link_to_it_names_it() -> None:
    page = (
        "# The HTTP API\n## `positions`: what was reported\n## [A link](x.md), twice\n## Twice\n## Twice\n    # code\n"
    )
    assert anchors_of(page) == {"the-http-api", "positions-what-was-reported", "a-link-twice", "twice", "twice-1"}


def test_a_link_to_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# Part\n[1](page.md#part) [2](#part) [3](https://example.org#x) [4](gone.md) [5](#gone) [6](page.md#gone)"
    )
    assert dead_links(page) == ["gone.md", "#gone", "page.md#gone"]
