import re

import pytest

from tests.architecture.markdown import pages, tables_of
from tests.architecture.project import ROOT, python_files
from tests.architecture.prose import (
    BANNED_IN_COMMENTS,
    BANNED_IN_NAMES_OF_TESTS,
    banned_words,
    comments_of,
    names_of_tests,
    plain_files,
    refused_names,
    texts,
)

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


def test_comments_and_docstrings_use_no_banned_word() -> None:
    found = {
        name: [
            (word, text) for text in comments_of(path.read_text()) for word in banned_words(text, BANNED_IN_COMMENTS)
        ]
        for name, path in plain_files().items()
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_names_of_tests_use_no_banned_word() -> None:
    names = names_of_tests()
    assert names
    assert {name: found for name in names if (found := banned_words(name, BANNED_IN_NAMES_OF_TESTS))} == {}


def test_names_in_the_product_use_the_words_of_the_glossary() -> None:
    product = {
        name: path
        for path in python_files()
        if (name := str(path.relative_to(ROOT))).startswith(("agents/", "app/", "web/"))
    }
    found = {name: refused_names(name, path.read_text()) for name, path in product.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_a_refused_word_is_found_in_every_kind_of_name_and_only_where_it_is_not_allowed() -> None:
    source = "class LogPlace: ...\ndef f(dices): hot_path = garbage().home"
    assert refused_names("web/ingest/x.py", source) == ["place", "dice", "hot"]
    assert refused_names("app/simulator/x.py", source) == ["dice", "hot"]
    assert refused_names("web/ingest/x.py", "replaced = shot = 1") == []


def test_a_banned_word_is_found_in_a_comment_and_in_a_docstring_but_not_in_code() -> None:
    source = '"""Read anew."""\nx = "anew"  # whoever asks\n'
    assert [banned_words(text) for text in comments_of(source)] == [["whoever"], ["anew"]]


def test_a_banned_word_is_found_across_lines_and_not_in_code() -> None:
    assert banned_words("Whoever asks is\nover it") == ["whoever", "is over"]
    assert banned_words('> is read anew\n\nthe option `--anew`, "anew", a bearing, a mender, is overloaded') == []


def test_a_term_is_found_in_its_plural_and_not_within_another_word() -> None:
    assert _uses("Many Flushes", "flush")
    assert _uses("batteries", "battery")
    assert not _uses("a rowdy key-ring", "row")
    assert not _uses("a rowdy key-ring", "key")
