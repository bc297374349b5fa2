"""The files that the containers are made of, read as their tools read them."""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from tests.architecture.project import ROOT

TOKEN = re.compile(r"""#[^\n]*|"[^"]*"|'[^']*'|[;{}]|[^\s;{}"'#]+""")


def compose() -> dict[str, Any]:
    """Return docker-compose.yml with its anchors and merges resolved."""
    document = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    assert isinstance(document, dict)
    return document


def dockerfile() -> list[tuple[str, str]]:
    """Return the instructions of the Dockerfile in their order, continued lines joined."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    lines = [line.strip() for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [(name.upper(), rest.strip()) for name, _, rest in (line.partition(" ") for line in lines)]


def last_stage() -> list[tuple[str, str]]:
    """Return the instructions of the stage that becomes the image."""
    instructions = dockerfile()
    begin = max(index for index, (name, _) in enumerate(instructions) if name == "FROM")
    return instructions[begin:]


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive of nginx: its words, and the directives in its block."""

    words: tuple[str, ...]
    block: "tuple[Directive, ...]" = ()

    def all(self, *words: str) -> "list[Directive]":
        """Return the directives directly in the block that begin with these words."""
        return [inner for inner in self.block if inner.words[: len(words)] == words]

    def value(self, name: str) -> str:
        """Return the value of the only directive with that name, or an empty text."""
        found = self.all(name)
        assert len(found) <= 1, name
        return " ".join(found[0].words[1:]) if found else ""


def nginx() -> Directive:
    """Return the proxy's configuration; raises AssertionError if a brace or a semicolon is missing."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    tokens = [token for token in TOKEN.findall(text) if not token.startswith("#")]
    block, rest = _block(tokens)
    assert rest == [], "a brace too many"
    return Directive((), block)


def _block(tokens: list[str]) -> tuple[tuple[Directive, ...], list[str]]:
    found: list[Directive] = []
    words: list[str] = []
    while tokens:
        token, *tokens = tokens
        match token:
            case ";":
                found.append(Directive(tuple(words)))
                words = []
            case "{":
                inner, tokens = _block(tokens)
                assert tokens[:1] == ["}"], "a brace is missing"
                found.append(Directive(tuple(words), inner))
                words, tokens = [], tokens[1:]
            case "}":
                assert not words, f"no semicolon after {words}"
                return tuple(found), [token, *tokens]
            case _:
                words.append(token)
    assert not words, f"no semicolon after {words}"
    return tuple(found), []
