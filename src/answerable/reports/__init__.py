"""Documents from the record: who may read what, the parts of a report, and its HTML."""

from answerable.reports.document import Report, documents_due, open_document, open_report

__all__ = ["Report", "documents_due", "open_document", "open_report"]
