import { act, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import type { PlaceName } from "../../api/place-names";
import { PlaceNamesContext } from "../../fleet/use-place-names";
import { en } from "../../messages/en";
import { aRow } from "../../testing/builders";
import { renderWithTracker } from "../../testing/render-with-tracker";
import { SpokenPlace } from "./near-town";
import { nextSpoken, placeWords, townKey } from "./place-words";
import { ShipmentPanel } from "./shipment-panel";

const BUTLER = {
  name: "Butler",
  region: "Pennsylvania",
  country: "United States",
  countryCode: "US",
  latitude: 40.8612,
  longitude: -79.8953,
  population: 13_757,
};

function aName(fields: Partial<PlaceName> = {}): PlaceName {
  return { text: "", place: BUTLER, distanceM: 12_400, bearingDeg: 45, inside: false, ...fields };
}

test.each([
  [{}, "12 km north-east of Butler, Pennsylvania"],
  [{ distanceM: 840, bearingDeg: 350 }, "0.8 km north of Butler, Pennsylvania"],
  [{ distanceM: 314_000, bearingDeg: 180 }, "310 km south of Butler, Pennsylvania"],
  [{ inside: true }, "in Butler, Pennsylvania"],
  [{ place: { ...BUTLER, region: null, name: "Paris", country: "France" } }, "12 km north-east of Paris, France"],
  [{ place: { ...BUTLER, region: null, name: "Monaco", country: "Monaco" }, inside: true }, "in Monaco"],
])("a place is named as %j", (fields, words) => {
  expect(placeWords(aName(fields), "km", en)).toBe(words);
});

test("a distance is in the reader's unit", () => {
  expect(placeWords(aName(), "mi", en)).toBe("7.7 mi north-east of Butler, Pennsylvania");
});

test("a place on the open sea has no town", () => {
  expect(placeWords({ text: "48.9000° S, 123.4000° W" }, "km", en)).toBeNull();
});

test("another town is spoken, at most once a minute, and another distance is not", () => {
  const first = nextSpoken(null, "Butler", "12 km from Butler", 0);
  expect(nextSpoken(first, "Butler", "13 km from Butler", 120_000)).toBe(first);
  expect(nextSpoken(first, "Mars", "3 km from Mars", 59_000)).toBe(first);
  expect(nextSpoken(first, "Mars", "3 km from Mars", 60_000).sentence).toBe("3 km from Mars");
});

test("driving into a town counts as another place", () => {
  expect(townKey(aName())).not.toBe(townKey(aName({ inside: true })));
  expect(townKey(aName())).toBe(townKey(aName({ distanceM: 13_000 })));
});

test("a screen reader hears where the shipment is, and not each distance", () => {
  const view = render(<SpokenPlace shipmentId="PKG-1" name={null} />);
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
  view.rerender(<SpokenPlace shipmentId="PKG-1" name={aName()} />);
  expect(screen.getByRole("status")).toHaveTextContent("PKG-1 is 12 km north-east of Butler, Pennsylvania");
  view.rerender(<SpokenPlace shipmentId="PKG-1" name={aName({ distanceM: 13_000 })} />);
  expect(screen.getByRole("status")).toHaveTextContent("PKG-1 is 12 km north-east of Butler, Pennsylvania");
});

const ACTS = { onFollow: vi.fn(), onCentre: vi.fn(), onClose: vi.fn(), onDriver: vi.fn() };

async function renderPanel(name: PlaceName) {
  const places = { nameOf: vi.fn(async () => ({ ...name, attribution: "GeoNames" })), townsIn: async () => null };
  vi.useFakeTimers();
  const panel = <ShipmentPanel shipmentId="PKG-998877" isFollowing={false} {...ACTS} />;
  renderWithTracker(<PlaceNamesContext value={places}>{panel}</PlaceNamesContext>, [aRow()]);
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  vi.useRealTimers();
  return places;
}

test("the card says where the shipment is, and that this is derived", async () => {
  const places = await renderPanel(aName());
  expect(screen.getByText("12 km north-east of Butler, Pennsylvania", { selector: "dd span" })).toBeVisible();
  expect(screen.getByText("derived from the position")).toBeVisible();
  expect(places.nameOf).toHaveBeenCalledExactlyOnceWith(40.758, -79.9855, expect.any(AbortSignal));
});

test("the card says so where no town is near", async () => {
  await renderPanel({ text: "48.9000° S, 123.4000° W" });
  expect(screen.getByText("no town within 1,000 km", { selector: "dd span" })).toBeVisible();
});
