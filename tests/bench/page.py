"""The figures of the record as a page of the docs, written from bench.json."""

from jinja2 import Environment

FACES = ("sqlite", "postgres", "service on sqlite", "service on postgres")
GROWTH = (
    "open_assessment", "record_verify", "record_list", "record_list_few", "record_list_none",
    "record_append_own_paced", "record_append_own_full", "record_save", "record_export",
    "record_import", "store_rebuild", "store_check",
)  # fmt: skip
PAGE = """\
# How fast the record is

Written by `make bench` on {{ date }}; every figure is in the file `bench.json` of that run.

| | |
|---|---|
| machine | {{ machine.system }}, {{ machine.cores }} cores, Python {{ machine.python }} |
| versions | {{ versions }} |
| disk | fsync of 4 kB: median {{ fsync[0] }} ms before and {{ fsync[1] }} ms after, 95th percentile {{ fsync[2] }} and {{ fsync[3] }} ms |
| other work on the machine | load {{ load[0] }} to {{ load[1] }} while it was measured: with more than {{ machine.cores }}, others took part of the time |

Assessments are made up, the same ones each time: {{ events }} events each, in the mix of real work. Both engines hold
the same records. *Service* is the record service on a socket of this machine, asked by another process; it checks
access each time. Figures are medians, for appends the 95th percentile, in milliseconds unless it says otherwise. A
goal is a goal for a quiet machine with 2 cores; **bold** is what misses it in this run.

## At {{ largest }} assessments

| what | where | goal | measured | median | longest | a second |
|---|---|---|---|---|---|---|
{% for row in at_largest -%}
| {{ row.what }} | {{ row.face }} | {{ row.goal|shown }} | {{ row|measured }} | {{ row.median|shown }} | {{ row.most|shown }} | {{ row.per_second|shown }} |
{% endfor %}
## As a store grows

| what | where | {% for size in sizes %}{{ "{:,}".format(size) }} | {% endfor %}goal |
|---|---|{% for size in sizes %}---|{% endfor %}---|
{% for row in growth -%}
| {{ row.what }} | {{ row.face }} | {% for each in row.each %}{{ each|measured }} | {% endfor %}{{ row.goal|shown }} |
{% endfor %}
## Lists by filter, at {{ largest }}

| filter | {% for kind in lists %}{{ kind }} | {% endfor %}
|---|{% for kind in lists %}---|{% endfor %}
{% for filter, each in by_filter -%}
| {{ filter }} | {% for row in each %}{{ row|measured }} | {% endfor %}
{% endfor %}"""


def shown(value):
    """Return a figure as a person reads it."""
    if not isinstance(value, int | float):
        return ""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:,.0f}"


def measured(row):
    """Return what was measured, in bold where it misses its goal."""
    if not row:
        return ""
    unit = "" if row["unit"] == "ms" else f" {row['unit']}"
    said = f"{shown(row['ours'])}{unit}"
    return f"**{said}**" if row["goal"] and row["ours"] > row["goal"] else said


def page(told):
    """Return the page for what was written to bench.json, or nothing if the record is not in it."""
    rows = [row for row in told["rows"] if "face" in row]
    if not rows:
        return ""
    env = Environment(autoescape=False, keep_trailing_newline=True)
    env.filters |= {"shown": shown, "measured": measured}
    sizes = sorted({row["size"] for row in rows if row["id"] == "open_assessment"})
    largest = [row for row in rows if row["size"] == sizes[-1]]
    disk = [row for row in told["rows"] if row["id"] == "disk_fsync"]
    return env.from_string(PAGE).render(
        date=told["date"][:10],
        machine=told["machine"],
        versions=", ".join(f"{name} {version}" for name, version in told["versions"].items()),
        fsync=[shown(row[by]) for by in ("median", "p95") for row in disk],
        load=[shown(most(row["load"] for row in rows)) for most in (min, max)],
        events=300,
        sizes=sizes,
        largest=f"{sizes[-1]:,}",
        at_largest=[row for row in largest if not row["id"].endswith("_by")]
        + [row for row in rows if row["id"] == "store_migrate"],
        growth=list(_growth(rows, sizes)),
        lists=list(dict.fromkeys(_list(row) for row in largest if row["id"].endswith("_by"))),
        by_filter=list(_by_filter(largest)),
    )


def _growth(rows, sizes):
    for name in GROWTH:
        for face in FACES:
            here = {r["size"]: r for r in rows if (r["id"], r["face"]) == (name, face)}
            if len(here) > 1:
                first = next(iter(here.values()))
                yield {**first, "each": [here.get(size) for size in sizes]}


def _by_filter(rows):
    lists = [row for row in rows if row["id"].endswith("_by")]
    for kind in dict.fromkeys(row["filter"] for row in lists):
        yield kind, [row for row in lists if row["filter"] == kind]


def _list(row):
    who = {"record_list_few_by": ", a reader", "record_list_none_by": ", a citizen"}
    return row["face"] + who.get(row["id"], "")
