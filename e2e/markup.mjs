// A page's source: whether it follows the HTML standard, what it is made of, and where it leads.
import { HtmlValidate } from 'html-validate';
import { parse } from 'parse5';

/** The rules of the standard alone: what may stand where, and with which attributes and values. */
const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard'] });

/** Attributes that name other elements of the page by their ids. */
const REFERENCES = [
  'for', 'list', 'form', 'headers', 'popovertarget', 'commandfor', 'aria-labelledby',
  'aria-describedby', 'aria-controls', 'aria-owns', 'aria-details', 'aria-errormessage',
];
/** Attributes whose value decides what an element is, so that another value is another kind. */
const TELLING = new Set([
  'autocomplete', 'dir', 'enctype', 'enterkeyhint', 'inputmode', 'lang', 'method', 'popover', 'rel',
  'role', 'scope', 'spellcheck', 'target', 'translate', 'type', 'wrap',
]);
/** Attributes of ours that say nothing about what an element is. */
const OWN = /^data-/;
/** The outermost elements are the same on every page; scripts and language mark them. */
const ROOTS = new Set(['html', 'head', 'body']);
const HEADING = /^h[1-6]$/;
const LANDMARKS = new Set(['header', 'nav', 'main', 'aside', 'footer', 'form', 'section']);

/** One page, read as a browser reads it. */
export class Markup {
  constructor(source) {
    this.source = source;
    this.parseFaults = [];
    const onParseError = ({ code, startLine, startCol }) => {
      this.parseFaults.push(`${code} in line ${startLine}, column ${startCol}`);
    };
    this.elements = [];
    this.#collect(parse(source, { onParseError }), -1);
  }

  #collect(node, parent) {
    let place = parent;
    if (node.tagName) {
      place = this.elements.length;
      const attributes = new Map(node.attrs.map(({ name, value }) => [name, value]));
      const isText = ({ nodeName, value }) => nodeName === '#text' && value.trim() !== '';
      const hasText = node.childNodes.some(isText);
      this.elements.push({ tag: node.tagName, attributes, parent, hasText });
    }
    for (const child of (node.content ?? node).childNodes ?? []) this.#collect(child, place);
  }

  /** What is wrong and found at once: how it is written, ids used twice, and ids that are missing. */
  faults() {
    const faults = [...this.parseFaults];
    const ids = new Set();
    for (const { tag, attributes } of this.elements) {
      const id = attributes.get('id');
      if (ids.has(id)) faults.push(`<${tag} id="${id}">: the id is used twice`);
      if (id !== undefined) ids.add(id);
    }
    for (const { tag, attributes } of this.elements) {
      for (const [name, id] of namedIds(attributes)) {
        if (!ids.has(id)) faults.push(`<${tag} ${name}="${id}">: nothing has this id`);
      }
    }
    return faults;
  }

  /** What breaks the standard's rules of content; takes a tenth of a second for a long page. */
  async nonconformities() {
    const { results } = await validator.validateString(this.source);
    return results.flatMap(({ messages }) => messages)
      .map(({ ruleId, message, selector, line }) => `${ruleId} in line ${line}: ${message} (${selector})`);
  }

  /** Every kind of element there is, each with all around it, as numbers: the page without words. */
  kinds() {
    const all = new Set();
    const chains = [];
    let heading = '';
    for (const { tag, attributes, parent, hasText } of this.elements) {
      const above = parent < 0 ? 0 : chains[parent];
      const own = ROOTS.has(tag) ? tag : `${tag} ${describe(attributes)} ${hasText}`;
      const chain = mix(above, own);
      chains.push(chain);
      all.add(chain);
      if (HEADING.test(tag) || LANDMARKS.has(tag)) {
        // What follows upon what matters too.
        all.add(mix(mix(0, heading), tag));
        heading = tag;
      }
    }
    return all;
  }

  /** Addresses on this site that it links to, with their queries. */
  links() {
    const found = new Set();
    for (const { tag, attributes } of this.elements) {
      const href = attributes.get('href') ?? '';
      if (tag === 'a' && /^\/(?!\/)/.test(href)) found.add(href.replace(/#.*/, ''));
    }
    return [...found];
  }
}

/** Pairs of attribute and id that an element names; a link to `#` leads to the top. */
function namedIds(attributes) {
  const pairs = REFERENCES.filter((name) => attributes.has(name)).flatMap((name) => (
    attributes.get(name).split(/\s+/).filter(Boolean).map((id) => [name, id])
  ));
  const href = attributes.get('href') ?? '';
  if (/^#./.test(href)) pairs.push(['href', decodeURIComponent(href.slice(1))]);
  return pairs;
}

/** What an element is, apart from its words. */
function describe(attributes) {
  const parts = [];
  for (const [name, value] of attributes) {
    if (OWN.test(name)) continue;
    const isTelling = TELLING.has(name) || (name.startsWith('aria-') && /^[a-z]+$/.test(value));
    const classes = name === 'class' ? value.trim().split(/\s+/).toSorted().join('.') : '';
    parts.push(isTelling ? `${name}=${value}` : `${name}${classes}`);
  }
  return parts.toSorted().join(' ');
}

/** FNV-1a, 32 bits, going on from another. */
function mix(seed, text) {
  let hash = seed ^ 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return hash >>> 0;
}
