/** Line icons of the navigation and small marks; decoration beside words. */
const paths = {
  home: 'M3 11.500 12 4l9 7.500M5.500 10v10h13V10M10 20v-6h4v6',
  inbox: 'M4 5h16v14H4V5Zm0 9h5l1.500 2.500h3L15 14h5',
  add: 'M12 5v14M5 12h14',
  absence:
    'M8 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7Zm-6 9v-2a5 5 0 0 1 5-5h2a5 5 0 0 1 5 5v2M16 9h6m-3-3 3 3-3 3',
  organisation: 'M9 3h6v5H9V3ZM3 16h6v5H3v-5Zm12 0h6v5h-6v-5ZM12 8v4M6 16v-4h12v4',
  audit: 'M6 3h9l4 4v14H6V3Zm3 8h7m-7 4h7m-7-8h3',
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 9v-1a6 6 0 0 1 6-6h4a6 6 0 0 1 6 6v1',
  shield: 'M12 3 5 6v5c0 5 3 8.500 7 10 4-1.500 7-5 7-10V6l-7-3Z',
  link: 'M9 15l6-6M10 6l1.500-1.500a4 4 0 0 1 6 6L16 12M14 18l-1.500 1.500a4 4 0 0 1-6-6L8 12',
  menu: 'M4 6h16M4 12h16M4 18h16',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13Zm5-2 5 5',
  filter: 'M4 5h16l-6 7.500V20l-4 1.500v-9L4 5Z',
  print: 'M7 9V3h10v6M7 18H4V9h16v9h-3M7 14h10v7H7v-7Z',
  close: 'M5 5l14 14M19 5 5 19',
  table: 'M3 5h18v14H3V5Zm0 5h18M3 14.500h18M9 10v9',
  left: 'M14 6l-6 6 6 6',
  build: 'M4 4h7v7H4V4Zm9 0h7v7h-7V4ZM4 13h7v7H4v-7Zm12.500 0v7M13 16.500h7',
  file: 'M6 3h8l4 4v14H6V3Zm8 0v4h4',
  bell: 'M6 17v-6a6 6 0 0 1 12 0v6l2 2H4l2-2Zm4 4h4M12 3v2',
  stamp: 'M5 20h14M6 16h12v-2l-4-2V9a3.500 3.500 0 1 0-4 0v3l-4 2v2Z',
  alert: 'M12 3 2 21h20L12 3Zm0 7v5m0 2.500V18',
} as const;

export type GlyphName = keyof typeof paths;

export function Glyph({ name }: { name: GlyphName }) {
  return (
    <svg className="glyph" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
