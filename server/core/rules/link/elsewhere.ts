const ELSEWHERE =
  /^:?(?:category|分类|分類|file|image|media|文件|檔案|档案|图像|圖像|template|模板|樣板|样板|special|特殊|wikipedia|wp|維基百科|维基百科|project|help|帮助|幫助|portal|主题|主題|user|用户|用戶|使用者|module|模块|模組|mediawiki|draft|草稿|wikiproject|talk|讨论|討論|meta|commons|wiktionary|wikt|wikisource|wikiquote|wikinews|wikidata|species|mw|m|c|s|q|b|n|v|d|w|zh|en|ja|jp|ko|fr|de|es|ru|it|pt|nl|pl|sv|vi|la|zh-[a-z-]+)(?: talk|讨论|討論)?::?(?! )/iu;

/** Whether a title is of another namespace, project or language: no article, and nobody expects its file here. */
export function isElsewhere(title: string): boolean {
  return title.includes(":") && ELSEWHERE.test(title);
}
