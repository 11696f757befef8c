// Agreements: a broker keeps one, the card of the organisation shows it, an adviser reads it, and it
// is ended after a question.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

journey('an agreement is kept, shown, read and ended', async ({ step, visitor }) => {
  const scope = `Gemensamma träffar ${Date.now()}`;
  let broker;
  let agreement;
  let card;
  await step('those that end first stand first', async () => {
    broker = await visitor('broker');
    await broker.visit('/verktyg');
    await broker.press(/^Avtal/);
    await broker.sees('Slutar snart');
    await broker.check();
    await broker.page.locator('[name="lage"]').selectOption('ends-soon');
    await broker.press('Visa');
    await broker.sees('Avtal om processledning');
    await broker.seesNot('Almi Mitt');
    await broker.page.getByRole('link', { name: /^IUC/ }).first().click();
    await broker.press('Till organisationens sida');
    card = broker.path();
  });
  await step('the broker keeps an agreement on a telephone, from the card', async () => {
    const { page } = broker;
    await page.setViewportSize({ width: 360, height: 760 });
    await broker.press('Skriv in ett avtal');
    await page.locator('[name="kind"][value="cooperation"]').check();
    await broker.fill('Det här gäller avtalet', scope);
    await broker.fill('Första dagen', '2026-12-01');
    await broker.fill('Sista dagen', '2026-11-01');
    await broker.press('Spara avtalet', { status: 422 });
    await broker.sees('Sista dagen är före den första');
    assert.equal(await page.locator('[name="scope"]').inputValue(), scope);
    await broker.check();
    await broker.fill('Sista dagen', '');
    await broker.control('Spara avtalet').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/avtal\/[0-9a-f-]{36}/);
    await broker.sees(scope);
    await broker.sees('tills vidare');
    agreement = broker.path();
    await broker.visit(card);
    await broker.sees(scope);
    await broker.check();
  });
  await step('an adviser reads it and changes nothing', async () => {
    const adviser = await visitor('muni-adviser.kramfors@demo.samkraft.test');
    await adviser.visit(agreement);
    await adviser.sees(scope);
    await adviser.seesNot('Ändra avtalet');
    await adviser.check();
    const english = await visitor('strategist', { language: 'en' });
    await english.visit(agreement);
    await english.sees('Cooperation agreement');
    await english.sees('until further notice');
    await english.check();
  });
  await step('it is ended after a question, and stays in the list', async () => {
    await broker.visit(agreement);
    await broker.press('Avsluta i förtid');
    await broker.sees('Det kan inte ångras');
    await broker.check();
    await broker.fill('Skäl', 'Träffarna blev inte av.');
    await broker.press('Ja, avsluta avtalet');
    await broker.sees('Gäller inte längre');
    await broker.sees('Träffarna blev inte av.');
    await broker.check();
  });
  await step('a firm finds nothing of it', async () => {
    const employer = await visitor('employer-admin.kramfors@demo.samkraft.test');
    const answer = await employer.page.context().request.get(agreement);
    assert.equal(answer.status(), 404);
  });
});
