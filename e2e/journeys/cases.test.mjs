// Followed: a call becomes a case, the answer stops the clock, nobody visits twice, and the case
// ends with an outcome that the firm reads. The same by keyboard and without scripts.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

const FIRM = '559999-0016';

/** Writes a call in for the firm and gives the path of its case. */
async function call(broker, title) {
  await broker.visit(`/arenden/nytt?organisation=${FIRM}`);
  await broker.sees('Vem har haft kontakt?');
  await broker.fill('Vad gäller det?', title);
  await broker.fill('Vad sa företaget?', 'Vi behöver två svetsare till mars.');
  await broker.press('Öppna ärendet');
  assert.match(broker.path(), /^\/arenden\/[0-9a-f-]{36}$/);
  await broker.sees(/^Ärende 20\d\d-\d{4} är öppet/);
  return broker.path();
}

async function wholeWay({ step, visitor }) {
  const broker = await visitor('broker');
  const title = `Två svetsare ${Date.now()}`;
  let path;
  await step('a call becomes a case with a promise', async () => {
    path = await call(broker, title);
    await broker.sees(/arbetsdagar? kvar|Svara i dag/);
    await broker.sees('Vi behöver två svetsare till mars.');
  });
  await step('an empty answer says what to do and keeps the page', async () => {
    await broker.press('Skicka', { status: 422 });
    await broker.sees('Meddelandet är tomt.');
    assert.match(await broker.page.title(), /^Fel:/);
    await broker.visit(path);
  });
  await step('the broker takes it', async () => {
    if (await broker.control('Ta ärendet').count()) await broker.press('Ta ärendet');
    await broker.sees('Tilldelat');
  });
  await step('the first answer stops the clock', async () => {
    await broker.fill('Ditt meddelande', 'Vi ringer komvux i dag.');
    await broker.press('Skicka');
    await broker.sees('Löftet hölls');
    await broker.sees('Besvarat');
    const found = await broker.api(`/api/v1/cases?q=${encodeURIComponent(title)}`);
    assert.equal(found.items[0].promise.is, 'kept');
  });
  await step('a note is for one organisation only', async () => {
    await broker.fill('Ditt meddelande', 'Bara mellan oss kollegor.');
    await broker.select('Vem ska läsa det?', 'Bara vi, som anteckning');
    await broker.press('Skicka');
    await broker.sees('Syns bara för er');
  });
  await step('the firm reads the answer and not the note', async () => {
    const firm = await visitor('employer-admin.ornskoldsvik@demo.samkraft.test');
    await firm.visit(path);
    await firm.sees('Vi ringer komvux i dag.');
    await firm.seesNot('Bara mellan oss kollegor.');
    assert.equal(await firm.control('Avsluta ärendet').count(), 0);
  });
  await step('it closes with an outcome and words', async () => {
    await broker.visit(path);
    await broker.page.getByText('Avsluta ärendet', { exact: true }).first().click();
    broker.expectedStatus = 422;
    await broker.page.locator('form[action$="/avsluta"] [type="submit"]:not(.lang)').click();
    await broker.page.waitForLoadState('load');
    await broker.sees('Berätta med några ord hur det gick. Företaget får läsa det.');
    await broker.choose('Behovet är löst');
    await broker.fill('Berätta för företaget', 'Två svetsare började i går.');
    broker.expectedStatus = 200;
    await broker.page.locator('form[action$="/avsluta"] [type="submit"]:not(.lang)').click();
    await broker.page.waitForLoadState('load');
    await broker.check();
    await broker.sees('Behovet är löst');
    await broker.sees('Avslutat');
  });
  await step('it is found among the closed and opened again with a reason', async () => {
    await broker.visit(`/arenden?lage=closed&q=${encodeURIComponent(title)}`);
    await broker.page.locator('tbody th a').first().click();
    await broker.page.waitForLoadState('load');
    await broker.fill('Varför behövs det?', 'En av dem slutade.');
    await broker.press('Öppna igen');
    await broker.sees('Öppnat igen');
    await broker.sees('En av dem slutade.');
  });
}

journey('a case from call to outcome', wholeWay);
journey('a case without scripts', { javaScriptEnabled: false }, wholeWay);

journey('samordna', async ({ step, visitor }) => {
  const broker = await visitor('broker');
  const words = `Ska vi åka tillsammans? ${Date.now()}`;
  let address;
  await step('somebody else plans a visit', async () => {
    const adviser = await visitor('af-adviser');
    await adviser.visit(`/kontakter/ny?organisation=${FIRM}`);
    await adviser.choose('Besök');
    const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    await adviser.fill('Vilken dag?', day);
    await adviser.fill('Vad handlar det om?', 'Praktik i vår');
    await adviser.fill('Anteckning', 'Hemligt för andra');
    await adviser.press('Spara kontakten');
    await adviser.sees('Er anteckning: Hemligt för andra');
  });
  await step('the broker sees that it is planned but not what was noted', async () => {
    await broker.visit(`/kontakter/ny?organisation=${FIRM}`);
    await broker.sees('Besök: Praktik i vår');
    await broker.seesNot('Hemligt för andra');
  });
  await step('and asks to go together', async () => {
    const row = broker.page.locator('.timeline li', { hasText: 'Praktik i vår' }).first();
    await row.getByRole('link', { name: /^Samordna/ }).click();
    await broker.page.waitForLoadState('load');
    await broker.check();
    await broker.fill('Vad föreslår du?', words);
    await broker.press('Skicka frågan');
    await broker.sees('Frågan är skickad. Svaret kommer till ditt skrivbord.');
  });
  await step('the adviser answers from the desk', async () => {
    const adviser = await visitor('af-adviser');
    await adviser.visit('/skrivbord');
    await adviser.page.locator('.todo li', { hasText: words }).getByRole('link').first().click();
    await adviser.page.waitForLoadState('load');
    address = adviser.path();
    await adviser.sees(words);
    await adviser.fill('Ditt svar', 'Ja, följ med.');
    await adviser.press('Skicka svaret');
    await adviser.sees(/^Svaret är skickat till /);
  });
  await step('the broker reads the answer', async () => {
    await broker.visit(address);
    await broker.sees('Ja, följ med.');
  });
});

/** Presses Tab until the element has the focus. */
async function tabTo(person, selector) {
  for (let stops = 0; stops < 90; stops += 1) {
    const isThere = await person.page.evaluate(
      (wanted) => document.activeElement?.matches(wanted) ?? false, selector,
    );
    if (isThere) return;
    await person.page.keyboard.press('Tab');
  }
  assert.fail(`${selector} cannot be reached with Tab on ${person.page.url()}`);
}

journey('a case by keyboard', async ({ step, visitor }) => {
  const broker = await visitor('broker');
  let path;
  await step('a call is written in', async () => {
    path = await call(broker, 'En elektriker till sommaren');
  });
  await step('every stop shows where one is', async () => {
    await broker.visit(path);
    await broker.walkWithTab();
  });
  await step('the answer is written and sent', async () => {
    await broker.visit(path);
    await tabTo(broker, '#f-body');
    await broker.page.keyboard.type('Vi återkommer på fredag.');
    await tabTo(broker, 'form[action$="/skriv"] [type="submit"]');
    await broker.page.keyboard.press('Enter');
    await broker.page.getByText('Meddelandet är skickat.').waitFor();
    await broker.sees('Löftet hölls');
  });
  await step('the next step is changed', async () => {
    await broker.visit(path);
    await tabTo(broker, '.promise summary');
    await broker.page.keyboard.press('Enter');
    await tabTo(broker, '#f-nextStep');
    await broker.page.keyboard.press('ControlOrMeta+a');
    await broker.page.keyboard.type('Ring skolan');
    await tabTo(broker, 'form[action$="/nasta-steg"] [type="submit"]');
    await broker.page.keyboard.press('Enter');
    await broker.page.getByText(/^Nästa steg i .* är sparat\.$/).waitFor();
    await broker.sees('Ring skolan');
  });
});
