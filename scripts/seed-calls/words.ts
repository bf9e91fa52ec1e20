/** What the sentences of a made-up history are filled with. */
export const FIRST_NAMES =
  "Maya Jordan Luis Hannah Wei Tessa Omar Ruth Ethan Noor Caleb Ines Peter Yuki Rosa Dev Amara Björn Chloé Dmitri Elena Farid Greta Hugo Imani José Katja Leila Mateo Nadia Óscar Priya Quentin Renée Søren Tariq Uma Viktor Wanda Xavier Yara Zoë".split(
    " ",
  );
export const LAST_NAMES =
  "Torres Nguyen Brooks Patel Schmidt Reyes Cohen Ali Walsh Tanaka Foster Moreau Bell Ibrahim Müller García Dubois Okafor Lindqvist Novak Petrov Haddad Castillo Fischer Leblanc Romero Weber Ortega Fontaine Krüger Iglesias Bernard Hoffmann Delgado Girard Vogel Navarro Rousseau Keller Serrano".split(
    " ",
  );
export const THINGS: Record<string, readonly string[]> = {
  thing:
    "rain jacket|hiking boots|sleeping bag|two-person tent|thermos|headlamp|trekking poles|backpack|camp stove|water filter|climbing harness|ski goggles|wool socks|down vest|fleece|kayak paddle|bike helmet|rope bag|snowshoes|gaiters".split(
      "|",
    ),
  service:
    "cleaning|whitening|crown|filling|root canal check|night guard|braces consultation|wisdom tooth removal|sealant|implant follow-up|denture adjustment|x-ray".split(
      "|",
    ),
  insurer: "Delta|Cigna|Aetna|MetLife|Guardian|Humana|Blue Shield|Anthem|Kaiser".split("|"),
  day: "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday".split("|"),
  hour: "eight|nine|ten|eleven|one|two|three|four|five".split("|"),
  street:
    "Alder Street|Birch Lane|Cedar Avenue|Dogwood Court|Elm Road|Foxglove Way|Grove Street|Harbor Boulevard|Ivy Place|Juniper Drive".split(
      "|",
    ),
  colour: "green|navy|charcoal|rust|mustard|teal|burgundy".split("|"),
  amount: "forty|ninety-nine|one hundred and twenty|two hundred and forty|three hundred and ten|six hundred".split("|"),
  trouble:
    "the zipper broke|the seam is coming apart|it arrived in the wrong size|the box was empty|it leaks|one part is missing|the colour is not what I ordered|it has never been delivered".split(
      "|",
    ),
  pain: "a toothache|swollen gums|a chipped tooth|a loose crown|bleeding when I brush|a jaw that clicks|a sore that does not heal".split(
    "|",
  ),
  filler: "Um, |Well, |Okay, |So, |Right, |||||".split("|"),
};
