// Somebody is away for a while: a colleague steps in, the desk sees it, and it ends by itself.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

/** A day counted from today, as a field for days takes it. */
const day = (days) => new Date(Date.now() + days * 864e5).toISOString().slice(0, 10);

journey('away with a deputy', async ({ step, visitor }) => {
  let away;
  await step('an adviser says when they are away', async () => {
    away = await visitor('broker.solleftea@demo.samkraft.test');
    await away.visit('/franvaro');
    await away.page.setViewportSize({ width: 360, height: 760 });
    await away.check();
    await away.page.locator('[name="from"]').fill(day(3));
    await away.page.locator('[name="to"]').fill(day(1));
    await away.press('Spara', { status: 422 });
    await away.sees('Sista dagen ligger före den första');
    await away.check();
    await away.page.locator('[name="from"]').fill(day(0));
    await away.page.locator('[name="to"]').fill(day(5));
    await away.page.locator('[name="deputy"]').selectOption({ label: 'Karin Nordin' });
    await away.press('Spara');
    await away.sees('Borta nu');
  });
  await step('the desk sees who is away and who steps in', async () => {
    const deputy = await visitor('broker@demo.samkraft.test');
    await deputy.visit('/skrivbord');
    await deputy.sees('Borta i dag');
    await deputy.sees('Ersätts av Karin Nordin');
    await deputy.visit('/franvaro?lang=en');
    await deputy.page.locator('[name="from"]').fill(day(1));
    await deputy.page.locator('[name="to"]').fill(day(2));
    await deputy.press('Save', { status: 422 });
    await deputy.sees('You are the deputy of');
    await deputy.check();
  });
  await step('back earlier than planned', async () => {
    const button = away.page.getByRole('button', { name: /^Jag är tillbaka/ });
    await button.focus();
    await button.press('Enter');
    await away.sees('Välkommen tillbaka');
    assert.equal(await button.count(), 0);
  });
});
