import argparse
import os
import re
import signal
import threading
from pathlib import Path

import pytest

from app.simulator.command import add_arguments, main
from app.simulator.options import Options, options_from
from app.start_error import StartError
from tests.replay_oracle import expected_latest
from tests.simulator.fake_tracker import FakeTracker, free_listener, serving_beside, url_of


def arguments(*given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(given)


def test_the_whole_recorded_day_is_accounted_for(capsys: pytest.CaptureFixture[str]) -> None:
    tracker = FakeTracker()
    with serving_beside(tracker) as url:
        code = main(arguments("--url", url, "--as-fast-as-possible", "--batch", "500"))
    assert code == 0
    assert len(tracker.accepted) == 44_300
    assert len(expected_latest(tracker.accepted)) == 1_450
    words = " ".join(capsys.readouterr().out.split())
    assert "44 300 fixes sent" in words
    assert "accepted 44 300 total 44 300 answers 202 89" in words


def test_ctrl_c_ends_with_the_summary_and_success(capsys: pytest.CaptureFixture[str]) -> None:
    tracker = FakeTracker()

    def press_ctrl_c() -> None:
        assert tracker.has_accepted.wait(10)
        os.kill(os.getpid(), signal.SIGINT)

    with serving_beside(tracker) as url:
        finger = threading.Thread(target=press_ctrl_c)
        finger.start()
        code = main(arguments("--url", url, "--loop"))
        finger.join(10)
    assert code == 0
    assert "fixes sent" in capsys.readouterr().out


def test_nothing_accepted_is_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    with free_listener() as listener:
        assert main(arguments("--url", url_of(listener), "--wait", "0.1")) == 1
    assert "No tracker is ready" in capsys.readouterr().err


def test_a_start_after_the_end_of_the_recording_is_reported_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments("--start-at", "90000")) == 2
    message = "Nothing to send: the recording is 24620 s long, so it cannot start at 90000 s.\n"
    assert capsys.readouterr().err == message


def test_without_options_the_defaults_hold() -> None:
    assert options_from(arguments()) == Options()


@pytest.mark.parametrize(
    "given",
    [
        ["--late", "1.5"],
        ["--speed-up", "0"],
        ["--speed-up", "nan"],
        ["--vehicles", "0"],
        ["--url", "localhost:8080"],
        ["--rate", "5", "--as-fast-as-possible"],
        ["--wait", "-1"],
    ],
)
def test_an_impossible_option_is_refused(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        arguments(*given)
    assert "error: " in capsys.readouterr().err


def test_every_option_is_documented() -> None:
    parser = argparse.ArgumentParser(add_help=False)
    add_arguments(parser)
    page = (Path(__file__).parents[2] / "docs" / "simulator.md").read_text()
    named = set(re.findall(r"`(--[a-z-]+)", page))
    assert {action.option_strings[0] for action in parser._actions} <= named


KEY = f"trk_AAAAAAAA_{'s' * 43}"


@pytest.mark.parametrize("batch", ["1", "100"])
@pytest.mark.parametrize("from_file", [True, False])
def test_a_key_is_sent_with_every_request_and_never_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], batch: str, from_file: bool
) -> None:
    tracker, file = FakeTracker(), tmp_path / "fleet.key"
    file.write_text(f"{KEY}\r\n")
    tracker.script.append((403, "forbidden", {}))
    with serving_beside(tracker) as url:
        given = ("--url", url, "--as-fast-as-possible", "--batch", batch, "--vehicles", "1")
        args = arguments(*given, *(("--key-file", str(file)) if from_file else ()))
        assert main(args, "trk_another" if from_file else KEY) == 0
    assert tracker.sent_as == {f"Bearer {KEY}"}
    said = capsys.readouterr()
    assert KEY not in said.out + said.err + repr(options_from(args, KEY))
    assert said.err.count("answers 403 forbidden: set a key with the scope ingest") == 1


def test_without_a_key_none_is_sent() -> None:
    tracker = FakeTracker()
    with serving_beside(tracker) as url:
        assert main(arguments("--url", url, "--as-fast-as-possible", "--vehicles", "1")) == 0
    assert tracker.sent_as == {""}


@pytest.mark.parametrize("content", ["", " \n", "trk_a\nX-Injected: b", "two words", "schlüssel", "\x00", None])
def test_a_file_without_a_key_is_reported_and_not_quoted(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "fleet.key"
    if content is not None:
        file.write_text(content)
    with pytest.raises(StartError) as refused:
        options_from(arguments("--key-file", str(file)))
    assert "fleet.key" in str(refused.value)
    assert not (content or "").strip() or (content or "").strip() not in str(refused.value)


def test_a_key_in_the_address_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        arguments("--url", f"http://dave:{KEY}@127.0.0.1:8080")
    assert KEY not in capsys.readouterr().err
