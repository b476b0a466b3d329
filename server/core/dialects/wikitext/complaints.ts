import type { FootnoteFlawKind, RefTag } from "../../model/article";
import { attributeIn } from "./attributes";
import type { Note } from "./notes";
import { SHOWN_UNUSED, SHOWN_WITH_ERRORS, SUB_REFERENCES } from "./release";

/** What MediaWiki complains of in a footnote. */
export interface Complaint {
  readonly kind: FootnoteFlawKind;
  /** Whether the error is shown instead of the footnote, not beside it. */
  readonly isFatal: boolean;
}

const NO_COMPLAINTS: readonly Complaint[] = Object.freeze([]);

const ATTRIBUTES = ["name", "group", "follow", "dir"];
const WITH_DETAILS = Object.freeze([...ATTRIBUTES, "details"]);
const WITH_EXTENDS = Object.freeze([...ATTRIBUTES, "extends"]);
const DIGITS = /^\d+$/;

/**
 * Lists the complaints about a footnote in the text, in the order MediaWiki comes to them.
 * @param extending the complaint about what it extends, if any
 */
export function complaintsInText(
  note: Note,
  release: number,
  extending: FootnoteFlawKind | undefined,
): readonly Complaint[] {
  if (note.isSound) return NO_COMPLAINTS;
  const complaints = complaintsOf(note.ref, release, extending);
  const { ref, content } = note;
  const isNameless = nameOf(ref, release) === "";
  if (isNameless && content === null) {
    const isPart = release >= SUB_REFERENCES && ref.details !== null;
    complaints.push({ kind: isPart ? "details-nameless" : "empty", isFatal: true });
  } else if (isNameless && ref.details && release >= SHOWN_WITH_ERRORS) {
    complaints.push({ kind: "details-nameless", isFatal: false });
  }
  if (ref.nested) complaints.push({ kind: "nested", isFatal: true });
  return complaints;
}

/**
 * Lists the complaints about a footnote in a list of a group, but that nothing cites it.
 * @param extending the complaint about what it extends, if any
 */
export function complaintsInList(
  note: Note,
  listGroup: string,
  release: number,
  extending: FootnoteFlawKind | undefined,
): Complaint[] {
  const { ref, content } = note;
  const complaints = note.isSound ? [] : complaintsOf(ref, release, extending);
  if (ref.details !== null && release >= SUB_REFERENCES) complaints.push({ kind: "details-in-list", isFatal: false });
  if (ref.group !== null && ref.group !== listGroup)
    complaints.push({ kind: "list-group", isFatal: release < SHOWN_WITH_ERRORS });
  if (nameOf(ref, release) === "") complaints.push({ kind: "list-nameless", isFatal: release < SHOWN_UNUSED });
  if (content === null) complaints.push({ kind: "list-empty", isFatal: true });
  return complaints;
}

/** The attributes that a footnote can have. */
export function footnoteAttributes(release: number): readonly string[] {
  return release >= SUB_REFERENCES ? WITH_DETAILS : WITH_EXTENDS;
}

/** A footnote's name; "" for digits where MediaWiki only passes them over. */
export function nameOf({ name }: RefTag, release: number): string {
  return release >= SHOWN_WITH_ERRORS && DIGITS.test(name) ? "" : name;
}

/** The direction a footnote is written in; "" when it names none. */
export function directionOf({ ref, isSound }: Note, release: number): string {
  const written = isSound ? undefined : attributeIn(ref.attributes, "dir")?.toLowerCase();
  return written !== undefined && isDirection(written, release) ? written : "";
}

function isDirection(written: string, release: number): boolean {
  return written === "ltr" || written === "rtl" || (written === "auto" && release >= SHOWN_UNUSED);
}

/** The complaints about the attributes of a footnote. */
function complaintsOf(ref: RefTag, release: number, extending: FootnoteFlawKind | undefined): Complaint[] {
  const { attributes, name, follow, details } = ref;
  const hasParts = release >= SUB_REFERENCES;
  const forgives = release >= SHOWN_WITH_ERRORS;
  const complaints: Complaint[] = [];
  const known = footnoteAttributes(release);
  if (attributes.some((attribute) => !known.includes(attribute.name)))
    complaints.push({ kind: "attribute", isFatal: !forgives });
  if (DIGITS.test(name)) complaints.push({ kind: "numeric-name", isFatal: !forgives });
  else if (DIGITS.test(follow) || (!hasParts && DIGITS.test(ref.extends)))
    complaints.push({ kind: "numeric-name", isFatal: true });
  if (extending) complaints.push({ kind: extending, isFatal: true });
  if (follow !== "" && (name !== "" || (hasParts ? details !== null : ref.extends !== "")))
    complaints.push({ kind: "conflict", isFatal: true });
  const direction = attributeIn(attributes, "dir");
  if (direction !== undefined && !isDirection(direction.toLowerCase(), release))
    complaints.push({ kind: "direction", isFatal: !hasParts });
  return complaints;
}
