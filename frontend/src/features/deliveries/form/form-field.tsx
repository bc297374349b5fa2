import { type ReactNode, useId } from "react";
import styles from "./delivery-form.module.css";

interface FieldShape {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value, in words for people. */
  readonly problem: string | undefined;
  readonly isRequired?: boolean;
}

interface ControlProps {
  readonly id: string;
  readonly className: string | undefined;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
  readonly "aria-required": boolean;
}

/** A control with its name above it, and below it a hint and what is wrong. */
export function FormField(props: FieldShape & { readonly control: (shared: ControlProps) => ReactNode }) {
  const { label, hint, problem, isRequired = false, control } = props;
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-problem`].filter(Boolean);
  return (
    <div className={styles["field"]}>
      <label htmlFor={id}>{label}</label>
      {control({
        id,
        className: styles["control"],
        "aria-invalid": problem !== undefined,
        "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
        "aria-required": isRequired,
      })}
      {hint !== undefined && (
        <small id={`${id}-hint`} className={styles["hint"]}>
          {hint}
        </small>
      )}
      {problem !== undefined && (
        <small id={`${id}-problem`} className={styles["problem"]}>
          {problem}
        </small>
      )}
    </div>
  );
}

interface TextFieldProps extends FieldShape {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: "text" | "datetime-local" | "tel" | "email";
  readonly inputMode?: "decimal" | "numeric";
  readonly listId?: string;
}

export function TextField({ value, onChange, type = "text", inputMode, listId, ...shape }: TextFieldProps) {
  return (
    <FormField
      {...shape}
      control={(shared) => (
        <input
          {...shared}
          type={type}
          inputMode={inputMode}
          list={listId}
          autoComplete="off"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    />
  );
}
