// A process leader from another organisation is appointed, prepares and writes, and is out of it the
// moment the assignment ends; ages of the staff give expected retirements.
import { journey } from '../harness.mjs';

journey('a process leader for as long as it lasts', async ({ step, visitor }) => {
  const word = `Sammanfattat${Date.now()}`;
  let broker;
  let leader;
  let mapping;
  await step('the broker finds who has room, by place and language', async () => {
    broker = await visitor('broker');
    await broker.visit('/processledare?kommun=2284&sprak=en');
    await broker.sees('Eva Lindkvist');
    await broker.check();
    await broker.visit('/processledare?sprak=so');
    await broker.sees('Ingen passar');
    await broker.check();
  });
  await step('and opens a mapping that the leader is to lead', async () => {
    await broker.visit('/kartlaggningar/ny');
    await broker.page.locator('.choose a').first().click();
    await broker.page.waitForLoadState('load');
    await broker.choose(/^Processledaren svarar tillsammans/);
    const eva = broker.page.locator('[name="leader"] option', { hasText: 'Eva Lindkvist' });
    await broker.page.locator('[name="leader"]').selectOption(await eva.first().getAttribute('value'));
    await broker.press('Öppna kartläggningen');
    await broker.sees('Eva Lindkvist');
    const href = await broker.page.getByRole('link', { name: 'Ledning' }).getAttribute('href');
    mapping = href.replace(/\/ledning$/, '');
    await broker.visit(href);
    await broker.sees('Eva Lindkvist leder kartläggningen.');
    await broker.check();
  });
  await step('the leader prepares, by keyboard and on a telephone', async () => {
    leader = await visitor('leader');
    await leader.page.setViewportSize({ width: 360, height: 760 });
    await leader.visit(`${mapping}/ledning`);
    await leader.page.getByRole('button', { name: /^Markera som klart/ }).first().focus();
    await leader.page.keyboard.press('Enter');
    await leader.page.getByRole('button', { name: /^Inte klart än/ }).first().waitFor();
    await leader.check();
  });
  await step('and writes the summary that the firm reads before it says yes', async () => {
    await leader.visit(`${mapping}/anteckning/summary`);
    await leader.page.locator('[name="words"]').fill(word);
    await leader.press('Spara');
    await leader.sees(word);
    await leader.visit(`${mapping}/sammanfattning`);
    await leader.sees(word);
    await leader.check();
  });
  await step('ages without names give who can be expected to leave', async () => {
    await leader.visit(`${mapping}/avgangar`);
    await leader.page.locator('[name="role"]').fill('Kock');
    await leader.page.locator('[name="ages63"]').fill('3');
    await leader.press('Spara rollen');
    await leader.sees('2,0 personer kan väntas gå i pension på');
    await leader.check();
    await leader.visit(`${mapping}/avgangar?lang=en`);
    await leader.sees('Expected retirements by year');
    await leader.check();
    await leader.visit(`${mapping}/avgangar?lang=sv`);
  });
  await step('the moment the assignment ends, there is nothing for the leader', async () => {
    await broker.visit(`${mapping}/ledning`);
    await broker.page.locator('summary', { hasText: 'Avsluta uppdraget' }).click();
    await broker.page.locator('[name="why"]').selectOption('done');
    await broker.press('Avsluta uppdraget nu');
    await broker.sees('Ingen leder kartläggningen nu.');
    await broker.check();
    await leader.visit(`${mapping}/ledning`, { status: 404 });
    await leader.visit(mapping, { status: 404 });
  });
  await step('led beside alone is compared', async () => {
    const analyst = await visitor('analyst');
    await analyst.visit('/kartlaggningar/jamforelse');
    await analyst.sees('Andel godkända');
    await analyst.check();
  });
});
