"""What the checks of the pages read: the pages themselves, their code, tables, links and anchors."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from tests.architecture.project import ROOT

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
SPAN = re.compile(r"`([^`\n]+)`")
DELIMITER = re.compile(r"\|?( *:?-+:? *\|)* *:?-+:? *\|?")
SEPARATOR = re.compile(r"(?<!\\)\|")
HEADING = re.compile(r"#{1,6} +(.+)")
FENCE = re.compile(r" {0,3}(```|~~~)")
INDENTED = re.compile(r" {4}|\t")
LEFT_OUT = {"node_modules", "images"}


class Table(NamedTuple):
    """A table: the number of its header's line, its header and its rows, each as a list of cells."""

    line: int
    head: list[str]
    rows: list[list[str]]


def pages(root: Path = ROOT) -> list[Path]:
    """Return every Markdown page of the repository, except those of installed packages."""
    found: list[Path] = []
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if name not in LEFT_OUT and not name.startswith(".")]
        found += [Path(folder, name) for name in files if name.endswith(".md")]
    return sorted(found)


def code_of(page: str) -> Iterator[str]:
    """Yield each code span, and each line of a block of code."""
    for is_code, line in _lines(page):
        yield from (line,) if is_code else SPAN.findall(line)


def tables_of(page: str) -> Iterator[Table]:
    """Yield the tables as GitHub reads them: only a backslash keeps a pipe from ending a cell, even in a code span."""
    table: Table | None = None
    before = ""
    for number, (is_code, line) in enumerate(_lines(page), 1):
        if table is None and "|" in before and not is_code and "|" in line and DELIMITER.fullmatch(line.strip()):
            table = Table(number - 1, _cells(before), [])
            table.rows.append(_cells(line))
        elif table is not None and line.strip():
            table.rows.append(_cells(line))
        elif table is not None:
            yield table
            table = None
        before = "" if is_code else line
    if table is not None:
        yield table


def anchors_of(page: str) -> set[str]:
    """Return the anchors of the page, as GitHub builds them from headings."""
    anchors: set[str] = set()
    for is_code, line in _lines(page):
        if not is_code and (heading := HEADING.fullmatch(line.rstrip())):
            text = re.sub(r"[^\w\- ]", "", LINK.sub(lambda link: link[0][1:].split("]")[0], heading[1]).lower())
            slug = text.strip().replace(" ", "-")
            number = sum(
                anchor == slug or re.fullmatch(rf"{re.escape(slug)}-\d+", anchor) is not None for anchor in anchors
            )
            anchors.add(f"{slug}-{number}" if slug in anchors else slug)
    return anchors


def dead_links(page: Path) -> list[str]:
    """Return the links to missing files and headings."""
    return [link for link in LINK.findall(page.read_text()) if "://" not in link and not _leads_somewhere(page, link)]


def _leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = unquote(link).partition("#")
    target = page.parent / name if name else page
    return target.exists() and (not anchor or anchor in anchors_of(target.read_text()))


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip() for cell in SEPARATOR.split(inner)]


def _lines(page: str) -> Iterator[tuple[bool, str]]:
    """Yield each line, and whether it is code."""
    is_fenced, may_begin = False, True
    for line in page.splitlines():
        if FENCE.match(line):
            is_fenced = not is_fenced
            yield True, ""
            continue
        # An indented line is code after a blank line or after code; in a paragraph or a list it continues the text.
        is_indented = may_begin and INDENTED.match(line) is not None
        yield is_fenced or is_indented, line
        may_begin = is_indented or not line.strip()
