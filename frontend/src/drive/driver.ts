import { createDriverApi, type DriverApi } from "../api/driver-api";
import { isDue, UNKNOWN_CLOCK } from "./clock";
import { Lead } from "./lead";
import { keepLink, type Link } from "./link";
import { isSaidAlready, nextDueIn, type Report, type Said } from "./outbox";
import { type PositionWatch, ScreenLock, watchBattery, watchPosition } from "./phone";
import { fixOf, type PhoneFix, placeIn, type Sender, Thinning } from "./position-queue";
import { waitAfter } from "./retry";
import { isOf, type KeptRoute } from "./route-view";
import { ownerIn } from "./session";
import { isKeyTrouble, type Trouble } from "./sharing-state";
import { type Snapshot, snapshotOf } from "./snapshot";
import { openStore, type Store } from "./spare-store";
import type { Counts, Shift } from "./store";
import { isFinal, isRevoked, sendRound } from "./sync";
import { TrackedClock } from "./tracked-clock";

const ROUTE_EVERY_MS = 30_000;
const SESSION_EVERY_MS = 600_000;
const TICK_MS = 1_000;
const NO_COUNTS: Counts = { rejected: 0, thinned: 0 };
/** Two trackers below prefixes of one host share an origin. */
const BASE_STORE = `drive ${new URL("./", location.href).pathname}`;

/** The page without its screen: follows the phone, keeps what it must send, and sends it. */
export class Driver {
  readonly #listeners = new Set<() => void>();
  readonly #screen = new ScreenLock();
  readonly #battery = watchBattery();
  readonly #tabs = new BroadcastChannel(BASE_STORE);
  readonly #lead = new Lead(BASE_STORE, (isOurs) => this.#setAlone(isOurs));
  readonly #base = openStore(BASE_STORE);
  #store: Store | null = null;
  #api!: DriverApi;
  #sender: Sender | null = null;
  readonly #clock = new TrackedClock((clock) => void this.#base.set("clock", clock));
  #watch: PositionWatch | null = null;
  /** Deliveries whose outcome is being kept right now. */
  readonly #saying = new Set<string>();
  readonly #thinning = new Thinning();
  #lastPosition: GeolocationPosition | null = null;
  #phase: Snapshot["phase"] = "loading";
  #trouble: Trouble | null = null;
  #shift: Shift = "off";
  #shiftChanges = 0;
  #isAlone = false;
  #isOffline = false;
  #failures = 0;
  #isSending = false;
  /** Whether something was kept while a round was on its way, which may have passed it by. */
  #isAskedAgain = false;
  #sentAt = Date.now();
  #timer = 0;
  #routeAskedAt = Number.NEGATIVE_INFINITY;
  #sessionAskedAt = Number.NEGATIVE_INFINITY;
  #kept = 0;
  #said: readonly Said[] = [];
  #route: KeptRoute | null = null;
  #counts: Counts = NO_COUNTS;
  #shown: Snapshot = this.#snapshot();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly shown = (): Snapshot => this.#shown;

  /** Open the page with the link of its address, or with the one that it was given before. */
  async open(link: Link | null): Promise<void> {
    if (!window.isSecureContext) {
      [this.#phase, this.#trouble] = ["checking", "insecure"];
      return this.#show();
    }
    if (link !== null && (await keepLink(this.#base, link))) this.#tabs.postMessage("link");
    const key = (await this.#base.get("key")) ?? null;
    this.#clock.restore((await this.#base.get("clock")) ?? UNKNOWN_CLOCK);
    this.#api = createDriverApi({ key, onServerTime: this.#clock.onServerTime });
    this.#thinning.keepEvery(await this.#base.get("intervalS"));
    const driverId = await this.#base.get("driverId");
    if (driverId !== undefined) await this.#become(driverId, (await this.#base.get("hasDevice")) ?? false);
    else this.#phase = key === null ? "no_link" : "checking";
    this.#listen();
    this.#show();
    if (document.visibilityState === "visible") await this.#lead.take();
    else void this.#lead.wait();
    this.#show();
    if (!this.#isAlone && this.#phase === "checking") await this.#check();
  }

  async setShift(shift: Shift): Promise<void> {
    this.#shift = shift;
    this.#shiftChanges += 1;
    await this.#store?.set("shift", shift);
    await this.#store?.set("dutyToSend", shift);
    this.#tell();
    await this.#follow();
    this.#sendSoon(0);
  }

  /** Keep what the driver says about deliveries; it is sent after the time for an undo. */
  async say(shipmentIds: readonly string[], { photo, ...report }: Report): Promise<void> {
    const news = shipmentIds.filter((id) => !this.#saying.has(id) && !isSaidAlready(this.#said, id, report.to));
    for (const id of news) this.#saying.add(id);
    await this.#keepSaid(news, { ...report, ...(photo === undefined ? {} : { photo }) });
    for (const id of news) this.#saying.delete(id);
  }

  async #keepSaid(shipmentIds: readonly string[], { photo, ...report }: Report): Promise<void> {
    if (this.#store === null || shipmentIds.length === 0) return;
    const photoId = photo === undefined ? null : crypto.randomUUID();
    if (photo !== undefined && photoId !== null) await this.#store.putPhoto(photoId, photo);
    const at = Date.now();
    const position = placeIn(this.#lastPosition, at);
    for (const shipmentId of shipmentIds) {
      await this.#store.say({
        ...{ shipmentId, at, setBackMs: this.#clock.known.setBackMs, state: "waiting", ...report },
        ...(position === null ? {} : { position }),
        ...(photoId === null ? {} : { photoId }),
      });
    }
    await this.#reload();
    this.#tell();
    this.#sendSoon(0);
  }

  /** Take back what was said last; false where some of it is on its way. */
  async undo(): Promise<boolean> {
    const taken = await Promise.all(
      (this.#shown.undo?.said ?? []).map(async ({ id, photoId }) => {
        const isGone = (await this.#store?.takeBack(id)) ?? false;
        if (isGone && photoId !== undefined) await this.#store?.dropPhoto(photoId);
        return isGone;
      }),
    );
    await this.#reload();
    this.#tell();
    return taken.every(Boolean);
  }

  /** The driver has read why the server refused it. */
  async forget(said: Said): Promise<void> {
    await this.#store?.forget(said.id);
    await this.#reload();
  }

  async forgetCounts(): Promise<void> {
    await this.#store?.set("counts", NO_COUNTS);
    await this.#reload();
  }

  /** Try again what ended sharing: a person may have allowed the position, or a dispatcher the key. */
  async tryAgain(): Promise<void> {
    this.#trouble = null;
    this.#failures = 0;
    await this.#follow();
    this.#sendSoon(0);
  }

  readonly language = (): Promise<string | undefined> => this.#base.get("language");

  async setLanguage(language: string): Promise<void> {
    await this.#base.set("language", language);
  }

  /** Keep another link; every tab opens again with it. */
  async openLink(link: Link): Promise<void> {
    if (await keepLink(this.#base, link)) this.#tabs.postMessage("link");
    location.reload();
  }

  async #become(driverId: string, hasDevice: boolean): Promise<void> {
    let deviceId = await this.#base.get("deviceId");
    if (deviceId === undefined) {
      deviceId = `drive-${crypto.randomUUID().slice(0, 13)}`;
      await this.#base.set("deviceId", deviceId);
    }
    this.#sender = hasDevice ? { driverId } : { driverId, deviceId };
    this.#store ??= openStore(`${BASE_STORE} ${driverId}`);
    await this.#store.tidy(Date.now());
    this.#shift = (await this.#store.get("shift")) ?? "off";
    this.#phase = "ready";
    await this.#reload();
  }

  /** Ask the server whose key this is. */
  async #check(): Promise<boolean> {
    this.#sessionAskedAt = Date.now();
    const reply = await this.#api.session();
    if (reply.kind !== "ok") {
      if (isRevoked(reply)) this.#stop("key_revoked");
      this.#isOffline = reply.kind === "lost";
      return false;
    }
    const owner = ownerIn(reply.data, await this.#base.get("driverId"));
    if (owner.kind === "key_may_not") this.#trouble = owner.kind;
    if (owner.kind === "no_link") [this.#phase, this.#trouble] = [owner.kind, null];
    if (owner.kind !== "driver") return false;
    await this.#base.set("driverId", owner.driverId);
    await this.#base.set("hasDevice", owner.hasDevice);
    await this.#base.set("intervalS", owner.intervalS);
    this.#thinning.keepEvery(owner.intervalS);
    if (this.#phase !== "ready") await this.#become(owner.driverId, owner.hasDevice);
    return true;
  }

  #listen(): void {
    this.#tabs.onmessage = ({ data }) => {
      if (data === "link") return location.reload();
      void this.#reload();
      this.#sendSoon(0);
    };
    window.addEventListener("online", () => this.#sendSoon(0));
    window.addEventListener("offline", () => this.#show());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible") return;
      void this.#lead.take();
      this.#sendSoon(0);
    });
    setInterval(() => this.#tick(), TICK_MS);
    void navigator.storage?.persist?.();
  }

  #setAlone(isAlone: boolean): void {
    this.#isAlone = isAlone;
    void this.#follow();
    this.#sendSoon(0);
  }

  #tick(): void {
    this.#clock.read();
    const overdue = this.#watch === null ? null : this.#thinning.overdue(Date.now());
    if (overdue !== null) void this.#keep(overdue);
    const isRouteOld = isDue(this.#routeAskedAt, ROUTE_EVERY_MS);
    if (isRouteOld && this.#failures === 0 && document.visibilityState === "visible") this.#sendSoon(0);
    this.#show();
  }

  /** Follow the phone's position while the driver wants it and no other tab does. */
  async #follow(): Promise<void> {
    const isOn = this.#shift === "on" && this.#isAlone && this.#trouble === null && this.#store !== null;
    this.#screen.set(isOn);
    if (!isOn) {
      this.#watch?.stop();
      this.#watch = null;
    } else if (this.#watch === null) {
      this.#watch = watchPosition(this.#onPosition, () => this.#stop("denied"));
      if (this.#watch === null) this.#stop("no_location");
    }
    this.#show();
  }

  #stop(trouble: Trouble): void {
    this.#trouble = trouble;
    if (trouble === "key_revoked") void this.#dropRoute();
    void this.#follow();
  }

  /** Recipients are no longer this phone's to show. */
  async #dropRoute(): Promise<void> {
    await this.#store?.drop("route");
    await this.#reload();
    this.#tell();
  }

  readonly #onPosition = async (position: GeolocationPosition): Promise<void> => {
    this.#clock.read();
    this.#lastPosition = position;
    const fix = fixOf(position, this.#clock.known.setBackMs, this.#battery());
    if (this.#thinning.offer(fix)) await this.#keep(fix);
  };

  async #keep(fix: PhoneFix): Promise<void> {
    const dropped = (await this.#store?.addFix(fix)) ?? 0;
    if (dropped > 0) await this.#store?.set("counts", { ...this.#counts, thinned: this.#counts.thinned + dropped });
    await this.#reload();
    if (this.#failures === 0) this.#sendSoon(0);
  }

  #sendSoon(waitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#send(), waitMs);
  }

  async #send(): Promise<void> {
    if (!this.#isAlone || this.#phase === "no_link" || isKeyTrouble(this.#trouble)) return;
    if (this.#isSending) {
      this.#isAskedAgain = true;
      return;
    }
    this.#isSending = true;
    this.#isAskedAgain = false;
    const waitMs = await this.#round().catch(() => this.#failed(null));
    this.#isSending = false;
    this.#show();
    const againIn = this.#isAskedAgain && waitMs === null ? 0 : null;
    const dueIn = waitMs === null ? nextDueIn(this.#said, Date.now()) : null;
    const next = [waitMs, dueIn, againIn].filter((wait) => wait !== null);
    if (next.length > 0) this.#sendSoon(Math.min(...next) + 50);
  }

  /** Send what waits and ask for the route; return after how long to try again, or null. */
  async #round(): Promise<number | null> {
    const isUnsure = this.#phase === "checking" || this.#failures > 0 || isDue(this.#sessionAskedAt, SESSION_EVERY_MS);
    if (isUnsure && !(await this.#checkAgain())) return this.#failed(null);
    const [store, sender] = [this.#store, this.#sender];
    if (store === null || sender === null) return null;
    const end = await sendRound({
      ...{ api: this.#api, store, sender, clock: () => this.#clock.known, now: Date.now },
      ...{ newId: () => crypto.randomUUID(), isAlone: () => this.#isAlone },
      onProgress: () => this.#reload(),
    });
    await this.#reload();
    if (end.kind === "stopped") {
      this.#stop(end.trouble);
      return null;
    }
    this.#isOffline = end.kind === "retry" && end.isOffline;
    const isAnswered = this.#isOffline || (await this.#askRoute(store, sender.driverId));
    if (end.kind === "retry" || !isAnswered) return this.#failed(end.kind === "retry" ? end.retryAfterS : null);
    this.#failures = 0;
    this.#sentAt = Date.now();
    return null;
  }

  /** After a failure the small question comes first: it costs least where there is hardly any network. */
  async #checkAgain(): Promise<boolean> {
    return (await this.#check()) || (this.#store !== null && !this.#isOffline && this.#trouble === null);
  }

  #failed(retryAfterS: number | null): number | null {
    if (isKeyTrouble(this.#trouble)) {
      void this.#follow();
      return null;
    }
    this.#failures += 1;
    return waitAfter(this.#failures, retryAfterS, Math.random());
  }

  async #askRoute(store: Store, driverId: string): Promise<boolean> {
    this.#routeAskedAt = Date.now();
    const reply = await this.#api.route(driverId);
    if (reply.kind === "ok") {
      await store.set("route", { driverId, route: reply.data, at: this.#clock.nowS });
      await this.#reload();
      this.#tell();
    }
    if (isRevoked(reply)) this.#stop("key_revoked");
    this.#isOffline = reply.kind === "lost";
    return reply.kind === "ok" || isFinal(reply);
  }

  /** Read what is shown from the store, which other tabs write, too. */
  async #reload(): Promise<void> {
    const store = this.#store;
    if (store === null) return;
    const changes = this.#shiftChanges;
    this.#kept = await store.countFixes();
    this.#said = await store.listSaid();
    this.#counts = (await store.get("counts")) ?? NO_COUNTS;
    const shift = (await store.get("shift")) ?? "off";
    const route = (await store.get("route")) ?? null;
    this.#route = this.#sender !== null && isOf(route, this.#sender.driverId) ? route : null;
    // A tap during the reading is newer than what was read.
    if (shift !== this.#shift && changes === this.#shiftChanges) {
      this.#shift = shift;
      await this.#follow();
    }
    this.#show();
  }

  #tell(): void {
    this.#tabs.postMessage("changed");
  }

  #snapshot(): Snapshot {
    return snapshotOf({
      phase: this.#phase,
      driverId: this.#sender?.driverId ?? "",
      shift: this.#shift,
      route: this.#route,
      said: this.#said,
      counts: this.#counts,
      clock: this.#clock.known,
      now: Date.now(),
      isAlone: this.#isAlone,
      trouble: this.#trouble,
      fixAt: this.#lastPosition?.timestamp ?? null,
      isOffline: this.#isOffline || !navigator.onLine,
      kept: this.#kept,
      sentAt: this.#sentAt,
      isLossy: this.#base.isLossy() || (this.#store?.isLossy() ?? false),
    });
  }

  #show(): void {
    this.#shown = this.#snapshot();
    for (const listener of this.#listeners) listener();
  }
}
