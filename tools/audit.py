"""Reports known vulnerabilities of dependencies (pip-audit, npm audit); without network access it reports that and succeeds."""

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


def python_vulnerabilities(answer: str) -> list[str] | None:
    """Return the vulnerabilities that pip-audit reports, or None if it could not reach its data."""
    try:
        dependencies = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    return [
        f"{found['name']} {found['version']}: {vulnerability['id']}"
        for found in dependencies
        for vulnerability in found.get("vulns", [])
    ]


def node_vulnerabilities(answer: str) -> list[str] | None:
    """Return the vulnerabilities that npm reports, or None if it could not reach its data."""
    try:
        found = json.loads(answer)["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        return None
    return [f"{name}: {vulnerability['severity']}, {vulnerability['range']}" for name, vulnerability in found.items()]


def _answer_of(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=WITHIN_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def main() -> int:
    """Return 1 if there is a known vulnerability."""
    code = 0
    with ThreadPoolExecutor() as both:
        python, node = both.map(_answer_of, (PYTHON, NODE))
    for name, vulnerabilities in (
        ("pip-audit", python_vulnerabilities(python)),
        ("npm audit", node_vulnerabilities(node)),
    ):
        if vulnerabilities is None:
            print(f"{name} skipped: its data is unreachable")
        elif vulnerabilities:
            code = 1
            print(f"{name}: {len(vulnerabilities)} known vulnerabilities", *vulnerabilities, sep="\n  ")
    return code


if __name__ == "__main__":
    sys.exit(main())
