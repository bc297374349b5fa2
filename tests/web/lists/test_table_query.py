from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict

from tests.builders import NOON
from web.http.problem import ProblemError
from web.latest.list_query import LIST_PARAMETERS, LatestQuery, parse_list_query

NAMES = st.sampled_from([parameter.name for parameter in LIST_PARAMETERS] + ["token", "typo"])
NUMBERS = st.one_of(
    st.floats().map(str), st.integers().map(str), st.sampled_from(["1e400", "-0", "nan", "٣", "1_0", " 1"])
)
VALUES = st.one_of(st.text(), NUMBERS, st.lists(NUMBERS, min_size=2, max_size=5).map(",".join))


@given(st.lists(st.tuples(NAMES, VALUES), max_size=4), st.text())
def test_any_query_is_understood_or_refused_by_name(pairs: list[tuple[str, str]], accept: str) -> None:
    query = understand(pairs, accept)
    if isinstance(query, ProblemError):
        assert query.code == "bad_filter"
        assert query.field in dict(pairs)
    else:
        assert query.limit is None or 1 <= query.limit <= 10_000


def test_what_is_added_against_caches_is_no_parameter() -> None:
    assert understand([("_", "1705500000")], "") == understand([], "")


def understand(pairs: list[tuple[str, str]], accept: str) -> LatestQuery | ProblemError:
    try:
        return parse_list_query(MultiDict(pairs), accept, NOON, LIST_PARAMETERS)
    except ProblemError as error:
        return error
