import { parseSync } from 'oxc-parser';
import type { Link, Mark, SourceFile } from './model.ts';

interface Node {
  type: string;
  start: number;
  [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** `a.b.c` for names and members, as far as they are plain. */
function nameOf(node: unknown): string {
  if (!isNode(node)) return '?';
  if (node.type === 'Identifier' || node.type === 'JSXIdentifier') return String(node.name);
  if (node.type === 'ThisExpression') return 'this';
  if (node.type === 'MemberExpression') return `${nameOf(node.object)}.${nameOf(node.property)}`;
  if (node.type === 'ChainExpression' || node.type === 'ParenthesizedExpression')
    return nameOf(node.expression);
  if (node.type === 'JSXMemberExpression') return `${nameOf(node.object)}.${nameOf(node.property)}`;
  return '?';
}

/** The text of a literal, or of a template up to its first hole. */
function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'JSXExpressionContainer' || node.type === 'ParenthesizedExpression')
    return textOf(node.expression);
  if (node.type === 'TemplateLiteral') {
    const first = (node.quasis as Node[])[0]?.value as { cooked?: string } | undefined;
    return first?.cooked;
  }
  return undefined;
}

export function parseSource(path: string, text: string): SourceFile | { error: string; line: number } {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineAt = (offset: number): number => {
    let low = 0;
    for (let high = starts.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };

  const { program, errors } = parseSync(path, text, { sourceType: 'module' });
  const [bad] = errors;
  if (bad) return { error: bad.message, line: lineAt(bad.labels[0]?.start ?? 0) };

  const links: Link[] = [];
  const marks: Mark[] = [];

  const link = (node: Node, source: unknown, typeOnly: boolean) => {
    const specifier = textOf(source);
    if (specifier === undefined) return;
    const json = JSON.stringify(node.attributes ?? node.options ?? '').includes('"json"');
    links.push({ specifier, line: lineAt(node.start), typeOnly, json });
  };

  const inspect = (node: Node): void => {
    const line = lineAt(node.start);
    switch (node.type) {
      case 'ImportDeclaration':
        link(node, node.source, node.importKind === 'type');
        return;
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        link(node, node.source, node.exportKind === 'type');
        return;
      case 'ImportExpression':
        link(node, node.source, false);
        return;
      case 'TSImportType':
        link(node, node.source, true);
        return;
      case 'CallExpression':
      case 'NewExpression': {
        const args = node.arguments as unknown[];
        const name = nameOf(node.callee);
        if (name === 'require') link(node, args[0], false);
        const kind = node.type === 'NewExpression' ? 'new' : 'call';
        marks.push({ kind, name, value: textOf(args[0]), count: args.length, line });
        return;
      }
      case 'AssignmentExpression':
        marks.push({ kind: 'assign', name: nameOf(node.left), line });
        return;
      case 'TaggedTemplateExpression':
        marks.push({ kind: 'tag', name: nameOf(node.tag), line });
        return;
      case 'Literal':
        if (typeof node.value === 'string') marks.push({ kind: 'text', name: node.value, line });
        return;
      case 'TemplateLiteral': {
        const parts = (node.quasis as Node[]).map((part) => (part.value as { cooked?: string }).cooked ?? '');
        marks.push({ kind: 'text', name: parts.join('…'), line });
        return;
      }
      case 'JSXOpeningElement':
        for (const attribute of node.attributes as Node[])
          if (attribute.type === 'JSXAttribute') {
            const name = `${nameOf(node.name)}.${nameOf(attribute.name)}`;
            marks.push({ kind: 'jsx', name, value: textOf(attribute.value), line: lineAt(attribute.start) });
          }
    }
  };

  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    else if (isNode(value)) {
      inspect(value);
      for (const key in value) if (typeof value[key] === 'object') walk(value[key]);
    }
  };
  walk(program);
  const lines = text === '' ? 0 : starts.length - (text.endsWith('\n') ? 1 : 0);
  return { path, text, lines, links, marks };
}
