// The list of cases: a filter saved under a name, and several cases changed at once or not at all.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

const FIRM = '559999-0016';
const ENGLISH = /^en$/;

/** Writes a call in and gives its id. */
async function call(broker, title) {
  await broker.page.goto(`/arenden/nytt?organisation=${FIRM}`);
  await broker.fill('Vad gäller det?', title);
  await broker.fill('Vad sa företaget?', 'Vi behöver två svetsare till mars.');
  await broker.control('Öppna ärendet').click();
  await broker.page.waitForURL(/\/arenden\/[0-9a-f-]{36}$/);
  return broker.path().split('/').pop();
}

const box = (person, id) => person.page.locator(`input[name="cases"][value^="${id}"]`);

/** Opens the list, newest first, and chooses two cases: one with the pointer, one by keys. */
async function chooseBoth(person, [first, second], action) {
  await person.page.goto('/arenden?urval=alla&ordning=nyast');
  await box(person, first).check();
  await box(person, second).focus();
  await person.page.keyboard.press('Space');
  assert.ok(await box(person, second).isChecked());
  await person.page.locator('#valda-action').selectOption(action);
  await person.press('Gå vidare');
}

async function savedView({ step, visitor }) {
  const broker = await visitor('broker');
  const name = `Vy ${Date.now()}`;
  await step('a filtered list is saved under a name', async () => {
    await broker.page.goto('/arenden?lage=all&urval=alla');
    await broker.press('Spara den här listan');
    await broker.sees(/Även avslutade · Hela området/);
    await broker.press('Spara vyn', { status: 422 });
    await broker.fill('Vad ska vyn heta?', name);
    await broker.press('Spara vyn');
    await broker.sees(`Vyn «${name}» är sparad.`);
  });
  await step('it stands above the list and leads to it', async () => {
    await broker.page.goto('/arenden');
    await broker.press(name);
    assert.equal(broker.path(), '/arenden?lage=all&urval=alla');
    await broker.page.locator('.views [aria-current="page"]', { hasText: name }).waitFor();
    await broker.walkWithTab();
  });
  await step('it gets another name, and the old one back', async () => {
    await broker.press('Sparade vyer');
    await broker.press(`Byt namn ${name}`);
    await broker.fill('Vad ska vyn heta?', `${name} B`);
    await broker.press('Spara vyn');
    await broker.sees(`Vyn heter nu «${name} B».`);
    await broker.press('Ångra');
    await broker.sees(`Vyn heter åter «${name}».`);
  });
  await step('it is removed, put back, and removed', async () => {
    await broker.press(`Ta bort ${name}`);
    await broker.press('Ångra');
    await broker.sees(`Vyn «${name}» är tillbaka.`);
    await broker.glance('/arenden/vyer?lang=en', ENGLISH);
    await broker.control(`Remove ${name}`).click();
    await broker.sees(`The view “${name}” is removed.`);
  });
}

journey('a saved view', savedView);
journey('a saved view without scripts', { javaScriptEnabled: false }, savedView);

async function together({ step, visitor }) {
  const broker = await visitor('broker');
  const other = await visitor('broker');
  let ids;
  await step('two cases get the same next step', async () => {
    const now = Date.now();
    ids = [await call(broker, `Flera ${now} ett`), await call(broker, `Flera ${now} två`)];
    await chooseBoth(broker, ids, 'next-step');
    await broker.press('Ändra nästa steg', { status: 422 });
    await broker.fill('Vad ska göras?', 'Ring båda');
    const soon = new Date(Date.now() + 86_400_000 * 30).toISOString().slice(0, 10);
    await broker.page.locator('[name="nextStepOn"]').fill(soon);
    await broker.press('Ändra nästa steg');
    await broker.sees('Nästa steg är sparat i 2 ärenden.');
    assert.equal(broker.path(), '/arenden?urval=alla&ordning=nyast');
    await broker.sees(/Ring båda/);
  });
  await step('when somebody was first nothing is done, and the case is named', async () => {
    await chooseBoth(broker, ids, 'take');
    await other.page.goto(`/arenden/valda?action=take&cases=${ids[1]}`);
    await other.press('Ta ärendena');
    await other.sees('Du har tagit 1 ärende.');
    await broker.press('Ta ärendena', { status: 422 });
    await broker.sees('Inget är ändrat');
    await broker.sees(/Någon annan hann ändra det/);
    assert.ok(await box(broker, ids[0]).isChecked());
    assert.ok(!(await box(broker, ids[1]).isChecked()));
  });
  await step('the rest is sent again', async () => {
    await broker.press('Ta ärendena');
    await broker.sees('Du har tagit 1 ärende.');
  });
  await step('none chosen is said in the list', async () => {
    await broker.page.goto('/arenden');
    await broker.press('Gå vidare');
    await broker.sees('Välj minst ett ärende i listan först.');
  });
  await step('in English too', async () => {
    await other.glance(`/arenden/valda?action=hand-over&cases=${ids[0]}&lang=en`, ENGLISH);
    await other.sees('Hand over several cases');
  });
}

journey('several cases at once', together);
journey('several cases at once without scripts', { javaScriptEnabled: false }, together);

journey('all cases of a page are chosen with one button', async ({ step, visitor }) => {
  const broker = await visitor('broker');
  await step('and none of them with the next', async () => {
    await broker.page.goto('/arenden?urval=mina');
    const boxes = broker.page.locator('input[name="cases"]');
    const marked = broker.page.locator('input[name="cases"]:checked');
    const all = broker.control('Välj alla på sidan');
    await all.click();
    assert.ok(await boxes.count() > 0);
    assert.equal(await marked.count(), await boxes.count());
    assert.equal(await all.getAttribute('aria-pressed'), 'true');
    await broker.check();
    await all.click();
    assert.equal(await marked.count(), 0);
  });
});
