import argparse
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.__main__ import _parser
from app.observability.metric_table import METRICS
from app.processes.topics import topic_specs
from app.settings import Settings
from app.simulator.command import add_arguments
from tests.architecture.markdown import LINK, SPAN, code_of, pages, tables_of
from tests.architecture.project import ROOT, module_names, python_files
from tests.metric_values import LABELS_OF
from tools.reference import DOCS, TABLES, with_table
from web.http.problem import STATUS_OF
from web.latest.stream_routes import STREAM_EVENTS
from web.routes import ROUTES

PAGES = pages()
TARGET = re.compile(r"^([a-z0-9-]+):.*## ", re.MULTILINE)
MADE = re.compile(r"\bmake ([a-z][a-z0-9-]*)")
SETTING = re.compile(r"TRACKER_[A-Z][A-Z0-9_]*[A-Z0-9]\b(?!_)")
FOLDERS = "agents|app|deploy|docs|frontend|tests|tools|web"
OUR_PATH = re.compile(rf"(?:{FOLDERS})/[\w./-]+|[\w.-]+\.(?:css|js|lock|mjs|py|toml|ts|tsx|yml)")
OUR_MODULE = re.compile(r"(?:agents|app|tests|tools|web)(?:\.\w+)+")
METRIC = re.compile(r"\btracker_[a-z0-9_]*[a-z0-9]\b(?!_)")
METRIC_NAMES = {"tracker_session", *LABELS_OF, *(spec.name for spec in METRICS)}
"""The cookie, the samples, and the histograms that some of them belong to."""
COMMAND = re.compile(r"\bpython -m app ([a-z]+)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
STATUS_AND_CODE = re.compile(r"\b([45]\d\d) `([a-z_]+)`")
NOT_PRODUCT = {"CHANGELOG.md"}
"""The change log names things that no longer exist."""
READ_BY_OPERATORS = ("docker-compose.yml", "Dockerfile", "Makefile", "deploy/nginx.conf", ".ci/run")


def _lacking(page: str, names: list[str]) -> list[str]:
    """Return the names that the page does not show as code."""
    shown = {word for span in SPAN.findall(page) for word in (span, *span.split())}
    return [name for name in names if name not in shown]


def _words(page: str) -> set[str]:
    """Return the words of the page's code."""
    return {word.strip("`,;:()…").rstrip("/.") for code in code_of(page) for word in code.split()}


def _absent_paths(page: str) -> list[str]:
    paths = {word for word in _words(page) if OUR_PATH.fullmatch(word)}
    return sorted(path for path in paths if not (ROOT / path).exists() and not _is_file_somewhere(path))


def _is_file_somewhere(name: str) -> bool:
    folders = [ROOT / folder for folder in ("agents", "app", "frontend/src", "tests", "tools", "web")]
    return "/" not in name and any(any(folder.rglob(name)) for folder in folders)


def _absent_modules(page: str) -> list[str]:
    known = set(module_names(packages=("agents", "app", "tests", "tools", "web")))
    modules = {word for word in _words(page) if OUR_MODULE.fullmatch(word)}
    return sorted(module for module in modules if module not in known)


def _unknown_settings(text: str) -> list[str]:
    names = {name.removeprefix("TRACKER_").lower() for name in SETTING.findall(text)}
    return sorted(names - Settings.model_fields.keys())


def _targets() -> list[str]:
    return TARGET.findall((ROOT / "Makefile").read_text())


def _unknown_targets(codes: list[str]) -> list[str]:
    return sorted({target for code in codes for target in MADE.findall(code)} - set(_targets()))


def _unknown_metrics(page: str) -> list[str]:
    return sorted({name for code in code_of(page) for name in METRIC.findall(code)} - METRIC_NAMES)


def _wrong_statuses(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Return the error codes that the API answers with another status."""
    known = {code: str(status.value) for code, status in STATUS_OF.items()}
    return [f"{code}: {status}, not {known[code]}" for status, code in pairs if known.get(code, status) != status]


def _commands() -> set[str]:
    actions = _parser([])._actions
    return {name for action in actions if isinstance(action, argparse._SubParsersAction) for name in action.choices}


def _simulator_options() -> set[str]:
    parser = argparse.ArgumentParser(add_help=False)
    add_arguments(parser)
    return {option for action in parser._actions for option in action.option_strings}


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_of_the_reference_pages_are_those_of_the_code(name: str) -> None:
    page = (DOCS / name).read_text()
    assert page == with_table(page, TABLES[name]()), "make docs writes it"


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
    text = "\n".join(page.read_text() for page in PAGES)
    assert _targets()
    assert [name for name in _targets() if f"make {name}" not in text] == []


@pytest.mark.parametrize("folder", [DOCS, DOCS / "adr"], ids=_name)
def test_every_page_is_listed_in_the_index_of_its_folder(folder: Path) -> None:
    listed = {link.split("#")[0] for link in LINK.findall((folder / "README.md").read_text())}
    pages_of_folder = {page.name for page in folder.glob("*.md")} - {"README.md"}
    indexes = {f"{index.parent.name}/README.md" for index in folder.glob("*/README.md")}
    assert (pages_of_folder | indexes) - listed == set()


@pytest.mark.parametrize("page", [page for page in PAGES if page.name not in NOT_PRODUCT], ids=_name)
def test_every_file_and_module_that_a_page_names_exists(page: Path) -> None:
    assert _absent_paths(page.read_text()) == []
    assert _absent_modules(page.read_text()) == []


def test_every_setting_that_a_text_names_exists() -> None:
    texts = [page for page in PAGES if page.name not in NOT_PRODUCT]
    texts += [ROOT / name for name in READ_BY_OPERATORS] + python_files()
    assert {_name(text): unknown for text in texts if (unknown := _unknown_settings(text.read_text()))} == {}


def test_every_make_target_that_a_text_names_exists() -> None:
    codes = {page: list(code_of(page.read_text())) for page in PAGES}
    assert {_name(page): unknown for page, code in codes.items() if (unknown := _unknown_targets(code))} == {}


def test_every_metric_that_a_page_names_exists() -> None:
    texts = {page: page.read_text() for page in PAGES if page.name not in NOT_PRODUCT}
    assert {_name(page): unknown for page, text in texts.items() if (unknown := _unknown_metrics(text))} == {}


def test_every_command_that_a_page_names_exists() -> None:
    named = {name for page in PAGES for code in code_of(page.read_text()) for name in COMMAND.findall(code)}
    assert named - _commands() == set()


def test_the_page_of_the_simulator_has_its_options_and_no_others() -> None:
    page = (DOCS / "simulator.md").read_text()
    named = {option for code in code_of(page) for option in OPTION.findall(code)}
    of_other_commands = {"--name", "--scope"}
    assert named - of_other_commands == _simulator_options()


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_an_error_code_is_named_with_the_status_that_it_has(page: Path) -> None:
    assert _wrong_statuses(STATUS_AND_CODE.findall(page.read_text())) == []


def test_the_table_of_errors_gives_each_code_its_status() -> None:
    [errors] = [table for table in tables_of((DOCS / "api.md").read_text()) if table.head[:2] == ["Status", "Code"]]
    pairs = [(row[0], code) for row in errors.rows[1:] for code in SPAN.findall(row[1])]
    assert {code for _, code in pairs} == set(STATUS_OF) - {"wrong_partition"}
    assert _wrong_statuses(pairs) == []


def test_the_table_of_events_says_which_of_them_carry_a_cursor() -> None:
    [events] = [table for table in tables_of((DOCS / "api.md").read_text()) if table.head[0] == "Event"]
    said = {row[0].strip("`"): row[2] for row in events.rows[1:]}
    assert said == {event.name: "yes" if event.has_id else "no" for event in STREAM_EVENTS}


def test_what_a_page_lacks_is_found() -> None:
    assert _lacking("`GET /api/stream` and `bye`", ["/api/stream", "bye", "reset"]) == ["reset"]
    with pytest.raises(ValueError, match="lacks"):
        with_table("no place", "table")


def test_a_file_or_module_that_does_not_exist_is_found() -> None:
    page = "`app/settings.py` `judge.py` `docs/` `python -m tests.chaos`\n\n    web/gone.py gone.py\n\n`python -m app.gone`"
    assert _absent_paths(page) == ["gone.py", "web/gone.py"]
    assert _absent_modules(page) == ["app.gone"]


def test_a_setting_or_target_that_does_not_exist_is_found() -> None:
    assert _unknown_settings("TRACKER_KAFKA, TRACKER_* and TRACKER_<NAME>; TRACKER_KAFKAS=1") == ["kafkas"]
    assert _unknown_targets(["make run ARGS=--help", "make (or make help)", "make everything"]) == ["everything"]


def test_a_metric_or_a_status_that_is_wrong_is_found() -> None:
    [unknown] = _unknown_metrics("tracker_prose `tracker_gone_total{reason}`, `tracker_ingest_ack_seconds`")
    assert unknown.endswith("_gone_total")
    assert _wrong_statuses(STATUS_AND_CODE.findall("401 `unauthenticated`, 404 `rate_limited`, 503 `some_word`")) == [
        "rate_limited: 404, not 429"
    ]


def test_the_setup_of_the_driver_page_names_its_button() -> None:
    texts = ROOT / "frontend/src"
    [button] = re.findall(r'\bstart: "([^"]+)"', (texts / "drive/messages/en.ts").read_text())
    [step] = re.findall(r'\bbrowser_share: "([^"]+)"', (texts / "messages/en-of-devices.ts").read_text())
    assert f"Tap {button}," in step
    assert f"Tap *{button}*" in (ROOT / "docs/phones/browser.md").read_text()
