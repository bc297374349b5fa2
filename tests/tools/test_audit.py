from tools.audit import holes_in_node, holes_in_python


def test_a_hole_is_named_with_the_package_that_has_it() -> None:
    answer = '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}]}, {"name": "b", "skip_reason": "x"}]}'
    assert holes_in_python(answer) == ["a 1: CVE-1"]
    assert holes_in_node('{"vulnerabilities": {"c": {"severity": "high", "range": "<2"}}}') == ["c: high, <2"]


def test_none_is_another_answer_than_no_answer() -> None:
    assert holes_in_python('{"dependencies": []}') == []
    assert holes_in_node('{"vulnerabilities": {}}') == []
    for answer in ("", "no route to host", "[]", '{"error": {"code": "ENOTFOUND"}}'):
        assert holes_in_python(answer) is None
        assert holes_in_node(answer) is None
