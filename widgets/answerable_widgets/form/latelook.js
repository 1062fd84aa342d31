// How the late pages look. In the app that is a file of its own beside their script; in JupyterLab it came with the form.
import { h } from "./dom.js";

// Comes true when it is there. A failure is one of the whole script, which is then asked for again.
export function takeLook(file) {
  if (!file) return null;
  return new Promise((done, fail) => {
    const link = h("link", { rel: "stylesheet", href: new URL(file, import.meta.url).href, onload: done });
    link.addEventListener("error", () => {
      link.remove();
      fail(new Error(file));
    });
    document.head.append(link);
  });
}
