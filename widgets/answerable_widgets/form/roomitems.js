// The questions of a workshop, box by box.

// Each question that is asked, once, where the canvas first has it: {id, box, place, of}, `place` counted in its box.
export function itemsOf({ session: { path } }, boxes) {
  const seen = new Set();
  return boxes.flatMap((box, index) => {
    const ids = box.topics.flatMap((topic) => topic.fills.map((fill) => fill.split(".")[0]));
    const fresh = [...new Set(ids)].filter((id) => path.visible.has(id) && !seen.has(id));
    for (const id of fresh) seen.add(id);
    return fresh.map((id, place) => ({ id, box: index, place: place + 1, of: fresh.length }));
  });
}

// A box whose questions an earlier one has already leads to the first of those.
export function firstIn(items, box, index) {
  const fills = box.topics.flatMap((topic) => topic.fills.map((fill) => fill.split(".")[0]));
  return items.find((item) => item.box === index) ?? items.find((item) => fills.includes(item.id));
}
