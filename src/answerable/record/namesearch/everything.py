"""Names in everything a store keeps."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from answerable.errors import AssessmentNotFound, RecordBroken
from answerable.record.namesearch.folder import body_words, search_body
from answerable.record.namesearch.names import Name
from answerable.record.namesearch.results import Missed, Place, Result, joined
from answerable.record.namesearch.texts import search_record, search_texts, search_value
from answerable.record.store import Draft, Store

Drafts = Callable[[str], Iterable[tuple[str, Draft]]]
Attachments = Callable[[str], Iterable[tuple[str, bytes]]]


def search_store(
    store: Store,
    names: Sequence[Name],
    *,
    reader: str = "",
    drafts_of_everybody: Drafts | None = None,
    attachments_of: Attachments | None = None,
) -> Result:
    """Return where `names` stand in every record of `store`, its drafts and its attachments.

    `drafts_of_everybody` gives (person, draft) of an assessment. Without it only the drafts of
    `reader` are searched, and the result says that the others were not. `attachments_of` gives
    (name, body) of an assessment; without it, the result says that none were searched.
    """
    results: list[Result] = []
    for line in store.list():
        results.append(_search_events(store, line.id, names))
        results += _search_drafts(
            _drafts(store, line.id, reader, drafts_of_everybody), line.id, names
        )
        results += _search_attachments(
            attachments_of(line.id) if attachments_of else (), line.id, names
        )
    if drafts_of_everybody is None:
        results.append(Result(missed=(Missed(Place("draft"), "drafts"),)))
    if attachments_of is None:
        results.append(Result(missed=(Missed(Place("attachment"), "attachments"),)))
    return joined(results)


def _search_events(store: Store, assessment: str, names: Sequence[Name]) -> Result:
    try:
        return search_record(store.events(assessment), names)
    except (RecordBroken, AssessmentNotFound):
        return Result(missed=(Missed(Place("record", assessment), "broken"),))


def _drafts(
    store: Store, assessment: str, reader: str, of_everybody: Drafts | None
) -> Iterable[tuple[str, Draft]]:
    if of_everybody is not None:
        return of_everybody(assessment)
    return ((reader, draft) for draft in store.drafts(assessment, reader))


def _search_drafts(
    drafts: Iterable[tuple[str, Draft]], assessment: str, names: Sequence[Name]
) -> Iterator[Result]:
    for person, draft in drafts:
        place = Place("draft", assessment, address=draft.address, person=person)
        yield search_value(place, draft.value, names)
        yield Result(searched={"drafts": 1})


def _search_attachments(
    attachments: Iterable[tuple[str, bytes]], assessment: str, names: Sequence[Name]
) -> Iterator[Result]:
    for name, body in attachments:
        place = Place("attachment", assessment, file=name)
        words = body_words(body)
        yield search_texts({Place("attachment", assessment, file=name, part="name"): name}, names)
        yield search_body(place, words, names)
        yield Result(searched={"attachments": int(words.read)})
