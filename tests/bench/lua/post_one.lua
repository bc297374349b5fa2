-- One position a request, of 20 000 shipments in turn, each time newer.
local sent = 0
local headers = { ["Content-Type"] = "application/json" }

function request()
  sent = sent + 1
  local shipment = sent % 20000
  local body = string.format(
    '{"driverId":"D-%03d","shipmentId":"PKG-%07d","latitude":40.%06d,"longitude":-73.%06d,"timestamp":%d}',
    shipment % 500, shipment, sent % 999983, sent % 999979, 1705500000 + sent)
  return wrk.format("POST", "/api/shipments/update", headers, body)
end
