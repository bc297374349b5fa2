import io
from pathlib import Path

from app.embedded_kafka.fast_start import fast_start_options
from app.settings import Settings
from app.start_console import StartConsole


def test_a_rehearsed_start_is_used_by_every_later_one(kafka: str) -> None:
    said = io.StringIO()
    [option] = fast_start_options(Settings(), StartConsole(said))
    assert option.startswith("-XX:AOTCache=")
    assert said.getvalue() == ""


def test_a_rehearsal_that_cannot_be_only_makes_starts_slower(tmp_path: Path) -> None:
    said = io.StringIO()
    assert fast_start_options(Settings(cache=tmp_path / "absent"), StartConsole(said)) == ()
    assert said.getvalue().startswith("the rehearsal failed, so starts stay slower: ")


def test_the_setting_switches_the_rehearsal_off(tmp_path: Path) -> None:
    said = io.StringIO()
    assert fast_start_options(Settings(cache=tmp_path, broker_fast_start=False), StartConsole(said)) == ()
    assert list(tmp_path.iterdir()) == []
