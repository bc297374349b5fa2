import { AREAS, type Area } from "../deliveries/delivery-query";
import { formatCount } from "../messages/numbers";
import { useMessages } from "../messages/use-messages";

interface AreaSwitchProps {
  readonly open: Area;
  readonly onOpen: (area: Area) => void;
  /** How many alerts wait for a person; null while that is not known. */
  readonly openAlerts: number | null;
}

/** The areas of the dashboard, of which one is open. */
export function AreaSwitch({ open, onOpen, openAlerts }: AreaSwitchProps) {
  const text = useMessages().areas;
  return (
    <nav className="areas" aria-label={text.title}>
      {AREAS.map((area) => (
        <a
          key={area}
          href={area === "live" ? "?" : `?area=${area}`}
          className="areas__area"
          aria-current={area === open ? "page" : undefined}
          onClick={(event) => {
            // Another tab or window is the browser's to open.
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            onOpen(area);
          }}
        >
          {text[area]}
          {area === "alerts" && openAlerts !== null && openAlerts > 0 && (
            <>
              <span className="areas__count" aria-hidden="true">
                {formatCount(openAlerts)}
              </span>
              <span className="visually-hidden">{text.openAlerts(openAlerts)}</span>
            </>
          )}
        </a>
      ))}
    </nav>
  );
}
