// What has been looked at closely, so that nothing is looked at twice: per route, the kinds of
// element that have been there. Journeys of one run share it through the file `LOOKED`.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const file = process.env.LOOKED;
const stored = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const known = new Map(Object.entries(stored).map(([what, kinds]) => [what, new Set(kinds)]));

/** True when there is something that has not been looked at before. */
export function isNews(what, kinds) {
  const before = known.get(what);
  return !before || [...kinds].some((kind) => !before.has(kind));
}

/** Remembers what has been looked at and found right. */
export function remember(what, kinds) {
  known.set(what, new Set([...(known.get(what) ?? []), ...kinds]));
}

process.on('exit', () => {
  if (!file) return;
  const all = [...known].map(([what, kinds]) => [what, [...kinds]]);
  writeFileSync(file, JSON.stringify(Object.fromEntries(all)));
});
