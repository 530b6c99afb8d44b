// What a worker begins with: it fetches and starts one of the programs in src/bin, and says so where that fails, because the
// page hears nothing of it otherwise.
//
// The query names the program, the build that the page belongs to, and its language. The build keeps files of two builds from being
// mixed up in a cache.
'use strict';

// As src/worker/answer.rs reads it.
const broken = (reason) => postMessage(['broken', String(reason)]);

const programs = { formats: ['formats.js', 'formats_bg.wasm'], insight: ['insight.js', 'insight_bg.wasm'] };

addEventListener('unhandledrejection', (event) => broken(event.reason));

/** What the program is to speak, as assets/startup.js has it for the page, with what only workers say. Without the files, that is English. */
async function spoken(locale) {
  const written = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const day = (month) => written.formatToParts(Date.UTC(2026, month, 28));
  const months = Array.from({ length: 12 }, (_, month) =>
    day(month).map(({ type, value }) => (/day|year/.test(type) ? `{${type}}` : value)).join(''));
  const pairs = [(1234567).toLocaleString(locale).replace(/\d/g, '')[0], ...months];
  const language = locale.slice(0, 2);
  if (language === 'en') return pairs;
  const files = [`texts-${language}.json`, `texts-${language}-more.json`];
  const texts = await Promise.all(files.map((file) => fetch(file).then((found) => found.json()).catch(() => ({}))));
  // Sorted, as each of the files is.
  const all = Object.entries(Object.assign({}, ...texts)).sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.concat(...all);
}

try {
  const [program, build, locale] = location.search.slice(1).split('&');
  const [script, code] = programs[program];
  const query = `?${program}&${build}`;
  importScripts(`${script}${query}`);
  // The program asks for its texts when it begins (src/bin).
  spoken(locale || 'en-GB')
    .then((pairs) => {
      self.guidepostTexts = pairs;
      return wasm_bindgen({ module_or_path: `${code}${query}` });
    })
    .catch(broken);
} catch (error) {
  broken(error);
}
