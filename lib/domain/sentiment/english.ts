import { ENGLISH_LEXICON } from "./english-lexicon";
import type { ValenceRules } from "./valence";
import { setOf, valencesOf } from "./word-lists";

/** In the lexicon for what people write to each other; on the telephone they answer, ask and count with them. */
const SAYS_NOTHING_ON_THE_PHONE = setOf(
  `yes yeah yep no ok okay alright sure please help like well number pay want free credit interest interested true certain certainly clear
  kind united novel natural security play share value important matter pretty hope cut hard charge charged`,
);

/** What callers say of a service, which the lexicon does not have or has for something else. */
const OF_A_SERVICE = valencesOf({
  "-2.2": "overcharged double-charged unhelpful disgusted rip-off",
  "-1.5": "refused unresolved",
});

const PHRASES = valencesOf({
  "-2.8": "waste of time|waste of my time|want to sue|going to sue|speak to a lawyer",
  "-2.4":
    "fed up|sick of|sick and tired|had enough|rip off|ripped off|lost my patience|kiss of death|never again|no excuse",
  "-2": "is this a joke|a bad joke|are you kidding|you kidding me|you must be joking|yeah right|makes no sense|make no sense|no sense|not good enough|hand to mouth|let me down|letting me down",
  "-1.8":
    "doesn't work|does not work|don't work|not working|isn't working|still not|didn't work|did not work|won't work|stopped working|no use|no help|not listening|aren't listening|don't understand me|hung up on me|no show|not acceptable",
  "-1.5": "how many times|for the third time|over and over|again and again|still waiting|been waiting|stop it",
  "0": "no problem at all|would like|i'd like|kind of|sort of|feel free|are you free|free of charge|i'm afraid not|pain in the|that's right|not bad|no worries|sounds like|looks like|feel like",
  "1.5": "bad ass|no problem|works now|working now|it works|works perfectly",
  "2": "cut the mustard|made my day|that helps|very helpful|big help|great help|so helpful",
  "2.8": "the bomb|above and beyond|thank you so much|thanks so much|thank you very much",
});

const words = new Map(
  Object.entries(ENGLISH_LEXICON).flatMap(([valence, list]) =>
    list.split(" ").map((word): [string, number] => [word, Number(valence)]),
  ),
);
for (const word of SAYS_NOTHING_ON_THE_PHONE) words.delete(word);
for (const [word, valence] of OF_A_SERVICE) words.set(word, valence);

/** VADER's own, with the telephone's differences above. */
export const ENGLISH: ValenceRules = {
  words,
  phrases: PHRASES,
  boosters: setOf(
    `absolutely amazingly awfully completely considerably decidedly deeply effing enormously entirely especially exceptionally extremely
    fabulously flipping fricking frigging fully fucking greatly hella highly hugely incredibly intensely majorly more most particularly
    purely quite really remarkably so substantially thoroughly totally tremendously uber unbelievably unusually utterly very`,
  ),
  dampeners: setOf(
    "almost barely hardly kinda less little marginally occasionally partly scarcely slightly somewhat sorta bit",
  ),
  negations: setOf(
    `aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neither never none nope nor not nothing
    nowhere no oughtnt shant shouldnt wasnt werent without wont wouldnt rarely seldom despite`,
  ),
  negationsAfter: null,
  contrasts: setOf("but"),
};
