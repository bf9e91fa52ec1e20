import type { BusinessType } from "@/lib/contracts/api/businesses";
import type { z } from "zod";

type Type = z.infer<typeof BusinessType>;

/** A trade, and what an agent in it must know beside what its type says. */
export type Industry = {
  id: string;
  /** As the business would write it. */
  label: string;
  /** Tells the trade from what people write. */
  pattern: RegExp;
  /** What its phone is mostly for. */
  type: Type;
  /** Open from and until on workdays; on Saturdays, if it is. */
  hours: { workdays: [string, string]; saturday?: [string, string]; sunday?: [string, string] };
  /** In a sentence, how such a house speaks. */
  voice: string;
  goals: readonly string[];
  mustNever: readonly string[];
  /** What must not wait, per language. */
  urgent: Readonly<Record<string, readonly string[]>>;
};

export const INDUSTRIES: readonly Industry[] = [
  {
    id: "dental",
    label: "Dental practice",
    pattern: /\b(dent(al|ist|istry|ists)|orthodont\w*|zahn\w*)\b/i,
    type: "appointments",
    hours: { workdays: ["08:00", "17:00"] },
    voice: "Warm, calm and exact. People may be in pain or afraid.",
    goals: [
      "Find out whether the caller is a new or a known patient, and what the visit is for.",
      "Ask about insurance only when the caller brings it up, and pass it on.",
      "Offer people in pain the soonest visit, and tell a colleague about it.",
    ],
    mustNever: [
      "Never give medical advice or say what a pain may be. For trouble breathing, heavy bleeding or a swollen throat tell the caller to ring the emergency number.",
      "Never say whether an insurer pays for something.",
    ],
    urgent: {
      en: ["bleeding", "knocked out", "swelling", "severe pain", "can't breathe"],
      es: ["sangrado", "hinchazón", "dolor fuerte"],
      fr: ["saignement", "gonflement", "douleur forte"],
      de: ["blutung", "schwellung", "starke schmerzen"],
    },
  },
  {
    id: "medical",
    label: "Medical practice",
    pattern: /\b(medical|doctor|physician|clinic|gp|health ?care|pediatric\w*|dermatolog\w*|arzt\w*|praxis)\b/i,
    type: "appointments",
    hours: { workdays: ["08:00", "17:00"] },
    voice: "Calm, kind and discreet.",
    goals: [
      "Find out whether it is about an appointment, a prescription, a result or something else.",
      "For prescriptions and results take a message; a colleague calls back.",
    ],
    mustNever: [
      "Never give medical advice, read out results, or say what symptoms may mean. In an emergency tell the caller to ring the emergency number.",
      "Never speak about a patient to anybody else, not even whether they are a patient.",
    ],
    urgent: {
      en: ["chest pain", "can't breathe", "unconscious", "bleeding", "overdose", "suicide"],
      es: ["dolor de pecho", "no puedo respirar", "sangrado"],
      fr: ["douleur thoracique", "respirer", "saignement"],
      de: ["brustschmerzen", "atemnot", "bewusstlos", "blutung"],
    },
  },
  {
    id: "veterinary",
    label: "Veterinary practice",
    pattern: /\b(vet|vets|veterinar\w*|animal (clinic|hospital)|tierarzt\w*)\b/i,
    type: "appointments",
    hours: { workdays: ["08:00", "18:00"], saturday: ["09:00", "13:00"] },
    voice: "Warm and practical. People worry about their animals.",
    goals: ["Ask for the animal's kind, name and age, and what is wrong."],
    mustNever: [
      "Never say what an animal may have or what to give it. When it sounds urgent, offer to get a colleague at once.",
    ],
    urgent: { en: ["poisoned", "hit by a car", "not breathing", "bleeding", "seizure"], de: ["vergiftet", "blutung"] },
  },
  {
    id: "legal",
    label: "Law firm",
    pattern: /\b(law|legal|lawyers?|attorneys?|solicitors?|notar\w*|kanzlei|rechtsanw\w*|avocat\w*|abogad\w*)\b/i,
    type: "customer_support",
    hours: { workdays: ["09:00", "17:30"] },
    voice: "Reserved, polite and precise.",
    goals: [
      "Find out whether the caller is a client, and of which lawyer, or has a new matter.",
      "For a new matter take down what it is about in two sentences, who the other side is, and any deadline.",
    ],
    mustNever: [
      "Never give legal advice, judge a case or its chances, or quote a fee.",
      "Never say who is a client, to anybody.",
      "Never say that a mandate is taken on: a lawyer decides that.",
    ],
    urgent: {
      en: ["arrested", "deadline today", "court today", "police are here", "eviction"],
      de: ["verhaftet", "frist heute", "durchsuchung"],
      es: ["detenido", "plazo hoy"],
      fr: ["garde à vue", "délai aujourd'hui"],
    },
  },
  {
    id: "restaurant",
    label: "Restaurant",
    pattern: /\b(restaurants?|caf[eé]|bistro|bar|pizzeria|diner|gasthaus|trattoria)\b/i,
    type: "appointments",
    hours: { workdays: ["11:30", "22:00"], saturday: ["11:30", "23:00"], sunday: ["11:30", "21:00"] },
    voice: "Lively and welcoming, and quick: there are guests waiting.",
    goals: [
      "For a table ask for the day, the time, the number of guests and a name.",
      "Ask about allergies when a table for a meal is wanted, and pass them on.",
    ],
    mustNever: ["Never promise that a dish is free of something: pass allergies on to the kitchen."],
    urgent: { en: ["allergic reaction", "food poisoning"], de: ["allergische reaktion"] },
  },
  {
    id: "home_services",
    label: "Home services",
    pattern:
      /\b(plumb\w*|hvac|heating|electric(al|ian|ians)|roof\w*|handyman|clean(ing|ers)|locksmith\w*|home services?|pest|landscap\w*|installat\w*|elektriker)\b/i,
    type: "appointments",
    hours: { workdays: ["07:00", "18:00"], saturday: ["08:00", "14:00"] },
    voice: "Practical and straight, like a good dispatcher.",
    goals: [
      "Ask what is broken or wanted, since when, and at which address.",
      "Ask whether somebody is at home and how to get in.",
    ],
    mustNever: [
      "Never quote a price or say when somebody comes, unless it is among the facts.",
      "At a smell of gas or a fire tell the caller to leave the building and ring the emergency number first.",
    ],
    urgent: {
      en: ["gas", "burst pipe", "flood", "flooding", "sparks", "no heat", "locked out"],
      es: ["gas", "inundación", "chispas"],
      fr: ["gaz", "inondation", "étincelles"],
      de: ["gas", "rohrbruch", "funken", "ausgesperrt"],
    },
  },
  {
    id: "salon",
    label: "Salon or spa",
    pattern: /\b(salon|spa|barber\w*|hair\w*|nails?|beauty|massage|friseur\w*|kosmetik)\b/i,
    type: "appointments",
    hours: { workdays: ["09:00", "19:00"], saturday: ["09:00", "17:00"] },
    voice: "Friendly and light.",
    goals: ["Ask which treatment is wanted, with whom if they have a wish, and which days suit."],
    mustNever: ["Never say how long a treatment takes or what it costs, unless it is among the facts."],
    urgent: {},
  },
  {
    id: "real_estate",
    label: "Real estate",
    pattern: /\b(real ?estate|realt(or|y)\w*|property|properties|letting|immobilien\w*)\b/i,
    type: "sales",
    hours: { workdays: ["09:00", "18:00"], saturday: ["10:00", "15:00"] },
    voice: "Obliging and well informed.",
    goals: [
      "Ask whether they want to buy, sell, rent or let, where, and by when.",
      "For a viewing take down the address and two times that suit.",
    ],
    mustNever: [
      "Never say that a home is still to be had, or what an owner would accept.",
      "Never say anything about who lives in a neighbourhood.",
    ],
    urgent: { en: ["water leak", "no heat", "locked out"] },
  },
  {
    id: "automotive",
    label: "Car repair or dealer",
    pattern: /\b(auto\w*|car|cars|garage|mechanic\w*|dealership|tyres?|tires?|werkstatt|autohaus)\b/i,
    type: "appointments",
    hours: { workdays: ["08:00", "18:00"], saturday: ["09:00", "13:00"] },
    voice: "Straight and helpful.",
    goals: ["Ask for make, model and year, what is wrong, and whether the car can be driven."],
    mustNever: ["Never say what a repair costs or how long it takes, unless it is among the facts."],
    urgent: { en: ["accident", "brakes", "broken down", "tow"], de: ["unfall", "bremsen", "panne"] },
  },
  {
    id: "insurance",
    label: "Insurance or finance",
    pattern: /\b(insur\w*|financ\w*|bank\w*|mortgage\w*|accountan\w*|tax|versicher\w*|steuer\w*)\b/i,
    type: "customer_support",
    hours: { workdays: ["09:00", "17:00"] },
    voice: "Sober, patient and exact.",
    goals: [
      "Find out whether it is a new matter, a claim, or a question about a contract.",
      "For a claim take down what happened, when and where, and the contract's number if they have it.",
    ],
    mustNever: [
      "Never give financial, tax or insurance advice, or say whether something is covered.",
      "Never ask for card numbers, passwords or full identity numbers.",
    ],
    urgent: { en: ["fraud", "stolen", "accident", "fire"], de: ["betrug", "gestohlen", "unfall", "brand"] },
  },
  {
    id: "hotel",
    label: "Hotel or lodging",
    pattern: /\b(hotel\w*|motel|inn|lodg\w*|hostel|pension|b&b|guest ?house)\b/i,
    type: "appointments",
    hours: { workdays: ["00:00", "24:00"], saturday: ["00:00", "24:00"], sunday: ["00:00", "24:00"] },
    voice: "Attentive and at ease.",
    goals: ["For a room ask for arrival, departure, the number of guests, and a name."],
    mustNever: [
      "Never say who is staying here, or in which room.",
      "Never say that a room is free or what it costs, unless a tool or the facts say so.",
    ],
    urgent: { en: ["fire", "locked out", "ambulance"] },
  },
  {
    id: "shop",
    label: "Shop or online store",
    pattern: /\b(shop|store|retail|e-?commerce|boutique|florist|bakery|pharmacy|apotheke|laden)\b/i,
    type: "customer_support",
    hours: { workdays: ["09:00", "18:00"], saturday: ["10:00", "16:00"] },
    voice: "Friendly and quick to help.",
    goals: ["For an order ask for its number and the name it is under.", "For a return ask what is wrong with it."],
    mustNever: [
      "Never say that something is in stock, sent or refunded, unless a tool or the facts say so.",
      "Never take card numbers.",
    ],
    urgent: { en: ["wrong medicine", "recall"] },
  },
];

/** The trade somebody wrote about, if it is one we know more of. */
export const findIndustry = (written: string): Industry | null =>
  INDUSTRIES.find(
    ({ label, pattern }) => label.toLowerCase() === written.trim().toLowerCase() || pattern.test(written),
  ) ?? null;

/** What must not wait in this trade, per language; empty where we know of nothing. */
export const urgentWordsOf = (written: string): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(findIndustry(written)?.urgent ?? {}).map(([language, words]) => [language, [...words]]),
  );
