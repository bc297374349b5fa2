import type { ApiClient, Problem, SendOptions } from "./client";
import type {
  CommandResults,
  DeliveryChange,
  DeliveryPlan,
  DeliveryStatus,
  DeliveryWithPosition,
  FailureReason,
  StatusItem,
} from "./types";

/** How long an answer to many commands may take. */
const BULK_TIMEOUT_MS = 60_000;
/** The server takes no more statuses in one request. */
const MOST_STATUSES = 500;

/** The data of an answer, or why there is none; a problem without a code is a failed connection. */
export type Outcome<T> =
  | { readonly data: T; readonly problem: null }
  | { readonly data: null; readonly problem: Problem };

export interface StatusChange {
  readonly to: DeliveryStatus;
  readonly reason?: FailureReason;
}

/** What the tracker said of one command. */
export interface Decision {
  /** Kafka holds the command, and its decision has not arrived yet. */
  readonly isPending: boolean;
}

/** Reads and changes deliveries; no call throws. */
export interface DeliveriesApi {
  show(shipmentId: string, signal: AbortSignal): Promise<Outcome<DeliveryWithPosition>>;
  /** Create a delivery; the same `key` and plan again are the same command. */
  create(shipmentId: string, plan: DeliveryPlan, key: string): Promise<Outcome<Decision>>;
  /** Change the plan that is still at this revision; the same `key` and change again are the same command. */
  change(shipmentId: string, change: DeliveryChange, planRevision: number, key: string): Promise<Outcome<Decision>>;
  withdraw(shipmentId: string): Promise<Outcome<Decision>>;
  /** Give each delivery to a driver, or take it away (null). */
  assign(shipmentIds: readonly string[], driverId: string | null): Promise<CommandResults>;
  report(shipmentIds: readonly string[], change: StatusChange): Promise<CommandResults>;
  /** Create or replace deliveries; the same `key` and rows again are the same commands. */
  importCsv(csv: string, key: string): Promise<Outcome<CommandResults>>;
}

const ONE = "/api/deliveries/{id}";
/** Requests for single deliveries that are under way at once. */
const AT_ONCE = 6;

export function createDeliveriesApi(client: ApiClient, noAnswer: string): DeliveriesApi {
  const outcome = <T>(answer: { readonly data: T | null; readonly problem: Problem | null }): Outcome<T> =>
    answer.data === null
      ? { data: null, problem: answer.problem ?? { detail: noAnswer } }
      : { data: answer.data, problem: null };
  const report = async (items: readonly StatusItem[]): Promise<CommandResults> => {
    const sent = { method: "POST", body: items, timeoutMs: BULK_TIMEOUT_MS } as const;
    const { data, problem } = outcome(await client.send<CommandResults>("/api/delivery-status", sent));
    return (
      data ??
      allRefused(
        items.map(({ shipmentId }) => shipmentId),
        problem,
      )
    );
  };
  const decision = async (id: string, sent: Omit<SendOptions, "params">): Promise<Outcome<Decision>> => {
    const { data, problem } = outcome(await client.send<object | undefined>(ONE, { ...sent, params: { id } }));
    if (problem !== null) return { data: null, problem };
    return { data: { isPending: data !== undefined && "result" in data && data.result === "pending" }, problem };
  };
  return {
    show: async (id, signal) => outcome(await client.send(ONE, { method: "GET", params: { id }, signal })),
    create: (id, body, key) =>
      decision(id, { method: "PUT", body, headers: { "If-None-Match": "*", "Idempotency-Key": key } }),
    change: (id, body, planRevision, key) =>
      decision(id, { method: "PATCH", body, headers: { "If-Match": `"${planRevision}"`, "Idempotency-Key": key } }),
    withdraw: (id) => decision(id, { method: "DELETE" }),
    assign: async (ids, driverId) => {
      const all: CommandResults[] = [];
      for (const part of partsOf(ids, AT_ONCE)) {
        const answers = part.map(async (id) => {
          const sent = { method: "PATCH", params: { id }, body: { driverId } } as const;
          const { problem } = outcome(await client.send<unknown>(ONE, sent));
          return problem === null ? accepted(id) : allRefused([id], problem);
        });
        all.push(...(await Promise.all(answers)));
      }
      return joined(all);
    },
    report: async (ids, change) => {
      const all: CommandResults[] = [];
      for (const part of partsOf(ids, MOST_STATUSES)) {
        all.push(await report(part.map((shipmentId) => ({ corrects: false, ...change, shipmentId }))));
      }
      return joined(all);
    },
    importCsv: async (csv, key) => {
      const headers = { "Idempotency-Key": key };
      const sent = { method: "POST", body: csv, contentType: "text/csv", headers, timeoutMs: BULK_TIMEOUT_MS } as const;
      return outcome(await client.send("/api/deliveries", sent));
    },
  };
}

function partsOf<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size));
}

function accepted(shipmentId: string): CommandResults {
  return { accepted: 1, refused: 0, pending: 0, results: [{ index: 0, shipmentId, result: "accepted" }] };
}

/** A request that was refused as a whole is a refusal of each of its items. */
function allRefused(shipmentIds: readonly string[], { code, detail }: Problem): CommandResults {
  const results = shipmentIds.map(
    (shipmentId, index) => ({ index, shipmentId, result: "refused", code: code ?? null, detail }) as const,
  );
  return { accepted: 0, refused: results.length, pending: 0, results };
}

function joined(all: readonly CommandResults[]): CommandResults {
  const sum = (count: "accepted" | "refused" | "pending") => all.reduce((total, each) => total + each[count], 0);
  return {
    accepted: sum("accepted"),
    refused: sum("refused"),
    pending: sum("pending"),
    results: all.flatMap(({ results }) => results),
  };
}
