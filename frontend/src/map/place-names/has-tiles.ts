import L from "leaflet";

/** Return whether tiles cover the built-in map, so that nothing on it can be seen. */
export function hasTiles(map: L.Map): boolean {
  let found = false;
  map.eachLayer((layer) => {
    found ||= layer instanceof L.GridLayer;
  });
  return found;
}
