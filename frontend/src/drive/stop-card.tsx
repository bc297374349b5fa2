import { useState } from "react";
import type { Driver } from "./driver";
import { callLink, navigationLink } from "./navigation";
import type { SheetFor } from "./outcome-sheet";
import type { Delivery, ShownStop } from "./route-view";
import { useTexts } from "./use-texts";

interface StopCardProps {
  readonly stop: ShownStop;
  readonly isNext: boolean;
  /** Whether the list has just changed, so that a tap may mean another stop. */
  readonly isSettling: boolean;
  readonly nowS: number;
  readonly driver: Driver;
  readonly onSheet: (sheet: SheetFor) => void;
}

/** One stop; all but the next are closed, since a driver needs one at a time. */
export function StopCard({ stop, isNext, isSettling, nowS, driver, onSheet }: StopCardProps) {
  const { texts } = useTexts();
  const [isOpen, setOpen] = useState<boolean | null>(null);
  const [first] = stop.deliveries;
  if (first === undefined) return null;
  const shows = isOpen ?? isNext;
  const place = placeOf(first);
  return (
    <li className={isNext ? "card card--next" : "card"}>
      <button type="button" className="stop" aria-expanded={shows} onClick={() => setOpen(!shows)}>
        <span className="stop__number" aria-hidden="true">
          {stop.number}
        </span>
        <span className="stop__words">
          <span className="visually-hidden">{isNext ? texts.route.next : texts.route.stop(stop.number)} </span>
          <span className="stop__place">{place}</span>
          <Times delivery={first} nowS={nowS} />
        </span>
      </button>
      {shows && (
        <>
          <a
            className="button button--wide"
            href={navigationLink(stop.latitude, stop.longitude, place, navigator.userAgent)}
            rel="noreferrer"
            target="_blank"
          >
            {texts.route.navigate}
          </a>
          {stop.deliveries.map((delivery) => (
            <DeliveryPart
              key={delivery.shipmentId}
              delivery={delivery}
              isSettling={isSettling}
              driver={driver}
              onSheet={onSheet}
            />
          ))}
        </>
      )}
    </li>
  );
}

function Times({ delivery, nowS }: { readonly delivery: Delivery; readonly nowS: number }) {
  const { texts, times } = useTexts();
  const { window: promised, progress } = delivery;
  const eta = progress?.eta;
  return (
    <>
      {promised && (
        <span className="stop__time">
          {texts.route.window(times.clock(promised.start, nowS), times.clock(promised.end, nowS))}
        </span>
      )}
      {eta && (
        <span className="stop__time">
          {texts.route.eta(times.clock(eta.earliest, nowS), times.clock(eta.latest, nowS))}
          {", "}
          {texts.route.etaAge(times.age(nowS - eta.asOf))}
        </span>
      )}
      {progress?.risk === "late" && <strong className="tag tag--late">{texts.route.late}</strong>}
      {progress?.risk === "at_risk" && <strong className="tag">{texts.route.atRisk}</strong>}
    </>
  );
}

interface DeliveryPartProps {
  readonly delivery: Delivery;
  readonly isSettling: boolean;
  readonly driver: Driver;
  readonly onSheet: (sheet: SheetFor) => void;
}

function DeliveryPart({ delivery, isSettling, driver, onSheet }: DeliveryPartProps) {
  const { texts } = useTexts();
  const { shipmentId, recipient, note, reference, kind, destination } = delivery;
  const phone = recipient?.phone ? callLink(recipient.phone) : null;
  const words = texts.route;
  return (
    <div className="delivery">
      <h3 className="delivery__title">{recipient?.name ?? shipmentId}</h3>
      <p className="quiet">
        {[kind === "pickup" ? words.pickup : null, recipient?.name ? shipmentId : null, reference]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {destination.name && destination.address && <p>{destination.address}</p>}
      {note && <p className="delivery__note">{note}</p>}
      {phone !== null && (
        <a className="button button--wide" href={phone}>
          {recipient?.name ? words.callName(recipient.name) : words.call}
        </a>
      )}
      <div className="buttons">
        <button
          type="button"
          className="button button--main button--large"
          disabled={isSettling}
          onClick={() => driver.say([shipmentId], { to: "delivered" })}
        >
          {kind === "pickup" ? words.pickedUp : words.delivered}
        </button>
        <button
          type="button"
          className="button button--bad button--large"
          disabled={isSettling}
          onClick={() => onSheet({ shipmentId, to: "attempt_failed" })}
        >
          {words.failed}
        </button>
      </div>
      <button
        type="button"
        className="button button--wide"
        disabled={isSettling}
        onClick={() => onSheet({ shipmentId, to: "delivered" })}
      >
        {words.add}
      </button>
    </div>
  );
}

function placeOf({ destination, recipient, shipmentId }: Delivery): string {
  return destination.name ?? destination.address ?? recipient?.name ?? shipmentId;
}
