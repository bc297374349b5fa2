from tools.audit import node_vulnerabilities, python_vulnerabilities


def test_a_hole_is_named_with_the_package_that_has_it() -> None:
    answer = '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}]}, {"name": "b", "skip_reason": "x"}]}'
    assert python_vulnerabilities(answer) == ["a 1: CVE-1"]
    assert node_vulnerabilities('{"vulnerabilities": {"c": {"severity": "high", "range": "<2"}}}') == ["c: high, <2"]


def test_none_is_another_answer_than_no_answer() -> None:
    assert python_vulnerabilities('{"dependencies": []}') == []
    assert node_vulnerabilities('{"vulnerabilities": {}}') == []
    for answer in ("", "no route to host", "[]", '{"error": {"code": "ENOTFOUND"}}'):
        assert python_vulnerabilities(answer) is None
        assert node_vulnerabilities(answer) is None
