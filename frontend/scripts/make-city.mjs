// Writes src/map/city/washington.topo.json from the street data that the simulator drives on; --check only compares.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const frontend = join(dirname(fileURLToPath(import.meta.url)), "..");
const source = join(frontend, "../app/simulator/data/dc_basemap.geojson.gz");
const target = join(frontend, "src/map/city/washington.topo.json");
/** The source has five decimals, so whole numbers of these lose nothing. */
const STEP_DEG = 1e-5;

const { features } = JSON.parse(gunzipSync(readFileSync(source)).toString());
const linesOf = {
  LineString: (line) => [line],
  MultiLineString: (lines) => lines,
  Polygon: (rings) => rings,
  MultiPolygon: (polygons) => polygons.flat(),
};
const places = features.flatMap(({ geometry }) => linesOf[geometry.type](geometry.coordinates).flat());
const origin = [0, 1].map((axis) => places.reduce((least, place) => Math.min(least, place[axis]), 180));

const arcs = [];
/** Return the number of a new arc: its first place counted in steps from the origin, each other from the one before. */
function addArc(line) {
  let last = [0, 0];
  const steps = line.map((place) => {
    const at = place.map((degrees, axis) => Math.round((degrees - origin[axis]) / STEP_DEG));
    const step = [at[0] - last[0], at[1] - last[1]];
    last = at;
    return step;
  });
  return arcs.push(steps) - 1;
}

const objects = {};
const ofName = new Map();
for (const { properties, geometry } of features) {
  const isStreet = properties.layer === "street";
  const kind = isStreet ? properties.class : properties.layer;
  const name = (isStreet && properties.name) || "";
  let held = ofName.get(`${kind} ${name}`);
  if (held === undefined) {
    // Rings become lines: areas are filled by the even-odd rule, which asks no ring whose hole it is.
    held = { type: "MultiLineString", arcs: [], ...(name && { properties: { name } }) };
    ofName.set(`${kind} ${name}`, held);
    objects[kind] ??= { type: "GeometryCollection", geometries: [] };
    objects[kind].geometries.push(held);
  }
  for (const line of linesOf[geometry.type](geometry.coordinates)) held.arcs.push([addArc(line)]);
}
const topology = { type: "Topology", transform: { scale: [STEP_DEG, STEP_DEG], translate: origin }, objects, arcs };
const text = `${JSON.stringify(topology)}\n`;

if (process.argv.includes("--check")) {
  const held = existsSync(target) ? readFileSync(target, "utf8") : "";
  if (held !== text) {
    process.stderr.write("src/map/city/washington.topo.json is not what its source says: run npm run city\n");
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
