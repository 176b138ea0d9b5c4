// Draws every icon from the SVG files in icons/source. The results are committed, because not every build machine has a
// browser. Run it again after changing a drawing.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';
import { chromiumLaunch } from './chromium.ts';
import { icnsFile, icnsSizes, icoFile } from './icons/containers.mjs';

const folder = path.join(import.meta.dirname, 'icons');
const trayFolder = path.join(folder, 'tray');
const traySource = path.join(folder, 'source', 'tray');

const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 256];
/** The taskbar icon at a scale of 100 % to 200 %. */
const windowsTraySizes = [16, 20, 24, 32];

/** Only attention has a colour; everything else differs by shape. */
const inks = {
  onDark: { quiet: '#ffffff', attention: '#ff8a80' },
  onLight: { quiet: '#15181e', attention: '#b42318' },
};

/** macOS uses only the alpha channel of these and colours them itself. */
const templateInk = '#000000';

const browser = await chromium.launch(chromiumLaunch);
const page = await browser.newPage();

/**
 * @param {string} svg
 * @param {number} size
 * @returns {Promise<import('./icons/containers.mjs').Picture>}
 */
async function draw(svg, size) {
  const { url, pixels } = await page.evaluate(drawInPage, { svg, size });
  return { size, png: Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'), pixels: Uint8Array.from(pixels) };
}

/** @param {{ svg: string, size: number }} order */
async function drawInPage({ svg, size }) {
  // Runs in the page, whose globals have no types here.
  const { Image, document } = /** @type {any} */ (globalThis);
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser does not draw.');
  context.drawImage(image, 0, 0, size, size);
  // Only the small pictures of an .ico are needed as pixels, and large ones are slow to transfer.
  const pixels = size < 256 ? [...context.getImageData(0, 0, size, size).data] : [];
  return { url: canvas.toDataURL('image/png'), pixels };
}

/**
 * @param {string} svg
 * @param {readonly number[]} sizes
 */
const drawAll = (svg, sizes) => Promise.all(sizes.map((size) => draw(svg, size)));

/**
 * Sets width and height, without which an image has no size of its own, and the drawing's colour.
 * @param {string} svg
 * @param {string} ink
 */
const inked = (svg, ink) => svg.replace('<svg ', `<svg width="1024" height="1024" color="${ink}" `);

/**
 * A dot in the corner says that an alert was not seen yet. The gap around it makes it a shape of its own in one colour.
 * @param {string} svg
 * @param {string} ink
 */
const marked = (svg, ink) =>
  svg
    .replace(
      /(<svg[^>]*>)/,
      `$1<mask id="gap"><rect width="16" height="16" fill="#fff"/><circle ${dot} r="4.4" fill="#000"/></mask><g mask="url(#gap)">`,
    )
    .replace('</svg>', `</g><circle ${dot} r="3" fill="${ink}"/></svg>`);
const dot = 'cx="13" cy="3"';

/**
 * A Linux panel may be light or dark, and no program can tell which. A dark rim makes a light drawing legible on both.
 * @param {string} svg
 */
const rimmed = (svg) =>
  svg
    .replace(
      /(<svg[^>]*>)/,
      `$1<filter id="rim" x="-20%" y="-20%" width="140%" height="140%">${rim}</filter><g filter="url(#rim)">`,
    )
    .replace('</svg>', '</g></svg>');
const rim =
  '<feMorphology in="SourceAlpha" operator="dilate" radius="0.75" result="wide"/><feFlood flood-color="#15181e"/>' +
  '<feComposite in2="wide" operator="in"/><feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge>';

async function drawApp() {
  const svg = inked(readFileSync(path.join(folder, 'source', 'app.svg'), 'utf8'), templateInk);
  for (const { size, png } of await drawAll(svg, linuxSizes)) {
    writeFileSync(path.join(folder, `${size}x${size}.png`), png);
  }
  writeFileSync(path.join(folder, 'icon.ico'), icoFile(await drawAll(svg, windowsSizes)));
  writeFileSync(path.join(folder, 'icon.icns'), icnsFile(await drawAll(svg, icnsSizes)));
}

/**
 * @param {string} name
 * @param {string} svg
 * @param {(svg: string, ink: string) => string} mark
 */
async function drawTray(name, svg, mark) {
  const kind = name.startsWith('attention') ? 'attention' : 'quiet';
  const write = (/** @type {string} */ file, /** @type {Buffer} */ bytes) =>
    writeFileSync(path.join(trayFolder, file), bytes);
  const template = mark(inked(svg, templateInk), templateInk);
  write(`${name}Template.png`, (await draw(template, 16)).png);
  write(`${name}Template@2x.png`, (await draw(template, 32)).png);
  const linux = rimmed(mark(inked(svg, inks.onDark[kind]), inks.onDark.attention));
  write(`${name}.png`, (await draw(linux, 24)).png);
  write(`${name}@2x.png`, (await draw(linux, 48)).png);
  write(
    `${name}-on-dark.ico`,
    icoFile(await drawAll(mark(inked(svg, inks.onDark[kind]), inks.onDark.attention), windowsTraySizes)),
  );
  write(
    `${name}-on-light.ico`,
    icoFile(await drawAll(mark(inked(svg, inks.onLight[kind]), inks.onLight.attention), windowsTraySizes)),
  );
}

try {
  rmSync(trayFolder, { recursive: true, force: true });
  mkdirSync(trayFolder);
  await drawApp();
  for (const file of readdirSync(traySource)) {
    const svg = readFileSync(path.join(traySource, file), 'utf8');
    const name = path.basename(file, '.svg');
    await drawTray(name, svg, (plain) => plain);
    await drawTray(`${name}-unseen`, svg, marked);
  }
} finally {
  await browser.close();
}
