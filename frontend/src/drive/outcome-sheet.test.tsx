import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { en } from "./messages/en";
import { OutcomeSheet } from "./outcome-sheet";
import { downscaled } from "./photo";
import { timesIn } from "./shown-times";
import { TextsContext } from "./use-texts";

vi.mock("./photo");

function shown() {
  const parts = { driver: { say: vi.fn(async () => {}) }, onClose: vi.fn() };
  render(
    <TextsContext value={{ texts: en, times: timesIn("en") }}>
      <OutcomeSheet
        sheet={{ shipmentId: "PKG-1", to: "delivered" }}
        driver={parts.driver as never}
        onClose={parts.onClose}
      />
    </TextsContext>,
  );
  return parts;
}

test("a photo that is still being reduced when Save is tapped is kept", async () => {
  const small = new Blob(["small"], { type: "image/jpeg" });
  let finish: (photo: Blob) => void = () => {};
  vi.mocked(downscaled).mockReturnValue(
    new Promise((done) => {
      finish = done;
    }),
  );
  const { driver, onClose } = shown();
  fireEvent.change(screen.getByLabelText("Take a photo"), { target: { files: [new File(["big"], "door.jpg")] } });
  await userEvent.click(screen.getByRole("button", { name: "Save as delivered" }));
  finish(small);
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(driver.say).toHaveBeenCalledWith(["PKG-1"], { to: "delivered", photo: small });
});

test("Cancel closes the dialog, so that the browser gives the focus back", async () => {
  const close = vi.spyOn(HTMLDialogElement.prototype, "close");
  shown();
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(close).toHaveBeenCalled();
});
