// A firm is invited by mail, and whoever runs the house sees that the mail waits and what it says.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

journey('a mail that waits', async ({ step, visitor }) => {
  const address = `demo-${Date.now()}@example.test`;
  await step('the broker has the link sent', async () => {
    const broker = await visitor('broker');
    await broker.visit('/kartlaggningar/ny');
    await broker.page.locator('.choose a').first().click();
    await broker.page.waitForLoadState('load');
    await broker.choose(/^Företaget svarar självt/);
    await broker.fill('Företagets e-post', address);
    await broker.page.locator('[name="send"]').check();
    await broker.press('Öppna kartläggningen');
  });
  await step('the admin reads what it says, in a demo that has no mail server', async () => {
    const admin = await visitor('admin');
    await admin.visit('/utskick?state=waiting');
    await admin.press('Inbjudan till kartläggning');
    await admin.sees(address);
    assert.match(admin.path(), /^\/utskick\/[0-9a-f-]{36}$/);
    await admin.sees('En inbjudan till er');
  });
});
