/** The shape of every `./gongkai` command. One file per command under `commands/`, loaded only when it is called. */
export interface CommandIo {
  readonly args: readonly string[];
  /** True with `--json`: the command prints exactly one JSON value on stdout. */
  readonly json: boolean;
  readonly env: NodeJS.ProcessEnv;
  readStdin(): Promise<string>;
  /** Prints one line (or, with `--json`, the value as JSON) on stdout. */
  print(value: unknown, words?: string): void;
  /** Progress and remarks, on stderr. */
  note(text: string): void;
}

export interface Command {
  /** One line, in Chinese, for `./gongkai help`. */
  readonly summary: string;
  /** Usage lines, e.g. `workday add DAY N`. */
  readonly usage: readonly string[];
  /** Exit code: 0 done, 1 a refusal or a failed check. Bad input throws an `AppError` (exit code 2). */
  run(io: CommandIo): Promise<number>;
}
