// The browser, started once per process and closed with it.
import { chromium as driver } from 'playwright-core';
import { chromium } from './settings.mjs';

/** The system's Chromium runs as root in CI, and its own services have nothing to reach there. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
];

let started;

/** The one browser of this process. */
export function browser() {
  started ??= driver.launch({ executablePath: chromium, headless: true, args: FLAGS });
  return started;
}

/** Ends the browser, if there is one. */
export async function closeBrowser() {
  await (await started)?.close();
  started = undefined;
}
