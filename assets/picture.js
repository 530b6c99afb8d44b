// Pictures of points, for what takes no drawings: files, and documents that somebody pastes into. Fetched for the first.

/** How wide a picture is in a document at most: a page of A4 or Letter between its margins, in pixels of CSS. */
const PAGE = 620;

/** The drawings of a page of HTML as pictures that are part of it. One that can't be drawn is left out. */
export async function withPictures(html) {
  const parts = html.split(/(<svg[\s\S]*?<\/svg>)/);
  // The drawings are every second part.
  const drawn = parts.map((part, place) => (place % 2 ? pictureOf(part) : part));
  return (await Promise.all(drawn)).join('');
}

async function pictureOf(svg) {
  try {
    const png = await pngOf(svg);
    const { width, height } = await createImageBitmap(png);
    const shown = Math.min(PAGE, width / FINENESS);
    const picture = document.createElement('img');
    picture.alt = /aria-label="([^"]*)"/.exec(svg)?.[1] ?? '';
    picture.width = Math.round(shown);
    picture.height = Math.round((height * shown) / width);
    picture.setAttribute('src', await addressOf(png));
    return picture.outerHTML;
  } catch (error) {
    console.error('A drawing is not in what was copied.', error);
    return '';
  }
}

/** A file as an address that holds it. */
function addressOf(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** Points for each pixel of CSS. */
const FINENESS = 2;

/** A picture of points of an SVG, on white. */
export async function pngOf(svg) {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width * FINENESS;
    canvas.height = image.height * FINENESS;
    const context = canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!png) throw new Error('The picture is too large for this browser.');
    return png;
  } finally {
    URL.revokeObjectURL(url);
  }
}
