import { expect, test } from "vitest";
import { namesAnotherText } from "./texted";

test.each([
  ["I've texted you the address.", "en-US", "Price list"],
  ["I've texted you the link to book.", "en", "address"],
  ["I have sent your appointment to your phone.", "en", "address"],
  ["Le he enviado la dirección por mensaje.", "es", "appointment"],
  ["Ich habe Ihnen den Link geschickt.", "de-DE", "address"],
  ["Je vous ai envoyé l'adresse par SMS.", "fr", "Tarifs"],
])("%j (%s) is not %j", (said, language, what) => expect(namesAnotherText(said, language, what)).toBe(true));

test.each([
  ["I've texted you the address.", "en", "address"],
  ["I've texted you the link to the price list.", "en", "Price list"],
  ["I've texted you that.", "en", "address"],
  ["I've texted you our price list.", "en", "Price list"],
  ["I've texted you the address for your appointment.", "en", "address"],
  ["I've texted you the link to our booking page.", "en", "address"],
  ["I've texted you the address.", "en", "Map to our address"],
  ["I've sent it to your e-mail address.", "en", "Price list"],
  ["Ich habe Ihnen die Adresse geschickt.", "de", "address"],
  ["住所を送りました。", "ja", "Price list"],
])("%j (%s) may well be %j", (said, language, what) => expect(namesAnotherText(said, language, what)).toBe(false));
