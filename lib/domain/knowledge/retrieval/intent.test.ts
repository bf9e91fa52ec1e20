import { expect, it } from "vitest";
import { intentOf } from "./intent";

it.each([
  "do you take Cigna",
  "um, hi, how much is a crown?",
  "and how much is that",
  "yes, and do you take Cigna?",
  "parking?",
  "I was wondering if you're open on Saturdays",
  "I have a toothache and need a crown",
  "can I book online, and what does it cost",
  "¿Cuánto cuesta una limpieza?",
  "Was kostet eine Krone",
  "Avez-vous un parking ?",
])("takes %j for a question", (said) => expect(intentOf(said)).toBe("question"));

it.each([
  "goodbye",
  "Thank you, bye bye!",
  "hello there",
  "how are you today",
  "okay, great",
  "um",
  "Danke, auf Wiederhören",
  "Merci, au revoir",
  "gracias, hasta luego",
])("takes %j for small talk", (said) => expect(intentOf(said)).toBe("small_talk"));

it.each([
  ["yes please", "Shall I book it?"],
  ["no thanks", "Anything else?"],
  ["four one five, five five five, oh one two three", "What is your number?"],
  ["415-555-0123 is my number 2", "What is your number?"],
  ["Maria Gonzalez", "May I have your name?"],
  ["my name is Peter", ""],
  ["peter dot miller at example dot com", "And your email?"],
  ["Tuesday", "Which day works for you?"],
  ["sí, claro", ""],
  ["ja, genau", ""],
  ["oui", ""],
])("takes %j after %j for an answer", (said, before) => expect(intentOf(said, before)).toBe("answer"));

it.each([
  "I'd like to book an appointment",
  "can you transfer me to a person",
  "please call me back",
  "quiero hablar con una persona",
  "ich möchte gerne einen Termin",
  "je voudrais annuler",
])("takes %j for something to do", (said) => expect(intentOf(said)).toBe("action"));
