/** A page that lost citations and a word, and the same article as HTML. */
export const NAME = "Page/清河老橋.md";
export const PAGE = `清河老橋建於明代的最後一個年頭\\[1\\]，長三十二公尺又四公寸\\[2\\]，清代由縣令李文出資重修\\[3\\]，後來與鄰國簽署了 ，約定共管。

[Category:橋](https://zh.wikipedia.org/wiki/Category:橋 "wikilink")

1.
2.  縣志
3.
`;
export const HTML = `<div class="mw-parser-output"><p>清河老桥建于明代的最后一个年头<sup class="reference"><a href="#cite_note-1">[1]</a></sup>，长三十二公尺又四公寸<sup class="reference"><a href="#cite_note-2">[2]</a></sup>，清代由县令李文出资重修<sup class="reference"><a href="#cite_note-1">[1]</a></sup>，后来与邻国签署了<span class="ilh-all" data-orig-title="條約">条约</span>，约定共管。</p>
<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-1_0">1.0</a> <a href="#cite_ref-1_1">1.1</a></span> <span class="reference-text"><a class="external" href="http://a.example/">古桥考</a>. 1987.</span></li>
<li id="cite_note-2"><span class="mw-cite-backlink"><a href="#cite_ref-2">^</a></span> <span class="reference-text">县志</span></li></ol></div>`;
