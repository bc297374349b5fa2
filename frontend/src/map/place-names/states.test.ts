// @vitest-environment happy-dom
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { longitudeOf } from "../../geo/earth";
import type { CanvasFrame } from "../canvas-layer";
import { drawStateBorders, namesWithRoom } from "./draw-states";
import { PlaceNames } from "./place-names";
import { stateShapesOf } from "./state-shapes";

vi.mock("./states.topo.json?url", () => ({ default: "states.topo.json" }));

const FILE = join(import.meta.dirname, "states.topo.json");
const STATES = stateShapesOf(JSON.parse(readFileSync(FILE, "utf8")));
const nameOf = (text: string) => STATES.names.find((name) => name.text === text);

test("the notice beside the file names its bytes, its counts and the archives that the script demands", () => {
  const notice = readFileSync(join(import.meta.dirname, "NOTICE.md"), "utf8");
  expect(notice).toContain(createHash("sha256").update(readFileSync(FILE)).digest("hex"));
  const { borders, names } = JSON.parse(readFileSync(FILE, "utf8")).objects;
  const spaced = (count: number) => String(count).replace(/(?=\d{3}$)/, " ");
  expect(notice).toContain(
    `${spaced(names.geometries.length)} names, borders of ${borders.geometries.length} countries`,
  );
  const script = readFileSync(join(import.meta.dirname, "../../../scripts/make-states.mjs"), "utf8");
  const demanded = [...script.matchAll(/\["(\S+\.tgz)", "([0-9a-f]{64})"\]/g)];
  expect(demanded).toHaveLength(2);
  for (const [, archive, sha256] of demanded) expect(notice).toContain(`| \`${archive}\` | \`${sha256}\` |`);
});

test("states all over the world have a name where they are", () => {
  const degrees = (text: string) => Math.round(longitudeOf(nameOf(text)?.x ?? Number.NaN));
  expect(degrees("Pennsylvania")).toBe(-78);
  expect(degrees("Bayern")).toBe(11);
  expect(degrees("Queensland")).toBe(145);
  expect(STATES.names.length).toBeGreaterThan(3_000);
});

test("a name that is wider than its state, or than the view, is not written", () => {
  const at = (zoom: number) => namesWithRoom(STATES.names, 256 * 2 ** zoom).map(({ text }) => text);
  expect(at(4)).toContain("Texas");
  expect(at(4)).not.toContain("Delaware");
  expect(at(9)).toContain("Delaware");
  expect(at(9)).not.toContain("Texas");
});

function bordersDrawn(zoom: number): number {
  const scale = 256 * 2 ** zoom;
  const frame: CanvasFrame = { width: scale, height: scale, west: 0, north: 0, scale, zoom, density: 1 };
  let lines = 0;
  const count = () => {
    lines += 1;
  };
  const pen = { save() {}, restore() {}, setLineDash() {}, beginPath() {}, stroke() {}, lineTo() {}, moveTo: count };
  drawStateBorders(pen as unknown as CanvasRenderingContext2D, frame, STATES.borders, "grey");
  return lines;
}

test("borders are drawn once the states of a country have room, and none far out", () => {
  expect(bordersDrawn(3)).toBe(0);
  expect(bordersDrawn(4)).toBeGreaterThan(50);
  expect(bordersDrawn(8)).toBeGreaterThan(bordersDrawn(4));
});

function namesDrawn(names: PlaceNames, zoom: number): readonly string[] {
  const scale = 256 * 2 ** zoom;
  const middle = nameOf("Pennsylvania") ?? { x: 0, y: 0 };
  const frame = { width: 800, height: 800, west: middle.x - 400 / scale, north: middle.y - 400 / scale, scale, zoom };
  const texts: string[] = [];
  const pen = new Proxy({} as Record<string, unknown>, {
    get: (_, name) => {
      if (name === "fillText") return (text: string) => texts.push(text);
      return name === "measureText" ? (text: string) => ({ width: 7 * text.length }) : () => undefined;
    },
  });
  const colours = { label: "black", land: "white" };
  names.draw(pen as unknown as CanvasRenderingContext2D, { ...frame, density: 1 }, colours, {
    taken: () => [],
    hidden: [],
  });
  return texts;
}

test("towns are named from zoom 5 on, states from zoom 4 on, and nothing is written in flight", () => {
  const names = new PlaceNames();
  names.setStates(STATES.names);
  const town = { name: "Butler", country: "United States", countryCode: "US", latitude: 38, longitude: -71 };
  names.setTowns([{ ...town, population: 13_000 }]);
  expect(namesDrawn(names, 3)).toEqual([]);
  expect(namesDrawn(names, 4)).toContain("New York");
  expect(namesDrawn(names, 4)).not.toContain("Butler");
  expect(namesDrawn(names, 5)).toEqual(expect.arrayContaining(["Pennsylvania", "Butler"]));
  expect(namesDrawn(names, 5.1)).toEqual([]);
});

test("a city of a million takes the room of a state's name", () => {
  const names = new PlaceNames();
  names.setStates(STATES.names);
  const { x = 0 } = nameOf("Pennsylvania") ?? {};
  const at = { latitude: 40.9, longitude: longitudeOf(x) };
  names.setTowns([{ name: "Metropolis", country: "", countryCode: "US", population: 2_000_000, ...at }]);
  const drawn = namesDrawn(names, 5);
  expect(drawn).toContain("Metropolis");
  expect(drawn).not.toContain("Pennsylvania");
});
