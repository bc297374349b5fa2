import { DoneList } from "./done-list";
import type { Driver } from "./driver";
import type { SheetFor } from "./outcome-sheet";
import { viewOf } from "./route-view";
import type { Snapshot } from "./snapshot";
import { StopCard } from "./stop-card";
import { useSettling } from "./use-settling";
import { useTexts } from "./use-texts";

interface RouteListProps {
  readonly shown: Snapshot;
  readonly driver: Driver;
  readonly onSheet: (sheet: SheetFor) => void;
}

/** The stops of the route in order, as the driver left them. */
export function RouteList({ shown, driver, onSheet }: RouteListProps) {
  const { texts, times } = useTexts();
  const view = shown.route === null ? null : viewOf(shown.route.route, shown.said);
  const next = view?.stops[0]?.deliveries.map(({ shipmentId }) => shipmentId) ?? [];
  const isSettling = useSettling(next.join(" "));
  if (shown.route === null || view === null) {
    return <p className="quiet">{shown.sharing.kind === "offline" ? texts.route.unknown : texts.loading}</p>;
  }
  const { at } = shown.route;
  return (
    <section aria-labelledby="route">
      <div className="route-head">
        <h2 id="route" className="route-head__title">
          {texts.route.title}
        </h2>
        <p className="quiet">{texts.route.age(times.age(shown.nowS - at))}</p>
      </div>
      {view.toLoad.length > 0 && (
        <button
          type="button"
          className="button button--main button--wide"
          onClick={() => driver.say(view.toLoad, { to: "out_for_delivery" })}
        >
          {texts.route.load(times.count(view.toLoad.length))}
        </button>
      )}
      {view.stops.length === 0 && <p className="quiet">{texts.route.none}</p>}
      <ol className="stops">
        {view.stops.map((stop, index) => (
          <StopCard
            key={`${stop.number} ${stop.deliveries[0]?.shipmentId}`}
            stop={stop}
            isNext={index === 0}
            isSettling={isSettling}
            nowS={shown.nowS}
            driver={driver}
            onSheet={onSheet}
          />
        ))}
      </ol>
      {view.later.length > 0 && (
        <details className="more">
          <summary className="more__title">{texts.route.later(times.count(view.later.length))}</summary>
          <ul className="plain">
            {view.later.map((delivery) => (
              <li key={delivery.shipmentId} className="more__row">
                {delivery.destination.name ?? delivery.destination.address ?? delivery.shipmentId}
              </li>
            ))}
          </ul>
        </details>
      )}
      <DoneList done={view.done} nowS={shown.nowS} />
    </section>
  );
}
