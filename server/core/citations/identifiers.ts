import type { CitationPart } from "../model/citation";

/** How an identifier is shown: what stands in front of its value, and the address its value is appended to. */
interface Identifier {
  readonly lead: string;
  readonly address?: string;
}

/** Identifiers of sources, by parameter or template, in the order Chinese Wikipedia shows them. */
const IDENTIFIERS = {
  arxiv: { lead: "arXiv:", address: "https://arxiv.org/abs/" },
  asin: { lead: "ASIN " },
  bibcode: { lead: "Bibcode:", address: "https://ui.adsabs.harvard.edu/abs/" },
  biorxiv: { lead: "bioRxiv:", address: "https://doi.org/" },
  citeseerx: { lead: "CiteSeerX ", address: "https://citeseerx.ist.psu.edu/viewdoc/summary?doi=" },
  doi: { lead: "doi:", address: "https://doi.org/" },
  hdl: { lead: "hdl:", address: "https://hdl.handle.net/" },
  isbn: { lead: "ISBN " },
  ismn: { lead: "ISMN " },
  issn: { lead: "ISSN " },
  eissn: { lead: "eISSN " },
  jfm: { lead: "JFM " },
  jstor: { lead: "JSTOR ", address: "https://www.jstor.org/stable/" },
  lccn: { lead: "LCCN ", address: "https://lccn.loc.gov/" },
  mr: { lead: "MR " },
  oclc: { lead: "OCLC ", address: "https://www.worldcat.org/oclc/" },
  ol: { lead: "OL " },
  osti: { lead: "OSTI " },
  pmc: { lead: "PMC ", address: "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC" },
  pmid: { lead: "PMID ", address: "https://pubmed.ncbi.nlm.nih.gov/" },
  rfc: { lead: "RFC ", address: "https://tools.ietf.org/html/rfc" },
  s2cid: { lead: "S2CID " },
  ssrn: { lead: "SSRN ", address: "https://ssrn.com/abstract=" },
  zbl: { lead: "Zbl " },
} as const satisfies Readonly<Record<string, Identifier>>;

export type IdentifierName = keyof typeof IDENTIFIERS;

/** In the order they are shown. */
export const IDENTIFIER_NAMES = Object.keys(IDENTIFIERS) as readonly IdentifierName[];

/** Parameters that hold an identifier under another name. */
const OTHER_NAMES: ReadonlyMap<string, IdentifierName> = new Map([
  ["eprint", "arxiv"],
  ["isbn13", "isbn"],
  ["jid", "jstor"],
]);

/** Returns the identifier that a parameter or a template holds, by its name in lower case. */
export function identifierOf(name: string): IdentifierName | undefined {
  if (Object.hasOwn(IDENTIFIERS, name)) return name as IdentifierName;
  return OTHER_NAMES.get(name);
}

/** Writes an identifier as a reader sees it, with its address: `doi:10.1/x`. */
export function identifierParts(name: IdentifierName, value: string): CitationPart[] {
  const { lead, address }: Identifier = IDENTIFIERS[name];
  const bare = value.replace(name === "pmc" ? /^PMC\s*/i : name === "arxiv" ? /^arxiv:\s*/i : /^$/, "").trim();
  if (bare === "") return [];
  // A value with more in it than the identifier leads nowhere.
  if (address === undefined || /\s/.test(bare)) return [{ text: lead + bare }];
  return [{ text: lead }, { text: bare, href: address + bare }];
}
