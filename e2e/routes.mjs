// Every address of the house and who may open it: the table of rights that the tests of `web` keep.
import { readFileSync } from 'node:fs';

const TABLE = new URL(
  '../crates/web/tests/it/snapshots/'
    + 'it__matrix__nothing_leaks_to_another_role_organisation_or_county.snap',
  import.meta.url,
);

/** Routes in the table's order: `{ method, path, readers }`; readers are roles that are answered 200. */
export const routes = read(readFileSync(TABLE, 'utf8'));

function read(table) {
  const found = [];
  for (const line of table.split('\n')) {
    const [, method, path] = /^([A-Z]+) (\/\S*) \[/.exec(line) ?? [];
    const [, callers] = /^ {2}.{12} 200 (.*)$/.exec(line) ?? [];
    if (path) found.push({ method, path, readers: new Set() });
    for (const caller of callers?.split(' ') ?? []) found.at(-1).readers.add(caller);
  }
  return found;
}

const parts = (path) => path.split('/');
const places = (path) => path.split('{').length;
const patterns = [...new Set(routes.map(({ path }) => path))]
  .toSorted((one, other) => places(one) - places(other))
  .map((path) => ({ path, parts: parts(path) }));

/** The route that an address belongs to, or the address itself. */
export function routeOf(address) {
  const wanted = parts(address.replace(/[?#].*/, ''));
  const fits = (pattern) => pattern.parts.length === wanted.length
    && pattern.parts.every((part, place) => part.startsWith('{') || part === wanted[place]);
  return patterns.find(fits)?.path ?? address;
}
