"""One measured figure as a row of bench.json."""

import os
import statistics
import time


def percentile(times, share):
    """Return the time that `share` of the times do not pass."""
    return sorted(times)[min(int(share * len(times)), len(times) - 1)]


def timed(work, runs):
    """Return how many milliseconds `work` took, each time; a first time is left out."""
    work(0)
    found = []
    for run in range(1, runs + 1):
        begun = time.perf_counter()
        work(run)
        found.append((time.perf_counter() - begun) * 1000)
    return found


def figure(name, what, ours, unit, goal, runs, **more):
    """Return a row; `more` says of which store it is and what else was seen."""
    return {"id": name, "what": what, "ours": ours, "stock": None, "unit": unit, "goal": goal,
            "runs": runs, "load": round(os.getloadavg()[0], 1), **more}  # fmt: skip


def spread(name, what, times, goal, *, by="median", **more):
    """Return a row for many times: their median, or their 95th percentile, beside the others."""
    seen = {
        "median": statistics.median(times),
        "p95": percentile(times, 0.95),
        "most": max(times),
    }
    return figure(name, what, seen[by], "ms", goal, len(times), by=by, **seen, **more)
