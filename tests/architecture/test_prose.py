import re

import pytest

from tests.architecture.markdown import pages, tables_of
from tests.architecture.project import ROOT
from tests.architecture.prose import banned_words, texts

GLOSSARY = ROOT / "docs" / "glossary.md"
DOCS = "\n".join(page.read_text() for page in pages(ROOT / "docs") if page != GLOSSARY)
TERMS = [row for table in tables_of(GLOSSARY.read_text()) for row in table.rows[1:]]


def _uses(text: str, term: str) -> bool:
    """Tell whether the text has the term, also in its plural."""
    plural = term.removesuffix("y") + "ies" if term.endswith("y") else f"{term}(?:e?s)?"
    return re.search(rf"(?<![\w-])(?:{term}|{plural})(?![\w-])", text, re.IGNORECASE) is not None


def test_the_docs_use_every_term_of_the_glossary() -> None:
    assert TERMS
    assert [row[0] for row in TERMS if not _uses(DOCS, row[0])] == []


def test_the_glossary_has_each_term_once_with_one_sentence_and_the_words_not_to_say() -> None:
    terms = [row[0] for row in TERMS]
    assert len(terms) == len(set(terms))
    for term, meaning, not_to_say in TERMS:
        assert meaning.endswith("."), term
        assert ". " not in meaning, term
        assert not_to_say, term
        assert term not in not_to_say.split(", "), term


@pytest.mark.parametrize("name", texts())
def test_a_text_has_no_word_that_readers_stumble_over(name: str) -> None:
    assert banned_words(texts()[name]) == []


def test_a_banned_word_is_found_across_lines_and_not_in_code() -> None:
    assert banned_words("Whoever asks is\nover it") == ["whoever", "is over"]
    assert banned_words('> is read anew\n\nthe option `--anew`, "anew", a bearing, a mender, is overloaded') == []


def test_a_term_is_found_in_its_plural_and_not_within_another_word() -> None:
    assert _uses("Many Flushes", "flush")
    assert _uses("batteries", "battery")
    assert not _uses("a rowdy key-ring", "row")
    assert not _uses("a rowdy key-ring", "key")
