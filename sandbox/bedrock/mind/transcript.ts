import { sentences } from "./words";

/** One line of a transcript; `n` as it is numbered, else counted. */
export interface SpokenLine {
  readonly n: number;
  readonly isCaller: boolean;
  readonly text: string;
}

/** A call to look over: what was said, what stands around it. */
export interface ReviewedCall {
  readonly lines: readonly SpokenLine[];
  readonly around: string;
}

const TAGGED = /<(transcript|call_transcript)\b[^>]*>\n?([\s\S]*?)\n?<\/\1>/i;
const LINE = /^(?:\[(\d+)\]\s*)?([\p{L}][\p{L} ]{0,30})(?:\([^)]*\))?:\s+(\S.*)$/u;

/** The transcript between tags that a request brings along; undefined when there is none. */
export function findTranscript(asked: string): ReviewedCall | undefined {
  const tagged = TAGGED.exec(asked);
  if (!tagged) return undefined;
  const lines = (tagged[2] ?? "").split("\n").flatMap((row, index) => {
    const match = LINE.exec(row.trim());
    if (!match) return [];
    const isCaller = /^(?:caller|customer|user|client|guest|patient)\b/i.test(match[2] ?? "");
    return [{ n: match[1] ? Number(match[1]) : index + 1, isCaller, text: match[3] ?? "" }];
  });
  return { lines, around: asked.replace(TAGGED, " ") };
}

/** A sentence of the call, with the line it stands in. */
export interface Sentence {
  readonly n: number;
  readonly text: string;
}

/** The sentences of one side, or of both. */
export function sentencesOf({ lines }: ReviewedCall, ofCaller: boolean | undefined): Sentence[] {
  return lines
    .filter(({ isCaller }) => ofCaller === undefined || isCaller === ofCaller)
    .flatMap(({ n, text }) => sentences(text).map((sentence) => ({ n, text: sentence })));
}

export const firstWords = (text: string, most: number): string => text.split(/\s+/).slice(0, most).join(" ");
