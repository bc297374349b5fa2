import { createHash } from "node:crypto";
import type { Plugin, Rolldown } from "vite";

const ENTRY = "drive";
const WORKER = "drive-worker.js";
/** Files that are copied without a hash in their names. */
const COPIED = ["assets/favicon.svg"];

type Bundle = Rolldown.OutputBundle;

/** Puts into the worker of the driver page which files the page consists of, and a hash of their names. */
export function driveWorkerFiles(): Plugin {
  return {
    name: "drive-worker-files",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const worker = bundle[WORKER];
      if (worker?.type !== "chunk") throw new Error(`The build has no ${WORKER}.`);
      if (worker.imports.length > 0) throw new Error(`${WORKER} must be one file, but it imports ${worker.imports}.`);
      const files = [...COPIED, ...filesOf(bundle)].sort();
      const html = bundle["drive.html"];
      const page = html?.type === "asset" ? String(html.source) : "";
      const build = createHash("sha256")
        .update(JSON.stringify([files, page]))
        .digest("hex")
        .slice(0, 12);
      const named = worker.code.replace(
        /"\[\[drive-files\]\]"|`\[\[drive-files\]\]`/,
        JSON.stringify(JSON.stringify(files)),
      );
      worker.code = named.replace("[[drive-build]]", build);
      if (/\[\[drive-/.test(worker.code)) throw new Error(`${WORKER} lacks its files.`);
    },
  };
}

/** Return the scripts and styles of the page, with those that it loads later: its languages. */
function filesOf(bundle: Bundle): readonly string[] {
  const entry = Object.values(bundle).find((file) => file.type === "chunk" && file.isEntry && file.name === ENTRY);
  const found = new Set<string>();
  const visit = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== "chunk" || found.has(name)) return;
    found.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
    for (const imported of [...chunk.imports, ...chunk.dynamicImports]) visit(imported);
  };
  if (entry !== undefined) visit(entry.fileName);
  return [...found];
}
