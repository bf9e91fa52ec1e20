/** Words for 0 to 99 in English, Spanish, German and French, each as the digits it stands for; several words are joined by a space. */
export const NUMBER_WORDS: ReadonlyMap<string, string> = buildWords();

/** The most words that make one number: "quatre vingt dix neuf". */
export const MOST_WORDS = 4;

/** Words that say the next digit several times: "double four". */
export const REPEATS: ReadonlyMap<string, number> = new Map([
  ["double", 2],
  ["triple", 3],
  ["treble", 3],
  ["doble", 2],
  ["doppel", 2],
  ["zweimal", 2],
  ["dreimal", 3],
  ["deux fois", 2],
  ["dos veces", 2],
]);

function buildWords(): Map<string, string> {
  const words = new Map<string, string>();
  const add = (list: string, from: number, step = 1) =>
    list.split(" ").forEach((forms, at) => {
      for (const form of forms.split("/")) words.set(form.replaceAll("_", " "), String(from + at * step));
    });
  add(
    "zero/oh/nought/null/cero/zéro one/uno/una/un/eins/ein/une two/dos/zwei/zwo/deux three/tres/drei/trois four/cuatro/vier/quatre five/cinco/fünf/cinq six/seis/sechs seven/siete/sieben/sept eight/ocho/acht/huit nine/nueve/neun/neuf",
    0,
  );
  add(
    "ten/diez/zehn/dix eleven/once/elf/onze twelve/doce/zwölf/douze thirteen/trece/dreizehn/treize fourteen/catorce/vierzehn/quatorze fifteen/quince/fünfzehn/quinze sixteen/dieciséis/sechzehn/seize seventeen/diecisiete/siebzehn/dix_sept eighteen/dieciocho/achtzehn/dix_huit nineteen/diecinueve/neunzehn/dix_neuf",
    10,
  );
  const tens = {
    en: "twenty thirty forty fifty sixty seventy eighty ninety".split(" "),
    es: "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa".split(" "),
    de: "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split(" "),
    fr: "vingt trente quarante cinquante soixante".split(" "),
  };
  const units = {
    en: "one two three four five six seven eight nine".split(" "),
    es: "uno dos tres cuatro cinco seis siete ocho nueve".split(" "),
    de: "ein zwei drei vier fünf sechs sieben acht neun".split(" "),
    fr: "un deux trois quatre cinq six sept huit neuf".split(" "),
  };
  const veinti =
    "veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve";
  add(veinti, 21);
  for (const language of ["en", "es", "de", "fr"] as const) {
    tens[language].forEach((ten, at) => {
      const value = (at + 2) * 10;
      words.set(ten, String(value));
      units[language].forEach((unit, below) => {
        const sum = String(value + below + 1);
        if (language === "en") words.set(`${ten} ${unit}`, sum);
        if (language === "es") words.set(`${ten} y ${unit}`, sum);
        if (language === "de") words.set(`${unit}und${ten}`, sum);
        if (language === "fr") words.set(below === 0 ? `${ten} et un` : `${ten} ${unit}`, sum);
      });
    });
  }
  const teens = "dix onze douze treize quatorze quinze seize dix_sept dix_huit dix_neuf".split(" ");
  teens.forEach((teen, at) => {
    const spoken = teen.replaceAll("_", " ");
    words.set(at === 1 ? "soixante et onze" : `soixante ${spoken}`, String(70 + at));
    words.set(`quatre vingt ${spoken}`, String(90 + at));
  });
  words.set("quatre vingts", "80");
  words.set("quatre vingt", "80");
  units.fr.forEach((unit, below) => words.set(`quatre vingt ${unit}`, String(81 + below)));
  return words;
}
