/** Departments in the order of their tree, each with its depth. Pure. */
export interface TreeRow<D> {
  department: D;
  depth: number;
}

/** Those whose parent is not there (closed, say) stand at the top, so that nobody disappears. */
export function departmentTree<D extends { code: string; parent: string | null }>(
  departments: readonly D[],
): TreeRow<D>[] {
  const codes = new Set(departments.map((one) => one.code));
  const below = Map.groupBy(departments, (one) =>
    one.parent !== null && codes.has(one.parent) ? one.parent : '',
  );
  const rows: TreeRow<D>[] = [];
  const walk = (parent: string, depth: number) => {
    for (const department of below.get(parent) ?? []) {
      rows.push({ department, depth });
      walk(department.code, depth + 1);
    }
  };
  walk('', 0);
  return rows;
}
