import type { Database } from '#db/client.ts';
import type { DataFolder } from '#db/data-folder.ts';
import {
  claimFiring,
  type Delivery,
  getAlert,
  recordDelivery,
  type StoredFiring,
} from '#db/queries/alerts.ts';
import { callOutside } from '#server/outgoing/call-outside.ts';
import { OutgoingError } from '#server/outgoing/outgoing-error.ts';
import { hostOf, type OutgoingRules } from '#server/outgoing/outgoing-url.ts';
import { SealError, unseal } from '#server/outgoing/sealed-text.ts';
import type { Clock } from './clock.ts';
import type { WorkerLog } from './worker-log.ts';

const second = 1000;
const minute = 60 * second;
/** Pauses between the tries; after the last one nobody is told any more. */
const pausesMs = [10 * second, minute, 5 * minute, 30 * minute, 120 * minute];
/** Longer than a call may take: nobody else sends the same meanwhile. */
const leaseMs = 2 * minute;
const answerBytes = 64 * 1024;

export interface AlertSenderOptions {
  readonly db: Database;
  readonly folder: DataFolder;
  readonly clock: Clock;
  readonly log: WorkerLog;
  readonly rules: OutgoingRules;
}

/** Tells the webhooks what has fired, one after the other, and again where one did not take it. */
export class AlertSender {
  readonly #options: AlertSenderOptions;
  #sending: Promise<void> | undefined;

  constructor(options: AlertSenderOptions) {
    this.#options = options;
  }

  look(): void {
    if (this.#sending !== undefined) return;
    const { db, clock, log } = this.#options;
    const firing = claimFiring(db, { now: clock.now(), leaseMs });
    if (firing === undefined) return;
    this.#sending = this.#send(firing)
      .catch((problem) => log.error({ err: problem, firingId: firing.id }, 'An alert could not be settled'))
      .finally(() => {
        this.#sending = undefined;
      });
  }

  /** Until what is being sent has been settled. */
  async settled(): Promise<void> {
    await this.#sending;
  }

  async #send(firing: StoredFiring): Promise<void> {
    const { db, clock } = this.#options;
    const { status, problem } = await this.#tell(firing);
    const now = clock.now();
    const isTaken = status !== null && status >= 200 && status < 300;
    const pause = pausesMs[firing.attempts - 1];
    const delivery: Delivery = isTaken
      ? { state: 'sent', status, problem: null, nextAt: null, now }
      : pause === undefined
        ? { state: 'failed', status, problem, nextAt: null, now }
        : { state: 'waiting', status, problem, nextAt: now + pause, now };
    recordDelivery(db, firing, delivery);
  }

  /** The receiver knows a message that came twice by its key. */
  async #tell(firing: StoredFiring): Promise<{ status: number | null; problem: string | null }> {
    const { db, folder, rules } = this.#options;
    const alert = getAlert(db, firing.alertId);
    if (alert === undefined || alert.sealed === null)
      return { status: null, problem: 'The webhook is gone.' };
    const { key, sentence, firedAt } = firing;
    const { seriesId, rule } = alert;
    const { stamp, value } = firing.firing;
    const message = {
      id: firing.id,
      alertId: alert.id,
      seriesId,
      rule,
      key,
      sentence,
      stamp,
      value,
      firedAt,
    };
    try {
      const answer = await callOutside(
        {
          url: unseal(folder, alert.sealed),
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': `hindcast-${firing.id}` },
          body: JSON.stringify(message),
          mostRedirects: 0,
          maxBytes: answerBytes,
          firstByteMs: 15 * second,
          totalMs: 30 * second,
        },
        { rules },
      );
      const isTaken = answer.status >= 200 && answer.status < 300;
      return {
        status: answer.status,
        problem: isTaken ? null : `${hostOf(answer.url)} answered ${answer.status}.`,
      };
    } catch (problem) {
      if (problem instanceof OutgoingError)
        return { status: problem.status ?? null, problem: problem.message };
      if (problem instanceof SealError) {
        return { status: null, problem: 'Its address cannot be decrypted on this machine: give it again.' };
      }
      throw problem;
    }
  }
}
