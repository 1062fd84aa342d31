"""The record service: the store over HTTP, with people, their passes, and the access table."""
