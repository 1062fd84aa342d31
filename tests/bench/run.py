"""`make bench`: each figure of the budget beside the stock way, both measured in this run.

Writes `outputs/bench.json` and prints the same as a table. Machines differ and are noisy: read the
ratios. Nothing here fails for being slow.
"""

import datetime as dt
import importlib.metadata
import json
import os
import platform
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent))

from measures import MEASURES

from answerable import places

PACKAGES = ("answerable", "voila", "jupyterlab", "papermill", "nbconvert", "ipykernel", "anywidget")


def machine():
    """Return what was measured on."""
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": [round(load, 2) for load in os.getloadavg()],
    }


def shown(value):
    return "-" if value is None else f"{value:,.3g}" if value < 1000 else f"{value:,.0f}"


def main(wanted):
    rows = []
    console = Console()
    for measure in MEASURES:
        if wanted and measure.__name__ not in wanted:
            continue
        console.print(f"… {measure.__doc__}", highlight=False)
        rows += measure()
        console.print(f"  {rows[-1]['what']}", highlight=False)
    told = {
        "machine": machine(),
        "versions": {name: importlib.metadata.version(name) for name in PACKAGES},
        "date": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "rows": rows,
    }
    file = places.outputs() / "bench.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    table = Table("id", "ours", "stock", "unit", "goal", "ours / stock", "runs")
    for row in rows:
        ratio = f"{row['ours'] / row['stock']:.2f}" if row["stock"] else "-"
        figures = [shown(row["ours"]), shown(row["stock"]), row["unit"], shown(row["goal"])]
        table.add_row(row["id"], *figures, ratio, str(row["runs"]))
    console.print(table)
    console.print(f"Written to {file}", highlight=False)


if __name__ == "__main__":
    main(set(sys.argv[1:]))
