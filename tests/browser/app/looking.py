"""What can be measured of a state of the page: reflow, targets, focus, text spacing. One script each."""

from typing import Any

WIDTHS = {1280: 800, 768: 1024, 320: 640}
ZOOMED = {
    "width": 320,
    "height": 256,
    "deviceScaleFactor": 4,
    "mobile": False,
}  # 1280 by 1024 at 400 %
SCHEMES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
    "forced-dark": {"color_scheme": "dark", "forced_colors": "active"},
}
COLOURS = ["color-contrast", "link-in-text-block"]
LAID_OUT = ["target-size", "scrollable-region-focusable", "color-contrast"]

COMMON = """
  const stops = [...document.querySelectorAll("a[href], button, input, textarea, select, summary, [tabindex='0']")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled);
  const named = (one) => `${one.tagName} ${(one.labels?.[0] ?? one).textContent.trim().slice(0, 60)} #${one.id}`;
"""

# WCAG 1.4.10: nothing is wider than the window, and nothing is cut off at its edge.
WIDER = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const out = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > room + 1);
  return [`${document.documentElement.scrollWidth} in ${room}`, ...out.slice(0, 9).map((one) => one.outerHTML.slice(0, 120))];
}"""

# WCAG 2.5.8: 24 by 24. A link may be smaller where it stands in a sentence, or has that room around it.
SMALL = f"""() => {{{COMMON}
  const LEAST = 24;
  const boxes = new Map(stops.map((one) => [one, one.getBoundingClientRect()]));
  const big = (box) => box.width >= LEAST - 0.01 && box.height >= LEAST - 0.01;
  const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];
  const away = ([x, y], box) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  const inSentence = (one) => getComputedStyle(one).display === "inline"
    && [...one.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  const roomy = (one, box) => [...boxes].every(([other, its]) => other === one || one.contains(other) || other.contains(one)
    || (away(middle(box), its) >= LEAST / 2 && (big(its) || Math.hypot(...middle(box).map((at, i) => at - middle(its)[i])) >= LEAST)));
  return [...boxes].filter(([one, box]) => !one.matches(".page-skip") && !big(box)
      && !(one.tagName === "A" && (inSentence(one) || roomy(one, box))))
    .map(([one, box]) => `${{named(one)}} ${{box.width.toFixed(1)}} x ${{box.height.toFixed(1)}}`);
}}"""

# WCAG 2.4.7 and 2.4.11: every stop shows that it has the focus, and is not hidden behind what sticks.
# `whole`: nothing of it may be hidden, but of a text, of which the browser shows the line of writing; else it is enough that a part is seen.
UNSEEN = f"""(whole) => {{{COMMON}
  const look = (one) => {{
    const style = getComputedStyle(one);
    return `${{style.outlineStyle}} ${{style.outlineWidth}} ${{style.outlineColor}} ${{style.boxShadow}}`;
  }};
  const inSight = (box) => [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const points = (box, [top, bottom] = inSight(box)) =>
    [0.1, 0.5, 0.9].flatMap((a) => [0.1, 0.5, 0.9].map((b) => [box.x + box.width * a, top + (bottom - top) * b]));
  const wrong = [];
  for (const one of stops) {{
    if (one.matches("[type=radio]") && one.name && !one.checked && [...document.getElementsByName(one.name)].some((it) => it.checked)) continue;
    document.activeElement.blur();
    const seats = [one, one.closest("li")].filter(Boolean); // a box may show it for the link that fills it
    const before = seats.map(look);
    one.focus();
    if (document.activeElement !== one) {{ wrong.push(`takes no focus: ${{named(one)}}`); continue; }}
    const outlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    if (!seats.some((seat, at) => look(seat) !== before[at] && outlined(getComputedStyle(seat)))) wrong.push(`shows no focus: ${{named(one)}} ${{look(one)}}`);
    const box = one.getClientRects()[0] ?? one.getBoundingClientRect();
    const seen = points(box).map(([x, y]) => document.elementFromPoint(x, y)).map((at) => at && (one.contains(at) || at.contains(one)));
    if (whole && one.tagName !== "TEXTAREA" ? !seen.every(Boolean) : !seen.some(Boolean)) wrong.push(`hidden: ${{named(one)}} ${{JSON.stringify(box)}}`);
  }}
  return wrong;
}}"""

# WCAG 1.4.12: the spacing that people may set, and then what is cut off or lies beside its box.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
  document.adoptedStyleSheets = [sheet];
}"""
UNSPACED = "() => { document.adoptedStyleSheets = []; }"
CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one);
  const hides = ["hidden", "clip"].some((way) => style.overflowX === way || style.overflowY === way);
  const holds = hides || one.matches("button, .ans-tag, th, td, legend, label");
  return holds && style.clipPath === "none" && !one.closest(".ans-sr") && one.checkVisibility() && one.textContent.trim()
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1) && style.display !== "inline";
}).map((one) => one.outerHTML.slice(0, 160))"""

MOVES = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one);
  const still = (times) => times.split(", ").every((time) => parseFloat(time) === 0);
  return !still(style.transitionDuration) || !still(style.animationDuration) || style.scrollBehavior !== "auto";
}).map((one) => one.outerHTML.slice(0, 120))"""
DRAGGED = "() => [...document.querySelectorAll('[draggable=true], [ondragstart], [type=range]')].map((one) => one.outerHTML.slice(0, 120))"


class Eye:
    """Looks at one state of the page and keeps what is wrong with it, by where it was seen."""

    def __init__(self, page, faults):
        """Look at `page`; `faults(page, rules=…)` is axe."""
        self.page, self.axe = page, faults
        self.found: dict[str, Any] = {}

    def note(self, where, wrong):
        if wrong:
            self.found[where] = wrong

    def report(self):
        """Return all that is wrong, a line each."""
        lines = [f"{where}: {one}" for where, wrong in self.found.items() for one in wrong]
        return "\n".join(["", *lines])

    def rules(self, where, rules=None):
        self.note(f"axe, {where}", self.axe(self.page, rules=rules))

    def ask(self, where, script, given=None):
        self.note(where, self.page.evaluate(script, given))

    def at(self, width):
        self.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        return f"{width} px"

    def in_colours(self, scheme):
        self.page.emulate_media(**SCHEMES[scheme])
        return scheme

    def measure(self, where):
        """Reflow and targets: what depends on the width and on no colour."""
        self.ask(f"wider than the window, {where}", WIDER)
        self.ask(f"smaller than 24 px, {where}", SMALL)

    def zoom(self):
        """Show a screen of 1280 by 1024 at 400 %, and see that a focus is in sight there."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Emulation.setDeviceMetricsOverride", ZOOMED)
        assert self.page.evaluate("devicePixelRatio") == 4
        self.measure("400 %")
        self.walk("400 %", whole=False)
        session.send("Emulation.clearDeviceMetricsOverride")
        session.detach()

    def walk(self, where, *, whole):
        self.page.keyboard.press("Tab")  # from now on a focus is shown as one that keys moved
        self.ask(f"focus, {where}", UNSEEN, whole)

    def space(self, where):
        self.page.evaluate(SPACED)
        self.ask(f"cut off by text spacing, {where}", CUT)
        self.ask(f"wider with text spacing, {where}", WIDER)
        self.page.evaluate(UNSPACED)

    def glance(self):
        """Everything once: each rule where it can come out differently, and nowhere twice."""
        self.rules(self.at(1280))
        self.ask("needs dragging", DRAGGED)
        for scheme in ("dark", "forced-dark"):
            self.rules(self.in_colours(scheme), COLOURS)
        self.in_colours("light")
        self.walk("1280 px", whole=True)
        for width in WIDTHS:
            self.measure(self.at(width))
            self.space(f"{width} px")
        self.rules("320 px", LAID_OUT)
        self.zoom()
        self.page.emulate_media(reduced_motion="reduce")
        self.ask("moves all the same", MOVES)
        self.page.emulate_media(reduced_motion="no-preference")

    def stare(self):
        """Every rule at every width in every scheme."""
        for width in WIDTHS:
            self.at(width)
            for scheme in SCHEMES:
                self.rules(f"{width} px, {self.in_colours(scheme)}")
                self.measure(f"{width} px, {scheme}")
                self.walk(f"{width} px, {scheme}", whole=True)
