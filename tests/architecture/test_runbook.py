import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.project import ROOT, python_files

RUNBOOK = (ROOT / "docs" / "runbook.md").read_text()
QUOTE = re.compile(r"^> (.+(?:\n> .+)*)$|\"([^\"\n]+)\"", re.MULTILINE)
OF_THE_DASHBOARD = ("Offline · data as of", "Late · polls every", "stale")
HOLE = "\0"
PLACEHOLDER = re.compile(r"%[-+.\d]*[sdrgfi]")


def _literals(source: str) -> Iterator[str]:
    """Yield each text of a source, with a hole for each inserted value."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else HOLE for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield PLACEHOLDER.sub(HOLE, node.value)


@pytest.fixture(scope="module")
def product() -> list[str]:
    """Return each text of the product; not at import, since every process of the tests imports this."""
    return [text for path in python_files() for text in _literals(path.read_text())]


def quotes_of(page: str) -> list[str]:
    """Return the quotes of the page, without ends that are shown in part."""
    found = (
        block.replace("\n> ", " ") or inline
        for block, inline in QUOTE.findall(re.sub(r"^    .*$", "", page, flags=re.MULTILINE))
    )
    return [quote for quote in found if not quote.startswith(OF_THE_DASHBOARD)]


def _is_in(quote: str, texts: list[str]) -> bool:
    # A quote may contain a value in place of a hole, such as "is gone"; so a part may be missing.
    parts = [re.escape(part) for part in quote.split("…")]
    pattern = re.compile(f"[^{HOLE}]*{HOLE}.*?".join(parts), re.DOTALL)
    return any(pattern.search(text) for text in texts)


@pytest.mark.parametrize("quote", quotes_of(RUNBOOK))
def test_the_product_says_what_the_runbook_quotes(quote: str, product: list[str]) -> None:
    assert _is_in(quote, product), "nothing in app, agents or web says this"


def test_a_text_that_the_product_does_not_say_is_found() -> None:
    texts = [*_literals('log.info("lost %d rows", n)'), *_literals('f"port {port} is in use"')]
    assert _is_in("lost … rows", texts)
    assert _is_in("port … is in use", texts)
    assert not _is_in("lost … records", texts)
    assert not _is_in("port 80 is in use", texts)


def test_quotes_are_found_in_blocks_and_tables_and_not_in_commands() -> None:
    page = '> a line\n> of two\n\n| "a reason" | `x` |\n\n    curl "an address"\n'
    assert quotes_of(page) == ["a line of two", "a reason"]
