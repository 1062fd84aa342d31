"""Serve the real app for a test: the settings come as JSON on the command line."""

import json
import sys
from pathlib import Path

from answerable.serving.app import serve
from answerable.serving.settings import ServeSettings

given = json.loads(sys.argv[1])
for name in ("outputs", "notebooks"):
    if name in given:
        given[name] = Path(given[name])
serve(ServeSettings(**given))
