const SHAPES = {
  moving: <path d="M7 1.2 11.4 12 7 9.7 2.6 12Z" />,
  stopped: <circle cx="7" cy="7" r="4.2" />,
  stale: <path d="M7 1.6 12.4 7 7 12.4 1.6 7Z" />,
  offline: <circle cx="7" cy="7" r="3.6" fill="none" strokeWidth="2.2" stroke="currentColor" />,
};

/** The shape of a state in its colour, the same as on the map. The word for it stands beside it. */
export function StatusMark({ status }: { readonly status: keyof typeof SHAPES }) {
  return (
    <svg className={`status-mark status-mark--${status}`} viewBox="0 0 14 14" aria-hidden="true" focusable="false">
      {SHAPES[status]}
    </svg>
  );
}
