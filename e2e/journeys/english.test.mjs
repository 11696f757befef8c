// Every kind of page in English, and a language changed in the middle of a form.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { journey } from '../harness.mjs';
import { inEnglish } from '../language.mjs';

const ENGLISH = /^en$/;

/** Pages by the role that reads them; `{need}`, `{case}` and `{firm}` are the first it sees. */
const PAGES = {
  public: [
    '/', '/insatser', '/insatser?q=Jag+hittar+ingen+svetsare', '/yrken', '/yrken/5120',
    '/insatser/demo-insats-affarsutvecklingscheck', '/logga-in', '/tillganglighet', '/integritet',
    '/om-matchning', '/api-info', '/lanet', '/lanet?kommun=2281', '/datasets',
  ],
  broker: [
    '/skrivbord', '/behov', '/behov/{need}', '/behov/{need}/yrke', '/behov/{need}/lage',
    '/behov/{need}/vagar/recruit', '/arenden', '/arenden/{case}', '/arenden/nytt',
    '/organisationer', '/organisationer/{firm}', '/organisationer/{firm}/andra',
    '/organisationer/ny', '/kontakter/ny?organisation={firm}', '/kartlaggningar',
    '/kartlaggningar/ny', '/kartlaggningar/ny?organisation={firm}', '/mitt',
  ],
  provider: ['/skrivbord', '/insatser/ny'],
  strategist: ['/skrivbord'],
  'employer-admin': ['/skrivbord', '/behov', '/kartlaggningar', '/arenden'],
};

const ROOMS = { need: 'needs', case: 'cases', firm: 'organisations' };

for (const [role, paths] of Object.entries(PAGES)) {
  journey(`pages in English for ${role}`, { stepsStandAlone: true }, async ({ step, visitor }) => {
    const reader = await visitor(role === 'public' ? undefined : role, { language: 'en' });
    for (const path of paths) {
      await step(path, async () => {
        let address = path;
        for (const [name, room] of Object.entries(ROOMS)) {
          if (!address.includes(`{${name}}`)) continue;
          const list = await reader.api(`/api/v1/${room}?limit=1`);
          address = address.replace(`{${name}}`, list.items[0].id);
        }
        await reader.glance(address, ENGLISH);
      });
    }
  });
}

test('a story told in Swedish is heard in English', () => {
  const hears = (text, english, options) => assert.match(english, inEnglish(text, options));
  hears('Spara besöket', 'Save the visit', { exact: true });
  hears('Ingrid Malm slutar', 'Ingrid Malm is leaving');
  hears('Taket stoppar beslutet', 'The ceiling stops the decision. The firm has EUR 290,000 in'
    + ' three years, the ceiling is EUR 300,000 and EUR 10,000 is left. This support is EUR 20,000.'
    + ' The first day it fits is 3 May 2027.');
  hears(/^Planera besök/, 'Plan a visit to Hemsö Krog');
  assert.doesNotMatch('Save the visits', inEnglish('Spara besöket', { exact: true }));
  assert.equal(inEnglish('Hemsö Krog'), 'Hemsö Krog', 'a name stays');
});

journey('the language follows the reader', async ({ step, visitor }) => {
  const anyone = await visitor();
  await step('from the switch, with page and query', async () => {
    await anyone.visit('/insatser?q=svetsare');
    await anyone.press('English');
    assert.equal(anyone.path(), '/insatser?q=svetsare&lang=en');
    await anyone.sees('Offers for companies');
  });
  await step('to every page after', async () => {
    await anyone.visit('/om-matchning');
    await anyone.sees('How we work out matches');
  });
  await step('and back', async () => {
    await anyone.press('Svenska');
    await anyone.sees('Så räknar vi matchning');
  });
});

/** Opens a mapping and gives the path of its link. */
async function invite(visitor) {
  const broker = await visitor('broker');
  await broker.page.goto('/kartlaggningar/ny');
  await broker.page.locator('.choose a').first().click();
  await broker.choose(/^Företaget svarar självt/);
  await broker.control('Öppna kartläggningen').click();
  const link = await broker.page.getByLabel('Länk till företaget').inputValue();
  return new URL(link).pathname;
}

async function inTheMiddle({ step, visitor }) {
  const words = 'Ta emot fler order\noch <b>anställa</b> två';
  const firm = await visitor();
  let path;
  await step('a firm writes half an answer', async () => {
    path = await invite(visitor);
    await firm.page.goto(`${path}/fraga/1`);
    await firm.page.locator('#f-goal').fill(words);
  });
  await step('and changes language without losing it', async () => {
    await firm.press('English');
    assert.equal(await firm.page.locator('#f-goal').inputValue(), words);
    await firm.sees('What do you want to reach?');
  });
  await step('goes on in the new language', async () => {
    await firm.control('Next question').click();
    await firm.sees('Question 2 of 7');
    await firm.page.goto(`${path}/fraga/1`);
    assert.equal(await firm.page.locator('#f-goal').inputValue(), words);
  });
  await step('a choice comes along too', async () => {
    await firm.page.goto(`${path}/fraga/2`);
    await firm.page.locator('[name="obstacle"]').nth(1).check();
    await firm.press('Svenska');
    assert.ok(await firm.page.locator('[name="obstacle"]').nth(1).isChecked());
  });
  await step('and Enter still sends the form', async () => {
    await firm.page.goto(`${path}/fraga/7`);
    await firm.page.locator('#f-contactName').fill('Demo Sara');
    await firm.page.locator('#f-contactReach').fill('070-000 00 00');
    await firm.page.keyboard.press('Enter');
    await firm.page.waitForURL(/granska/);
  });
}

journey('a language changed in the middle of a mapping', inTheMiddle);
journey(
  'a language changed in the middle of a mapping, without scripts',
  { javaScriptEnabled: false },
  inTheMiddle,
);

journey('a language changed with two forms begun', async ({ step, visitor }) => {
  const broker = await visitor('broker');
  await step('keeps what stands in both', async () => {
    const list = await broker.api('/api/v1/cases?limit=1');
    await broker.page.goto(`/arenden/${list.items[0].id}`);
    await broker.page.locator('textarea[name="body"]').fill('Ett halvt svar');
    await broker.page.locator('summary', { hasText: 'Ändra nästa steg' }).click();
    await broker.page.locator('#f-nextStep').fill('Ring igen på torsdag');
    await broker.press('English');
    assert.equal(await broker.page.locator('textarea[name="body"]').inputValue(), 'Ett halvt svar');
    assert.equal(await broker.page.locator('#f-nextStep').inputValue(), 'Ring igen på torsdag');
    await broker.sees('Change the next step');
  });
});
