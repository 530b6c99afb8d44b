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
async function spoken(language) {
  if (language === 'en') return [];
  const files = [`texts-${language}.json`, `texts-${language}-more.json`];
  const texts = await Promise.all(files.map((file) => fetch(file).then((found) => found.json()).catch(() => ({}))));
  // Sorted, as each of the files is.
  return Object.entries(Object.assign({}, ...texts)).sort(([a], [b]) => (a < b ? -1 : 1)).flat();
}

/** How numbers and days are written, and the alphabet: what the program asks while it runs (src/worker/message.rs, src/bin/insight/main.rs). */
function writing(locale) {
  let written;
  let alphabet;
  return {
    number: (value) => value.toLocaleString(locale),
    day(year, month, day) {
      written ??= new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
      return written.format(Date.UTC(year, month - 1, day));
    },
    compare: (a, b) => (alphabet ??= new Intl.Collator(locale)).compare(a, b),
  };
}

try {
  const [program, build, locale = 'en-GB'] = location.search.slice(1).split('&');
  const [script, code] = programs[program];
  const query = `?${program}&${build}`;
  importScripts(`${script}${query}`);
  // The program asks for its texts when it begins (src/bin).
  self.guidepostLanguage = writing(locale);
  spoken(locale.slice(0, 2))
    .then((pairs) => {
      self.guidepostTexts = pairs;
      return wasm_bindgen({ module_or_path: `${code}${query}` });
    })
    .catch(broken);
} catch (error) {
  broken(error);
}
