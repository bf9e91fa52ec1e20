/** About how many tokens a text is: four characters each, which is close for English. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
