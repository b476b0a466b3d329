// Takes the pictures of the README: the pages of samples/ in a real VS Code with the extension, in a headless Chromium.
//   node scripts/screenshots.mjs [NAME…]     docs/images/NAME.png; all of them without a name
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { Missing, root, runScript } from "./machine.mjs";
import { steadyPicture } from "./picture.mjs";
import { build, prepareChromium, startServer } from "./vscode-server.mjs";

const images = join(root, "docs", "images");
const largest = 300_000;

/** A still window with nothing in it but what a picture is of. */
const settings = {
  "breadcrumbs.enabled": false,
  "editor.cursorBlinking": "solid",
  "editor.fontFamily": "'DejaVu Sans Mono', 'Noto Sans CJK TC', monospace",
  "editor.fontSize": 14,
  "editor.lineHeight": 1.7,
  "editor.minimap.enabled": false,
  "editor.occurrencesHighlight": "off",
  "editor.stickyScroll.enabled": false,
  "editor.wordWrap": "on",
  "diffEditor.renderSideBySide": true,
  "diffEditor.useInlineViewWhenSpaceIsLimited": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "outline.collapseItems": "alwaysExpand",
  "window.commandCenter": false,
  "workbench.activityBar.location": "hidden",
  "workbench.colorTheme": "Default Light Modern",
  "workbench.editor.editorActionsLocation": "hidden",
  "workbench.layoutControl.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.statusBar.visible": true,
};

/** A window of VS Code on one page of the samples. Everything waits for what it shows, nothing for time to pass. */
class Editor {
  constructor(page) {
    this.page = page;
    this.quickInput = page.locator(".quick-input-widget:visible input");
  }

  find(selector, hasText) {
    return this.page.locator(selector, hasText === undefined ? {} : { hasText }).first();
  }

  async shows(selector, hasText) {
    await this.find(selector, hasText).waitFor();
  }

  /** Runs a command by its title in the palette, and picks what it may ask for. */
  async command(title, choice) {
    await this.page.keyboard.press("F1");
    await this.quickInput.fill(`>${title}`);
    await this.shows(".quick-input-list .monaco-list-row.focused", title);
    await this.quickInput.press("Enter");
    if (choice !== undefined) await this.find(".quick-input-list .monaco-list-row", choice).click();
    await this.quickInput.waitFor({ state: "hidden" });
  }

  /** Puts the cursor before the first place of a text. */
  async goTo(text) {
    await this.page.keyboard.press("Control+f");
    const input = this.find(".find-widget.visible .find-part textarea");
    await input.fill(text);
    await this.shows(".find-widget .matchesCount", /^1 of/);
    await this.page.keyboard.press("Escape");
    await this.page.keyboard.press("ArrowLeft");
    await this.page.locator(".find-widget.visible").waitFor({ state: "detached" });
  }

  /** A picture of the window at rest. */
  picture() {
    return steadyPicture(this.page);
  }
}

const closeSideBar = "View: Toggle Primary Side Bar Visibility";

/** By name: the page it is taken of, the window's size, and how. */
const pictures = {
  problems: {
    open: "陸仲衡.md",
    size: { width: 960, height: 560 },
    async take(editor) {
      await editor.command(closeSideBar);
      await editor.command("Problems: Focus on Problems View");
      await editor.shows(".markers-panel .monaco-list-row", "footnote/undefined");
      await editor.command("View: Focus Active Editor Group");
      await editor.goTo("214次");
      await editor.shows(".view-overlays .squiggly-error");
      return editor.picture();
    },
  },
  hover: {
    open: "青瀾河.md",
    size: { width: 1000, height: 420 },
    async take(editor) {
      await editor.command(closeSideBar);
      await editor.goTo("\\[1\\]");
      await editor.command("Show or Focus Hover");
      await editor.shows(".monaco-hover:not(.hidden) .rendered-markdown", "Footnote");
      return editor.picture();
    },
  },
  fixes: {
    open: "陸仲衡.md",
    size: { width: 960, height: 500 },
    async take(editor) {
      await editor.command(closeSideBar);
      await editor.goTo("\\[12\\]");
      await editor.shows(".view-overlays .squiggly-error");
      await editor.page.keyboard.press("Control+.");
      await editor.shows(".action-widget .monaco-list-row");
      return editor.picture();
    },
  },
  preview: {
    open: "南岸七鎮.md",
    size: { width: 940, height: 490 },
    async take(editor) {
      await editor.command(closeSideBar);
      await editor.shows(".view-overlays .squiggly-warning");
      await editor.command("Redlink: Cut All Link Texts That Ran On");
      await editor.shows(".bulk-edit-panel .monaco-list-row");
      await editor
        .find(".bulk-edit-panel .monaco-list-row .monaco-checkbox, .bulk-edit-panel .monaco-list-row input")
        .click();
      return editor.picture();
    },
  },
  conversion: {
    open: "霧橋鎮.md",
    size: { width: 1000, height: 420 },
    async take(editor) {
      await editor.command(closeSideBar);
      await editor.shows(".statusbar-item", "Traditional");
      await editor.command("Redlink: Convert to Simplified Chinese");
      await editor.shows(".statusbar-item", "Simplified");
      await editor.command("File: Compare Active File with Saved");
      await editor.shows(".monaco-diff-editor .char-insert");
      return editor.picture();
    },
  },
  restore: {
    open: "石灘峽大壩.md",
    size: { width: 900, height: 520 },
    async take(editor) {
      await editor.command(closeSideBar);
      await editor.command("Redlink: Restore from a Companion", "石灘峽大壩.html");
      await editor.shows(".bulk-edit-panel .monaco-list-row");
      await editor.find(".bulk-edit-panel .monaco-list-row").click();
      await editor.page.keyboard.press("End"); // the reference list
      await editor.page.keyboard.press("Enter");
      await editor.shows(".monaco-diff-editor .char-insert, .monaco-diff-editor .line-insert");
      return editor.picture();
    },
  },
  wiki: {
    open: "望海州.md",
    size: { width: 900, height: 500 },
    async take(editor) {
      await editor.command("Redlink: Focus on Wanted Pages View");
      await editor.shows(".pane-body .monaco-list-row", "1");
      return editor.picture();
    },
  },
  outline: {
    open: "青瀾河志.md",
    size: { width: 1000, height: 560 },
    async take(editor) {
      await editor.find(".pane-header", "samples").click(); // its files leave the room to the outline
      await editor.command("Explorer: Focus on Outline View");
      await editor.shows(".outline-tree .monaco-list-row", "References");
      await editor.goTo("版權頁");
      await editor.shows(".codelens-decoration", "entries");
      return editor.picture();
    },
  },
};

/** Opens a window on a copy of the samples for each picture, takes it and writes it. */
async function takePictures(names) {
  build("");
  const home = realpathSync(mkdtempSync(join(tmpdir(), "redlink-pictures-")));
  const server = await startServer();
  const browser = await chromium.launch({
    executablePath: prepareChromium(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
  try {
    mkdirSync(images, { recursive: true });
    for (const name of names) {
      const { open, size, take } = pictures[name];
      const folder = join(home, name, "samples");
      cpSync(join(root, "samples"), folder, { recursive: true });
      mkdirSync(join(folder, ".vscode"));
      writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify(settings));
      const context = await browser.newContext({
        viewport: size,
        deviceScaleFactor: 2,
        locale: "en-US",
        bypassCSP: true,
      });
      const page = await context.newPage();
      const address = { folder, extension: server.remote(root), open: server.remote(join(folder, "Page", open)) };
      await page.goto(server.address(address));
      try {
        const file = join(images, `${name}.png`);
        const editor = new Editor(page);
        await editor.shows(".monaco-workbench.vscode-theme-defaults-themes-light_modern-json");
        await editor.shows(".statusbar-item", "Footnotes"); // the page has been checked
        writeFileSync(file, await take(editor));
        const { size: bytes } = statSync(file);
        console.log(`docs/images/${name}.png: ${Math.round(bytes / 1000)} KB`);
        if (bytes > largest) throw new Missing(`docs/images/${name}.png is larger than ${largest / 1000} KB`);
      } catch (error) {
        await page.screenshot({ path: join(tmpdir(), `redlink-${name}-failed.png`) });
        throw error;
      }
      await context.close();
    }
  } finally {
    await browser.close();
    await server.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

await runScript(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !Object.hasOwn(pictures, name));
  if (unknown !== undefined) {
    throw new Missing(`no picture is called ${unknown}; there are: ${Object.keys(pictures).join(", ")}`);
  }
  await takePictures(wanted.length > 0 ? wanted : Object.keys(pictures));
});
