import { useState, useSyncExternalStore } from "react";
import type { Driver } from "./driver";
import { LanguageSwitch } from "./language-switch";
import { NoLink } from "./no-link";
import { Notices } from "./notices";
import { OutcomeSheet, type SheetFor } from "./outcome-sheet";
import { RouteList } from "./route-list";
import { SharingBar } from "./sharing-bar";
import { isKeyTrouble } from "./sharing-state";
import type { Snapshot } from "./snapshot";
import { UndoBar } from "./undo-bar";
import { useLanguage } from "./use-language";
import { TextsContext } from "./use-texts";

function isLinkRefused({ sharing }: Snapshot): boolean {
  return sharing.kind === "stopped" && isKeyTrouble(sharing.trouble);
}

/** The whole page of a driver: whether the position is shared, what is to be done, and what was done. */
export function DrivePage({ driver }: { readonly driver: Driver }) {
  const shown = useSyncExternalStore(driver.subscribe, driver.shown);
  const { language, loaded, choose } = useLanguage(driver, shown.phase !== "loading");
  const [sheet, setSheet] = useState<SheetFor | null>(null);
  if (loaded === null) return null;
  const { texts: words } = loaded;
  return (
    <TextsContext value={loaded}>
      <header className="bar">
        <h1 className="bar__title">{shown.driverId === "" ? words.title : shown.driverId}</h1>
        <LanguageSwitch language={language} onChange={choose} />
      </header>
      <main className="page">
        {shown.phase === "no_link" ? (
          <NoLink driver={driver} />
        ) : (
          <>
            <SharingBar shown={shown} driver={driver} />
            {isLinkRefused(shown) && <NoLink driver={driver} />}
            <Notices shown={shown} driver={driver} />
            {shown.phase === "checking" && shown.sharing.kind !== "stopped" && (
              <p className="quiet">{words.checking}</p>
            )}
            {shown.phase === "ready" && <RouteList shown={shown} driver={driver} onSheet={setSheet} />}
          </>
        )}
      </main>
      <UndoBar shown={shown} driver={driver} />
      {sheet !== null && <OutcomeSheet sheet={sheet} driver={driver} onClose={() => setSheet(null)} />}
    </TextsContext>
  );
}
