import { describe, expect, it } from "vitest";
import { scoresSentiment, sentimentOf } from "./score-text";
import { sentimentLabel } from "./sentiment-label";

const label = (text: string, language = "en-US") => sentimentLabel(sentimentOf(text, language) ?? Number.NaN);

describe("English, as VADER published it", () => {
  // The compounds of vaderSentiment 3.3.2.
  it.each([
    ["VADER is smart, handsome, and funny.", 0.8316],
    ["The service here is terrible.", -0.4767],
    ["The service here is extremely terrible.", -0.5256],
    ["I am not happy.", -0.4585],
    ["I was not really satisfied with the repair.", -0.3713],
    ["The technician was friendly but the repair was awful.", -0.4404],
    ["This is the worst company I have ever called!", -0.6588],
    ["I am VERY disappointed", -0.6281],
    ["Thanks for the wonderful service!!!", 0.8164],
    ["I am barely happy with it", 0.5279],
  ])("%s → %s", (text, published) => expect(sentimentOf(text, "en")).toBe(published));

  it("counts emphasis: adverbs, exclamation marks and capitals", () => {
    const plain = sentimentOf("this is bad", "en") ?? 0;
    expect(sentimentOf("this is really bad", "en")).toBeLessThan(plain);
    expect(sentimentOf("this is slightly bad", "en")).toBeGreaterThan(plain);
    expect(sentimentOf("this is bad!!", "en")).toBeLessThan(plain);
    expect(sentimentOf("this is BAD", "en")).toBeLessThan(plain);
  });

  it("stays between -1 and 1, and says nothing of nothing", () => {
    expect(sentimentOf("terrible ".repeat(200), "en")).toBeGreaterThanOrEqual(-1);
    expect(sentimentOf("wonderful ".repeat(200), "en")).toBeLessThanOrEqual(1);
    for (const text of ["", "   ", "...", "constructor toString __proto__"]) expect(sentimentOf(text, "en")).toBe(0);
  });
});

describe("English on the telephone", () => {
  it.each([
    "Thank you so much, you have been really helpful.",
    "No, that's great.",
    "No. Perfect.",
    "No problem.",
    "Oh, wonderful, it works now.",
    "I'm not unhappy with it.",
  ])("positive: %s", (text) => expect(label(text)).toBe("positive"));

  it.each([
    "I'd like to book an appointment for Friday, please.",
    "Yes.",
    "No.",
    "Yes, that's right.",
    "Okay, can you help me?",
    "My number is five five five, one two three four.",
    "What time do you open on Monday?",
    "Are you free on Tuesday?",
    "Well, it sounds like two in the afternoon.",
  ])("neutral: %s", (text) => expect(label(text)).toBe("neutral"));

  it.each([
    "This is not good.",
    "Not happy at all.",
    "I don't like this, it isn't great.",
    "Your heater still doesn't work.",
    "I'm fed up, this is a waste of my time.",
    "I've been waiting for forty minutes.",
    "Is this a joke?",
    "The first visit was nice, but the repair is terrible.",
    "You overcharged me again.",
    "That's no help.",
    "It is never a pleasure to call you.",
  ])("negative: %s", (text) => expect(label(text)).toBe("negative"));

  it("reaches the alert's threshold of -0.5 with what an upset caller says, not with a plain report of trouble", () => {
    expect(sentimentOf("This is ridiculous, I'm really angry and nobody helps me.", "en")).toBeLessThanOrEqual(-0.5);
    expect(sentimentOf("My kitchen sink has a leak.", "en")).toBeGreaterThan(-0.5);
  });

  it("takes irony at its word: words are all it has", () => {
    expect(label("Oh great, another hour on hold. Fantastic.")).toBe("positive");
    expect(label("Yeah right.")).toBe("negative");
  });
});

describe("other languages", () => {
  it.each([
    ["de-DE", "positive", "Vielen Dank, das war sehr hilfreich."],
    ["de-DE", "positive", "Das ist kein Problem."],
    ["de", "neutral", "Guten Tag, ich hätte gerne einen Termin am Freitag."],
    ["de", "negative", "Das gefällt mir überhaupt nicht."],
    ["de", "negative", "Die Heizung funktioniert nicht."],
    ["de", "negative", "Ich bin nicht zufrieden."],
    ["de", "negative", "Das ist eine Frechheit, ich bin wirklich wütend!"],
    ["fr-FR", "positive", "Merci beaucoup, c'est parfait."],
    ["fr", "positive", "Pas de problème."],
    ["fr", "neutral", "Je voudrais un rendez-vous pour lundi, s'il vous plaît."],
    ["fr", "negative", "Je ne suis pas content."],
    ["fr", "negative", "Le chauffage ne marche pas."],
    ["fr", "negative", "C'est inadmissible, j'en ai marre."],
    ["es-ES", "positive", "Muchas gracias, muy amable."],
    ["es", "positive", "No hay problema."],
    ["es", "neutral", "Buenos días, quería una cita para el lunes, por favor."],
    ["es", "negative", "La calefacción no funciona."],
    ["es", "negative", "No estoy contento con el servicio."],
    ["es", "negative", "Esto es una vergüenza, estoy harto."],
  ])("%s, %s: %s", (language, expected, text) => expect(label(text, language)).toBe(expected));

  it("is not scored where there are no rules for it", () => {
    expect(sentimentOf("素晴らしい", "ja-JP")).toBeNull();
    expect(sentimentOf("great", "multi")).toBeNull();
    expect(scoresSentiment("nl")).toBe(false);
    expect(scoresSentiment("EN_us")).toBe(true);
  });
});
