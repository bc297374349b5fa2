import { useCallback, useContext, useEffect, useMemo, useState } from "react";
import { createAlertsApi } from "../api/alerts";
import type { ApiClient } from "../api/client";
import type { DemoApi } from "../api/demo";
import type { PlacesApi } from "../api/places";
import { ALL_DELIVERIES } from "../deliveries/delivery-query";
import { ConnectionPill } from "../features/connection/connection-pill";
import type { SeenAt } from "../features/deliveries/delivery-card";
import { FleetList } from "../features/fleet-list/fleet-list";
import { Legend } from "../features/legend/legend";
import { useChosenPlace } from "../features/place-search/use-chosen-place";
import { usePlaceSearch } from "../features/place-search/use-place-search";
import { ShipmentPanel } from "../features/shipment-panel/shipment-panel";
import { AsksForKeysContext, MayDispatchContext } from "../features/sign-in/sign-in-gate";
import { FleetSummary } from "../features/summary/fleet-summary";
import { ViewMenu } from "../features/view-menu/view-menu";
import { usePlaceNames } from "../fleet/use-place-names";
import { useConnection, useFleetRefresh, useHasSnapshot, useTracker } from "../fleet/use-tracker";
import { OSM, readPageMaps } from "../map/base-maps/page-maps";
import { MapCamera } from "../map/map-camera";
import type { MapTool } from "../map/map-tool";
import { MapView } from "../map/map-view";
import { PickTool } from "../map/pick/pick-tool";
import { useMessages } from "../messages/use-messages";
import type { StreamOpener } from "../stream/change-stream";
import { IconButton } from "../ui/icon-button";
import { KeysIcon, MoonIcon, SunIcon } from "../ui/icons";
import { UNITS, type Units, UnitsContext } from "../ui/units";
import { SingleKeysContext, useShortcuts } from "../ui/use-shortcuts";
import { AreaSwitch } from "./area-switch";
import { ErrorBoundary } from "./error-boundary";
import { Failed } from "./failed";
import {
  AlertsArea,
  DeliveriesArea,
  DevicesArea,
  EmptyFleet,
  HelpDialog,
  LiveDeliveries,
  MapOffer,
  MapTools,
  PlaceCard,
  PlaceField,
  PrintView,
} from "./lazy-parts";
import { ListSwitch } from "./list-switch";
import { PickMap } from "./pick-map";
import { sharedState } from "./shared-state";
import type { UrlState } from "./url-state";
import { useAlertCount } from "./use-alert-count";
import { useBaseMap } from "./use-base-map";
import { useStored } from "./use-stored";
import { useTheme } from "./use-theme";
import { useUrlState, writeUrlState } from "./use-url-state";

/** Streets can be told apart. */
const CLOSE_ZOOM = 15;
const NO_ROUTE = { route: null, delivery: null };
const ON_OR_OFF = ["on", "off"] as const;

interface AppProps {
  readonly client: ApiClient;
  readonly demo: DemoApi;
  readonly places: PlacesApi;
  /** Returns how the stream of deliveries is opened, the same each time. */
  readonly deliveryStreams: () => StreamOpener;
}

export function App(props: AppProps) {
  const [singleKeys, setSingleKeys] = useStored("tracker.single-keys", ON_OR_OFF, "on");
  return (
    <SingleKeysContext value={singleKeys === "on"}>
      <Dashboard {...props} onSingleKeys={(areOn) => setSingleKeys(areOn ? "on" : "off")} />
    </SingleKeysContext>
  );
}

interface DashboardProps extends AppProps {
  readonly onSingleKeys: (areOn: boolean) => void;
}

function Dashboard({ client, demo, places, deliveryStreams, onSingleKeys }: DashboardProps) {
  const messages = useMessages();
  const tracker = useTracker();
  const { status } = useConnection();
  const [state, change] = useUrlState((held) => sharedState(held, tracker));
  const { area, shipment, route, list, delivery, isFollowing, query, hasTrail, hasClusters } = state;
  const [units, setUnits] = useStored<Units>("tracker.units", UNITS, "km");
  const [theme, toggleTheme] = useTheme();
  const [pageMaps] = useState(readPageMaps);
  const baseMap = useBaseMap(pageMaps, () => {
    writeUrlState(sharedState(state, tracker));
    location.reload();
  });
  const [isMissingStreets, setMissingStreets] = useState(false);
  const alertsApi = useMemo(() => createAlertsApi(client, messages.noAnswer), [client, messages]);
  const [openAlerts, setOpenAlerts] = useAlertCount(alertsApi, area !== "alerts");
  const mayAct = useContext(MayDispatchContext);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isListTall, setListTall] = useState(false);
  // A link without a place of the map shows its shipment.
  const [camera] = useState(() => new MapCamera(state.place === null ? shipment : null));

  useEffect(() => tracker.start(), [tracker]);
  useEffect(() => tracker.view.setQuery(query, shipment), [tracker, query, shipment]);

  const [cardHost, setCardHost] = useState<HTMLElement | null>(null);
  const [listHost, setListHost] = useState<HTMLElement | null>(null);
  const deselect = useCallback(() => change({ shipment: null, isFollowing: false }), [change]);
  const selectInList = useCallback(
    (shipmentId: string) => {
      change({ shipment: shipmentId, isFollowing: false, ...NO_ROUTE });
      setListTall(false);
      camera.flyTo(shipmentId);
    },
    [change, camera],
  );
  const [tool, setTool] = useState<MapTool | null>(null);
  const changePin = useCallback((pin: UrlState["pin"]) => change({ pin }), [change]);
  const first = { first: state.pin, fliesToFirst: state.place === null };
  const place = useChosenPlace({ names: usePlaceNames(), units, ...first, onChange: changePin });
  const found = usePlaceSearch({
    api: places,
    near: state.place,
    units,
    onChoose: (hit) => {
      // The text that found the place would hide the fleet there.
      found.setText("");
      change({ query: { ...query, search: "" }, isFollowing: false });
      setListTall(false);
      place.chooseHit(hit);
    },
  });
  const showOnMap = (shipmentId: string, { subject, latitude, longitude }: SeenAt) => {
    change({ area: "live", place: { latitude, longitude, zoom: CLOSE_ZOOM }, isFollowing: false });
    // The map has no marker of a shipment whose driver alone sends positions.
    if (subject === "shipment") change({ shipment: shipmentId });
    else place.choosePoint({ latitude, longitude });
  };
  useShortcuts([
    ["f", () => shipment !== null && change({ isFollowing: !isFollowing })],
    ["t", () => change({ hasTrail: !hasTrail })],
    ["c", () => change({ hasClusters: !hasClusters })],
    ["?", () => setHelpOpen(true)],
    ["Escape", shipment === null ? place.remove : deselect],
  ]);

  return (
    <UnitsContext value={units}>
      <div className={`app app--${area}${isListTall ? " app--tall-list" : ""}`} data-connection={status}>
        <header className="topbar">
          <div className="topbar__words">
            <h1 className="topbar__title">{messages.product}</h1>
            <p className="topbar__summary">
              <FleetSummary />
            </p>
          </div>
          <ViewMenu
            choices={state}
            onChange={change}
            onUnits={setUnits}
            baseMaps={{ choices: baseMap.choices, shown: baseMap.shown, onChoose: baseMap.choose }}
          />
          <IconButton
            label={theme === "dark" ? messages.view.lightTheme : messages.view.darkTheme}
            onClick={toggleTheme}
          >
            {theme === "dark" ? <SunIcon /> : <MoonIcon />}
          </IconButton>
          <IconButton label={messages.help.title} onClick={() => setHelpOpen(true)}>
            <KeysIcon />
          </IconButton>
        </header>
        <AreaSwitch open={area} onOpen={(next) => change({ area: next })} openAlerts={openAlerts} />
        {area === "alerts" && (
          <AlertsArea
            client={client}
            opener={deliveryStreams()}
            state={state}
            onChange={change}
            mayAct={mayAct}
            onOpenDelivery={(delivery) => change({ area: "deliveries", delivery, deliveryQuery: ALL_DELIVERIES })}
            onOpenDriver={(route) =>
              change({ area: "live", shipment: null, isFollowing: false, route, delivery: null })
            }
            onCount={setOpenAlerts}
          />
        )}
        {area === "devices" && <DevicesArea client={client} state={state} onChange={change} mayAct={mayAct} />}
        {area === "deliveries" && (
          <DeliveriesArea
            client={client}
            opener={deliveryStreams()}
            state={state}
            onChange={change}
            onShowOnMap={showOnMap}
            mayAct={mayAct}
            parts={{
              placeField: (near, onChoose) => (
                <PlaceField api={places} near={near ?? state.place} onChoose={onChoose} />
              ),
              pickMap: ({ pin, ...parts }) => (
                <PickMap
                  place={pin === null ? state.place : { ...pin, zoom: CLOSE_ZOOM }}
                  pin={pin}
                  theme={theme}
                  baseMap={baseMap.shown}
                  onBaseMapFailure={baseMap.fail}
                  {...parts}
                />
              ),
            }}
          />
        )}
        {area === "live" && (
          <>
            <div className="list-area">
              <button
                type="button"
                className="list-area__handle"
                aria-expanded={isListTall}
                aria-label={isListTall ? messages.map.more : messages.list.more}
                onClick={() => setListTall(!isListTall)}
              />
              <ListSwitch list={list} onList={(next) => change({ list: next })} />
              {list === "drivers" ? (
                <div ref={setListHost} className="list-host" />
              ) : (
                <FleetList
                  query={query}
                  selected={shipment}
                  onQuery={(next) => change({ query: next })}
                  onSelect={selectInList}
                  places={found}
                  onPoint={() => {
                    setListTall(false);
                    setTool(
                      new PickTool((point) => {
                        setTool(null);
                        place.choosePoint(point);
                      }),
                    );
                  }}
                  card={
                    place.chosen && <PlaceCard place={place.chosen} onSelect={selectInList} onRemove={place.remove} />
                  }
                />
              )}
            </div>
            <main className="stage">
              <ErrorBoundary fallback={<Failed words={messages.mapFailed} />}>
                <MapView
                  state={state}
                  onChange={(part) => change("shipment" in part ? { ...part, ...NO_ROUTE } : part)}
                  camera={camera}
                  theme={theme}
                  baseMap={baseMap.shown}
                  onBaseMapFailure={baseMap.fail}
                  onMissingStreets={setMissingStreets}
                  pin={place.pin}
                  tool={tool}
                  onTool={setTool}
                >
                  <MapTools>
                    {tool === null && baseMap.hasFailed && (
                      <p className="map-view__notice" role="status">
                        {messages.baseMap.failed}
                      </p>
                    )}
                    {tool === null && baseMap.offersOsm && isMissingStreets && (
                      <MapOffer onAccept={() => baseMap.choose(OSM)} onRefuse={baseMap.refuseOsm} />
                    )}
                  </MapTools>
                  <LiveDeliveries
                    client={client}
                    opener={deliveryStreams()}
                    selection={shipment === null ? { route, delivery } : NO_ROUTE}
                    onChange={(next) => change({ ...next, shipment: null, isFollowing: false })}
                    cardHost={cardHost}
                    listHost={listHost}
                    onDriver={(driver) => {
                      change({ route: driver, delivery: null, shipment: null, isFollowing: false });
                      setListTall(false);
                    }}
                    onShowOnMap={showOnMap}
                  />
                  <PrintView />
                </MapView>
              </ErrorBoundary>
              <ConnectionPill />
              <Legend statuses={query.statuses} onChange={(statuses) => change({ query: { ...query, statuses } })} />
              {shipment === null && <MaybeEmptyFleet demo={demo} />}
            </main>
            <div ref={setCardHost} className="card-host" />
            {shipment !== null && (
              <ShipmentPanel
                shipmentId={shipment}
                isFollowing={isFollowing}
                onFollow={(next) => change({ isFollowing: next })}
                onCentre={() => camera.flyTo(shipment)}
                onDriver={(driver) => change({ query: { ...query, driver } })}
                onClose={deselect}
              />
            )}
          </>
        )}
        <HelpDialog isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} onSingleKeys={onSingleKeys} />
      </div>
    </UnitsContext>
  );
}

function MaybeEmptyFleet({ demo }: { readonly demo: DemoApi }) {
  const { store, drivers } = useTracker();
  const hasSnapshot = useHasSnapshot();
  const asksForKeys = useContext(AsksForKeysContext);
  useFleetRefresh();
  // A proxy may serve the tracker below a path.
  const address = new URL(".", location.href).href.replace(/\/$/, "");
  const isEmpty = hasSnapshot && store.count === 0 && drivers.count === 0;
  return isEmpty ? <EmptyFleet address={address} asksForKeys={asksForKeys} demo={demo} /> : null;
}
