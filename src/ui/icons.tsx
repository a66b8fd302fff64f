/** Line icons drawn here; always beside words, so hidden from readers of the page. */
const paths = {
  error: 'M8 2h8l6 6v8l-6 6H8l-6-6V8l6-6Zm4 5v6m0 3v1',
  warning: 'M12 3 2 21h20L12 3Zm0 7v5m0 2v1',
  success: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20ZM7.500 12.500l3 3 6-7',
  info: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 5v1m0 3v6',
  check: 'm4 13 5 5L20 6',
  back: 'm14 5-7 7 7 7',
  forward: 'm10 5 7 7-7 7',
  plus: 'M12 4v16M4 12h16',
  remove: 'M6 6l12 12M18 6 6 18',
  file: 'M6 2h8l5 5v15H6V2Zm8 0v5h5',
  camera: 'M3 7h4l2-3h6l2 3h4v13H3V7Zm9 3a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z',
  external: 'M10 4H4v16h16v-6M14 4h6v6m0-6-9 9',
  edit: 'M4 20h4L19 9l-4-4L4 16v4Zm9-13 4 4',
  clock: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 5v6l4 2',
  lock: 'M6 11h12v10H6V11Zm2 0V7a4 4 0 0 1 8 0v4',
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className={`icon icon-${name}`}
      viewBox="0 0 24 24"
      width="24"
      height="24"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
