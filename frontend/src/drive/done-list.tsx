import type { Done } from "./route-view";
import { useTexts } from "./use-texts";

/** What the driver has ended, and whether the server knows of it. */
export function DoneList({ done, nowS }: { readonly done: readonly Done[]; readonly nowS: number }) {
  const { texts, times } = useTexts();
  if (done.length === 0) return null;
  const words = texts.said;
  return (
    <details className="more">
      <summary className="more__title">{texts.route.done(times.count(done.length))}</summary>
      <ul className="plain">
        {done.map(({ said, delivery }) => (
          <li key={said.id} className="more__row">
            <strong>{delivery?.recipient?.name ?? delivery?.destination.name ?? said.shipmentId}</strong>
            <span>
              {said.to === "delivered" ? words.delivered : words.attempt_failed}
              {" · "}
              {times.clock(said.at / 1000, nowS)}
              {" · "}
              {said.state === "sent" ? words.sent : words.waiting}
            </span>
            {said.reason !== undefined && <span>{texts.reasons[said.reason]}</span>}
            {said.isPhotoLost && <span className="problem">{words.photoLost}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
