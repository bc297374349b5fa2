from tests.architecture.project import ROOT

# What runs the whole product, or looks at it from outside, belongs to no folder of the code.
WHOLE_PRODUCT = {"architecture", "bench", "browser", "chaos", "deployment", "product", "system"}
TESTED = {"agents", "tools", "web"}


def _folders(path: str) -> set[str]:
    return {
        child.name for child in (ROOT / path).iterdir() if (child / "__init__.py").exists() or child.name == "tools"
    }


def test_the_folders_of_tests_are_those_of_the_code() -> None:
    assert _folders("tests") - WHOLE_PRODUCT - TESTED <= _folders("app")
    assert _folders("tests/web") <= _folders("web")


def test_each_test_of_one_folder_is_in_the_folder_of_that_name() -> None:
    assert [path.name for path in (ROOT / "tests" / "web").glob("test_*.py")] == ["test_second_table.py"]
