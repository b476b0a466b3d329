// Pictures of a page in the browser that show it at rest.

/** A picture (PNG bytes) of a Playwright page, taken when two frames in a row are the same. */
export async function steadyPicture(page) {
  for (let before = Buffer.alloc(0); ; ) {
    const now = await page.screenshot({ animations: "disabled" });
    if (now.equals(before)) return now;
    before = now;
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
}
