import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const SRC = join(import.meta.dirname, "..");
const INDEXES = ["styles/index.css", "drive/index.css"];
const TOKENS = ["styles/tokens.css", "drive/tokens.css"];

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" });
const cssOf = (path: string) => readFileSync(join(SRC, path), "utf8").replaceAll(/\/\*.*?\*\//gs, "");
const sheets = files.filter((path) => path.endsWith(".css"));
const modules = sheets.filter((path) => path.endsWith(".module.css"));

/** Return the declarations of a sheet whose value is not one that the rule allows. */
function offences(css: string, property: RegExp, allowed: RegExp): string[] {
  return [...css.matchAll(/([\w-]+)\s*:\s*([^;{}]+);/g)]
    .filter(([, name = "", value = ""]) => property.test(name) && !allowed.test(value))
    .map(([declaration]) => declaration);
}

const RULES = {
  "layers of what overlaps": [/^z-index$/, /^var\(--layer-[a-z]+\)$/],
  "type sizes": [/^font-size$|^font$/, /^inherit$|^([\d]+ )?var\(--type-[a-z]+\)( \/ [\d.]+ var\(--font(-mono)?\))?$/],
  colours: [/^/, /^(?!.*(#[\da-f]{3,8}\b|\b(rgb|hsl|oklch)a?\()).*$/is],
} as const;

describe.each(Object.entries(RULES))("%s", (_, [property, allowed]) => {
  test.each(sheets.filter((path) => !TOKENS.includes(path)))("come from the tokens in %s", (path) => {
    expect(offences(cssOf(path), property, allowed)).toEqual([]);
  });
});

test("a raw layer, a raw type size and a raw colour are noticed", () => {
  const css =
    "a { z-index: 3; font-size: 13px; font: 600 12px / 1.5 var(--font); color: #fff; border: 1px solid rgb(0 0 0); }";
  const found = Object.values(RULES).flatMap(([property, allowed]) => offences(css, property, allowed));
  expect(found).toHaveLength(5);
});

/** Return the order of the layers in an index, and what it imports into which. */
function layersOf(path: string): { order: string[]; imports: [path: string, layer: string | undefined][] } {
  const css = cssOf(path);
  const found = [...css.matchAll(/@import "([^"]+)"(?: layer\((\w+)\))?;/g)];
  return {
    order: css.match(/@layer ([\w, ]+);/)?.[1]?.split(", ") ?? [],
    imports: found.map(([, imported = "", layer]) => [join(dirname(path), imported), layer]),
  };
}

test.each(INDEXES)("%s declares the order of its cascade layers once, and imports into one of them", (path) => {
  const { order, imports } = layersOf(path);
  expect(imports.length).toBeGreaterThan(0);
  expect(imports.filter(([, layer]) => layer === undefined || !order.includes(layer))).toEqual([]);
});

test("every sheet is imported by an index, and declares no layer itself", () => {
  const imported = INDEXES.flatMap((path) => layersOf(path).imports.map(([name]) => name));
  const plain = sheets.filter((path) => !modules.includes(path) && !INDEXES.includes(path));
  expect(plain.filter((path) => !imported.includes(path))).toEqual([]);
  expect(plain.filter((path) => cssOf(path).includes("@layer"))).toEqual([]);
});

describe.each(modules)("%s", (path) => {
  const css = cssOf(path);

  test("has all its rules in the layer of the features", () => {
    const inside = css.trim().match(/^@layer features \{(.*)\}$/s)?.[1] ?? "}";
    let depth = 0;
    for (const brace of inside.match(/[{}]/g) ?? []) {
      depth += brace === "{" ? 1 : -1;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
  });

  test("has exactly the classes that its folder uses", () => {
    const declared = new Set(
      [...css.replaceAll(/:global\([^)]*\)/g, "").matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name),
    );
    const folder = files.filter((file) => dirname(file) === dirname(path) && file.endsWith(".tsx"));
    const users = folder.map((file) => readFileSync(join(SRC, file), "utf8"));
    const using = users.filter((text) => text.includes(`"./${basename(path)}"`));
    const used = new Set(using.flatMap((text) => [...text.matchAll(/styles\["([\w-]+)"\]/g)].map(([, name]) => name)));
    expect([...used].sort()).toEqual([...declared].sort());
  });
});
