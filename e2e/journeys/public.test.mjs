// What anyone can read without an account.
import assert from 'node:assert/strict';
import { journey } from '../harness.mjs';

const PAGES = [
  ['start', '/'],
  ['services', '/insatser'],
  ['services for a question', '/insatser?q=Jag+hittar+ingen+svetsare'],
  ['a question nobody understands', '/insatser?q=xyzzy'],
  ['one service', '/insatser/demo-insats-affarsutvecklingscheck'],
  ['occupations', '/yrken'],
  ['one occupation', '/yrken/5120'],
  ['the county in figures', '/lanet'],
  ['an occupation in the county', '/lanet?yrke=5120'],
  ['open data', '/datasets'],
  ['log in', '/logga-in'],
  ['accessibility', '/tillganglighet'],
  ['privacy', '/integritet'],
  ['protected identity', '/skyddade-uppgifter'],
  ['about matching', '/om-matchning'],
];

journey('public pages', { stepsStandAlone: true }, async ({ step, visitor }) => {
  const anyone = await visitor();
  for (const [name, path] of PAGES) {
    await step(name, async () => {
      await anyone.visit(path);
      await anyone.walkWithTab();
    });
  }
});

const noScripts = { stepsStandAlone: true, javaScriptEnabled: false };

journey('public pages without scripts', noScripts, async ({ step, visitor }) => {
  const anyone = await visitor();
  for (const [name, path] of PAGES) {
    await step(name, () => anyone.visit(path));
  }
});

journey('a question in plain words', async ({ step, visitor }) => {
  const anyone = await visitor();
  await step('leads from the first page to offers for welders', async () => {
    await anyone.visit('/');
    await anyone.fill('Skriv vad som är svårt', 'Jag hittar ingen svetsare');
    await anyone.press('Sök hjälp');
    await anyone.sees('Vi läste:');
    await anyone.sees(/Svetsare/);
    const first = await anyone.page.locator('.offer h3').first().textContent();
    assert.match(first, /svets/i);
  });
  await step('and offers for one network stay in it', async () => {
    const inside = await visitor('employer-admin.ornskoldsvik@demo.samkraft.test');
    const theirs = await inside.api('/api/v1/offers?limit=200');
    const hidden = theirs.items.filter((offer) => offer.network);
    assert.ok(hidden.length > 0, 'the demo has an offer for Matlänken only');
    const everyone = await anyone.api('/api/v1/offers?limit=200');
    const public_ = new Set(everyone.items.map((offer) => offer.id));
    for (const offer of hidden) {
      assert.ok(!public_.has(offer.id), offer.title);
      await anyone.visit(`/insatser/${offer.id}`, { status: 404 });
      await anyone.visit(`/insatser?q=${encodeURIComponent(offer.title)}`);
      await anyone.seesNot(offer.title);
    }
  });
});

journey('figures', async ({ step, visitor }) => {
  const anyone = await visitor();
  await step('are the same on the page and as open data', async () => {
    await anyone.visit('/');
    const open = await anyone.api('/api/v1/open/needs-by-occupation');
    const rows = await anyone.page.locator('.hero tbody tr').all();
    assert.equal(rows.length, open.total);
    for (const [place, row] of rows.entries()) {
      const cells = await row.locator('th, td').allTextContents();
      const item = open.items[place];
      const persons = item.isSuppressed ? 'dolt' : String(item.persons);
      assert.deepEqual(cells.slice(0, 2).map((text) => text.trim()), [item.label, persons]);
      if (!item.isSuppressed) assert.ok(item.firms >= 3, item.label);
    }
  });
});

journey('a school keeps its offers', async ({ step, visitor }) => {
  const school = await visitor('provider');
  const title = `Kurs i limning ${Date.now()}`;
  await step('an empty form says what is missing', async () => {
    await school.visit('/insatser/ny');
    await school.press('Spara insatsen', { status: 422 });
    await school.page.locator('.error-summary').waitFor();
  });
  await step('a whole one is found by everyone', async () => {
    await school.fill('Namn', title);
    await school.fill('Vad får man?', 'Tre kvällar med lim och press.');
    await school.select('Sort', 'Utbildning');
    await school.choose('Utveckla');
    await school.fill('Vem är den för?', 'Anställda i snickerier');
    await school.fill('Vad kostar den?', 'Kostar inget');
    await school.fill('Vem frågar man?', 'Demo komvux, 060-00 00 00');
    await school.fill('Ord man söker med', 'limning lim snickeri');
    await school.page.locator('#k-1-fact').selectOption('employees');
    await school.page.locator('#k-1-max').fill('49');
    await school.page.locator('#k-1-reason').fill('Kursen är till för små företag.');
    await school.press('Spara insatsen');
    await school.sees('Högst 49 anställda');
    const anyone = await visitor();
    await anyone.visit('/insatser?q=limning');
    await anyone.sees(title);
  });
  await step('and can be looked through', async () => {
    await school.press('Stämmer fortfarande');
    await school.sees('Insatsen är granskad i dag.');
  });
});
