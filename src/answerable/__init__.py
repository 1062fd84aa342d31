"""Guided assessment notebooks: every question asked once, every document from the same answers."""

__version__ = "0.1.0"
