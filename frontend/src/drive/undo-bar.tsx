import { useEffect, useState } from "react";
import type { Driver } from "./driver";
import type { Snapshot } from "./snapshot";
import { useTexts } from "./use-texts";

interface UndoBarProps {
  readonly shown: Snapshot;
  readonly driver: Driver;
}

export const TOO_LATE_FOR_MS = 8_000;

/** What was said last, and ten seconds to take it back. */
export function UndoBar({ shown, driver }: UndoBarProps) {
  const { texts, times } = useTexts();
  const [isTooLate, setTooLate] = useState(false);
  const { undo } = shown;
  const newest = undo?.said[0]?.id;
  useEffect(() => {
    if (!isTooLate) return;
    const timer = setTimeout(() => setTooLate(false), TOO_LATE_FOR_MS);
    return () => clearTimeout(timer);
  }, [isTooLate]);
  useEffect(() => {
    if (newest !== undefined) setTooLate(false);
  }, [newest]);
  const [first] = undo?.said ?? [];
  if (undo === null || first === undefined) {
    return isTooLate ? (
      <div className="undo" role="alert">
        {texts.undo.tooLate}
      </div>
    ) : null;
  }
  const what = undo.said.length === 1 ? first.shipmentId : texts.undo.many(times.count(undo.said.length));
  const take = async (): Promise<void> => setTooLate(!(await driver.undo()));
  return (
    <div className="undo">
      <p className="undo__text" role="status">
        {texts.undo[first.to](what)}
      </p>
      <button type="button" className="button undo__button" onClick={take}>
        {texts.undo.undo}
        <span className="undo__seconds" aria-hidden="true">
          {texts.undo.seconds(undo.seconds)}
        </span>
      </button>
    </div>
  );
}
