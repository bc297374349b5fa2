import type { Sprite } from "./sprites";

const OPAQUE = 255;

/** An image that sprites are written into pixel by pixel: far cheaper than drawImage without a graphics card. */
export class PixelImage {
  readonly image: ImageData;
  readonly #words: Uint32Array;

  constructor(width: number, height: number) {
    this.image = new ImageData(width, height);
    this.#words = new Uint32Array(this.image.data.buffer);
  }

  clear(): void {
    this.#words.fill(0);
  }

  /** Write a sprite around a whole pixel. The caller keeps it away from the edges. */
  stamp({ solidOffsets, solidColours, edgeOffsets, edgeColours }: Sprite, x: number, y: number): void {
    const words = this.#words;
    const centre = y * this.image.width + x;
    for (let i = 0; i < solidOffsets.length; i += 1) {
      words[centre + (solidOffsets[i] as number)] = solidColours[i] as number;
    }
    for (let i = 0; i < edgeOffsets.length; i += 1) {
      const at = centre + (edgeOffsets[i] as number);
      const under = words[at] as number;
      words[at] = under === 0 ? (edgeColours[i] as number) : blend(under, edgeColours[i] as number);
    }
  }
}

/** Return the pixel `over` laid on `under`; red and blue are worked out together, in one number. */
export function blend(under: number, over: number): number {
  const alpha = over >>> 24;
  // Two soft edges that meet: the stronger stands for both, which looks like the sum.
  if (under >>> 24 !== OPAQUE) return alpha > under >>> 24 ? over : under;
  const weight = alpha + 1;
  const rest = 256 - weight;
  const redBlue = (((over & 0xff00ff) * weight + (under & 0xff00ff) * rest) >>> 8) & 0xff00ff;
  const green = (((over & 0xff00) * weight + (under & 0xff00) * rest) >>> 8) & 0xff00;
  return (0xff000000 | redBlue | green) >>> 0;
}
