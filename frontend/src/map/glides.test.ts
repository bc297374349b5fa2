import { describe, expect, test } from "vitest";
import { Glides } from "./glides";

const STEP = 1e-6;

function aGlide() {
  const glides = new Glides();
  glides.place(3, 0.5, 0.5, 0);
  glides.aim(3, 0.5 + STEP, 0.5, 90, 2, 1_000);
  return glides;
}

describe("glides", () => {
  test("move a marker from fix to fix in the time between them", () => {
    const glides = aGlide();
    expect(glides.x(3, 1_000)).toBe(0.5);
    expect(glides.x(3, 2_150)).toBeCloseTo(0.5 + STEP / 2, 9);
    expect(glides.x(3, 9_000)).toBe(0.5 + STEP);
    expect(glides.busyUntilMs).toBeCloseTo(3_300);
  });

  test("set off from where the marker is drawn, so that a new fix never makes it jump", () => {
    const glides = aGlide();
    const drawn = glides.x(3, 2_000);
    glides.aim(3, 0.5 + 2 * STEP, 0.5, 90, 2, 2_000);
    expect(glides.x(3, 2_000)).toBe(drawn);
  });

  test("are at their fix at once when less motion is wanted", () => {
    const glides = aGlide();
    glides.setStill(true);
    glides.aim(3, 0.5 + 2 * STEP, 0.5, 90, 2, 2_000);
    expect(glides.x(3, 2_000)).toBe(0.5 + 2 * STEP);
  });

  test("end when the page was hidden", () => {
    const glides = aGlide();
    glides.finish(10);
    expect(glides.x(3, 1_001)).toBe(0.5 + STEP);
    expect(glides.directionDeg(3, 1_001)).toBe(90);
  });
});
