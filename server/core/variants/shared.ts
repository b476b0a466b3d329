/**
 * Characters that Traditional has too, but for another word than Simplified: 后 is an empress, 以后 is 以後. Left out are
 * those where both forms are in use for the same word (台臺 布佈 才纔 注註 占佔 核覈 只隻 表錶 …): there nobody is wrong.
 */
const SHARED = "丑云仆余准几制卷叶吁后咸夸姜干征御愈斗朴松涂淀筑系胜腊致舍范荐虫蜡谷辟郁采里面适据价党划广柜于丰并确苹";

let units: Uint8Array | undefined;

/** By UTF-16 unit: 1 for those characters. */
export function sharedUnits(): Uint8Array {
  if (!units) {
    units = new Uint8Array(0x10000);
    for (let index = 0; index < SHARED.length; index++) units[SHARED.charCodeAt(index)] = 1;
  }
  return units;
}

/** Whether one of them stands in a text between two UTF-16 offsets. */
export function holdsShared(text: string, start = 0, end = text.length): boolean {
  const shared = sharedUnits();
  for (let index = start; index < end; index++) if (shared[text.charCodeAt(index)] === 1) return true;
  return false;
}
