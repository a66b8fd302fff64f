/** Leads through the pages of a list. */
import { Link } from 'react-router';

export function Pages({ page, pages, to }: { page: number; pages: number; to: (page: number) => string }) {
  if (pages <= 1) return null;
  return (
    <nav className="catalogue-pages" aria-label="ページ">
      {page > 1 && (
        <Link className="button button-plain" to={to(page - 1)} rel="prev">
          前の50件
        </Link>
      )}
      <span>
        {page} / {pages}ページ
      </span>
      {page < pages && (
        <Link className="button button-plain" to={to(page + 1)} rel="next">
          次の50件
        </Link>
      )}
    </nav>
  );
}
