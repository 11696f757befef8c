// Saves a picture of each page for each role, on a desk and on a phone: `cargo xtask shots`.
import { mkdir } from 'node:fs/promises';
import { browser, closeBrowser } from './browser.mjs';
import { resize } from './checks.mjs';
import { baseUrl, emailOf, password } from './settings.mjs';

/** Pages by the role that looks at them; `public` has not logged in. */
const PAGES = {
  public: [
    '/', '/insatser', '/insatser?q=Jag+hittar+ingen+svetsare', '/logga-in', '/tillganglighet',
    '/integritet', '/om-matchning',
  ],
  broker: ['/skrivbord', '/behov', '/arenden', '/organisationer', '/insatser'],
  'muni-adviser': ['/skrivbord', '/behov', '/arenden', '/organisationer'],
  'employer-member': ['/skrivbord', '/behov', '/mitt', '/mitt/radera'],
  strategist: ['/skrivbord'],
};

/** A desk and a usual phone. */
const WIDTHS = [1280, 360];

const OUT = new URL('./out/shots/', import.meta.url);

/** Records have ids of their own: the first need and the first case that a role sees. */
async function firstRecords(context) {
  const paths = [];
  for (const [collection, page] of [['needs', '/behov'], ['cases', '/arenden']]) {
    const response = await context.request.get(`${baseUrl}/api/v1/${collection}?limit=1`);
    const list = response.ok() ? await response.json() : { items: [] };
    if (list.items.length > 0) paths.push(`${page}/${list.items[0].id}`);
  }
  return paths;
}

async function logIn(page, role) {
  await page.goto('/logga-in');
  await page.locator('[name="email"]').fill(emailOf(role));
  await page.locator('[name="password"]').fill(password);
  await page.locator('form:has([name="password"]) [type="submit"]').click();
  await page.waitForURL((url) => url.pathname !== '/logga-in');
}

async function shoot(role, paths) {
  const context = await (await browser()).newContext({ baseURL: baseUrl, locale: 'sv-SE' });
  const page = await context.newPage();
  const folder = new URL(`${role}/`, OUT);
  await mkdir(folder, { recursive: true });
  let faults = 0;
  if (role !== 'public') {
    await logIn(page, role);
    paths = [...paths, ...(await firstRecords(context))];
  }
  for (const path of paths) {
    const response = await page.goto(path);
    if (!response.ok()) {
      console.error(`${role} at ${path}: ${response.status()}`);
      faults += 1;
    }
    const name = path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'start';
    for (const width of WIDTHS) {
      await resize(page, width);
      await page.screenshot({ path: new URL(`${name}-${width}.png`, folder).pathname, fullPage: true });
    }
  }
  await context.close();
  return faults;
}

let faults = 0;
try {
  for (const [role, paths] of Object.entries(PAGES)) {
    if (!process.env.ROLE || process.env.ROLE === role) faults += await shoot(role, paths);
  }
} finally {
  await closeBrowser();
}
console.log(`pictures are in ${OUT.pathname}`);
process.exitCode = faults > 0 ? 1 : 0;
