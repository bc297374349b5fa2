import type { DevicesApi, NewCredential, Setup, StepId } from "../../api/devices";
import { formatInstant } from "../../messages/numbers";
import { useDeviceMessages } from "../../messages/use-device-messages";
import { visibleText } from "../../text/visible-text";
import { CopyButton } from "../../ui/copy-button";
import styles from "./setup.module.css";
import { Waiting } from "./waiting";

interface SetupPageProps {
  readonly deviceId: string;
  readonly credential: NewCredential;
  readonly seenAtS: number;
  readonly api: DevicesApi;
  readonly now: () => number;
  readonly onReceived: () => void;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** The steps, values, link and code for one app on one phone; printable, and gone with the page. */
export function SetupPage(props: SetupPageProps) {
  const { deviceId, credential, seenAtS, api, now, onReceived, onAgain, onClose } = props;
  const all = useDeviceMessages();
  const text = all.setup;
  const { setup } = credential;
  const app = all.apps[setup.app];
  return (
    <article className={styles["setup"]}>
      <h3>
        <bdi>{text.title(app, visibleText(deviceId))}</bdi>
      </h3>
      <p className={styles["printed"]}>{text.printedAt(formatInstant(now()))}</p>
      <Warnings setup={setup} />
      <p className={styles["once"]}>{credential.credential == null ? text.noKeys : text.once}</p>
      <div className={styles["screen"]}>
        <Waiting deviceId={deviceId} seenAtS={seenAtS} api={api} now={now} onReceived={onReceived} />
      </div>
      <Code setup={setup} />
      <h4>{text.steps}</h4>
      <ol className={styles["steps"]}>
        {setup.steps.map(({ id, value }) => (
          <Step key={id} app={setup.app} id={id} value={value ?? null} />
        ))}
      </ol>
      <p className={styles["quiet"]}>{text.docs(`docs/phones/${setup.app}.md`)}</p>
      <div className={styles["buttons"]}>
        <button type="button" className="button" onClick={() => print()}>
          {text.print}
        </button>
        <button type="button" className="button" onClick={onAgain}>
          {text.again}
        </button>
        <button type="button" className="button button--main" onClick={onClose}>
          {text.done}
        </button>
      </div>
    </article>
  );
}

function Warnings({ setup }: { readonly setup: Setup }) {
  const text = useDeviceMessages().setup;
  if (setup.warnings.length === 0) return null;
  return (
    <div className={styles["warnings"]}>
      {setup.warnings.map((warning) => (
        <p key={warning}>{text.warnings[warning]}</p>
      ))}
      {setup.app === "browser" && setup.warnings.includes("not_https") && <p>{text.browserNeedsHttps}</p>}
    </div>
  );
}

function Code({ setup }: { readonly setup: Setup }) {
  const text = useDeviceMessages();
  const { link, qr } = setup;
  return (
    <figure className={styles["code"]}>
      {qr != null && <img alt={text.setup.code} src={`data:image/svg+xml,${encodeURIComponent(qr)}`} />}
      <figcaption>
        <span className={styles["value"]}>
          <code>{link}</code>
          <CopyButton text={link} label={text.copy(text.setup.link)} />
        </span>
        {opensApp(setup) && (
          <a className={styles["screen"]} href={link}>
            {text.setup.openLink}
          </a>
        )}
      </figcaption>
    </figure>
  );
}

/** Whether following the link on the phone does the setup; the others are scanned or copied inside of the app. */
function opensApp({ app }: Setup): boolean {
  return app === "owntracks" || app === "overland" || app === "browser";
}

interface StepProps {
  readonly app: string;
  readonly id: StepId;
  readonly value: string | null;
}

function Step({ app, id, value }: StepProps) {
  const text = useDeviceMessages();
  const steps: Readonly<Record<StepId, string>> = text.steps;
  const fields: Readonly<Partial<Record<StepId, string>>> = text.fields;
  return (
    <li>
      {text.stepsOf[`${app}.${id}`] ?? steps[id]}
      {value !== null && (
        <span className={styles["value"]}>
          <code>{value}</code>
          <CopyButton text={value} label={text.copy(fields[id] ?? text.setup.link)} />
        </span>
      )}
    </li>
  );
}
