"""Cells of CSV files that no spreadsheet runs or cuts apart."""

import re

from app.domain.fix_rules import INVISIBLE

LINE_END = "\r\n"
SEPARATORS = r",;|\t "
"""A spreadsheet asks which of these separates cells, or uses that of the country, and then cuts texts at it, quoted or not."""
FORMULA_SIGNS = r"=+\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
"""A cell that begins like this runs as a formula; the signs after ASCII are their other widths and the minus sign."""
_formula_starts = re.compile(rf"((?:^|[{SEPARATORS}])[{INVISIBLE}'\"]*)(?=[{FORMULA_SIGNS}])")
_has_separator = re.compile(rf'[{SEPARATORS}"\r\n]').search
_is_plain = re.compile(rf'[0-9A-Za-z][^{SEPARATORS}"\r\n]*\Z').match


def text_cell(text: str | None) -> str:
    """Return a text that begins no formula wherever it is cut: an apostrophe precedes each sign that could begin one."""
    if not text or _is_plain(text):
        return text or ""
    harmless = _formula_starts.sub(r"\1'", text)
    return '"' + harmless.replace('"', '""') + '"' if _has_separator(harmless) else harmless


def number_cell(number: float | None) -> str:
    """Return a number, or an empty cell."""
    return "" if number is None else repr(number)
