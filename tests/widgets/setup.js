import "fake-indexeddb/auto";
import { webcrypto } from "node:crypto";
import { afterEach, beforeEach, vi } from "vitest";
import { takeAway } from "./stage.js";

// jsdom has no Web Crypto of its own.
Object.defineProperty(globalThis, "crypto", { value: webcrypto, configurable: true });

beforeEach(() => {
  document.documentElement.lang = "en-GB";
  document.title = "Answerable";
  delete document.documentElement.dataset.host;
});

afterEach(() => {
  takeAway();
  vi.useRealTimers();
  document.body.replaceChildren();
  history.replaceState(null, "", "/");
});
