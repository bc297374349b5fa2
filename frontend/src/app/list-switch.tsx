import { useSyncExternalStore } from "react";
import { FLEET_LISTS, type FleetListName } from "../deliveries/route-url";
import { useTracker } from "../fleet/use-tracker";
import { useMessages } from "../messages/use-messages";

interface ListSwitchProps {
  readonly list: FleetListName;
  readonly onList: (list: FleetListName) => void;
}

/** Whether the list beside the map lists shipments or drivers; only where there are drivers. */
export function ListSwitch({ list, onList }: ListSwitchProps) {
  const text = useMessages().drivers;
  const { drivers } = useTracker();
  const count = useSyncExternalStore(drivers.subscribe, () => drivers.count);
  if (count === 0 && list === "shipments") return null;
  return (
    <nav className="list-switch" aria-label={text.lists}>
      {FLEET_LISTS.map((each) => (
        <button key={each} type="button" aria-pressed={each === list} onClick={() => onList(each)}>
          {text.list[each]}
        </button>
      ))}
    </nav>
  );
}
