// What a worker begins with: it fetches and starts one of the programs in src/bin, and says so where that fails, because the
// page hears nothing of it otherwise.
//
// The query names the program and the build that the page belongs to. The build keeps files of two builds from being
// mixed up in a cache.
'use strict';

// As src/worker/answer.rs reads it.
const broken = (reason) => postMessage(['broken', String(reason)]);

const programs = { formats: ['formats.js', 'formats_bg.wasm'], insight: ['insight.js', 'insight_bg.wasm'] };

addEventListener('unhandledrejection', (event) => broken(event.reason));
try {
  const [script, code] = programs[location.search.slice(1).split('&')[0]];
  importScripts(`${script}${location.search}`);
  wasm_bindgen({ module_or_path: `${code}${location.search}` }).catch(broken);
} catch (error) {
  broken(error);
}
