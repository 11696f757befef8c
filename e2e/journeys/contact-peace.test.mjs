// Contact peace: the firm says how it wants to be met, and who plans a contact keeps to it or says
// why not.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

const FIRM = 'demo-timra-lack';
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const QUIET = { from: day(60), within: day(65), until: day(80) };

async function plan(visitor, kind) {
  await visitor.visit(`/kontakter/ny?organisation=${FIRM}&kind=${kind}&on=${QUIET.within}`);
}

journey('a firm is left in peace when it asks to be', { inBothLanguages: true }, async ({ step, visitor }) => {
  const firm = await visitor('employer-admin.timra@demo.samkraft.test');
  await step('the firm says when it wants to be left alone', async () => {
    await firm.visit('/kontaktfrid');
    await firm.walkWithTab();
    await firm.press('Lägg till perioden', { status: 422 });
    await firm.fill('Första dagen', QUIET.from);
    await firm.fill('Sista dagen', QUIET.until);
    await firm.fill('Varför?', 'Vi bygger om lackboxen');
    await firm.press('Lägg till perioden');
    await firm.sees('Vi bygger om lackboxen');
  });
  await step('and whom to ask for', async () => {
    await firm.fill('Vem ska man fråga efter?', 'Platschefen på eftermiddagen');
    await firm.press('Spara önskemålen');
    await firm.sees('Era önskemål är sparade');
  });
  const adviser = await visitor('af-adviser');
  await step('a survey is refused before anything is written, and when it is', async () => {
    await plan(adviser, 'survey');
    await adviser.sees('Det går inte');
    await adviser.sees('Platschefen på eftermiddagen');
    const address = `/api/v1/contact-peace?organisation=${FIRM}&kind=survey&on=${QUIET.within}`;
    const { verdict } = await adviser.api(address);
    assert.equal(verdict.outcome, 'refused');
    assert.equal(verdict.reasons[0].code, 'quiet-survey');
    await adviser.fill('Vad handlar det om?', 'Enkät om kompetens');
    await adviser.press('Spara kontakten', { status: 422 });
    await adviser.sees('Då går det inte att skicka enkäter');
  });
  await step('a visit needs a reason', async () => {
    await adviser.choose('Besök');
    await adviser.press('Visa vad som gäller');
    await adviser.sees('Företaget har bett om något annat');
    await adviser.press('Spara kontakten', { status: 422 });
    await adviser.fill('Varför kan det inte vänta?', 'Stödet går bara att söka i februari');
    await adviser.press('Spara kontakten');
    await adviser.sees('Företaget ser ditt skäl');
  });
  await step('which the firm reads, and nobody else', async () => {
    await firm.visit('/skrivbord');
    await firm.press('En kontakt går emot era önskemål');
    await firm.sees('Stödet går bara att söka i februari');
    const broker = await visitor('broker');
    await plan(broker, 'call');
    await broker.sees('Enkät om kompetens');
    await broker.seesNot('Stödet går bara att söka i februari');
  });
  await step('and takes its word back', async () => {
    await firm.visit('/kontaktfrid');
    await firm.press(/^Ta bort perioden/);
    await firm.sees('Den tysta perioden är borttagen');
  });
});

journey('contact peace works without scripts', { javaScriptEnabled: false }, async (story) => {
  const adviser = await story.visitor('af-adviser');
  await story.step('the verdict comes before anything is written', async () => {
    await adviser.visit('/kontakter/ny?organisation=demo-sidensjo-mobler&kind=visit');
    await adviser.sees('Företaget har bett om något annat');
    await adviser.sees('Samordna');
  });
});
