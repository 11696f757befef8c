// A small firm answers by itself: a link, no account, and a receipt with a number and a promise.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

/** Opens a mapping with the first firm that the broker finds, and gives the path of its link. */
async function invite(visitor, track = 'Företaget svarar självt') {
  const broker = await visitor('broker');
  await broker.visit('/kartlaggningar/ny');
  await broker.page.locator('.choose a').first().click();
  await broker.page.waitForLoadState('load');
  await broker.sees('Hur ska den göras?');
  await broker.choose(new RegExp(`^${track}`));
  await broker.press('Öppna kartläggningen');
  const link = await broker.page.getByLabel('Länk till företaget').inputValue();
  return { broker, path: new URL(link).pathname };
}

/** Presses Tab until the element has the focus. */
async function tabTo(person, selector) {
  for (let stops = 0; stops < 60; stops += 1) {
    const isThere = await person.page.evaluate(
      (wanted) => document.activeElement?.matches(wanted) ?? false, selector,
    );
    if (isThere) return;
    await person.page.keyboard.press('Tab');
  }
  assert.fail(`${selector} cannot be reached with Tab on ${person.page.url()}`);
}

/** Answers one page by keyboard and goes on. `answers` are pairs of field and text or choice. */
async function answer(person, answers) {
  const before = person.page.url();
  for (const [selector, text] of answers) {
    await tabTo(person, selector);
    if (text === null) await person.page.keyboard.press('Space');
    else await person.page.keyboard.type(text);
  }
  await tabTo(person, 'button.button--wide');
  await person.page.keyboard.press('Enter');
  await person.page.waitForURL((url) => url.href !== before);
  await person.check();
}

const ANSWERS = [
  [['#f-goal', 'Öppna en lunchrestaurang 2027']],
  [['[name="obstacle"]', null]],
  [['#f-consequence', 'Vi får säga nej till gäster'], ['[name="severity"]', null]],
  [['#f-words', 'Två kockar som kan laga mat från grunden']],
  [['[name="kind"]', null], ['#f-count', '2']],
  [['#f-start', '15'], ['[name="startMonth"]', '3'], ['[name="startYear"]', '2027']],
  [['#f-contactName', 'Demo Sara'], ['#f-contactReach', '070-000 00 00']],
];

async function wholeWay({ step, visitor }) {
  let firm;
  let path;
  await step('the broker sends a link', async () => {
    ({ path } = await invite(visitor));
  });
  await step('the firm opens it without an account', async () => {
    firm = await visitor();
    await firm.visit(path);
    await firm.sees('Du behöver inget konto');
    await tabTo(firm, `a.button[href="${path}/fraga/1"]`);
    await firm.page.keyboard.press('Enter');
    await firm.page.waitForURL(/\/fraga\/1$/);
    await firm.walkWithTab();
  });
  for (const [place, answers] of ANSWERS.entries()) {
    await step(`question ${place + 1}`, async () => {
      await firm.sees(`Fråga ${place + 1} av ${ANSWERS.length}`);
      await answer(firm, answers);
    });
  }
  await step('looks through and sends', async () => {
    await firm.sees('Två kockar som kan laga mat från grunden');
    await firm.sees('15 mars 2027');
    await tabTo(firm, 'form[action$="/godkann"] button');
    await firm.page.keyboard.press('Enter');
    await firm.page.waitForURL((url) => url.pathname === path);
    await firm.check();
  });
  await step('has a receipt with number and promise, also tomorrow', async () => {
    await firm.sees(/Ert nummer är \d{4}-\d{4}/);
    await firm.sees(/Vi svarar senast (mån|tis|ons|tors|fre) \d+/);
    await firm.visit(path);
    await firm.sees(/Ert nummer är \d{4}-\d{4}/);
  });
}

journey('a small firm answers by keyboard', wholeWay);
journey('a small firm answers without scripts', { javaScriptEnabled: false }, wholeWay);

journey('a small firm and what it has typed', async ({ step, visitor }) => {
  let path;
  await step('a date that does not exist is named and kept', async () => {
    ({ path } = await invite(visitor));
    const firm = await visitor();
    await firm.visit(`${path}/fraga/6`);
    await firm.page.locator('[name="startDay"]').fill('31');
    await firm.page.locator('[name="startMonth"]').fill('2');
    await firm.page.locator('[name="startYear"]').fill('2027');
    await firm.press('Nästa fråga', { status: 422 });
    await firm.sees('Den 31 februari finns inte. Februari 2027 slutar den 28.');
    assert.match(await firm.page.title(), /^Fel:/);
    assert.equal(await firm.page.locator('[name="startDay"]').inputValue(), '31');
  });
  await step('a tab that is killed loses nothing', async () => {
    const firm = await visitor();
    await firm.page.goto(`${path}/fraga/1`);
    await firm.page.locator('#f-goal').pressSequentially('Ta emot fler order');
    await firm.page.locator('[data-save-state]').getByText('Sparat kl.').waitFor();
    await firm.page.close();
    const later = await visitor();
    await later.visit(path);
    await later.sees('Fortsätt där du slutade');
    await later.visit(`${path}/fraga/1`);
    assert.equal(await later.page.locator('#f-goal').inputValue(), 'Ta emot fler order');
  });
  await step('without a network it stays on the device and is sent later', async () => {
    const firm = await visitor();
    await firm.page.goto(`${path}/fraga/4`);
    await firm.page.context().setOffline(true);
    await firm.page.locator('#f-words').pressSequentially('En svetsare');
    await firm.sees('Sparat på den här enheten');
    await firm.page.context().setOffline(false);
    firm.complaints.splice(0);
    await firm.page.reload();
    await firm.page.locator('[data-save-state]').getByText('Sparat kl.').waitFor();
    assert.equal(await firm.page.locator('#f-words').inputValue(), 'En svetsare');
    const other = await visitor();
    await other.page.goto(`${path}/fraga/4`);
    assert.equal(await other.page.locator('#f-words').inputValue(), 'En svetsare');
  });
  await step('a link that leads nowhere says whom to ask', async () => {
    const lost = await visitor();
    await lost.visit('/k/0000', { status: 404 });
    await lost.sees('Länken leder ingenstans');
  });
});
