// The whole story for three needs that the county's own documents name: a firm says it in its own
// words, a person accepts the occupation, an offer is put forward, and the firm has its answer.
// Holds with the embedded vocabulary and with JobTech Taxonomy imported.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

const NEEDS = [
  { words: 'Vi behöver tre kockar som kan laga lunch', ssyk: '5120', count: '3' },
  { words: 'Två billackerare till verkstaden', ssyk: '7132', count: '2' },
  { words: 'En skogsmaskinförare som kan köra skördare', ssyk: '8341', count: '1' },
];

/** Invites the first firm the broker finds; gives the path of the link it gets. */
async function invite(broker) {
  await broker.visit('/kartlaggningar/ny');
  await broker.page.locator('.choose a').first().click();
  await broker.page.waitForLoadState('load');
  await broker.choose(/^Företaget svarar självt/);
  await broker.press('Öppna kartläggningen');
  const link = await broker.page.getByLabel('Länk till företaget').inputValue();
  return new URL(link).pathname;
}

/** Answers the seven questions as a person in a hurry would. */
async function answer(firm, path, { words, count }) {
  const { page } = firm;
  const next = async () => {
    const before = page.url();
    await page.locator('button.button--wide').first().click();
    await page.waitForURL((url) => url.href !== before);
  };
  await page.goto(`${path}/fraga/1`);
  await page.fill('#f-goal', 'Ta emot fler gäster och fler order nästa år');
  await next();
  await page.locator('[name="obstacle"]').first().check();
  await next();
  await page.locator('[name="severity"]').nth(1).check();
  await next();
  await page.fill('#f-words', words);
  await next();
  await page.locator('[name="kind"]').first().check();
  await page.fill('#f-count', count);
  await next();
  await page.fill('[name="startDay"]', '1');
  await page.fill('[name="startMonth"]', '6');
  await page.fill('[name="startYear"]', '2027');
  await next();
  await page.fill('#f-contactName', 'Demo Sara');
  await page.fill('#f-contactReach', '070-000 00 00');
  await next();
}

for (const need of NEEDS) {
  journey(`one story: ${need.words}`, async ({ step, visitor }) => {
    let broker;
    let firm;
    let path;
    let found;
    await step('heard: the firm says it and gets a number', async () => {
      broker = await visitor('broker');
      path = await invite(broker);
      firm = await visitor();
      await answer(firm, path, need);
      await firm.sees(need.words);
      const unseen = await broker.api(`/api/v1/needs?q=${encodeURIComponent(need.words)}`);
      assert.ok(unseen.items.every((one) => one.words !== need.words || one.state !== 'registered'));
      await firm.page.locator('form[action$="/godkann"] button').click();
      await firm.page.waitForURL((url) => url.pathname === path);
      await firm.check();
      await firm.sees(/Ert nummer är \d{4}-\d{4}/);
    });
    await step('understood: a person accepts the occupation', async () => {
      const list = await broker.api(`/api/v1/needs?q=${encodeURIComponent(need.words)}`);
      found = list.items.find((one) => one.words === need.words && one.coding === null);
      assert.ok(found, 'the need is there, and not coded');
      await broker.visit(`/behov/${found.id}`);
      await broker.press('Ja, det stämmer');
      const coded = await broker.api(`/api/v1/needs/${found.id}`);
      assert.equal(coded.coding.ssyk, need.ssyk);
    });
    await step('answered: an offer for this occupation is put forward', async () => {
      await broker.visit(`/behov/${found.id}`);
      await broker.page.getByRole('button', { name: /^Föreslå för företaget/ }).first().click();
      await broker.page.waitForLoadState('load');
      await broker.sees('Insatsen är föreslagen. Företaget får besked.');
    });
    await step('followed: the case is answered and the firm reads it by its link', async () => {
      const cases = await broker.api('/api/v1/cases?limit=200&sort=newest');
      const mine = cases.items.find((one) => one.organisationId === found.organisation);
      assert.ok(mine, 'the case is there');
      await broker.visit(`/arenden/${mine.id}`);
      await broker.fill('Ditt meddelande', `Svar om: ${need.words}`);
      await broker.press('Skicka');
      await broker.sees('Löftet hölls');
      await firm.visit(path);
      await firm.sees(`Svar om: ${need.words}`);
    });
  });
}
