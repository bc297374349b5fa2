// @vitest-environment happy-dom
import { afterEach, expect, test } from "vitest";
import { baseMapId, readPageMaps } from "./page-maps";

function putIntoPage(content: string): void {
  const meta = document.createElement("meta");
  meta.name = "tracker-base-maps";
  meta.content = content;
  document.head.append(meta);
}

afterEach(() => {
  for (const meta of document.head.querySelectorAll("meta")) meta.remove();
});

test.each(["", "no json", "[]", "null", '{"maps": 3}', '{"maps": [null, 1, {"kind": "tiles"}, {"kind": "later"}]}'])(
  "a page with %j has the built-in map alone",
  (content) => {
    expect(readPageMaps()).toEqual({ maps: [], offersOsm: false });
    putIntoPage(content);
    expect(readPageMaps()).toEqual({ maps: [], offersOsm: false });
  },
);

test("the maps of the page keep their order, and a kind that this page does not know is left out", () => {
  const streets = { kind: "tiles", name: "Streets", url: "/{z}", credit: "©", isPhoto: true, sendsOrigin: true };
  putIntoPage(JSON.stringify({ maps: [streets, { kind: "later" }, { kind: "osm", more: 1 }], offersOsm: true }));
  expect(readPageMaps()).toEqual({ maps: [streets, { kind: "osm" }], offersOsm: true });
  expect(readPageMaps().maps.map(baseMapId)).toEqual(["tiles:Streets", "osm"]);
});
