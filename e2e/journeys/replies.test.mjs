// A template is written, put into an answer beside what was typed, taken away and put back; and a
// note on a case that the firm never reads.
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { journey } from '../harness.mjs';

const ENGLISH = /^en$/;
const FIRM = '559999-0016';

/** Writes a call in and gives the case's address. */
async function call(broker) {
  await broker.page.goto(`/arenden/nytt?organisation=${FIRM}`);
  await broker.fill('Vad gäller det?', `Mall ${Date.now()}`);
  await broker.fill('Vad sa företaget?', 'Vi behöver två svetsare till mars.');
  await broker.control('Öppna ärendet').click();
  await broker.page.waitForURL(/\/arenden\/[0-9a-f-]{36}$/);
  return broker.path();
}

/** The answer, once the template stands in it: at once, or on the page that comes back. */
async function filledIn(broker) {
  let text = '';
  for (let tries = 0; tries < 100 && !text.includes('har ärende'); tries += 1) {
    await wait(100);
    text = await broker.page.locator('[name="body"]').inputValue();
  }
  return text;
}

async function templates({ step, visitor }) {
  const broker = await visitor('broker');
  const name = `Svar ${Date.now()}`;
  let at;
  await step('a template with an unknown place says which there are', async () => {
    await broker.visit('/mallar');
    await broker.press('Ny svarsmall');
    await broker.fill('Vad ska mallen heta?', name);
    await broker.fill('Texten', 'Hej {namn}!');
    await broker.press('Spara mallen', { status: 422 });
    await broker.sees(/«\{namn\}» går inte att fylla i/);
    await broker.fill('Texten', 'Hej {kontakt}! {företag} har ärende {ärende}.');
    await broker.press('Spara mallen');
    await broker.sees(`Mallen «${name}» är sparad.`);
  });
  await step('it goes into an answer after what was typed', async () => {
    at = await call(broker);
    await broker.fill('Ditt meddelande', 'Tack för samtalet.');
    await broker.page.locator('[name="audience"]').selectOption('own');
    await broker.page.locator('[name="template"]').selectOption({ label: name });
    await broker.control('Lägg in mallen').click();
    const text = await filledIn(broker);
    assert.match(text, /^Tack för samtalet\.\r?\n\r?\nHej .+! .+ har ärende \d{4}-\d+\.$/);
    assert.equal(await broker.page.locator('[name="audience"]').inputValue(), 'own');
    await broker.check();
    await broker.press('Skicka');
    await broker.sees(/har ärende/);
  });
  await step('a note is kept beside it, and changed', async () => {
    await broker.page.goto(at);
    await broker.fill('Ny anteckning', 'Ring aldrig före tio.');
    await broker.press('Spara anteckningen');
    await broker.sees('Ring aldrig före tio.');
    await broker.page.locator(`a[href^="${at}/anteckningar/"]`).click();
    await broker.fill('Vad ska stå i anteckningen?', 'Ring efter tio.');
    await broker.press('Spara ändringen');
    await broker.sees('Ring efter tio.');
    const firm = await visitor('employer-admin');
    await firm.page.goto('/arenden');
    await firm.page.goto(at);
    assert.ok(!(await firm.page.content()).includes('Ring efter tio.'));
    firm.complaints.splice(0);
  });
  await step('it is taken away, put back and taken away', async () => {
    await broker.page.goto('/mallar');
    await broker.press(`Ta bort ${name}`);
    await broker.press('Ångra');
    await broker.sees(`Mallen «${name}» är tillbaka.`);
    await broker.walkWithTab();
    await broker.page.setViewportSize({ width: 360, height: 760 });
    await broker.glance('/mallar?lang=en', ENGLISH);
    await broker.control(`Remove ${name}`).click();
    await broker.sees(`The template “${name}” is removed.`);
  });
}

journey('a template in an answer', templates);
journey('a template in an answer without scripts', { javaScriptEnabled: false }, templates);
