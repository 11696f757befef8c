// A municipality starts without a module and switches it on for a trial: its menu, its pages and
// nobody else's.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

const ENGLISH = /^en$/;
const TIMRA = '/moduler/2262/visits';

/** Fills in a decision and saves it. */
async function decide(person, state, { evaluate = '' } = {}) {
  await person.page.goto(TIMRA);
  await person.page.locator(`[name="state"][value="${state}"]`).check();
  await person.fill('Vem har beslutat?', 'Demo kommunstyrelsen');
  await person.page.locator('[name="evaluateOn"]').fill(evaluate);
}

async function offAndOn({ step, visitor }) {
  const contact = await visitor('muni-contact.timra@demo.samkraft.test');
  const adviser = await visitor('muni-adviser.timra@demo.samkraft.test');
  await step('the contact sees what is on in the municipality', async () => {
    await contact.visit('/moduler');
    await contact.sees('Timrå');
    await contact.page.locator(`main a[href="${TIMRA}"]`).click();
    await contact.sees('Vad som har beslutats');
  });
  await step('a trial without a day is mended', async () => {
    await decide(contact, 'pilot');
    await contact.press('Spara beslutet', { status: 422 });
    await contact.sees('Ett prov behöver en dag när det utvärderas. Skriv vilken.');
  });
  await step('visits are switched off', async () => {
    await decide(contact, 'off');
    await contact.press('Spara beslutet');
    await contact.sees('Besök: Av. Det gäller nu.');
  });
  await step('the page says so kindly and the menu no longer leads there', async () => {
    await adviser.page.goto('/skrivbord');
    const menu = adviser.page.locator('#meny');
    assert.equal(await menu.locator('a[href="/besok"]').count(), 0);
    await adviser.visit('/besok', { status: 403 });
    await adviser.sees('Ej påslaget i Timrå: Besök');
    await adviser.sees(/Vill ni börja\? Fråga /);
    await adviser.page.goto('/besok?lang=en');
    await adviser.sees('Not switched on in Timrå: Visits');
    await adviser.page.goto('/skrivbord?lang=sv');
    adviser.expectedStatus = 200;
  });
  await step('the firm and the broker keep theirs', async () => {
    const firm = await visitor('employer-admin.timra@demo.samkraft.test');
    await firm.visit('/besok');
    const broker = await visitor('broker');
    await broker.visit('/besok');
  });
  await step('it is switched on again, and all is remembered', async () => {
    await decide(contact, 'on');
    await contact.press('Spara beslutet');
    await contact.sees('Besök: På. Det gäller nu.');
    await contact.sees(/Beslut av Demo kommunstyrelsen/);
    await adviser.visit('/besok');
    await contact.page.setViewportSize({ width: 360, height: 760 });
    await contact.glance('/moduler?plats=22&lang=en', ENGLISH);
    await contact.sees('Modules');
  });
}

journey('a module off and on', offAndOn);
journey('a module off and on without scripts', { javaScriptEnabled: false }, offAndOn);
