/** The map of a place: pressed, dragged, enlarged, or moved by keys; and the position of the device. Nothing is fetched. */

import { startEach } from './start-each.ts';

/** Eight times the whole city. */
const largest = 8;
/** A finger that moved less than this pressed. */
const slack = 6;

/** Starts every place of the form, those of lines that come later too. */
export function mapPoints(form: HTMLElement): void {
  startEach(form, '[data-map]', (box) => place(box.closest('[data-line]') ?? form, box));
}

type Put = (lat: number, lng: number) => void;

/** `around` is the line or the form that holds the place: areas worked out from it stand there. */
function place(around: Element, box: HTMLElement): void {
  const inputs = [...box.querySelectorAll('input')];
  const ending = (end: string) => inputs.find(({ name }) => name.endsWith(end)) as HTMLInputElement;
  const [lat, lng] = [ending('.lat'), ending('.lng')];
  const status = box.querySelector('[role=status]') as HTMLElement;
  const tell = (what: string, metres = ''): void => {
    status.textContent = (status.dataset[what] ?? '').replace('{metres}', metres);
  };
  /** What was worked out from the place before is not true of the new one. */
  const forget = (): void => {
    for (const area of around.querySelectorAll<HTMLElement>('[data-area]:not([data-area-live])'))
      if (area.dataset.area === box.dataset.point) area.textContent = area.dataset.later ?? '';
  };
  const put: Put = (newLat, newLng) => {
    lat.value = String(Number(newLat.toFixed(7)));
    lng.value = String(Number(newLng.toFixed(7)));
    for (const input of [lat, lng])
      for (const kind of ['input', 'change']) input.dispatchEvent(new Event(kind, { bubbles: true }));
  };
  const view = box.querySelector<SVGSVGElement>('[data-map-view]');
  const show = view === null ? () => {} : map(box, view, (a, b) => (put(a, b), tell('placed')));
  const read = (): void => {
    const pair = /^\s*(-?[\d.]+)\s*[,、]\s*(-?[\d.]+)\s*$/.exec(lat.value);
    if (pair !== null && lng.value === '') [lat.value, lng.value] = [pair[1] ?? '', pair[2] ?? ''];
    forget();
    status.textContent = '';
    show(
      lat.value === '' ? Number.NaN : Number(lat.value),
      lng.value === '' ? Number.NaN : Number(lng.value),
    );
  };
  for (const input of [lat, lng]) input.addEventListener('input', read);
  const here = box.querySelector<HTMLButtonElement>('[data-map-here]');
  if (here === null || navigator.geolocation === undefined) return;
  here.hidden = false;
  here.addEventListener('click', () => {
    tell('finding');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        put(coords.latitude, coords.longitude);
        tell('found', String(Math.ceil(coords.accuracy)));
      },
      () => tell('refused'),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 },
    );
  });
}

/** Makes the picture answer; gives what shows a place on it. */
function map(box: HTMLElement, view: SVGSVGElement, put: Put): Put {
  const [west, north, perLng, perLat, unit] = (view.dataset.mapView ?? '').split(' ').map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const { width, height } = view.viewBox.baseVal;
  const marker = view.querySelector('[data-map-marker]') as SVGGElement;
  const cross = view.querySelector('[data-map-centre]') as SVGPathElement;
  let zoom = 1;
  let centre: [number, number] = [width / 2, height / 2];
  let at: [number, number] | null = null;
  /** A marker is as large on every map. */
  const draw = (): void => {
    const [w, h] = [width / zoom, height / zoom];
    centre = [
      Math.min(width - w / 2, Math.max(w / 2, centre[0])),
      Math.min(height - h / 2, Math.max(h / 2, centre[1])),
    ];
    view.setAttribute('viewBox', `${centre[0] - w / 2} ${centre[1] - h / 2} ${w} ${h}`);
    for (const text of view.querySelectorAll('text'))
      text.setAttribute('font-size', String((unit * 16) / zoom));
    const size = `scale(${unit / zoom})`;
    marker.setAttribute('visibility', at === null ? 'hidden' : 'visible');
    if (at !== null) marker.setAttribute('transform', `translate(${at[0]} ${at[1]}) ${size}`);
    cross.setAttribute('transform', `translate(${centre[0]} ${centre[1]}) ${size}`);
  };
  const choose = ([x, y]: [number, number]): void => put(north - y / perLat, west + x / perLng);
  const placeOf = ({ clientX, clientY }: PointerEvent): [number, number] => {
    const found = new DOMPoint(clientX, clientY).matrixTransform(view.getScreenCTM()?.inverse());
    return [found.x, found.y];
  };
  const by = (factor: number): void => {
    zoom = Math.min(largest, Math.max(1, zoom * factor));
    draw();
  };

  let from: { id: number; x: number; y: number; centre: [number, number]; moved: boolean } | null = null;
  view.addEventListener('pointerdown', (event) => {
    if (from !== null || event.button !== 0) return;
    view.setPointerCapture(event.pointerId);
    from = { id: event.pointerId, x: event.clientX, y: event.clientY, centre, moved: false };
  });
  view.addEventListener('pointermove', (event) => {
    if (from === null || event.pointerId !== from.id) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    if (!from.moved && Math.hypot(dx, dy) < slack) return;
    from.moved = true;
    const scale = view.getScreenCTM()?.a ?? 1;
    centre = [from.centre[0] - dx / scale, from.centre[1] - dy / scale];
    draw();
  });
  view.addEventListener('pointerup', (event) => {
    if (from?.id === event.pointerId && !from.moved) choose(placeOf(event));
    from = null;
  });
  view.addEventListener('pointercancel', () => {
    from = null;
  });
  view.addEventListener('keydown', (event) => {
    const step = Math.min(width, height) / zoom / 10;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const move = moves[event.key];
    if (move !== undefined) centre = [centre[0] + move[0], centre[1] + move[1]];
    else if (event.key === 'Enter' || event.key === ' ') choose(centre);
    else if (event.key === '+' || event.key === ';') by(2);
    else if (event.key === '-') by(0.5);
    else return;
    event.preventDefault();
    draw();
  });
  view.addEventListener('focus', () => cross.setAttribute('visibility', 'visible'));
  view.addEventListener('blur', () => cross.setAttribute('visibility', 'hidden'));
  box.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest<HTMLElement>('[data-map-zoom]');
    if (button !== null) by(Number(button.dataset.mapZoom));
  });
  for (const shown of box.querySelectorAll<HTMLElement>('[data-map-tools], [data-map-help]'))
    shown.hidden = false;
  view.setAttribute('tabindex', '0');
  view.setAttribute('role', 'application');
  const show: Put = (lat, lng) => {
    const found: [number, number] = [(lng - west) * perLng, (north - lat) * perLat];
    at = Number.isFinite(found[0]) && Number.isFinite(found[1]) ? found : null;
    if (at !== null && zoom > 1) centre = at;
    draw();
  };
  const placed = /translate\((\S+) (\S+)\)/.exec(marker.getAttribute('transform') ?? '');
  if (placed !== null) at = [Number(placed[1]), Number(placed[2])];
  draw();
  return show;
}
