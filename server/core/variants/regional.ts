// Where OpenCC's words of a region are wrong for an encyclopedia. Entries are `word replacement`, joined by `|`, and go in
// front of its dictionaries of the same step; those to Taiwan begin with OpenCC's standard characters.

const kept = (words: string): string =>
  words
    .split(" ")
    .map((word) => `${word} ${word}`)
    .join("|");

/**
 * Taiwan uses these words too, in every sense but that of computing, for which OpenCC changes them wherever they stand:
 * 血液循環 became 血液迴圈, 發表聲明 發表宣告, 刷新紀錄 重新整理紀錄.
 */
const EVERYDAY =
  "支持 發佈 類型 擴展 全局 局部 循環 運行 保存 高級 社區 聯繫 連接 聲明 拋出 設置 奔馳 導入 導出 調度 調製 分區 刷新 進程 重裝 重載 " +
  "遠程 觸摸 溢出 鏡像 參數 腳本 回調 權限 消息 算子 性價比 法律程序 法定程序 立法程序 行政程序 彈劾程序 包羅萬象 萬象更新 森羅萬象";

/**
 * What computing calls them all the same, where a compound tells that it is meant: in Simplified, in OpenCC's standard, in
 * Taiwan. The step to the standard has to know them as words, over whose edges the next step does not reach.
 */
const COMPUTING =
  "全局变量 全局變量 全域變數|全局函数 全局函數 全域函式|局部变量 局部變量 區域變數|" +
  "数据类型 數據類型 資料型別|类型系统 類型系統 型別系統|循环语句 循環語句 迴圈敘述|死循环 死循環 無窮迴圈|" +
  "无限循环 無限循環 無限迴圈|高级语言 高級語言 高階語言|高级编程语言 高級編程語言 高階程式語言|" +
  "访问权限 訪問權限 存取權限|分布式系统 分佈式系統 分散式系統|磁盘分区 磁盤分區 磁碟分割|" +
  "硬盘分区 硬盤分區 硬碟分割|缓冲区溢出 緩衝區溢出 緩衝區溢位|栈溢出 棧溢出 堆疊溢位|" +
  "操作系统进程 操作系統進程 作業系統行程|守护进程 守護進程 常駐程式|远程登录 遠程登錄 遠端登入|" +
  "远程过程调用 遠程過程調用 遠端程序呼叫|回调函数 回調函數 回呼函式|进程调度 進程調度 行程排程|" +
  "线程调度 線程調度 執行緒排程|数据库连接 數據庫連接 資料庫連線|网络连接 網絡連接 網路連線|" +
  "命令行参数 命令行參數 命令列引數|二进制 二進制 二進位|八进制 八進制 八進位|十进制 十進制 十進位|" +
  "十六进制 十六進制 十六進位|三进制 三進制 三進位|六十进制 六十進制 六十進位|" +
  "正则表达式 正則表達式 正規表示式|布尔代数 布爾代數 布林代數|布尔值 布爾值 布林值|布尔型 布爾型 布林型|" +
  "布尔类型 布爾類型 布林型別|布尔运算 布爾運算 布林運算|布尔逻辑 布爾邏輯 布林邏輯|" +
  "布尔函数 布爾函數 布林函式|布尔表达式 布爾表達式 布林表示式|布尔变量 布爾變量 布林變數|" +
  "梅赛德斯-奔驰 梅賽德斯-奔馳 梅賽德斯-賓士";

const column = (first: number): string =>
  COMPUTING.split("|")
    .map((entry) =>
      entry
        .split(" ")
        .slice(first, first + 2)
        .join(" "),
    )
    .join("|");

/** Simplified to the standard: the compounds of which Taiwan has its own. */
export const TO_HANT_COMPOUNDS = column(0);

/** Names of people and places that are parts of longer ones (格拉斯 of 道格拉斯), and 的士, which is more often 的 and 士兵. */
const PARTS = "格拉斯 拉莫 拉洛 福雷 薩蒂 凱奇 布爾 奧爾夫 歐拉 的士 加納利 阿加納";

/** Words that end with the first character of another: 國內 | 存在, not 內存. */
const BEFORE = "國內 境內 體內 省內 市內 城內 校內 室內 院內 區內 島內 黨內 年內 場內 館內 現在 實在 存在";

/** Traditional to Taiwan's words. */
export const TAIWAN_WORDS = [kept(EVERYDAY), column(1), kept(PARTS), kept(BEFORE)].join("|");

/** Taiwan's words to the mainland's: 撥出 is a number dialled, but also money set aside. */
export const TAIWAN_WORDS_REVERSED = "撥出 撥出";
