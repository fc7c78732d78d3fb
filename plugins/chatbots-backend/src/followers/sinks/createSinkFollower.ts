import { toError } from '@backstage/errors';
import {
  EventSink,
  SinkEvent,
} from '@chatbot-portal/backstage-plugin-chatbots-node';
import { Knex } from 'knex';
import { Follower } from '../../database/Follower';
import { withinTime } from '../../withinTime';
import {
  createLogFollower,
  LogFollowerOptions,
  NumberedEvent,
} from '../createLogFollower';
import { toSinkEvent } from './toSinkEvent';

/** Events of one transaction: a sink may be slow, and what it received comes again when the process dies. */
const PAGE = 50;
/** How long a sink may take for one event, in milliseconds. */
const RECEIVE_MS = 30_000;

/** A sink of the portal's own: it may write in the transaction that moves its cursor. */
export interface FollowedSink extends Omit<EventSink, 'receive'> {
  receive(event: SinkEvent, db: Knex): Promise<void>;
}

/** Hands the events of the log to one sink, one at a time and in order, from where its own cursor stands. */
export function createSinkFollower(
  sink: FollowedSink,
  context: Pick<
    LogFollowerOptions,
    'knex' | 'clock' | 'logger' | 'eventKeys' | 'onFollowed'
  >,
): Follower {
  const types = sink.types && new Set<string>(sink.types);
  const wants = ({ type }: NumberedEvent) => !types || types.has(type);
  return createLogFollower({
    ...context,
    name: `sink:${sink.id}`,
    page: PAGE,
    start: 'next',
    follow: async (db, events) => {
      for (const [followed, event] of events.entries()) {
        try {
          if (wants(event)) {
            await withinTime(
              () => sink.receive(toSinkEvent(event), db),
              RECEIVE_MS,
            );
          }
        } catch (error) {
          return { followed, error: toError(error) as Error };
        }
      }
      return undefined;
    },
  });
}
