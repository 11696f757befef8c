// Every page that each role may open, from the table of rights: it answers, follows the HTML
// standard and leads nowhere that is not there. What is new on it is looked at in both widths and
// in both colour schemes. Runs first, so that later journeys look at what only they bring.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkMarkup } from '../checks.mjs';
import { journey } from '../harness.mjs';
import { Markup } from '../markup.mjs';
import { routeOf, routes } from '../routes.mjs';
import { roles } from '../settings.mjs';

/** How many things of a kind are opened in one role. */
const THINGS = 2;
/** How long the pages of one role may take, in milliseconds. */
const LIMIT = 600_000;
/**
 * Pages that no link leads to in a new demo: what they are about comes with a mail, with a provider
 * of logins, or is made by the journeys that go there.
 */
const APART = [
  '/uppfoljning/{token}', '/utskick/avsluta/{token}', '/utskick/{id}', '/logga-in/tjanst',
  '/logga-in/tjanst/svar', '/kartlaggningar/{id}/be-om-ledare',
  '/k/{token}/be-om-ledare', '/k/{token}/avgangar',
  '/k/{token}', '/k/{token}/fraga/{at}', '/k/{token}/granska', '/k/{token}/avbryt',
  '/overlamningar/{id}/lista.csv', '/overlamningar/{id}/lista.pdf',
  '/arenden/tavla/{id}', '/arenden/valda', '/arenden/vyer/{id}',
  '/arenden/{id}/anteckningar/{note}',
  '/samlingar/{id}/svar',
  '/ideer/{id}/andra', '/ideer/{id}/ta-tillbaka', '/ideer/{id}/behov',
  '/ideer/{id}/inlagg/{post}/ta-bort', '/ideer/{id}/inlagg/{post}/dolj',
  '/ideer/{id}/inlagg/{post}/behov',
  '/kontakter/{id}/tid', '/kontakter/{id}/samordna', '/samordning/{id}', '/behov/{id}/uppgift/{fact}',
];
/** Those who work with most kinds of things first: what they have seen is not new to the others. */
const FIRST = ['public', 'broker', 'admin', 'employer-admin', 'leader', 'provider'];

const pages = routes.filter(({ method, path }) => (
  method === 'GET' && !path.startsWith('/api/') && !path.startsWith('/assets/')
));
const reached = new Map(pages.map(({ path }) => [path, new Set()]));

test('what is wrong in the source of a page is found', async () => {
  const wrong = {
    '<p><div></div></p>': /stray|p-end-tag|end-tag/i,
    '<ul><div></div></ul>': /element-permitted-content/,
    '<a href="/"><button type="button">x</button></a>': /element-permitted-content/,
    '<button type="zub">x</button>': /attribute-allowed-values/,
    '<b id="a"></b><b id="a"></b>': /used twice/,
    '<label for="a">x</label>': /nothing has this id/,
    '<p title="a" title="b">x</p>': /duplicate-attribute/,
    '<center>x</center>': /deprecated/,
    '<dl><p>x</p></dl>': /element-permitted-content/,
    '<img src="/x.png" alt="">': /^$/,
  };
  for (const [body, expected] of Object.entries(wrong)) {
    const source = '<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>x</title>'
      + `</head><body><main>${body}</main></body></html>`;
    const markup = new Markup(source);
    const faults = [...markup.faults(), ...await markup.nonconformities()];
    assert.match(faults.join('\n'), expected, body);
  }
});

test('a page is new when something on it is, and not for its words', () => {
  const kinds = (body) => new Markup(`<!doctype html><html><body>${body}</body></html>`).kinds();
  const first = kinds('<h1 id="a">En</h1><p class="lede">Ord</p>');
  assert.deepEqual(kinds('<h1 id="b">Två</h1><p class="lede">Fler ord</p>'), first);
  for (const other of [
    '<h1>En</h1><p class="lede muted">Ord</p>', '<h1>En</h1><p class="lede"></p>',
    '<h1>En</h1><h3>Två</h3>', '<h1>En</h1><p class="lede" aria-hidden="true">Ord</p>',
  ]) {
    assert.ok([...kinds(other)].some((kind) => !first.has(kind)), other);
  }
});

/** What kind of address it is: the route, and what it is narrowed by. */
function kindOf(address) {
  const { pathname, searchParams } = new URL(address, 'http://localhost');
  return `${routeOf(pathname)}?${[...searchParams.keys()].toSorted().join('&')}`;
}

/** Goes through all pages from those without a name in their address, by the links on them. */
async function walk(person, role) {
  const mayRead = ({ path, readers }) => (
    !path.includes('{') && (readers.has('all') || readers.has(role))
  );
  const queue = pages.filter(mayRead).map(({ path }) => ({ path, from: 'the table of rights' }));
  const asked = new Set(queue.map(({ path }) => path));
  const counts = new Map();
  for (const { path, from } of queue) {
    const response = await person.page.context().request.get(path);
    assert.equal(response.status(), 200, `${path} from ${from} answered ${response.status()}`);
    reached.get(routeOf(new URL(response.url()).pathname))?.add(role);
    if (!(response.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    const { markup, isNew } = await checkMarkup(await response.text(), response.url());
    if (isNew) await person.look(path);
    for (const link of markup.links()) {
      const kind = kindOf(link);
      const count = counts.get(kind) ?? 0;
      const limit = kind.includes('{') && kind.endsWith('?') ? THINGS : 1;
      if (asked.has(link) || count >= limit || /[?&]lang=/.test(link)) continue;
      counts.set(kind, count + 1);
      asked.add(link);
      queue.push({ path: link, from: path });
    }
  }
}

const rest = roles.filter((role) => !FIRST.includes(role));
for (const role of [...FIRST, ...rest]) {
  journey(`every page for ${role}`, { limit: LIMIT }, async ({ step, visitor }) => {
    await step('answers and is right', async () => {
      const person = await visitor();
      if (role !== 'public') await person.login(role);
      await walk(person, role);
    });
  });
}

test('there is no page that nobody has been to', () => {
  const unseen = pages.filter(({ path }) => reached.get(path).size === 0).map(({ path }) => path);
  assert.deepEqual(unseen.filter((path) => !APART.includes(path)), []);
});
