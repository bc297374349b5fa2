import type { ReactNode } from "react";

/** The icons of the page: 20 px, drawn in the colour of the text, without a name of their own. */
function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const SearchIcon = () => (
  <Icon>
    <circle cx="9" cy="9" r="5.5" />
    <path d="m13.2 13.2 3.8 3.8" />
  </Icon>
);

export const PinIcon = () => (
  <Icon>
    <path d="M10 17.5S4.5 12 4.5 8a5.5 5.5 0 0 1 11 0c0 4-5.5 9.5-5.5 9.5Z" />
    <circle cx="10" cy="8" r="2" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);

export const SunIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="3.5" />
    <path d="M10 2v1.8M10 16.2V18M2 10h1.8M16.2 10H18M4.3 4.3l1.3 1.3M14.4 14.4l1.3 1.3M4.3 15.7l1.3-1.3M14.4 5.6l1.3-1.3" />
  </Icon>
);

export const MoonIcon = () => (
  <Icon>
    <path d="M16.5 12A7 7 0 0 1 8 3.5a7 7 0 1 0 8.5 8.5Z" />
  </Icon>
);

export const KeysIcon = () => (
  <Icon>
    <rect x="2" y="5" width="16" height="10" rx="2" />
    <path d="M5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M7 12h6" />
  </Icon>
);

export const ViewIcon = () => (
  <Icon>
    <path d="M3 6h8M15 6h2M3 14h2M9 14h8" />
    <circle cx="13" cy="6" r="2" />
    <circle cx="7" cy="14" r="2" />
  </Icon>
);

export const FilterIcon = () => (
  <Icon>
    <path d="M3 4.5h14l-5.5 6.5v5l-3-1.5V11Z" />
  </Icon>
);

export const OutIcon = () => (
  <Icon>
    <path d="M8 4H5.5A1.5 1.5 0 0 0 4 5.5v9A1.5 1.5 0 0 0 5.5 16h9a1.5 1.5 0 0 0 1.5-1.5V12M11.5 4H16v4.5M16 4l-7 7" />
  </Icon>
);

export const FrameIcon = () => (
  <Icon>
    <path d="M3 7V4.5A1.5 1.5 0 0 1 4.5 3H7M13 3h2.5A1.5 1.5 0 0 1 17 4.5V7M17 13v2.5a1.5 1.5 0 0 1-1.5 1.5H13M7 17H4.5A1.5 1.5 0 0 1 3 15.5V13" />
    <circle cx="10" cy="10" r="1.5" />
  </Icon>
);

export const CentreIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="5" />
    <path d="M10 2v4M10 14v4M2 10h4M14 10h4" />
  </Icon>
);

export const FollowIcon = () => (
  <Icon>
    <path d="M10 2.5 16 17l-6-3-6 3Z" />
  </Icon>
);

export const CopyIcon = () => (
  <Icon>
    <rect x="7" y="7" width="10" height="10" rx="2" />
    <path d="M13 7V5a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h2" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m4 10.5 4 4 8-9" />
  </Icon>
);

export const BoxIcon = () => (
  <Icon>
    <path d="M10 2.5 17 6v8l-7 3.5L3 14V6Z" />
    <path d="M3 6l7 3.5L17 6M10 9.5v8" />
  </Icon>
);

export const PlusIcon = () => (
  <Icon>
    <path d="M10 4v12M4 10h12" />
  </Icon>
);

export const MinusIcon = () => (
  <Icon>
    <path d="M4 10h12" />
  </Icon>
);

export const LocateIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="5.5" />
    <circle cx="10" cy="10" r="1.5" />
    <path d="M10 1.5v3M10 15.5v3M1.5 10h3M15.5 10h3" />
  </Icon>
);

export const FullscreenIcon = () => (
  <Icon>
    <path d="M12 3h5v5M8 17H3v-5M17 3l-5.5 5.5M3 17l5.5-5.5" />
  </Icon>
);

export const MeasureIcon = () => (
  <Icon>
    <path d="m2.5 13.5 11-11 4 4-11 11ZM5.5 10.5l1.5 1.5M8.5 7.5l2 2M11.5 4.5 13 6" />
  </Icon>
);

export const UndoIcon = () => (
  <Icon>
    <path d="M7 4 3.5 7.5 7 11M3.5 7.5h8a4.5 4.5 0 0 1 0 9H8" />
  </Icon>
);
