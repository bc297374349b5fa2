import { useId } from "react";
import { TextField } from "./field";
import type { KnownDriver } from "./use-known-drivers";

interface DriverFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly problem: string | null;
  readonly drivers: readonly KnownDriver[];
  readonly value: string;
  readonly onValue: (driverId: string) => void;
}

/** A driver, chosen from a list that typing searches, or typed. */
export function DriverField({ drivers, ...field }: DriverFieldProps) {
  const listId = useId();
  return (
    <>
      <TextField {...field} list={listId} maxLength={128} />
      <datalist id={listId}>
        {drivers.map(({ driverId, name }) => (
          <option key={driverId} value={driverId} label={name ?? undefined} />
        ))}
      </datalist>
    </>
  );
}
