// Somebody with fourteen things in hand leaves: nothing is left without a holder, the document says
// who has what, and the firm is told who its contact is now.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

journey('somebody leaves and nothing is left behind', { inBothLanguages: true }, async ({ step, visitor }) => {
  let contact;
  let firm;
  let things;
  await step('an adviser has fourteen things in hand', async () => {
    const adviser = await visitor('muni-adviser.harnosand@demo.samkraft.test');
    await adviser.visit('/organisationer?kommun=2280');
    firm = await adviser.page.evaluate(async () => {
      const answer = await fetch('/api/v1/organisations?limit=200');
      const found = (await answer.json()).items.find((one) => one.name === 'Hemsö Krog');
      return found ? found.id : null;
    });
    assert.ok(firm, 'the firm is there');
    const made = await adviser.page.evaluate(async (organisationId) => {
      const { csrfToken } = await (await fetch('/api/v1/session')).json();
      const codes = [];
      for (let nth = 1; nth <= 14; nth += 1) {
        const on = new Date(Date.now() + (nth + 20) * 864e5).toISOString().slice(0, 10);
        const answer = await fetch('/api/v1/contacts', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrfToken },
          body: JSON.stringify({
            organisationId, kind: 'call', on, topic: `Samtal ${nth}`, reason: 'Bokat sedan länge',
          }),
        });
        codes.push(answer.status);
      }
      return codes;
    }, firm);
    assert.deepEqual(made, Array(14).fill(201));
  });
  await step('without a person in the address one chooses who leaves', async () => {
    contact = await visitor('muni-contact.harnosand@demo.samkraft.test');
    await contact.visit('/overlamningar');
    await contact.visit('/overlamningar/ny');
    await contact.sees('Vem slutar?');
    await contact.page.getByRole('link', { name: 'Ingrid Malm' }).click();
    await contact.sees('Ingrid Malm slutar');
    await contact.page.setViewportSize({ width: 360, height: 760 });
    await contact.check();
    things = await contact.page.locator('select[name="to"]').count();
    assert.ok(things >= 14, `${things} things`);
  });
  await step('the wizard does not finish while one thing has nobody', async () => {
    const { page } = contact;
    const own = await page.locator('select[name="to"]').first().locator('option').nth(1)
      .getAttribute('value');
    for (let nth = 0; nth < things - 1; nth += 1) {
      await page.locator('select[name="to"]').nth(nth).selectOption(own);
    }
    await contact.press('Lämna över och avsluta uppdraget', { status: 422 });
    await contact.sees('En sak har ingen som tar över än');
    await contact.check();
    assert.equal(await page.locator('select[name="to"]').nth(12).inputValue(), own);
    await page.locator('[name="all"]').selectOption(own);
    await contact.press('Lämna över och avsluta uppdraget');
    await contact.sees('Överlämning från Ingrid Malm');
    await contact.check();
    assert.equal(await page.locator('tbody tr').count(), things);
  });
  await step('the document comes as a PDF', async () => {
    const link = contact.control('Hämta som PDF');
    const file = await contact.page.context().request.get(await link.getAttribute('href'));
    assert.equal(file.headers()['content-type'], 'application/pdf');
    const bytes = await file.body();
    assert.equal(bytes.subarray(0, 4).toString(), '%PDF');
    assert.ok(bytes.length > 10_000 && bytes.length < 500_000, `${bytes.length} bytes`);
  });
  await step('nothing is left without a holder', async () => {
    await contact.visit('/overlamningar');
    await contact.sees('Allt har någon som håller i det');
  });
  await step('the firm is told once who its contact is now', async () => {
    const employer = await visitor('employer-admin.harnosand@demo.samkraft.test');
    await employer.visit('/skrivbord');
    await employer.sees('Er kontakt är nu');
    await employer.visit('/skrivbord?lang=en');
    await employer.sees('Your contact is now');
    await employer.check();
    await employer.page.getByRole('button', { name: /^I have seen it/ }).first().press('Enter');
    await employer.sees('It is no longer shown');
  });
});
