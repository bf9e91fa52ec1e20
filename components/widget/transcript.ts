import type { PhoneState } from "@/components/phone/browser-phone";
import type { TranscriptItem } from "@/lib/domain/live-call/apply-event";
import { element } from "./element";

/** Draws what was said and is being said; keeps lines that did not change, so that a screen reader hears each once. */
export class TranscriptView {
  private readonly lines = element("ol");
  readonly list = element(
    "div",
    { class: "words", role: "log", "aria-live": "polite", "aria-label": "Conversation", tabindex: "0" },
    this.lines,
  );
  private readonly drawn = new Map<string, { item: TranscriptItem; line: HTMLLIElement }>();
  private readonly now = element("li", { class: "live", "aria-hidden": "true" });

  draw({ call, speech }: PhoneState, agentName: string): void {
    const keys = new Set(call.items.map(({ key }) => key));
    for (const [key, { line }] of this.drawn) {
      if (keys.has(key)) continue;
      line.remove();
      this.drawn.delete(key);
    }
    for (const item of call.items) {
      const known = this.drawn.get(item.key);
      if (known?.item === item) continue;
      const line = lineOf(item, agentName);
      if (!line) continue;
      if (known) known.line.replaceWith(line);
      else this.lines.insertBefore(line, this.now.parentNode === this.lines ? this.now : null);
      this.drawn.set(item.key, { item, line });
    }
    const saying = speech?.caller?.text ?? "";
    this.now.textContent = saying;
    if (saying === "") this.now.remove();
    else if (this.now.parentNode !== this.lines) this.lines.append(this.now);
    this.list.scrollTop = this.list.scrollHeight;
  }
}

function lineOf(item: TranscriptItem, agentName: string): HTMLLIElement | null {
  if (item.kind === "said") return row("you", "You", item.text);
  if (item.kind !== "answer") return null;
  if (!item.outcome) return row("agent", agentName, item.text);
  const { heardText } = item.outcome;
  const unheard = item.text.startsWith(heardText) ? item.text.slice(heardText.length) : "";
  if (unheard.trim() === "") return row("agent", agentName, item.text);
  return row("agent", agentName, heardText, element("span", { class: "unheard" }, unheard));
}

const row = (kind: string, who: string, ...said: (string | Node)[]) =>
  element("li", { class: kind, "data-voice": kind }, element("span", { class: "who" }, who), ...said);
