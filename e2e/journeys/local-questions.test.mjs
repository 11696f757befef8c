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
  let contact;
  let place;
  let firm;
  let path;
  await step('the municipality writes it', async () => {
    contact = await visitor('muni-contact.ange@demo.samkraft.test');
    await contact.visit('/verktyg');
    await contact.press('Egna frågor till företagen');
    await contact.press('Ny fråga');
    await contact.press('Ställ frågan', { status: 422 });
    assert.match(await contact.page.title(), /^Fel:/);
    await contact.fill('Frågan', question);
    await contact.choose(/^Några ord/);
    await contact.press('Ställ frågan');
    await contact.sees('Frågan ställs från och med nu.');
    await contact.sees('Ingen har svarat än.');
    place = contact.path();
  });
  await step('a firm there gets a link', async () => {
    await contact.visit('/kartlaggningar/ny');
    await contact.page.locator('.choose a').first().click();
    await contact.page.waitForLoadState('load');
    await contact.choose(/^Företaget svarar självt/);
    await contact.press('Öppna kartläggningen');
    const link = await contact.page.getByLabel('Länk till företaget').inputValue();
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
    await contact.visit(place);
    await contact.sees('Ingen har svarat än.');
    await firm.page.locator('form[action$="/godkann"] button').click();
    await firm.page.waitForURL((url) => url.pathname === path);
    await firm.sees(/Ert nummer är \d{4}-\d{4}/);
  });
  await step('the answer is there, and one firm is too few to count', async () => {
    await contact.visit(place);
    await contact.sees(said);
    await contact.sees('Svaren är för få för att visa.');
    await contact.check();
  });
  await step('other words make a version that stands apart', async () => {
    await contact.press('Ändra frågan');
    await contact.sees('Det här blir version 2');
    await contact.fill('Frågan', `${question} Och varför?`);
    await contact.press('Spara som ny version');
    await contact.sees('Det är version 2 som ställs nu.');
    await contact.sees('Varje version räknas för sig');
    const sections = contact.page.locator('main section');
    assert.equal(await sections.count(), 2);
    assert.ok((await sections.first().innerText()).includes('Ingen har svarat än.'));
    assert.ok((await sections.nth(1).innerText()).includes(said));
    await contact.check();
  });
  await step('in English the question stays as it was written', async () => {
    await contact.visit(`${place}?lang=en`);
    await contact.sees('Each version is counted on its own');
    await contact.sees(question);
    await contact.visit(`${place}?lang=sv`);
  });
  await step('withdrawn it is asked no more, and the answers stay', async () => {
    await contact.page.locator(`a[href="${place}/dra-tillbaka"]`).click();
    await contact.sees('Dra tillbaka frågan?');
    await contact.check();
    await contact.page.locator('form[action$="/dra-tillbaka"] button').click();
    await contact.page.waitForURL((url) => url.pathname === place);
    await contact.sees('Tillbakadragen');
    await contact.sees(said);
  });
});
