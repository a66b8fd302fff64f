import '#site/entry.client.tsx';
