// A process leader and a firm answer together: two needs, a summary, and the firm's yes.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

const TEXTS = {
  goal: 'Öppna en lunchrestaurang 2027',
  consequence: 'Vi får säga nej till gäster',
  capability: 'Laga mat från grunden för hundra gäster',
  gap: 'Ingen har gjort det förut',
  words: 'Två kockar till köket',
  count: '2',
  startDay: '1',
  startMonth: '3',
  startYear: '2027',
  contactName: 'Demo Sara',
  contactReach: '070-000 00 00',
};

/** Answers pages until all answers show. `words` are for the need. */
async function answerRest(person, words) {
  for (let pages = 0; pages < 20 && person.path().includes('/fraga/'); pages += 1) {
    const { page } = person;
    for (const [name, text] of Object.entries({ ...TEXTS, words })) {
      const field = page.locator(`.phone [name="${name}"]:not([type="radio"])`);
      if (await field.count() && await field.inputValue() === '') await field.fill(text);
    }
    for (const name of ['obstacle', 'severity', 'kind']) {
      const first = page.locator(`[name="${name}"]`).first();
      if (await first.count()) await first.check();
    }
    const before = page.url();
    await page.locator('button.button--wide').click();
    await page.waitForURL((url) => url.href !== before);
  }
}

journey('a led mapping with two needs', async ({ step, visitor }) => {
  const word = `Zirkonsvets${Date.now()}`;
  let leader;
  let mapping;
  let link;
  await step('the leader opens it and sees who has been in touch', async () => {
    leader = await visitor('leader');
    await leader.visit('/kartlaggningar/ny');
    await leader.page.locator('.choose a').first().click();
    await leader.page.waitForLoadState('load');
    await leader.check();
    await leader.page.locator('#kontakter').waitFor();
    await leader.choose(/^Processledaren svarar tillsammans/);
    await leader.press('Öppna kartläggningen');
    link = new URL(await leader.page.getByLabel('Länk till företaget').inputValue()).pathname;
    mapping = await leader.page.getByRole('link', { name: 'Börja svara' }).getAttribute('href');
    mapping = mapping.replace(/\/fraga\/.*/, '');
  });
  await step('they answer, deeper', async () => {
    await leader.visit(`${mapping}/fraga/4`);
    await leader.sees('Vad behöver man kunna?');
    await leader.page.goto(`${mapping}/fraga/1`);
    await answerRest(leader, `Två som kan ${word}`);
    await leader.check();
    await leader.sees(`Två som kan ${word}`);
  });
  await step('they add a second need', async () => {
    await leader.press('Lägg till ett behov');
    await leader.sees(/Behov 2 av 2/);
    await answerRest(leader, 'En servitör till lunchen');
    await leader.sees('Alla frågor har svar');
  });
  await step('an occupation is accepted by a person', async () => {
    await leader.page.getByRole('button', { name: /^Ja, det stämmer/ }).last().click();
    await leader.page.waitForLoadState('load');
    await leader.sees(/^enligt /);
  });
  await step('nobody else sees a word of it', async () => {
    const broker = await visitor('broker');
    await broker.visit(mapping);
    await broker.sees('Svaren är företagets');
    await broker.seesNot(new RegExp(word));
    const id = mapping.split('/').pop();
    for (const path of [
      `/api/v1/mappings/${id}`, '/api/v1/mappings?limit=200', '/api/v1/needs?limit=200',
      `/api/v1/needs?q=${word}`,
    ]) {
      assert.ok(!JSON.stringify(await broker.api(path)).includes(word), path);
    }
    const found = await broker.api(`/api/v1/needs?q=${word}`);
    assert.equal(found.total, 0);
  });
  await step('the leader hands over and the firm says yes', async () => {
    await leader.press('Lämna över svaren');
    await leader.sees('Väntar på företagets ja');
    const firm = await visitor();
    await firm.visit(link);
    await firm.sees(`Två som kan ${word}`);
    await firm.press('Godkänn svaren');
    await firm.sees(/Ert nummer är \d{4}-\d{4}/);
  });
  await step('both needs exist', async () => {
    const broker = await visitor('broker');
    const found = await broker.api(`/api/v1/needs?q=${word}`);
    assert.equal(found.total, 1);
    await broker.visit(mapping);
    await broker.sees('Behov som kom fram');
    assert.equal(await broker.page.locator('#behoven + ul li').count(), 2);
  });
});
