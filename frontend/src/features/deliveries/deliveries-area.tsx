import { useEffect, useMemo, useState } from "react";
import type { ApiClient } from "../../api/client";
import { createDeliveriesApi } from "../../api/deliveries";
import { BoardNotice } from "../../deliveries/board-notice";
import { DeliveryBoard } from "../../deliveries/delivery-board";
import { ALL_DELIVERIES, type DeliveriesInUrl } from "../../deliveries/delivery-query";
import { BoardContext, useBoard } from "../../deliveries/use-board";
import { useTracker } from "../../fleet/use-tracker";
import { formatCount } from "../../messages/numbers";
import { useMessages } from "../../messages/use-messages";
import type { StreamOpener } from "../../stream/change-stream";
import { IconButton } from "../../ui/icon-button";
import { CloseIcon } from "../../ui/icons";
import { useFocusReturn } from "../../ui/use-focus-return";
import { useShortcuts } from "../../ui/use-shortcuts";
import { CardActions } from "./card-actions";
import { ChangeBar } from "./change-bar";
import styles from "./deliveries.module.css";
import { DeliveryCard, type SeenAt } from "./delivery-card";
import { DeliveryFilters } from "./delivery-filters";
import { DeliveryTable } from "./delivery-table";
import { EditDelivery } from "./form/edit-delivery";
import type { FormParts } from "./form/form-parts";
import { ImportPanel } from "./form/import-panel";
import { NewDelivery } from "./form/new-delivery";
import { useSelection } from "./selection";

export interface DeliveriesAreaProps {
  readonly client: ApiClient;
  readonly opener: StreamOpener;
  readonly state: DeliveriesInUrl;
  readonly onChange: (change: Partial<DeliveriesInUrl>) => void;
  readonly onShowOnMap: (shipmentId: string, position: SeenAt) => void;
  readonly parts: FormParts;
  /** Whether this browser may change deliveries. */
  readonly mayAct: boolean;
}

/** The area of deliveries: it follows their table while it is open. */
export function DeliveriesArea(props: DeliveriesAreaProps) {
  const tracker = useTracker();
  const { client, opener } = props;
  const [board] = useState(() => new DeliveryBoard({ client, opener, serverNow: () => tracker.now() }));
  useEffect(() => board.start(), [board]);
  return (
    <BoardContext value={board}>
      <Deliveries {...props} />
    </BoardContext>
  );
}

function Deliveries({ client, state, onChange, onShowOnMap, parts, mayAct }: DeliveriesAreaProps) {
  const messages = useMessages();
  const text = messages.deliveries;
  const board = useBoard();
  const { delivery: open, deliveryQuery: query } = state;
  const form = mayAct ? state.deliveryForm : null;
  const [said, setSaid] = useState<string | null>(null);
  const nowS = useNow(board);
  const api = useMemo(() => createDeliveriesApi(client, messages.noAnswer), [client, messages]);
  const selection = useSelection();
  useEffect(() => board.setQuery(query), [board, query]);
  const { shown, store, hasTable } = board;
  const edited = form === "edit" && open !== null ? store.get(open) : null;
  const hasForm = form === "new" || form === "import" || edited !== null;
  // The page behind the area takes this key, too.
  useShortcuts(hasForm ? [] : [["Escape", () => onChange({ delivery: null, deliveryForm: null })]], true);
  const panel = hasForm ? "form" : open !== null ? "card" : "none";
  const area = useFocusReturn(panel);
  const formProps = {
    api,
    parts,
    nowS,
    onDone: (delivery: string, words: string) => {
      setSaid(words);
      onChange({ delivery, deliveryForm: null });
    },
    onClose: () => onChange({ deliveryForm: null }),
  };
  return (
    <main ref={area} className={styles["area"]} data-panel={panel}>
      <h2 className="visually-hidden">{text.title}</h2>
      <div className={styles["bar"]}>
        <DeliveryFilters query={query} onQuery={(next) => onChange({ deliveryQuery: next })} />
        <Count />
        {mayAct ? (
          <>
            <button type="button" className="button" onClick={() => onChange({ deliveryForm: "new" })}>
              {text.form.create}
            </button>
            <button type="button" className="button" onClick={() => onChange({ deliveryForm: "import" })}>
              {text.import.title}
            </button>
          </>
        ) : (
          <p>{text.readOnly}</p>
        )}
      </div>
      {said !== null && <Said words={said} onClose={() => setSaid(null)} />}
      {mayAct && selection.ids.size > 0 && (
        <ChangeBar ids={[...selection.ids]} wanted={selection.wanted} api={api} onClear={() => selection.keep([])} />
      )}
      <BoardNotice words={text.unreachable} className={styles["notice"]} />
      {hasTable && store.count === 0 && <p className={styles["none"]}>{text.none}</p>}
      {hasTable && store.count > 0 && shown.length === 0 && (
        <div className={styles["none"]}>
          <p>{text.noMatch}</p>
          <button type="button" className="button" onClick={() => onChange({ deliveryQuery: ALL_DELIVERIES })}>
            {text.showAll}
          </button>
        </div>
      )}
      {shown.length > 0 && (
        <DeliveryTable
          shown={shown}
          nowS={nowS}
          open={open}
          selection={selection}
          // A click beside a form must not discard what was entered.
          onOpen={(delivery) => hasForm || onChange({ delivery, deliveryForm: null })}
        />
      )}
      {form === "new" && <NewDelivery {...formProps} />}
      {form === "import" && <ImportPanel api={api} onClose={formProps.onClose} />}
      {form === "edit" && edited !== null && <EditDelivery key={open} delivery={edited} {...formProps} />}
      {open !== null && panel === "card" && hasTable && (
        <DeliveryCard
          shipmentId={open}
          delivery={store.get(open)}
          nowS={nowS}
          api={api}
          actions={
            mayAct && (
              <>
                <CardActions
                  key={open}
                  shipmentId={open}
                  api={api}
                  onEdit={() => onChange({ deliveryForm: "edit" })}
                  onWithdrawn={(words) => {
                    setSaid(words);
                    onChange({ delivery: null });
                  }}
                />
                <ChangeBar key={`change ${open}`} ids={[open]} api={api} onClear={null} />
              </>
            )
          }
          onShowOnMap={onShowOnMap}
          onClose={() => onChange({ delivery: null })}
        />
      )}
    </main>
  );
}

/** What the tracker said of the last change. */
function Said({ words, onClose }: { readonly words: string; readonly onClose: () => void }) {
  const messages = useMessages();
  return (
    <div className={styles["said"]}>
      <p role="status">
        <bdi>{words}</bdi>
      </p>
      <IconButton label={messages.close} onClick={onClose}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}

/** How many deliveries are shown; a screen reader hears it when it changes. */
function Count() {
  const text = useMessages().deliveries;
  const { shown, store, hasTable } = useBoard();
  return (
    <p className={styles["count"]} role="status">
      {hasTable ? text.shown(formatCount(shown.length), store.count) : text.loading}
    </p>
  );
}

/** How often ages move, in milliseconds. */
const AGES_EVERY_MS = 10_000;

function useNow(board: DeliveryBoard): number {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), AGES_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return board.now();
}
