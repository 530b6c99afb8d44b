// What the views of the insight worker need of the page: to be shown, lines that are drawn from stage to stage, and a
// picture made of points.

import { drawMarkdown } from '../widgets/prose.js';

/** Shows HTML that the worker wrote, in which every text is escaped. */
export function put(host, html, wanted) {
  const active = host.contains(document.activeElement) ? document.activeElement.id : '';
  const all = (selector) => [...host.querySelectorAll(selector)];
  const scrolled = all('[tabindex][id]').map(({ id, scrollLeft, scrollTop }) => [id, scrollLeft, scrollTop]);
  const open = all('details[open][id]').map(({ id }) => id);
  host.innerHTML = html;
  for (const view of all('[data-prose]')) drawMarkdown(view, view.textContent, 3);
  for (const [id, left, top] of scrolled) document.getElementById(id)?.scrollTo(left, top);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  document.getElementById(wanted || active)?.focus();
}

/** How far the pointer moves before it draws, so that a press stays a press. */
const SLACK = 6;

/** Calls `connect` with the ids of two stages when somebody draws a line from one to the other. */
export function drawLines(host, connect) {
  let from;
  let line;
  const stageOf = (element) => element?.closest?.('[data-stage]');
  const end = () => {
    line?.remove();
    host.classList.remove('is-drawing');
    from = line = undefined;
  };
  const placed = (svg, event) => {
    const point = new DOMPoint(event.clientX, event.clientY);
    return point.matrixTransform(svg.getScreenCTM().inverse());
  };
  host.addEventListener('pointerdown', (event) => {
    const stage = stageOf(event.target);
    // A finger scrolls.
    if (!stage || event.button || event.pointerType === 'touch') return;
    from = { id: stage.dataset.stage, svg: stage.ownerSVGElement, x: event.clientX, y: event.clientY, event };
  });
  host.addEventListener('pointermove', (event) => {
    if (!from) return;
    if (!line) {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) < SLACK) return;
      line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
      line.setAttribute('class', 'drawn-line');
      const start = placed(from.svg, from.event);
      line.setAttribute('x1', start.x);
      line.setAttribute('y1', start.y);
      from.svg.append(line);
      host.classList.add('is-drawing');
    }
    const point = placed(from.svg, event);
    line.setAttribute('x2', point.x);
    line.setAttribute('y2', point.y);
    event.preventDefault();
  });
  host.addEventListener('pointerup', (event) => {
    const to = line && stageOf(document.elementFromPoint(event.clientX, event.clientY));
    const start = from;
    end();
    if (to && to.dataset.stage !== start.id) connect(start.id, to.dataset.stage);
  });
  host.addEventListener('pointercancel', end);
  host.addEventListener('pointerleave', end);
  host.addEventListener('dragstart', (event) => event.preventDefault());
}

/** A picture of points of an SVG, twice as fine, on white. */
export async function pngOf(svg) {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width * 2;
    canvas.height = image.height * 2;
    const context = canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!png) throw new Error('the picture is too large for this browser');
    return png;
  } finally {
    URL.revokeObjectURL(url);
  }
}
