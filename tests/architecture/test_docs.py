import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from app.settings import Settings
from app.topics import topic_specs
from tests.architecture.project import ROOT
from tools.reference import DOCS, TABLES, with_table
from web.problem import STATUS_OF
from web.routes import ROUTES
from web.stream_events import STREAM_EVENTS

PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
TARGET = re.compile(r"^([a-z0-9-]+):.*## ", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
OUR_PATH = re.compile(r"(app|agents|web|frontend|tests|tools|docs)/[\w./-]+")


def _lacking(page: str, names: list[str]) -> list[str]:
    """Return the names that the page does not show as code."""
    shown = {word for span in CODE.findall(page) for word in (span, *span.split())}
    return [name for name in names if name not in shown]


def _dead_links(page: Path) -> list[str]:
    targets = (unquote(link.split("#")[0]) for link in LINK.findall(page.read_text()) if "://" not in link)
    return [target for target in targets if target and not (page.parent / target).exists()]


def _absent_paths(page: str) -> list[str]:
    paths = {path for span in CODE.findall(page) if (path := span.rstrip("/")) and OUR_PATH.fullmatch(path)}
    return sorted(path for path in paths if not (ROOT / path).exists())


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_of_the_reference_pages_are_those_of_the_code(name: str) -> None:
    page = (DOCS / name).read_text()
    assert page == with_table(page, TABLES[name]()), "make docs writes it anew"


def test_every_setting_has_a_description() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_every_topic_is_explained() -> None:
    names = [spec.name for spec in topic_specs(Settings.model_construct())]
    headings = [line for line in (DOCS / "topics.md").read_text().splitlines() if line.startswith("## ")]
    assert [name for name in names if not any(f"`{name}`" in heading for heading in headings)] == []


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(list(STATUS_OF), id="problem codes"),
        pytest.param([event.name for event in STREAM_EVENTS], id="stream events"),
        pytest.param([route.path for route in ROUTES if route.tag], id="addresses"),
    ],
)
def test_the_api_page_names_all(names: list[str]) -> None:
    assert _lacking((DOCS / "api.md").read_text(), names) == []


def test_every_make_target_is_explained() -> None:
    targets = TARGET.findall((ROOT / "Makefile").read_text())
    pages = "\n".join(page.read_text() for page in PAGES)
    assert targets
    assert [name for name in targets if f"make {name}" not in pages] == []


def test_every_page_is_listed_in_the_index() -> None:
    listed = {link.split("#")[0] for link in LINK.findall((DOCS / "README.md").read_text())}
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")} - {"README.md"}
    assert pages - listed == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_link_between_pages_is_dead(page: Path) -> None:
    assert _dead_links(page) == []


def test_every_file_that_the_architecture_names_exists() -> None:
    assert _absent_paths(ARCHITECTURE.read_text()) == []


def test_what_a_page_lacks_is_found(tmp_path: Path) -> None:
    assert _lacking("`GET /api/stream` and `bye`", ["/api/stream", "bye", "reset"]) == ["reset"]
    assert _absent_paths("`app/settings.py` `app/nowhere.py` `docs/`") == ["app/nowhere.py"]
    page = tmp_path / "page.md"
    page.write_text("[here](page.md#part) [away](https://example.org) [gone](gone.md)")
    assert _dead_links(page) == ["gone.md"]
    with pytest.raises(ValueError, match="lacks"):
        with_table("no place", "table")
