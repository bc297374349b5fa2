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

const FOCUSABLE =
  "a[href], button:not(:disabled), input:not(:disabled, [type=hidden], [type=radio]:not(:checked)), select:not(:disabled)";

/**
 * A button, and a small panel beside it that keeps the focus until Escape, a click elsewhere or the button closes it.
 *
 * The button gets the focus back, unless the click put it elsewhere.
 */
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
    return () => {
      removeEventListener("pointerdown", onPointerDown);
      // The browser moves the focus after `pointerdown`, also away from everything.
      setTimeout(() => isFocusLost() && button.current?.focus());
    };
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return;
    if (event.key === "Tab") keepFocusIn(panel.current, event);
    if (event.key !== "Escape") return;
    event.preventDefault();
    setOpen(false);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for keys from the button and the panel in it
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
        <div ref={panel} id={id} className="popover" role="dialog" aria-modal="true" aria-label={label} tabIndex={-1}>
          {children}
        </div>
      )}
    </div>
  );
}

/** Let Tab go from the last element of the panel to its first, and the other way round. */
function keepFocusIn(panel: HTMLElement | null, event: KeyboardEvent): void {
  const elements = [...(panel?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])];
  const [first, last] = [elements[0] ?? panel, elements.at(-1) ?? panel];
  const isAtEnd = event.shiftKey
    ? document.activeElement === first || document.activeElement === panel
    : document.activeElement === last || !panel?.contains(document.activeElement);
  if (!isAtEnd) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
