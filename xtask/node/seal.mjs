// Seals what a first visit downloads: each file gets a name by its content and is checked by it, there is no script within
// the page, and the page says what it may run and fetch.
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** The style within the pages that the app shows of a playbook, in frames of their own: by what it is, and by nothing else. */
const INNER_STYLES = [
  `\n${readFileSync(join(root, 'src/format/html/style.css'), 'utf8')}`,
  readFileSync(join(root, 'src/insight/lifecycle/style.css'), 'utf8'),
];

/**
 * What the page may do. `connect-src` is narrowed to the server that config.json names, as soon as that is read
 * (src/state/settings.rs). Attributes of style can't be run, and stand in what is copied by hand.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  `style-src 'self' ${INNER_STYLES.map((style) => `'${digest(style)}'`).join(' ')}`,
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' ws: wss:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** For servers that send it as a header: what a page can't say of itself comes on top. */
const HEADERS = {
  'Content-Security-Policy': `${POLICY}; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** Stands in src/ui/widgets/prose.js in place of what the content of the library has to be: it is made smaller before. */
const INTEGRITY_OF_LIBRARY = '?integrity';

export function seal({ folder, page, program, script, style, library }) {
  const at = (file) => join(folder, file);
  const write = (name, content) => {
    const file = named(name, content);
    writeFileSync(at(file), content);
    return { file, integrity: digest(content) };
  };
  const move = (file, name) => {
    const content = readFileSync(at(file));
    const to = named(name, content);
    renameSync(at(file), at(to));
    return { file: to, integrity: digest(content) };
  };
  const code = move(program, 'guidepost_bg.wasm');
  const lexer = move(library, library);
  if (!script.includes(INTEGRITY_OF_LIBRARY)) throw new Error('prose.js has no place for the integrity of the library');
  const app = write('app.js', script.replaceAll(library, lexer.file).replace(INTEGRITY_OF_LIBRARY, lexer.integrity));
  const look = write('style.css', style);

  let html = page
    .replace(/<script type=module>.*?<\/script>/s, '')
    .replaceAll(/<link [^>]*rel=(?:module)?preload[^>]*>/g, '')
    .replaceAll(/<link href=\.\/\S+\.css rel=stylesheet>/g, '');
  const startup = /<script src=\.?\/?([\w-]+\.js)><\/script>/.exec(html);
  if (!startup) throw new Error('index.html does not begin with its script');
  const first = write('startup.js', readFileSync(at(startup[1]), 'utf8'));
  if (first.file !== startup[1]) rmSync(at(startup[1]));
  html = html.replace(startup[0], `<script src=./${first.file} integrity=${first.integrity}></script>`);
  if (/<script(?![^>]* src=)|<style|\son\w+=|javascript:/i.test(html)) throw new Error('There is a script or a style within index.html');

  const head = [
    `<meta http-equiv=Content-Security-Policy content="${POLICY}">`,
    '<meta name=referrer content=no-referrer>',
    `<link rel=stylesheet href=./${look.file} integrity=${look.integrity}>`,
    // The program: assets/startup.js puts it into the page when it is to be fetched.
    '<template id=program>',
    `<script type=module src=./${app.file} integrity=${app.integrity}></script>`,
    // Checked by the script that fetches it: browsers say in the console that they don't for what is fetched ahead.
    `<link rel=preload as=fetch crossorigin href=./${code.file} data-integrity=${code.integrity}>`,
    '</template>',
  ].join('');
  writeFileSync(at('index.html'), html.replace(/<meta charset=utf-8>/, (charset) => charset + head));

  const lines = Object.entries(HEADERS).map(([name, value]) => `add_header ${name} "${value}" always;\n`);
  writeFileSync(at('headers.nginx.conf'), lines.join(''));
}

/** As HTML and policies name it. */
function digest(content) {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}

/** `app.js` as `app-0123456789abcdef.js`: whatever has this name has this content, so it can be kept for good. */
function named(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  return name.replace(/(?=(_bg)?\.(?:esm\.)?\w+$)/, `-${hash}`);
}
