// What the worker begins with: it fetches and starts the program that reads and writes files (src/bin/formats), and says
// so where that fails, because the page hears nothing of it otherwise.
//
// The query is the build that the page belongs to. It keeps files of two builds from being mixed up in a cache.
'use strict';

// As src/worker/answer.rs reads it.
const broken = (reason) => postMessage(['broken', String(reason)]);

addEventListener('unhandledrejection', (event) => broken(event.reason));
try {
  importScripts(`formats.js${location.search}`);
  wasm_bindgen({ module_or_path: `formats_bg.wasm${location.search}` }).catch(broken);
} catch (error) {
  broken(error);
}
