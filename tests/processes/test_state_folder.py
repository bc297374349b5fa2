from pathlib import Path

import pytest

from app.processes.state_folder import hold_state_folder
from app.settings import AUTO_NAME, Settings
from app.start_error import StartError, StateInUseError


def some_settings(data: Path, worker: str) -> Settings:
    return Settings(data=data, worker=worker, takeover_wait_s=0.05)


def test_a_folder_that_another_worker_holds_is_refused_with_what_to_do(tmp_path: Path) -> None:
    hold_state_folder(some_settings(tmp_path, "east"))
    with pytest.raises(StateInUseError, match=r"state/east is in use .* TRACKER_WORKER"):
        hold_state_folder(some_settings(tmp_path, "east"))
    hold_state_folder(some_settings(tmp_path, "west"))


def test_auto_takes_the_first_folder_that_is_free(tmp_path: Path) -> None:
    hold_state_folder(some_settings(tmp_path, "worker-2"))
    names = [hold_state_folder(some_settings(tmp_path, AUTO_NAME)).worker for _ in range(3)]
    assert names == ["worker-1", "worker-3", "worker-4"]


def test_a_folder_that_cannot_be_created_is_reported_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(StartError, match="TRACKER_DATA"):
        hold_state_folder(some_settings(tmp_path, "east"))


def test_a_dispatcher_has_folders_of_its_own_beside_those_of_workers(tmp_path: Path) -> None:
    hold_state_folder(some_settings(tmp_path, AUTO_NAME))
    names = [hold_state_folder(some_settings(tmp_path, AUTO_NAME), "dispatcher").worker for _ in range(2)]
    assert names == ["dispatcher-1", "dispatcher-2"]
    with pytest.raises(StateInUseError, match="give each dispatcher of a machine its own TRACKER_DISPATCHER name"):
        hold_state_folder(some_settings(tmp_path, "dispatcher-1"), "dispatcher")
