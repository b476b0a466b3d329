import { version } from "../../package.json";

/** Redlink's version, as in package.json. */
export const VERSION: string = version;
