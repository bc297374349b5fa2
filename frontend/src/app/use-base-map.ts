import { useEffect, useMemo, useState } from "react";
import { canRememberOsm, forbidOsm, permitOsm } from "../map/base-maps/osm-permission";
import { BUILT_IN, baseMapId, type ChosenMap, OSM, type PageMaps } from "../map/base-maps/page-maps";
import { store, useStored } from "./use-stored";

const MAP_KEY = "tracker.base-map";
const OFFER_KEY = "tracker.map-offer";
const OFFER_ANSWERS = ["open", "refused"] as const;

export interface BaseMapState {
  /** What the map shows: the choice, unless it did not load. */
  readonly shown: ChosenMap;
  /** All that this browser may choose. */
  readonly choices: readonly ChosenMap[];
  readonly hasFailed: boolean;
  /** Whether openstreetmap.org may be offered on the map. */
  readonly offersOsm: boolean;
  readonly choose: (map: ChosenMap) => void;
  readonly refuseOsm: () => void;
  readonly fail: () => void;
}

/**
 * Return the base map that this browser remembers, and how to choose another.
 *
 * `reload` loads the page again: only then may it ask openstreetmap.org, because its policy is fixed.
 */
export function useBaseMap({ maps, offersOsm }: PageMaps, reload: () => void): BaseMapState {
  const permitted = useMemo(() => [BUILT_IN, ...maps], [maps]);
  const [id, setId] = useStored(MAP_KEY, permitted.map(baseMapId), baseMapId(maps[0] ?? BUILT_IN));
  const [answer, setAnswer] = useStored(OFFER_KEY, OFFER_ANSWERS, "open");
  const [hasFailed, setFailed] = useState(false);
  const chosen = permitted.find((map) => baseMapId(map) === id) ?? BUILT_IN;
  const hasOsm = offersOsm && canRememberOsm();

  // Some browsers keep a cookie of a script for a week; each use makes it a week from now.
  useEffect(() => {
    if (chosen.kind === OSM.kind) permitOsm();
  }, [chosen]);
  const choose = (map: ChosenMap) => {
    const isOsm = map.kind === OSM.kind;
    setFailed(false);
    setAnswer(isOsm ? "open" : "refused");
    if (isOsm) permitOsm();
    else forbidOsm();
    if (permitted.includes(map)) return setId(baseMapId(map));
    store(MAP_KEY, baseMapId(map));
    reload();
  };
  return {
    shown: hasFailed ? BUILT_IN : chosen,
    choices: permitted.includes(OSM) || !hasOsm ? permitted : [...permitted, OSM],
    hasFailed,
    offersOsm: hasOsm && answer === "open" && chosen === BUILT_IN && !maps.some(({ kind }) => kind === "tiles"),
    choose,
    refuseOsm: () => setAnswer("refused"),
    fail: () => setFailed(true),
  };
}
