// A visit on the telephone: written without a network, sent once when it is back, answered by the
// firm; and how far the visits have reached.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

journey('a visit on the telephone', { inBothLanguages: true }, async ({ step, visitor }) => {
  const word = `Bostadsfrågan${Date.now()}`;
  let broker;
  let visit;
  await step('the broker takes a firm from the queue', async () => {
    broker = await visitor('broker');
    await broker.visit('/besok');
    await broker.visit('/besok/hinder');
    await broker.visit('/besok/ko?kommun=2282');
    await broker.page.setViewportSize({ width: 360, height: 760 });
    await broker.control(/^Planera besök/).click();
    await broker.sees('Besök hos');
    await broker.check();
  });
  await step('what was heard is written without a network and sent once', async () => {
    const { page } = broker;
    await page.locator('[name="mentors"]').fill('2');
    await page.locator('[name="climate"]').selectOption('4');
    await page.locator('[name="obstacleKind"]').selectOption('housing');
    await page.locator('[name="obstacle"]').fill(word);
    await page.context().setOffline(true);
    await broker.control('Spara besöket').click();
    await broker.sees('Sparat på telefonen.');
    broker.complaints.splice(0);
    await page.context().setOffline(false);
    await page.waitForURL(/\/besok\/[0-9a-f-]{36}$/);
    visit = new URL(page.url()).pathname;
    await broker.sees(word);
    await broker.check();
    const drafts = await page.evaluate(() => Object.keys(localStorage)
      .filter((name) => name.startsWith('samkraft-draft:besok-')));
    assert.deepEqual(drafts, []);
  });
  await step('the municipality is told, and writes down what the committee answers', async () => {
    const contact = await visitor('muni-contact.kramfors@demo.samkraft.test');
    await contact.visit('/skrivbord');
    await contact.press('Ett hinder väntar på svar från er kommun');
    await contact.sees(word);
    await contact.fill('Nämndens svar', 'Det byggs tolv lägenheter.');
    await contact.press('Spara svaret');
    await contact.sees('Det byggs tolv lägenheter.');
    await broker.visit('/skrivbord');
    await broker.press('En nämnd har svarat om ett hinder');
    await broker.sees('Det byggs tolv lägenheter.');
  });
  await step('two reports stand side by side', async () => {
    const other = await visitor('broker');
    await other.visit(`${visit}/rapport`);
    await broker.visit(`${visit}/rapport`);
    await broker.page.locator('[name="mentors"]').fill('3');
    // A script sends the form and goes on by itself when the answer has come.
    await broker.control('Spara besöket').click();
    await broker.page.waitForURL((url) => url.pathname === visit);
    await broker.check();
    other.expectedStatus = 409;
    await other.page.locator('[name="mentors"]').fill('7');
    await other.control('Spara besöket').click();
    await other.sees('Någon har redan skrivit om besöket');
    await other.check();
    assert.equal(await other.page.locator('[name="mentors"]').inputValue(), '7');
  });
  await step('the politician sees how far the visits reach, and no firm', async () => {
    const politician = await visitor('politician');
    await politician.visit('/besok/tackning');
    await politician.sees('Härnösand');
  });
});
