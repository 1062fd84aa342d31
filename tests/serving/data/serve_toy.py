"""Serve the toy notebooks: the settings come as JSON on the command line."""

import json
import sys
from pathlib import Path

from answerable.serving import assets
from answerable.serving.app import run
from answerable.serving.settings import ServeSettings

HERE = Path(__file__).parent
given = json.loads(sys.argv[1])
given["outputs"] = Path(given["outputs"])
settings = ServeSettings(**{"notebooks": HERE / "notebooks", **given})
run(settings, assets.build(HERE / "widgets", {"id": "toy", "concepts": {}}))
