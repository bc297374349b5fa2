import type { FleetSort } from "../live/fleet-query";
import type { MotionStatus } from "../live/motion-status";

/** Every text that people read, but for numbers (format.ts). */
export const WORDS = {
  product: "Delivery tracker",
  status: { moving: "Moving", stopped: "Stopped", stale: "Stale", offline: "Offline" } satisfies Record<
    MotionStatus,
    string
  >,
  statusHint: {
    moving: "Faster than 3 km/h within the last 5 minutes",
    stopped: "A fix within the last 5 minutes, slower than 3 km/h",
    stale: "No fix for more than 5 minutes",
    offline: "No fix for more than 30 minutes",
  } satisfies Record<MotionStatus, string>,
  all: "All",
  sort: { name: "Shipment", driver: "Driver", newest: "Newest fix", oldest: "Oldest fix" } satisfies Record<
    FleetSort,
    string
  >,
  sortBy: "Sort by",
  search: "Search shipment or driver",
  clearSearch: "Clear search",
  shipments: "Shipments",
  filterByStatus: "Filter by status",
  noMatch: "No shipment matches.",
  showAll: "Show all shipments",
  loading: "Loading the fleet",
  unreachable: "The tracker does not answer. The page keeps trying.",
  connection: {
    connecting: "Connecting",
    live: "Live",
    late: "Late",
    reconnecting: "Reconnecting",
    offline: "Offline",
  },
  map: "Map of the fleet",
  mapHint: "Everything on the map is in the list of shipments, too.",
  mapFailed: "The map could not be drawn. The list still works.",
  reload: "Reload the page",
  frame: "Show whole fleet",
  detail: "Selected shipment",
  noPosition: "No position of this shipment yet. It appears here with its first fix.",
  driver: "Driver",
  lastFix: "Last fix",
  time: "Time",
  speed: "Speed",
  heading: "Heading",
  accuracy: "Accuracy",
  battery: "Battery",
  place: "Place",
  unknown: "not reported",
  follow: "Follow",
  following: "Following",
  centre: "Centre",
  close: "Close",
  copy: "Copy",
  copied: "Copied",
  lightTheme: "Use light colours",
  darkTheme: "Use dark colours",
  help: "Keyboard shortcuts",
  moreList: "Show more of the list",
  moreMap: "Show more of the map",
  empty: {
    title: "No shipments yet",
    list: "Shipments appear here with their first position.",
    lead: "The tracker runs and waits for the first position.",
    demo: "Watch 300 vehicles drive through a real city:",
    post: "Or send one position yourself:",
  },
} as const;

export const SHORTCUTS: readonly (readonly [keys: string, meaning: string])[] = [
  ["/", "Search"],
  ["↑ ↓", "Walk through the list"],
  ["Enter", "Select the shipment"],
  ["f", "Follow the selected shipment"],
  ["Esc", "Deselect"],
  ["?", "Show these keys"],
];
