-- Ask for one page again and again, as one person or as many in turn, and count the pages that come.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
  thread:set("number", #threads)
end

function init(args)
  good, others = 0, 0
  if args[1] then
    local people = dofile(args[1])
    local turn = math.floor(#people / 4) * number -- each thread begins elsewhere
    request = function()
      turn = turn % #people + 1
      return wrk.format("GET", nil, {["Cookie"] = people[turn]})
    end
  end
end

function response(status)
  if status == 200 then good = good + 1 else others = others + 1 end
end

function done(summary, latency)
  local good, others = 0, summary.errors.connect + summary.errors.read + summary.errors.timeout
  for _, thread in ipairs(threads) do
    good, others = good + thread:get("good"), others + thread:get("others")
  end
  print(string.format(
    '{"per_second": %.2f, "good": %d, "others": %d, "milliseconds_p50": %.3f, "milliseconds_p99": %.3f}',
    good / (summary.duration / 1e6), good, others,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
