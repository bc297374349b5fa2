-- The addresses that a file holds, one a line, in turn; argument: the file.
local requests, sent = {}, 0

function init(args)
  for path in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
end

function request()
  sent = sent + 1
  return requests[sent % #requests + 1]
end
