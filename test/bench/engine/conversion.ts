import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Converter as OpenCC } from "opencc-js";
import { parse } from "../../../server/core/dialects/parse";
import { foldTitle } from "../../../server/core/text/script";
import {
  type Converter,
  loadConverter,
  VARIANT_TARGETS,
  type VariantTarget,
} from "../../../server/core/variants/convert";
import type { Material, Subject } from "./subjects";

/** A page of the size wanted, which is Traditional, in the script a conversion begins with. */
async function source({ text }: Material, target: VariantTarget): Promise<string> {
  return target === "cn" ? text : (await loadConverter("cn")).convert(text);
}

const plainText =
  (target: "cn" | "tw"): Subject =>
  async (material) => {
    const text = await source(material, target);
    const converter = await loadConverter(target);
    return () => void converter.convert(text);
  };

const openccText =
  (target: "cn" | "tw"): Subject =>
  async (material) => {
    const text = await source(material, target);
    const convert = OpenCC(target === "cn" ? { from: "t", to: "cn" } : { from: "cn", to: "tw" });
    return () => void convert(text);
  };

const editList =
  (target: "cn" | "tw"): Subject =>
  async (material) => {
    const { article } = parse(await source(material, target), "markdown");
    const { passages, script, text } = article;
    const converter = await loadConverter(target);
    return () => void converter.convertPassages(text, passages, { script });
  };

/** The first conversion of a process: dictionaries and all. */
const cold =
  (target: "cn" | "tw"): Subject =>
  async ({ text }) => {
    // Folded characters are Simplified ones, near enough, and cost no dictionary.
    const { article } = parse(target === "cn" ? text : foldTitle(text), "markdown");
    const start = performance.now();
    const converter = await loadConverter(target);
    const { edits } = converter.convertPassages(article.text, article.passages, { script: article.script });
    if (edits.length === 0) throw new Error("nothing was converted");
    const figure = performance.now() - start;
    return () => ({ figure });
  };

/** MB of heap and array buffers that all variants take together. */
const memory: Subject = async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const used = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const loaded: Converter[] = [];
  for (const target of VARIANT_TARGETS) {
    for (const phrases of [false, true]) {
      const converter = await loadConverter(target, { phrases });
      for (const text of ["这里说明软件", "這裡說明軟體", "說明软件与发展"]) converter.convert(text);
      loaded.push(converter);
    }
  }
  const figure = (used() - before) / 1e6;
  return () => ({ figure: loaded.length > 0 ? figure : 0 });
};

export const CONVERSION_SUBJECTS: Readonly<Record<string, Subject>> = {
  "convert-cn": plainText("cn"),
  "convert-tw": plainText("tw"),
  "opencc-cn": openccText("cn"),
  "opencc-tw": openccText("tw"),
  "edits-cn": editList("cn"),
  "edits-tw": editList("tw"),
  "cold-cn": cold("cn"),
  "cold-tw": cold("tw"),
  "variants-memory": memory,
};
