// Where our conversion and MediaWiki's differ on the sentences beside this file, and who is right.

import type { WikiVersion } from "./mediawiki";

export interface Difference {
  readonly kind: "glyph" | "spelling" | "regional" | "ours" | "theirs";
  readonly reason: string;
  /** The only version of MediaWiki that differs so; without it all that we ask. */
  readonly version?: WikiVersion;
  /** `ours theirs`, joined by `|`: as long as each other, enough of the sentence to tell the place. */
  readonly words: string;
}

export const DIFFERENCES: readonly Difference[] = [
  {
    kind: "glyph",
    reason:
      "One character in two standards' forms: we write OpenCC's for zh-hant, Taiwan's for zh-tw, Hong Kong's for zh-hk; MediaWiki has a standard of its own for zh-hant, uses it for Hong Kong where no regional word says otherwise, and leaves text alone that is Traditional in any form.",
    words:
      "裏 裡|臺 台|喫 吃|僱 雇|爲 為|悽 淒|釐 厘|蔘 參|羣 群|衆 眾|歎 嘆|麪 麵|啓 啟|脣 唇|壎 塤|嫺 嫻|巖 岩|慼 戚|卹 恤|纔 才|柺 拐|牀 床|覈 核|棱 稜|溼 濕|皁 皂|羶 膻|豔 艷|嫋 裊|蹟 跡|鑑 鑒|鍼 針|吣 唚|燻 熏|熏 燻|熏 薰|蠔 蚝|汙 污|蹠 跖|廕 蔭|説 說|户 戶|脱 脫|衞 衛|葱 蔥|枴 拐|温 溫|裡 裏|啟 啓|眾 衆|為 爲|秘 祕|稜 棱|才 纔|參 蔘|台 臺|布 佈",
  },
  {
    kind: "spelling",
    reason: "Both spellings are in use for the same word; OpenCC's dictionaries prefer one, MediaWiki's the other.",
    words:
      "彷彿 仿佛|橋樑 橋梁|鼕鼕 冬冬|沖垮 衝垮|船伕 船夫|車伕 車夫|昇起 升起|佔了 占了|佔據 占據|閤家 合家|衚衕 胡同|每週 每周|下嚥 下咽|鬨堂 哄堂|夾衣 袷衣|傢俱 家具|嚐一 嘗一|侷促 局促|鉅款 巨款|佈告 布告|宣佈 宣布|琴絃 琴弦|結綵 結彩|逕自 徑自|方誌 方志|唸了 念了|搧風 扇風|上釦 上扣|捱了 挨了|蒐集 搜集|硃紅 朱紅|慾望 欲望|燒燬 燒毀|銷燬 銷毀|氾濫 泛濫|註釋 注釋|鍛鍊 鍛煉|吸菸 吸煙|菸草 煙草|碩果累累 碩果纍纍|揹着 背着|揹著 背著|蘋是 苹是|矇蔽 蒙蔽|痠痛 酸痛|瞭然 了然|钟先生 锺先生|雠敌 仇敌|溪壑 谿壑|勃溪 勃谿|白苹 白𬞟",
  },
  {
    kind: "regional",
    reason: "A region's word or its name of an element: MediaWiki always exchanges those, we do when asked to.",
    words: "賬 帳|鈁 鍅|鎿 錼|錇 鉳|鎇 鋂|計畫與 計劃與",
  },
  {
    kind: "ours",
    reason: "MediaWiki takes the character for another word's, or does not see the word.",
    words:
      "庫裏 庫里|衕裏 同里|鋪裏 鋪里|淀裏 淀里|林裏 林里|谷裏 谷里|庫裡 庫里|衕裡 同里|鋪裡 鋪里|淀裡 淀里|林裡 林里|谷裡 谷里|束脩 束修|一劃就 一划就|卷捲了 卷卷了|一罈酒 一壇酒|很鹹 很咸|蒜薹 蒜苔|姓涂的 姓塗的|看着 看著|沿着 沿著|穿着 穿著|盖着 盖著|其余 其馀|余晖 馀晖|计划与 计画与|于先生 於先生|王杰 王傑|尸位 屍位",
  },
  {
    kind: "theirs",
    reason:
      "An entry of OpenCC's that is rare or wrong today (孃家, 淩姓, 硷 without a Traditional form, 墨沈), or a word it lacks (么二): its own entries stay as they are.",
    words: "孃家 娘家|淩姓 凌姓|硷 鹼|墨沈 墨渖|么二 幺二",
  },
  {
    kind: "spelling",
    reason: "Entries of MediaWiki's that 1.43 no longer has.",
    version: "1.39",
    words: "齧 嚙|裙襬 裙擺|衝蕩 沖盪|燒製 燒制",
  },
  {
    kind: "spelling",
    reason: "Entries of MediaWiki's that 1.39 did not have.",
    version: "1.43",
    words: "衝蕩 沖蕩|鷳 鷴",
  },
];
