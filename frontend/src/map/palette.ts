import type { MotionStatus } from "../live/motion-status";

/** The colours of the map, as the tokens of the current theme have them. */
export interface Palette {
  readonly water: string;
  readonly land: string;
  readonly border: string;
  readonly coast: string;
  readonly graticule: string;
  readonly label: string;
  readonly halo: string;
  readonly trail: string;
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
    trail: token("--accent"),
    status: {
      moving: token("--status-moving"),
      stopped: token("--status-stopped"),
      stale: token("--status-stale"),
      offline: token("--status-offline"),
    },
  };
}
