-- Send one page again and again, each time with the other answer; each thread is a person of her own.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
  thread:set("number", #threads)
end

function init(args)
  person, turn, good, others = dofile(args[1])[number], 1, 0, 0
end

function request()
  local body = person.bodies[turn] .. "&_revision=" .. person.draft .. "." .. person.revision
  local headers = {["Cookie"] = person.cookie, ["Content-Type"] = "application/x-www-form-urlencoded"}
  return wrk.format("POST", person.path, headers, body)
end

function response(status)
  if status == 303 then
    good, turn, person.revision = good + 1, 3 - turn, person.revision + 1
  else
    others = others + 1
  end
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
