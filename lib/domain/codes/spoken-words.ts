/** How letters, digits and dashes are said, per language. All words are lower case and without accents, as `plainWords` leaves them. */

export type SpokenLanguage = "en" | "de" | "fr" | "es";

/** What a phrase may stand for, likeliest first; "" is nothing, "-" a dash. */
export type Meaning = {
  readonly readings: readonly string[];
  /** Said in a way that sounds like nothing else. */
  readonly sure: boolean;
};

type Words = Readonly<Record<string, string>>;

const BARE: Words = Object.fromEntries(
  [..."abcdefghijklmnopqrstuvwxyz"].map((letter) => [letter, letter.toUpperCase()]),
);

/** "word word=X", one letter or digit after the equals sign. */
const listOf = (text: string): Words =>
  Object.fromEntries(
    text
      .trim()
      .split(/\s*;\s*/)
      .flatMap((entry) => {
        const [names = "", meaning = ""] = entry.split("=");
        return names.split("|").map((name) => [name.trim(), meaning]);
      }),
  );

const LETTERS: Readonly<Record<SpokenLanguage, Words>> = {
  en: listOf(`ay|eh=A; bee|be=B; see|sea|cee=C; dee=D; ee=E; eff|ef=F; gee|jee=G; aitch|haitch=H; eye|aye=I; jay=J; kay|cay=K; el|ell=L;
    em=M; en=N; oh|owe=O; pea|pee=P; queue|cue|kew=Q; are|ar=R; ess=S; tea|tee=T; you|yu|ewe=U; vee=V; ex|eks=X; why|wye=Y; zee|zed=Z`),
  de: listOf(`ah=A; be|beh=B; ce|tse|zeh|ceh=C; de|deh=D; eh=E; ef|eff=F; ge|geh=G; ha=H; ih=I; jot|jott=J; ka|kah=K; el|ell=L; em|emm=M;
    en|enn=N; oh=O; pe|peh=P; ku|kuh|qu=Q; er|err=R; es|ess=S; te|teh|tee=T; uh=U; vau|fau=V; we|weh=W; ix|iks=X; ypsilon|upsilon=Y; zet|zett=Z`),
  fr: listOf(`ah=A; be=B; ce=C; de=D; eu|euh=E; effe=F; ge|jay=G; ache|hache=H; ji|gi=J; ka|cas=K; elle=L; emme|aime=M; enne=N; oh=O; pe=P;
    cu|ku=Q; erre|air=R; esse=S; te=T; ve=V; double ve|double v=W; ixe|iks=X; i grec|igrec=Y; zede|zed=Z`),
  es: listOf(`ah=A; be=B; ce=C; de=D; efe=F; ge=G; hache=H; jota=J; ka=K; ele=L; eme=M; ene=N; oh=O; pe=P; cu|ku=Q; erre|ere=R; ese=S; te=T;
    uve|ve=V; uve doble|doble uve|doble ve|doble u|ve doble=W; equis=X; i griega|ye|igriega=Y; zeta|ceta=Z`),
};

/** Spelling alphabets: these words are mistaken for nothing. */
const SPELLING: Words =
  listOf(`alpha|alfa|anton=A; bravo|berta=B; charlie|casar|caesar=C; delta|dora=D; echo|emil=E; foxtrot|friedrich=F;
  golf|gustav=G; hotel|heinrich=H; india|ida=I; juliet|juliett|juliette|julius=J; kilo|kaufmann|konrad=K; lima|ludwig=L; mike|martha|marta=M;
  november|nordpol=N; oscar|oskar|otto=O; papa|paula=P; quebec|quelle=Q; romeo|richard=R; sierra|samuel|siegfried=S; tango|theodor=T;
  uniform|ulrich=U; victor|viktor=V; whiskey|whisky|wilhelm=W; xray|x ray|xanthippe=X; yankee=Y; zulu|zacharias=Z`);

const DASHES: Readonly<Record<SpokenLanguage, Words>> = {
  en: listOf("dash|hyphen|minus=-"),
  de: listOf("strich|bindestrich|minus|trennstrich=-"),
  fr: listOf("tiret|moins|trait d union=-"),
  es: listOf("guion|menos|raya=-"),
};

/** Also everyday words: what they mean depends on whether the rest fits. */
const EVERYDAY = new Set(
  "a i e y o are you see sea be why to too for ate won oh eye aye es er we de te en el ye elle air aime te ce ve".split(
    " ",
  ),
);
const HOMOPHONES: Words = listOf("to|too=2; for|fore=4; ate=8; won=1");

/** Around a code, never in it. */
const FILLERS = new Set(
  `my your the account id number code is it its it's s and then uh um er erm okay ok yes yeah please so well that thats this here hi hello sure
  mein meine das der die konto kontonummer nummer ist lautet und dann ahm also ja bitte
  mon ma le la les compte numero est c et puis alors oui voici s il vous plait
  mi cuenta numero es el y luego entonces si aqui por favor the they sent me says i have got`
    .split(/\s+/)
    .filter((word) => word.length > 1),
);

const ONES: Readonly<Record<SpokenLanguage, string>> = {
  en: "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
  de: "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn",
  fr: "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix+sept dix+huit dix+neuf",
  es: "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
};
const TENS: Readonly<Record<SpokenLanguage, string>> = {
  en: "twenty thirty forty fifty sixty seventy eighty ninety",
  de: "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
  fr: "vingt trente quarante cinquante soixante soixante+dix quatre+vingt quatre+vingt+dix",
  es: "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
};
const OTHER_NUMBERS: Readonly<Record<SpokenLanguage, Words>> = {
  en: listOf("nought|naught|nil=0; niner=9; tree=3; fife=5"),
  de: listOf("ein|eine=1; zwo=2; fuenf=5; zwoelf=12; dreizig=30"),
  fr: listOf("une=1; septante=70; huitante|octante=80; nonante=90; quatre vingts=80"),
  es: listOf("un|una=1; veintiun=21"),
};

/** Every number from 0 to 99 by name. */
function numbersOf(language: SpokenLanguage): Map<string, string> {
  const ones = ONES[language].split(" ").map((word) => word.replaceAll("+", " "));
  const tens = TENS[language].split(" ").map((word) => word.replaceAll("+", " "));
  const names = new Map<string, string>(Object.entries(OTHER_NUMBERS[language]));
  ones.forEach((name, value) => names.set(name, String(value)));
  tens.forEach((ten, index) => {
    const value = (index + 2) * 10;
    names.set(ten, String(value));
    // French counts on from 60 and from 80 to 19.
    const most = language === "fr" && (value === 60 || value === 80) ? 19 : 9;
    if (language === "fr" && (value === 70 || value === 90)) return;
    for (let unit = 1; unit <= most; unit++) {
      for (const name of together(language, ten, ones[unit] ?? "", unit)) names.set(name, String(value + unit));
    }
  });
  return names;
}

function together(language: SpokenLanguage, ten: string, one: string, unit: number): string[] {
  if (language === "de") {
    const short = unit === 1 ? "ein" : one;
    return [
      `${short}und${ten}`,
      `${short} und ${ten}`,
      ...(unit === 2 ? [`zwound${ten}`] : []),
      ...(unit === 5 ? [`fuenfund${ten}`] : []),
    ];
  }
  if (language === "fr") return [`${ten} ${one}`, `${ten} et ${one}`];
  if (language === "es") return ten === "veinte" ? [`veinti${one}`] : [`${ten} y ${one}`];
  return [`${ten} ${one}`];
}

export type Lexicon = {
  readonly meanings: ReadonlyMap<string, Meaning>;
  /** Words in the longest phrase. */
  readonly longest: number;
  readonly times: ReadonlyMap<string, number>;
  readonly fillers: ReadonlySet<string>;
};

const TIMES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    double: 2,
    doubled: 2,
    triple: 3,
    treble: 3,
    doppel: 2,
    doppelt: 2,
    zweimal: 2,
    dreimal: 3,
    doble: 2,
  }),
);

const built = new Map<SpokenLanguage, Lexicon>();

/** The words of a language on top of English ones, which are understood everywhere. */
export function lexiconOf(language: SpokenLanguage): Lexicon {
  const known = built.get(language);
  if (known) return known;
  const meanings = new Map<string, Meaning>();
  const add = (words: Words | Map<string, string>, sure: boolean) => {
    for (const [name, meaning] of words instanceof Map ? words : Object.entries(words)) {
      meanings.set(name, { readings: EVERYDAY.has(name) ? [meaning, ""] : [meaning], sure });
    }
  };
  const languages: SpokenLanguage[] = language === "en" ? ["en"] : ["en", language];
  add(HOMOPHONES, false);
  for (const each of languages) {
    add(LETTERS[each], false);
    add(numbersOf(each), true);
    add(DASHES[each], true);
  }
  add(SPELLING, true);
  add(BARE, false);
  for (const name of ["double u", "double you"]) meanings.set(name, { readings: ["W", "UU"], sure: false });
  const longest = Math.max(...[...meanings.keys()].map((name) => name.split(" ").length));
  const lexicon = { meanings, longest, times: TIMES, fillers: FILLERS };
  built.set(language, lexicon);
  return lexicon;
}
