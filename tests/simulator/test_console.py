from io import StringIO

from app.simulator.console import Console
from tests.simulator.helpers import a_console


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_person_sees_one_line_that_is_rewritten_and_cut_to_the_width() -> None:
    progress = Terminal()
    console = Console(StringIO(), progress)
    console.show("a" * 5_000)
    console.show("b")
    assert "\n" not in progress.getvalue()
    assert progress.getvalue().count("a") < 1_000
    assert progress.getvalue().endswith("\r\x1b[Kb")


def test_a_sentence_to_a_person_replaces_the_progress_line() -> None:
    progress = Terminal()
    console = Console(StringIO(), progress)
    console.show("a")
    console.say("lost")
    assert progress.getvalue().endswith("\r\x1b[Klost\n")


def test_a_log_gets_plain_lines_and_the_result_goes_elsewhere() -> None:
    console, results, progress = a_console()
    console.show("a")
    console.say("b")
    console.conclude("c")
    assert progress.getvalue() == "a\nb\n"
    assert results.getvalue() == "c\n"
