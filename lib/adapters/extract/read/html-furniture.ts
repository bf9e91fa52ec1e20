import { type Element, find, squeeze, wordsOf } from "./html-tree";

/** What stands around what a page says: menus, banners, notices about cookies, the site's foot. */

const TAGS = new Set(["nav", "aside", "footer", "dialog", "form"]);
const ROLES = new Set(
  "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar tablist".split(" "),
);
const NAMES =
  /(?:^|[-_ ])(?:cookies?|consent|gdpr|onetrust|cookiebot|breadcrumbs?|skip(?:-?(?:link|nav|to)\S*)?|(?:site|main|top|side|global)?-?(?:nav|navbar|navigation|menu|sidebar)|toc|table-of-contents|share|sharing|social(?:-\S*)?|newsletter|pagination|pager|popup|modal|advert(?:isement)?|ads?|related(?:-(?:posts|articles))?|sr-only|visually-hidden|screen-reader-text)(?=$|[-_ ])/i;
const COOKIE_WORDS = /\bcookies?\b/i;
const COOKIE_CHOICE =
  /accept|agree|consent|decline|reject|akzeptier|zustimm|ablehn|acept|rechaz|accepter|refuser|preferences|einstellungen/i;

/** How the parts of a page are called that a click folds and unfolds. */
const FOLDS = /accordion|collapse|toggle|faq|answer|tab-?(?:content|pane|panel)/i;

/** What opens a part of the page by a click. */
export const isOpener = ({ attributes }: Element): boolean =>
  "aria-expanded" in attributes ||
  (attributes["role"] === "button" && /accordion|toggle|faq|question|tab-title/i.test(attributes["class"] ?? ""));

export function isHidden({ name, attributes }: Element): boolean {
  if (name === "head" || name === "title") return true;
  // The folded part of a list of questions is what the page says.
  const isFolded =
    attributes["role"] === "region" || "aria-labelledby" in attributes || FOLDS.test(attributes["class"] ?? "");
  if (!isFolded && ("hidden" in attributes || attributes["aria-hidden"] === "true")) return true;
  return /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attributes["style"] ?? "") && !isFolded;
}

/**
 * True for what is not part of what the page says. `inMain`: in what the page calls its main part, where a form's or a side note's words belong
 * to it, and a header is a heading.
 */
export function isFurniture(element: Element, inMain: boolean): boolean {
  const { name, attributes } = element;
  const role = attributes["role"]?.toLowerCase() ?? "";
  if (name === "body" || name === "main" || name === "html" || role === "main") return false;
  if (name === "nav" || ROLES.has(role)) return true;
  if (!inMain && (TAGS.has(name) || name === "header")) return !isMostOfIt(element);
  const named = `${attributes["class"] ?? ""} ${attributes["id"] ?? ""}`;
  if (named.length < 500 && NAMES.test(named)) return !isMostOfIt(element);
  return isCookieNotice(element);
}

/** Some sites put the whole page into what is named after a menu, or into a form. */
const isMostOfIt = (element: Element): boolean =>
  find(element, ({ name }) => name === "main" || name === "article" || name === "h1") !== null &&
  squeeze(wordsOf(element)).length > 400;

function isCookieNotice(element: Element): boolean {
  if (!["div", "section", "p"].includes(element.name)) return false;
  const named = element.attributes["id"] ?? element.attributes["class"] ?? "";
  if (!/banner|notice|bar|overlay|cc-|cmp/i.test(named)) return false;
  const words = squeeze(wordsOf(element));
  return words.length < 1_500 && COOKIE_WORDS.test(words) && COOKIE_CHOICE.test(words);
}

/** What a caller may ask for and sites say in their foot alone: where the business is, when it is open, how it is reached. */
const CONTACT =
  /\+?\d[\d\s().\-/]{7,}\d|@[\w-]+\.\w|\b\d{1,2}(?::\d{2})?\s?(?:[ap]\.?m\.?|uhr|h)\b|\b\d{1,2}:\d{2}\b|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\s*[:–-]|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lunes|martes|lundi|mardi)\b|\b\d{1,5}\s+[\p{L}. ]+\b(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|drive|suite)\b|\b\d{5}\s+\p{Lu}\p{L}+/iu;

export const saysContact = (text: string): boolean =>
  text.length <= 300 && CONTACT.test(text) && !/©|\(c\)|copyright|all rights/i.test(text);

/** Where the page's own words are: what it calls its main part, or its only article, if that is a good part of it; else all of it. */
export function mainPart(body: Element): { part: Element; isMarked: boolean } {
  const whole = squeeze(wordsOf(body)).length;
  const marked =
    find(body, ({ name, attributes }) => name === "main" || attributes["role"] === "main") ??
    find(body, ({ name }) => name === "article");
  const isEnough = marked !== null && squeeze(wordsOf(marked)).length >= Math.min(200, whole / 4);
  return isEnough ? { part: marked, isMarked: true } : { part: body, isMarked: false };
}
