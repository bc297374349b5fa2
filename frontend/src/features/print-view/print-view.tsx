import { useEffect, useState } from "react";
import { createPortal, flushSync } from "react-dom";
import { readShipment, useTracker } from "../../fleet/use-tracker";
import { useMapHandle } from "../../map/map-context";
import type { Viewport } from "../../map/viewport";
import { formatCount, formatInstant } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";
import { formatPlace } from "../../ui/format";
import { Name } from "../../ui/name";
import styles from "./print-view.module.css";

/** More rows than this would fill dozens of pages. */
const MOST_ROWS = 500;

/** Gives the page the colours of paper, which the map takes before the browser prints. */
const PRINTING = "is-printing";
/** As styles/print.css lays the map out: a share of A4 and of letter paper. */
const PAPER = { width: 680, height: 460 };

/** What paper shows around the map: the time above it, and the shipments on it as a table. Not on the screen. */
export function PrintView() {
  const { map } = useMapHandle();
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    if (map === null) return;
    let undo: (() => void) | null = null;
    const begin = () => {
      if (undo !== null) return;
      const { classList, style } = document.documentElement;
      const { width, height } = map.stage.size;
      classList.add(PRINTING);
      // The map keeps its size and is scaled, since tiles of another zoom would not load in time.
      style.setProperty("--map-width", `${width}px`);
      style.setProperty("--map-height", `${height}px`);
      style.setProperty("--map-scale", `${Math.min(PAPER.width / width, PAPER.height / height)}`);
      undo = map.stage.drawForPaper();
      // The browser takes its picture as soon as the event has been handled.
      flushSync(() => setPrinting(true));
    };
    const end = () => {
      document.documentElement.classList.remove(PRINTING);
      undo?.();
      undo = null;
      setPrinting(false);
    };
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, [map]);
  return isPrinting && map !== null
    ? createPortal(<PrintedTable viewport={map.stage.viewport} />, document.body)
    : null;
}

function PrintedTable({ viewport }: { readonly viewport: Viewport }) {
  const messages = useMessages();
  const text = messages.print;
  const tracker = useTracker();
  const { store, view } = tracker;
  const { worldX, worldY } = store.columns;
  const slots = view.order.filter((slot) => viewport.shows(worldX[slot] ?? 0, worldY[slot] ?? 0));
  const rows = slots.slice(0, MOST_ROWS).flatMap((slot) => readShipment(tracker, store.idAt(slot) ?? "") ?? []);
  return (
    <section className={styles["print"]}>
      <h1>{text.title}</h1>
      <p>{text.printedAt(formatInstant(tracker.now()))}</p>
      <p>{text.shown(slots.length)}</p>
      <table>
        <thead>
          <tr>
            {Object.values(text.columns).map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ shipmentId, driverId, status, timestamp, latitude, longitude }) => (
            <tr key={shipmentId}>
              <td>
                <Name>{shipmentId}</Name>
              </td>
              <td>
                <Name>{driverId}</Name>
              </td>
              <td>{messages.status[status]}</td>
              <td>{formatInstant(timestamp)}</td>
              <td>{formatPlace(latitude, longitude)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < slots.length && <small>{text.bounded(formatCount(rows.length), formatCount(slots.length))}</small>}
    </section>
  );
}
