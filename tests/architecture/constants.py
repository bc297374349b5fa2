"""Constants that checks read from sources: those of the dashboard, and of programs without importing them."""

import ast
import re
from math import prod

from tests.architecture.project import ROOT


def typescript_number(file: str, name: str) -> float:
    """Return a number of the dashboard by its name, also one that is written as a product."""
    source = (ROOT / "frontend" / "src" / file).read_text()
    found = re.search(rf"\bconst {name} = ([\d._* ]+);", source)
    assert found, f"{file} has no number {name}"
    return prod(float(factor.replace("_", "")) for factor in found[1].split("*"))


def typescript_words(file: str, name: str) -> list[str]:
    """Return a list of words of the dashboard by its name."""
    found = re.search(rf"\bconst {name} = \[(.+?)\]", (ROOT / "frontend" / "src" / file).read_text())
    assert found, f"{file} has no list {name}"
    return re.findall(r'"(.+?)"', found[1])


def python_constant(file: str, name: str) -> object:
    """Return a constant of a module by its name, without running the module."""
    for node in ast.parse((ROOT / file).read_text()).body:
        if isinstance(node, ast.Assign):
            for target, value in _pairs(node.targets[0], node.value):
                if isinstance(target, ast.Name) and target.id == name:
                    return ast.literal_eval(value)
    raise AssertionError(f"{file} has no constant {name}")


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return list(zip(target.elts, value.elts, strict=True))
    return [(target, value)]
