/** Return the members that a person changed; to send the others, too, would undo what others changed meanwhile. */
export function changedMembers<T extends object>(before: Readonly<T>, after: Readonly<T>): Partial<T> {
  const changed: Partial<T> = {};
  for (const key in after) {
    if (after[key] !== before[key]) changed[key] = after[key];
  }
  return changed;
}
