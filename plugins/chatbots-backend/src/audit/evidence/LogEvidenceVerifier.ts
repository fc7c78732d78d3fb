import { VerifierKey } from '@chatbot-portal/transparency-log';
import { Knex } from 'knex';
import { EventKeys } from '../../keys';
import { Claim } from '../../records/claims/Claim';
import { AuditAlarm } from '../alarm/AuditAlarm';
import { unprovenTrouble } from '../alarm/troubles';
import { LegacyProofs } from './LegacyProofs';
import { readTestimony } from './readTestimony';

/** Checks that what a command counts is what the portal recorded, and tells when it is not. */
export class LogEvidenceVerifier {
  readonly #keys: EventKeys;
  readonly #alarm: AuditAlarm;
  readonly #legacy: LegacyProofs;

  constructor(options: {
    keys: EventKeys;
    /** The keys that signed the log. */
    verifierKeys: readonly VerifierKey[];
    alarm: AuditAlarm;
  }) {
    this.#keys = options.keys;
    this.#alarm = options.alarm;
    this.#legacy = new LegacyProofs(options);
  }

  /** Names what the log does not bear out, among the claims; nothing else counts. */
  async unproven(db: Knex, claims: readonly Claim[]): Promise<string[]> {
    const testimony = await readTestimony(db, claims, {
      keys: this.#keys,
      legacy: this.#legacy,
    });
    return claims
      .filter(claim => !claim.holds(testimony))
      .map(({ what }) => what);
  }

  /** Tells of what was counted and is not in the log, after its command was refused. Never throws. */
  async raise(unproven: readonly string[]): Promise<void> {
    await this.#alarm.raise(unprovenTrouble(unproven));
  }
}
