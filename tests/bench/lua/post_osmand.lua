-- One position a request in the address, as Traccar Client sends it, of 20 000 devices in turn, each time newer.
local sent = 0

function request()
  sent = sent + 1
  local device = sent % 20000
  return wrk.format("POST", string.format(
    "/api/ingest/osmand?id=P-%07d&timestamp=%d&lat=40.%06d&lon=-73.%06d&speed=12.3&bearing=270.0&altitude=35.0&accuracy=5.0&batt=87.0",
    device, 1705500000 + sent, sent % 999983, sent % 999979))
end
