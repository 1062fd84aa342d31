"""A form with one field: what is sent is on disk before it is acknowledged."""

import json
import os
import urllib.parse
from pathlib import Path

import traitlets as t

from answerable_widgets.hosted import HostedWidget

WIDGETS = Path(__file__).parents[1] / "widgets"
FILE = Path(os.environ["ANSWERABLE_OUTPUTS"]) / "toy.json"


def query(name: str) -> str:
    asked = urllib.parse.parse_qs(os.environ.get("QUERY_STRING", ""))
    return asked.get(name, [""])[0]


class Toy(HostedWidget):
    source = WIDGETS / "form" / "form.js"
    style = WIDGETS / "form.css"
    text = t.Unicode().tag(sync=True)
    kernel = t.Int().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(text=saved(), kernel=os.getpid())
        self.on_msg(self.receive)

    def receive(self, _: object, message: dict, __: object) -> None:
        if message["op"] == "patch":
            write(message["text"])
            self.send({"op": "ack", "seq": message["seq"]})
        elif message["op"] == "hello":
            self.send({"op": "state", "text": saved(), "kernel": os.getpid()})


class ToyHome(Toy):
    source = WIDGETS / "home" / "home.js"


def saved() -> str:
    return json.loads(FILE.read_text("utf-8"))["text"] if FILE.exists() else ""


def write(text: str) -> None:
    new = FILE.with_suffix(f".{os.getpid()}")
    with new.open("w", encoding="utf-8") as file:
        json.dump({"text": text, "by": os.getpid()}, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(FILE)
