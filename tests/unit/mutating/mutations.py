"""Ways to spoil a file: its bytes, its JSON, its archive. The same dice give the same file."""

import io
import json
import zipfile

NASTY = (
    None, True, False, 0, -1, 1, 1.0, 1e308, 10**30, "", "x", "\x00", "\u202e", "\ud800", "e\u0301",
    "ﬁ", "a" * 300, [], {}, [[]], {"": {}}, "0" * 64, "0" * 32, "2026-13-01T00:00:00.000Z", "9" * 5000,
)  # fmt: skip
NAMES = ("", "salt", "payload", "seq", "events", "colour", "__proto__", "\x00", "ſeq", "SEQ", "é")
PIECES = (
    b"NaN",
    b"1e999",
    b"-0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\\ud800",
    b"[" * 5000,
    b"{}",
    b",",
    b"null",
)


def bytes_spoiled(raw, dice):
    """Return `raw` with some bytes changed, put in, taken out, moved or cut off."""
    at, other = dice.randrange(len(raw)), dice.randrange(len(raw))
    first, last = sorted((at, other))
    return {
        "flip": lambda: raw[:at] + bytes([raw[at] ^ (1 << dice.randrange(8))]) + raw[at + 1 :],
        "put in": lambda: raw[:at] + dice.choice(PIECES) + raw[at:],
        "put over": lambda: raw[:at] + (piece := dice.choice(PIECES)) + raw[at + len(piece) :],
        "take out": lambda: raw[:at] + raw[at + dice.randrange(1, 20) :],
        "cut off": lambda: raw[:at],
        "begin late": lambda: raw[at:],
        "twice": lambda: raw[:last] + raw[first:],
        "space": lambda: raw[:at] + b" " + raw[at:],
    }


def spoil_bytes(raw, dice):
    ways = bytes_spoiled(raw, dice)
    return ways[dice.choice(sorted(ways))]()


def objects(value):
    """Yield every place in a JSON value that holds others."""
    if isinstance(value, dict | list):
        yield value
        for each in value.values() if isinstance(value, dict) else value:
            yield from objects(each)


def change(_, place, key, dice):
    place[key] = dice.choice(NASTY)


def drop(_, place, key, dice):
    del place[key]


def rename(_, place, key, dice):
    if isinstance(place, dict):
        place[dice.choice(NAMES)] = place.pop(key)
    else:
        place.insert(0, place.pop(key))


def add(_, place, key, dice):
    if isinstance(place, dict):
        place[dice.choice(NAMES)] = dice.choice(NASTY)
    else:
        place.insert(key, place[dice.randrange(len(place))])


def bury(_, place, key, dice):
    place[key] = nested(dice.choice([10, 100, 900]))


def misspell(_, place, key, dice):
    if isinstance(place[key], str) and place[key]:
        at = dice.randrange(len(place[key]))
        letter = dice.choice([place[key][at].swapcase(), "A", "0", "=", "\n", " "])
        place[key] = place[key][:at] + letter + place[key][at + 1 :]


def other_format(whole, place, key, dice):
    whole["format"] = dice.choice([0, 1, 1, 3, 99, "2", 2.0, None, True, -2])


def swap(_, place, key, dice):
    other = dice.choice(list(place) if isinstance(place, dict) else range(len(place)))
    place[key], place[other] = place[other], place[key]


WAYS = (change, drop, rename, add, bury, misspell, other_format, swap)


def spoil_json(raw, dice):
    """Return the same JSON with something in it that no program of ours writes."""
    whole = json.loads(raw)
    place = dice.choice([each for each in objects(whole) if each])
    key = dice.choice(list(place) if isinstance(place, dict) else range(len(place)))
    twice = dice.choice([*whole, *whole["events"][0]]) if dice.random() < 0.1 else ""
    if not twice:
        dice.choice(WAYS)(whole, place, key, dice)
    written = json.dumps(whole, indent=dice.choice([None, 1]), ensure_ascii=dice.random() < 0.5)
    if twice:
        written = written.replace(f'"{twice}":', f'"{twice}": 1, "{twice}":', 1)
    return written.encode("utf-8", "surrogatepass")


def nested(depth):
    value = "deep"
    for _ in range(depth):
        value = {"a": value} if depth % 2 else [value]
    return value


def spoil_archive(raw, dice):
    """Return an archive with its files changed, renamed, doubled, left out or packed otherwise."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        files = [(info.filename, archive.read(info)) for info in archive.infolist()]
    do = dice.choice(
        ["bytes", "bytes", "inside", "drop", "rename", "twice", "method", "more", "comment"]
    )
    if do == "bytes":
        return spoil_bytes(raw, dice)
    at = dice.randrange(len(files))
    name, body = files[at]
    if do == "inside":
        how = spoil_json if name == "record.json" and dice.random() < 0.8 else spoil_bytes
        files[at] = name, how(body, dice)
    elif do == "drop":
        del files[at]
    elif do == "rename":
        files[at] = (
            dice.choice(["../record.json", "RECORD.json", "/etc/x", "record.json/", "x"]),
            body,
        )
    elif do == "twice":
        files.append((name, body))
    elif do == "more":
        files.append((dice.choice(["../../x", "attachments/" + "0" * 64, "x\u202e"]), b"more"))
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    method = dice.choice(methods) if do == "method" else zipfile.ZIP_DEFLATED
    packed = zipped(files, method, b"a comment" if do == "comment" else b"")
    return spoil_bytes(packed, dice) if do == "method" and dice.random() < 0.7 else packed


def zipped(files, method, comment):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, body in files:
            archive.writestr(name, body)
        archive.comment = comment
    return made.getvalue()
