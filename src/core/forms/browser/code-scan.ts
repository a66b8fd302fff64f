/**
 * Reading codes with the camera. BarcodeDetector where the browser has it, else a decoder that is fetched only when somebody
 * presses the button. Pictures never leave the page. Without a camera, or when it is refused, one types.
 */

/** Gives the text of a code in the picture, or null. */
type Decode = (video: HTMLVideoElement) => Promise<string | null>;

interface DetectorClass {
  new (options: { formats: string[] }): { detect(from: CanvasImageSource): Promise<{ rawValue: string }[]> };
  getSupportedFormats(): Promise<string[]>;
}

/** Between two looks at the picture. */
const pauseMs = 150;
/** After this long one is told to type. */
const patienceMs = 60_000;

/** Shows the button of every box in `form` where there is a camera to ask for. */
export function codeScan(form: HTMLElement): void {
  if (navigator.mediaDevices?.getUserMedia === undefined) return;
  for (const button of form.querySelectorAll<HTMLElement>('[data-scan-start]')) button.hidden = false;
  form.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest<HTMLElement>('[data-scan-start]');
    const box = button?.closest<HTMLElement>('[data-scan]');
    if (button !== null && box !== null && box !== undefined) void scan(box, button);
  });
}

async function scan(box: HTMLElement, button: HTMLElement): Promise<void> {
  const part = <E extends HTMLElement>(selector: string): E => box.querySelector<E>(selector) as E;
  const [view, video, stop] = [
    part('[data-scan-view]'),
    part<HTMLVideoElement>('video'),
    part('[data-scan-stop]'),
  ];
  const [input, status] = [part<HTMLInputElement>('input'), part('[role=status]')];
  const tell = (what: 'looking' | 'found' | 'refused' | 'none'): void => {
    status.textContent = status.dataset[what] ?? '';
  };
  let camera: MediaStream;
  try {
    camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  } catch {
    tell('refused');
    input.focus();
    return;
  }
  let open = true;
  const close = (): void => {
    open = false;
    for (const track of camera.getTracks()) track.stop();
    video.srcObject = null;
    view.hidden = true;
    button.hidden = false;
  };
  stop.addEventListener('click', close, { once: true });
  const onEscape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
  };
  view.addEventListener('keydown', onEscape);
  view.hidden = false;
  button.hidden = true;
  stop.focus();
  tell('looking');
  try {
    video.srcObject = camera;
    await video.play();
    const decode = await decoder((box.dataset.scan ?? '').split(' '));
    const until = Date.now() + patienceMs;
    while (open && Date.now() < until) {
      const text = await decode(video);
      if (open && text !== null && text !== '') {
        close();
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.dispatchEvent(new Event('change', { bubbles: true }));
        tell('found');
        input.focus();
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    if (open) tell('none');
    else status.textContent = '';
  } catch {
    tell('refused');
  } finally {
    view.removeEventListener('keydown', onEscape);
    if (open) close();
    if (box.contains(document.activeElement) || document.activeElement === document.body) input.focus();
  }
}

async function decoder(formats: string[]): Promise<Decode> {
  const Detector = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  // Some browsers have the class and no code it knows.
  const known = Detector === undefined ? [] : await Detector.getSupportedFormats().catch(() => []);
  if (Detector !== undefined && formats.every((format) => known.includes(format))) {
    const detector = new Detector({ formats });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  const { makeDecoder } = await import('./code-decoder.ts');
  const decode = makeDecoder(formats);
  const canvas = document.createElement('canvas');
  return async (video) => {
    // Half of a large picture is enough for a code that is held close, and four times as fast.
    const scale = Math.min(1, 960 / Math.max(1, video.videoWidth));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null || canvas.width === 0) return null;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    return decode(data, width, height);
  };
}
