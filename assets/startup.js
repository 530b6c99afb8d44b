// Says what is going on while the app loads, what to do when it does not, and when it stops. Plain old JavaScript, so that
// browsers which are too old for the app can still say so.
(function () {
  'use strict';
  var SLOW = 20000;

  // The language of the interface is the one that was chosen on the page of all playbooks, or else the first of the browser's that
  // there are texts in. English ones stand in the programs; all others are a file, and what is said before it is here stands below.
  var EARLY = {
    de: {
      'Loading…': 'Wird geladen …',
      'Still loading…': 'Wird noch geladen …',
      'Reload the page': 'Seite neu laden',
      'Guidepost could not be loaded.': 'Guidepost konnte nicht geladen werden.',
      'The browser says: {}': 'Der Browser meldet: {}'
    }
  };
  var chosen;
  try { chosen = JSON.parse(localStorage.getItem('guidepost/preferences')).language; } catch (none) { /* The browser's, then. */ }
  var wanted = [chosen || ''].concat(navigator.languages || navigator.language || '').filter(function (tag) {
    return /^(en|de)\b/i.test(tag);
  });
  var language = (wanted[0] || 'en').slice(0, 2).toLowerCase();
  // Of a country, where the browser names one: dates and numbers are written as there.
  var locale = wanted.filter(function (tag) { return tag.indexOf(language + '-') === 0; })[0] || (language === 'en' ? 'en-GB' : language);
  var texts = EARLY[language] || {};
  document.documentElement.lang = locale;

  // A text in the language of the interface, with values in place of the braces.
  function tr(english) {
    var values = [].slice.call(arguments, 1);
    var next = 0;
    return (texts[english] || english).replace(/\{(\d*)\}/g, function (_, place) { return values[place || next++]; });
  }

  function number(value, options) { return new Intl.NumberFormat(locale, options).format(value); }

  window.guidepostLanguage = { language: language, locale: locale, tr: tr, number: number };
  if (window.fetch && window.Promise) {
    // What the program speaks: English texts with what they are, in turn (src/language.rs). Where the file does not arrive, that is
    // English.
    window.guidepostLanguage.ready = language === 'en' ? Promise.resolve([]) : fetch('texts-' + language + '.json')
      .then(function (file) { return file.ok ? file.json() : {}; })
      .catch(function () { return {}; })
      .then(function (all) {
        var pairs = [];
        for (var english in all) pairs.push(english, texts[english] = all[english]);
        return pairs;
      });
  }

  var startup = document.getElementById('startup');
  var status = startup.querySelector('[role=status]');
  var stopped = false;

  function add(parent, tag, text) {
    var element = parent.appendChild(document.createElement(tag));
    element.textContent = text;
    return element;
  }

  // Whoever comes for the first time has something to read meanwhile; the page of all playbooks says the same.
  function isNew() {
    try {
      for (var at = 0; at < localStorage.length; at += 1) {
        if (localStorage.key(at).indexOf('guidepost/playbook/') === 0) return false;
      }
    } catch (refused) { /* Then nothing is stored. */ }
    return !location.hash;
  }
  var about;
  var ready = window.guidepostLanguage.ready;
  if (ready && isNew()) {
    about = add(startup, 'p', '');
    about.id = 'startup-about';
    // Once it can be said in the language that is asked for: in English, that is before anything is drawn.
    ready.then(function () {
      about.textContent = tr('A playbook is the one document that says what every word means, how a record moves from first contact to ' +
        'customer, and who looks after which tool. Marketing, sales and operations write it together, and whoever is new finds the ' +
        'answers there.');
    });
  }

  // A script that is fetched once it is put into the page.
  function module(file) {
    var script = document.createElement('script');
    script.type = 'module';
    script.src = file;
    return script;
  }

  var bar = add(startup, 'div', '');
  bar.id = 'startup-bar';
  var reload = add(startup, 'button', tr('Reload the page'));
  reload.onclick = function () { location.reload(); };

  // What the screen says, whether it may still change, and whether reloading may help.
  function show(lines, busy, again) {
    status.textContent = '';
    lines.forEach(function (line) { add(status, 'p', tr(line)); });
    bar.hidden = !busy;
    if (about) about.hidden = !busy;
    reload.hidden = !again;
  }

  // The app takes this screen away when it has started; what happens later is its own affair.
  function over() {
    return stopped || !document.body.contains(startup);
  }

  function stop(lines, detail) {
    if (over()) return;
    stopped = true;
    show(lines, false, true);
    if (detail) add(add(status, 'p', ''), 'small', tr('The browser says: {}', detail));
  }

  function failed(detail) {
    stop([
      'Guidepost could not be loaded.',
      'A part of it did not arrive, or this browser did not run it. Playbooks that you wrote here are kept in this browser, and are safe.',
      'Check the connection and reload the page. If that does not help, update the browser, ' +
      'allow this site in extensions that block scripts, or tell whoever runs this site.'
    ], detail);
  }

  show(['Loading…'], true, false);
  startup.className = '';

  if (location.protocol === 'file:') {
    stop([
      'Guidepost cannot run from a file.',
      'Browsers load it only from a web server. Put the folder that this page is in on one, ' +
      'and open its address.'
    ]);
    return;
  }
  if (typeof WebAssembly !== 'object' || !('noModule' in document.createElement('script'))) {
    stop([
      'This browser cannot run Guidepost.',
      'It needs WebAssembly, which is missing or switched off here. Playbooks that you wrote here are kept in this browser, and are safe.',
      'Open this page in a current Chrome, Edge, Firefox or Safari. Where an administrator ' +
      'has switched WebAssembly off, ask for it to be allowed for this site.'
    ]);
    return;
  }

  // Whoever comes for the first time has something to read before the program is fetched: on a slow line, the text comes sooner. All
  // others fetch it as soon as this script runs. Where the build is not the optimised one, the page does (xtask/node/seal.mjs).
  var program = document.getElementById('program');
  function begin() {
    if (program) document.head.appendChild(program.content);
    program = null;
  }
  if (about && !document.hidden) {
    setTimeout(begin, 1000);
    try {
      new PerformanceObserver(function (seen) {
        if (seen.getEntriesByName('first-contentful-paint').length) begin();
      }).observe({ type: 'paint', buffered: true });
    } catch (unknown) { /* In an old browser. */ begin(); }
  } else begin();

  // A fault in the program ends it, and nothing of it can run any more. Where it was busy with what came from a room, or with
  // something that was stored, the program that is started next is told, and stays out of that room (src/state/crash.rs), or
  // does not read that again (src/persist/fold.rs).
  function broke(error) {
    if (stopped || !(error instanceof WebAssembly.RuntimeError)) return;
    stopped = true;
    var room = document.documentElement.getAttribute('data-taking-in');
    var stored = window.guidepostTakingIn;
    try {
      if (room) sessionStorage.setItem('guidepost/broken-by', room);
      if (stored) localStorage.setItem('guidepost/stopped-by', stored);
    } catch (refused) { /* Then it is tried again. */ }
    var active = document.activeElement;
    var typed = active && /^(INPUT|TEXTAREA)$/.test(active.tagName) ? active.value : '';
    var box = document.createElement('div');
    box.id = startup.id;
    box.setAttribute('role', 'alertdialog');
    box.setAttribute('aria-label', tr('Guidepost has stopped'));
    while (startup.firstChild) box.appendChild(startup.firstChild);
    startup.remove();
    document.querySelectorAll('dialog[open]').forEach(function (dialog) { dialog.close(); });
    document.querySelectorAll('.shell, .page-alone').forEach(function (page) { page.inert = true; });
    document.body.appendChild(box);
    var lines = [
      'Guidepost has stopped.',
      'Something happened that it was not made for. What you typed was kept in this browser before.',
      'Reload the page to go on.'
    ];
    if (room) {
      lines[1] = 'Something that came from the room was too much for it. What you typed was kept in this browser before.';
      lines[2] = 'Reload the page to go on. The playbook opens without the room; Share leads back into it.';
    } else if (stored) {
      lines[1] = 'Something that was stored was too much for it. It is set aside when you reload the page; all the rest is read.';
    }
    show(lines, false, true);
    add(add(status, 'p', ''), 'small', tr('The browser says: {}', error.message));
    // Not the button: somebody may be typing, and a space would press it.
    box.tabIndex = -1;
    box.focus();
    withRescue(function () { window.guidepostRescue.offer(add(box, 'div', ''), typed); });
  }

  // It is here before it is needed where a playbook is open (assets/views.js): without a connection, it could not be fetched.
  var rescue = module('rescue.js');
  function withRescue(run) {
    if (window.guidepostRescue) run();
    else rescue.addEventListener('load', run);
    if (!rescue.parentNode) document.head.appendChild(rescue);
  }

  addEventListener('error', function (event) {
    broke(event.error);
    var source = event.target;
    if (source && source.tagName === 'SCRIPT' && source !== rescue) {
      failed('a script could not be loaded');
    } else if (event.message && (event.filename || '').indexOf(location.origin) === 0) {
      failed(event.message);
    }
  }, true);
  addEventListener('unhandledrejection', function (event) {
    broke(event.reason);
    failed(String(event.reason));
  });
  // What opens the app without a connection next time is fetched once it is on the screen: where the build has that
  // (xtask/node/offline.mjs), and where browsers offer it, which is by https alone.
  var version = document.documentElement.dataset.version;
  if (version && navigator.serviceWorker) {
    new MutationObserver(function (_, observer) {
      if (!over()) return;
      observer.disconnect();
      if (!stopped) document.head.appendChild(module('offline.js?' + version));
    }).observe(document.body, { childList: true });
  }

  setTimeout(function () {
    if (over()) return;
    show([
      'Still loading…',
      'This takes longer than it should. Playbooks that you wrote here are kept in this browser, and are safe.',
      'On a slow connection, give it another minute. Otherwise check the connection and reload ' +
      'the page, or tell whoever runs this site.'
    ], true, true);
  }, SLOW);
})();
