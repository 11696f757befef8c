// Ownership transfer: an owner writes in private, has to say a little less, and is found by a buyer;
// names come when both have promised; a colleague sees the notice as everybody does and nothing more,
// and a municipality finds nothing.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

const OWNER = 'employer-admin.timra@demo.samkraft.test';
const NARROW = 'Timrå';

journey('a firm is handed over and nobody else knows', async ({ step, visitor }) => {
  // In letters: a teaser takes no numbers that could be a telephone's.
  const mark = `Fast kundkrets ${[...String(Date.now())].map((digit) => 'abcdefghij'[digit]).join('')}`;
  const title = `När jag fyller 65 ${Date.now()}`;
  let owner;
  let buyer;
  let listing;
  let talk;
  await step('the owner writes a note that only they see', async () => {
    owner = await visitor(OWNER);
    await owner.visit('/verktyg');
    await owner.press(/^Ägarskifte/);
    await owner.sees('Din anteckning ser bara du.');
    await owner.check();
    await owner.press('Skriv en anteckning');
    await owner.press('Spara anteckningen', { status: 422 });
    await owner.check();
    await owner.fill('Rubrik', title);
    await owner.fill('Dina tankar', 'Fråga dottern i höst.');
    await owner.press('Spara anteckningen');
    await owner.sees('Fråga dottern i höst.');
    listing = owner.path();
    await owner.check();
  });
  await step('a teaser that would tell too much is made broader, on a telephone', async () => {
    const { page } = owner;
    await page.setViewportSize({ width: 360, height: 760 });
    await owner.press('Skriv en annons');
    assert.ok(await page.getByLabel(NARROW).isChecked(), 'it begins with what is true');
    await owner.fill('Med egna ord', `${mark}. Ring Sand.`);
    await owner.press('Visa annonsen', { status: 422 });
    await owner.sees('finns i ditt namn');
    await owner.fill('Med egna ord', mark);
    await owner.press('Visa annonsen', { status: 422 });
    await owner.sees('Säg lite mindre');
    await owner.check();
    await page.locator('li form').getByRole('button').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((address) => address.pathname === listing);
    await owner.sees('Visas');
    await owner.check();
  });
  await step('a newcomer tells what they look for and writes without a name', async () => {
    buyer = await visitor('person');
    await buyer.visit('/agarskifte/kopare');
    await buyer.fill('Vilket slags företag söker du?', 'En verkstad som jag kan driva.');
    await buyer.fill('Vad har du gjort förut?', 'Svetsare i tio år.');
    await buyer.check();
    await buyer.press('Spara');
    await buyer.sees(mark);
    await buyer.check();
    await buyer.page.getByRole('row', { name: new RegExp(mark) }).getByRole('link').click();
    await buyer.fill('Skriv till säljaren', 'Jag vill gärna veta mer.');
    await buyer.check();
    await buyer.press('Visa intresse');
    await buyer.sees('Ingen av er vet vem den andra är.');
    await buyer.seesNot('Timrå Lack');
    talk = buyer.path();
    await buyer.check();
  });
  await step('the owner is told, and both promise secrecy', async () => {
    await owner.visit('/skrivbord');
    await owner.sees('Du har något nytt att läsa');
    await owner.visit('/agarskifte');
    await owner.press('Någon har skrivit till dig');
    await owner.sees('Köpare 1');
    await owner.check();
    await owner.press('Lova sekretess');
    await owner.press('Spara mitt löfte', { status: 422 });
    await owner.check();
    await owner.page.locator('[name="agreed"]').check();
    await owner.press('Spara mitt löfte');
    await owner.sees('Har inte lovat än');
    await buyer.visit(talk);
    await buyer.seesNot('Timrå Lack');
    await buyer.press('Lova sekretess');
    await buyer.page.locator('[name="agreed"]').check();
    await buyer.press('Spara mitt löfte');
    await buyer.sees('Timrå Lack');
    await buyer.check();
  });
  await step('a colleague, the municipality and the administrator find no note and no conversation', async () => {
    const strangers = [
      'employer-member.timra@demo.samkraft.test',
      'muni-adviser.timra@demo.samkraft.test',
      'admin',
    ];
    for (const login of strangers) {
      const stranger = await visitor(login);
      const { request } = stranger.page.context();
      for (const path of [listing, talk]) {
        assert.equal((await request.get(path)).status(), 404, `${login} ${path}`);
      }
      await stranger.visit('/agarskifte');
      await stranger.seesNot(title);
      const list = await request.get('/agarskifte/annonser');
      assert.equal((await list.text()).includes(mark), login.startsWith('employer-member'), login);
    }
  });
  await step('the buyer ends it, in English, and names are hidden again', async () => {
    const english = await visitor('person', { language: 'en' });
    await english.visit(talk);
    await english.sees('You know who the other is.');
    await english.check();
    await english.press('End the conversation');
    await english.sees('This cannot be undone.');
    await english.check();
    await english.press('Yes, end the conversation');
    await english.sees('the promise of secrecy holds');
    await english.seesNot('Timrå Lack');
    await english.check();
  });
  await step('what owners intend stands in sums', async () => {
    const analyst = await visitor('analyst');
    await analyst.visit('/agarskifte/avsikter');
    await analyst.sees('Familjen eller en medarbetare tar över');
    await analyst.check();
    await owner.visit(`${listing}/avsluta`);
    await owner.page.locator('[name="outcome"][value="withdrawn"]').check();
    await owner.check();
    await owner.press('Ja, avsluta');
    await owner.sees('Avbrutet');
  });
});
