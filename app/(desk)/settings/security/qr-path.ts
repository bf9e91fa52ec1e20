import { create } from "qrcode";

export type QrPath = {
  /** Modules a side, without the quiet zone. */
  size: number;
  /** The dark modules as an SVG path, one unit a module. */
  path: string;
};

/** A text as a QR code that still reads when a seventh of it is hidden. */
export function qrPath(text: string): QrPath {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const { size } = modules;
  let path = "";
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`;
    }
  }
  return { size, path };
}
