import { type ReactNode, useEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import type { ApiClient } from "../../api/client";
import type { Delivery } from "../../api/types";
import { DeliveryBoard } from "../../deliveries/delivery-board";
import { routesOf, type Stop } from "../../deliveries/driver-routes";
import { BoardContext, useBoard } from "../../deliveries/use-board";
import { useFleetRefresh, useTracker } from "../../fleet/use-tracker";
import type { StreamOpener } from "../../stream/change-stream";
import { useFocusOfCard } from "../../ui/use-focus-of-card";
import { useShortcuts } from "../../ui/use-shortcuts";
import { DriverCard } from "./driver-card";
import styles from "./routes.module.css";
import { useRoutesOnMap } from "./use-routes-on-map";

/** What of deliveries the live map shows. */
export interface LiveSelection {
  readonly route: string | null;
  readonly delivery: string | null;
}

/** The stops left of each driver. */
type Routes = ReadonlyMap<string, readonly Stop[]>;

export interface LiveRoutesProps {
  readonly client: ApiClient;
  readonly opener: StreamOpener;
  readonly selection: LiveSelection;
  readonly onChange: (change: LiveSelection) => void;
  /** Where the card is put, beside the map. */
  readonly cardHost: HTMLElement | null;
  /** Where the list of drivers is put; null where it is not wanted. */
  readonly listHost: HTMLElement | null;
  readonly driverList: (routes: Routes | null, nowS: number) => ReactNode;
  readonly deliveryCard: (shipmentId: string, delivery: Delivery | null, nowS: number) => ReactNode;
}

/** Drivers and their routes on the live map. The table of deliveries is followed only where there are drivers. */
export function LiveRoutes(props: LiveRoutesProps) {
  const tracker = useTracker();
  const { client, opener, selection, listHost } = props;
  const [board] = useState(() => new DeliveryBoard({ client, opener, serverNow: () => tracker.now() }));
  useFleetRefresh();
  const isNeeded =
    tracker.drivers.count > 0 || listHost !== null || selection.route !== null || selection.delivery !== null;
  useEffect(() => (isNeeded ? board.start() : undefined), [board, isNeeded]);
  if (!isNeeded) return null;
  return (
    <BoardContext value={board}>
      <RoutesOfBoard {...props} />
    </BoardContext>
  );
}

function RoutesOfBoard(props: LiveRoutesProps) {
  const { selection, onChange, cardHost, deliveryCard, listHost, driverList } = props;
  const tracker = useTracker();
  const board = useBoard();
  const { route, delivery: openId } = selection;
  const { store, hasTable, version } = board;
  const nowS = tracker.now();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are those of this version
  const routes = useMemo(() => routesOf(store.rows(), board.now()), [store, version]);
  const delivery = openId === null ? null : store.get(openId);
  useRoutesOnMap({ routes: hasTable ? routes : null, route, delivery, onSelect: (driver) => select(driver) });
  const select = (driver: string) => onChange({ route: driver, delivery: null });
  const isOpen = route !== null || openId !== null;
  // The delivery of a route closes first.
  const close = () => onChange({ route: openId === null ? null : route, delivery: null });
  useShortcuts(isOpen ? [["Escape", close]] : [], true);
  const card = useFocusOfCard(isOpen, `${route} ${openId}`);
  const list = listHost && createPortal(driverList(hasTable ? routes : null, nowS), listHost);
  if (cardHost === null || !isOpen) return list;
  const panel = createPortal(
    <div ref={card} className={`panel ${styles["card"]}`} tabIndex={-1}>
      {openId !== null && hasTable && deliveryCard(openId, delivery, nowS)}
      {openId === null && route !== null && (
        <DriverCard
          driverId={route}
          stops={hasTable ? (routes.get(route) ?? NO_STOPS) : null}
          row={tracker.drivers.get(route)}
          nowS={nowS}
          onOpen={(shipmentId) => onChange({ route, delivery: shipmentId })}
          onClose={close}
        />
      )}
    </div>,
    cardHost,
  );
  return (
    <>
      {list}
      {panel}
    </>
  );
}

const NO_STOPS: readonly Stop[] = [];
