// What comes from outside the form: messages from the record, and a page that hides, goes or comes back.

import { acceptRecord, acknowledge } from "./record.js";

export function watchPage(model, { session, saver, keep, noticed, comments }) {
  const hello = () => {
    try {
      model.send({ op: "hello" });
    } catch {
      // no connection yet: the next reconnect says hello again
    }
  };
  const hear = (message) => {
    noticed.hear(message);
    session.changed();
  };
  const accept = (message) => {
    if (message.findings) noticed.replace(message.findings);
    if (message.comments) comments.replace(message.comments);
    acceptRecord(session, message);
  };
  const onMessage = (message) => {
    if (message.op === "ack" && message.client !== saver.client) hello(); // another view of this form saved
    else if (message.op === "ack") acknowledge(session, message);
    else if (message.op === "refused") saver.refused(message);
    else if (message.op === "findings") hear(message);
    else if (message.op === "comments") comments.hear(message);
    else if (message.op === "changed" || message.op === "state") accept(message);
  };
  const flush = () => {
    session.commitAll();
    saver.flush(true);
  };
  const onHide = () => document.visibilityState === "hidden" && flush();
  const onUnload = (event) => {
    flush();
    if (saver.unsent) event.preventDefault();
  };
  const onFlush = (event) => {
    flush();
    event.detail.dirty ||= saver.unsent || Boolean(event.detail.early && saver.busy);
  };
  const onBack = () => {
    saver.resend();
    hello();
  };
  const onSignOut = () => keep.wipe();
  model.on("msg:custom", onMessage);
  model.on("host:open", onBack); // the app's own word that the connection is back
  model.on("host:fresh", accept); // and the record as the kernel has it, where the page was drawn before
  const watched = [
    [document, "visibilitychange", onHide],
    [window, "pagehide", flush],
    [window, "beforeunload", onUnload],
    [window, "answerable-flush", onFlush],
    [window, "answerable-sign-out", onSignOut],
    [window, "online", onBack],
  ];
  for (const [target, name, listener] of watched) target.addEventListener(name, listener);
  return () => {
    model.off("msg:custom", onMessage);
    model.off("host:open", onBack);
    model.off("host:fresh", accept);
    for (const [target, name, listener] of watched) target.removeEventListener(name, listener);
  };
}
