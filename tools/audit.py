"""Known holes in what we depend on: pip-audit and npm audit, where their data can be reached; otherwise a word and no fault."""

import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
WITHIN_S = 15.0
PYTHON = (
    *(sys.executable, "-m", "pip_audit", "--requirement", "requirements.lock", "--require-hashes", "--disable-pip"),
    *("--format", "json", "--progress-spinner", "off", "--timeout", "5"),
)
NODE = ("npm", "--prefix", "frontend", "audit", "--omit=dev", "--json", "--fetch-retries=0", "--fetch-timeout=5000")


def holes_in_python(answer: str) -> list[str] | None:
    """Return the holes that pip-audit names, or None where its answer is none: it could not reach its data."""
    try:
        dependencies = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    return [
        f"{found['name']} {found['version']}: {hole['id']}" for found in dependencies for hole in found.get("vulns", [])
    ]


def holes_in_node(answer: str) -> list[str] | None:
    """Return the holes that npm names, or None where its answer is none."""
    try:
        found = json.loads(answer)["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        return None
    return [f"{name}: {hole['severity']}, {hole['range']}" for name, hole in found.items()]


def _answer_of(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=WITHIN_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def main() -> int:
    """Return 1 where a hole is known."""
    code = 0
    with ThreadPoolExecutor() as both:
        python, node = both.map(_answer_of, (PYTHON, NODE))
    for name, holes in (("pip-audit", holes_in_python(python)), ("npm audit", holes_in_node(node))):
        if holes is None:
            print(f"{name} skipped: its data cannot be reached from here")
        elif holes:
            code = 1
            print(f"{name}: {len(holes)} known holes", *holes, sep="\n  ")
    return code


if __name__ == "__main__":
    sys.exit(main())
