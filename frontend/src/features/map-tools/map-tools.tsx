import { type ReactNode, useState } from "react";
import type { Point } from "../../geo/point";
import { useMapHandle } from "../../map/map-context";
import type { LocateState } from "../../map/own-position/own-position";
import { PickTool } from "../../map/pick/pick-tool";
import type { Messages } from "../../messages/messages";
import { useMessages } from "../../messages/use-messages";
import { formatAccuracy } from "../../ui/format";
import { FrameIcon, FullscreenIcon, LocateIcon, MeasureIcon, MinusIcon, PlusIcon } from "../../ui/icons";
import { type Units, useUnits } from "../../ui/units";
import { useShortcuts } from "../../ui/use-shortcuts";
import { LocateQuestion } from "./locate-question";
import styles from "./map-tools.module.css";
import { MeasureBar } from "./measure-bar";
import { PickBar } from "./pick-bar";
import { PlaceMenu } from "./place-menu";
import { ToolButton } from "./tool-button";
import { useFullscreen } from "./use-fullscreen";
import { useMeasure } from "./use-measure";
import { isLocatingAllowed, useOwnPosition } from "./use-own-position";

/** The buttons of the map, what they open, and what else is said over the map. */
export function MapTools({ children }: { readonly children?: ReactNode }) {
  const messages = useMessages();
  const text = messages.mapTools;
  const { map, tool, onTool } = useMapHandle();
  const fullscreen = useFullscreen();
  const measure = useMeasure();
  const [isAsking, setAsking] = useState(false);
  const own = useOwnPosition();
  const isLocating = own.state.kind === "waiting" || own.state.kind === "shown";
  const toggleLocate = async () => {
    if (isLocating) own.watch.stop();
    else if (!window.isSecureContext || (await isLocatingAllowed())) own.watch.start();
    else setAsking(true);
  };
  const toggleMeasure = () => (measure.tool === null ? measure.start() : onTool(null));
  const measureFrom = (place: Point) => measure.start()?.onPlace(place);
  useShortcuts(() => [
    ["m", toggleMeasure],
    ["l", toggleLocate],
    ...(fullscreen.toggle === null ? [] : [["w", fullscreen.toggle] as const]),
  ]);
  const notice = locateNotice(own.state, messages, useUnits());
  return (
    <>
      <fieldset className={styles["tools"]} aria-label={text.title}>
        <ToolButton label={text.zoomIn} shortcut="+" onClick={() => map?.stage.zoomBy(1)}>
          <PlusIcon />
        </ToolButton>
        <ToolButton label={text.zoomOut} shortcut="-" onClick={() => map?.stage.zoomBy(-1)}>
          <MinusIcon />
        </ToolButton>
        <ToolButton label={text.showFleet} shortcut="a" onClick={() => map?.stage.showAll()}>
          <FrameIcon />
        </ToolButton>
        <ToolButton label={text.locate} shortcut="l" isPressed={isLocating} onClick={toggleLocate}>
          <LocateIcon />
        </ToolButton>
        <ToolButton label={text.measure} shortcut="m" isPressed={measure.tool !== null} onClick={toggleMeasure}>
          <MeasureIcon />
        </ToolButton>
        {fullscreen.toggle !== null && (
          <ToolButton label={text.fullscreen} shortcut="w" isPressed={fullscreen.isOn} onClick={fullscreen.toggle}>
            <FullscreenIcon />
          </ToolButton>
        )}
      </fieldset>
      <div className={styles["stack"]}>
        {measure.tool !== null && <MeasureBar tool={measure.tool} onEnd={() => onTool(null)} />}
        {tool instanceof PickTool && (
          <PickBar onCentre={() => map?.stage.placeInMiddle()} onCancel={() => onTool(null)} />
        )}
        {children}
        <p className={notice === null ? "visually-hidden" : styles["notice"]} role="status">
          {notice}
        </p>
        <FullscreenNotice {...fullscreen} />
      </div>
      <PlaceMenu onMeasure={measureFrom} />
      {isAsking && (
        <LocateQuestion
          onClose={() => setAsking(false)}
          onContinue={() => {
            setAsking(false);
            own.watch.start();
          }}
        />
      )}
    </>
  );
}

function FullscreenNotice({ isOn, hasFailed }: { readonly isOn: boolean; readonly hasFailed: boolean }) {
  const text = useMessages().mapTools;
  const [wasOn, setWasOn] = useState(isOn);
  if (isOn && !wasOn) setWasOn(true);
  const said = isOn ? text.fullscreenOn : wasOn ? text.fullscreenOff : null;
  return (
    <p className={hasFailed ? styles["notice"] : "visually-hidden"} role="status">
      {hasFailed ? text.fullscreenFailed : said}
    </p>
  );
}

function locateNotice(state: LocateState, messages: Messages, units: Units): string | null {
  const text = messages.mapTools;
  if (state.kind === "waiting") return text.locating;
  if (state.kind === "failed") return text.locateFailures[state.failure];
  if (state.kind === "shown") return text.located(formatAccuracy(state.position.accuracyM, units, messages));
  return null;
}
