"""The record of an assessment: an append-only list of events, and everything computed from it."""

from answerable.record.events import Actor, Event, Head, Person
from answerable.record.opening import open_store
from answerable.record.session import Session
from answerable.record.store import Draft, Filter, Line, Store

__all__ = [
    "Actor",
    "Draft",
    "Event",
    "Filter",
    "Head",
    "Line",
    "Person",
    "Session",
    "Store",
    "open_store",
]
