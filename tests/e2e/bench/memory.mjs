// What a page and its workers hold in memory.

/** Of a page, in bytes and in elements: the heap of JavaScript, the memories of WebAssembly, and the browser's own objects for the
 * page (elements, styles and the like). Of its workers together the first two. */
export async function memory(page) {
  const session = await page.context().newCDPSession(page);
  const own = await held((method, parameters) => session.send(method, parameters));
  const workers = { heap: 0, wasm: 0 };
  for (const send of await workersOf(session)) {
    const { heap, wasm } = await held(send);
    workers.heap += heap;
    workers.wasm += wasm;
  }
  const elements = await page.evaluate(() => document.querySelectorAll('*').length);
  await session.detach();
  return { ...own, elements, workers };
}

/** The same once it does not change any more: workers start a second after a playbook was opened, and take it in. */
export async function settledMemory(page, { hasWorker }) {
  for (let wait = 0; hasWorker && !page.workers().length && wait < 100; wait += 1) await page.waitForTimeout(100);
  let last = await memory(page);
  for (let look = 0; look < 30; look += 1) {
    await page.waitForTimeout(1000);
    const now = await memory(page);
    if (Math.abs(total(now) - total(last)) < total(last) / 100) return now;
    last = now;
  }
  return last;
}

/** JavaScript and WebAssembly, in the page and in its workers. */
export function total({ heap, wasm, workers }) {
  return heap + wasm + workers.heap + workers.wasm;
}

async function held(send) {
  await send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize } = await send('Runtime.getHeapUsage');
  // The memories that are in use, whoever made them. Nothing else tells.
  const { result } = await send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
  const { objects } = await send('Runtime.queryObjects', { prototypeObjectId: result.objectId });
  const sum = 'function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }';
  const call = { objectId: objects.objectId, functionDeclaration: sum, returnByValue: true };
  const wasm = (await send('Runtime.callFunctionOn', call)).result.value;
  return { heap: usedSize, wasm, objects: embedderHeapUsedSize ?? 0 };
}

/** For each worker of a page, how to ask it something. */
async function workersOf(session) {
  const found = [];
  const waiting = new Map();
  let last = 0;
  session.on('Target.attachedToTarget', ({ sessionId }) => found.push(sessionId));
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result, error } = JSON.parse(message);
    const { resolve, reject } = waiting.get(id) ?? {};
    waiting.delete(id);
    if (error) reject?.(new Error(error.message));
    else resolve?.(result);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  return found.map((sessionId) => (method, params) => {
    const id = (last += 1);
    const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    const message = JSON.stringify({ id, method, params });
    return session.send('Target.sendMessageToTarget', { sessionId, message }).then(() => answer);
  });
}
