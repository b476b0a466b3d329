// The vocabulary of the generated pages: an invented country, in Traditional Chinese, in our own words.
// `{L}` is a link, `{Y}` a year, `{N}` a number, `{P}` a person.

export const places = (
  "霧港 青嵐 石橋 雲田 南浦 白鹿 鹽嶺 楓溪 長汀 銅門 北原 鷺洲 赤岩 松崗 柳灣 金穗 寒川 東麓 望海 玉屏 " +
  "竹塘 飛泉 鐵山 平湖 晴丘 古渡 龍灘 梅嶼 沙河 春谷 秋港 雪峰 椒江灣 紫陌 荻浦 蘭陵口 碧潭 烏石 靜浦 明川"
).split(" ");

export const kinds = (
  "鎮 縣 湖 鐵路 大學 山脈 河 戰役 博物館 方言 自治區 總統 議會 機場 聯邦 共和國 主教座堂 運河 半島 足球俱樂部 " +
  "條約 事件 圖書館 電視台 車站 水庫 國家公園 語 人 王朝 公路 燈塔 港務局 交響樂團 群島 詩社 天文台 盆地 關係 選舉 " +
  "銀行 學院 大橋 修道院 瀑布 植物園 省 市 區 村 廣場 劇院 醫院 體育場 礦場 高原 海峽 要塞 集團 報 協會 委員會 遺址 節"
).split(" ");

export const people =
  "林遠帆 沈若溪 郭守仁 何青 高木蓮 溫以安 羅定邦 許文珊 安德烈·貝羅夫 瑪雅·科倫 伊萬·德拉戈 謝望舒".split(" ");

export const headings = (
  "歷史 地理 氣候 經濟 交通 教育 文化 政治 人口 建築 軍事 外交關係 自然資源 旅遊 體育 爭議 早期發展 近代 行政區劃 " +
  "宗教 語言 媒體 名稱由來 研究與評價 電影與文學"
).split(" ");

/** Clauses; a sentence is two to four of them. */
export const clauses = [
  "{L}位於高原的東側",
  "當地居民多以漁業為生",
  "{Y}年{L}正式通車",
  "{L}的人口約為{N}人",
  "考古學家在{L}附近發現了陶器",
  "這項決定引起了{L}的強烈反對",
  "雙方於{Y}年簽署協議",
  "{P}出任首任市長",
  "{L}與{L}之間的邊界至今尚未劃定",
  "冬季常有大霧",
  "年平均降水量為{N}毫米",
  "由於缺乏資金，工程一度停頓",
  "{P}在回憶錄中否認了這種說法",
  "面積達{N}平方公里",
  "{L}因此成為重要的貿易中心",
  "學者對此看法不一",
  "他們的後代遷往{L}",
  "港口在{Y}年的風暴中嚴重受損",
  "政府隨後宣佈重建計劃",
  "最早的文字記載見於{L}的碑刻",
  "{L}承認了新政府",
  "鐵路全長{N}公里",
  "代表團訪問了{L}",
  "該校設有{N}個學系",
  "英文名稱為 Harbour of the Northern Mist",
  "參見 Annual Report of the Port Authority 第{N}頁",
  "{L}曾多次易手",
  "選舉結果於{Y}年公佈",
  "{P}的作品深受{L}影響",
  "山區盛產茶葉和木材",
  "{L}每年舉行燈會",
  "語言學家將{L}歸入北方語群",
  "遺址在{Y}年列入名錄",
  "{L}負責管理水源",
  "球隊主場可容納{N}名觀眾",
  "反對派要求重新談判",
  "該地區的失業率高於全國水平",
  "{L}和{L}聯合發表聲明",
  "新的航線縮短了旅程",
  "{L}的結構以石材為主",
];

export const columns = "年份 名稱 地點 面積 備註 主辦者 結果 編號".split(" ");

export const sources =
  "Northern Mist Gazette|Harbour Review|Journal of Coastal History|Island Statistics Office|Provincial Record|The Copper Gate Daily".split(
    "|",
  );

export const subjects = (
  "Port reopens after the storm|Border talks resume|A census of the high plain|Old inscriptions read anew|Railway reaches the lake|" +
  "Minister denies report|Notes on the northern dialects|Lighthouse turns one hundred|Tea harvest doubles|A treaty and its maps"
).split("|");

/** What is typed in the middle of a page, one character at a time: prose, a link, a footnote marker. */
export const typed = {
  markdown: '後來的研究者又補充了一段說明，指出[霧港鎮](../Page/霧港鎮.md "wikilink")的檔案並不完整\\[1\\]，尚待查證。',
  wikitext: "後來的研究者又補充了一段說明，指出[[霧港鎮|該鎮]]的檔案並不完整<ref>館藏目錄</ref>，尚待查證。",
};
