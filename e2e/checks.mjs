// What must hold on every page, whoever looks at it and on whatever screen.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { isMineToLookAt } from './looked.mjs';
import { Markup } from './markup.mjs';
import { routeOf } from './routes.mjs';

/** Widths that get the full treatment and a picture each: a desk, and the narrowest of phones. */
export const WIDTHS = [1280, 320];
/** Widths on which nothing may stick out sideways. */
const REFLOW_WIDTHS = [1440, 1280, 360, 320];
/** The reader's own text size, as a share of the usual. */
const TEXT_SIZES = ['100%', '200%'];
/** How long a page has to settle before it is asked whether it has, in milliseconds. */
const SETTLING = 150;
/** How often it is asked. */
const SETTLING_TURNS = 20;
const HEIGHT = 800;

const AXE_RULES = [
  'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice',
];
/** What another colour scheme can change. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Sets the width of the window and waits until the page has settled in it. */
export async function resize(page, width) {
  await page.setViewportSize({ width, height: HEIGHT });
}

/** Waits until a changed size or colour scheme has reached every box of the page. */
export async function settle(page) {
  for (let turn = 0; turn < SETTLING_TURNS; turn += 1) {
    await page.waitForTimeout(SETTLING);
    if (await page.evaluate(() => document.getAnimations().length === 0)) return;
  }
}

/** One h1, a language, a title. */
export async function checkFrame(page, expected = /^(sv|en)\b/) {
  const frame = await page.evaluate(() => ({
    headings: document.querySelectorAll('h1').length,
    language: document.documentElement.lang,
    title: document.title.trim(),
  }));
  assert.equal(frame.headings, 1, `${page.url()} has ${frame.headings} h1, not one`);
  assert.match(frame.language, expected, `${page.url()} has the language «${frame.language}»`);
  assert.notEqual(frame.title, '', `${page.url()} has no title`);
}

/** Words that only Swedish has, and that hardly a sentence does without. */
const SWEDISH_ONLY = /(^|[^\p{L}])(och|är|inte|från|eller|för|på|som|ska|behov|företag|ärende)(?!\p{L})/iu;

/**
 * No heading, label, button or sentence of ours is left in Swedish on an English page. What firms
 * and those who help them have written is marked, or stands in a title or list of links.
 */
export async function checkWords(page) {
  if ((await page.evaluate(() => document.documentElement.lang)) !== 'en') return;
  const texts = await page.evaluate(() => [...document.querySelectorAll(
    'h2, th[scope="col"], dt, label, legend, button, caption, summary, nav a, .lede, .field__hint',
  )].filter((element) => !element.closest('[lang="sv"], .breadcrumbs, .todo, .choice')
    && !element.querySelector('[lang="sv"]') && !element.matches('[id^="brev"]'))
    .map((element) => element.textContent.trim()));
  const swedish = texts.filter((text) => SWEDISH_ONLY.test(text));
  assert.deepEqual(swedish, [], `${page.url()} has Swedish left`);
}

/**
 * No page scrolls sideways, also with large text. A page of known kinds, with other words in it, is
 * tried where words have least room.
 */
export async function checkReflow(page, isNew = true) {
  for (const width of isNew ? REFLOW_WIDTHS : REFLOW_WIDTHS.slice(-1)) {
    await resize(page, width);
    for (const size of TEXT_SIZES) {
      let found = await page.evaluate(measureOverflow, size);
      if (found.overflow > 0) {
        // An anchored box, such as the menu, finds its place a frame after the size has changed.
        await settle(page);
        found = await page.evaluate(measureOverflow, size);
      }
      const where = `${page.url()} at ${width} px, text ${size}`;
      assert.ok(
        found.overflow <= 0,
        `${where}: sticks out ${found.overflow} px sideways, first ${found.culprit}`,
      );
    }
  }
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
}

/** Runs in the page: how far it reaches past the window, and the element that reaches furthest. */
function measureOverflow(size) {
  const root = document.documentElement;
  root.style.fontSize = size;
  const overflow = document.scrollingElement.scrollWidth - window.innerWidth;
  let culprit = '';
  let furthest = window.innerWidth;
  if (overflow > 0) {
    for (const element of document.body.querySelectorAll('*')) {
      // An element may stay inside while its text does not.
      const { left, right } = element.getBoundingClientRect();
      const spills = getComputedStyle(element).overflowX === 'visible';
      const reach = spills ? Math.max(right, left + element.scrollWidth) : right;
      if (reach > furthest) {
        furthest = reach;
        culprit = element.outerHTML.slice(0, 120);
      }
    }
  }
  return { overflow, culprit };
}

/**
 * The source follows the HTML standard. Rules of content are asked where a kind of element is new.
 * Answers the page as it was read, and whether anything on it is new.
 */
export async function checkMarkup(source, url) {
  const markup = new Markup(source);
  const faults = markup.faults();
  const what = `html ${routeOf(new URL(url).pathname)}`;
  const isNew = isMineToLookAt(what, markup.kinds());
  if (isNew) faults.push(...await markup.nonconformities());
  assert.deepEqual(faults, [], `${url} is not HTML as the standard has it`);
  return { markup, isNew };
}

/** Whether anything on the page as it stands, with dialogs and menus, is new on this route. */
export async function isNewToLookAt(page) {
  const kinds = new Markup(await page.content()).kinds();
  const open = await page.evaluate(() => document.querySelectorAll(':popover-open').length);
  kinds.add(`open ${open}`);
  return isMineToLookAt(`look ${routeOf(new URL(page.url()).pathname)}`, kinds);
}

/**
 * Looks at the page on a desk and a phone, in light and in dark. `run` does what it is given while
 * scripts are on.
 */
export async function checkLooks(page, run = (act) => act()) {
  for (const width of WIDTHS) {
    await resize(page, width);
    await run(() => checkAxe(page, `at ${width} px`, { type: 'tag', values: AXE_RULES }));
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await settle(page);
  for (const width of WIDTHS.toReversed()) {
    await resize(page, width);
    await run(() => checkAxe(page, `at ${width} px in dark`, { type: 'rule', values: COLOUR_RULES }));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await settle(page);
}

/** No violation of WCAG 2.0–2.2 A and AA, nor of axe's best practice. */
async function checkAxe(page, what, rules) {
  if (!(await page.evaluate(() => Boolean(window.axe)))) await page.evaluate(axeSource);
  const violations = await page.evaluate(async (runOnly) => {
    const result = await window.axe.run(document, { runOnly, resultTypes: ['violations'] });
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.slice(0, 5).map((node) => `${node.html}\n      ${node.failureSummary}`),
    }));
  }, rules);
  const text = violations
    .map(({ id, help, nodes }) => `  ${id}: ${help}\n    ${nodes.join('\n    ')}`)
    .join('\n');
  assert.equal(violations.length, 0, `${page.url()} ${what}:\n${text}`);
}

/** Walks through the page with Tab: every stop shows that it has the focus. Answers how many. */
export async function checkTabStops(page, limit = 150) {
  await page.evaluate(() => {
    document.activeElement?.blur?.();
    window.scrollTo(0, 0);
  });
  let stops = 0;
  for (; stops < limit; stops += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(describeFocus);
    if (!stop) break;
    assert.ok(stop.ring, `${page.url()}: nothing shows the focus on ${stop.html}`);
  }
  assert.ok(stops > 0, `${page.url()} has nothing to reach with Tab`);
  return stops;
}

/** Runs in the page: the focused element and whether it, or what stands for it, has a ring. */
function describeFocus() {
  const element = document.activeElement;
  if (!element || element === document.body || element.dataset.tabSeen) return null;
  element.dataset.tabSeen = 'yes';
  const shows = (candidate) => {
    if (!candidate) return false;
    const style = getComputedStyle(candidate);
    const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return outline || style.boxShadow !== 'none';
  };
  // A radio button drawn by its label shows the ring there, a part of a map by its edge.
  const stands = [element, element.closest('label'), element.labels?.[0], element.parentElement];
  const area = element.closest('svg') && element.querySelector('.area');
  area?.getAnimations().forEach((change) => change.finish());
  const edge = area ? parseFloat(getComputedStyle(area).strokeWidth) : 0;
  return { ring: stands.some(shows) || edge >= 3, html: element.outerHTML.slice(0, 120) };
}
