import { walkXml } from "./walk-xml";

/** What a paragraph of a style is; 0: no heading. */
export type DocxStyle = { level: number; isTitle: boolean; isItem: boolean };

type Found = { name: string; basedOn: string | null; outline: number | null; isItem: boolean };

/** By the style's id. Names of the styles that Word has are English in the file, whatever its language. */
export function readStyles(xml: string): ReadonlyMap<string, DocxStyle> {
  const found = new Map<string, Found>();
  let style: Found | null = null;
  walkXml(xml, {
    open(name, { val = "", styleId, type }) {
      if (name === "style") {
        style = { name: "", basedOn: null, outline: null, isItem: false };
        if (styleId && type === "paragraph") found.set(styleId, style);
      } else if (style) {
        if (name === "name") style.name = val;
        if (name === "basedOn") style.basedOn = val;
        if (name === "outlineLvl") style.outline = Number(val);
        if (name === "numId") style.isItem = val !== "0";
      }
    },
    text: () => undefined,
    close(name) {
      if (name === "style") style = null;
    },
  });
  return new Map([...found].map(([id, each]) => [id, resolve(each, found)]));
}

const MOST_STEPS = 10;

function resolve(style: Found, all: ReadonlyMap<string, Found>): DocxStyle {
  const result: DocxStyle = { level: 0, isTitle: false, isItem: false };
  let each: Found | undefined = style;
  for (let step = 0; each && step < MOST_STEPS; step += 1) {
    const named = /^heading (\d)$/i.exec(each.name)?.[1];
    const outline = each.outline !== null && each.outline >= 0 && each.outline < 9 ? each.outline + 1 : 0;
    result.level ||= named ? Number(named) : outline;
    result.isTitle ||= /^title$/i.test(each.name);
    result.isItem ||= each.isItem;
    each = each.basedOn === null ? undefined : all.get(each.basedOn);
  }
  return { ...result, isItem: result.isItem && result.level === 0 };
}
