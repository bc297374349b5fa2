import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { SingleKeysContext, useShortcuts } from "./use-shortcuts";

const NAMED_KEYS = ["ArrowDown", "Enter", "Escape"];

function Bound({ onKey, children }: { readonly onKey: (key: string) => void; readonly children?: React.ReactNode }) {
  useShortcuts(["f", "?", ...NAMED_KEYS].map((key) => [key, () => onKey(key)]));
  return children;
}

function bind(children?: React.ReactNode, hasSingleKeys = true) {
  const onKey = vi.fn();
  render(
    <SingleKeysContext value={hasSingleKeys}>
      <Bound onKey={onKey}>{children}</Bound>
    </SingleKeysContext>,
  );
  return onKey;
}

const onBody = () => document.body;

describe("single keys", () => {
  test("do nothing where they are switched off, other keys go on", () => {
    const onKey = bind(null, false);
    for (const key of ["f", "?", ...NAMED_KEYS]) fireEvent.keyDown(document.body, { key });
    expect(onKey.mock.calls.flat()).toEqual(NAMED_KEYS);
  });

  test("act once however long they are held down", () => {
    const onKey = bind();
    fireEvent.keyDown(document.body, { key: "f" });
    for (const _ of [1, 2, 3]) fireEvent.keyDown(document.body, { key: "f", repeat: true });
    expect(onKey).toHaveBeenCalledOnce();
  });

  test.each([
    ["a field", <input key="a" data-testid="focus" />],
    ["a text area", <textarea key="a" data-testid="focus" />],
    ["a selection", <select key="a" data-testid="focus" />],
    ["text that can be edited", <div key="a" contentEditable suppressContentEditableWarning data-testid="focus" />],
    [
      "a part of such text",
      <div key="a" contentEditable="plaintext-only" suppressContentEditableWarning>
        <b data-testid="focus">bold</b>
      </div>,
    ],
    [
      "a dialog",
      <dialog key="a" open>
        <p data-testid="focus">text</p>
      </dialog>,
    ],
  ])("belong to %s that they are typed into", (_, element) => {
    const onKey = bind(element);
    fireEvent.keyDown(screen.getByTestId("focus"), { key: "f" });
    expect(onKey).not.toHaveBeenCalled();
  });

  test.each([
    ["a modifier", { ctrlKey: true }, onBody],
    ["an input method that composes", { isComposing: true }, onBody],
  ])("do nothing together with %s", (_, state, target) => {
    const onKey = bind();
    fireEvent.keyDown(target(), { key: "f", ...state });
    expect(onKey).not.toHaveBeenCalled();
  });

  test.each([
    ["a dialog", <dialog key="a" open />],
    ["a popover", <div key="a" role="dialog" />],
  ])("do nothing while %s is open, wherever the focus is", (_, dialog) => {
    const onKey = bind(dialog);
    for (const key of ["f", ...NAMED_KEYS]) fireEvent.keyDown(document.body, { key });
    expect(onKey).not.toHaveBeenCalled();
  });
});

function TwoOfOneKey({ onFirst, onOther }: { readonly onFirst: () => void; readonly onOther: () => void }) {
  useShortcuts([["Escape", onOther]]);
  useShortcuts([["Escape", onFirst]], true);
  return <input />;
}

test("who is first takes the key from another that was bound before, but not what is for a field", () => {
  const [onFirst, onOther] = [vi.fn(), vi.fn()];
  const { getByRole } = render(<TwoOfOneKey onFirst={onFirst} onOther={onOther} />);
  fireEvent.keyDown(document.body, { key: "Escape" });
  expect([onFirst.mock.calls.length, onOther.mock.calls.length]).toEqual([1, 0]);
  fireEvent.keyDown(getByRole("textbox"), { key: "Escape" });
  expect([onFirst.mock.calls.length, onOther.mock.calls.length]).toEqual([1, 1]);
});
