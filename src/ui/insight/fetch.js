// Fetches what shows the views of the insight worker.

import { fetchStyle } from '../transfer/print.js';
import { drawMarkdown } from '../widgets/prose.js';

export async function fetchViews(script, style, build, news, apply, save, broke) {
  const address = new URL(`${script}?${build}`, document.baseURI).href;
  const [{ begin }] = await Promise.all([import(address), fetchStyle(`${style}?${build}`)]);
  return begin(build, { news, apply, save, broke, drawMarkdown, fetchStyle });
}
