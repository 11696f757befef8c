// A network invites its members: one link each, a wish for a process leader, and how far they come
// without a word of what they answer.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

journey('a campaign of a network', async ({ step, visitor }) => {
  const name = `Kampanj ${Date.now()}`;
  let coordinator;
  let campaign;
  let link;
  await step('the coordinator makes a campaign', async () => {
    coordinator = await visitor('network-coord');
    await coordinator.visit('/natverk/kampanjer');
    await coordinator.check();
    await coordinator.visit('/natverk/kampanjer/ny');
    await coordinator.check();
    const { page } = coordinator;
    await page.locator('[name="name"]').fill(name);
    const start = await page.locator('[name="startsOn"]').inputValue();
    const end = new Date(`${start}T12:00:00Z`);
    end.setUTCDate(end.getUTCDate() + 90);
    await page.locator('[name="endsOn"]').fill(end.toISOString().slice(0, 10));
    await page.locator('[name="quota"]').fill('1');
    await coordinator.press('Spara');
    await coordinator.sees(name);
    campaign = new URL(page.url()).pathname;
    await coordinator.check();
  });
  await step('and invites a member, on a telephone', async () => {
    const { page } = coordinator;
    await page.setViewportSize({ width: 360, height: 760 });
    const member = page.locator('[name="organisation"] option', { hasText: 'Nylands' });
    await page.locator('[name="organisation"]').selectOption(await member.first().getAttribute('value'));
    await coordinator.press('Bjud in');
    link = new URL(await page.locator('#lanken').inputValue()).pathname;
    await coordinator.sees('Länken visas bara nu');
    await coordinator.check();
  });
  await step('the member asks for a process leader', async () => {
    const firm = await visitor();
    await firm.visit(link);
    await firm.check();
    await firm.visit(`${link}/be-om-ledare`);
    await firm.check();
    await firm.page.locator('[name="words"]').fill('Vi vet inte var vi ska börja');
    await firm.press('Be om en processledare');
    await firm.visit(`${link}/avgangar`);
    await firm.check();
  });
  await step('the broker reads the wish and appoints somebody', async () => {
    const broker = await visitor('broker');
    await broker.visit('/processledare');
    await broker.sees('Vi vet inte var vi ska börja');
    await broker.page.getByRole('listitem').filter({ hasText: 'Vi vet inte var' })
      .getByRole('link').click();
    const eva = broker.page.locator('[name="leader"] option', { hasText: 'Eva Lindkvist' });
    await broker.page.locator('[name="leader"]').selectOption(await eva.first().getAttribute('value'));
    await broker.press('Utse');
    await broker.sees('Eva Lindkvist leder kartläggningen.');
    await broker.check();
  });
  await step('the coordinator sees how far it has come and no answer', async () => {
    await coordinator.visit(campaign);
    await coordinator.sees('1 av 1');
    const text = await coordinator.page.locator('main').innerText();
    assert.ok(!text.includes('Vi vet inte var'), text);
    await coordinator.visit(`${campaign}?lang=en`);
    await coordinator.sees('Members');
    await coordinator.check();
    await coordinator.visit(`${campaign}?lang=sv`);
  });
});
