import { TraceGraph } from "./trace-graph.ts";

/** The results of neighbouring files: bytes of the store from `start` to `end`. */
export interface Block {
  readonly start: number;
  readonly end: number;
  /** For each result the node that stands for it, or -1 where the result is of no use any more. */
  readonly nodes: readonly number[];
}

export interface StoreIndex {
  readonly graph: TraceGraph;
  readonly blocks: readonly Block[];
}

export function indexJson({ graph, blocks }: StoreIndex): string {
  const { names, answers } = graph;
  return JSON.stringify({
    names,
    edges: names.map((_, node) => [...graph.edges(node)]),
    answers: [...answers].map(([node, { answer, identity }]) => [node, answer, identity]),
    blocks: blocks.map(({ start, end, nodes }) => [start, end, nodes]),
  });
}

/** Reads an index of a store of `size` bytes; undefined where it is none, or is not consistent. */
export function readIndex(json: unknown, size: number): StoreIndex | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  if (!("names" in json && "edges" in json && "answers" in json && "blocks" in json)) return undefined;
  const { names, edges, answers, blocks } = json;
  if (!isListOf(names, isText)) return undefined;
  const isNode = (value: unknown): value is number => isBetween(value, 0, names.length - 1);
  const graph = new TraceGraph();
  for (const name of names) graph.node(name);
  if (graph.names.length !== names.length) return undefined;
  if (!isListOf(edges, (targets) => isListOf(targets, isNode)) || edges.length !== names.length) return undefined;
  edges.forEach((targets, from) => {
    for (const to of targets) graph.addEdge(from, to);
  });
  const isAnswer = (value: unknown): value is [number, string, string] =>
    Array.isArray(value) && isNode(value[0]) && isText(value[1]) && isText(value[2]);
  if (!isListOf(answers, isAnswer)) return undefined;
  for (const [node, answer, identity] of answers) graph.answer(node, { answer, identity });
  const isBlock = (value: unknown): value is [number, number, number[]] =>
    Array.isArray(value) &&
    isBetween(value[1], 0, size) &&
    isBetween(value[0], 0, value[1]) &&
    isListOf(value[2], (node) => node === -1 || isNode(node));
  if (!isListOf(blocks, isBlock)) return undefined;
  return { graph, blocks: blocks.map(([start, end, nodes]) => ({ start, end, nodes })) };
}

export function isListOf<T>(value: unknown, is: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(is);
}

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isBetween(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
}
