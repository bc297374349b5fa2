import type { FleetSort } from "../live/fleet-query";
import { MOVING_ABOVE_MPS, type MotionStatus, OFFLINE_AFTER_S, STALE_AFTER_S } from "../live/motion-status";
import type { SilenceLimit } from "../live/silence";
import { formatDuration, formatSpeed } from "./format";
import type { Units } from "./units";

/** Every text that people read, but for numbers (format.ts). */
export const WORDS = {
  product: "Delivery tracker",
  status: { moving: "Moving", stopped: "Stopped", stale: "Stale", offline: "Offline" } satisfies Record<
    MotionStatus,
    string
  >,
  /** Beside the state in the legend. */
  statusNote: {
    moving: null,
    stopped: null,
    stale: `no fix for ${formatDuration(STALE_AFTER_S)}`,
    offline: `no fix for ${formatDuration(OFFLINE_AFTER_S)}`,
  } satisfies Record<MotionStatus, string | null>,
  sort: {
    live: "Live first",
    name: "Shipment",
    driver: "Driver, in groups",
    newest: "Newest fix",
    oldest: "Oldest fix",
  } satisfies Record<FleetSort, string>,
  sortBy: "Sort by",
  search: "Search shipment or driver",
  clearSearch: "Clear search",
  shipments: "Shipments",
  legend: "Show or hide by state",
  legendHint: "Click to hide or show, Shift and click to show these alone",
  silentFor: "not heard from for over",
  silence: { "30m": "30 min", "1h": "1 h", "8h": "8 h", "1d": "1 day" } satisfies Record<SilenceLimit, string>,
  show: "Show",
  hide: "Hide",
  showSilent: "Show those not heard from",
  hideSilent: "Hide those not heard from",
  noMatch: "No shipment matches.",
  showAll: "Show all shipments",
  loading: "Loading the fleet",
  noAnswer: "The tracker does not answer. Try again.",
  unreachable: "The tracker does not answer. The page keeps trying.",
  driverFilter: "Only driver",
  everyDriver: "Show every driver",
  onlyDriver: "Show only this driver",
  connection: {
    connecting: "Connecting",
    live: "Live",
    late: "Late",
    polling: "Late",
    reconnecting: "Reconnecting",
    offline: "Offline",
  },
  connectionDetail: {
    title: "Connection",
    device: "Device",
    server: "Tracker",
    screen: "Screen",
    deviceDelay: "Device to tracker",
    screenDelay: "Tracker to screen",
    fixAge: "Age of the fixes shown",
    median: "half within",
    p95: "95 % within",
    notKnown: "nothing arrived lately",
    notYet: "known within 10 s, once the clocks were compared",
    shared: "Another tab holds the stream, and this one shares it.",
    own: "This tab holds a stream of its own.",
    retry: "Try now",
    anew: "The tracker no longer knew where this page was, and sent everything anew.",
    says: {
      connecting: "Waiting for the first answer of the tracker.",
      live: "Changes arrive as they happen.",
      polling: "The stream does not come through, so the page asks for the positions every few seconds.",
      late: "The connection is open, but nothing comes through it. What is shown may be old.",
      reconnecting: "The connection is lost. What is shown is what was known last.",
      offline: "The tracker cannot be reached. What is shown is what was known last.",
    },
    heldBack:
      "The tracker takes the request, but its stream does not come through: a proxy in between may hold it back until it is full. It must pass /api/stream on unbuffered.",
    lagsOnTheWay: "Something between the tracker and this page, such as a proxy, holds the stream back.",
    lagsBehind: "The stream is punctual, but positions reach it late: the tracker has more to do than it can.",
  },
  map: "Map of the fleet",
  mapHint: "Everything on the map is in the list of shipments, too.",
  view: "View",
  clusters: "Group nearby shipments",
  trail: "Trail of the selected shipment",
  trailHint: "Of what this page has seen since it was opened, at most 20 minutes",
  units: "Units",
  unitsOf: { km: "km, m", mi: "miles, feet" } satisfies Record<Units, string>,
  tilesFailed: "The map tiles do not answer. This is the built-in map.",
  appFailed: "The page came across an error that it does not know how to mend.",
  mapFailed: "The map could not be drawn. The list still works.",
  reload: "Reload the page",
  moreHere: "more just here",
  frame: "Show the fleet",
  detail: "Selected shipment",
  noPosition: "No position of this shipment yet. It appears here with its first fix.",
  driver: "Driver",
  lastFix: "Last fix",
  time: "Time",
  speed: "Speed",
  heading: "Heading",
  fromMovementHint: "The device reports no heading. This is the direction from the fix before to the last one.",
  accuracy: "Accuracy",
  battery: "Battery",
  place: "Place",
  unknown: "not reported",
  follow: "Follow",
  following: "Following",
  centre: "Centre",
  openElsewhere: "Open in another map",
  openElsewhereHint: "Opens openstreetmap.org at this place, in a new tab",
  close: "Close",
  copy: "Copy",
  copied: "Copied",
  lightTheme: "Use light colours",
  darkTheme: "Use dark colours",
  help: "Keys and marks",
  singleKeys: "Single-key shortcuts",
  singleKeysHint: "Switch off if speech input or a slip of the hand triggers them. This browser remembers it.",
  keyIsOff: "(off)",
  moreList: "Show more of the list",
  moreMap: "Show more of the map",
  empty: {
    title: "No shipments yet",
    list: "Shipments appear here with their first position.",
    lead: "The tracker runs and waits for the first position.",
    startDemo: (vehicles: string) => `Start the demo: ${vehicles} vehicles in Washington`,
    demoComes: (vehicles: string) => `The demo is starting. Its ${vehicles} vehicles appear in a few seconds.`,
    simulate: "Let vehicles deliver in Washington, from a terminal:",
    post: "Or send one position yourself:",
  },
} as const;

/** Return what a state means, with its thresholds. */
export function statusHint(status: MotionStatus, units: Units): string {
  const slow = formatSpeed(MOVING_ABOVE_MPS, units);
  const fresh = formatDuration(STALE_AFTER_S);
  const hints: Record<MotionStatus, string> = {
    moving: `Faster than ${slow}, last fix within ${fresh}`,
    stopped: `Slower than ${slow}, last fix within ${fresh}`,
    stale: `No fix for more than ${fresh}: may be elsewhere by now`,
    offline: `No fix for more than ${formatDuration(OFFLINE_AFTER_S)}`,
  };
  return hints[status];
}

/** What the keys do; those of a single character each can be switched off. */
export const SHORTCUTS: readonly (readonly [keys: string, meaning: string, kind: "single" | "named"])[] = [
  ["/", "Search", "single"],
  ["↑ ↓", "Walk through the list", "named"],
  ["Enter", "Select the shipment", "named"],
  ["f", "Follow the selected shipment", "single"],
  ["Esc", "Deselect", "named"],
  ["a", "Show the whole fleet on the map", "single"],
  ["c", "Group nearby shipments", "single"],
  ["t", "Trail of the selected shipment", "single"],
  ["1 2 3 4", "Show or hide moving, stopped, stale, offline", "single"],
  ["?", "Show these keys", "single"],
];
