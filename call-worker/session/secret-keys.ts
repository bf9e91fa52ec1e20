import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { CaptureKind } from "@/lib/contracts/quality";
import type { Captured } from "@/lib/domain/conversation/capture-tool";
import { isCardNumber } from "@/lib/domain/redaction/card-numbers";
import type { Clock } from "../ports/clock";

/** How many digits each has. What is as long as it can be is complete without hash. */
const LENGTHS: Record<CaptureKind, { least: number; most: number }> = {
  card_number: { least: 12, most: 19 },
  card_code: { least: 3, most: 4 },
  account_number: { least: 4, most: 34 },
  pin: { least: 4, most: 12 },
};
const SHOWS_LAST_FOUR: ReadonlySet<CaptureKind> = new Set(["card_number", "account_number"]);

/** What was given is only good for a while, and once. */
const KEPT_MS = 10 * 60_000;
const ALGORITHM = "aes-256-gcm";

/**
 * The only place where what callers key in in secret is held: sealed with a key that never leaves this object, under a token that says nothing, once,
 * for minutes, in memory alone.
 */
export class SecretHolder {
  private readonly key = randomBytes(32);
  private readonly held = new Map<string, Buffer>();

  constructor(private readonly clock: Clock) {}

  /** Returns the token that stands for it. The digits given are wiped. */
  hold(digits: Buffer): string {
    const token = `secret_${randomBytes(18).toString("base64url")}`;
    const iv = randomBytes(12);
    const cipher = createCipheriv(ALGORITHM, this.key, iv);
    const body = Buffer.concat([cipher.update(digits), cipher.final()]);
    digits.fill(0);
    this.held.set(token, Buffer.concat([iv, cipher.getAuthTag(), body]));
    this.clock.setTimer(KEPT_MS, () => this.held.delete(token));
    return token;
  }

  /** For the system that needs it: the digits, once; null: taken already, or too late. */
  take(token: string): Buffer | null {
    const sealed = this.held.get(token);
    this.held.delete(token);
    if (!sealed) return null;
    const decipher = createDecipheriv(ALGORITHM, this.key, sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
  }
}

/** The keys of one secret thing, until it is complete. */
export class SecretKeys {
  private digits = Buffer.alloc(LENGTHS.account_number.most);
  private count = 0;

  constructor(
    readonly captureId: string,
    private readonly what: CaptureKind,
    private readonly holder: SecretHolder,
  ) {}

  /** Returns what came of it once it is complete; null: more is to come. */
  press(key: string): Captured | null {
    const { most } = LENGTHS[this.what];
    if (key === "*") {
      // As on machines everywhere: once more from the beginning.
      this.forget();
      return null;
    }
    if (key === "#") return this.complete();
    if (!/^\d$/.test(key)) return null;
    this.digits[this.count] = key.charCodeAt(0);
    this.count += 1;
    return this.count === most || this.isWholeCard() ? this.complete() : null;
  }

  forget(): void {
    this.digits.fill(0);
    this.count = 0;
  }

  /** Sixteen digits that are a card's number are all of it; others end with hash, for longer ones may begin alike. */
  private isWholeCard(): boolean {
    return this.what === "card_number" && this.count === 16 && isCardNumber(this.text());
  }

  private text(): string {
    return this.digits.toString("latin1", 0, this.count);
  }

  private complete(): Captured {
    const got = this.count;
    const { least, most } = LENGTHS[this.what];
    const valid = got >= least && got <= most && (this.what !== "card_number" || isCardNumber(this.text()));
    const lastFour = valid && SHOWS_LAST_FOUR.has(this.what) && got > 8 ? this.text().slice(-4) : null;
    const token = valid ? this.holder.hold(Buffer.from(this.digits.subarray(0, got))) : null;
    this.forget();
    return { got, valid, lastFour, token };
  }
}
