import type { Sprite } from "./sprites";

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
  stamp({ offsets, colours }: Sprite, x: number, y: number): void {
    const words = this.#words;
    const centre = y * this.image.width + x;
    for (let i = 0; i < offsets.length; i += 1) {
      const at = centre + (offsets[i] as number);
      const colour = colours[i] as number;
      const under = words[at] as number;
      words[at] = under === 0 || colour >>> 24 === 255 ? colour : blend(under, colour);
    }
  }
}

/** Return `over` laid on `under`; ImageData keeps colours apart from alpha. */
function blend(under: number, over: number): number {
  const overAlpha = (over >>> 24) / 255;
  const underAlpha = ((under >>> 24) / 255) * (1 - overAlpha);
  const alpha = overAlpha + underAlpha;
  const mix = (shift: number) =>
    Math.round((((over >>> shift) & 255) * overAlpha + ((under >>> shift) & 255) * underAlpha) / alpha);
  return ((Math.round(alpha * 255) << 24) | (mix(16) << 16) | (mix(8) << 8) | mix(0)) >>> 0;
}
