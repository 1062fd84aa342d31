import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "jsdom",
    environmentOptions: { jsdom: { url: "http://localhost/" } },
    include: ["*.test.js"],
    setupFiles: ["setup.js"],
    testTimeout: 20000,
    fileParallelism: false,
    unstubGlobals: true,
  },
});
