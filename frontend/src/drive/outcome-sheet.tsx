import { type ChangeEvent, useEffect, useRef, useState } from "react";
import type { Driver } from "./driver";
import { REASONS, type Reason } from "./outbox";
import { downscaled } from "./photo";
import { useTexts } from "./use-texts";

/** What the sheet is open for. */
export interface SheetFor {
  readonly shipmentId: string;
  readonly to: "delivered" | "attempt_failed";
}

interface OutcomeSheetProps {
  readonly sheet: SheetFor;
  readonly driver: Driver;
  readonly onClose: () => void;
}

const LONGEST_NOTE = 2_000;

/** Asks for the reason of a failure, and for a note and a photo. */
export function OutcomeSheet({ sheet, driver, onClose }: OutcomeSheetProps) {
  const { texts } = useTexts();
  const words = texts.outcome;
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState<Reason | null>(null);
  const [note, setNote] = useState("");
  const [photo, setPhoto] = useState<Blob | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => dialog.current?.showModal(), []);
  const reducing = useRef<Promise<Blob | null> | null>(null);
  const isFailure = sheet.to === "attempt_failed";
  const save = async (): Promise<void> => {
    if (isFailure && reason === null) {
      setProblem(words.chooseReason);
      return;
    }
    // A tap on Save may come before a big photo is small.
    const added = reducing.current === null ? photo : await reducing.current;
    if (reducing.current !== null && added === null) {
      reducing.current = null;
      return;
    }
    await driver.say([sheet.shipmentId], {
      to: sheet.to,
      ...(isFailure && reason !== null ? { reason } : {}),
      ...(note.trim() === "" ? {} : { note: note.trim() }),
      ...(added === null ? {} : { photo: added }),
    });
    dialog.current?.close();
  };
  return (
    <dialog ref={dialog} className="sheet" aria-labelledby="sheet-title" onClose={onClose}>
      <h2 id="sheet-title" className="card__title">
        {isFailure ? words.failedTitle : words.deliveredTitle}
      </h2>
      <p className="quiet">{sheet.shipmentId}</p>
      {isFailure && <Reasons chosen={reason} onChoose={setReason} />}
      <label className="field">
        {words.note}
        <textarea
          className="field__input"
          rows={2}
          maxLength={LONGEST_NOTE}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <PhotoField
        photo={photo}
        onTake={(reduced) => {
          reducing.current = reduced;
        }}
        onPhoto={setPhoto}
        onProblem={setProblem}
      />
      {problem !== "" && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="buttons">
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {words.cancel}
        </button>
        <button type="button" className={`button button--${isFailure ? "bad" : "main"}`} onClick={save}>
          {isFailure ? words.saveFailed : words.saveDelivered}
        </button>
      </div>
    </dialog>
  );
}

interface ReasonsProps {
  readonly chosen: Reason | null;
  readonly onChoose: (reason: Reason) => void;
}

function Reasons({ chosen, onChoose }: ReasonsProps) {
  const { texts } = useTexts();
  return (
    <fieldset className="reasons">
      <legend className="visually-hidden">{texts.outcome.failedTitle}</legend>
      {REASONS.map((reason) => (
        <label key={reason} className="reason">
          <input type="radio" name="reason" checked={chosen === reason} onChange={() => onChoose(reason)} />
          {texts.reasons[reason]}
        </label>
      ))}
    </fieldset>
  );
}

interface PhotoFieldProps {
  readonly photo: Blob | null;
  readonly onTake: (reduced: Promise<Blob | null>) => void;
  readonly onPhoto: (photo: Blob | null) => void;
  readonly onProblem: (problem: string) => void;
}

function PhotoField({ photo, onTake, onPhoto, onProblem }: PhotoFieldProps) {
  const { outcome: words } = useTexts().texts;
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = photo === null ? null : URL.createObjectURL(photo);
    setAddress(made);
    return () => {
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [photo]);
  const take = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0];
    if (file === undefined) return;
    const reduced = downscaled(file);
    onTake(reduced);
    const small = await reduced;
    onPhoto(small);
    onProblem(small === null ? words.photoBad : "");
  };
  return (
    <>
      {address !== null && <img className="photo" src={address} alt="" />}
      <label className="button button--wide photo-button">
        <input className="visually-hidden" type="file" accept="image/*" capture="environment" onChange={take} />
        {photo === null ? words.photo : words.photoTaken}
      </label>
    </>
  );
}
