import { useMessages } from "../messages/use-messages";

export const AREAS = ["live", "deliveries"] as const;
export type Area = (typeof AREAS)[number];

/** The areas of the dashboard, of which one is open. */
export function AreaSwitch({ open, onOpen }: { readonly open: Area; readonly onOpen: (area: Area) => void }) {
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
        </a>
      ))}
    </nav>
  );
}
