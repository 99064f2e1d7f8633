/**
 * @file A library at work: a process of its own, asked one thing at a time over a pipe.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Command } from '../library/library.ts';
import type { Replies, Reply, Request } from './protocol.ts';

/** No library takes longer for one answer; one that does is ended, and its row has a gap. */
const PATIENCE_MS = 300_000;

/** A process that measures. It starts at once. */
export class Contender {
  readonly #child: ChildProcess;
  readonly #replies: AsyncIterator<string>;
  #complaints = '';
  #running = true;
  /** Settles when the process has ended and all that it wrote has come: with its signal, if one ended it. */
  readonly #closed: Promise<string>;

  constructor({ command, args, cwd, env }: Command) {
    this.#child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'pipe' });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#complaints = (this.#complaints + text).slice(-2000);
    });
    this.#child.on('error', (error) => {
      this.#running = false;
      this.#complaints += error.message;
    });
    this.#child.on('exit', () => {
      this.#running = false;
    });
    this.#closed = new Promise((resolve) => {
      this.#child.on('close', (status, signal) => resolve(signal ?? `status ${status}`));
    });
    // A process that ended is noticed by its missing reply.
    this.#child.stdin?.on('error', () => {});
    const lines = createInterface({ input: this.#child.stdout as NonNullable<ChildProcess['stdout']> });
    this.#replies = lines[Symbol.asyncIterator]();
  }

  get isRunning(): boolean {
    return this.#running;
  }

  /**
   * Asks, and waits for the answer.
   * @throws Error with what the process said, if it could not answer.
   */
  async ask<K extends Request['do']>(request: Request & { readonly do: K }): Promise<Replies[K]> {
    this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
    const timer = setTimeout(() => this.end(), PATIENCE_MS);
    const { value, done } = await this.#replies.next();
    clearTimeout(timer);
    if (done) {
      const how = await this.#closed;
      throw new Error(`the process ended (${how}): ${lastLine(this.#complaints) ?? 'it said nothing'}`);
    }
    const reply: Reply<Replies[K]> = JSON.parse(value);
    if ('error' in reply) throw new Error(reply.error);
    return reply;
  }

  end(): void {
    this.#running = false;
    this.#child.kill('SIGKILL');
  }
}

/** The last line that says something: an error's message comes after its traceback in Python, before it in Node. */
function lastLine(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /^\w*Error: /.test(line)) ?? lines.at(-1);
}
