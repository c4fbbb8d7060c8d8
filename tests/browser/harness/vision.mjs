// What is told apart by its shape alone, however its reader sees colours (requirement A1). A shape is what stands out from its
// ground in a picture of it, without its colour and lightness.

import assert from 'node:assert/strict';

/** The kinds of colour vision that Chromium shows pages in; the first one is that of most people. */
export const VISIONS = ['none', 'achromatopsia', 'protanopia', 'deuteranopia', 'tritanopia'];

// Two shapes differ if they do not share this part of the area that either of them covers.
const LEAST_DIFFERENCE = 0.12;
// A shape stands out (WCAG 1.4.11).
const LEAST_CONTRAST = 3;
const GRID = 48;
// Small signs are drawn large.
const SCALE = 2;

/** A reader's page in a view that is tall enough for what is compared. */
export async function newObserver(browser) {
  const context = await browser.newContext({ deviceScaleFactor: SCALE, viewport: { width: 1280, height: 2400 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  page.sees = (type) => session.send('Emulation.setEmulatedVisionDeficiency', { type });
  page.darkroom = await context.newPage();
  return page;
}

/**
 * The shapes of what is shown in some parts of a page, each `{ [vision]: { cells, contrast } }`. `parts` are boxes in a view that is
 * tall enough for all of them; each begins with a bit of the ground.
 */
export async function shapes(page, parts) {
  // In whole pixels, so that no part has an edge outside the picture.
  const [left, top] = [Math.min(...parts.map(({ x }) => x)), Math.min(...parts.map(({ y }) => y))].map(Math.floor);
  const width = Math.ceil(Math.max(...parts.map((part) => part.x + part.width))) - left;
  const height = Math.ceil(Math.max(...parts.map((part) => part.y + part.height))) - top;
  assert.ok(top >= 0 && top + height <= page.viewportSize().height, `from ${top} to ${top + height} px is more than the view shows`);
  const seen = parts.map(() => ({}));
  for (const vision of VISIONS) {
    await page.sees(vision);
    const picture = await page.screenshot({ clip: { x: left, y: top, width, height } });
    const crops = parts.map((part) => [part.x - left, part.y - top, part.width, part.height].map((length) => length * SCALE));
    const developed = await page.darkroom.evaluate(develop, [picture.toString('base64'), crops, GRID]);
    developed.forEach((shape, nth) => (seen[nth][vision] = shape));
  }
  await page.sees('none');
  return seen;
}

// Runs in the darkroom: which cells of each crop of a picture are lighter or darker than its ground, which its corner shows.
async function develop([picture, crops, size]) {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = new OffscreenCanvas(size, size).getContext('2d', { willReadFrequently: true });
  const linear = (value) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  return crops.map((crop) => {
    canvas.drawImage(image, ...crop, 0, 0, size, size);
    const { data } = canvas.getImageData(0, 0, size, size);
    const light = Array.from({ length: size * size }, (_, cell) => {
      const [red, green, blue] = data.slice(cell * 4, cell * 4 + 3);
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) + 0.05;
    });
    const away = light.map((one) => Math.max(one, light[0]) / Math.min(one, light[0]));
    const contrast = Math.max(...away);
    return { cells: away.map((one) => one - 1 > (contrast - 1) / 2), contrast };
  });
}

/** Every pair of `[{ state, word, seen }]` differs by its word and, in each kind of colour vision, by its shape. */
export function areToldApart(what, samples) {
  for (const vision of VISIONS) {
    for (const { state, word, seen } of samples) {
      const { contrast } = seen[vision];
      assert.ok(contrast >= LEAST_CONTRAST, `${what}, ${vision}: ${state} (${word}) has a contrast of ${contrast.toFixed(2)}`);
    }
    for (const [nth, one] of samples.entries()) {
      for (const other of samples.slice(nth + 1)) {
        const pair = `${what}, ${vision}: ${one.state} and ${other.state}`;
        assert.ok(one.word && other.word && one.word !== other.word, `${pair} have no words of their own: “${one.word}”, “${other.word}”`);
        const unlike = difference(one.seen[vision].cells, other.seen[vision].cells);
        assert.ok(unlike >= LEAST_DIFFERENCE, `${pair} have the same shape: ${(unlike * 100).toFixed(0)} % differ`);
      }
    }
  }
}

// The part of two shapes that they do not share, laid upon each other as well as they go: signs stand at parts of pixels.
function difference(cells, others) {
  const shifts = [-2, -1, 0, 1, 2];
  return Math.min(...shifts.flatMap((down) => shifts.map((aside) => unshared(cells, others, down * GRID + aside))));
}

function unshared(cells, others, shift) {
  let [either, both] = [0, 0];
  for (let cell = 0; cell < cells.length; cell++) {
    const [one, other] = [cells[cell], others[cell + shift] ?? false];
    either += one || other;
    both += one && other;
  }
  return 1 - both / either;
}
