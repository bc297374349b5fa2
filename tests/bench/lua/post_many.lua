-- The bodies that a file holds, in turn; arguments: content type, path, then one file a body.
local requests, sent = {}, 0

function init(args)
  local headers = { ["Content-Type"] = args[1] }
  for place = 3, #args do
    local file = assert(io.open(args[place], "rb"))
    requests[#requests + 1] = wrk.format("POST", args[2], headers, file:read("*a"))
    file:close()
  end
end

function request()
  sent = sent + 1
  return requests[sent % #requests + 1]
end
