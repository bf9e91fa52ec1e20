/** Marks of writing that a voice would read out or stumble on. Works on pieces of a stream: it only takes characters away. */
export function spokenText(text: string): string {
  return text.replace(/[*_#`~|<>\u200b-\u200f\ufe0f]|\p{Extended_Pictographic}/gu, (mark) =>
    /\d/.test(mark) ? mark : "",
  );
}
