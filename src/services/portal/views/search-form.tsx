import { portalPaths } from '#ui/paths';
import { useT } from '../site-context.tsx';
import { Form } from './link.tsx';

/** One box and one button; a GET form, so that results have an address. */
export function SearchForm({ query = '', large }: { query?: string; large?: boolean }) {
  const t = useT();
  return (
    <Form
      className={large ? 'search search-large' : 'search'}
      role="search"
      method="get"
      action={portalPaths.search}
    >
      <label htmlFor="q">{large ? t('home.search.label') : t('search.title')}</label>
      <p className="hint" id="q-hint">
        {t('home.search.hint')}
      </p>
      <div className="search-row">
        <input
          id="q"
          name="q"
          type="search"
          defaultValue={query}
          maxLength={200}
          aria-describedby="q-hint"
          enterKeyHint="search"
        />
        <button className="button button-primary" type="submit">
          {t('home.search.button')}
        </button>
      </div>
    </Form>
  );
}
