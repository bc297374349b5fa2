/** Stands in a table for the rows that are out of sight. */
export function SpaceRow({
  heightPx,
  className,
}: {
  readonly heightPx: number;
  readonly className: string | undefined;
}) {
  if (heightPx === 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <tr aria-hidden="true">
      <td className={className} style={{ height: heightPx }} />
    </tr>
  );
}
