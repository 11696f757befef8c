// One search box for everything one may see, and the board: moved by button, by keys and by
// dragging, seen by others at once, taken back, and never overwritten.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

/** A firm in care, and the broker on whose desk its cases land: the one with fewest cases. */
const FIRM = '559999-0172';
const FIRM_NAME = 'Sörberge Hemtjänst';
const BROKER = 'broker.timra@demo.samkraft.test';
/** How soon another browser shows a move, in milliseconds. */
const SEEN_WITHIN = 1_000;
/** How soon the hits stand under the field, in milliseconds. */
const FOUND_WITHIN = 1_000;

/** Writes a call in and gives its id. */
async function call(broker, title) {
  await broker.page.goto(`/arenden/nytt?organisation=${FIRM}`);
  await broker.fill('Vad gäller det?', title);
  await broker.fill('Vad sa företaget?', 'Vi behöver två undersköterskor till mars.');
  await broker.control('Öppna ärendet').click();
  await broker.page.waitForURL(/\/arenden\/[0-9a-f-]{36}$/);
  return broker.path().split('/').pop();
}

const column = (person, code) => person.page.locator(`[data-column="${code}"]`);
const card = (person, id) => person.page.locator(`#kort-${id}`);
const standsIn = (person, code, id) => column(person, code).locator(`#kort-${id}`);

/** Opens the board and says in which column a case stands. */
async function columnOf(person, id) {
  await person.page.goto('/arenden/tavla');
  return card(person, id).locator('xpath=ancestor::section').getAttribute('data-column');
}

async function move(person, id, name) {
  await card(person, id).locator('summary').click();
  await card(person, id).getByRole('button', { name, exact: true }).click();
}

async function byButton({ step, visitor }) {
  const broker = await visitor(BROKER);
  let id;
  await step('a call stands among the new ones', async () => {
    id = await call(broker, `Tavla ${Date.now()}`);
    assert.match(await columnOf(broker, id), /^(new|assigned)$/);
    await broker.check();
  });
  await step('a button moves it, and undo moves it back', async () => {
    await move(broker, id, 'Besvarade');
    await standsIn(broker, 'answered', id).waitFor();
    await broker.sees(/står nu i «Besvarat»/);
    await broker.check();
    await broker.control('Ångra').click();
    await broker.sees(/står åter i/);
    assert.equal(await standsIn(broker, 'answered', id).count(), 0);
  });
  await step('closing asks how it ended', async () => {
    await move(broker, id, 'Avsluta ärendet …');
    await broker.page.waitForURL(/till=closed/);
    await broker.check();
    await broker.choose('Behovet är löst');
    await broker.fill('Berätta för företaget', 'Två undersköterskor började i går.');
    await broker.page.locator('#formular [type="submit"]').last().click();
    await standsIn(broker, 'closed', id).waitFor();
    await broker.check();
  });
}

journey('the board by button', byButton);
journey('the board without scripts', { javaScriptEnabled: false }, byButton);

journey('the board by keys, by dragging and by two at once', async ({ step, visitor }) => {
  const broker = await visitor(BROKER);
  const other = await visitor(BROKER);
  let id;
  await step('Shift and an arrow move a card, and focus goes along', async () => {
    id = await call(broker, `Tangenter ${Date.now()}`);
    await columnOf(broker, id);
    await move(broker, id, 'Besvarade');
    await standsIn(broker, 'answered', id).waitFor();
    await card(broker, id).locator('.board-card__title a').focus();
    await broker.page.keyboard.press('Shift+ArrowRight');
    await standsIn(broker, 'plan-agreed', id).waitFor();
    const focused = await broker.page.evaluate(() => document.activeElement.closest('li')?.id);
    assert.equal(focused, `kort-${id}`);
  });
  await step('another browser sees a move within a second', async () => {
    await columnOf(other, id);
    await other.page.waitForTimeout(300);
    await move(broker, id, 'Görs');
    await standsIn(broker, 'in-progress', id).waitFor();
    const since = Date.now();
    await standsIn(other, 'in-progress', id).waitFor();
    const took = Date.now() - since;
    console.log(`seen by the other after ${took} ms`);
    assert.ok(took <= SEEN_WITHIN, `${took} ms`);
  });
  await step('a card is dragged to a column that takes it, and to no other', async () => {
    // Every column within the window: what is dragged cannot wait for the page to scroll.
    await broker.page.setViewportSize({ width: 2000, height: 2000 });
    await card(broker, id).dragTo(column(broker, 'new').locator('.board__head'));
    await broker.page.waitForURL(/till=new/);
    await columnOf(broker, id);
    await card(broker, id).dragTo(column(broker, 'answered').locator('.board__head'));
    assert.equal(await standsIn(broker, 'in-progress', id).count(), 1);
    await card(broker, id).dragTo(column(broker, 'waiting').locator('.board__head'));
    await standsIn(broker, 'waiting', id).waitFor();
  });
  await step('who comes second is told, and overwrites nothing', async () => {
    await columnOf(other, id);
    // An open menu holds the page as it is.
    await card(other, id).locator('summary').click();
    await move(broker, id, 'Följs upp');
    await standsIn(broker, 'follow-up', id).waitFor();
    other.expectedStatus = 409;
    await card(other, id).getByRole('button', { name: 'Görs', exact: true }).click();
    await other.sees('Kortet flyttades inte');
    await other.sees(/Ärendet står nu i «Följs upp»/);
    assert.equal(await standsIn(other, 'follow-up', id).count(), 1);
    await other.check();
  });
  await step('in English too', async () => {
    await other.glance('/arenden/tavla?lang=en', /^en$/);
    await other.sees('The board');
  });
});

journey('the search box', async ({ step, visitor }) => {
  const broker = await visitor(BROKER);
  const field = broker.page.locator('#sokruta');
  await step('Ctrl-K leads to the field, and what is typed is found', async () => {
    await broker.page.goto('/skrivbord');
    await broker.page.keyboard.press('Control+k');
    assert.ok(await field.evaluate((one) => one === document.activeElement));
    const since = Date.now();
    await broker.page.keyboard.type('svets');
    await broker.page.locator('[data-search-panel] .hit').first().waitFor();
    const took = Date.now() - since;
    console.log(`found after ${took} ms`);
    assert.ok(took <= FOUND_WITHIN + 500, `${took} ms`);
    await broker.check();
  });
  await step('arrows go through the hits and Enter opens one', async () => {
    await field.focus();
    await broker.page.keyboard.press('ArrowDown');
    const first = await broker.page.evaluate(() => document.activeElement.getAttribute('href'));
    await broker.page.keyboard.press('ArrowDown');
    await broker.page.keyboard.press('ArrowUp');
    await broker.page.keyboard.press('Enter');
    await broker.page.waitForURL(`**${first}`);
  });
  await step('Escape closes, Enter in the field shows the page', async () => {
    await broker.page.keyboard.press('Control+k');
    await broker.page.keyboard.type('kommun');
    await broker.page.locator('[data-search-panel] .hit').first().waitFor();
    await broker.page.keyboard.press('Escape');
    assert.ok(await broker.page.locator('[data-search-panel]').isHidden());
    await broker.page.keyboard.press('Enter');
    await broker.page.waitForURL(/\/sok\?q=kommun/);
    await broker.check();
    await broker.sees('Visa alla företag som passar');
  });
  await step('in English too', async () => {
    await broker.glance('/sok?q=svets&lang=en', /^en$/);
  });
});

journey('the search box without scripts', { javaScriptEnabled: false }, async ({ step, visitor }) => {
  const broker = await visitor(BROKER);
  await step('the form leads to the page', async () => {
    await broker.page.goto('/skrivbord');
    await broker.page.locator('#sokruta').fill(FIRM);
    await broker.press('Sök');
    await broker.sees(FIRM_NAME);
  });
});
