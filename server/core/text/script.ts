export { countScript, type ScriptCount, scriptOfCount } from "../variants/script";
