import type { Rule } from "../rule";

/** A picture whose file is not there. */
export const missingImage: Rule = {
  id: "link/missing-image",
  summary: {
    en: "A picture whose file does not exist.",
    "zh-hans": "图片文件不存在。",
    "zh-hant": "圖片檔案不存在。",
  },
  why: {
    en: "Readers see an empty frame or the picture's description instead of the picture. Only files named by a relative path are looked up, never the web.",
    "zh-hans": "读者看到的是空框或替代文字，而不是图片。只查找以相对路径写明的文件，从不访问网络。",
    "zh-hant": "讀者看到的是空框或替代文字，而不是圖片。只查找以相對路徑寫明的檔案，從不存取網路。",
  },
  severity: "warning",
  dialects: ["markdown"],
  messages: {
    missing: {
      en: "There is no picture “{file}”. Correct its path, or add the file.",
      "zh-hans": "没有图片“{file}”。请改正路径，或添加该文件。",
      "zh-hant": "沒有圖片「{file}」。請改正路徑，或加入該檔案。",
    },
  },
  examples: [
    {
      title: "a picture that is not there, alone and as a link's text",
      source: `![水車](⟦../images/wheel.png⟧ "水車")\n\n**水車**直徑六公尺，見[![細部](⟦detail.png⟧)](https://zh.wikipedia.org/wiki/水車 "wikilink")。\n`,
    },
    {
      title: "pictures that are there: with a title, percent-encoded, in angle brackets, beside the page",
      source: `![城樓](../images/gate%20tower.png "城樓")與![內景](<../images/gate tower.png>)、![圖](gate.svg)，見[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n--- images/gate tower.png\n--- Page/gate.svg\n`,
    },
    {
      title: "pictures of the web, data, an absolute path",
      source: `![遠景](https://example.org/far.png "遠景")、![近景](/images/near.png)與![點](data:image/gif;base64,R0lGODlhAQABAAAAACw=)，見[北京](https://zh.wikipedia.org/wiki/北京 "wikilink")。\n`,
    },
  ],
  checkLinks: {
    kinds: ["external", "file"],
    check({ image, destination, target }, { facts }, report) {
      if (image && facts.missingPictures.has(destination)) report(target, "missing", { args: { file: destination } });
    },
  },
};
