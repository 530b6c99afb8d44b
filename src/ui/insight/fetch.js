// Fetches what shows the views of the insight worker, once somebody comes to one.

import { drawMarkdown } from '../widgets/prose.js';

export async function fetchViews(script, style, build, news, apply, save, broke) {
  const at = (file) => new URL(`${file}?${build}`, document.baseURI).href;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = at(style);
  const styled = new Promise((resolve) => (link.onload = link.onerror = resolve));
  document.head.append(link);
  const [{ begin }] = await Promise.all([import(at(script)), styled]);
  return begin(build, { news, apply, save, broke, drawMarkdown });
}
