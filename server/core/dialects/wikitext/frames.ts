import type { LinkKind } from "../../model/article";
import type { Opener } from "./braces";
import type { Sink } from "./sink";
import type { ExtensionTag } from "./tags";

interface Open {
  readonly start: number;
  /** Where the text in it goes; null when it is not text. */
  sink: Sink | null;
}

/** `{{`, `{{{` or `-{` that has not been closed yet. */
export interface BraceFrame extends Open {
  readonly kind: "brace";
  readonly opener: Opener;
  /** Offsets of the bars at this level, and of the first `=` behind each (-1: none). */
  pipes: number[];
  equals: number[];
  /** Sinks of the parameters' values, parallel to `pipes`; null when no value of the template is text. */
  values: (Sink | null)[] | null;
}

/** `[[` that has not been closed yet. */
export interface LinkFrame extends Open {
  readonly kind: "link";
  readonly opener: Opener;
  /** Where text goes around it, and in the label of what is no file. */
  readonly outer: Sink | null;
  readonly pipes: number[];
  /** `dead`: it cannot be a link, whatever follows. Undefined until the target ends. */
  leads: LinkKind | "dead" | undefined;
  /** Of a file: the sinks of its options, the caption among them. */
  readonly options: (Sink | null)[];
  /** How many pieces there were before the label. */
  labelFrom: number;
  /** Whether it has been looked at what a link in it makes of it. */
  holdsLink: boolean;
}

/** `[http://…` that has not been closed yet. */
export interface ExternalFrame extends Open {
  readonly kind: "external";
  /** Behind the address. */
  readonly addressEnd: number;
  readonly labelFrom: number;
}

/** A tag of an extension whose content is being read: nothing in it reaches over its end. */
export interface TagFrame extends Open {
  readonly kind: "tag";
  readonly tag: ExtensionTag;
  /** Where the tag around it ends. */
  readonly limit: number;
  /** How many templates were found before it. */
  readonly templatesFrom: number;
  /** Of a gallery: where its line began, and where the caption does (-1: it has none yet). */
  lineStart: number;
  caption: number;
}

export type Frame = BraceFrame | LinkFrame | ExternalFrame | TagFrame;
