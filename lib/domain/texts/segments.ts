/** The alphabet that fits in seven bits (3GPP TS 23.038), and what takes two places in it. */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("\f^{}\\[~]|€");

/** How many messages the telephone network counts a text as: what is paid for. */
export function smsSegments(text: string): number {
  let places = 0;
  for (const character of text) {
    if (EXTENDED.has(character)) places += 2;
    else if (BASIC.has(character)) places += 1;
    else return counted(text.length, 70, 67);
  }
  return counted(places, 160, 153);
}

const counted = (places: number, alone: number, each: number) => (places <= alone ? 1 : Math.ceil(places / each));
