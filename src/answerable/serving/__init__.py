"""The app: stand-alone Voila with our own page, guard and identity."""

import sys

# nbconvert and voila import jsonschema's formats, and those build the grammar of IRIs at once: a
# second at every start, for a format that nothing here checks. jsonschema copes without it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
