import { expect, test } from "vitest";
import { Lead } from "./lead";

/** The locks of one browser, as far as tabs use them: a queue, and tabs that steal. */
function someLocks() {
  interface Request {
    readonly run: () => void;
    readonly fail: () => void;
  }
  let holder: Request | null = null;
  const queue: Request[] = [];
  const serve = (): void => {
    if (holder === null) holder = queue.shift() ?? null;
    holder?.run();
  };
  const request = (_: string, options: LockOptions, callback: () => unknown) =>
    new Promise((_done, failed) => {
      let hasRun = false;
      const asked: Request = {
        run: () => {
          if (!hasRun) callback();
          hasRun = true;
        },
        fail: () => failed(new DOMException("Stolen.", "AbortError")),
      };
      options.signal?.addEventListener("abort", () => {
        if (!hasRun) {
          queue.splice(queue.indexOf(asked), 1);
          asked.fail();
        }
      });
      if (options.steal) {
        holder?.fail();
        holder = asked;
      } else queue.push(asked);
      serve();
    });
  const closeHolder = (): void => {
    holder = null;
    serve();
  };
  return { locks: { request } as never, closeHolder };
}

const settled = async () => {
  for (let turns = 0; turns < 5; turns += 1) await Promise.resolve();
};

function aTab(locks: never) {
  const tab = { isOurs: false };
  const lead = new Lead(
    "drive",
    (isOurs) => {
      tab.isOurs = isOurs;
    },
    locks,
  );
  return Object.assign(tab, { lead });
}

test("the tab that the driver looks at takes the lead, and the one before it stops", async () => {
  const { locks } = someLocks();
  const [old, front] = [aTab(locks), aTab(locks)];
  await old.lead.take();
  void front.lead.wait();
  await settled();
  expect([old.isOurs, front.isOurs]).toEqual([true, false]);
  await front.lead.take();
  await settled();
  expect([old.isOurs, front.isOurs]).toEqual([false, true]);
  await old.lead.take();
  await settled();
  expect([old.isOurs, front.isOurs]).toEqual([true, false]);
});

test("a tab that lost the lead gets it back once the other is closed", async () => {
  const { locks, closeHolder } = someLocks();
  const [old, front] = [aTab(locks), aTab(locks)];
  await old.lead.take();
  await front.lead.take();
  await settled();
  closeHolder();
  await settled();
  expect(old.isOurs).toBe(true);
});
