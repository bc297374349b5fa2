/** What the driver page says. Other languages have the same names; the compiler lists what they lack. */
export const en = {
  title: "My route",
  language: "Language",
  loading: "Loading your route …",
  sharing: {
    sharing: "Sharing",
    waiting: "Waiting for GPS",
    offline: "Offline",
    notSharing: "Not sharing",
    onBreak: "On a break, not sharing",
    elsewhere: "Another tab shares",
    stopped: "Not sharing",
    sharingDetail: (age: string) => `Last position ${age}. Keep this page open.`,
    sending: (count: string) => `${count} older ${count === "1" ? "position is" : "positions are"} being sent.`,
    waitingDetail: "The phone has not reported its position yet. Go outside or near a window.",
    lostGps: (age: string) => `Last position: ${age}. Go outside or near a window.`,
    kept: (count: string) =>
      `${count} ${count === "1" ? "position" : "positions"} kept, to be sent when there is network.`,
    keptNoGps: (count: string) =>
      `${count} ${count === "1" ? "position" : "positions"} kept. The phone does not report its position now.`,
    notSharingDetail: "New positions are not recorded.",
    elsewhereDetail: "This page is open in another tab or window, which shares your position.",
  },
  troubles: {
    insecure: "This page needs HTTPS. Ask your dispatcher for a link with https.",
    no_location: "This browser cannot report the position. Open the link in another browser.",
    denied:
      "The browser may not use your position. Allow the location for this page in the settings of the browser, then try again.",
    key_revoked: "Your link is no longer valid. Ask your dispatcher for a new one. What you entered is kept.",
    key_may_not: "Your link does not allow this page. Ask your dispatcher for a link of the driver page.",
  },
  tryAgain: "Try again",
  shift: {
    start: "Start shift",
    pause: "Take a break",
    resume: "Continue",
    end: "End shift",
  },
  noLink: {
    title: "Open your link",
    text: "This page needs the link or QR code from your dispatcher. Did you add the page to the home screen? Then paste the link here once.",
    label: "Link",
    open: "Open",
    wrong: "This is not a driver link. Copy the whole link.",
  },
  checking: "Your link is checked as soon as there is network.",
  notices: {
    rejected: (count: string) =>
      `The server refused ${count} ${count === "1" ? "position. It was" : "positions. They were"} discarded.`,
    thinned: (count: string) => `The memory for positions was full: ${count} of the oldest were discarded.`,
    clockFast: (minutes: string) =>
      `The clock of this phone is ${minutes} min fast. The page corrects times by the server's clock.`,
    clockSlow: (minutes: string) =>
      `The clock of this phone is ${minutes} min slow. The page corrects times by the server's clock.`,
    storage: "This browser cannot keep data. What you enter is lost when you close the page.",
    understood: "OK",
  },
  route: {
    title: "Route",
    age: (age: string) => `As of ${age}`,
    none: "There are no stops on your route now.",
    unknown: "The route could not be loaded yet. It appears when there is network.",
    load: (count: string) => `Start the route: ${count} out for delivery`,
    stop: (number: number) => `Stop ${number}`,
    next: "Next stop",
    window: (from: string, to: string) => `Promised ${from}–${to}`,
    eta: (from: string, to: string) => `Arrival ${from}–${to}`,
    etaAge: (age: string) => `calculated ${age}`,
    late: "Late",
    atRisk: "May be late",
    pickup: "Pickup",
    reference: (text: string) => `Reference ${text}`,
    navigate: "Navigate",
    call: "Call",
    callName: (name: string) => `Call ${name}`,
    delivered: "Delivered",
    pickedUp: "Picked up",
    failed: "Failed",
    add: "With note or photo",
    later: (count: string) => `Later: ${count}`,
    done: (count: string) => `Done: ${count}`,
  },
  outcome: {
    failedTitle: "Why did it fail?",
    deliveredTitle: "Delivered, with note or photo",
    note: "Note",
    photo: "Take a photo",
    photoTaken: "Photo added. Take another one",
    photoBad: "The phone cannot read this picture.",
    saveFailed: "Save as failed",
    saveDelivered: "Save as delivered",
    cancel: "Cancel",
    chooseReason: "Choose a reason.",
  },
  reasons: {
    nobody_home: "Recipient absent",
    refused: "Refused",
    wrong_address: "Wrong address",
    no_access: "No access",
    damaged: "Damaged",
    not_ready: "Not ready",
    out_of_time: "Out of time",
    vehicle: "Vehicle",
    weather: "Weather",
    other: "Other",
  },
  undo: {
    undo: "Undo",
    delivered: (what: string) => `${what}: delivered`,
    attempt_failed: (what: string) => `${what}: failed`,
    out_for_delivery: (what: string) => `${what}: out for delivery`,
    many: (count: string) => `${count} deliveries`,
    seconds: (count: number) => `${count} s`,
    tooLate: "It is already sent. Call your dispatcher.",
  },
  refusals: {
    illegal_transition: "This cannot follow what was reported before. Call your dispatcher.",
    not_assigned: "The delivery was not yours at that time.",
    time_in_future: "The time of the report is in the future.",
    too_old: "The report is too old.",
    unknown_delivery: "This delivery does not exist, or it was removed.",
  },
  said: {
    delivered: "Delivered",
    attempt_failed: "Failed",
    waiting: "not sent yet",
    sent: "sent",
    refused: (detail: string) => `The server refused it: ${detail}`,
    photoLost: "The photo could not be stored.",
    refusedTitle: "Not accepted",
  },
} as const satisfies Texts;

/** Texts, and functions that put words or numbers into them. */
interface Texts {
  readonly [name: string]: string | ((first: never, second: never) => string) | Texts;
}

type Widened<T> = T extends string
  ? string
  : T extends (...values: never[]) => string
    ? T
    : { [N in keyof T]: Widened<T[N]> };

/** What every language of this page has. */
export type DriveMessages = Widened<typeof en>;
