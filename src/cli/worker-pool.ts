import type { Worker } from "node:worker_threads";

/** What a pool is made of. */
export interface PoolOptions<Work, Answer> {
  /** Starts a worker. It gets lists of work, and posts an answer to each piece in turn. */
  start(): Worker;
  readonly workers: number;
  /** So many lists ahead of the answer that is wanted next no worker gets: answers that wait take memory. */
  readonly ahead: number;
  /** The answer to work over which workers died twice. */
  giveUp(work: Work, why: string): Answer;
}

/** Neighbouring pieces of work. */
interface Task<Work, Answer> {
  readonly index: number;
  readonly works: readonly Work[];
  readonly answers: Answer[];
  /** How often a worker died over the piece that is next. */
  deaths: number;
}

/**
 * Hands lists of work to workers and gives the answers in the order of the work. Where a worker dies, another one goes on
 * from the piece that it died over, and leaves that out if it dies too.
 */
export async function* answersInOrder<Work, Answer>(
  lists: readonly (readonly Work[])[],
  options: PoolOptions<Work, Answer>,
): AsyncGenerator<Answer> {
  const pool = new Pool(lists, options);
  try {
    for (let index = 0; index < lists.length; index++) yield* await pool.answersTo(index);
  } finally {
    await pool.close();
  }
}

class Pool<Work, Answer> {
  private readonly waiting: Task<Work, Answer>[];
  private readonly done = new Map<number, readonly Answer[]>();
  private readonly workers = new Set<Worker>();
  private readonly idle: Worker[] = [];
  private readonly busy = new Map<Worker, Task<Work, Answer>>();
  private wanted = 0;
  private wake: () => void = () => undefined;
  private failure: Error | undefined;
  private closed = false;

  constructor(
    lists: readonly (readonly Work[])[],
    private readonly options: PoolOptions<Work, Answer>,
  ) {
    this.waiting = lists.map((works, index) => ({ index, works, answers: [], deaths: 0 }));
    for (let n = 0; n < Math.min(options.workers, lists.length); n++) this.startWorker();
  }

  async answersTo(index: number): Promise<readonly Answer[]> {
    this.wanted = index;
    this.dispatch();
    for (;;) {
      const answers = this.done.get(index);
      this.done.delete(index);
      if (answers) return answers;
      if (this.failure) throw this.failure;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.workers].map((worker) => worker.terminate()));
  }

  private startWorker(): void {
    const worker = this.options.start();
    let why = "it ended";
    worker.on("message", (answer: Answer) => this.answered(worker, answer));
    worker.on("error", (error: Error) => {
      why = error.message;
    });
    worker.on("exit", () => this.ended(worker, why));
    this.workers.add(worker);
    this.idle.push(worker);
  }

  private dispatch(): void {
    for (;;) {
      const [task] = this.waiting;
      if (this.closed || !task || task.index >= this.wanted + this.options.ahead) return;
      const worker = this.idle.pop();
      if (!worker) return;
      this.waiting.shift();
      this.busy.set(worker, task);
      worker.postMessage(task.works.slice(task.answers.length));
    }
  }

  private answered(worker: Worker, answer: Answer): void {
    const task = this.busy.get(worker);
    if (!task) return;
    task.answers.push(answer);
    task.deaths = 0;
    if (task.answers.length < task.works.length) return;
    this.busy.delete(worker);
    this.idle.push(worker);
    this.finish(task);
  }

  private finish({ index, answers }: Task<Work, Answer>): void {
    this.done.set(index, answers);
    this.dispatch();
    this.wake();
  }

  private ended(worker: Worker, why: string): void {
    if (this.closed) return;
    this.workers.delete(worker);
    const task = this.busy.get(worker);
    this.busy.delete(worker);
    if (!task) {
      // It died before it had work, and so would the next one.
      this.failure = new Error(`A worker thread cannot be started: ${why}`);
      this.wake();
      return;
    }
    const work = task.works[task.answers.length];
    if (++task.deaths === 2 && work !== undefined) {
      task.answers.push(this.options.giveUp(work, why));
      task.deaths = 0;
    }
    this.startWorker();
    if (task.answers.length === task.works.length) this.finish(task);
    else this.waiting.unshift(task);
    this.dispatch();
  }
}
