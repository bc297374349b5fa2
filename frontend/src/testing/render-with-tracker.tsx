import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import type { Row } from "../api/types";
import { TrackerContext } from "../fleet/use-tracker";
import { aTracker } from "./a-tracker";
import { FakeEventSources } from "./fake-event-source";

/** Render with a tracker that holds `rows`; without rows it still waits for its first snapshot. */
export function renderWithTracker(children: ReactNode, rows?: readonly Row[]) {
  const sources = new FakeEventSources();
  const { tracker } = aTracker({ connect: sources.create, isShared: false });
  const stop = tracker.start();
  if (rows !== undefined) {
    sources.newest.send("snapshot", rows);
    sources.newest.send("snapshot-complete", {}, "epoch.1.f");
  }
  const view = render(<TrackerContext value={tracker}>{children}</TrackerContext>);
  return { ...view, tracker, sources, stop };
}
