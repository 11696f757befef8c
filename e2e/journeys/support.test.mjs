// Support money: a cheque over the ceiling stops and names sum, room and the day it fits; a smaller
// one is granted, and the firm reads the answer.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';
import { either } from '../language.mjs';

journey('support money up to its ceiling', { inBothLanguages: true }, async ({ step, visitor }) => {
  let strategist;
  let grant;
  await step('the one whose money it is opens the application', async () => {
    strategist = await visitor('strategist');
    await strategist.visit('/verktyg');
    await strategist.press(/^Stöd till företag/);
    await strategist.sees('Demo kompetenscheck');
    await strategist.visit('/stod?lage=applied');
    await strategist.page.locator('tbody a[href^="/stod/"]').first().click();
    await strategist.sees('Bevilja stödet');
    await strategist.check();
    grant = new URL(strategist.page.url()).pathname;
  });
  await step('20 000 euro beside 290 000 stops, and the page says why and when', async () => {
    await strategist.page.setViewportSize({ width: 360, height: 760 });
    await strategist.fill('Kronor för en euro den dagen', '11,2');
    await strategist.press('Bevilja', { status: 422 });
    await strategist.sees('Taket stoppar beslutet');
    await strategist.sees(either('10 000 euro är kvar', 'EUR 10,000 is left'));
    assert.equal(await strategist.page.locator('[name="rate"]').inputValue(), '11,2');
  });
  await step('the account shows what counts and until when', async () => {
    await strategist.press('Stöd av mindre betydelse');
    await strategist.sees('Demo fonden');
    await strategist.sees('Räknas inte från');
  });
  await step('what fits is granted by keyboard and paid', async () => {
    await strategist.visit(grant);
    await strategist.fill('Belopp i kronor', '100 000');
    await strategist.fill('Kronor för en euro den dagen', '11,2');
    await strategist.control('Bevilja').focus();
    await strategist.page.keyboard.press('Enter');
    await strategist.sees('Beslutet är sparat');
    await strategist.check();
    await strategist.press('Pengarna är betalda');
    await strategist.sees('Effekten frågas');
  });
  await step('a scheme is entered and shows its terms in English too', async () => {
    await strategist.visit('/stodprogram/nytt');
    await strategist.fill('Stödets namn', `Demo stöd ${Date.now()}`);
    await strategist.fill('Budget i kronor', '500 000');
    await strategist.page.locator('[name="basis"]').selectOption('no-aid');
    await strategist.fill('Första dagen för beslut', '2026-01-01');
    await strategist.fill('Sista dagen för beslut', '2028-12-31');
    await strategist.fill('Villkor', 'Till företag i hela länet.');
    await strategist.press('Spara stödet');
    await strategist.sees('Till företag i hela länet.');
    const english = await visitor('broker', { language: 'en' });
    await english.visit('/stod');
    await english.sees('Support to apply for');
  });
  await step('another firm sees nothing of it', async () => {
    const employer = await visitor('employer-admin.kramfors@demo.samkraft.test');
    await employer.visit('/stod');
    await employer.seesNot('Effekten frågas');
    await employer.press('Ert stöd av mindre betydelse');
    await employer.sees('Det som räknas i dag');
  });
});
