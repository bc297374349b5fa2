import { useLayoutEffect } from "react";

/** Take away what index.html shows, once there is something else to see. */
export function useEndOfSkeleton(isShown: boolean): void {
  useLayoutEffect(() => {
    if (isShown) document.getElementById("skeleton")?.remove();
  }, [isShown]);
}
