// How long a key takes, from being pressed to being on the screen.
//
// The clock of one key starts at its `keydown` event, with the time that the browser notes when the
// key arrives (`timeStamp`), so that a page which is still busy with something else pays for it. It
// stops at the end of the frame that shows the letter: a message that is posted from that frame's
// `requestAnimationFrame` is delivered after its style, layout and paint. What follows, turning
// paint into pixels, happens outside the page's thread and is not counted.
//
// It is measured twice. Once in a browser as people have it, whose frames come at the ticks of a
// screen with 60 Hz: what a key takes there is what people see. But a frame that has to wait for
// a tick comes 0 to 16.7 ms later by chance, which hides differences between fast pages (a bare text
// box: p95 18 ms with these ticks, 5 without). So run.mjs types again in a browser without a
// limit to its frame rate, where a frame begins as soon as something has changed. That ratio is
// the stricter one, and the one to watch when something is made faster or slower.
//
// Beside it stands the processor time per key that the page's main thread uses, and on what. It
// counts the whole round, so also what is put off until after the paint, such as writing to
// storage; other programs on the machine do not add to it.

/** What is typed: plain words, as in a definition. */
const words =
  'a lead counts when both teams agree that somebody at the account has asked for a call and the ' +
  'sales team has looked at it within a day or else it goes back to marketing with a reason ';

/** Notes when keys are pressed and shown, from now on. Runs in the page. */
function observe() {
  const taken = [];
  const shown = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    taken.push(...shown.splice(0).map((pressed) => now - pressed));
  };
  let pressed;
  const always = { capture: true };
  addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), always);
  // Not from `keydown` on: a frame that comes between the two does not show the letter yet.
  const typed = () => {
    const key = pressed;
    requestAnimationFrame(() => {
      shown.push(key);
      port2.postMessage(null);
    });
  };
  addEventListener('input', typed, always);
  window.takeKeyTimes = () => taken.splice(0);
}

/** A page whose keys are timed. */
export async function observed(page) {
  await page.evaluate(observe);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { page, session };
}

/** Types into what has the focus, as fast as people do. Gives the milliseconds that each key took,
 * and the processor time per key. */
export async function type({ page, session }, keys) {
  const before = await cost(session);
  for (let key = 0; key < keys; key += 1) {
    const letter = words[key % words.length];
    const started = performance.now();
    await page.keyboard.press(letter === ' ' ? 'Space' : letter);
    // 30 to 50 ms apart, and never in step with anything.
    const pause = 30 + ((key * 7) % 21);
    await new Promise((resolve) => setTimeout(resolve, started + pause - performance.now()));
  }
  // What was put off until later is part of the price of the keys.
  await page.waitForTimeout(400);
  const after = await cost(session);
  const times = await page.evaluate('takeKeyTimes()');
  if (times.length !== keys) throw new Error(`${keys} keys were pressed and ${times.length} shown`);
  const perKey = (name) => [name, (after[name] - before[name]) / keys];
  return { times, cost: Object.fromEntries(Object.keys(after).map(perKey)) };
}

/** Milliseconds of processor time that the page has used so far. */
async function cost(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  const total = (name) => 1000 * metrics.find((metric) => metric.name === name).value;
  return {
    all: total('TaskDuration'),
    script: total('ScriptDuration'),
    style: total('RecalcStyleDuration'),
    layout: total('LayoutDuration'),
  };
}
