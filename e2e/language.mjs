// One story in two languages: a journey is written in Swedish, and where it is walked in English
// every text of ours is found among the Swedish messages and read as the same message in English.
// Each database walks such a story in a language of its own.
import { readFileSync, readdirSync } from 'node:fs';
import { parse } from '@fluent/syntax';
import { database } from './settings.mjs';

/** The language of stories that are told in both. */
export const storyLanguage = database === 'postgres' ? 'en' : 'sv';

/** What no message of ours says word for word, in the language of the story. */
export function either(swedish, english) {
  return storyLanguage === 'en' ? english : swedish;
}

const LOCALES = new URL('../crates/web/locales/', import.meta.url);
/** Letters that a message has besides its values: one with fewer would fit any name. */
const LEAST_LETTERS = 3;
/** What stands where a message has a value. */
const VALUE = Symbol('value');
/** A value that is written in another way in another language: a number or a day. */
const DIFFERS = /\d/;

/** Every message of a language by its key, as the forms it can take: a list of parts each. */
function messages(language) {
  const folder = new URL(`${language}/`, LOCALES);
  const found = new Map();
  for (const file of readdirSync(folder).toSorted()) {
    const { body } = parse(readFileSync(new URL(file, folder), 'utf8'), { withSpans: false });
    for (const entry of body) {
      if (entry.type === 'Message' && entry.value) found.set(entry.id.name, forms(entry.value));
    }
  }
  return found;
}

function forms(pattern) {
  let all = [[]];
  for (const element of pattern.elements) {
    const next = element.type === 'TextElement' ? [[element.value]] : formsOf(element.expression);
    all = all.flatMap((before) => next.map((after) => [...before, ...after]));
  }
  return all;
}

function formsOf(expression) {
  if (expression.type === 'SelectExpression') {
    return expression.variants.flatMap(({ value }) => forms(value));
  }
  return [[expression.type === 'StringLiteral' ? expression.value : VALUE]];
}

const escape = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

let known;

/** The Swedish forms, each with what the same message says in English. */
function pairs() {
  if (known) return known;
  const english = messages('en');
  known = [...messages('sv')].flatMap(([key, all]) => all.map((parts) => ({
    texts: parts.filter((part) => part !== VALUE).map(spaced),
    whole: new RegExp(`^${source(parts, '(.+?)')}$`, 'u'),
    example: parts.map((part) => (part === VALUE ? '…' : spaced(part))).join(''),
    english: english.get(key) ?? [],
  }))).filter(({ texts }) => lettersIn(texts) >= LEAST_LETTERS);
  return known;
}

/** Spaces as a browser shows them. */
function spaced(text) {
  return text.replace(/\s+/g, ' ');
}

function lettersIn(texts) {
  return texts.join('').replace(/[^\p{L}]/gu, '').length;
}

/** A form as a pattern, with the values that are known; the others are whatever `value` fits. */
function source(parts, value, values = []) {
  const left = [...values];
  return parts.map((part) => {
    if (part !== VALUE) return escape(spaced(part));
    const given = left.shift();
    return given && !DIFFERS.test(given) ? escape(given) : value;
  }).join('');
}

/** The Swedish messages that a text is, or is a part of: those that share most with it. */
function fitting(text) {
  if (text instanceof RegExp) return pairs().filter(({ example }) => text.test(example));
  const fits = pairs().flatMap((pair) => {
    const match = pair.whole.exec(text);
    if (match) return [{ ...pair, values: match.slice(1), shared: lettersIn(pair.texts) + 1 }];
    const isPart = pair.texts.some((part) => part.includes(text));
    return isPart ? [{ ...pair, shared: lettersIn([text]) }] : [];
  });
  const most = Math.max(...fits.map(({ shared }) => shared));
  return fits.filter(({ shared }) => shared === most);
}

/**
 * What a Swedish text, or a pattern for one, is in English: a pattern, of the whole text when it is
 * `exact`. A text that is no message of ours, such as the name of a firm, is the same in both.
 */
export function inEnglish(text, { exact = false } = {}) {
  const all = fitting(text).flatMap(({ english, values }) => (
    english.map((parts) => source(parts, '.+?', values))
  ));
  if (all.length === 0) return text;
  const one = `(?:${[...new Set(all)].join('|')})`;
  const isPattern = text instanceof RegExp;
  const begins = isPattern ? text.source.startsWith('^') : exact;
  return new RegExp(`${begins ? '^\\s*' : ''}${one}${exact && !isPattern ? '\\s*$' : ''}`, 'u');
}
