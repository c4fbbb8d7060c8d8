-- wrk's result as one line of JSON; times in microseconds.
done = function(summary, latency, _)
  local e = summary.errors
  print(string.format('{"requests":%d,"micros":%d,"errors":%d,"p50":%d,"p99":%d}', summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
end
