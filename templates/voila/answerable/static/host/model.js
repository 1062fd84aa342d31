// The part of anywidget's model that a widget's `render` may use. Traits are set by Python alone:
// what a page has to say it says with `send`.

export class Model {
  #listeners = [];

  constructor(id, state, link) {
    Object.assign(this, { id, state, link });
  }

  get(name) { return this.state[name]; }

  set(name, value) { this.#apply(typeof name === "object" ? name : { [name]: value }); }

  // anywidget has it; here nothing that a page sets goes to Python.
  save_changes() {}

  send(content) { this.link.send(this, { method: "custom", content }); }

  on(name, listener) { this.#listeners.push({ name, listener }); }

  off(name, listener) {
    const goes = (entry) => (!name || entry.name === name) && (!listener || entry.listener === listener);
    this.#listeners = this.#listeners.filter((entry) => !goes(entry));
  }

  emit(name, ...facts) {
    for (const entry of this.#listeners) if (entry.name === name) entry.listener(...facts);
  }

  receive(data, buffers) {
    if (data.method === "custom") this.emit("msg:custom", data.content, buffers);
    else if (data.method === "update") this.#apply(data.state);
  }

  #apply(state) {
    const differs = ([name, value]) => JSON.stringify(value) !== JSON.stringify(this.state[name]);
    const changes = Object.entries(state).filter(differs);
    for (const [name, value] of changes) this.state[name] = value;
    for (const [name, value] of changes) this.emit(`change:${name}`, this, value);
    if (changes.length) this.emit("change", this);
  }
}
