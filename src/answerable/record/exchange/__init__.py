"""A record outside the store: one JSON file or an archive, and its way back in."""
