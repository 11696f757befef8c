// Journeys: what a person does, step by step, with every page checked on the way.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, test } from 'node:test';
import { browser, closeBrowser } from './browser.mjs';
import {
  WIDTHS, checkFrame, checkLooks, checkMarkup, checkReflow, checkTabStops, checkWords,
  isNewToLookAt, resize,
} from './checks.mjs';
import { inEnglish, storyLanguage } from './language.mjs';
import { baseUrl, database, emailOf, keepsPictures, password } from './settings.mjs';

/** How long one thing on a page may take before the journey gives up, in milliseconds. */
const PATIENCE = 10_000;
/** How long a whole journey may take, in milliseconds. */
const JOURNEY_LIMIT = 240_000;

const OUT = new URL(`./out/${database}/`, import.meta.url);

after(closeBrowser);

/**
 * Declares a journey. The story gets `visitor(role?, { language }?)`, which opens a new private
 * window, logged in when a role code or e-mail address is given, and `step(name, act)`, which counts as a test of its
 * own. A step that fails makes those after it fail at once, unless `options.stepsStandAlone`;
 * `options.javaScriptEnabled: false` runs the journey without scripts; `options.inBothLanguages`
 * walks it in English on one of the databases; `options.limit` is the longest it may take, in
 * milliseconds.
 */
export function journey(name, ...rest) {
  const story = rest.pop();
  const options = rest.pop() ?? {};
  const isEnglish = Boolean(options.inBothLanguages) && storyLanguage === 'en';
  test(name, { timeout: options.limit ?? JOURNEY_LIMIT }, async (context) => {
    const state = { journey: slug(name), step: 'start', pictures: 0, failed: '' };
    const contexts = [];
    const visitor = async (role, { language = isEnglish ? 'en' : undefined } = {}) => {
      const opened = await open();
      contexts.push(opened);
      if (language) await opened.addCookies([{ name: 'lang', value: language, url: baseUrl }]);
      const person = new Visitor(await opened.newPage(), state, isEnglish);
      if (options.javaScriptEnabled === false) await person.withoutScripts();
      if (role) await person.isLoggedIn(role);
      return person;
    };
    const step = (title, act) => context.test(title, async () => {
      if (state.failed && !options.stepsStandAlone) throw blocked(state.failed);
      state.step = slug(title);
      state.pictures = 0;
      try {
        await act();
      } catch (error) {
        state.failed = title;
        throw error;
      }
    });
    try {
      await story({ step, visitor });
    } finally {
      for (const opened of contexts) await opened.close();
    }
  });
}

/** A failure that says only what it follows from: where it stands tells nobody anything. */
function blocked(step) {
  const error = new Error(`the step «${step}» failed before this one`);
  error.stack = error.message;
  return error;
}

async function open() {
  const opened = await (await browser()).newContext({
    baseURL: baseUrl,
    locale: 'sv-SE',
    timezoneId: 'Europe/Stockholm',
    viewport: { width: WIDTHS[0], height: 800 },
    reducedMotion: 'reduce',
  });
  opened.setDefaultTimeout(PATIENCE);
  return opened;
}

function slug(text) {
  const plain = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

/** One person with one window. */
export class Visitor {
  constructor(page, state, isEnglish) {
    this.page = page;
    this.state = state;
    this.isEnglish = isEnglish;
    this.setScripts = async () => {};
    this.expectedStatus = 200;
    this.complaints = [];
    page.on('console', (message) => this.#hear(message));
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('response', (response) => {
      if (response.status() >= 500) this.complaints.push(`${response.status()} ${response.url()}`);
      this.#keepSource(response);
    });
  }

  /** Keeps what the page was sent as: scripts change it afterwards. */
  #keepSource(response) {
    const isPage = response.request().isNavigationRequest()
      && response.frame() === this.page.mainFrame()
      && (response.headers()['content-type'] ?? '').startsWith('text/html')
      && (response.status() < 300 || response.status() >= 400);
    // A page that is left before it has come whole has no source; nobody asks for it.
    if (isPage) this.source = response.text().catch(() => '');
  }

  /**
   * Switches the pages' scripts off, and on only while axe looks: axe is a script itself. Pages are
   * read with scripts off, so theirs never run.
   */
  async withoutScripts() {
    const session = await this.page.context().newCDPSession(this.page);
    this.setScripts = (on) => session.send('Emulation.setScriptExecutionDisabled', { value: !on });
    await this.setScripts(false);
  }

  #hear(message) {
    if (message.type() !== 'error') return;
    const status = /responded with a status of (\d+)/.exec(message.text());
    if (status && Number(status[1]) === this.expectedStatus) return;
    this.complaints.push(`${message.text()} (${message.location().url})`);
  }

  /** Goes to a path and checks the page it finds there. */
  async visit(path, { status = 200 } = {}) {
    this.expectedStatus = status;
    const response = await this.page.goto(path);
    assert.equal(response.status(), status, `${path} answered ${response.status()}`);
    await this.check();
  }

  /** Goes to a path and looks at the page it finds there, without a picture. */
  async look(path) {
    await this.page.goto(path);
    await this.#still(async () => {
      await checkFrame(this.page);
      await this.#look(false);
    });
  }

  /** Pages that renew themselves for those who watch stand still while they are looked at. */
  async #still(act) {
    const { page } = this;
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    });
    await act();
    await page.evaluate(() => { delete document.hidden; });
  }

  /** Goes to a path and checks the page it finds there, which is to be in this language. */
  async glance(path, language) {
    const response = await this.page.goto(path);
    assert.equal(response.status(), 200, `${path} answered ${response.status()}`);
    await checkWords(this.page);
    await this.check(language);
  }

  /** Logs in through the page, as a role of the demo or with an address of its own. */
  async login(roleOrEmail) {
    await this.page.goto('/logga-in');
    await this.page.locator('[name="email"]').fill(emailOf(roleOrEmail));
    await this.page.locator('[name="password"]').fill(password);
    await Promise.all([
      this.page.waitForURL((url) => url.pathname !== '/logga-in'),
      this.page.locator('form:has([name="password"]) [type="submit"]').click(),
    ]);
  }

  /** Is logged in, without having gone to the page: a story begins where it begins. */
  async isLoggedIn(roleOrEmail) {
    const answer = await this.page.context().request.post('/logga-in', {
      form: { email: emailOf(roleOrEmail), password }, maxRedirects: 0,
    });
    assert.equal(answer.status(), 303, `${roleOrEmail} was not logged in`);
  }

  /** A text of the story in the language that this person reads. */
  #said(text, options) {
    return this.isEnglish ? inEnglish(text, options) : text;
  }

  /** The button or link with this name, in text or as a pattern. */
  control(text) {
    const name = this.#said(text, { exact: true });
    const role = (kind) => this.page.getByRole(kind, { name, exact: typeof name === 'string' });
    return role('button').or(role('link')).or(role('menuitem')).first();
  }

  /** Presses a button or link and checks the page that comes. `status` is what it should answer. */
  async press(name, { status = 200 } = {}) {
    this.expectedStatus = status;
    await this.control(name).click();
    await this.page.waitForLoadState('load');
    await this.check();
  }

  /** Writes in the field with this label. */
  async fill(label, text) {
    await this.page.getByLabel(this.#said(label)).first().fill(text);
  }

  /** The radio button or check box with this label. */
  choice(label) {
    const name = this.#said(label, { exact: true });
    const role = (kind) => this.page.getByRole(kind, { name, exact: typeof name === 'string' });
    return role('radio').or(role('checkbox')).first();
  }

  /** Marks the radio button or check box with this label. */
  async choose(label) {
    await this.choice(label).check();
  }

  /** Takes an option in the list with this label. */
  async select(label, option) {
    await this.page.getByLabel(this.#said(label)).first()
      .selectOption({ label: this.#said(option, { exact: true }) });
  }

  /** Fails unless the text stands on the page for all to see. */
  async sees(text) {
    await this.page.getByText(this.#said(text)).filter({ visible: true }).first().waitFor();
  }

  /** Fails when the text stands on the page. */
  async seesNot(text) {
    const count = await this.page.getByText(this.#said(text)).filter({ visible: true }).count();
    assert.equal(count, 0, `${this.page.url()} shows «${text}»`);
  }

  /** The path with its query, for assertions. */
  path() {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  /** Reads JSON from the API with this person's session. */
  async api(path) {
    const response = await this.page.context().request.get(`${baseUrl}${path}`);
    assert.ok(response.ok(), `${path} answered ${response.status()}`);
    return response.json();
  }

  /** Walks through the page with Tab and fails at the first stop that does not show the focus. */
  async walkWithTab() {
    await checkTabStops(this.page);
  }

  /** Everything that must hold on the page as it is now, with dialogs and menus as they stand. */
  async check(language) {
    const { page } = this;
    await this.#still(async () => {
      await checkFrame(page, language ?? (this.isEnglish ? /^en$/ : undefined));
      if (this.isEnglish) await checkWords(page);
      await checkMarkup(await this.source, page.url());
      await this.#look(keepsPictures);
    });
  }

  /** Looks as closely as is needed, and hears what the page has complained of since it came. */
  async #look(withPictures) {
    const { page } = this;
    const isNew = await isNewToLookAt(page);
    await checkReflow(page, isNew);
    if (withPictures) await this.#pictures();
    await resize(page, WIDTHS[0]);
    if (isNew) {
      await checkLooks(page, async (act) => {
        await this.setScripts(true);
        await act();
        await this.setScripts(false);
      });
    }
    assert.deepEqual(this.complaints.splice(0), [], `${page.url()} has errors`);
  }

  async #pictures() {
    const folder = new URL(`${this.state.journey}/`, OUT);
    await mkdir(folder, { recursive: true });
    this.state.pictures += 1;
    const number = this.state.pictures > 1 ? `-${this.state.pictures}` : '';
    for (const width of WIDTHS) {
      await resize(this.page, width);
      const name = `${this.state.step}${number}-${width}-${database}.png`;
      await this.page.screenshot({ path: new URL(name, folder).pathname, fullPage: true });
    }
  }
}
