import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";

interface PopoverProps {
  /** What opens it, inside of a button of this class. */
  readonly trigger: ReactNode;
  readonly triggerClass: string;
  /** Names the button where the trigger has no text. */
  readonly triggerLabel?: string;
  /** Names what opens. */
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** A button, and a small panel beside it that Escape, a click elsewhere and the button itself close. */
export function Popover({ trigger, triggerClass, triggerLabel, label, className, children }: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isOpen) return;
    panel.current?.focus();
    const onPointerDown = ({ target }: PointerEvent) => {
      if (target instanceof Node && !root.current?.contains(target)) setOpen(false);
    };
    addEventListener("pointerdown", onPointerDown);
    return () => removeEventListener("pointerdown", onPointerDown);
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen) return;
    event.preventDefault();
    setOpen(false);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for Escape from the button and the panel in it
    <div ref={root} className={className} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        className={triggerClass}
        aria-label={triggerLabel}
        title={triggerLabel}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {trigger}
      </button>
      {isOpen && (
        <div ref={panel} id={id} className="popover" role="dialog" aria-label={label} tabIndex={-1}>
          {children}
        </div>
      )}
    </div>
  );
}
