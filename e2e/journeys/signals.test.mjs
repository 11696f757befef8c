// A signal: three firms have said the same thing, the broker asks, a desk does something about it,
// and the firm reads what came of it. And a signal somebody writes, in English and with the keys.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

/** The address of a list of signals in Kramfors. */
const list = (more) => `/signaler?kommun=2282&lage=all${more}`;

/** Opens the first signal of a list. */
async function openFirst(person, address) {
  await person.visit(address);
  await person.page.locator('tbody a[href^="/signaler/"]').first().click();
  await person.page.waitForURL(/\/signaler\/[0-9a-f-]{36}$/);
  await person.check();
  return person.path();
}

/** A day some days after the one the demo has begun. */
async function dayAfter(person, days) {
  const { items } = await person.api('/api/v1/signals?kind=obstacle&municipality=2282&state=all');
  const day = new Date(`${items[0].until}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

journey('a signal becomes an answer', async ({ step, visitor }) => {
  const answer = `Tolv lägenheter blir klara ${Date.now()}.`;
  let broker;
  let path;
  let day;
  await step('the rules have found what four firms have said', async () => {
    broker = await visitor('broker.kramfors@demo.samkraft.test');
    await broker.visit('/skrivbord');
    path = await openFirst(broker, list('&slag=obstacle'));
    await broker.sees('Minst tre företag i kommunen har sagt samma sak.');
    await broker.sees('Säsongens kockar har ingenstans att bo.');
    day = await dayAfter(broker, 14);
  });
  await step('a question says who is asked and by when', async () => {
    await broker.fill('Vad frågar du?', 'Var byggs det i vår?');
    await broker.press('Ställ frågan', { status: 422 });
    await broker.fill('Någon annan', 'Bostadsbolaget');
    await broker.page.locator('[name="on"]').fill(day);
    await broker.press('Ställ frågan');
    await broker.sees('Bostadsbolaget');
  });
  await step('of two who take a step the second sees both texts', async () => {
    const other = await visitor('broker.kramfors@demo.samkraft.test');
    await other.visit(`${path}?steg=dialogue`);
    await broker.select('Vem gör det?', 'Företagens väg in, Kramfors');
    await broker.page.locator('[name="on"]').fill(day);
    await broker.fill('Vad ska göras?', 'En lista på lediga lägenheter');
    await broker.press('Spara åtgärden');
    await other.fill('Någon annan', 'Länsstyrelsen');
    await other.page.locator('[name="on"]').fill(day);
    await other.fill('Vad frågar du?', 'Får vi bygga?');
    await other.press('Ställ frågan', { status: 409 });
    await other.sees('En lista på lediga lägenheter');
    assert.equal(await other.page.locator('[name="words"]').inputValue(), 'Får vi bygga?');
  });
  await step('the desk that does it is told, and answers on a telephone', async () => {
    const contact = await visitor('muni-contact.kramfors@demo.samkraft.test');
    await contact.visit('/skrivbord');
    await contact.press('Ni har fått en åtgärd att göra');
    await contact.page.setViewportSize({ width: 360, height: 760 });
    await contact.fill('Så blev det', 'Ådalens Plåt fick rätt.');
    await contact.press('Skicka svaret', { status: 422 });
    await contact.fill('Så blev det', answer);
    await contact.press('Skicka svaret');
    await contact.sees('Besvarad');
  });
  await step('the firm reads what came of it, and of no other firm', async () => {
    const firm = await visitor('employer-admin.kramfors@demo.samkraft.test');
    await firm.visit('/skrivbord');
    await firm.press('Så blev det med något ni har berättat');
    await firm.sees(answer);
    await firm.seesNot('Lugnviks');
    await firm.visit('/signaler');
    await firm.sees(answer);
  });
});

journey('a signal of one’s own, in English and with the keys', async ({ step, visitor }) => {
  const title = `Kvällsbussen ${Date.now()}`;
  await step('it is written and found again', async () => {
    const adviser = await visitor('muni-adviser.kramfors@demo.samkraft.test', { language: 'en' });
    await adviser.visit('/signaler');
    await adviser.walkWithTab();
    await adviser.press('Write a signal');
    await adviser.fill('What is it about?', title);
    await adviser.fill('Tell more', 'Tre skift kan inte ta sig hem.');
    await adviser.page.keyboard.press('Tab');
    await adviser.page.keyboard.press('Enter');
    await adviser.page.waitForURL(/\/signaler\/[0-9a-f-]{36}$/);
    await adviser.sees(title);
    await adviser.check();
    await adviser.press('Put aside');
    await adviser.fill('Why?', 'Bolaget ändrade sig.');
    await adviser.press('Put the signal aside');
    await adviser.sees('The signal has been put aside.');
    await adviser.visit('/signaler?slag=written&lage=parked');
    await adviser.sees(title);
  });
});
