/** Paper and files of a table. */
export function FileLinks({ to }: { to: string }) {
  return (
    <>
      <button type="button" className="button button-plain" onClick={() => window.print()}>
        印刷する
      </button>
      <a className="button button-plain" href={`${to}?format=xlsx`}>
        Excel
      </a>
      <a className="button button-plain" href={`${to}?format=csv`}>
        CSV
      </a>
    </>
  );
}
