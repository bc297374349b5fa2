"""The query parameters of lists of deliveries: declared once, parsed here, documented from the same table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from app.domain.moments import moment_of
from web.deliveries.filter_parameters import FILTERS, FROM, SEARCH, TO
from web.deliveries.filters import EVERY_DELIVERY, DeliveryFilters, Times, parse_filters
from web.deliveries.formats import FORMS
from web.deliveries.replica import DeliveriesReplica
from web.deliveries.text_index import words_of
from web.http.parameters import Query, reject_unknown
from web.http.problem import ProblemError
from web.lists.formats import TableFormat
from web.lists.list_spec import ListSpec
from web.lists.table_query import PAGING, TableQuery, format_parameter, parse_limit

LIST_PARAMETERS = (*FILTERS, SEARCH, FROM, TO, *PAGING, format_parameter(FORMS))
MOST_SEARCHED = 200


@dataclass(frozen=True, slots=True)
class DeliveryQuery(TableQuery):
    """Which deliveries."""

    filters: DeliveryFilters
    form: TableFormat = FORMS.default


def parse_list_query(query: Query, accept: str) -> DeliveryQuery:
    """Return what the client asks for; raises bad_filter naming the parameter."""
    reject_unknown(query, LIST_PARAMETERS)
    return DeliveryQuery(
        filters=replace(parse_filters(query), words=_parse_search(query), during=_parse_during(query)),
        form=FORMS.chosen(query.get("format"), accept),
        after=query.get("after"),
        limit=parse_limit(query),
    )


def _parse_search(query: Query) -> tuple[str, ...]:
    text = query.get(SEARCH.name, "")
    if len(text) > MOST_SEARCHED:
        raise ProblemError("bad_filter", f"q has at most {MOST_SEARCHED} characters.", field=SEARCH.name)
    return words_of(text)


def _parse_during(query: Query) -> Times | None:
    begin, end = _parse_moment(query, FROM.name), _parse_moment(query, TO.name)
    if begin is None and end is None:
        return None
    return -inf if begin is None else begin, inf if end is None else end


def _parse_moment(query: Query, name: str) -> float | None:
    text = query.get(name)
    if text is None:
        return None
    try:
        return moment_of(text)
    except ValueError as error:
        raise ProblemError("bad_filter", f"{name} is {error}.", field=name) from None


def _select(replica: DeliveriesReplica, query: DeliveryQuery, limit: int) -> Sequence[int]:
    order = replica.store.order
    if query.filters == EVERY_DELIVERY:
        return list(order.after(query.after)[:limit].tolist())
    return list(order.of(replica.matching(query.filters), query.after)[:limit].tolist())


DELIVERIES_LIST: ListSpec[DeliveryQuery, DeliveriesReplica] = ListSpec(
    noun="deliveries", part="deliveries", contents="the deliveries", forms=FORMS, select=_select
)
