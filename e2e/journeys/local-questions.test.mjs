// A municipality asks a question of its own: a firm there answers it on a telephone and approves,
// and other words make another version that stands apart.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

/** The common questions of a firm that answers by itself. */
const COMMON = 7;
const ANSWERS = [
  [['goal', 'Öppna en lunchrestaurang 2027']],
  [['obstacle', null]],
  [['consequence', 'Vi får säga nej till gäster'], ['severity', null]],
  [['words', 'Två kockar som kan laga mat från grunden']],
  [['kind', null], ['count', '2']],
  [['startDay', '15'], ['startMonth', '3'], ['startYear', '2027']],
  [['contactName', 'Demo Sara'], ['contactReach', '070-000 00 00']],
];

/** Answers one of the common questions and goes on. */
async function answer(firm, fields) {
  for (const [name, text] of fields) {
    const field = firm.page.locator(`[name="${name}"]`).first();
    if (text === null) await field.check();
    else await field.fill(text);
  }
  await firm.page.locator('button.button--wide').click();
  await firm.page.waitForLoadState('load');
}

journey('a question of one\'s own', async ({ step, visitor }) => {
  const question = `Vad saknar ni i kommunen? ${Date.now()}`;
  const said = `En bussförbindelse ${Date.now()}`;
  let adviser;
  let place;
  let firm;
  let path;
  await step('the municipality writes it', async () => {
    adviser = await visitor('muni-adviser.ange@demo.samkraft.test');
    await adviser.visit('/verktyg');
    await adviser.press(/^Egna frågor till företagen/);
    await adviser.press('Ny fråga');
    await adviser.press('Ställ frågan', { status: 422 });
    assert.match(await adviser.page.title(), /^Fel:/);
    await adviser.fill('Frågan', question);
    await adviser.choose(/^Några ord/);
    await adviser.press('Ställ frågan');
    await adviser.sees('Frågan ställs från och med nu.');
    await adviser.sees('Ingen har svarat än.');
    place = adviser.path();
  });
  await step('a firm there gets a link', async () => {
    await adviser.visit('/kartlaggningar/ny');
    await adviser.page.locator('.choose a').first().click();
    await adviser.page.waitForLoadState('load');
    await adviser.choose(/^Företaget svarar självt/);
    await adviser.press('Öppna kartläggningen');
    const link = await adviser.page.getByLabel('Länk till företaget').inputValue();
    path = new URL(link).pathname;
  });
  await step('the firm meets it last, and need not answer', async () => {
    firm = await visitor();
    await firm.page.setViewportSize({ width: 360, height: 760 });
    await firm.page.goto(`${path}/fraga/1`);
    for (const [at, fields] of ANSWERS.entries()) {
      await firm.sees(`Fråga ${at + 1} av ${COMMON + 1}`);
      await answer(firm, fields);
    }
    await firm.sees(`Fråga ${COMMON + 1} av ${COMMON + 1}`);
    await firm.sees('Frågan kommer från');
    await firm.sees('Du väljer själv om du vill svara.');
    await firm.check();
    await firm.page.locator('button.button--wide').click();
    await firm.page.waitForURL(/\/granska$/);
    await firm.sees(question);
    await firm.check();
  });
  await step('the firm changes its mind, answers and approves', async () => {
    await firm.page.goto(`${path}/fraga/${COMMON + 1}?efter=granska`);
    await firm.page.getByLabel(question).fill(said);
    await firm.page.locator('button.button--wide').click();
    await firm.page.waitForURL(/\/granska$/);
    await firm.sees(said);
    await adviser.visit(place);
    await adviser.sees('Ingen har svarat än.');
    await firm.page.locator('form[action$="/godkann"] button').click();
    await firm.page.waitForURL((url) => url.pathname === path);
    await firm.sees(/Ert nummer är \d{4}-\d{4}/);
  });
  await step('the answer is there, and one firm is too few to count', async () => {
    await adviser.visit(place);
    await adviser.sees(said);
    await adviser.sees('Svaren är för få för att visa.');
    await adviser.check();
  });
  await step('other words make a version that stands apart', async () => {
    await adviser.press('Ändra frågan');
    await adviser.sees('Det här blir version 2');
    await adviser.fill('Frågan', `${question} Och varför?`);
    await adviser.press('Spara som ny version');
    await adviser.sees('Det är version 2 som ställs nu.');
    await adviser.sees('Varje version räknas för sig');
    const sections = adviser.page.locator('main section');
    assert.equal(await sections.count(), 2);
    assert.ok((await sections.first().innerText()).includes('Ingen har svarat än.'));
    assert.ok((await sections.nth(1).innerText()).includes(said));
    await adviser.check();
  });
  await step('in English the question stays as it was written', async () => {
    await adviser.visit(`${place}?lang=en`);
    await adviser.sees('Each version is counted on its own');
    await adviser.sees(question);
    await adviser.visit(`${place}?lang=sv`);
  });
  await step('withdrawn it is asked no more, and the answers stay', async () => {
    await adviser.page.locator(`a[href="${place}/dra-tillbaka"]`).click();
    await adviser.sees('Dra tillbaka frågan?');
    await adviser.check();
    await adviser.page.locator('form[action$="/dra-tillbaka"] button').click();
    await adviser.page.waitForURL((url) => url.pathname === place);
    await adviser.sees('Tillbakadragen');
    await adviser.sees(said);
  });
});
