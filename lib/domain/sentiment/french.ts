import type { ValenceRules } from "./valence";
import { setOf, valencesOf } from "./word-lists";

/** A small lexicon for service calls, with the rules of VADER. "C'est" and "j'adore" are one word each. */
export const FRENCH: ValenceRules = {
  words: valencesOf({
    "-3": "catastrophe catastrophique déteste insupportable arnaque arnaqué arnaquée escroquerie escrocs merde connard connards ignoble",
    "-2.4":
      "horrible affreux affreuse terrible scandaleux scandaleuse scandale inadmissible inacceptable honteux honte furieux furieuse colère mensonge mensonges menteur idiot idiots imbécile minable lamentable nulle",
    "-1.9":
      "mauvais mauvaise mal pire déçu déçue décevant déception énervé énervée énervant énerve agacé agacée agaçant frustré frustrée frustrant ridicule mécontent mécontente incompétent incompétents inutile impoli désagréable cassé cassée faux fausse douleur plainte avocat résilier inadmissibles nul",
    "-1.3":
      "problème problèmes erreur erreurs malheureusement difficile inquiet inquiète peur triste urgence perdu perdue confus compliqué panne retard dommage ennui ennuis dangereux souci soucis",
    "1": "marche fonctionne aide aimable intéressant volontiers d'accord",
    "1.7":
      "bon bonne bien merci content contente satisfait satisfaite gentil gentille utile agréable plaît soulagé soulagée rassuré aime",
    "2.5": "super génial géniale heureux heureuse ravi ravie excellent excellente formidable j'adore adore chouette",
    "3": "parfait parfaite merveilleux merveilleuse fantastique magnifique",
  }),
  phrases: valencesOf({
    "-2.6":
      "perte de temps|j'en ai marre|en ai marre|ras le bol|plus jamais|c'est une blague|vous plaisantez|se moquer de moi|vous moquez de moi|n'importe quoi",
    "-1.8": "toujours pas|pour la troisième fois|ça ne va pas|depuis des heures|aucune aide|encore une fois",
    "0": "s'il vous plaît|s'il te plaît|eh bien|très bien|bien sûr|ou bien|bon alors|pas mal|bonne question|je voudrais bien|j'aimerais bien|bien entendu|bonne journée",
    "1.5": "pas de problème|pas de souci|aucun problème|ça marche|ça va mieux",
    "2.8": "merci beaucoup|mille mercis|merci infiniment",
  }),
  boosters: setOf(
    "très vraiment trop tellement extrêmement absolument complètement totalement particulièrement si super hyper",
  ),
  dampeners: setOf("peu presque plutôt légèrement assez"),
  negations: setOf("pas jamais rien aucun aucune sans ni plus"),
  negationsAfter: { words: setOf("pas jamais plus"), reach: 2 },
  contrasts: setOf("mais pourtant cependant"),
};
