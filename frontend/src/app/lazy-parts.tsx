import { type ComponentType, lazy, Suspense } from "react";
import { loadPatiently } from "./load-patiently";

type Extras = typeof import("./extras");

let loading: Promise<Extras> | null = null;

/** Return a component that shows nothing until the chunk of the extras has loaded. */
function part<P extends object>(choose: (extras: Extras) => ComponentType<P>): ComponentType<P> {
  const Part = lazy(async () => {
    loading ??= loadPatiently(() => import("./extras"));
    return { default: choose(await loading) as ComponentType<object> };
  });
  return (props: P) => (
    <Suspense>
      <Part {...props} />
    </Suspense>
  );
}

export const EmptyFleet = part((extras) => extras.EmptyFleet);
export const HelpDialog = part((extras) => extras.HelpDialog);
export const MapOffer = part((extras) => extras.MapOffer);
export const MapTools = part((extras) => extras.MapTools);
export const PlaceCard = part((extras) => extras.PlaceCard);
export const PrintView = part((extras) => extras.PrintView);
