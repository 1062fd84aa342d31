"""`docs/guide/check-a-record.md`, followed to the letter: on a real export, and on forged ones."""

import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from answerable.record import Actor, Session
from answerable.record.database.local import LocalStore
from answerable.record.events import NewEvent
from answerable.record.exchange import archive
from answerable.record.exchange.file import export
from answerable.record.proof.keys import Keyring
from answerable.record.store import Batch, Erasure, Stamp

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/guide/check-a-record.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
(SCRIPT,) = [body for kind, body in BLOCKS if kind == "python"]
VERIFY, CHAIN, SIGNATURES, ATTACHED, ARCHIVE, REPORT = [b for kind, b in BLOCKS if kind == "sh"]
PROSE = re.sub(r"^```.*?^```$", "", GUIDE, flags=re.MULTILINE | re.DOTALL)
REPORT_PAGE = ROOT / "templates/nbconvert/answerable/index.html.j2"
RIGHT = "Signature Verified Successfully"
KEEPER = Actor("rita", "records_manager")
FILE = b"a note from the panel"


@pytest.fixture
def store(tmp_path, bank):
    store = LocalStore(f"sqlite:///{tmp_path}/r.db", bank, Keyring(tmp_path / "keys"))
    yield store
    store.close()


def note(store, name, kind, payload):
    batch = Batch(Stamp(kind, 1), KEEPER, [NewEvent(kind, "", payload)])
    return store.write(name, batch).head.seq


@pytest.fixture
def decided(store, author, bank):
    """A record that was handed in and decided, with a file, and with words that were erased."""
    session = Session.begin(store, "Stops – “2020”", author, bank)
    session.answer("detail", "Told by Canary Q. Wharf")
    digest = hashlib.sha256(FILE).hexdigest()
    said = {"hash": digest, "name": "note.txt", "type": "text/plain", "size": len(FILE)}
    store.attach(session.assessment, NewEvent("attached", "", said), FILE, KEEPER)
    note(store, session.assessment, "submitted", {"to": "the panel"})
    note(store, session.assessment, "decided", {"outcome": "support"})
    store.erase(session.assessment, Erasure((3,), "erasure", "Asked to"), KEEPER)
    return session.assessment


class Desk:
    """A folder with what a records manager was given, and the ways to follow the guide in it."""

    def __init__(self, folder, raw, key):
        assert shutil.which("openssl"), "There is no openssl here. Install it: apt install openssl"
        folder.mkdir()
        (folder / "record.json").write_bytes(raw)
        (folder / "our-key.pem").write_text(key, "ascii")
        (folder / "check.py").write_text(SCRIPT, "utf-8")
        self.folder = folder

    def follow(self, block):
        """Run what a block says; return the exit code and all that was printed."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        told = os.environ | {"PATH": path, "ANSWERABLE_KEYS": str(self.folder / "no-keys")}
        call = ["bash", "-c", block]
        done = subprocess.run(
            call, cwd=self.folder, env=told, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def desk(store, tmp_path):
    numbers = itertools.count()
    return lambda raw: Desk(tmp_path / f"desk-{next(numbers)}", raw, store.signer.public)


def report_head(record):
    """Return what a report says in its head of the record it was made from."""
    seal, last = record.signatures[-1], record.events[-1]
    told = {"assessment": last.assessment, "hash": last.hash, "event": str(last.seq)}
    told |= {"key": seal.key, "seal": seal.signature, "audience": "team", "lens": ""}
    lines = re.findall(r"<meta name=.answerable.*>", REPORT_PAGE.read_text("utf-8"))
    return re.sub(r"\{\{ page\.about\.(\w+) \}\}", lambda m: told[m[1]], "\n".join(lines))


def test_the_guide_is_enough_to_check_a_record(store, decided, desk):
    raw = export(store, decided)
    here = desk(raw)
    (here.folder / "record.zip").write_bytes(archive.written(store.record(decided), raw, {}))
    head = store.events(decided)[-1].hash
    (here.folder / "report.html").write_text(report_head(store.record(decided)), "utf-8")

    code, said = here.follow(VERIFY)
    assert code == 0, said
    for sentence in ("holds together", "is sealed with key", "Event 6 (decided) is signed"):
        assert sentence in said
    code, said = here.follow(CHAIN)
    assert code == 0, said
    assert f"holds: 7 events, the last hash is {head}" in said
    assert "Event 3: its words are gone, a note in the record says so" in said
    code, said = here.follow(SIGNATURES)
    assert (code, said.count(RIGHT), "WRONG" in said) == (0, 3, False), said
    assert re.search(rf"signed:\n{store.signer.name}\n\{{", said), said  # and no other key
    code, said = here.follow(ATTACHED)
    assert (code, said.count(": OK")) == (0, 1), said
    assert "the same" in here.follow(ARCHIVE)[1]
    said = here.follow(REPORT)[1].split()
    assert (" ".join(said[:-1]), int(said[-1]) > 0) == (RIGHT, True)


def test_a_report_shows_that_its_record_was_put_back(store, decided, desk):
    here = desk(export(store, decided))
    note(store, decided, "published", {"where": "the register"})
    (here.folder / "report.html").write_text(report_head(store.record(decided)), "utf-8")

    assert here.follow(CHAIN)[0] == 0  # the older copy is whole, with its seal
    assert here.follow(REPORT)[1].split() == [*RIGHT.split(), "0"]


def plain(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def rechained(whole, payloads):
    """Give events other words, and every event the hash that it should then have."""
    previous = "0" * 64
    for event in whole["events"]:
        event["payload"] = payloads.get(event["seq"], event["payload"])
        if event["payload"] is not None:
            said = bytes.fromhex(event["salt"]) + plain(event["payload"])
            event["commitment"] = hashlib.sha256(said).hexdigest()
        event["previous"] = previous
        covered = {k: v for k, v in event.items() if k not in ("payload", "salt", "hash")}
        event["hash"] = previous = hashlib.sha256(plain(covered)).hexdigest()
    for one in whole["signatures"]:
        one["hash"] = whole["events"][one["seq"] - 1]["hash"]


def without(whole, purpose):
    return [one for one in whole["signatures"] if one["purpose"] != purpose]


def cut_off(whole):
    del whole["events"][-1]
    whole["signatures"] = without(whole, "head")


def other_file(whole):
    whole["attachments"] = dict.fromkeys(whole["attachments"], "eA==")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda w: w["events"][1]["payload"].update(value="x"), "2: what it says was changed"),
        (lambda w: w["events"][1].update(payload=None), "2: what it says was changed"),
        (lambda w: w["events"][4]["actor"].update(id="eve"), "5: its header was changed"),
        (
            lambda w: w["events"].insert(1, w["events"].pop(2)),
            "2: it does not follow the event before it",
        ),
        (lambda w: w["events"].pop(3), "4: it does not follow the event before it"),
        (lambda w: w["events"][4].update(previous="0" * 64), "5: it does not follow the event"),
        (lambda w: w.update(assessment="another"), "1: it is of another record"),
        (cut_off, "6: the record does not end here with its seal"),
        (lambda w: w["events"].pop(), "7: a signature does not fit it"),
        (lambda w: w.update(signatures=without(w, "decided")), "6: it should be signed and is not"),
        (other_file, "4: its attachment is not there, or is another one"),
        (other_file, "7: there is an attachment that no event names"),
        (lambda w: w["attachments"].clear(), "4: its attachment is not there, or is another one"),
    ],
)
def test_what_was_changed_is_found_with_its_place(store, decided, desk, change, sentence):
    whole = json.loads(export(store, decided))
    change(whole)

    code, said = desk(json.dumps(whole).encode()).follow(CHAIN)

    assert code == 1
    assert f"WRONG at event {sentence}" in said
    assert "holds" not in said


def test_a_record_that_was_written_anew_without_the_key_is_found(store, decided, desk):
    whole = json.loads(export(store, decided))
    rechained(whole, {6: {"outcome": "do not support"}})
    here = desk(json.dumps(whole).encode())

    assert here.follow(CHAIN)[0] == 0  # the chain alone cannot tell
    said = here.follow(SIGNATURES)[1]

    assert (said.count("WRONG"), said.count("Signature Verification Failure")) == (2, 2)
    assert here.follow(VERIFY)[0] == 1


def test_a_record_that_somebody_else_signed_is_found(store, decided, desk, tmp_path):
    whole = json.loads(export(store, decided))
    rechained(whole, {6: {"outcome": "do not support"}})
    theirs = Keyring(tmp_path / "theirs").signer
    for one in whole["signatures"]:
        said = {"answerable": "signature-1", "assessment": whole["assessment"]}
        said |= {name: one[name] for name in ("hash", "purpose", "seq")}
        one |= {"key": theirs.name, "signature": theirs.sign(plain(said))}
    whole["keys"] = {theirs.name: theirs.public}
    here = desk(json.dumps(whole).encode())

    assert here.follow(CHAIN)[0] == 0
    said = here.follow(SIGNATURES)[1]

    assert theirs.name in said  # listed beside the folder that is not there
    assert RIGHT not in said
    assert "WRONG" in said
    assert "NOT PROVED" in here.follow(VERIFY)[1]


def test_after_a_change_of_keys_each_key_has_a_folder(store, decided, desk):
    old = store.signer
    store.keyring.rotate()
    note(store, decided, "published", {"where": "the register"})
    here = desk(export(store, decided))

    assert here.follow(CHAIN)[0] == 0
    new = here.follow(SIGNATURES)[1]
    (here.folder / "our-key.pem").write_text(old.public, "ascii")
    before = here.follow(SIGNATURES)[1]

    assert (new.count(RIGHT), before.count(RIGHT)) == (2, 2)
    assert "WRONG" not in new + before


def test_words_that_are_gone_without_a_note_are_named(store, decided, desk):
    whole = json.loads(export(store, decided))
    whole["events"][1] |= {"payload": None, "salt": None}
    here = desk(json.dumps(whole).encode())

    code, said = here.follow(CHAIN)

    assert code == 0  # the law may demand it; a person must ask
    assert "Event 2: its words are gone, and NO NOTE SAYS SO: ask why" in said


def test_a_disposed_record_can_still_be_checked(store, decided, desk):
    store.dispose(decided, "Kept long enough", KEEPER)
    here = desk(export(store, decided))

    code, said = here.follow(CHAIN)

    assert (code, said.count("a note in the record says so"), "NO NOTE" in said) == (0, 7, False)
    assert here.follow(SIGNATURES)[1].count(RIGHT) == 3


def test_a_name_said_twice_is_refused(store, decided, desk):
    raw = export(store, decided).replace(b'"payload"', b'"payload": {}, "payload"', 1)

    code, said = desk(raw).follow(CHAIN)

    assert (code, "a name twice in one place" in said) == (1, True)


def test_a_file_cannot_choose_where_the_script_writes(store, decided, desk):
    whole = json.loads(export(store, decided))
    whole["signatures"][0]["key"] = "../../somewhere"
    whole["attachments"] = {"../../x": "eA=="}
    here = desk(json.dumps(whole).encode())
    before = {path.name for path in here.folder.parent.iterdir()}

    assert here.follow(CHAIN)[0] == 1
    assert {path.name for path in here.folder.parent.iterdir()} == before
    assert {path.name for path in here.folder.iterdir()} <= {
        "record.json", "our-key.pem", "check.py", "signed", "attached",
    }  # fmt: skip


def test_the_script_needs_nothing_but_python():
    (named,) = re.findall(r"^(?:import|from) (.+)$", SCRIPT, re.MULTILINE)

    assert set(named.split(", ")) <= sys.stdlib_module_names
    assert "python3 -I check.py" in CHAIN


def test_the_guide_explains_whatever_the_script_can_say():
    said = re.findall(r'check\(.*, "(.*)"\)|(?:WRONG: (.*?)")', SCRIPT)
    sentences = [one or other for one, other in said]

    assert len(sentences) >= 10
    assert [each for each in sentences if each not in PROSE] == []
