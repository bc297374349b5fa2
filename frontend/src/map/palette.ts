import type { MotionStatus } from "../fleet/motion-status";

export interface CityColours {
  readonly ground: string;
  readonly park: string;
  readonly water: string;
  readonly boundary: string;
  readonly building: string;
  readonly rail: string;
  /** Streets to live in, roads to get on, and roads to get away. */
  readonly street: string;
  readonly road: string;
  readonly motorway: string;
  readonly edge: string;
  readonly name: string;
}

/** The colours of the map, as the tokens of the current theme have them. */
export interface Palette {
  readonly water: string;
  readonly land: string;
  readonly border: string;
  readonly coast: string;
  readonly graticule: string;
  readonly label: string;
  readonly halo: string;
  readonly text: string;
  readonly trail: string;
  readonly city: CityColours;
  readonly status: Readonly<Record<MotionStatus, string>>;
}

export function readPalette(): Palette {
  // A token is text like light-dark(…); only as the colour of an element does the browser work it out.
  const probe = document.createElement("span");
  document.body.append(probe);
  const token = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const palette = readTokens(token);
  probe.remove();
  return palette;
}

function readTokens(token: (name: string) => string): Palette {
  return {
    water: token("--map-water"),
    land: token("--map-land"),
    border: token("--map-border"),
    coast: token("--map-coast"),
    graticule: token("--map-graticule"),
    label: token("--map-label"),
    halo: token("--marker-halo"),
    text: token("--text"),
    trail: token("--accent"),
    city: {
      ground: token("--city-ground"),
      park: token("--city-park"),
      water: token("--map-water"),
      boundary: token("--city-boundary"),
      building: token("--city-building"),
      rail: token("--city-rail"),
      street: token("--city-street"),
      road: token("--city-road"),
      motorway: token("--city-motorway"),
      edge: token("--city-edge"),
      name: token("--city-name"),
    },
    status: {
      moving: token("--status-moving"),
      stopped: token("--status-stopped"),
      stale: token("--status-stale"),
      offline: token("--status-offline"),
    },
  };
}
