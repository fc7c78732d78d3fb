import { intervalText } from './scoreText';

describe('intervalText', () => {
  it('signs both ends in the unit of the metric', () => {
    expect(intervalText({ interval: [-0.004, 0.041], unit: 'ratio' })).toBe(
      '−0.004 … +0.041',
    );
  });

  it('needs both ends', () => {
    expect(intervalText({ interval: [] })).toBeUndefined();
    expect(intervalText({ interval: [0.1] })).toBeUndefined();
    expect(intervalText({})).toBeUndefined();
  });
});
