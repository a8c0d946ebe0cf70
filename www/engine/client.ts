import type { Loading } from "./loader";
import { utf8 } from "./utf8";
import type {
  Answer,
  DatabaseFile,
  EventsText,
  FromEngine,
  Labels,
  Options,
  Question,
  Report,
  RowWindow,
  SuppliedTexts,
  Table,
  ToEngine,
  Versions,
  View,
} from "./wire";

/** Everything one answer depends on. A new object is made for each change; parts that did not change keep their identity. */
export interface Workload {
  readonly rule: string;
  readonly events: readonly EventsText[];
  readonly options: Options;
  readonly supplied: SuppliedTexts;
  readonly databases: readonly DatabaseFile[];
  /** The version to compare with. */
  readonly previous: string;
  readonly labels: Labels;
  /** The text of the test cases. */
  readonly cases: string;
  readonly view: View;
  /** Number of the event to explain. */
  readonly selected: number;
  readonly table: Table;
  readonly rows: RowWindow;
}

/** What the engine is doing. */
export type EnginePhase = "starting" | "idle" | "working" | "stopped";

/** Why the engine was started again, or is not started any more. */
export type CrashReason = "crashed" | "silent" | "unavailable";

/** The one who uses the engine. */
export interface EngineListener {
  /** The engine is on its way. */
  loading(progress: Loading): void;
  ready(versions: Versions): void;
  /** `workload` is what the report is about; texts may have changed since. */
  report(report: Report, workload: Workload): void;
  phase(phase: EnginePhase): void;
  /** The engine fell over. `stopped`: it is not tried again until a text changes. */
  crash(reason: CrashReason, stopped: boolean): void;
}

/** The answer to a question of type `Q`: the member of the same name. */
export type AnswerTo<Q extends Question> = Extract<Answer, Record<keyof Q & string, unknown>>;

/** A question waiting for its turn or its answer. */
interface Asked {
  readonly question: Question;
  /** `undefined`: the engine fell over. */
  readonly resolve: (answer: Answer | undefined) => void;
}

/** How long the engine may keep silent, in milliseconds; while it is loaded, each part that comes breaks the silence. A large file is read in a few seconds. */
export const PATIENCE = { start: 20_000, answer: 30_000 } as const;

/** Crashes on the same texts after which they are not tried again. */
const MAX_CRASHES = 2;

/**
 * Talks to the engine in its worker.
 *
 * At most one update is under way; while it is, only the newest workload is kept, and only the parts that
 * differ from what the engine already has are sent. When the worker dies or stays silent it is ended and
 * started again with everything sent anew; a workload that kills it twice waits for its texts to change.
 *
 * Questions are asked one at a time, when the engine has the newest workload; they are about that.
 */
export class EngineClient {
  readonly #start: () => Worker;
  readonly #listener: EngineListener;
  #worker: Worker | undefined;
  #phase: EnginePhase = "starting";
  #wanted: Workload | undefined;
  /** What the running worker has received. */
  #sent: Workload | undefined;
  #id = 0;
  /** The id of the newest update. */
  #update = 0;
  #crashes = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #waiting: Asked[] = [];
  /** The question that is being answered. */
  #asked: Asked | undefined;

  constructor(start: () => Worker, listener: EngineListener) {
    this.#start = start;
    this.#listener = listener;
    this.#launch();
  }

  /** Asks for an answer to `workload`; an older one that was not sent yet is forgotten. */
  update(workload: Workload): void {
    const before = this.#wanted;
    this.#wanted = workload;
    const changed =
      before?.rule !== workload.rule || before.events !== workload.events || before.cases !== workload.cases;
    if (changed) this.#crashes = 0;
    if (this.#phase === "stopped" && changed) this.#launch();
    else this.#pump();
  }

  /**
   * Asks about the newest workload. `undefined` where the engine fell over before it could answer: a question is not
   * asked again, it may be what felled it.
   */
  ask<Q extends Question>(question: Q): Promise<AnswerTo<Q> | undefined> {
    return new Promise((resolve) => {
      if (this.#phase === "stopped") return resolve(undefined);
      // The engine answers under the question's name.
      this.#waiting.push({ question, resolve: resolve as Asked["resolve"] });
      this.#pump();
    });
  }

  /** Gives up what is under way. The texts stay; they are tried again when one of them changes. */
  stop(): void {
    this.#end();
    this.#giveUp();
    this.#setPhase("stopped");
  }

  /** Ends the worker for good. */
  close(): void {
    this.#end();
  }

  #launch(): void {
    this.#end();
    this.#setPhase("starting");
    let worker: Worker;
    try {
      worker = this.#start();
    } catch {
      this.#fail("unavailable");
      return;
    }
    this.#worker = worker;
    worker.onmessage = (message: MessageEvent<FromEngine | Loading>) => this.#receive(message.data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(this.#phase === "starting" ? "unavailable" : "crashed");
    };
    worker.onmessageerror = () => this.#fail("crashed");
    this.#watch(PATIENCE.start, "unavailable");
  }

  #receive(message: FromEngine | Loading): void {
    if (message.kind === "loading") {
      this.#watch(PATIENCE.start, "unavailable");
      this.#listener.loading(message);
      return;
    }
    if (message.kind === "ready") {
      this.#rest();
      this.#listener.ready(message.versions);
      this.#pump();
      return;
    }
    if (message.kind === "answer") {
      const asked = this.#asked;
      this.#asked = undefined;
      this.#rest();
      asked?.resolve(message.answer);
      this.#pump();
      return;
    }
    // Besides the report to each update the engine sends one when a table has arrived, perhaps amid a question.
    if (message.id !== this.#update || !this.#sent) return;
    const answered = this.#sent;
    this.#crashes = 0;
    if (!this.#asked) this.#rest();
    this.#listener.report(message.report, answered);
    this.#pump();
  }

  #pump(): void {
    const wanted = this.#wanted;
    if (this.#phase !== "idle" || !wanted || !this.#worker) return;
    const id = this.#id + 1;
    const update = difference(this.#sent, wanted, id);
    const message = update ?? this.#next(id);
    if (!message) return;
    this.#id = id;
    if (update) this.#update = id;
    this.#sent = wanted;
    this.#worker.postMessage(message, message.events?.flatMap(({ utf8 }) => utf8?.buffer ?? []) ?? []);
    this.#setPhase("working");
    this.#watch(PATIENCE.answer, "silent");
  }

  /** The message that asks the next question. */
  #next(id: number): ToEngine | undefined {
    this.#asked = this.#waiting.shift();
    return this.#asked && { kind: "ask", id, question: this.#asked.question };
  }

  #fail(reason: CrashReason): void {
    this.#crashes += 1;
    this.#end();
    this.#giveUp();
    const stopped = this.#crashes >= MAX_CRASHES;
    this.#listener.crash(reason, stopped);
    if (stopped) this.#setPhase("stopped");
    else this.#launch();
  }

  /** No question gets an answer any more. */
  #giveUp(): void {
    for (const asked of [this.#asked, ...this.#waiting.splice(0)]) asked?.resolve(undefined);
    this.#asked = undefined;
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#setPhase("idle");
  }

  #watch(milliseconds: number, reason: CrashReason): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fail(reason), milliseconds);
  }

  #end(): void {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    this.#sent = undefined;
    if (!worker) return;
    worker.onmessage = worker.onerror = worker.onmessageerror = null;
    worker.terminate();
  }

  #setPhase(phase: EnginePhase): void {
    if (phase === this.#phase) return;
    this.#phase = phase;
    this.#listener.phase(phase);
  }
}

function sameView(one: View, other: View): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof View>;
  return [...keys].every((key) => (one[key] ?? false) === (other[key] ?? false));
}

/** From this length on (UTF-16 units) a text crosses as bytes, which are moved and not copied. */
const LARGE = 100_000;

function packed(source: EventsText): EventsText {
  return source.text.length < LARGE ? source : { ...source, text: "", utf8: utf8(source.text) };
}

/** The message that brings an engine that has `sent` to `wanted`; nothing where it is there already. */
function difference(sent: Workload | undefined, wanted: Workload, id: number): ToEngine | undefined {
  const message: ToEngine = { kind: "update", id, selected: wanted.selected, rows: wanted.rows };
  let changed = !sent || sent.selected !== wanted.selected;
  changed ||= sent?.rows.from !== wanted.rows.from || sent.rows.count !== wanted.rows.count;
  if (sent?.rule !== wanted.rule) {
    message.rule = wanted.rule;
    changed = true;
  }
  if (sent?.events !== wanted.events) {
    message.events = wanted.events.map(packed);
    changed = true;
  }
  if (sent?.table !== wanted.table) {
    message.table = wanted.table;
    changed = true;
  }
  if (sent?.supplied !== wanted.supplied) {
    message.supplied = wanted.supplied;
    changed = true;
  }
  if (sent?.options !== wanted.options) {
    message.options = wanted.options;
    changed = true;
  }
  if (sent?.databases !== wanted.databases && (sent || wanted.databases.length > 0)) {
    message.databases = [...wanted.databases];
    changed = true;
  }
  if ((sent?.previous ?? "") !== wanted.previous) {
    message.previous = wanted.previous;
    changed = true;
  }
  if (sent?.labels !== wanted.labels) {
    message.labels = wanted.labels;
    changed = true;
  }
  if ((sent?.cases ?? "") !== wanted.cases) {
    message.cases = wanted.cases;
    changed = true;
  }
  if (!sent || !sameView(sent.view, wanted.view)) {
    message.view = wanted.view;
    changed = true;
  }
  return changed ? message : undefined;
}
