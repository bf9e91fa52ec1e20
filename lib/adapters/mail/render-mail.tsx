import { render } from "@react-email/render";
import type { MailMessage } from "@/lib/contracts/mail";
import { MailTemplate } from "./mail-template";
import { mailWords } from "./mail-words";

export type RenderedMail = { subject: string; html: string; text: string };

/** A message as it is mailed: HTML, and the same words as plain text. */
export async function renderMail(message: MailMessage): Promise<RenderedMail> {
  const words = mailWords(message);
  const { subject, heading, paragraphs, items = [], button, notes } = words;
  const listed = items.map(({ title, body, at, href }) => [title, body, at, title && href].filter(Boolean).join("\n"));
  const action = button ? [`${button.label}:\n${button.href}`] : [];
  const text = [heading, ...paragraphs, ...listed, ...action, ...notes, words.brand ?? "Aybiza"].join("\n\n");
  return { subject: oneLine(subject), html: await render(<MailTemplate words={words} />), text: `${text}\n` };
}

/** Names are people's own words; in a subject they stay on its line, and within what every mailbox shows. */
const oneLine = (text: string) => {
  const line = text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
  return line.length > 150 ? `${line.slice(0, 149)}…` : line;
};
