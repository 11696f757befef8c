// Answers from another tool: a file is read, its columns said, a row mended, all of it taken in at
// once, counted once, and undone.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

journey('answers from another tool', async ({ step, visitor }) => {
  const word = `Robotskötare${Date.now()}`;
  const file = (rows) => ({
    name: 'enkät.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`Orgnr;Behov;Antal;Svarskod\n${rows.join('\n')}\n`),
  });
  let broker;
  let path;
  // The service works by itself; without a script a link shows how far it has come.
  const settled = async (person, text) => {
    for (let turn = 0; turn < 60; turn += 1) {
      await person.visit(path);
      if (await person.page.locator('[data-working]').count() === 0) break;
      await person.page.waitForTimeout(500);
    }
    await person.sees(text);
  };
  const send = async (person, rows) => {
    await person.visit('/import/ny');
    await person.page.getByLabel('Enkät').check();
    await person.page.locator('#f-file').setInputFiles(file(rows));
    await person.page.getByRole('button', { name: 'Läs filen' }).click();
    await person.page.waitForURL(/\/import\/[0-9a-f-]{36}$/);
    path = new URL(person.page.url()).pathname;
  };
  await step('a file with a fault is read and tells where', async () => {
    broker = await visitor('broker');
    await broker.visit('/import');
    await broker.check();
    await broker.visit('/import/ny');
    await broker.check();
    await send(broker, [`559999-0016;${word};många;a`]);
    await settled(broker, 'Vad står i kolumnerna?');
    await broker.check();
    await broker.press('Prova raderna');
    await settled(broker, 'Rätta först');
    await broker.sees('många');
    await broker.page.setViewportSize({ width: 360, height: 760 });
    await broker.check();
    assert.equal(await broker.page.getByRole('button', { name: 'Läs in', exact: true }).count(), 0);
    await broker.press('Avbryt importen');
    await broker.sees('Ingenting blev inläst');
  });
  await step('the mended file is tried and taken in', async () => {
    await send(broker, [`559999-0016;${word};2;a`]);
    await settled(broker, 'Vad står i kolumnerna?');
    await broker.press('Prova raderna');
    await settled(broker, 'Det här skulle hända');
    await broker.check();
    await broker.page.getByRole('button', { name: 'Läs in', exact: true }).click();
    await settled(broker, 'Det här lästes in');
    await broker.check();
    await broker.visit(`/behov?q=${word}`);
    await broker.sees(word);
  });
  await step('the strategist reads of it in English and the same file is known', async () => {
    const strategist = await visitor('strategist');
    await strategist.visit(`${path}?lang=en`);
    await strategist.sees('This was taken in');
    await strategist.check();
    const first = path;
    await strategist.visit('/import/ny?lang=sv');
    await strategist.page.getByLabel('Enkät').check();
    await strategist.page.locator('#f-file').setInputFiles(file([`559999-0016;${word};2;a`]));
    strategist.expectedStatus = 422;
    await strategist.page.getByRole('button', { name: 'Läs filen' }).click();
    await strategist.page.getByRole('link', { name: 'Öppna den import som redan har filen' }).click();
    assert.equal(new URL(strategist.page.url()).pathname, first);
  });
  await step('the whole import is undone', async () => {
    await broker.visit(path);
    await broker.press('Ångra importen …');
    await broker.check();
    await broker.press('Ta bort det som lästes in');
    await broker.sees('Importen är ångrad');
    await broker.visit(`/behov?q=${word}`);
    assert.equal(await broker.page.getByText(word, { exact: true }).count(), 0);
  });
});
