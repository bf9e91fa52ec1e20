export type SpokenLine = {
  who: "agent" | "caller";
  /** From the call's answer. */
  startMs: number;
  endMs: number;
  text: string;
  /** The caller broke in. */
  interrupted?: true;
};

/** Above the browser's own controls, which lie on the lower part when there is nothing but sound. */
const PLACE = "line:1 size:92%";

/** Captions that follow the sound, a voice to each line. A line stays until the next begins. */
export function webVtt(lines: readonly SpokenLine[]): string {
  const cues = lines.map((line, index) => {
    const endMs = lines[index + 1]?.startMs ?? line.endMs;
    const name = line.who === "agent" ? "Agent" : "Caller";
    return `${timestamp(line.startMs)} --> ${timestamp(Math.max(endMs, line.startMs + 1))} ${PLACE}\n<v ${name}>${name}: ${escaped(line.text)}`;
  });
  return `WEBVTT\n\n${cues.join("\n\n")}\n`;
}

function timestamp(atMs: number): string {
  const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, "0");
  return `${part(atMs / 3_600_000)}:${part((atMs / 60_000) % 60)}:${part((atMs / 1_000) % 60)}.${part(atMs % 1_000, 3)}`;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
