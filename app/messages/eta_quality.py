"""How right the foretold arrivals were."""

from typing import Annotated

from pydantic import Field

from app.messages.base import Message
from app.messages.freshness import Freshness


class ForecastQuality(Message):
    """Forecasts compared with what happened; without any, neither error nor coverage is known."""

    forecasts: Annotated[int, Field(description="How many were compared with an arrival.")]
    meanAbsoluteError: Annotated[float | None, Field(description="Seconds.")] = None
    meanError: Annotated[
        float | None, Field(description="Seconds; positive where drivers came later than foretold.")
    ] = None
    coverage: Annotated[float | None, Field(description="Share of the arrivals that lay within their range.")] = None


class QualityByStops(ForecastQuality):
    """Those with so many stops before."""

    stopsBefore: Annotated[int, Field(description="At least so many.")]
    stopsBeforeTo: Annotated[int | None, Field(description="At most so many; absent: any more.")] = None


class QualityByRest(ForecastQuality):
    """Those that foretold so long a rest."""

    restSeconds: Annotated[float, Field(description="The rest at which the forecasts were kept.")]


class EtaQuality(Freshness):
    """How right the foretold arrivals were, since a fleet of the answer began to learn."""

    since: Annotated[float | None, Field(description="Unix seconds; absent: there is nothing yet.")] = None
    confidence: Annotated[float, Field(description="The coverage that the ranges aim at.")]
    total: ForecastQuality
    byStopsBefore: list[QualityByStops]
    byRest: list[QualityByRest]
