import { useCallback, useEffect, useState } from "react";

interface Fullscreen {
  readonly isOn: boolean;
  readonly hasFailed: boolean;
  /** Null where the browser has no full screen for pages, as on an iPhone. */
  readonly toggle: (() => void) | null;
}

/** Show the page on the whole screen, or in its window; Escape and the system can change it too. */
export function useFullscreen(): Fullscreen {
  const [isOn, setOn] = useState(() => Boolean(document.fullscreenElement));
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    const follow = () => setOn(Boolean(document.fullscreenElement));
    document.addEventListener("fullscreenchange", follow);
    return () => document.removeEventListener("fullscreenchange", follow);
  }, []);
  const toggle = useCallback(() => {
    setFailed(false);
    const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    done.catch(() => setFailed(true));
  }, []);
  return { isOn, hasFailed, toggle: document.fullscreenEnabled ? toggle : null };
}
