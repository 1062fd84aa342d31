"""The remote face of the store: the same records, asked for over HTTP from the record service."""
