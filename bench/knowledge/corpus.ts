/** Pages as businesses have them, made up from a seed: the same seed gives the same text everywhere. */

export type CorpusChunk = { title: string; heading: string; text: string };

type Trade = { name: string; things: string[]; does: string[]; people: string[]; places: string[]; worries: string[] };

const TRADES: Trade[] = [
  {
    name: "dental practice",
    things:
      "crown,implant,filling,root canal,cleaning,whitening,retainer,night guard,veneer,x-ray,bridge,denture,extraction,sealant,fluoride treatment,deep cleaning,bone graft,aligner".split(
        ",",
      ),
    does: "fit,replace,polish,check,numb,restore,remove,repair".split(","),
    people: "dentist,hygienist,receptionist,oral surgeon,orthodontist,assistant".split(","),
    places: "treatment room,front desk,x-ray room,waiting area,recovery room".split(","),
    worries: "pain,swelling,bleeding,sensitivity,insurance,cost,anxiety,infection".split(","),
  },
  {
    name: "plumbing company",
    things:
      "water heater,faucet,drain,sewer line,garbage disposal,sump pump,toilet,shower valve,water softener,gas line,pressure regulator,hose bib,backflow preventer,tankless heater".split(
        ",",
      ),
    does: "unclog,replace,inspect,install,flush,reroute,seal,descale".split(","),
    people: "plumber,apprentice,dispatcher,inspector,estimator".split(","),
    places: "basement,crawl space,kitchen,bathroom,utility room,yard".split(","),
    worries: "leak,flood,low pressure,frozen pipe,smell,noise,corrosion,permit".split(","),
  },
  {
    name: "hotel",
    things:
      "deluxe room,family suite,breakfast buffet,airport shuttle,parking garage,swimming pool,gym,meeting room,rooftop bar,spa package,late checkout,crib,rollaway bed,minibar".split(
        ",",
      ),
    does: "book,clean,upgrade,reserve,serve,open,close,store".split(","),
    people: "concierge,housekeeper,night manager,bartender,chef,valet".split(","),
    places: "lobby,rooftop,garden,second floor,terrace,beach".split(","),
    worries: "deposit,cancellation,noise,pets,smoking,allergies,luggage,payment".split(","),
  },
  {
    name: "online shop",
    things:
      "running shoe,rain jacket,backpack,sleeping bag,tent,trekking pole,headlamp,water bottle,gift card,sun hat,fleece,climbing rope,camp stove,hiking boot".split(
        ",",
      ),
    does: "ship,return,exchange,pack,repair,wash,waterproof,track".split(","),
    people: "courier,warehouse team,support agent,repair specialist,buyer".split(","),
    places: "warehouse,pick-up point,store,customs office,service centre".split(","),
    worries: "delay,wrong size,damage,refund,warranty,duty,lost parcel,missing part".split(","),
  },
  {
    name: "law office",
    things:
      "will,trust,lease,contract,patent,trademark,settlement,divorce,custody agreement,power of attorney,deed,probate filing,injunction,affidavit,retainer".split(
        ",",
      ),
    does: "draft,review,file,contest,notarize,negotiate,sign,revoke".split(","),
    people: "attorney,paralegal,notary,mediator,judge,clerk".split(","),
    places: "court,county office,conference room,registry,archive".split(","),
    worries: "deadline,fee,evidence,liability,privacy,tax,inheritance,conflict of interest".split(","),
  },
  {
    name: "software service",
    things:
      "webhook,api key,invoice export,audit log,single sign-on,rate limit,sandbox account,event stream,access token,dashboard,usage report,data region,backup,rollback".split(
        ",",
      ),
    does: "configure,rotate,deploy,enable,disable,migrate,monitor,retry".split(","),
    people: "administrator,developer,billing contact,support engineer,owner".split(","),
    places: "settings page,console,status page,repository,staging environment".split(","),
    worries: "timeout,downtime,permission,quota,data loss,latency,outage,version".split(","),
  },
];

const SENTENCES = [
  "When you {do} a {thing}, the {person} explains each step and answers questions about {worry}.",
  "The price of a {thing} starts at ${n}, and it rises to ${m} when the {place} has to be prepared.",
  "Please call us at least {k} hours before if you want to {do} your {thing} on {day}.",
  "Our {person} meets you in the {place} and takes about {k} minutes for a {thing}.",
  "If there is any {worry}, a second {thing} within {k} weeks is free of charge.",
  "We {do} every {thing} ourselves and keep the papers about {worry} for {k} years.",
  "On {day} the {place} is open from {h} to {h} in the evening, except for {thing} appointments.",
  "Most people ask about {worry} first; the {person} in the {place} has a printed answer.",
  "A {thing} with {code} costs ${n} and includes everything the {person} needs to {do} it.",
  "Without a {thing} we cannot {do} anything in the {place}, because of {worry}.",
  "Members pay ${n} less for each {thing} and may {do} it twice in {month}.",
  "In {month} we had the {place} renewed, so a {thing} takes longer and {worry} is less likely.",
];
const DAYS = "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday".split(",");
const MONTHS = "January,March,April,June,September,October,December".split(",");
const SYLLABLES = "ba ko ri tan mel dor vix sa nu pel gra hol ten ska ulo fin mar zet lo qui".split(" ");

/** mulberry32: small, quick, good enough for text. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A page of chunks, some 70 words each. */
export function* makeCorpus(count: number, seed = 1): Generator<CorpusChunk> {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  // Names and article numbers: a tail of rare words, some in many chunks and most in a few, as in real material.
  const name = () => Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(SYLLABLES)).join("");
  const names = Array.from({ length: 12_000 }, name);
  const rare = () => names[Math.floor(names.length * random() ** 3)]!;
  for (let made = 0; made < count;) {
    const trade = pick(TRADES);
    const subject = pick(trade.things);
    const title = `${subject} ${rare()} (${trade.name})`;
    for (let part = 0; part < 8 && made < count; part++, made++) {
      const fill = (sentence: string) =>
        sentence.replaceAll(/\{(\w+)\}/g, (_, slot: string) => {
          if (slot === "thing") return random() < 0.4 ? subject : pick(trade.things);
          if (slot === "do") return pick(trade.does);
          if (slot === "person") return pick(trade.people);
          if (slot === "place") return pick(trade.places);
          if (slot === "worry") return pick(trade.worries);
          if (slot === "day") return pick(DAYS);
          if (slot === "month") return pick(MONTHS);
          if (slot === "code") return rare();
          if (slot === "h") return `${7 + Math.floor(random() * 12)}`;
          if (slot === "k") return `${1 + Math.floor(random() * 60)}`;
          return `${10 + Math.floor(random() * 1900)}`;
        });
      const sentences = Array.from({ length: 5 }, () => fill(pick(SENTENCES)));
      yield { title, heading: `${pick(trade.worries)} and ${pick(trade.things)}`, text: sentences.join(" ") };
    }
  }
}

/**
 * Vectors for measuring speed, thousands a second: hashed words, of length 1. Searching takes as long as with any others; how well a search answers is
 * measured with the stand-in's vectors, not with these.
 */
export function createQuickEmbedder(dimensions: number): (text: string) => Float32Array {
  const known = new Map<string, Uint32Array>();
  const placesOf = (word: string): Uint32Array => {
    const found = known.get(word);
    if (found) return found;
    let hash = 0x811c9dc5;
    for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
    const random = seeded(hash);
    const made = Uint32Array.from({ length: 6 }, () => Math.floor(random() * 4_294_967_296));
    known.set(word, made);
    return made;
  };
  return (text) => {
    const sum = new Float32Array(dimensions);
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
      for (const hash of placesOf(word)) sum[hash % dimensions]! += hash >>> 31 === 0 ? 1 : -1;
    }
    let squares = 0;
    for (const value of sum) squares += value * value;
    const length = Math.sqrt(squares) || 1;
    return sum.map((value) => value / length);
  };
}

/** Questions about that material, as a caller might put them. */
export function* makeQuestions(count: number, seed = 2): Generator<string> {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  for (let made = 0; made < count; made++) {
    const trade = pick(TRADES);
    const [thing, other] = [pick(trade.things), pick(trade.things)];
    yield pick([
      `How much does a ${thing} cost on ${pick(DAYS)}?`,
      `Do you ${pick(trade.does)} the ${thing} in the ${pick(trade.places)}?`,
      `I'm worried about ${pick(trade.worries)}, what does the ${pick(trade.people)} do about it?`,
      `What do members pay for a ${thing} in ${pick(MONTHS)}?`,
      `Can I ${pick(trade.does)} my ${thing} and the ${other} on the same day?`,
    ]);
  }
}
