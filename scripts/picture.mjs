// Pictures of a page in the browser that show it at rest.

/** Frames after which a page that never comes to rest is shown as it is. */
const mostFrames = 100;

/** A picture (PNG bytes) of a Playwright page, taken when two frames in a row are the same. */
export async function steadyPicture(page) {
  let before = Buffer.alloc(0);
  for (let frame = 1; ; frame++) {
    const now = await page.screenshot({ animations: "disabled" });
    if (now.equals(before) || frame === mostFrames) return now;
    before = now;
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
}
