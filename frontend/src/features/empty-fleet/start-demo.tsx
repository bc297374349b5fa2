import { useEffect, useState } from "react";
import type { Demo, DemoApi } from "../../api/demo";
import { useMessages } from "../../messages/use-messages";

/** A button that starts the server's demo, where the server lets a page do that; otherwise nothing. */
export function StartDemo({ api }: { readonly api: DemoApi }) {
  const text = useMessages().empty;
  const [demo, setDemo] = useState<Demo | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    void api.show().then((answer) => {
      if (!isGone) setDemo(answer);
    });
    return () => {
      isGone = true;
    };
  }, [api]);

  if (demo === null || demo.state === "off") return null;
  if (demo.state === "started") {
    return (
      <p className="empty-fleet__coming" role="status">
        {text.demoStarts(demo.vehicles)}
      </p>
    );
  }

  const start = async () => {
    setAsking(true);
    setProblem(await api.start());
    setDemo(await api.show());
    setAsking(false);
  };
  return (
    <>
      <button type="button" className="button button--main" disabled={isAsking} onClick={start}>
        {text.startDemo(demo.vehicles)}
      </button>
      {problem !== null && (
        <p className="empty-fleet__problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
