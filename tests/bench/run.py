"""`make bench`: each figure of the budget beside the stock way, both measured in this run.

Writes `outputs/bench.json` and prints the same as a table; when the record was measured in a store
of 10,000, `docs/performance.md` too. Machines differ and are noisy: read the ratios. Nothing here
fails for being slow. Words on the command line choose what is measured.
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

import growth
from measures import MEASURES
from page import page

from answerable import places

PACKAGES = (
    "answerable", "voila", "jupyterlab", "papermill", "nbconvert", "ipykernel", "anywidget",
    "sqlalchemy", "psycopg", "fastapi", "uvicorn", "httpx", "cryptography",
)  # fmt: skip
WHOLE = 10_000
WIDTH = 140  # or ids are cut where nobody looks on
PAGE = Path(__file__).parents[2] / "docs" / "performance.md"


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


def as_table(rows):
    """Return what was measured as a table; of the record only what is of the largest store."""
    table = Table("id", "where", "ours", "stock", "unit", "goal", "ours / stock", "runs")
    for row in rows:
        if row["id"].endswith("_by") or row.get("size", growth.LARGEST) != growth.LARGEST:
            continue
        ratio = f"{row['ours'] / row['stock']:.2f}" if row["stock"] else "-"
        figures = [shown(row["ours"]), shown(row["stock"]), row["unit"], shown(row["goal"])]
        table.add_row(row["id"], row.get("face", ""), *figures, ratio, str(row["runs"]))
    return table


def main(wanted):
    rows = []
    console = Console(width=WIDTH)
    for measure in (*MEASURES, growth.record):
        if wanted and measure.__name__ not in wanted:
            continue
        console.print(f"… {measure.__doc__}", highlight=False)
        rows += measure(console.print) if measure is growth.record else measure()
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
    console.print(as_table(rows))
    console.print(f"Written to {file}", highlight=False)
    if growth.LARGEST >= WHOLE and (text := page(told)):
        PAGE.write_text(text, "utf-8")
        console.print(f"Written to {PAGE}", highlight=False)


if __name__ == "__main__":
    main(set(sys.argv[1:]))
