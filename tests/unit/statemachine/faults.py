"""Faults to plant: each breaks one promise of a store, and a walk must find it."""

from dataclasses import replace

from sqlalchemy import delete, update

from answerable.record.database import batches, erasing, heads, local, projections
from answerable.record.database import tables as t
from answerable.record.events import head_of
from answerable.record.proof import proving
from answerable.service import guarded


def acknowledged_before_it_is_durable(put):
    written = local.write

    def write(turn, batch):
        done = written(turn, batch)
        if batch.stamp.seq % 3 == 0:
            turn.connection.rollback()
        return done

    put(local, "write", write)


def drafts_are_not_kept(put):
    put(batches, "_keep_drafts", lambda *_: None)


def drafts_of_one_page_go_over_those_of_another(put):
    def keep(connection, assessment, batch, draft):
        address, _, _ = draft
        c = t.drafts.c
        mine = (c.assessment == assessment) & (c.person == batch.actor.id) & (c.address == address)
        connection.execute(delete(t.drafts).where(mine))
        return kept(connection, assessment, batch, draft)

    kept = batches._keep_draft
    put(batches, "_keep_draft", keep)


def what_is_sent_again_is_written_again(put):
    put(batches, "outcome", lambda *_: None)
    put(batches, "_remember", lambda *_: None)


def a_batch_is_written_in_two_steps(put):
    appended = heads.append

    def append(connection, events, stamp):
        appended(connection, events, stamp)
        if stamp.client and connection.in_transaction():
            connection.commit()
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")

    put(heads, "append", append)


def lists_are_not_carried_on(put):
    put(projections, "project", lambda *_: None)


def members_are_not_carried_on(put):
    put(projections, "OF_MEMBERS", frozenset())


def the_seal_stays_where_it_was(put):
    def move(connection, assessment, to, _):
        where = t.assessments.c.id == assessment
        head = {"head_seq": to.seq, "head_hash": to.hash, "head_at": to.at}
        connection.execute(update(t.assessments).where(where).values(**head))

    put(heads, "move", move)


def decisions_are_not_signed(put):
    put(heads, "sign_for_good", lambda *_: None)


def erased_words_stay(put):
    put(erasing, "_remove", lambda *_: None)


def erased_words_stay_between_the_rows(put):
    put(local, "forget_deleted", lambda *_: None)


def a_file_goes_while_another_record_holds_it(put):
    removed = erasing._remove

    def remove(connection, assessment, seqs):
        listed = list(seqs)
        c = t.uses.c
        wanted = t.uses.select().where(c.assessment == assessment, c.seq.in_(listed))
        digests = [row.hash for row in connection.execute(wanted)]
        removed(connection, assessment, listed)
        connection.execute(delete(t.attachments).where(t.attachments.c.hash.in_(digests)))

    put(erasing, "_remove", remove)


def holds_are_not_obeyed(put):
    disposed = erasing.dispose

    def dispose(turn, reason):
        where = t.standings.c.assessment == turn.assessment
        turn.connection.execute(update(t.standings).where(where).values(held=False))
        line = replace(turn.before.line, held=False)
        return disposed(replace(turn, before=replace(turn.before, line=line)), reason)

    put(erasing, "dispose", dispose)


def a_damaged_record_is_taken_in(put):
    put(proving, "verify", lambda events: head_of(events[-1]))


def access_is_not_checked(put):
    put(guarded.GuardedRecords, "_require", lambda *_: None)


def everybody_finds_everything(put):
    def findable(self, _, wanted):
        return iter(self.store.list(wanted))

    put(guarded.GuardedRecords, "_findable", findable)


def readings_are_not_noted(put):
    put(guarded.GuardedRecords, "_note_reading", lambda *_: None)


def a_role_that_ended_goes_on(put):
    put(guarded, "_valid", lambda member: member)


def plant(name, put):
    """Plant the fault called `name` by `put(object, name, value)`."""
    globals()[name](put)
