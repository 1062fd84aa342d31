"""What a screen reader is told, by the browser's own account: names, states, descriptions, in order."""

TOLD = ("checked", "expanded", "invalid", "required", "level", "pressed")
MOST = 60


def groups(page, question):
    """Return a line for each group in a question: what is said on the way in."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    question.evaluate(
        "(one) => { window.heard = [...one.querySelectorAll('fieldset, [role=group]')].filter((part) => part.checkVisibility()); }"
    )
    count = page.evaluate("window.heard.length")
    lines = [line(session, f"window.heard[{at}]") for at in range(count)]
    session.detach()
    return lines


def line(session, which="document.activeElement"):
    """Return one line about an element, the one with the focus at first: as it would be spoken of."""
    found = session.send("Runtime.evaluate", {"expression": which})["result"]
    tree = session.send(
        "Accessibility.getPartialAXTree", {"objectId": found["objectId"], "fetchRelatives": False}
    )
    node = tree["nodes"][0]
    said = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    states = [f"{key}={said[key]}" for key in TOLD if said.get(key) not in {None, False, "false"}]
    parts = [node["role"]["value"], repr(node["name"]["value"]), *states]
    if about := node.get("description", {}).get("value"):
        parts.append(f"described by {about!r}")
    return ", ".join(parts)


def walk(page, question):
    """Return a line for each stop that Tab makes in a question, radio buttons by arrow included."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    page.keyboard.press("Tab")
    question.evaluate(
        "(one) => { one.tabIndex = -1; one.focus(); one.removeAttribute('tabindex'); }"
    )
    lines = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if not question.evaluate("(one) => one.contains(document.activeElement)"):
            break
        lines.append(line(session))
    session.detach()
    return lines
