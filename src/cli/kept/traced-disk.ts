import { threadId } from "node:worker_threads";
import type { FileSystem } from "../../headers/file-system.ts";
import { QUESTIONS, type Trace } from "../../headers/trace.ts";
import { DISK } from "../disk.ts";
import { type FileText, readBytes } from "../files.ts";
import { identityOf, listAnswer, textAnswer } from "./questions.ts";
import { type KeptAnswer, TraceGraph } from "./trace-graph.ts";

/** What a thread noted since it last told: numbers are those of its own graph. */
export interface Noted {
  readonly thread: number;
  /** How often it told before: what it tells builds on that. */
  readonly turn: number;
  /** Of new nodes. */
  readonly names: readonly string[];
  /** From and to, in turn. */
  readonly edges: readonly number[];
  readonly answers: readonly (readonly [number, KeptAnswer])[];
}

/** The files of this machine; notes what is asked about them. */
export class TracedDisk implements FileSystem, Trace {
  readonly trace: Trace = this;
  private readonly graph = new TraceGraph();
  private open: number | undefined;
  private turn = 0;
  private told = 0;
  private edges: number[] = [];
  private answers: [number, KeptAnswer][] = [];

  read(path: string): string | undefined {
    const file = this.readText(path);
    return file.kind === "text" ? file.text : undefined;
  }

  readText(path: string): FileText {
    // Looked at before it is read: a change while it is read shows as another identity.
    const identity = identityOf(path) ?? "";
    const file = readBytes(path);
    this.note(QUESTIONS.text(path), { answer: textAnswer(file.kind === "text" ? file.text : undefined), identity });
    return file;
  }

  list(path: string): readonly string[] {
    const names = DISK.list(path);
    if (this.open !== undefined) this.note(QUESTIONS.list(path), { answer: listAnswer(names), identity: "" });
    return names;
  }

  within<T>(name: string, find: () => T): T {
    return this.inside(this.rest(name), find);
  }

  apart<T>(find: () => T): T {
    return this.inside(undefined, find);
  }

  asks(name: string, answer?: string): void {
    if (answer === undefined) this.rest(name);
    else this.note(name, { answer, identity: "" });
  }

  /** What was noted since the last time. */
  take(): Noted {
    const { edges, answers } = this;
    const names = this.graph.names.slice(this.told);
    this.told += names.length;
    this.edges = [];
    this.answers = [];
    return { thread: threadId, turn: this.turn++, names, edges, answers };
  }

  private inside<T>(node: number | undefined, find: () => T): T {
    const outer = this.open;
    this.open = node;
    try {
      return find();
    } finally {
      this.open = outer;
    }
  }

  private note(question: string, answer: KeptAnswer): void {
    const node = this.rest(question);
    const known = this.graph.answers.get(node);
    if (known?.answer === answer.answer) return;
    this.graph.answer(node, answer);
    this.answers.push([node, answer]);
  }

  /** Whoever is open rests on the node of that name. */
  private rest(name: string): number {
    const node = this.graph.node(name);
    if (this.open !== undefined && this.graph.addEdge(this.open, node)) this.edges.push(this.open, node);
    return node;
  }
}
