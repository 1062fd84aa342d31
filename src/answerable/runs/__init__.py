"""Runs: a report notebook executed from a record, and what it leaves in `outputs`."""

from answerable.runs.project import Run, run

__all__ = ["Run", "run"]
