// What has been looked at closely, so that nothing is looked at twice: per route, the kinds of
// element that have been there. Journeys of one run share it through the file `LOOKED`, also those
// that walk at the same time on another database: a page looks the same on both.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

const file = process.env.LOOKED;
const known = new Map();
let read = 0;

/** Reads what others have noted since last time: a line each, `[what, kinds]`. */
function catchUp() {
  if (!file || !existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  const whole = text.lastIndexOf('\n') + 1;
  for (const line of text.slice(read, whole).split('\n').filter(Boolean)) note(...JSON.parse(line));
  read = whole;
}

function note(what, kinds) {
  known.set(what, new Set([...(known.get(what) ?? []), ...kinds]));
}

/**
 * True when there is something that nobody has looked at. Whoever asks is to look: a page that is
 * wrong fails the run, wherever it was looked at.
 */
export function isMineToLookAt(what, kinds) {
  catchUp();
  const before = known.get(what);
  const news = [...kinds].filter((kind) => !before?.has(kind));
  if (before && news.length === 0) return false;
  note(what, news);
  if (file) appendFileSync(file, `${JSON.stringify([what, news])}\n`);
  return true;
}
