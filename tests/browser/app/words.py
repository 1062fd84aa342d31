"""What somebody typed and what the page promised, against everywhere that words can be.

`Words.are_safe()` is what *nothing lost* means, for every test that breaks something: every word
that the page called saved is in the record or in a draft, and every other word is on the screen, in
a draft, or waits in the browser to be offered again.
"""

from dataclasses import dataclass, field
from typing import Any

PROBLEM = "problem_statement"
BOX = '.answerable [data-address="{address}"] :is(textarea, input[type=text])'
# The status and the field, seen in one moment; None for a field that is not on this page.
LOOK = """(box) => ({
  text: document.querySelector(box)?.value ?? null,
  status: document.querySelector(".answerable .ans-saved")?.textContent ?? "",
  alarm: document.querySelector(".answerable .ans-not-saved")?.textContent ?? "",
})"""
# Quicker than keys, for a text of ten thousand lines.
PUT = """(box, text) => {
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}"""
# What waits in this browser, with the key that only the record's own page has.
KEPT = """async ({ key, assessment, wanted }) => {
  const done = (request) => new Promise((good, bad) => {
    request.onsuccess = () => good(request.result);
    request.onerror = () => bad(request.error);
  });
  const database = await done(indexedDB.open("answerable", 1));
  if (!database.objectStoreNames.contains("unsaved")) return [];
  const store = database.transaction("unsaved").objectStore("unsaved");
  const [names, entries] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
  database.close();
  const raw = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
  const secret = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
  const found = [];
  for (const [at, name] of names.entries()) {
    if (name.split("|")[1] !== assessment) continue;
    const { iv, data } = entries[at];
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, secret, data);
    const { address, value } = JSON.parse(new TextDecoder().decode(plain));
    if (address === wanted) found.push(value);
  }
  return found;
}"""


@dataclass
class Words:
    """One person at one question of one assessment, in one tab."""

    page: Any
    desk: Any
    assessment: str
    address: str = PROBLEM
    person: Any = None
    typed: str = ""
    promised: str = ""
    seen: list[dict[str, Any]] = field(default_factory=list)

    @property
    def selector(self):
        return BOX.format(address=self.address)

    @property
    def box(self):
        return self.page.locator(self.selector).first

    def type(self, text, delay=2):
        """Type at the end of what stands there."""
        self.box.press_sequentially(text, delay=delay)
        self.typed += text
        return self.look()

    def put(self, text):
        """Let `text` stand there instead, as from a paste."""
        self.box.focus()
        self.box.evaluate(PUT, text)
        self.typed, self.promised = text, ""

    def look(self):
        """Take down what the page says and shows at this moment."""
        told = self.page.evaluate(LOOK, self.selector)
        self.seen.append(told)
        if "Saved at" in told["status"] and told["text"] is not None:
            self.promised = told["text"]
        return told

    def until_saved(self, seconds=30):
        """Wait until the page calls all of it saved."""
        for _ in range(seconds * 20):
            if "Saved at" in self.look()["status"] and self.promised == self.typed:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never saved: {self.seen[-1]}")

    def recorded(self):
        """Return every text that the record and this person's drafts hold at this place."""
        session = self.desk.session(self.assessment, self.person)
        drafts = session.drafts
        while session.refresh():
            drafts = session.drafts
        rivals = [each for draft in drafts if (each := session.rival(draft))]
        events = [event for event in session.events() if event.kind == "answered"]
        held = [event.payload["value"] for event in events if event.address == self.address]
        return held + [each.value for each in [*drafts, *rivals] if each.address == self.address]

    def shown(self):
        """Return the texts that stand on the screen for this place, offered ones too."""
        if self.page.is_closed():
            return []
        quoted = self.page.locator(".answerable .ans-quote").all_inner_texts()
        return [self.page.evaluate(LOOK, self.selector)["text"] or "", *quoted]

    def kept(self, page=None):
        """Return what waits for this place in the browser, read in `page` if this one is closed."""
        facts = {"key": self.desk.session(self.assessment, self.person).keep_key()}
        facts |= {"assessment": self.assessment, "wanted": self.address}
        return (page or self.page).evaluate(KEPT, facts)

    def are_safe(self, after="", page=None):
        """Assert that nothing was lost; return where the last words are."""
        recorded = self.recorded()
        promise = not self.promised or any(_holds(text, self.promised) for text in recorded)
        assert promise, f"{after}: called saved and lost: {self.promised!r} not in {recorded}"
        reader = page or self.page
        waiting = [] if reader.is_closed() else self.kept(reader)
        places = {"record": recorded, "screen": self.shown(), "browser": waiting}
        found = [place for place, texts in places.items() if self.typed in texts]
        assert found, f"{after}: typed and lost: {self.typed!r} in none of {places}"
        return found


def _holds(text, promised):
    return isinstance(text, str) and text.startswith(promised)
