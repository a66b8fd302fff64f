/** Quiet line icons of the eight life events; decoration beside words, never instead of them. */
const paths: Record<string, string> = {
  pregnancyBirth:
    'M12 4a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Zm-5 16v-4a5 5 0 0 1 10 0v4M9 20h6M12 14.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3Z',
  moveIn: 'M3 11 10 5l7 6M5 10v10h10V10M22 15h-8m3-3-3 3 3 3',
  moveOut: 'M3 11 10 5l7 6M5 10v10h10V10M12 15h9m-3-3 3 3-3 3',
  moveWithin:
    'M2 12 7 8l5 4M4 11v8h6v-8M14 10l4-3 4 3M15.500 9.500V15h5V9.500M11 20h9m-2.500-2 2.500 2-2.500 2',
  marriage: 'M9 9a5 5 0 1 0 0 10A5 5 0 0 0 9 9Zm6 0a5 5 0 1 0 0 10 5 5 0 0 0 0-10ZM7 5l2 3 2-3',
  divorce: 'M8 8a5 5 0 1 0 0 10A5 5 0 0 0 8 8Zm9 0a5 5 0 1 0 0 10 5 5 0 0 0 0-10ZM12.500 3v3m0 14v2',
  nameChange: 'M4 20h16M6 16l1-4 8-8 3 3-8 8-4 1Zm7-10 3 3',
  death: 'M12 3v18M7 21h10M12 12c-4 0-6-2-6-6 4 0 6 2 6 6Zm0 3c0-4 2-6 6-6 0 4-2 6-6 6Z',
};

export function EventIcon({ event }: { event: string }) {
  return (
    <svg className="event-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[event] ?? ''} />
    </svg>
  );
}

/** The mark of the house: a counter window. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M4 4h24v18H4V4Zm0 24h24v-3H4v3Zm4-20v10h7V8H8Zm9 0v10h7V8h-7Z" fillRule="evenodd" />
    </svg>
  );
}
