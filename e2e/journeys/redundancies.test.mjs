// A notice of 120 persons: one form opens tasks, the joint page and open needs; until its day only
// those who answer for it see it.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';
import { either } from '../language.mjs';

journey('a notice of redundancy in one step', { inBothLanguages: true }, async ({ step, visitor }) => {
  let adviser;
  let notice;
  await step('the adviser writes the notice from the page of the firm', async () => {
    adviser = await visitor('af-adviser');
    await adviser.visit('/organisationer');
    await adviser.page.setViewportSize({ width: 360, height: 760 });
    await adviser.page.locator('tbody a[href^="/organisationer/"]').first().click();
    await adviser.press('Skriv in ett varsel');
    await adviser.press('Spara varslet', { status: 422 });
    const day = await adviser.page.locator('[name="notifiedOn"]').inputValue();
    const later = (days) => {
      const date = new Date(`${day}T12:00:00Z`);
      date.setUTCDate(date.getUTCDate() + days);
      return date.toISOString().slice(0, 10);
    };
    await adviser.fill('Sista dag på jobbet', later(180));
    await adviser.fill('Offentligt från', later(14));
    const mix = [['7212', '60'], ['5120', '40'], ['8341', '20']];
    for (const [nth, [code, persons]] of mix.entries()) {
      await adviser.page.locator(`[name="occupation${nth + 1}"]`).fill(code);
      await adviser.page.locator(`[name="persons${nth + 1}"]`).fill(persons);
    }
    await adviser.press('Spara varslet');
    notice = new URL(adviser.page.url()).pathname;
    assert.match(notice, /^\/varsel\/[0-9a-f-]{36}$/);
    await adviser.sees(either('120 personer', /120 (people|persons)/));
    await adviser.sees('Möt företaget och facken');
  });
  await step('the joint page is one step away', async () => {
    await adviser.press('Insatser för dem som varslas');
    await adviser.sees('från alla som har något att ge');
    assert.ok(await adviser.page.locator('article a[href^="/insatser/"]').count() > 0);
  });
  await step('a task is ticked, and can be unticked', async () => {
    await adviser.visit(notice);
    await adviser.press(either(/^Klart \(Möt företaget/, /^Done \(Meet the firm/));
    await adviser.sees(either('är klar.', 'is done.'));
    await adviser.press(either(/^Inte klart än \(Möt företaget/, /^Not done yet \(Meet the firm/));
    await adviser.press('Börja arbetet');
    await adviser.sees('Arbete pågår');
  });
  await step('the broker sees the notice and its open needs, in English too', async () => {
    const broker = await visitor('broker', { language: 'en' });
    await broker.visit(notice);
    await broker.sees('Only those responsible see the notice');
  });
  await step('nobody else finds it before its day', async () => {
    for (const role of ['strategist', 'muni-adviser.kramfors@demo.samkraft.test', 'leader']) {
      const other = await visitor(role);
      await other.visit(notice, { status: 404 });
      await other.visit('/varsel');
      assert.equal(await other.page.locator(`a[href="${notice}"]`).count(), 0, role);
    }
  });
});
