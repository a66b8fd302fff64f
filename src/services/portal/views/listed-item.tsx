/** A procedure without a full page of its own, in a list: said in Japanese, whatever the language of the page. */
import { href, portalPaths } from '#ui/paths';
import { Link } from './link.tsx';

export interface ListedCard {
  code: string;
  name: string;
  summary: string;
}

export function ListedItem({ listed }: { listed: ListedCard }) {
  return (
    <li lang="ja">
      <Link to={href(portalPaths.otherProcedure, { procedure: listed.code })}>{listed.name}</Link>
      {listed.summary !== '' && <p>{listed.summary}</p>}
    </li>
  );
}
