/**
 * How a word sounds, roughly: words that a recogniser of speech takes for each other share it. "Clarna" and "Klarna", "Invisaline" and "Invisalign". Empty for
 * what is too short to be told by its sound.
 */
export function soundOf(word: string): string {
  const plain = word
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[^a-z]/g, "");
  if (plain.length < 4) return "";
  const key = plain
    .replaceAll("ph", "f")
    .replaceAll("gn", "n")
    .replaceAll("ght", "t")
    .replaceAll("kn", "n")
    .replaceAll("wr", "r")
    .replaceAll("sch", "s")
    .replaceAll("sh", "s")
    .replaceAll("ck", "k")
    .replaceAll("qu", "k")
    .replaceAll("x", "ks")
    .replaceAll(/c(?=[eiy])/g, "s")
    .replaceAll(/[cgq]/g, "k")
    .replaceAll(/[zj]/g, "s")
    .replaceAll("v", "f")
    .replaceAll("d", "t")
    .replaceAll("b", "p")
    .replaceAll(/(?<=.)[aeiouyhw]/g, "")
    .replaceAll(/(.)\1+/g, "$1");
  return key.length < 3 ? "" : key.replace(/^[aeiou]/, "a");
}

/** How many letters have to be changed, at least; counting ends above `most`. */
export function lettersApart(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let place = 1; place <= other.length; place++) {
      const same = one[at - 1] === other[place - 1] ? 0 : 1;
      next.push(Math.min(row[place]! + 1, next[place - 1]! + 1, row[place - 1]! + same));
    }
    row = next;
    if (Math.min(...row) > most) return most + 1;
  }
  return row[other.length]!;
}
