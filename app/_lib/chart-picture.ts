/** What an SVG takes from style sheets and has to carry itself when it leaves the page. */
const carried = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-size',
  'font-weight',
  'text-anchor',
  'visibility',
] as const;

const scale = 2;

/** Draws the chart in an element as a PNG of twice its size, on the card's own paper. */
export async function pictureOfChart(element: HTMLElement): Promise<Blob> {
  const source = element.querySelector('svg');
  if (!source) throw new Error('Cannot save the picture: the chart is not drawn yet');
  const { width, height } = source.getBoundingClientRect();
  const image = await loadImage(serialize(source, width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('Cannot save the picture: this browser does not draw');
  context.fillStyle = getComputedStyle(element).getPropertyValue('--hc-surface') || '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('Cannot save the picture: it came out empty'))),
      'image/png',
    );
  });
}

function serialize(source: SVGSVGElement, width: number, height: number): string {
  const copy = source.cloneNode(true) as SVGSVGElement;
  copyStyles(source, copy);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('font-family', 'Inter, system-ui, sans-serif');
  return new XMLSerializer().serializeToString(copy);
}

function copyStyles(source: Element, copy: Element): void {
  const style = getComputedStyle(source);
  for (const property of carried) {
    const value = style.getPropertyValue(property);
    if (value !== '') copy.setAttribute(property, value);
  }
  copy.removeAttribute('class');
  copy.removeAttribute('style');
  for (let index = 0; index < source.children.length; index++) {
    copyStyles(source.children[index]!, copy.children[index]!);
  }
}

function loadImage(svg: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error('Cannot save the picture: the browser did not draw it'));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  });
}
