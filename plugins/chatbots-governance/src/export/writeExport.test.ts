import {
  exampleEvent,
  exampleExport,
  hashing,
  textOfParts,
} from './__testUtils__/exampleLog';
import { writeExport, writeExportCsv } from './writeExport';

describe('writeExport', () => {
  it('throws before the footer when an event is missing, doubled or too many', async () => {
    const { header, events } = await exampleExport(3, 9, 11);
    for (const wrong of [
      events.slice(1),
      events.slice(0, -1),
      events.toSpliced(2, 1),
      events.toSpliced(2, 0, events[2]),
      [...events, exampleEvent(9)],
      events.with(1, events[2]).with(2, events[1]),
    ]) {
      let written = '';
      const copy = async () => {
        for await (const line of writeExport(header, wrong, hashing)) {
          written += line;
        }
      };
      await expect(copy()).rejects.toMatchObject({
        reason: 'audit-range-invalid',
      });
      expect(written).not.toMatch(/^\{"count"/m);
      await expect(
        textOfParts(writeExportCsv(header, wrong)),
      ).rejects.toMatchObject({ reason: 'audit-range-invalid' });
    }
  });

  it('takes events only as fast as its reader takes lines', async () => {
    const { header, events } = await exampleExport(3, 9, 11);
    let taken = 0;
    async function* source() {
      for (const event of events) {
        taken += 1;
        yield event;
      }
    }
    const lines = writeExport(header, source(), hashing);
    await lines.next();
    expect(taken).toBe(0);
    await lines.next();
    expect(taken).toBe(1);
    await lines.return();
    expect(taken).toBe(1);
  });
});
