const WAIT = 300;

export function draw(model, el) {
  let seq = 0;
  let acked = 0;
  let timer = 0;
  let text = model.get("text");
  const status = Object.assign(document.createElement("p"), { id: "saved", role: "status" });
  const field = Object.assign(document.createElement("textarea"), { id: "text", rows: 4, value: text });
  const label = Object.assign(document.createElement("label"), { htmlFor: "text", textContent: "Your words" });
  const title = Object.assign(document.createElement("h1"), { textContent: "A toy" });
  const flush = () => {
    clearTimeout(timer);
    if (field.value === text) return;
    text = field.value;
    seq += 1;
    status.textContent = "Saving";
    model.send({ op: "patch", client: "toy", seq, text });
  };
  const receive = (message) => {
    if (message.op === "ack") {
      acked = Math.max(acked, message.seq);
      if (acked === seq) status.textContent = `Saved ${seq}`;
    } else if (message.op === "state") el.dataset.kernel = message.kernel;
  };
  const hello = () => model.send({ op: "hello" });
  const leaving = (event) => { event.detail.dirty = field.value !== text; flush(); };
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(flush, WAIT); });
  model.on("msg:custom", receive);
  model.on("host:open", hello);
  window.addEventListener("answerable-flush", leaving);
  window.addEventListener("pagehide", flush);
  el.dataset.kernel = model.get("kernel");
  el.id = "toy";
  el.append(title, label, field, status);
  return () => window.removeEventListener("answerable-flush", leaving);
}
