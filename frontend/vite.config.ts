import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { driveWorkerFiles } from "./scripts/drive-worker-files.ts";
import { en } from "./src/messages/en.ts";
import { fillPage } from "./src/messages/fill-page.ts";

const tracker = "http://127.0.0.1:8080";

export default defineConfig({
  // Relative, so that the page works under any path a proxy puts it at.
  base: "./",
  plugins: [react(), { name: "page-texts", transformIndexHtml: (html) => fillPage(html, en) }, driveWorkerFiles()],
  build: {
    outDir: "../web/static/dashboard",
    emptyOutDir: true,
    target: "es2022",
    // A data: URL would need a looser content security policy than the page has use for.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: "index.html", drive: "drive.html", "drive-worker": "src/drive/worker/drive-worker.ts" },
      // A worker rules over the folder that it lies in, and browsers know it by its name.
      output: {
        entryFileNames: ({ name }) => (name === "drive-worker" ? "drive-worker.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: {
    host: "127.0.0.1",
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(
      ["/api", "/maps", "/health", "/docs", "/openapi.json", "/metrics"].map((path) => [path, { target: tracker }]),
    ),
  },
  test: {
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    testTimeout: 10_000,
    sequence: { shuffle: true },
    // A document costs more than most tests. A test of logic that needs one names it in its first line.
    projects: [
      { extends: true, test: { name: "logic", environment: "node", include: ["src/**/*.test.ts"] } },
      { extends: true, test: { name: "screens", environment: "happy-dom", include: ["src/**/*.test.tsx"] } },
    ],
  },
});
