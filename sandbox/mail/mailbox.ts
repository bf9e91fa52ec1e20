import { randomUUID } from "node:crypto";
import PostalMime from "postal-mime";

/** A message as it came in: who it was for by its envelope, and its parts. */
export interface StoredMessage {
  readonly id: string;
  readonly receivedAt: string;
  readonly from: string;
  /** The addresses of the envelope, in small letters. */
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  readonly attachments: readonly {
    readonly filename: string | null;
    readonly mimeType: string;
    readonly sizeBytes: number;
  }[];
  readonly raw: string;
}

const DEFAULT_CAPACITY = 500;

/** The newest messages, newest first. */
export class Mailbox {
  private messages: StoredMessage[] = [];

  constructor(private readonly capacity = DEFAULT_CAPACITY) {}

  /** Reads a message of RFC 5322 and keeps it. */
  async add(
    raw: Buffer,
    envelope: { from: string; to: readonly string[] },
    receivedAtMs: number,
  ): Promise<StoredMessage> {
    const parsed = await new PostalMime().parse(raw);
    const message: StoredMessage = {
      id: randomUUID(),
      receivedAt: new Date(receivedAtMs).toISOString(),
      from: parsed.from?.address ?? envelope.from,
      to: envelope.to.map((address) => address.toLowerCase()),
      subject: parsed.subject ?? "",
      text: parsed.text ?? "",
      html: parsed.html ?? null,
      headers: parsed.headers.map(({ key, value }) => ({ key, value })),
      attachments: parsed.attachments.map(({ filename, mimeType, content }) => ({
        filename,
        mimeType,
        sizeBytes: typeof content === "string" ? Buffer.byteLength(content) : content.byteLength,
      })),
      raw: raw.toString("utf8"),
    };
    this.messages = [message, ...this.messages].slice(0, this.capacity);
    return message;
  }

  /** The messages to `address`, or all of them, newest first. */
  list(address?: string): readonly StoredMessage[] {
    const wanted = address?.trim().toLowerCase();
    return wanted ? this.messages.filter((message) => message.to.includes(wanted)) : this.messages;
  }

  find(id: string): StoredMessage | undefined {
    return this.messages.find((message) => message.id === id);
  }

  /** Throws away the messages to `address`, or all of them; the number of those gone. */
  clear(address?: string): number {
    const gone = new Set(this.list(address));
    this.messages = this.messages.filter((message) => !gone.has(message));
    return gone.size;
  }

  /** How many messages each address has, by name. */
  addresses(): readonly { readonly address: string; readonly count: number }[] {
    const counts = new Map<string, number>();
    for (const address of this.messages.flatMap((message) => message.to)) {
      counts.set(address, (counts.get(address) ?? 0) + 1);
    }
    return [...counts]
      .map(([address, count]) => ({ address, count }))
      .sort((a, b) => a.address.localeCompare(b.address));
  }
}
