/** Equal in all their parts, in whatever order an object's keys come: the database has an order of its own. */
export function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  const [left, right] = [Object.entries(one), Object.keys(other)];
  return (
    left.length === right.length &&
    left.every(([name, value]) => Object.hasOwn(other, name) && isSame(value, (other as Record<string, unknown>)[name]))
  );
}
