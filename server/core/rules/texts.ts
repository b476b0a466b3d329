/** The languages Redlink speaks. */
export const LANGUAGES = ["en", "zh-hans", "zh-hant"] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in every language; `{name}` stands for an argument. */
export type Texts = Readonly<Record<Language, string>>;

/** A text among the arguments is rendered in the same language. */
export type Arguments = { readonly [name: string]: string | number | Message };

/** A text still to be rendered in the user's language: which happens at the edge only. */
export interface Message {
  readonly texts: Texts;
  readonly args?: Arguments;
}

/** The message in a language, its arguments filled in. */
export function render(message: Message, language: Language): string {
  const { args } = message;
  const text = message.texts[language];
  if (!args) return text;
  let rendered = "";
  let position = 0;
  for (let open = text.indexOf("{"); open >= 0; open = text.indexOf("{", position)) {
    const close = text.indexOf("}", open);
    if (close < 0) break;
    const value = args[text.slice(open + 1, close)] ?? text.slice(open, close + 1);
    rendered += text.slice(position, open) + (typeof value === "object" ? render(value, language) : value);
    position = close + 1;
  }
  return rendered + text.slice(position);
}

/** The nearest of our languages to a BCP 47 tag such as `zh-TW`, `zh_CN.UTF-8` or `en-GB`. */
export function languageOf(tag: string | undefined): Language {
  const lower = (tag ?? "en").toLowerCase().replaceAll("_", "-");
  if (!lower.startsWith("zh")) return "en";
  return /hant|tw|hk|mo/.test(lower) ? "zh-hant" : "zh-hans";
}
