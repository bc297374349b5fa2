/**
 * Keeps the files of the driver page, so that it opens without network. The build puts their names in, which change with
 * their content. No answer of the API is ever kept here.
 */
import { keptFileFor } from "./files";

/** The parts of a service worker's scope that are used; TypeScript's own library of them excludes that of documents. */
interface WorkerScope {
  readonly location: Location;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
}

interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** Replaced by the build. */
const FILES: readonly string[] = JSON.parse("[[drive-files]]");
const BUILD = "[[drive-build]]";
const PAGE = "drive";
/** A page that is slower than this is taken from the store: a driver at the edge of the network must not wait. */
const PATIENCE_MS = 3_000;
const scope = self as unknown as WorkerScope;
const folder = new URL("./", scope.location.href).href;
const cacheName = `drive ${folder} ${BUILD}`;

scope.addEventListener("install", (event) => {
  event.waitUntil(keepFiles());
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(dropOthers());
});

scope.addEventListener("fetch", (event) => {
  const file = keptFileFor(event.request, folder, FILES);
  if (file === null) return;
  event.respondWith(file === PAGE ? pageOf(event.request) : fileOf(file, event.request));
});

async function keepFiles(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.addAll([PAGE, ...FILES].map((file) => new Request(folder + file, { cache: "no-cache" })));
  await scope.skipWaiting();
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(`drive ${folder} `) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/** The newest page where there is network, since it names the newest files; else the kept one, which names kept files. */
async function pageOf(request: Request): Promise<Response> {
  const kept = await (await caches.open(cacheName)).match(folder + PAGE);
  if (kept === undefined) return fetch(request);
  const late = new Promise<Response>((done) => setTimeout(() => done(kept), PATIENCE_MS));
  const newest = fetch(request)
    .then((answer) => (answer.ok ? answer : kept))
    .catch(() => kept);
  return Promise.race([newest, late]);
}

async function fileOf(file: string, request: Request): Promise<Response> {
  const kept = await (await caches.open(cacheName)).match(folder + file);
  return kept ?? fetch(request);
}
