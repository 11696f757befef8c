// Ideas: from the foot of a page to a form, a vote for the firm, an answer that everyone reads, and
// words that become a need.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

const FIRM = 'employer-admin.kramfors@demo.samkraft.test';
const COLLEAGUE = 'employer-member.kramfors@demo.samkraft.test';
const OTHER = 'employer-admin.solleftea@demo.samkraft.test';

journey('an idea is written, wanted, talked about and answered', async ({ step, visitor }) => {
  const title = `Kortare kö på onsdagar ${Date.now()}`;
  const answer = `Fler svarar från mars ${Date.now()}`;
  let firm;
  let idea;
  await step('a firm says what it thinks from the foot of a page, on a telephone', async () => {
    firm = await visitor(FIRM);
    const { page } = firm;
    await page.setViewportSize({ width: 360, height: 760 });
    await firm.visit('/behov?q=kock');
    await firm.press('Tyck till om tjänsten');
    assert.equal(await page.locator('[name="page"]').inputValue(), '/behov');
    await firm.check();
    await firm.fill('Berätta mer', 'Vi väntar länge när många ringer.');
    await firm.press('Skicka idén', { status: 422 });
    assert.match(await page.locator('[name="words"]').inputValue(), /Vi väntar länge/);
    await firm.check();
    await firm.fill('Idén på en rad', title);
    await firm.control('Skicka idén').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/ideer\/[0-9a-f-]{36}/);
    await firm.sees(title);
    idea = firm.path();
    await firm.check();
  });
  await step('two of one firm are one vote', async () => {
    await firm.press('Rösta på idén');
    await firm.sees('1 röst');
    const colleague = await visitor(COLLEAGUE);
    await colleague.visit(idea);
    await colleague.sees('1 röst');
    await colleague.press('Ta tillbaka er röst');
    await colleague.sees('Ingen har röstat än');
    await colleague.press('Rösta på idén');
    await colleague.sees('1 röst');
  });
  await step('another firm votes and says something, without knowing whose idea it is', async () => {
    const other = await visitor(OTHER);
    await other.visit(idea);
    await other.sees('En arbetsgivare');
    await other.seesNot('Ådalens Plåt');
    await other.press('Rösta på idén');
    await other.sees('2 röster');
    await other.fill('Säg något om idén', 'Vi märker det mest på morgonen.');
    await other.press('Skicka inlägget');
    await other.sees('Vi märker det mest på morgonen.');
    await other.check();
    await other.page.getByRole('link', { name: /^Ta bort/ }).click();
    await other.sees('Det kan inte ångras');
    await other.check();
    await other.press('Nej, gå tillbaka');
    await other.sees('Vi märker det mest på morgonen.');
  });
  await step('the strategist finds it among what waits, and answers in English', async () => {
    const strategist = await visitor('strategist', { language: 'en' });
    await strategist.visit('/ideer/att-besvara');
    await strategist.sees('Has waited too long');
    await strategist.check();
    await strategist.visit(idea);
    await strategist.page.getByRole('link', { name: 'Answer', exact: true }).click();
    await strategist.check();
    await strategist.page.locator('[name="state"][value="planned"]').check();
    await strategist.press('Send the answer', { status: 422 });
    await strategist.page.locator('[name="answer"]').fill(answer);
    await strategist.press('Send the answer');
    await strategist.sees('Planned');
    await strategist.check();
  });
  await step('the firm is told, and everyone can read the answer', async () => {
    await firm.visit('/skrivbord');
    await firm.sees('En idé ni vill ha har fått ett svar');
    const anyone = await visitor();
    await anyone.visit('/ideer');
    await anyone.sees(title);
    await anyone.sees(answer);
    await anyone.seesNot('Ådalens Plåt');
    await anyone.seesNot('Vi väntar länge');
    await anyone.check();
    await anyone.page.getByRole('contentinfo').getByRole('link', { name: 'Tyck till om tjänsten' })
      .click();
    await anyone.sees('Du som inte har en inloggning');
    await anyone.check();
  });
  await step('what the firm wrote becomes a need with its words', async () => {
    await firm.visit(idea);
    await firm.press('Gör till ett behov');
    await firm.check();
    await firm.fill('Det här behöver vi', 'En person som svarar i telefon');
    await firm.press('Börja med behovet');
    await firm.sees('Behovet är påbörjat med era ord');
    assert.match(firm.path(), /^\/kartlaggningar\/[0-9a-f-]{36}\/fraga\/1/);
    await firm.visit(idea);
    await firm.sees('Blev behov hos er');
  });
});

journey('two ideas that say the same become one', async ({ step, visitor }) => {
  const [stays, goes] = [`Larm för väntan ${Date.now()}`, `Väntan ska larma ${Date.now()}`];
  const write = async (person, title) => {
    await person.visit('/ideer');
    await person.press('Skriv en idé');
    await person.fill('Idén på en rad', title);
    await person.fill('Berätta mer', 'Vi vill veta när det dröjer.');
    await person.press('Skicka idén');
    await person.press('Rösta på idén');
    return person.path();
  };
  let gone;
  let left;
  const firm = await visitor(FIRM);
  await step('two firms write the same', async () => {
    left = await write(firm, stays);
    gone = await write(await visitor(OTHER), goes);
  });
  await step('the strategist puts them together', async () => {
    const strategist = await visitor('strategist');
    await strategist.visit(gone);
    await strategist.press('Slå ihop');
    await strategist.check();
    await strategist.page.locator('[name="into"]').selectOption({ label: stays });
    await strategist.fill('Hälsning till dem som ville detta', 'Det är samma sak.');
    await strategist.press('Ja, slå ihop');
    await strategist.sees('2 röster');
    await strategist.sees(goes);
    await strategist.check();
  });
  await step('the links lead both ways', async () => {
    await firm.visit(gone);
    await firm.sees('Ihopslagen');
    await firm.press(stays);
    assert.equal(firm.path(), left);
    await firm.sees(goes);
  });
});
