"""What a filter lets through, worked out row by row; the product asks whole columns."""

from web.latest.filters import Filters


def lets_through(filters: Filters, shipment_id: str, driver_id: str, latitude: float, longitude: float) -> bool:
    """Tell whether a row passes all kinds of filter."""
    if filters.shipment_ids and shipment_id not in filters.shipment_ids:
        return False
    if filters.driver_ids and driver_id not in filters.driver_ids:
        return False
    return filters.bbox is None or filters.bbox.contains(latitude=latitude, longitude=longitude)
