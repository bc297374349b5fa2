import type { DemoApi } from "../../api/demo";
import { useMessages } from "../../messages/use-messages";
import { CopyButton } from "../../ui/copy-button";
import { BoxIcon } from "../../ui/icons";
import { StartDemo } from "./start-demo";

/** Stands in the commands where a key with the scope `ingest` goes; the one of the sign-in is not known to the page. */
const YOUR_KEY = "YOUR-KEY";

interface EmptyFleetProps {
  /** Where the tracker is served, like http://localhost:8080, without a slash at its end. */
  readonly address: string;
  /** Whether this server asks for keys. */
  readonly asksForKeys: boolean;
  readonly demo: DemoApi;
}

/** What to do when the tracker knows no shipment. */
export function EmptyFleet({ address, asksForKeys, demo }: EmptyFleetProps) {
  const { empty } = useMessages();
  return (
    <section className="empty-fleet" aria-labelledby="empty-title">
      <span className="empty-fleet__icon">
        <BoxIcon />
      </span>
      <h2 id="empty-title">{empty.title}</h2>
      <p>{empty.lead}</p>
      <StartDemo api={demo} />
      <p className="empty-fleet__way">{empty.simulate}</p>
      <Command
        text={`${asksForKeys ? `TRACKER_SIMULATE_KEY=${YOUR_KEY} ` : ""}make simulate ARGS="--url ${address}"`}
      />
      <p className="empty-fleet__way">{empty.post}</p>
      <Command text={sampleCommand(address, asksForKeys)} />
    </section>
  );
}

function Command({ text }: { readonly text: string }) {
  const messages = useMessages();
  return (
    <div className="command">
      <pre>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} label={messages.copy} />
    </div>
  );
}

/** The shell puts the present time in, so the command works whenever it is pasted. */
function sampleCommand(address: string, asksForKeys: boolean): string {
  return [
    `curl ${address}/api/shipments/update \\`,
    ...(asksForKeys ? [`  -H 'Authorization: Bearer ${YOUR_KEY}' \\`] : []),
    "  -H 'Content-Type: application/json' \\",
    `  -d '{"driverId": "Dave-007", "shipmentId": "PKG-998877",`,
    `       "latitude": 40.7580, "longitude": -79.9855,`,
    `       "timestamp": '$(date +%s)'}'`,
  ].join("\n");
}
