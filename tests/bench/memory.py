"""What one open assessment takes: the memory that only its kernel uses."""

import statistics
import urllib.request

from server import app, kernels_of

PEOPLE = 4


def memory_per_person():
    """How much memory one open assessment takes."""
    ours, stock = _median("answerable", "forked"), _median("lab", "stock")
    what = "unique memory of the kernel behind one open assessment, idle"
    return [{"id": "memory_per_person", "what": what, "ours": ours, "stock": stock, "unit": "MB",
             "goal": 20, "runs": PEOPLE}]  # fmt: skip


def _median(template, kernels):
    with app(template, kernels) as server:
        for _ in range(PEOPLE):
            with urllib.request.urlopen(server.page, timeout=60) as page:
                page.read()
        kernels = kernels_of(server.process)
        return statistics.median(k.memory_full_info().uss / 1e6 for k in kernels)
