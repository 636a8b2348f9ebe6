import type { Column } from '../contexts/publications/contract.ts';
import type { ColumnNode } from './view.ts';

export interface ColumnTree {
  readonly roots: readonly ColumnNode[];
  readonly byId: ReadonlyMap<string, ColumnNode>;
  readonly byPath: ReadonlyMap<string, ColumnNode>;
}

interface GrowingNode extends Omit<ColumnNode, 'children' | 'parent' | 'path'> {
  path: string;
  parent: GrowingNode | null;
  children: GrowingNode[];
}

/** The catalogue as a tree with paths. The pack's check has refused unknown parents and cycles before. */
export function columnTree(columns: readonly Column[]): ColumnTree {
  const nodes = new Map<string, GrowingNode>();
  for (const c of columns) {
    nodes.set(c.id, {
      id: c.id,
      name: c.name,
      description: c.description,
      keywords: c.keywords,
      types: c.types,
      area: c.area ?? null,
      path: '',
      parent: null,
      children: [],
    });
  }
  const roots: GrowingNode[] = [];
  for (const c of columns) {
    const node = nodes.get(c.id)!;
    const parent = c.parent === undefined ? undefined : nodes.get(c.parent);
    if (parent === undefined) roots.push(node);
    else {
      node.parent = parent;
      parent.children.push(node);
    }
  }
  const segments = new Map(columns.map(c => [c.id, c.segment]));
  const settle = (node: GrowingNode, above: string): void => {
    node.path = `${above}${segments.get(node.id)}/`;
    for (const child of node.children) settle(child, node.path);
  };
  for (const root of roots) settle(root, '/');
  return { roots, byId: nodes, byPath: new Map([...nodes.values()].map(n => [n.path, n])) };
}

/** The column and everything below it. */
export function withDescendants(node: ColumnNode): readonly ColumnNode[] {
  return [node, ...node.children.flatMap(withDescendants)];
}

/** From the root down to the column. */
export function trail(node: ColumnNode): readonly ColumnNode[] {
  return node.parent === null ? [node] : [...trail(node.parent), node];
}
