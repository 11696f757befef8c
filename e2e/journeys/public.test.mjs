// What anyone can read without an account.
import { journey } from '../harness.mjs';

const PAGES = [
  ['start', '/'],
  ['services', '/insatser'],
  ['log in', '/logga-in'],
  ['accessibility', '/tillganglighet'],
  ['privacy', '/integritet'],
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
