import { pluralsOf } from "./plurals.ts";

const plural = pluralsOf("en");

/** The texts of the dashboard in English. A further language is a file like this one, with the type `Messages`. */
export const en = {
  product: "Delivery tracker",
  /** What index.html shows before any script has run. */
  page: {
    description: "Live positions of every shipment.",
    needsScript: "The dashboard needs JavaScript.",
    late: "The page does not finish loading. The tracker, or a proxy in front of it, may be busy or unreachable.",
  },
  loading: "Loading the fleet",
  reload: "Reload the page",
  noAnswer: "The tracker does not answer. Try again.",
  unreachable: "The tracker does not answer. The page keeps retrying.",
  appFailed: "The page had an error and cannot continue. Reload it to start again.",
  mapFailed: "The map could not be drawn. The list still works.",

  status: { moving: "Moving", stopped: "Stopped", stale: "Stale", offline: "Offline" },
  statusHint: {
    moving: (slow: string, fresh: string) => `Faster than ${slow}, last fix within ${fresh}`,
    stopped: (slow: string, fresh: string) => `Slower than ${slow}, last fix within ${fresh}`,
    stale: (fresh: string) => `No fix for more than ${fresh}. The shipment may be elsewhere by now.`,
    offline: (limit: string) => `No fix for more than ${limit}`,
  },
  noFixFor: (duration: string) => `no fix for ${duration}`,

  summary: {
    shipments: (count: number) => plural(count, { one: "# shipment", other: "# shipments" }),
    moving: (count: number) => plural(count, { other: "# moving" }),
    shown: (shown: string, all: number) =>
      plural(all, { one: `${shown} of # shipment shown`, other: `${shown} of # shipments shown` }),
  },

  list: {
    title: "Shipments",
    search: "Search shipment or driver",
    clearSearch: "Clear search",
    sortBy: "Sort by",
    sort: {
      live: "Live first",
      name: "Shipment",
      driver: "Driver, in groups",
      newest: "Newest fix",
      oldest: "Oldest fix",
    },
    driverFilter: (driver: string) => `Only driver ${driver}. Show every driver`,
    everyDriver: "Show every driver",
    noMatch: "No shipment matches.",
    showAll: "Show all shipments",
    more: "Show more of the list",
  },
  /** Shipments that sent no fix for long; the first text stands between their number and the chosen limit. */
  silent: {
    text: "without a fix for more than",
    limits: { "30m": "30 min", "1h": "1 h", "8h": "8 h", "1d": "1 day" },
    show: "Show",
    hide: "Hide",
    showHint: "Show silent shipments",
    hideHint: "Hide silent shipments",
  },

  connection: {
    title: "Connection",
    status: {
      connecting: "Connecting",
      live: "Live",
      late: "Late",
      polling: "Late",
      reconnecting: "Reconnecting",
      offline: "Offline",
    },
    says: {
      connecting: "Waiting for the tracker to answer.",
      live: "Changes arrive as they happen.",
      polling: "The stream does not arrive, so the page requests the positions every few seconds.",
      late: "The connection is open, but no data arrives. The positions shown may be old.",
      reconnecting: "The connection is lost. The page shows the last known positions.",
      offline: "The tracker is unreachable. The page shows the last known positions.",
    },
    behind: (duration: string) => `${duration} behind`,
    silentFor: (duration: string) => `silent for ${duration}`,
    pollsEvery: (duration: string) => `polls every ${duration}`,
    retryIn: (duration: string) => `Reconnecting in ${duration}`,
    retrying: "Reconnecting…",
    dataAsOf: (clock: string) => `data as of ${clock}`,
    caughtUp: (changes: number) => plural(changes, { one: "caught up on # change", other: "caught up on # changes" }),
    reloaded: "reloaded",
    reloadedHint: "The tracker could not resume the stream and sent all positions again.",
    buffered:
      "The tracker accepts the request, but its stream does not arrive. A proxy may be buffering it. Configure the proxy to pass /api/stream unbuffered.",
    delayed: "The network or a proxy between the tracker and this page delays the stream.",
    overloaded: "The stream arrives on time, but positions reach it late. The tracker is overloaded.",
    device: "Device",
    tracker: "Tracker",
    screen: "Screen",
    deviceDelay: "Device to tracker",
    screenDelay: "Tracker to screen",
    fixAge: "Age of the fixes shown",
    spread: (median: string, p95: string) => `half within ${median}, 95 % within ${p95}`,
    noData: "no recent data",
    notYet: "available within 10 s, after the clocks are compared",
    shared: "This tab shares the stream of another tab.",
    own: "This tab has its own stream.",
    retry: "Retry now",
  },

  map: {
    title: "Map of the fleet",
    hint: "The list of shipments contains everything that is on the map.",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    moreHere: (count: number) => plural(count, { other: "# more here" }),
    showFleet: "Show the fleet",
    more: "Show more of the map",
  },
  baseMap: {
    title: "Map",
    builtIn: "Built-in map",
    tiles: "Map tiles",
    osm: "OpenStreetMap",
    osmHint: "This browser asks tile.openstreetmap.org. Choosing it may reload the page.",
    failed: "The map tiles do not load. This is the built-in map.",
  },
  /** The question whether the map may come from openstreetmap.org. */
  mapOffer: {
    title: "Offer of a street map",
    question: "Show streets from OpenStreetMap: this browser will ask tile.openstreetmap.org",
    accept: "Yes",
    refuse: "Not here",
    explain: "What is sent",
    sent: [
      "The addresses of the tiles tell that server which area you view.",
      "It also receives this browser's IP address, its version, and the address of this site without the path (referrer).",
      "The requests contain no shipment ids and no names.",
      "Your answer applies to this browser. To change it, use the menu View.",
    ],
    policy: "Tile usage policy of OpenStreetMap",
  },
  legend: {
    title: "Show or hide by state",
    hint: "Click to show or hide. Shift-click to show only these.",
  },
  view: {
    title: "View",
    clusters: "Group nearby shipments",
    trail: "Trail of the selected shipment",
    trailHint: "What this page has received since it was opened, at most 20 minutes",
    units: "Units",
    unitsOf: { km: "km, m", mi: "miles, feet" },
    lightTheme: "Use light colours",
    darkTheme: "Use dark colours",
  },

  shipment: {
    title: "Selected shipment",
    noPosition: "No position of this shipment yet. It appears here when its first fix arrives.",
    driver: "Driver",
    onlyDriver: "Show only this driver",
    lastFix: "Last fix",
    time: "Time",
    speed: "Speed",
    heading: "Heading",
    fromMovement: "from movement",
    fromMovementHint: "The device reports no heading. This is the direction from the previous fix to the last one.",
    accuracy: "Accuracy",
    battery: "Battery",
    place: "Place",
    unknown: "not reported",
    follow: "Follow",
    following: "Following",
    centre: "Centre",
    openElsewhere: "Open in another map",
    openElsewhereHint: "Opens this place on openstreetmap.org in a new tab",
    copyId: "Copy shipment id",
    copyPlace: "Copy place",
  },
  close: "Close",
  copy: "Copy",
  copied: "Copied",

  help: {
    title: "Shortcuts and markers",
    singleKeys: "Single-key shortcuts",
    singleKeysHint: "Turn them off if speech input or accidental key presses trigger them. This browser remembers it.",
    off: (meaning: string) => `${meaning} (off)`,
    keys: { up: "↑", down: "↓", enter: "Enter", escape: "Esc" },
    meanings: {
      search: "Search",
      walk: "Move through the list",
      select: "Select the shipment",
      follow: "Follow the selected shipment",
      deselect: "Deselect",
      showFleet: "Show the whole fleet on the map",
      clusters: "Group nearby shipments",
      trail: "Trail of the selected shipment",
      statuses: "Show or hide moving, stopped, stale, offline",
      help: "Show these shortcuts",
    },
  },

  empty: {
    title: "No shipments yet",
    list: "Shipments appear here when their first position arrives.",
    lead: "The tracker is running and waits for the first position.",
    startDemo: (vehicles: number) =>
      plural(vehicles, {
        one: "Start the demo: # vehicle in Washington",
        other: "Start the demo: # vehicles in Washington",
      }),
    demoStarts: (vehicles: number) =>
      plural(vehicles, {
        one: "The demo is starting. Its # vehicle appears in a few seconds.",
        other: "The demo is starting. Its # vehicles appear in a few seconds.",
      }),
    simulate: "Simulate deliveries in Washington from a terminal:",
    post: "Or send one position yourself:",
  },

  signIn: {
    key: "Your key",
    hint: "A key begins with trk_ and needs the scope read. The operator of this tracker creates it.",
    submit: "Sign in",
  },

  age: { now: "just now", ago: (duration: string) => `${duration} ago` },
  units: {
    seconds: (value: string) => `${value} s`,
    minutes: (value: string) => `${value} min`,
    hours: (value: string) => `${value} h`,
    days: (value: string) => `${value} d`,
    kmh: (value: string) => `${value} km/h`,
    mph: (value: string) => `${value} mph`,
    withinMetres: (value: string) => `± ${value} m`,
    withinFeet: (value: string) => `± ${value} ft`,
    percent: (value: string) => `${value} %`,
  },
  /** Clockwise from north. */
  compass: { n: "N", ne: "NE", e: "E", se: "SE", s: "S", sw: "SW", w: "W", nw: "NW" },
};
