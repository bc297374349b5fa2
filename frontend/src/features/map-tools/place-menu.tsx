import { type MouseEvent, useLayoutEffect, useRef } from "react";
import { wrappedLongitude } from "../../geo/longitude";
import type { Point } from "../../geo/point";
import { useMapHandle } from "../../map/map-context";
import { useMessages } from "../../messages/use-messages";
import { CopyButton } from "../../ui/copy-button";
import { formatPlace } from "../../ui/format";
import { MeasureIcon, OutIcon } from "../../ui/icons";
import styles from "./map-tools.module.css";

/** What can be done at the place that a person asked about. */
export function PlaceMenu({ onMeasure }: { readonly onMeasure: (place: Point) => void }) {
  const text = useMessages().mapTools;
  const { menu, closeMenu } = useMapHandle();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (menu === null || element === null) return;
    element.showModal();
    // Where the person asked, but whole on the screen.
    element.style.left = `${Math.max(0, Math.min(menu.x, innerWidth - element.offsetWidth))}px`;
    element.style.top = `${Math.max(0, Math.min(menu.y, innerHeight - element.offsetHeight))}px`;
  }, [menu]);
  if (menu === null) return null;
  const { latitude, longitude } = menu.place;
  const coordinates = formatPlace(latitude, wrappedLongitude(longitude));
  const closeOutside = ({ target, currentTarget }: MouseEvent) => target === currentTarget && dialog.current?.close();
  const measure = () => {
    dialog.current?.close();
    onMeasure(menu.place);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the browser closes a dialog with Escape by itself
    <dialog
      ref={dialog}
      className={styles["menu"]}
      aria-label={text.placeTitle}
      onClick={closeOutside}
      onClose={closeMenu}
    >
      <div className={styles["items"]}>
        <p className={styles["coordinates"]}>
          <span>{coordinates}</span>
          <CopyButton text={coordinates} label={text.copyCoordinates} />
        </p>
        <button type="button" className={styles["item"]} onClick={measure}>
          <MeasureIcon />
          {text.measureFromHere}
        </button>
        <a className={styles["item"]} href={`geo:${coordinates.replace(" ", "")}`}>
          <OutIcon />
          {text.openElsewhere}
        </a>
      </div>
    </dialog>
  );
}
