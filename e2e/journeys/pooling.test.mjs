// Scenario 6: three kitchens look for seven cooks. Two have said yes on the telephone; the third
// answers itself, the pool is opened, and what is said when a firm withdraws can be read afterwards.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';
import { either, storyLanguage } from '../language.mjs';

journey('three kitchens become one need', { inBothLanguages: true }, async ({ step, visitor }) => {
  let broker;
  let firm;
  let pool;
  await step('the broker finds the pool and sees who has said what', async () => {
    broker = await visitor('broker');
    await broker.visit('/verktyg');
    await broker.press(/^Samlingar/);
    await broker.sees('Kan samlas');
    await broker.check();
    await broker.press('Sju kockar i tre kommuner');
    pool = new URL(broker.page.url()).pathname;
    await broker.sees(either('Malin Vik i telefon', 'Malin Vik on the telephone'));
    await broker.sees('Har inte svarat');
    await broker.check();
  });
  await step('the firm reads what it is asked and says yes', async () => {
    firm = await visitor('employer-admin.ornskoldsvik@demo.samkraft.test');
    await firm.page.setViewportSize({ width: 360, height: 760 });
    await firm.visit(pool);
    await firm.sees('Summan visas när minst tre företag har sagt ja.');
    assert.equal(await firm.page.getByText('Malin Vik').count(), 0, 'who said it is not shown');
    await firm.press('Svara för företaget');
    await firm.check();
    await firm.choose(/^Ja, räkna med oss/);
    await firm.press('Skicka svaret');
    await firm.sees('Ni är med i');
    await firm.sees('Nordingrå');
    await firm.check();
    assert.deepEqual(await firm.page.locator('.stat__value').allTextContents(), ['7', '3', '3']);
  });
  await step('the broker opens the pool by keyboard', async () => {
    await broker.visit(`${pool}/lage`);
    await broker.choice(/^Företagen har svarat/).focus();
    await broker.page.keyboard.press('Space');
    await broker.control('Spara läget').focus();
    await broker.page.keyboard.press('Enter');
    await broker.sees('Samlingen öppnades');
    await broker.check();
  });
  await step('two who change the plan at once both see what stands', async () => {
    const other = await visitor('broker');
    await other.visit(`${pool}/andra`);
    await broker.visit(`${pool}/andra`);
    await broker.fill('Nästa steg', 'Ring komvux i Sollefteå');
    await broker.press('Spara ändringen');
    await other.fill('Nästa steg', 'Ring komvux i Kramfors');
    await other.press('Spara ändringen', { status: 409 });
    await other.sees('Ring komvux i Sollefteå');
  });
  await step('the firm withdraws, and the sum is another at once', async () => {
    await firm.visit(`${pool}/svar`);
    await firm.choose(/^Vi drar oss ur/);
    await firm.press('Skicka svaret');
    await firm.sees('Summan är omräknad');
    await firm.sees('Summan visas när minst tre företag har sagt ja.');
    await broker.visit(pool);
    await broker.sees('Ett företag drog sig ur');
    assert.deepEqual(await broker.page.locator('.stat__value').allTextContents(), ['4', '2', '2']);
    const versions = await broker.page.locator('section[aria-labelledby="versioner"] tbody tr');
    assert.equal(await versions.count(), 2, 'what was said then can still be read');
    await broker.check();
  });
  await step('an answer from a call has a name and a day, in English too', async () => {
    await broker.visit(`${pool}?lang=en`);
    await broker.page.getByRole('link', { name: /^Write down an answer/ }).first().click();
    await broker.check();
    broker.expectedStatus = 422;
    await broker.page.getByRole('button', { name: 'Save the answer' }).click();
    await broker.sees('Who said it?');
    await broker.check();
    broker.expectedStatus = 200;
    await broker.visit(`/samlingar?lang=${storyLanguage}`);
  });
  await step('another pool is formed of what the county suggests', async () => {
    await broker.control(/^Öppna samling/).click();
    await broker.sees('Vilka behov');
    await broker.check();
    await broker.page.locator('[name="title"]').fill('Samling på prov');
    await broker.press('Öppna samlingen och fråga företagen');
    await broker.sees('Företagen är tillfrågade');
    await broker.check();
    await broker.press('Ta nästa steg');
    await broker.choose(/^Ställ in samlingen/);
    await broker.page.locator('[name="reason"]').fill('Det var bara ett prov.');
    await broker.press('Spara läget');
    await broker.sees('Samlingen tog slut');
    await broker.check();
  });
});
