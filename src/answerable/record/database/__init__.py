"""The local face of the store: SQLite or PostgreSQL, the same tables and the same code on both."""
