"""The project's files and the names of its modules."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("app", "agents", "web")


def python_files(root: Path = ROOT, packages: tuple[str, ...] = PACKAGES) -> list[Path]:
    """Return every Python file of the packages."""
    return sorted(path for package in packages for path in (root / package).rglob("*.py"))


def frontend_files() -> list[Path]:
    """Return every hand-written source of the dashboard except tests."""
    found = (path for kind in ("*.ts", "*.tsx", "*.css") for path in (ROOT / "frontend" / "src").rglob(kind))
    return sorted(path for path in found if ".test." not in path.name and ".gen." not in path.name)


def module_names(root: Path = ROOT, packages: tuple[str, ...] = PACKAGES) -> Iterator[str]:
    """Yield the dotted name of every module."""
    for path in python_files(root, packages):
        parts = path.relative_to(root).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
