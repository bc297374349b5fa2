import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/** A file, what it imports, and whether `npm run check` lets it. */
type Probe = readonly [file: string, imports: string, verdict: "allowed" | "refused"];

const PROBES: readonly Probe[] = [
  ["src/text/probe.ts", "../ui/format", "refused"],
  ["src/geo/probe.ts", "../fleet/fleet-store", "refused"],
  ["src/messages/probe.ts", "../ui/format", "refused"],
  ["src/ui/probe.ts", "../text/fold-text", "allowed"],
  ["src/ui/probe-of-messages.ts", "../messages/messages", "allowed"],
  ["src/ui/probe-of-fleet.ts", "../fleet/motion-status", "refused"],
  ["src/api/probe.ts", "../stream/change-stream", "refused"],
  ["src/stream/probe.ts", "../api/stream-events", "allowed"],
  ["src/stream/probe-of-fleet.ts", "../fleet/fleet-store", "refused"],
  ["src/stream/probe-of-ui.ts", "../ui/format", "refused"],
  ["src/fleet/probe.ts", "../stream/live-table", "allowed"],
  ["src/fleet/probe-of-map.ts", "../map/map-stage", "refused"],
  ["src/fleet/probe-of-testing.ts", "../testing/builders", "refused"],
  ["src/fleet/probe.test.ts", "../testing/builders", "allowed"],
  ["src/fleet/probe-of-app.test.ts", "../app/app", "refused"],
  ["src/map/streets/probe.ts", "../../fleet/fleet-store", "allowed"],
  ["src/map/streets/probe-of-feature.ts", "../../features/legend/legend", "refused"],
  ["src/map/probe-of-app.ts", "../app/app", "refused"],
  ["src/map/probe-of-leaflet.ts", "leaflet", "allowed"],
  ["src/features/legend/probe.ts", "../../map/map-view", "allowed"],
  ["src/features/legend/probe-of-feature.ts", "../help/help-dialog", "refused"],
  ["src/features/legend/probe-of-app.ts", "../../app/app", "refused"],
  ["src/features/legend/probe-of-leaflet.ts", "leaflet", "refused"],
  ["src/app/probe.ts", "../features/legend/legend", "allowed"],
  ["src/app/probe-of-testing.ts", "../testing/builders", "refused"],
  ["src/app/probe-of-drive.ts", "../drive/link", "refused"],
  ["src/features/legend/probe-of-drive.ts", "../../drive/link", "refused"],
  ["src/drive/probe.ts", "../api/driver-api", "allowed"],
  ["src/drive/probe-of-own.ts", "./link", "allowed"],
  ["src/drive/worker/probe.ts", "../link", "allowed"],
  ["src/drive/probe-of-ui.ts", "../ui/format", "refused"],
  ["src/drive/probe-of-fleet.ts", "../fleet/fleet-store", "refused"],
  ["src/drive/probe-of-messages.ts", "../messages/en", "refused"],
  ["src/app/circle.ts", "./circle-back", "refused"],
  ["src/app/circle-back.ts", "./circle", "refused"],
];

const FETCHES: readonly (readonly [file: string, verdict: Probe[2]])[] = [
  ["src/api/fetches.ts", "allowed"],
  ["src/stream/fetches.ts", "refused"],
  ["src/features/legend/fetches.ts", "refused"],
  ["src/drive/fetches.ts", "refused"],
  ["src/drive/worker/fetches.ts", "allowed"],
];

const FRONTEND = join(import.meta.dirname, "../..");

interface Finding {
  readonly category: string;
  readonly location: { readonly path: string };
}

/** Return the files of a folder that biome refuses by the rules of this project. */
function filesRefusedIn(folder: string): ReadonlySet<string> {
  const biome = join(FRONTEND, "node_modules/.bin/biome");
  const run = spawnSync(biome, ["lint", "--reporter=json", "--max-diagnostics=none", "."], {
    cwd: folder,
    encoding: "utf8",
  });
  const { diagnostics } = JSON.parse(run.stdout) as { readonly diagnostics: readonly Finding[] };
  const found = diagnostics.filter(({ category }) =>
    /noRestrictedImports|noImportCycles|noRestrictedGlobals/.test(category),
  );
  return new Set(found.map(({ location }) => location.path));
}

const folder = mkdtempSync(join(tmpdir(), "lint-rules-"));
let refused: ReadonlySet<string>;

function write(file: string, source: string): void {
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  writeFileSync(join(folder, file), source);
}

beforeAll(() => {
  cpSync(join(FRONTEND, "biome.json"), join(folder, "biome.json"));
  for (const [file, imports] of PROBES) write(file, `export type { Any } from "${imports}";\n`);
  for (const [file] of FETCHES) write(file, 'export const answer = fetch("api/session");\n');
  refused = filesRefusedIn(folder);
});

afterAll(() => rmSync(folder, { recursive: true }));

test.each(PROBES)("in %s the import of %s is %s", (file, _, verdict) => {
  expect(refused.has(file) ? "refused" : "allowed").toBe(verdict);
});

test.each(FETCHES)("in %s a call of fetch is %s", (file, verdict) => {
  expect(refused.has(file) ? "refused" : "allowed").toBe(verdict);
});
