"""Generates the tables of the reference pages from the code: `python -m tools.reference` writes them, a test compares."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pydantic.fields import FieldInfo

from app.observability.metric_table import METRICS
from app.processes.topics import topic_specs
from app.settings import Settings

DOCS = Path(__file__).parents[1] / "docs"
BEGIN, END = "<!-- Table from the code: make docs -->\n", "<!-- End of the table -->"
BOUNDS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


def settings_table() -> str:
    """Return every setting: its variable, default, allowed values and meaning."""
    return _table(
        ("Variable", "Default", "Allowed", "What it sets"),
        (
            (f"`TRACKER_{name.upper()}`", _default(field), _allowed(field), field.description or "")
            for name, field in Settings.model_fields.items()
        ),
    )


def metrics_table() -> str:
    """Return every metric: its name, kind, labels and meaning."""
    return _table(
        ("Metric", "Kind", "Labels", "What it counts"),
        ((f"`{spec.name}`", spec.kind, ", ".join(f"`{x}`" for x in spec.labels), spec.help) for spec in METRICS),
    )


def topics_table() -> str:
    """Return every topic as a default installation creates it."""
    # model_construct reads no environment, so that the page shows the defaults.
    return _table(
        ("Topic", "Partitions", "Checked at every start", "Set at creation, yours to change"),
        (
            (f"`{spec.name}`", str(spec.partitions), _configs(spec.fixed), _configs(spec.initial))
            for spec in topic_specs(Settings.model_construct())
        ),
    )


TABLES: Mapping[str, Callable[[], str]] = {
    "settings.md": settings_table,
    "metrics.md": metrics_table,
    "topics.md": topics_table,
}


def with_table(page: str, table: str) -> str:
    """Return the page with its generated part replaced; raises ValueError if the page lacks the markers."""
    before, found, rest = page.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not (found and closed):
        message = f"the page lacks {BEGIN.strip()} … {END}"
        raise ValueError(message)
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def main() -> None:
    """Write every table into its page."""
    for name, table in TABLES.items():
        page = DOCS / name
        page.write_text(with_table(page.read_text(), table()))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _configs(configs: Mapping[str, str]) -> str:
    return "<br>".join(f"`{name}={value}`" for name, value in configs.items())


def _default(field: FieldInfo) -> str:
    return f"`{field.default}`" if str(field.default) else "empty"


def _allowed(field: FieldInfo) -> str:
    parts = []
    for rule in field.metadata:
        parts += [f"{sign} {getattr(rule, name)}" for name, sign in BOUNDS.items() if hasattr(rule, name)]
        if pattern := getattr(rule, "pattern", None):
            parts.append(f"`{pattern}`")
    return ", ".join(parts)


if __name__ == "__main__":
    main()
