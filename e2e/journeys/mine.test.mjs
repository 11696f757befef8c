// Trusted: what is held about oneself, who has read it, a copy to keep, and erasure.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

journey('one sees and rules over what is held about oneself', async ({ step, visitor }) => {
  const firm = await visitor('employer-admin.timra@demo.samkraft.test');
  await step('everything about oneself and the firm is on one page', async () => {
    await firm.visit('/mitt');
    await firm.sees('employer-admin.timra@demo.samkraft.test');
    await firm.sees('Företagets kartläggningar');
    await firm.walkWithTab();
  });
  await step('whoever has read it is named', async () => {
    // One's own firm is the whole list.
    await firm.visit('/organisationer');
    const broker = await visitor('broker');
    await broker.visit(firm.path());
    await firm.visit('/mitt');
    await firm.sees('Företagets sida');
    const read = await firm.api('/api/v1/me/readings');
    assert.equal(read.items[0].role, 'broker');
  });
  await step('erasure asks for one’s own address first', async () => {
    await firm.visit('/mitt/radera');
    await firm.fill('Din e-postadress', 'nagon.annan@demo.samkraft.test');
    await firm.press('Ta bort mina uppgifter nu', { status: 422 });
    await firm.sees('Det är inte den adress du loggar in med.');
  });
});

journey('a personal number is never kept', async ({ step, visitor }) => {
  const broker = await visitor('broker');
  await step('a note with one is refused, and nothing else is lost', async () => {
    await broker.visit('/kontakter/ny?organisation=559999-0016');
    await broker.fill('Vad handlar det om?', 'Ring Lena');
    await broker.page.locator('[name="note"]').fill('Hon har 850709-9805');
    broker.expectedStatus = 422;
    await broker.page.locator('form:has([name="note"]) [type="submit"]').last().click();
    await broker.page.waitForLoadState('load');
    await broker.sees('Vi sparar aldrig personnummer');
    assert.equal(await broker.page.locator('[name="topic"]').inputValue(), 'Ring Lena');
  });
});
