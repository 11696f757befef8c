// A firm gets a new number and is found by the old one. Another goes into it: what will happen is told
// first, then a need moves along, and both pages say so. A third is closed and opened again.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

const NEED = '/behov/demo-behov-systemutvecklare-granlo';
const GONE = '/organisationer/demo-granlo-kod';

/** An organisation number that nobody has: nine digits and Luhn's check digit. */
function number(nth) {
  const nine = `5588${String((Date.now() + nth) % 100000).padStart(5, '0')}`;
  const doubled = [...nine].map((digit, at) => Number(digit) * (at % 2 === 0 ? 2 : 1));
  const sum = doubled.reduce((total, one) => total + Math.trunc(one / 10) + (one % 10), 0);
  return `${nine.slice(0, 6)}-${nine.slice(6)}${(10 - (sum % 10)) % 10}`;
}

async function add(broker, name, orgNumber) {
  await broker.visit('/organisationer/ny');
  await broker.fill('Nummer', orgNumber);
  await broker.fill('Namn', name);
  await broker.page.locator('[name="municipality"]').selectOption('2281');
  await broker.page.locator('[name="sector"][value="private"]').check();
  await broker.press('Lägg till företaget');
  return new URL(broker.page.url()).pathname;
}

journey('a firm changes its number, another goes into it, and a third comes back', async ({ step, visitor }) => {
  const mark = Date.now();
  const name = `Alnö Program ${mark}`;
  const [old, fresh] = [number(1), number(2)];
  let broker;
  let firm;
  await step('a firm gets a new number and is found by the old one', async () => {
    broker = await visitor('broker');
    firm = await add(broker, name, old);
    await broker.press('Byt organisationsnummer');
    await broker.fill('Nytt organisationsnummer', old);
    await broker.fill('Varför byter företaget nummer?', 'Ombildat till aktiebolag.');
    await broker.press('Spara numret', { status: 422 });
    await broker.sees('Företaget har redan numret');
    await broker.fill('Nytt organisationsnummer', fresh);
    await broker.control('Spara numret').focus();
    await broker.page.keyboard.press('Enter');
    await broker.page.waitForURL((url) => url.pathname === firm);
    await broker.sees('Tidigare organisationsnummer');
    await broker.check();
    await broker.visit(`/organisationer?q=${old}`);
    await broker.sees(name);
    await broker.sees(fresh);
  });
  await step('what a merger does is told before it is done', async () => {
    const { page } = broker;
    await page.setViewportSize({ width: 360, height: 760 });
    await broker.visit(GONE);
    await broker.press('Avsluta företaget');
    await page.locator('[name="kind"][value="merged"]').check();
    await broker.fill('Vad vet du om det?', 'Står i registret.');
    await broker.fill('Uppgått i', 'Ingen som finns');
    await broker.press('Se vad som händer', { status: 422 });
    assert.equal(await page.locator('[name="words"]').inputValue(), 'Står i registret.');
    await broker.fill('Uppgått i', old);
    await broker.press('Se vad som händer');
    await broker.sees(name);
    await broker.sees('Följer med till det andra företaget');
    await broker.sees('Det går inte att ta tillbaka.');
    await broker.visit(GONE);
    await broker.seesNot(/^Uppgått i/);
  });
  await step('it is confirmed, and the need goes along', async () => {
    const { page } = broker;
    await broker.press('Avsluta företaget');
    await page.locator('[name="kind"][value="merged"]').check();
    await broker.fill('Vad vet du om det?', 'Står i registret.');
    await broker.fill('Uppgått i', name);
    await broker.press('Se vad som händer');
    await broker.press('Ja, avsluta företaget');
    await broker.sees(`Uppgått i ${name}`);
    await broker.visit(NEED);
    await broker.sees(name);
    await broker.visit(firm);
    await broker.sees(/^Hit har .* gått upp$/);
    await broker.visit('/organisationer?q=Granlo');
    await broker.seesNot('Granlo Kod');
    await broker.choose('Även avslutade');
    await page.locator('form[action="/organisationer"] button').click();
    await page.waitForURL(/avslutade=ja/);
    await broker.sees('Granlo Kod');
  });
  await step('one that was closed by mistake is opened again', async () => {
    const { page } = broker;
    const third = await add(broker, `Alnö Kiosk ${mark}`, number(3));
    await broker.press('Avsluta företaget');
    await page.locator('[name="kind"][value="left"]').check();
    await broker.fill('Vad vet du om det?', 'Har flyttat.');
    await broker.fill('Ny kommun', 'Uppsala');
    await broker.press('Se vad som händer');
    await broker.press('Ja, avsluta företaget');
    await broker.sees('Har lämnat länet för Uppsala');
    await broker.seesNot('Planera kontakt');
    await broker.press('Ta tillbaka avslutet');
    await broker.sees('Ett avslut togs tillbaka');
    await broker.visit(third);
    await broker.sees('Planera kontakt');
  });
  await step('in English it says the same', async () => {
    const english = await visitor('broker', { language: 'en' });
    await english.visit(GONE);
    await english.sees(`Merged into ${name}`);
    await english.visit(`${firm}/avslut`);
    await english.sees('What has happened?');
    await english.visit(`${firm}/nummer`);
    await english.sees('Earlier organisation numbers');
  });
});
