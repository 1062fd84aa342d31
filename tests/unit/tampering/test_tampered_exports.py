"""Whoever changes an exported file is found, with the place, and nothing of it is taken in."""

import copy
import json
import sys

import pytest
from hypothesis import HealthCheck, assume, given, settings

from answerable.cli import main
from answerable.cli.verdict import verify
from answerable.errors import NotARecord, RecordBroken, StrangeKey
from answerable.record import open_store
from answerable.record.exchange.file import FORMAT, KIND, export, read
from answerable.record.exchange.taking import take

bounded = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def as_file(record):
    name = record["events"][0]["assessment"]
    return json.dumps({"kind": KIND, "format": FORMAT, "assessment": name, **record}).encode()


@pytest.fixture
def raw(sqlite, bank, write_record):
    """An export of the record."""
    store = open_store(sqlite, bank)
    written = export(store, write_record(store))
    store.close()
    return written


@pytest.fixture
def whole(raw):
    """What the export says, without what names the format."""
    told = json.loads(raw)
    return {name: told[name] for name in ("events", "signatures", "keys", "attachments")}


@pytest.fixture
def other(tmp_path, bank):
    """A store elsewhere, that the file is brought to."""
    store = open_store(f"sqlite:///{tmp_path}/other.db", bank)
    yield store
    store.close()


def verdict_on(path, known):
    """What `answerable verify` says: (whether it holds, the event at which it does not)."""
    try:
        return verify(str(path), pytest.fail, known).holds, None
    except RecordBroken as error:
        return False, error.facts["seq"]
    except NotARecord:
        return False, None


@pytest.mark.parametrize("attacker", ["careless", "mends"])
def test_whoever_changes_a_file_is_found_with_the_place(
    whole, other, tmp_path, attackers, stops_at, attacker
):
    known = other.keyring.known()
    path = tmp_path / "export.json"

    @bounded
    @given(attackers.damages())
    def tamper(drawn):
        what, damage = drawn
        record = copy.deepcopy(whole)
        damage(record)
        if attacker == "mends":
            attackers.mend(record)
        assume(record != whole)
        path.write_bytes(as_file(record))

        with pytest.raises((RecordBroken, NotARecord)) as told:
            take(other, read(path.read_bytes(), "export.json"), known)
        holds, seq = verdict_on(path, known)

        assert not holds
        assert seq == told.value.facts.get("seq")
        if seq is not None:
            first, last = stops_at(whole, record)
            assert first <= seq <= last, (what, seq, first, last)
        assert other.list() == ()

    tamper()


def test_whoever_signs_a_file_anew_is_told_that_nobody_knows_the_key(
    whole, other, tmp_path, attackers
):
    known = other.keyring.known()
    path = tmp_path / "export.json"

    @bounded
    @given(attackers.damages())
    def tamper(drawn):
        _, damage = drawn
        record = copy.deepcopy(whole)
        damage(record)
        attackers.mend(record)
        assume(record != whole)
        attackers.sign_anew(record)
        path.write_bytes(as_file(record))

        with pytest.raises((StrangeKey, RecordBroken, NotARecord)):
            take(other, read(path.read_bytes(), "export.json"), known)

        assert not verdict_on(path, known)[0]
        assert other.list() == ()

    tamper()


def test_a_whole_story_under_a_key_of_ones_own_is_refused_for_the_key_alone(
    whole, other, attackers
):
    whole["events"][2]["payload"] = {"value": "None of it"}
    attackers.mend(whole)
    attackers.sign_anew(whole)
    found = read(as_file(whole), "export.json")

    assert found.prove({}).strangers == tuple(whole["keys"])
    with pytest.raises(StrangeKey, match="not known here"):
        take(other, found, other.keyring.known())
    assert take(other, found, whole["keys"]).new  # for whoever was given the key in another way


def test_nothing_is_found_of_what_was_erased_as_it_should_be(whole, other, tmp_path):
    path = tmp_path / "export.json"
    path.write_bytes(as_file(whole))
    proof = read(path.read_bytes(), "export.json").prove(other.keyring.known())

    assert (proof.erased, proof.sealed, proof.strangers) == (1, True, ())
    assert verdict_on(path, other.keyring.known()) == (True, None)


def test_the_command_names_the_event_and_fails(whole, tmp_path, monkeypatch, capsys):
    whole["events"][6]["payload"]["words"] = "Bad"
    path = tmp_path / "export.json"
    path.write_bytes(as_file(whole))
    monkeypatch.setattr(sys, "argv", ["answerable", "verify", str(path)])

    with pytest.raises(SystemExit) as told:
        main()

    assert told.value.code == 1
    assert "at event 7: what it says was changed" in capsys.readouterr().err


@pytest.mark.parametrize("digest", [[], {}, 5, None, "0", "ab" * 32])
def test_a_file_that_is_named_by_no_hash_of_ours_is_no_attachment(whole, other, attackers, digest):
    whole["events"][5]["payload"]["hash"] = digest
    attackers.mend(whole)
    attackers.sign_anew(whole)

    with pytest.raises(RecordBroken, match="at event 6: its attachment"):
        take(other, read(as_file(whole), "export.json"), whole["keys"])


def test_a_decision_without_a_signature_is_not_taken_even_from_an_old_file(whole, other):
    old = {"kind": KIND, "format": 1, "assessment": "stop", "events": whole["events"][:4]}
    found = read(json.dumps(old).encode(), "export.json")

    with pytest.raises(RecordBroken, match="at event 4: it should be signed"):
        take(other, found, {}, unsealed=True)


@pytest.mark.parametrize("how", ["other line ends", "another key", "no key", "one too many"])
def test_a_public_key_in_a_file_is_the_one_it_is_called(whole, other, attackers, how):
    (name,) = whole["keys"]
    pem, stranger = whole["keys"][name], attackers.own_key()
    whole["keys"] = {
        "other line ends": {name: pem.replace("\n", "\r\n")},
        "another key": {name: stranger.public},
        "no key": {},
        "one too many": {name: pem, stranger.name: stranger.public},
    }[how]

    with pytest.raises(RecordBroken, match="public key"):
        take(other, read(as_file(whole), "export.json"), other.keyring.known())
    assert other.list() == ()
