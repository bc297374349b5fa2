import type { StreamEvent, StreamEventType } from "../api/stream-events";
import type { AskForRows } from "../api/table-rows";
import { ChangeStream, type StreamOpener } from "./change-stream";
import type { Connection } from "./connection";
import { TablePoll } from "./table-poll";

/** Receives what the server sends about a table. */
export interface TableSink<R> {
  /** Take one event of the stream; `cursor` is the stream's cursor after it. */
  accept(event: StreamEvent<R>, cursor: string | null): void;
  /** Take rows that came by another way than the stream; the first are all there are. */
  acceptTable(rows: readonly R[]): void;
  /** The stream went on after a loss. */
  onResume(): void;
  onConnectionLost(): void;
}

export interface LiveTableParts<R> {
  readonly streamUrl: string;
  /** Requests rows while the stream is held back. */
  readonly askForRows: AskForRows<R>;
  readonly decode: (type: StreamEventType, data: string) => StreamEvent<R> | null;
  readonly sink: TableSink<R>;
  readonly opener: StreamOpener;
  /** Returns the server's time, Unix seconds. */
  readonly serverNow: () => number;
  /** Called when the connection changes. */
  readonly onConnection: () => void;
}

/** Follows one table of the server: by its stream, or by polling its rows while the stream is held back. */
export class LiveTable<R> {
  readonly #parts: LiveTableParts<R>;
  readonly #stream: ChangeStream<R>;
  readonly #poll: TablePoll<R>;
  #streamConnection: Connection = { status: "connecting" };
  #connection: Connection = { status: "connecting" };

  constructor(parts: LiveTableParts<R>) {
    this.#parts = parts;
    const { sink } = parts;
    this.#stream = new ChangeStream({
      url: parts.streamUrl,
      decode: parts.decode,
      createEventSource: parts.opener.connect,
      onEvent: (event, cursor) => sink.accept(event, cursor),
      onConnection: (connection) => this.#onConnection(connection),
      onResume: () => sink.onResume(),
      serverNow: parts.serverNow,
    });
    this.#poll = new TablePoll({
      askForRows: parts.askForRows,
      onRows: (rows) => sink.acceptTable(rows),
      onChange: () => this.#showConnection(),
    });
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** Cut the wait for the next try short. */
  retryNow(): void {
    this.#stream.retryNow();
  }

  /** Open the stream and keep it open. Returns a function that closes it. */
  connect(): () => void {
    const retry = () => {
      if (document.visibilityState === "visible") this.#stream.retryNow();
    };
    addEventListener("online", retry);
    document.addEventListener("visibilitychange", retry);
    this.#stream.open();
    return () => {
      removeEventListener("online", retry);
      document.removeEventListener("visibilitychange", retry);
      this.#stream.close();
      this.#poll.stop();
    };
  }

  #onConnection(connection: Connection): void {
    this.#streamConnection = connection;
    const isLost = connection.status === "reconnecting" || connection.status === "offline";
    if (isLost) this.#parts.sink.onConnectionLost();
    if (isLost && connection.isHeldBack) this.#poll.start();
    else this.#poll.stop();
    this.#showConnection();
  }

  /** While the stream is lost but answers come, the page is not without news. */
  #showConnection(): void {
    const connection: Connection = this.#poll.isAnswered
      ? { status: "polling", isHeldBack: true }
      : this.#streamConnection;
    if (connection.status === "polling" && this.#connection.status === "polling") return;
    this.#connection = connection;
    this.#parts.onConnection();
  }
}
