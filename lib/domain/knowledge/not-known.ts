/** How one says that one does not know, per language. */
const PHRASES: readonly RegExp[] = [
  /\b(?:don['’]?t|do not) (?:know|have (?:(?:that|this|any|the|those|these) )?(?:information|details?|answers?|figures?)|have (?:anything|it|that) (?:here|on))/,
  /\b(?:can['’]?t|cannot|could(?:n['’]?t| not)|was(?:n['’]?t| not) able to) (?:find|see|tell|answer|say|look)\b/,
  /\bnot (?:sure|certain|aware)\b/,
  /\bno (?:information|details?) (?:on|about|for)\b/,
  /\bisn['’]?t (?:something|anything) i\b/,
  /\bno (?:lo )?sé\b|\bno (?:tengo|dispongo de) (?:esa |esta |ninguna |la )?información\b|\bno (?:lo )?encuentro\b|\bno (?:se lo )?puedo decir\b/,
  /\b(?:weiß|weiss) (?:ich|das|es) (?:leider )?(?:nicht|das nicht)\b|\bweiß das (?:leider )?nicht\b|\bkeine (?:information|angaben|auskunft)/,
  /\bkann (?:ich )?(?:ihnen )?(?:das |dazu )?(?:leider )?nicht(?:s)? (?:sagen|beantworten|finden)\b/,
  /\b(?:je )?ne (?:le |l['’])?(?:sais|trouve) pas\b|\bje n['’]ai pas (?:cette |l['’]|d['’]|de )?(?:information|renseignement|réponse)/,
];

/** True when an answer says that the answer is not known. */
export function admitsNotKnowing(answer: string): boolean {
  const said = answer.toLowerCase();
  return PHRASES.some((pattern) => pattern.test(said));
}
