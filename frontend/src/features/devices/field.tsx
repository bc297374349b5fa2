import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import styles from "./devices.module.css";

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly problem?: string | null;
  readonly control: (shared: {
    readonly id: string;
    readonly className: string;
    readonly "aria-invalid": boolean;
    readonly "aria-describedby": string | undefined;
  }) => ReactNode;
}

/** A control with its name above it, and below it a hint and what is wrong. */
export function Field({ label, hint, problem = null, control }: FieldProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, problem !== null && `${id}-problem`].filter(Boolean);
  return (
    <div className={styles["field"]}>
      <label htmlFor={id}>{label}</label>
      {control({
        id,
        className: "filters__field",
        "aria-invalid": problem !== null,
        "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
      })}
      {hint !== undefined && (
        <small id={`${id}-hint`} className={styles["quiet"]}>
          {hint}
        </small>
      )}
      {problem !== null && (
        <small id={`${id}-problem`} className={styles["alarm"]} role="alert">
          {problem}
        </small>
      )}
    </div>
  );
}

interface TextFieldProps
  extends Omit<FieldProps, "control">,
    Pick<InputHTMLAttributes<HTMLInputElement>, "type" | "list" | "inputMode" | "maxLength"> {
  readonly value: string;
  readonly onValue: (value: string) => void;
}

export function TextField({ value, onValue, label, hint, problem = null, ...input }: TextFieldProps) {
  return (
    <Field
      label={label}
      {...(hint === undefined ? {} : { hint })}
      problem={problem}
      control={(shared) => (
        <input
          {...input}
          {...shared}
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={({ target }) => onValue(target.value)}
        />
      )}
    />
  );
}

interface ChoiceFieldProps<T extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly options: readonly T[];
  readonly value: T;
  readonly nameOf: (option: T) => string;
  readonly onValue: (value: T) => void;
}

export function ChoiceField<T extends string>(props: ChoiceFieldProps<T>) {
  const { label, hint, options, value, nameOf, onValue } = props;
  return (
    <Field
      label={label}
      {...(hint === undefined ? {} : { hint })}
      control={(shared) => (
        <select
          {...shared}
          value={value}
          onChange={({ target }) => onValue(options.find((option) => option === target.value) ?? value)}
        >
          {options.map((option) => (
            <option key={option} value={option}>
              {nameOf(option)}
            </option>
          ))}
        </select>
      )}
    />
  );
}
