import { decodeEntities, decodePercent, utf8Length } from "../strings";
import { type Destination, readTitle } from "../titles";

/** Spaces that MediaWiki reads as one, and marks of the direction of writing, which it leaves out of titles. */
const WIDE_SPACE = /[\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
const DIRECTION = /[\u200e\u200f\u202a-\u202e]+/g;
const UNUSUAL = /[\u00a0\u1680\u180e\u2000-\u200a\u200e\u200f\u2028-\u202f\u205f\u3000]/;

/** What a link's target leads to. */
export interface WikiTarget extends Destination {
  /** As written, without white space and direction marks, character references and percent-encoding resolved. */
  readonly destination: string;
}

// Prefixes of other wikis and of other languages. A closed list for the projects, because a title may well have a colon.
const PROJECT =
  /^(?:w|wikt|wiktionary|s|wikisource|q|wikiquote|n|wikinews|b|wikibooks|v|wikiversity|voy|wikivoyage|c|commons|d|wikidata|m|meta|metawikipedia|mw|mediawikiwiki|species|wikispecies|wikipedia|wmf|foundation|phab|phabricator|bugzilla|incubator|outreach|doi|arxiv|imdbname|imdbtitle|wikia|google)$/i;
const LANGUAGE =
  /^(?:aa|ab|af|als|am|an|ang|ar|arc|ary|arz|as|ast|av|ay|az|ba|bar|be|bg|bh|bi|bm|bn|bo|bpy|br|bs|bxr|ca|cdo|ce|ceb|ch|chr|chy|ckb|co|cr|crh|cs|csb|cu|cv|cy|da|de|dv|dz|ee|el|eml|en|eo|es|et|eu|ext|fa|ff|fi|fj|fo|fr|frp|frr|fur|fy|ga|gan|gd|gl|glk|gn|got|gu|gv|ha|hak|haw|he|hi|hif|hr|hsb|ht|hu|hy|ia|id|ie|ig|ik|ilo|io|is|it|iu|ja|jam|jbo|jv|ka|kaa|kab|kbd|ki|kk|kl|km|kn|ko|koi|krc|ks|ksh|ku|kv|kw|ky|la|lad|lb|lbe|lez|lg|li|lij|lmo|ln|lo|lt|ltg|lv|lzh|mai|mdf|mg|mhr|mi|mk|ml|mn|mo|mr|mrj|ms|mt|mwl|my|myv|mzn|na|nah|nan|nap|nds|ne|new|nl|nn|no|nov|nrm|nso|nv|ny|oc|om|or|os|pa|pag|pam|pap|pcd|pdc|pfl|pi|pl|pms|pnb|pnt|ps|pt|qu|rm|rmy|rn|ro|ru|rue|rw|sa|sah|sc|scn|sco|sd|se|sg|sh|si|simple|sk|sl|sm|sn|so|sq|sr|srn|ss|st|stq|su|sv|sw|szl|ta|te|tet|tg|th|ti|tk|tl|tn|to|tpi|tr|ts|tt|tum|tw|ty|udm|ug|uk|ur|uz|ve|vec|vep|vi|vls|vo|wa|war|wo|wuu|xal|xh|xmf|yi|yo|yue|za|zea|zh|zu|bat-smg|be-tarask|be-x-old|fiu-vro|map-bms|nds-nl|roa-rup|roa-tara|zh-classical|zh-min-nan|zh-yue)$/i;

const COLON = 0x3a;

/** Signs that a title may be invalid, by which nearly all others are told at once. */
const SUSPECT = /^:|[<>[\]{}|&%\u0000-\u001f\u007f\ufffd]|~~~|[^#]{85}/;
/** What no title holds. */
const NOT_IN_TITLE = /[<>[\]{}|\u0000-\u001f\u007f\ufffd]|~~~/;
/** MediaWiki's limit of a title, in bytes of UTF-8. */
const LONGEST_TITLE = 255;

/**
 * Whether MediaWiki knows no such title and shows the brackets: `[[::甲]]`, `[[甲&#124;乙]]`, `[[甲%2525]]`. Of the name of a
 * character only those are known here that `decodeEntities` resolves.
 * @param inner resolved, without leading colon
 */
function isInvalid(inner: string, written: string): boolean {
  const title = inner.split("#")[0]!;
  if (title.startsWith(":") || NOT_IN_TITLE.test(title)) return true;
  if (/%25[\da-f]{2}/i.test(written) && /%[\da-f]{2}/i.test(title)) return true;
  return decodeEntities(title) !== title || utf8Length(title) > LONGEST_TITLE;
}

/**
 * Reads what stands between `[[` and the first bar.
 * @returns undefined when no title can be written so
 */
export function readTarget(written: string): WikiTarget | undefined {
  const decoded = decodePercent(decodeEntities(written)).trim();
  const destination = UNUSUAL.test(decoded) ? decoded.replace(DIRECTION, "").replace(WIDE_SPACE, " ").trim() : decoded;
  if (destination === "" || destination === ":") return undefined;
  if (destination.startsWith("#")) {
    return { kind: "anchor", title: "", anchor: destination.slice(1).replaceAll("_", " "), destination };
  }
  const forced = destination.startsWith(":");
  const inner = forced ? destination.slice(1).trimStart() : destination;
  if (SUSPECT.test(inner) && isInvalid(inner, written)) return undefined;
  const colon = inner.indexOf(":");
  if (colon > 0) {
    const prefix = inner.slice(0, colon).trim();
    if (PROJECT.test(prefix) || LANGUAGE.test(prefix)) {
      return { ...readTitle(inner.slice(colon + 1), "page"), kind: "interwiki", destination };
    }
  }
  const read = readTitle(inner, "page");
  if (read.title.charCodeAt(0) === COLON) return undefined;
  // `[[:Category:X]]` is a link to the category's page, not the page's category.
  if (forced && (read.kind === "category" || read.kind === "file")) {
    return { ...read, kind: "page", title: inner.split("#")[0]!.replaceAll("_", " ").trim(), destination };
  }
  return { ...read, destination };
}
