// The suite VS Code runs: `run` is what both its test parameter and @vscode/test-electron call.
import { runTests } from "./harness";
import "./activation";
import "./commands";
import "./conversion";
import "./footnote-forms";
import "./quick-fixes";
import "./reading";
import "./restore";
import "./whole-wiki";

export function run(): Promise<void> {
  return runTests();
}
