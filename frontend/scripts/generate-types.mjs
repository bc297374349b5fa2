// Writes src/api/schema.gen.ts from the tracker's own OpenAPI document; --check only compares.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const frontend = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(frontend, "src/api/schema.gen.ts");
const dump = [
  "import json",
  "from web.pages.openapi import openapi_document",
  "from web.routes import ROUTES",
  "print(json.dumps(openapi_document(ROUTES)))",
].join("\n");

const root = join(frontend, "..");
const document = JSON.parse(
  execFileSync(join(root, ".venv/bin/python"), ["-c", dump], { cwd: root, encoding: "utf8", maxBuffer: 16 << 20 }),
);
const types = `// Written by npm run types from the OpenAPI document. Do not edit.\n${astToString(await openapiTS(document, { defaultNonNullable: false, immutable: true }))}`;

if (process.argv.includes("--check")) {
  const held = existsSync(target) ? readFileSync(target, "utf8") : "";
  if (held !== types) {
    process.stderr.write("src/api/schema.gen.ts is not what the API says: run npm run types\n");
    process.exit(1);
  }
} else {
  writeFileSync(target, types);
}
