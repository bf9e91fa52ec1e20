/** A decoded form: texts, and objects for what was nested. Lists are objects with numbers for keys, in the order they came. */
export type FormValue = string | FormObject;
export interface FormObject {
  [key: string]: FormValue;
}

/**
 * Decodes `a=1&items[0][price]=p&expand[]=x` into nested objects, as Stripe reads bodies and queries. A later value replaces an earlier one of
 * the same name; `name[]` counts up.
 */
export function decodeForm(text: string): FormObject {
  const root = emptyObject();
  for (const [name, value] of new URLSearchParams(text)) {
    const [, first = "", rest = ""] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? [];
    if (!first) continue;
    const keys = [first, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1] ?? "")];
    let place = root;
    keys.forEach((key, index) => {
      const named = key === "" ? String(Object.keys(place).length) : key;
      if (index === keys.length - 1) {
        place[named] = value;
        return;
      }
      const next = place[named];
      const child = typeof next === "object" ? next : emptyObject();
      place[named] = child;
      place = child;
    });
  }
  return root;
}

function emptyObject(): FormObject {
  return Object.create(null) as FormObject;
}
