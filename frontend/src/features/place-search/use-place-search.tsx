import { useEffect, useState, useSyncExternalStore } from "react";
import type { PlaceHit, PlacesApi } from "../../api/places";
import { useMessages } from "../../messages/use-messages";
import { LIST_ID, optionId, PlaceResultList } from "./place-results";
import { PlaceSearch, type SearchContext } from "./place-search";

/** Keys of the search field that the places may take. */
type FieldKey = "ArrowDown" | "ArrowUp" | "Enter" | "Escape";

interface PlaceSearchParts extends SearchContext {
  readonly api: PlacesApi;
  readonly onChoose: (hit: PlaceHit) => void;
}

/** Find places for the search field, and know what its keys do with them. */
export function usePlaceSearch({ api, near, units, onChoose }: PlaceSearchParts) {
  const messages = useMessages();
  const [search] = useState(() => new PlaceSearch(api, messages));
  const [active, setActive] = useState(-1);
  const { results, isAsking } = useSyncExternalStore(search.subscribe, () => search.state);
  useEffect(() => {
    search.context = { near, units };
  }, [search, near, units]);
  useEffect(() => () => search.close(), [search]);

  const options = results === null ? 0 : results.hits.length + (results.geocoder === null ? 0 : 1);
  const choose = (index: number) => {
    const hit = results?.hits[index];
    setActive(-1);
    if (hit === undefined) void search.searchAddresses();
    else onChoose(hit);
  };
  const submit = async () => {
    const hit = await search.submit();
    if (hit !== null) onChoose(hit);
  };
  const onKey = (key: FieldKey, hasShipments: boolean) => {
    if (key === "Enter") {
      if (active >= 0) choose(active);
      else if (hasShipments) return false;
      else void submit();
      return true;
    }
    const next = nextActive(key, active, options, hasShipments);
    if (next === null) return false;
    setActive(next);
    return true;
  };
  return {
    content: results && <PlaceResultList results={results} active={active} onChoose={choose} />,
    isOpen: results !== null,
    listId: options > 0 ? LIST_ID : undefined,
    activeId: active >= 0 && active < options ? optionId(active) : undefined,
    count: results === null || isAsking ? null : results.hits.length,
    problem: results?.problem ?? null,
    setText: (text: string) => {
      setActive(-1);
      search.setText(text);
    },
    onKey,
  };
}

/**
 * Return the option that a key leads to, -1 for the text of the field, or null where the key is not for the places.
 *
 * Places come after the shipments: down leads to them where no shipment matches, up leads to the last one.
 */
export function nextActive(
  key: Exclude<FieldKey, "Enter">,
  active: number,
  options: number,
  hasShipments: boolean,
): number | null {
  if (key === "Escape") return active >= 0 ? -1 : null;
  if (options === 0) return null;
  if (key === "ArrowUp") return active < 0 ? options - 1 : active - 1;
  if (active < 0 && hasShipments) return null;
  return active + 1 < options ? active + 1 : -1;
}
