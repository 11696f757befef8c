// Prints a table of what Lighthouse says of each page, and fails when a goal is missed:
// `cargo xtask bench lighthouse`. Pages are the public ones of the site map, and what each role
// meets first. Lighthouse's own settings: a phone, a slow network, a processor four times slower.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { baseUrl, chromium, emailOf, password, roles } from '../settings.mjs';

/** What is measured, with its goal in hundredths; no goal means that it is only shown. */
const CATEGORIES = [
  ['performance', 95], ['accessibility', 100], ['best-practices', 100], ['seo', null],
];
/** Goal for everything that a first visit brings over the network, in kB. */
const BYTES = 100;
/** A page beside those of the site map. */
const MORE = ['/insatser?q=Jag+hittar+ingen+svetsare', '/yrken/5120'];

async function publicPages() {
  const map = await (await fetch(`${baseUrl}/sitemap.xml`)).text();
  const listed = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => new URL(address).pathname);
  const isPage = async (path) => {
    const { headers } = await fetch(`${baseUrl}${path}`, { method: 'HEAD' });
    return headers.get('content-type').startsWith('text/html');
  };
  const found = [];
  for (const path of listed) if (await isPage(path)) found.push(path);
  return [...found, ...MORE];
}

/** The cookies of a new session. */
async function logIn(role) {
  const response = await fetch(`${baseUrl}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: emailOf(role), password }),
  });
  if (!response.ok) throw new Error(`${role} could not log in: ${response.status}`);
  return response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
}

/** One row of the table, and what keeps it from its goals. */
async function measure(browser, role, path, cookie) {
  const { lhr } = await lighthouse(`${baseUrl}${path}`, {
    port: browser.port,
    logLevel: 'error',
    output: 'json',
    onlyCategories: CATEGORIES.map(([name]) => name),
    extraHeaders: cookie ? { Cookie: cookie } : undefined,
  });
  if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
  if (new URL(lhr.finalDisplayedUrl).pathname !== path.replace(/\?.*/, '')) {
    throw new Error(`${role} came from ${path} to ${lhr.finalDisplayedUrl}`);
  }
  const missed = [];
  const cells = CATEGORIES.map(([name, goal]) => {
    const { score, auditRefs } = lhr.categories[name];
    const points = Math.round(score * 100);
    if (goal !== null && points < goal) {
      const lost = auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score < 0.9);
      const titles = lost.map(({ id }) => `${id}: ${lhr.audits[id].title}`);
      missed.push(`${role} ${path}: ${name} ${points} of ${goal}: ${titles.join('; ')}`);
    }
    return points;
  });
  const bytes = lhr.audits['total-byte-weight'].numericValue / 1000;
  if (bytes > BYTES) missed.push(`${role} ${path}: ${bytes.toFixed(0)} kB of ${BYTES}`);
  console.log(`| \`${path}\` | ${role} | ${cells.join(' | ')} | ${bytes.toFixed(0)} |`);
  return missed;
}

/** What is measured: pairs of role and path. */
async function plan() {
  const asked = (role) => !process.env.ROLE || process.env.ROLE === role;
  const open = asked('public') ? (await publicPages()).map((path) => ['public', path]) : [];
  return [...open, ...roles.filter(asked).map((role) => [role, '/skrivbord'])];
}

const browser = await launch({
  chromePath: chromium,
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic'],
});
const missed = [];
try {
  console.log('| page | role | performance | accessibility | best practices | SEO | kB |');
  console.log('|---|---|--:|--:|--:|--:|--:|');
  for (const [role, path] of await plan()) {
    const cookie = role === 'public' ? undefined : await logIn(role);
    missed.push(...await measure(browser, role, path, cookie));
  }
} finally {
  browser.kill();
}
for (const line of missed) console.error(line);
process.exitCode = missed.length > 0 ? 1 : 0;
