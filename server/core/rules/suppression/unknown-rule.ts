import type { Rule } from "../rule";
import { directivesOf } from "./directives";

/** Reports an id in a `<!-- redlink-disable … -->` comment that no rule has. */
export function unknownRule(isRule: (id: string) => boolean): Rule {
  return {
    id: "suppression/unknown-rule",
    summary: {
      en: "A comment silences a rule that does not exist.",
      "zh-hans": "注释要关闭的规则并不存在。",
      "zh-hant": "註解要關閉的規則並不存在。",
    },
    why: {
      en: "The comment does nothing: the findings it was written against are reported all the same.",
      "zh-hans": "这条注释不起作用，想要关闭的提示仍会出现。",
      "zh-hant": "這條註解不起作用，想要關閉的提示仍會出現。",
    },
    severity: "warning",
    dialects: ["markdown", "footnotes", "wikitext"],
    messages: {
      unknown: {
        en: "There is no rule “{id}”, so this comment silences nothing. See the list of rules for its right name.",
        "zh-hans": "没有名为“{id}”的规则，这条注释不起作用。请在规则列表中查找正确的名称。",
        "zh-hant": "沒有名為「{id}」的規則，這條註解不起作用。請在規則列表中查找正確的名稱。",
      },
    },
    examples: [
      {
        title: "a misspelt id",
        source: '<!-- redlink-disable-next-line ⟦footnote/unsued⟧ -->\n\n正文[甲](../Page/甲.md "wikilink")。\n',
      },
      {
        title: "a known id",
        source: '<!-- redlink-disable-next-line footnote/unused -->\n\n正文[甲](../Page/甲.md "wikilink")。\n',
      },
    ],
    checkArticle({ article }, report) {
      for (const { rules } of directivesOf(article)) {
        for (const rule of rules) if (!isRule(rule.id)) report(rule, "unknown", { args: { id: rule.id } });
      }
    },
  };
}
