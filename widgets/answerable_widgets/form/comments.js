// How many comments are open where, and the fold to read and write them in. What does the work comes later.
import { h, srOnly, setText, counted } from "./dom.js";
import { LATE, helpFold } from "./latehelp.js";
import { rowAt } from "./addresses.js";

const KEPT = "comment:"; // what words for comments are called in this browser

export const isUnder = (at, address) => at === address || at.startsWith(`${address}/`);

const isKept = ({ address }) => address.startsWith(KEPT);

export class Comments {
  #desk = null;
  #kept = [];

  constructor(app, model) {
    Object.assign(this, { app, model, counts: model.get("comments") ?? {} });
  }

  // [open, all] at the addresses that `fits` takes.
  count(fits) {
    const there = Object.entries(this.counts).filter(([at]) => fits(at)).map(([, numbers]) => numbers);
    return [0, 1].map((which) => there.reduce((sum, numbers) => sum + numbers[which], 0));
  }

  // `then(desk)` when it is here; words that an earlier page left are its first work.
  use(then) {
    this.app.help.use((late) => {
      if (!late) return;
      this.#desk ??= new LATE.CommentDesk(this, KEPT);
      this.#desk.take(this.#kept.splice(0));
      then?.(this.#desk);
    });
  }

  // Takes the words for comments out of all that waited in this browser.
  takeKept(found) {
    this.#kept.push(...found.filter(isKept));
    if (this.#kept.length) this.use();
    return found.filter((entry) => !isKept(entry));
  }

  replace(counts) {
    this.counts = counts;
    if (this.#desk || this.#kept.length) this.use((desk) => desk.refresh());
  }

  hear({ counts, news }) {
    this.counts = counts;
    this.app.session.changed();
    this.use((desk) => desk.hearNews(news));
  }

  isUnsent(fits) {
    return this.#desk?.isUnsent(fits) ?? false;
  }

  // What finishing on this computer waits for, shows and lets go: see commentdesk.js.
  get busy() {
    return this.#desk?.busy ?? false;
  }

  get unsent() {
    return this.#desk?.unsent ?? [];
  }

  letGo() {
    this.#desk?.letGo();
  }

  stop() {
    this.#desk?.stop();
  }
}

// `about()` tells one fold from the others, for those who hear them one by one.
export function commentsFold(app, address, about) {
  const label = h("span", {});
  const name = srOnly();
  const fold = helpFold(app, [label, name], () => LATE.commentPanel(app, address, update));
  fold.classList.add("ans-comments");
  // What was said on a row that is gone stands at its register.
  const isHere = (at) => at === address || (!address.includes("/") && isUnder(at, address) && !rowAt(app.session.answers, at));
  const update = () => {
    const [open, all] = app.comments.count(isHere);
    const key = app.comments.isUnsent(isHere) ? "comments_unsent" : open ? "comments_open" : all ? "comments_settled" : "comments_none";
    setText(label, app.say(key, { count: open || all }));
    setText(name, app.say("help_about", { ask: about() }));
  };
  return { element: fold, update };
}

export function commentsCount(app, fits) {
  const [open] = app.comments.count(fits);
  return open ? h("span", { class: "ans-small" }, counted(app.say, "comments_count", open)) : null;
}
