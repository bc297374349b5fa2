import { expect, test } from "vitest";
import { readCsvTable } from "./csv-text";
import { countRepeated, csvOf, guessMapping, missingFields, readyRows, remember } from "./import-mapping";

const TEXT =
  "Tracking number;Lat;Lng;From;Colour;Zone\nA;1,5;2;09:00;red;\nB;3;4;;blue;UTC\n;5;6;;;\nA;1;2;;;;;\nB;9;9;;;\n";
const TABLE = readCsvTable(new TextEncoder().encode(TEXT));
const MAPPING = guessMapping(TABLE.header, {});

test("columns are recognised by the names that people use", () => {
  expect(MAPPING).toEqual(["shipmentId", "latitude", "longitude", "windowStart", null, "timeZone"]);
  expect(missingFields(MAPPING)).toEqual([]);
  expect(missingFields(["shipmentId", null])).toEqual(["latitude", "longitude"]);
});

test("a choice is remembered, also that a column is left out, and no field is there twice", () => {
  const remembered = remember({}, ["Colour", "From"], ["note", null]);
  expect(guessMapping(["Colour", "From", "note"], remembered)).toEqual(["note", null, null]);
});

test("rows without an id or with too many cells are told apart before anything is sent", () => {
  const rows = readyRows(TABLE, MAPPING);
  expect(rows.map(({ fault }) => fault)).toEqual([null, null, "noId", "cells", null]);
  expect(countRepeated(rows)).toBe(1);
});

test("the tracker gets its own columns, and the zone of rows with times", () => {
  expect(csvOf(TABLE.rows.slice(0, 2), MAPPING, "Europe/Berlin")).toBe(
    'shipmentId,latitude,longitude,windowStart,timeZone\r\nA,"1,5",2,09:00,Europe/Berlin\r\nB,3,4,,UTC\r\n',
  );
});
