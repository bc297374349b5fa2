"""Words that readers of plain technical English stumble over, and the texts and names that must not contain them."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.observability.metric_table import METRICS
from app.settings import Settings
from tests.architecture.markdown import pages
from tests.architecture.project import ROOT, python_files

BANNED = (
    "anew",
    "nought",
    "whither",
    "henceforth",
    "whoever",
    "nobody",
    "to be had",
    "could not be had",
    "bear",
    "bears",
    "mend",
    "mends",
    "mended",
    "so manieth",
    "at most so many",
    "at the latest so many",
    "is over",
    "are over",
    "be over",
    "ends with 1",
    "stands behind",
    "made for",
    "let go of",
    "lets go of",
    "stands at",
    "stand at",
    "put away",
    "goes on",
    "go on",
    "going on",
    "went on",
    "is away",
    "are away",
    "stands by",
    "for ever",
)
BANNED_IN_COMMENTS = (*BANNED, "anybody", "somebody", "of ours", "goes by", "as ever", "in vain")
BANNED_IN_NAMES_OF_TESTS = (*BANNED_IN_COMMENTS, "everybody", "whatever", "whichever", "all the same", "makes up")
REFUSED_NAMES: Mapping[str, tuple[str, ...]] = {
    "place": (
        "app/domain/angle",
        "app/domain/coordinates.py",
        "app/domain/geo.py",
        "app/domain/map_links.py",
        "app/domain/place_text.py",
        "app/messages/alert.py",
        "app/messages/place.py",
        "app/messages/shipment.py",
        "app/places/",
        "app/processes/serving.py",
        "app/simulator/",
        "web/dispatch/alert_",
        "web/latest/",
        "web/places/",
        "web/replica/nearest.py",
        "web/replica/place_",
        "web/services/",
        "web/shipments/",
        "web/stream/box_index.py",
    ),
    "dice": (),
    "dirt": (),
    "door": (),
    "garbage": (),
    "home": (),
    "hot": (),
    "log_name": (),
    "soil": (),
    "wish": (),
}
"""Words that names in the product do not use (docs/glossary.md has the right ones), and where each is still allowed."""
QUOTED = re.compile(r"^> .*$|`[^`\n]*`|\"[^\"\n]*\"", re.MULTILINE)
"""Code, and quoted texts of the product."""


def banned_words(text: str, banned: tuple[str, ...] = BANNED) -> list[str]:
    """Return the banned words of a text, also across line breaks."""
    any_of = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, banned))})(?![\w-])", re.IGNORECASE)
    return [found.lower() for found in any_of.findall(" ".join(QUOTED.sub(" ", text).split()))]


def comments_of(source: str) -> Iterator[str]:
    """Yield the comments and the docstrings of a module."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


def plain_files() -> dict[str, Path]:
    """Return the modules, whose comments must be plain, by their name."""
    files = (*python_files(), *python_files(packages=("tests", "tools")))
    return {str(path.relative_to(ROOT)): path for path in files}


def names_of_tests() -> list[str]:
    """Return the name of every test as the sentence that it is."""
    sources = (path.read_text() for path in python_files(packages=("tests",)))
    return [name.replace("_", " ") for text in sources for name in re.findall(r"def test_(\w+)", text)]


def words_of_names(source: str) -> set[str]:
    """Return the words in the names that a module defines, in lower case and in the singular too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case _:
                pass
    split = {part for name in names for part in (*re.findall(r"[A-Z]?[a-z]+", name), name)}
    words = {word.lower() for word in split}
    return words | {word.removesuffix("s") for word in words}


def refused_names(name: str, source: str) -> list[str]:
    """Return the refused words in the names of a module, without those that its folder may use."""
    words = words_of_names(source)
    return [word for word, allowed in REFUSED_NAMES.items() if word in words and not name.startswith(allowed or ("-",))]


def texts() -> dict[str, str]:
    """Return what people read, by its name: the pages, and the help of targets, settings and metrics."""
    found = {str(page.relative_to(ROOT)): page.read_text() for page in pages()}
    found["Makefile"] = "\n".join(re.findall(r"^[a-z0-9-]+:.*## (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE))
    found["app/settings.py"] = "\n".join(field.description or "" for field in Settings.model_fields.values())
    found["app/observability/metric_table.py"] = "\n".join(spec.help for spec in METRICS)
    return found
