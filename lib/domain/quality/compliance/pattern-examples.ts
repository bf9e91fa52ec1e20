/** Of each repeated or chosen piece, so many ways are looked at. */
const MOST_WAYS = 12;

/**
 * Words that a pattern finds, for people who do not read regular expressions: each is held against the pattern before it is shown, so what is odd about one yields
 * fewer examples and never a wrong one.
 */
export function patternExamples(pattern: string, most = 3): string[] {
  const ways = new Reader(pattern).read();
  const found = new RegExp(`^(?:${pattern})$`, "iu");
  const plain = ways.map((way) => way.replaceAll(/\s+/g, " ").trim()).filter((way) => way !== "" && found.test(way));
  return spread([...new Set(plain)], most);
}

/** The first, the last and some between, which differ most. */
function spread(all: readonly string[], most: number): string[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, n) => all[Math.round((n * (all.length - 1)) / (most - 1))] as string);
}

class Reader {
  private at = 0;

  constructor(private readonly pattern: string) {}

  read(): string[] {
    const ways: string[] = [];
    for (;;) {
      ways.push(...this.sequence());
      if (this.pattern[this.at] !== "|") return ways;
      this.at += 1;
    }
  }

  private sequence(): string[] {
    let ways = [""];
    while (this.at < this.pattern.length && this.pattern[this.at] !== "|" && this.pattern[this.at] !== ")") {
      const next = this.times(this.piece());
      ways = ways.flatMap((way) => next.map((piece) => way + piece)).slice(0, MOST_WAYS * MOST_WAYS);
    }
    return ways;
  }

  /** What stands there without and with its repetition. */
  private times(piece: string[]): string[] {
    const rest = this.pattern.slice(this.at);
    const quantifier = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(rest);
    if (!quantifier) return piece;
    this.at += quantifier[0].length;
    if (quantifier[0].startsWith("?")) return ["", ...piece].slice(0, MOST_WAYS);
    const least = Number(quantifier[1] ?? 1);
    return piece.map((way) => way.repeat(least)).slice(0, MOST_WAYS);
  }

  private piece(): string[] {
    const character = this.pattern[this.at] ?? "";
    this.at += 1;
    if (character === "(") return this.group();
    if (character === "[") return this.oneOf();
    if (character === "\\") return this.escaped();
    if (character === ".") return ["x"];
    return character === "^" || character === "$" ? [""] : [character];
  }

  private group(): string[] {
    if (this.pattern.startsWith("?:", this.at)) this.at += 2;
    const ways = this.read();
    this.at += 1;
    return ways.slice(0, MOST_WAYS);
  }

  private oneOf(): string[] {
    const end = this.pattern.indexOf("]", this.at + 1);
    const inside = this.pattern.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.pattern.length : end + 1;
    const [first = "", second = ""] = inside;
    if (first === "^") return ["x"];
    return first === "\\" ? [KIND[second] ?? second] : [first];
  }

  private escaped(): string[] {
    const character = this.pattern[this.at] ?? "";
    this.at += 1;
    return [KIND[character] ?? character];
  }
}

const KIND: Record<string, string> = { b: "", B: "", d: "5", w: "x", s: " ", W: " ", S: "x", D: "x" };
