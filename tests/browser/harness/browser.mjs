// Chromium as the journeys use it, and the appearances in which every page must hold.
// Knows nothing of any page. To add an appearance (a width, a colour scheme): a value in the lists below.

import { chromium } from 'playwright-core';

const EXECUTABLE = process.env.NOROSHI_CHROMIUM ?? '/usr/bin/chromium';

// Offline, quiet, and without the sandbox that root may not use.
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// No step of a journey may wait longer than this.
export const DEADLINE_MS = 10_000;

export const COLOURS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'dark', forcedColors: 'active' },
};
export const WIDTHS = [320, 1280];
const HEIGHT = 800;

export async function launchBrowser() {
  return chromium.launch({ executablePath: EXECUTABLE, headless: true, args: ARGUMENTS });
}

/**
 * A reader of their own: no cookies, an empty cache, a zone and a language.
 * What the page complains about (script errors, refused styles or scripts) is collected in `page.complaints`; `page.script` tells whether
 * its scripts run; `page.served` is the answer that the page was made from.
 */
export async function newReader(browser, { language = 'ja', zone = 'Asia/Tokyo', script = true, width = 1280 } = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: script,
    locale: language === 'ja' ? 'ja-JP' : 'en-GB',
    timezoneId: zone,
    viewport: { width, height: HEIGHT },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(DEADLINE_MS);
  const page = await context.newPage();
  page.script = script;
  page.complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') page.complaints.push(message.text());
  });
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) page.served = response;
  });
  return page;
}

const ALL = Object.keys(COLOURS).flatMap((colours) => WIDTHS.map((width) => ({ colours, width })));

/** Shows an open page in each colour scheme at each width, and calls `look(name, { colours, width })` for each. */
export async function inEachAppearance(page, look) {
  for (const { colours, width } of ALL) {
    await page.emulateMedia(COLOURS[colours]);
    await page.setViewportSize({ width, height: HEIGHT });
    await look(`${colours}, ${width} px`, { colours, width });
  }
}
