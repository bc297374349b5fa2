import re

import pytest

from tests.architecture.markdown import tables_of
from tests.architecture.project import ROOT

FOLDER = ROOT / "docs" / "adr"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
SECTIONS = ["## Context", "## Decision", "## Consequences"]
STATUS = re.compile(r"Status: (accepted|superseded by \[\d+\]\(\d{4}-[a-z-]+\.md\))")


def _titles() -> list[tuple[str, str]]:
    """Return the number and the title of each record, in the order of their files."""
    found = (re.match(r"# (\d+)\. (.+)\n", record.read_text()) for record in RECORDS)
    return [(match[1], match[2]) for match in found if match]


def test_decisions_are_numbered_without_a_gap_as_their_files_are() -> None:
    assert [number for number, _ in _titles()] == [str(number) for number in range(1, len(RECORDS) + 1)]
    assert [record.name[:4] for record in RECORDS] == [f"{number:04d}" for number in range(1, len(RECORDS) + 1)]


def test_the_index_has_each_decision_with_its_title() -> None:
    [index] = tables_of((FOLDER / "README.md").read_text())
    rows = [(f"[{number}]({record.name})", title) for record, (number, title) in zip(RECORDS, _titles(), strict=True)]
    assert [tuple(row) for row in index.rows[1:]] == rows


@pytest.mark.parametrize("name", [record.name for record in RECORDS])
def test_a_decision_has_its_status_and_its_sections_and_fits_on_a_screen(name: str) -> None:
    text = (FOLDER / name).read_text()
    lines = text.splitlines()
    assert STATUS.fullmatch(lines[2])
    assert [line for line in lines if line.startswith("## ")] == SECTIONS
    assert len(lines) <= 40
