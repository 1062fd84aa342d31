"""Where a person's name stands in records, drafts, attachments and output files.

For a request for access or erasure. What is found is proposed to a person, with the place that
`erase` needs; what was not searched is listed; and nothing here says that a name is nowhere.
"""

from answerable.record.namesearch.everything import search_store
from answerable.record.namesearch.folder import search_folder
from answerable.record.namesearch.matching import Found, find
from answerable.record.namesearch.names import Name, parse_name
from answerable.record.namesearch.results import Hit, Missed, Place, Result, joined
from answerable.record.namesearch.texts import search_record, search_texts

__all__ = [
    "Found", "Hit", "Missed", "Name", "Place", "Result", "find", "joined", "parse_name",
    "search_folder", "search_record", "search_store", "search_texts",
]  # fmt: skip
