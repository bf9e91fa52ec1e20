import type { ValenceRules } from "./valence";
import { setOf, valencesOf } from "./word-lists";

/** A small lexicon for service calls, with the rules of VADER. */
export const SPANISH: ValenceRules = {
  words: valencesOf({
    "-3": "catástrofe odio insoportable estafa estafado estafada estafadores fraude mierda asqueroso desastre indignante pésimo pésima",
    "-2.4":
      "horrible terrible fatal espantoso inaceptable vergüenza vergonzoso furioso furiosa enojado enojada enfadado enfadada enfado mentira mentiras mentiroso idiota idiotas inadmisible porquería",
    "-1.9":
      "malo mala mal peor decepcionado decepcionada decepcionante molesto molesta frustrado frustrada frustrante ridículo insatisfecho harto harta incompetente incompetentes inútil grosero grosera maleducado roto rota dolor queja quejarme reclamación abogado cancelar equivocado injusto",
    "-1.3":
      "problema problemas error errores lamentablemente desgraciadamente difícil preocupado preocupada miedo triste urgencia perdido perdida confundido complicado avería retraso peligroso tarde nervioso",
    "1": "funciona ayuda amable interesante acuerdo encantado",
    "1.7":
      "bueno buena bien gracias contento contenta satisfecho satisfecha simpático útil agradable gusta aliviado aliviada tranquilo",
    "2.5": "genial feliz excelente estupendo estupenda encanta fenomenal magnífico",
    "3": "perfecto perfecta maravilloso maravillosa fantástico increíble",
  }),
  phrases: valencesOf({
    "-2.6":
      "pérdida de tiempo|estoy harto|estoy harta|nunca más|es una broma|está de broma|me están tomando el pelo|ya basta|no hay derecho",
    "-1.8": "todavía no|por tercera vez|desde hace horas|otra vez lo mismo|no me escucha|no puede ser|nadie me ayuda",
    "0": "por favor|está bien|muy bien|bueno pues|buenos días|buenas tardes|buenas noches|más o menos|no está mal|qué tal|me gustaría|más tarde|la tarde|por la tarde|de la tarde",
    "1.5": "no hay problema|ningún problema|sin problema|de acuerdo|no pasa nada",
    "2.8": "muchas gracias|mil gracias|muchísimas gracias",
  }),
  boosters: setOf(
    "muy realmente tan demasiado extremadamente absolutamente completamente totalmente especialmente bastante súper",
  ),
  dampeners: setOf("poco casi apenas ligeramente algo"),
  negations: setOf("no nunca jamás nada ningún ninguna sin ni tampoco nadie"),
  negationsAfter: null,
  contrasts: setOf("pero sino aunque"),
};
