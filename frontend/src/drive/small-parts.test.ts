import { expect, test } from "vitest";
import { linkIn, pastedLink } from "./link";
import { callLink, navigationLink } from "./navigation";
import { fitted } from "./photo";
import { waitAfter } from "./retry";
import { timesIn } from "./shown-times";
import { keptFileFor } from "./worker/files";

test("a link names a key or a driver, and nothing else is one", () => {
  expect(linkIn("#key=trk_abc_def")).toEqual({ key: "trk_abc_def" });
  expect(linkIn("#driver=Dave%2F007")).toEqual({ driverId: "Dave/007" });
  expect(linkIn("#key=")).toBeNull();
  expect(linkIn("")).toBeNull();
});

test("a driver may paste the whole link, or the key alone", () => {
  expect(pastedLink(" https://host/fleet/drive#key=trk_a ")).toEqual({ key: "trk_a" });
  expect(pastedLink("trk_a")).toEqual({ key: "trk_a" });
  expect(pastedLink("hello")).toBeNull();
});

test("waits double up to a minute, are spread, and are never shorter than the server asked for", () => {
  expect([1, 2, 3, 20].map((failures) => waitAfter(failures, null, 1))).toEqual([2_000, 4_000, 8_000, 60_000]);
  expect(waitAfter(3, null, 0)).toBe(4_000);
  expect(waitAfter(1, 30, 0)).toBe(30_000);
  expect(waitAfter(1, 86_400, 0)).toBe(300_000);
});

test("each phone opens its own navigation", () => {
  expect(navigationLink(52.5, 13.4, "Büro (Hof)", "Linux; Android 15")).toBe(
    "geo:52.500000,13.400000?q=52.500000,13.400000(B%C3%BCro%20(Hof))",
  );
  expect(navigationLink(52.5, 13.4, "", "iPhone")).toMatch(/^https:\/\/maps\.apple\.com\/\?daddr=52\.5/);
  expect(navigationLink(52.5, 13.4, "", "X11; Linux")).toMatch(/destination=52\.500000,13\.400000$/);
});

test("a number is called without its blanks, and words are no number", () => {
  expect(callLink("+49 (30) 123-456")).toBe("tel:+4930123456");
  expect(callLink("ask Tim")).toBeNull();
});

test("a photo shrinks to 1600 pixels and never grows", () => {
  expect(fitted(4_000, 3_000)).toEqual({ width: 1_600, height: 1_200 });
  expect(fitted(800, 600)).toEqual({ width: 800, height: 600 });
});

test("a moment of another day names its day, and no age lies in the future", () => {
  const times = timesIn("en", "UTC");
  expect(times.clock(1_770_000_000, 1_770_000_000)).not.toMatch(/[a-z]{3} /i);
  expect(times.clock(1_770_000_000 + 86_400, 1_770_000_000)).toMatch(/Tue/);
  expect(times.age(-3)).toBe("0 sec. ago");
});

test("the worker answers for files of the page, and never for the API", () => {
  const files = ["assets/drive-x.js"];
  const ask = (path: string, mode = "no-cors", method = "GET") =>
    keptFileFor({ method, mode, url: `https://host/fleet/${path}` }, "https://host/fleet/", files);
  expect(ask("drive", "navigate")).toBe("drive");
  expect(ask("drive?from=home", "navigate")).toBe("drive");
  expect(ask("assets/drive-x.js")).toBe("assets/drive-x.js");
  expect([ask("api/drivers/Dave/route", "cors"), ask("drive/other", "navigate"), ask("drive", "cors")]).toEqual([
    ...[null, null, null],
  ]);
  expect(ask("assets/drive-x.js", "cors", "POST")).toBeNull();
});
