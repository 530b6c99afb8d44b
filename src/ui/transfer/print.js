// What leaving and coming in needs of the browser: a page that is printed without being shown, and style.

/** Prints a whole HTML page, in a frame that nobody sees and that goes away afterwards. */
export function printHtml(html) {
  const frame = document.createElement('iframe');
  frame.title = 'Print';
  frame.style.cssText = 'position: fixed; inset: 0 auto auto 0; inline-size: 0; block-size: 0; border: 0';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  frame.onload = () => {
    const page = frame.contentWindow;
    page.onafterprint = () => setTimeout(() => frame.remove());
    page.print();
  };
  frame.srcdoc = html;
  document.body.append(frame);
}

/** Fetches a style file, once. Whoever fetches it first may wait for it. */
export function fetchStyle(address) {
  if (document.querySelector(`link[href="${address}"]`)) return undefined;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = address;
  document.head.append(link);
  return new Promise((resolve) => (link.onload = link.onerror = resolve));
}
