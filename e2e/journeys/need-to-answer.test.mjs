// From a question in plain words to an answer: an occupation that a person accepts, three ways,
// offers with reasons, a question to the firm, and its yes.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

const UNCODED = '/behov/demo-behov-saljare-ulvons-fisk';
const COOKS = '/behov/demo-behov-kockar-hoga-kusten-kok';
const THEIR_FIRM = 'employer-admin.ornskoldsvik@demo.samkraft.test';
const ANOTHER_FIRM = 'employer-admin.sundsvall@demo.samkraft.test';

/** Opens what is folded away, so that everything can be read and pressed. */
async function unfold(person) {
  for (const summary of await person.page.locator('details:not([open]) > summary').all()) {
    await summary.click();
  }
}

journey('a need is understood', async ({ step, visitor }) => {
  let broker;
  await step('the broker sees what was read and why', async () => {
    broker = await visitor('broker');
    await broker.visit(UNCODED);
    await broker.sees('Läste vi yrket rätt?');
    await broker.sees('Inget räknas förrän en person säger ja.', { exact: false });
    const points = await broker.page.locator('#yrke ~ .card td.num').allTextContents();
    const numbers = points.map((text) => Math.round(Number(text.replace(',', '.')) * 100));
    const sum = numbers.pop();
    assert.equal(numbers.reduce((all, one) => all + one, 0), sum, 'the points do not add up');
    const need = await broker.api(`/api/v1/needs/${UNCODED.split('/').pop()}`);
    assert.equal(need.coding, null);
    assert.equal(need.state, 'registered');
  });
  await step('and finds a better occupation', async () => {
    await broker.page.getByRole('link', { name: 'Sök ett annat yrke' }).click();
    await broker.page.waitForLoadState('load');
    await broker.fill('Sök yrke', 'butikssäljare');
    await broker.page.getByRole('main').getByRole('button', { name: 'Sök', exact: true }).click();
    await broker.press('Ja, det stämmer');
    await broker.sees('Yrket är godkänt. Nu räknas behovet.');
    await broker.sees('Så läste vi yrket');
    const need = await broker.api(`/api/v1/needs/${UNCODED.split('/').pop()}`);
    assert.equal(need.state, 'confirmed');
    assert.match(need.coding.ssyk, /^\d{4}$/);
    assert.ok(need.coding.vocabulary && need.coding.acceptedBy);
  });
  await step('a way without a next step is not accepted', async () => {
    await broker.page.getByRole('link', { name: /^Planera vägen.*Rekrytera/ }).click();
    await broker.page.waitForLoadState('load');
    await broker.press('Spara vägen', { status: 422 });
    await broker.sees(/Nästa steg saknas/);
    await broker.fill('Nästa steg', 'Skriv annonsen tillsammans');
    await broker.page.locator('[name="nextStepOn"]').fill('2027-01-15');
    await broker.press('Spara vägen');
    await broker.sees('Summa: 1 av 1 planerade.');
    await broker.sees('Skriv annonsen tillsammans');
  });
});

journey('a need is answered', async ({ step, visitor }) => {
  let broker;
  let firm;
  await step('the broker sees offers with reasons and asks for what is unknown', async () => {
    broker = await visitor('broker');
    await broker.visit(COOKS);
    await broker.sees('Insatser som kan hjälpa');
    await unfold(broker);
    const outcomes = await broker.page.locator('.offer .tag').allTextContents();
    const rank = (text) => ['Passar', 'Kan passa', 'Går inte'].findIndex((one) => text.trim().startsWith(one));
    const ranks = outcomes.map(rank).filter((one) => one >= 0);
    assert.deepEqual(ranks, ranks.toSorted((one, other) => one - other), 'what fits stands first');
    await broker.press('Fråga om omsättning');
    await broker.sees('Företaget har fått frågan om omsättning.');
  });
  await step('and puts one forward', async () => {
    await broker.page.getByRole('button', { name: /^Föreslå för företaget/ }).first().click();
    await broker.page.waitForLoadState('load');
    await broker.sees('Insatsen är föreslagen. Företaget får besked.');
    await broker.check();
  });
  await step('the firm answers the question and the offers are counted again', async () => {
    firm = await visitor(THEIR_FIRM);
    await firm.visit(COOKS);
    await firm.page.getByRole('link', { name: 'Svara på frågan' }).first().click();
    await firm.page.waitForLoadState('load');
    await firm.press('Spara svaret', { status: 422 });
    await firm.page.locator('[name="value"]').fill('8 000');
    await firm.press('Spara svaret');
    await firm.sees('Omsättning är sparad. Insatserna är räknade om.');
    await unfold(firm);
    await firm.sees(/Omsättning minst 3 miljoner kr: företaget har 8 miljoner kr/);
  });
  await step('the firm says yes', async () => {
    await firm.page.getByRole('button', { name: /^Ja tack/ }).first().click();
    await firm.page.waitForLoadState('load');
    await firm.sees(/Företaget sa ja/);
    await broker.visit(COOKS);
    await broker.sees(/Företaget sa ja/);
  });
  await step('another firm does not find the need', async () => {
    const other = await visitor(ANOTHER_FIRM);
    const need = await broker.api(`/api/v1/needs/${COOKS.split('/').pop()}`);
    await other.visit(`/behov/${need.id}`, { status: 404 });
    const listed = await other.api('/api/v1/needs?limit=200&state=any');
    assert.ok(listed.items.every((one) => one.organisation !== need.organisation));
    const refused = await other.page.context().request.get(`/api/v1/needs/${need.id}`);
    assert.equal(refused.status(), 404);
  });
});

journey('the list of needs', async ({ step, visitor }) => {
  const broker = await visitor('broker');
  await step('is searched in plain words', async () => {
    await broker.visit('/behov?q=kock');
    await broker.sees('Nyast först');
    await broker.walkWithTab();
  });
  await step('says so when it is empty', async () => {
    await broker.visit('/behov?q=zeppelinare');
    await broker.sees('Inget behov passar');
  });
  await step('comes as a file', async () => {
    const file = await broker.page.context().request.get('/behov.csv?q=kock');
    assert.match(file.headers()['content-type'], /text\/csv/);
    const lines = (await file.text()).trim().split('\r\n');
    assert.ok(lines.length > 1 && lines[0].includes('Företag;'), lines[0]);
  });
});
