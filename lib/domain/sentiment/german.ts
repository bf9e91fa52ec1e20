import type { ValenceRules } from "./valence";
import { setOf, valencesOf } from "./word-lists";

/** A small lexicon for service calls, with the rules of VADER. */
export const GERMAN: ValenceRules = {
  words: valencesOf({
    "-3": "katastrophe katastrophal hasse unerträglich betrug betrüger betrogen abzocke verarscht verarschen widerlich scheiße arschloch",
    "-2.4":
      "furchtbar schrecklich grauenhaft entsetzlich miserabel unverschämt unverschämtheit frechheit wütend sauer stinksauer empört inakzeptabel unmöglich skandal lüge lügen gelogen idiot idioten verdammt mist saftladen zumutung",
    "-1.9":
      "schlecht schlechte schlechter schlechten schlimm schlimmer schlimmste enttäuscht enttäuschend enttäuschung verärgert ärgerlich ärger genervt nervt frustriert frustrierend lächerlich unzufrieden unfreundlich inkompetent unfähig nutzlos sinnlos unzumutbar blöd dumm falsch kaputt defekt schmerzen gekündigt anwalt beschweren beschwerde unhöflich",
    "-1.3":
      "problem probleme problems fehler leider schwierig sorge sorgen besorgt angst traurig notfall verloren vergessen unklar verwirrt verwirrend kompliziert umsonst mühsam störung mangelhaft beschädigt unpünktlich verspätet verspätung ungeduldig gefährlich",
    "1": "funktioniert klappt hilft hilfsbereit freundlich gern gerne einverstanden interessant stimmt",
    "1.7":
      "gut gute guter guten gutes danke dankbar dankeschön zufrieden nett nette netter hilfreich schön schöne schöner freue freut gefällt erleichtert angenehm kompetent mag",
    "2.5":
      "super toll tolle toller prima klasse glücklich begeistert großartig hervorragend ausgezeichnet herzlichen spitze",
    "3": "perfekt wunderbar fantastisch liebe genial beste besten",
  }),
  phrases: valencesOf({
    "-2.6":
      "zeitverschwendung|nie wieder|das ist doch ein witz|ein schlechter witz|reicht mir jetzt|mir reicht's|mir reicht es|die nase voll|nicht zu fassen|soll das ein witz",
    "-1.8":
      "geht nicht|geht immer noch nicht|immer noch nicht|schon wieder|zum dritten mal|seit stunden|niemand hilft|keine hilfe|keine lust mehr",
    "0": "gute frage|guten tag|guten morgen|guten abend|gut möglich|wäre schön|nicht schlecht|ich möchte gerne|würde gerne|würde gern|hätte gerne|hätte gern|auf wiederhören|so gut wie",
    "1.5": "kein problem|keine sorge|alles klar|alles gut|gern geschehen",
    "2.8": "vielen dank|tausend dank|herzlichen dank|danke schön",
  }),
  boosters: setOf(
    "sehr wirklich echt total absolut völlig extrem besonders richtig so unglaublich ziemlich äußerst wahnsinnig komplett",
  ),
  dampeners: setOf("etwas bisschen kaum wenig fast teilweise einigermaßen eher"),
  negations: setOf("nicht kein keine keinen keiner keinem keines nie niemals niemand nichts ohne weder"),
  negationsAfter: { words: setOf("nicht nie nichts"), reach: 4 },
  contrasts: setOf("aber jedoch sondern"),
};
